"""The settings of `.streamlit/config.toml` are ones that Streamlit has, and it reads them as they are written."""

import tomllib
from pathlib import Path

import pytest
from streamlit import config

FILE = Path(__file__).resolve().parents[1] / ".streamlit" / "config.toml"
SETTINGS = [
    (f"{section}.{name}", value)
    for section, settings in tomllib.loads(FILE.read_text()).items()
    for name, value in settings.items()
]


@pytest.mark.parametrize(("name", "value"), SETTINGS, ids=[name for name, _ in SETTINGS])
def test_streamlit_has_every_setting_and_reads_our_value(name, value):
    assert config.get_option(name) == value
    assert Path(config.get_where_defined(name)) == FILE


def test_no_collection_of_garbage_follows_a_script():
    # Hidden from Streamlit's help, so that a later version might drop it without a word: then it is no option.
    assert config.get_option("runner.postScriptGC") is False
    with pytest.raises(RuntimeError, match="not defined"):
        config.get_option("runner.postScriptGb")
