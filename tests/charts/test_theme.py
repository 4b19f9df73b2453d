"""The colours of the house stand in one place; what cannot read them there has the same."""

import tomllib

from blmk_metrics.charts.theme import NAVY, PLUM, QUIET_TEXT, TEXT
from blmk_metrics.resources import PROJECT


def test_the_app_has_the_colours_of_the_charts():
    theme = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text())["theme"]
    assert {theme[each] for each in ("primaryColor", "linkColor", "blueTextColor")} == {NAVY}
    assert (theme["redTextColor"], theme["textColor"], theme["grayTextColor"]) == (PLUM, TEXT, QUIET_TEXT)


def test_no_other_file_of_the_library_spells_a_colour_of_the_house():
    files = [path for path in (PROJECT / "blmk_metrics").rglob("*") if path.suffix in (".py", ".css", ".typ", ".html")]
    for colour in (NAVY, PLUM):
        spelt = [path.name for path in files if colour[1:].lower() in path.read_text().lower()]
        assert spelt == ["theme.py"]
