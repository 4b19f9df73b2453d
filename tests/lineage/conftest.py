"""What tests of how figures were made share: two releases, one that ships and one of official figures."""

from collections.abc import Iterator

import pytest

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.variants import Variant, averages, lead_variant, variant_of
from blmk_metrics.figures import Figure, figures_of
from blmk_metrics.releases.edition import Edition, open_edition

LUTON = "E06000032"


@pytest.fixture(scope="session")
def official(official_folder) -> Iterator[Edition]:
    """A release in which some series are as published, and some counts are of local records."""
    opened = open_edition(official_folder)
    yield opened
    opened.answers.close()


def every_average(measure: Measure) -> list[Variant]:
    """A measure by each of its averages, the lead one first."""
    return [variant_of(measure, each.method) for each in averages(measure)] or [lead_variant(measure)]


def figures_by_every_average(edition: Edition, code: str = LUTON) -> list[Figure]:
    """Every kind of figure of every measure, by each of its averages."""
    return [
        figure
        for measure in edition.measures()
        for variant in every_average(measure)
        for figure in figures_of(edition, measure.id, code, variant.id)
    ]
