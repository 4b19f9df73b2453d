"""Figures of the release that ships, and no process that other tests have left idle."""

import pytest

from blmk_metrics.drawing.drawing_process import PROCESS
from blmk_metrics.figures import figures_of


@pytest.fixture(autouse=True)
def nothing_idle() -> None:
    """Of the processes that a test sees, those that draw are its own."""
    PROCESS.end()


@pytest.fixture(scope="session")
def figures(edition):
    """One figure of each kind."""
    place = list(edition.choosable())[-1]
    found = {figure.kind: figure for each in edition.measures() for figure in figures_of(edition, each.id, place)}
    return list(found.values())
