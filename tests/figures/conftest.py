"""Asserts of the checks say what differs, as those of tests do; and the edition that tests of figures read."""

import pytest

from blmk_metrics.releases.edition import Edition

pytest.register_assert_rewrite("tests.figures.checks")


@pytest.fixture(scope="session")
def edition(release, engine) -> Edition:
    """The release that ships, for tests that ask whatever measures it has."""
    return Edition(release, engine)
