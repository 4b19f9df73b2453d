"""What tests of how figures were made share: two releases, one that ships and one of official figures."""

from collections.abc import Iterator

import pytest

from blmk_metrics.figures import Figure, figures_of
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.releases.edition import Edition, open_edition
from blmk_metrics.ways import averages, said_by, variant_of

LUTON = "E06000032"


@pytest.fixture(scope="session")
def edition(release, engine) -> Edition:
    """The release that ships."""
    return Edition(release, engine)


@pytest.fixture(scope="session")
def official(official_folder) -> Iterator[Edition]:
    """A release in which some series are as published, and some counts are of local records."""
    opened = open_edition(official_folder)
    yield opened
    opened.engine.close()


def every_way(measure: Measure) -> list[Measure]:
    """A measure by each of its averages, the lead one first."""
    return [said_by(measure, each.method) for each in averages(measure)] or [measure]


def figures_in_every_way(edition: Edition, code: str = LUTON) -> list[Figure]:
    """Every kind of figure of every measure, in every way of saying it."""
    return [
        figure
        for measure in edition.measures()
        for said in every_way(measure)
        for figure in figures_of(edition, said.id, code, variant_of(said))
    ]
