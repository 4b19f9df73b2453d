"""What a browser receives from a real server does not depend on hidden counts either."""

from pathlib import Path

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.server import app_server
from tests.disclosure.artefacts import anonymous, differing
from tests.disclosure.releases import counts, published, with_hidden_moved, with_one_more_shown, without_small_counts
from tests.disclosure.visiting import visited
from tests.installed import needed

PATHS = (
    "?place=E06000032",
    "falls_admissions?place=E06000042",
    "first_condition_gap?place=E06000055",
    "inequalities?place=E06000055&measure=first_condition_gap&by=deprivation_quintile",
    "neighbourhoods?place=E06000055&show=falls_admissions",
    "data_and_provenance?place=E54000024",
)
pytestmark = [pytest.mark.slow, pytest.mark.browser]


def _received(folder: Path) -> dict[str, str]:
    """What each page's websocket brought, as text without what only identifies a release, a visit or a run."""
    without = anonymous(folder)
    with app_server(folder) as (address, _):
        frames = visited(address, folder.with_suffix(".json"), *PATHS)
    messages = {path: [ForwardMsg.FromString(frame) for frame in each] for path, each in frames.items()}
    assert all(any(message.HasField("delta") for message in each) for each in messages.values())
    # The address is a port of the moment's.
    return {path: without("\n".join(map(str, each))).replace(address, "") for path, each in messages.items()}


def test_no_frame_of_a_websocket_depends_on_hidden_counts(tmp_path, release):
    needed("chromium")
    original, before = counts(), without_small_counts(counts())
    versions = {"one": original, "moved": with_hidden_moved(original), "shown": with_one_more_shown(original)}
    one, moved, shown = (
        _received(published(tmp_path / name, release, before, each)) for name, each in versions.items()
    )
    assert differing(one, moved) == {}
    assert "falls_admissions?place=E06000042" in differing(one, shown)
