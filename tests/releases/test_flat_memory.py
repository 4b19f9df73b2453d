"""The memory of a server does not grow with the sessions that it has had, nor with the releases that it has shown."""

import statistics

import pytest

from tests.browser.server import app_server
from tests.disclosure.releases import counts, published
from tests.sessions import resident_megabytes, session

RELEASES, SESSIONS = 20, 10
# Streamlit keeps sessions whose reader is gone for two minutes, up to 128 of them: that many would look like a leak.
FORGETFUL = ("--server.disconnectedSessionTTL", "1")
# In megabytes. Where memory is flat the medians below lie within 10 of each other. A release of this size that stays
# for good adds 6, and ten of them are far beyond this; so is anything else of which each release leaves two behind.
ALLOWED = 15


@pytest.mark.slow
def test_memory_is_flat_over_200_sessions_and_20_releases(tmp_path, release):
    folder, resident = tmp_path / "data", []
    published(folder, release, counts(0))
    with app_server(folder, options=FORGETFUL, module="tests.undrawn") as (address, pid):
        for number in range(RELEASES):
            published(folder, release, counts(number))
            for _ in range(SESSIONS):
                with session(address) as reader:
                    reader.view("place=E06000032")
                    reader.view("place=E06000055")
            resident.append(resident_megabytes(pid))
    # Of the last few of each ten releases: what a single one takes varies with what happens to be freed.
    first, last = (statistics.median(each[-4:]) for each in (resident[:10], resident[10:]))
    assert last - first < ALLOWED, resident
