"""Where SQL, data, pages and fonts are found."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
# The folder that holds the package, and what stands beside it.
PROJECT = _PACKAGE.parent
SQL = PROJECT / "sql"
DATA = PROJECT / "data"
CATALOGUE = DATA / "catalogue"
PAGES = PROJECT / "pages"
# The typeface of pictures and documents, so that what is drawn looks the same on a machine without any.
FONTS = _PACKAGE / "fonts"
FONT_FAMILY = "Source Sans 3"
