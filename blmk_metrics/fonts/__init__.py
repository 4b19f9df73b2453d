"""The typeface of pictures and documents: Source Sans 3 by Adobe, unchanged, under its licence in this folder.

It comes with the software so that what is drawn looks the same on a machine without any typeface.
"""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent
FAMILY = "Source Sans 3"
