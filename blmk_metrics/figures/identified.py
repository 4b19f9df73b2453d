"""A figure by the id that is printed on it."""

import re
from collections.abc import Mapping

from blmk_metrics.figures.figure import BaseFigure
from blmk_metrics.figures.of_measure import figures_of
from blmk_metrics.figures.profile import profile
from blmk_metrics.releases.edition import Edition
from blmk_metrics.ways import averages, said_by

ID = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")


def is_id(text: str) -> bool:
    """Whether a text is written as an id is, in whichever case."""
    return ID.fullmatch(text.strip().upper()) is not None


def address_of(edition: Edition, figure_id: str) -> Mapping[str, str] | None:
    """The parameters of the figure that an edition knows by an id; None where it knows none.

    Known are the figures of measures' own pages, in every average, and profiles, in each series that is shown first:
    what a report prints.
    """
    return edition.once("figures by id", lambda: _every(edition)).get(figure_id.strip().upper())


def _every(edition: Edition) -> dict[str, Mapping[str, str]]:
    here = edition.measures()
    said = (*here, *(said_by(each, other.method) for each in here for other in averages(each)[1:]))
    figures: list[BaseFigure] = [
        figure for code in edition.choosable() for each in said for figure in figures_of(edition, each, code)
    ]
    figures += [profile(edition, code) for code in edition.choosable()]
    return {figure.id: figure.address for figure in figures}
