"""How a figure was made: the SQL that ran, over which extracts, and the command that gives the same figures."""

import shlex
from dataclasses import dataclass

from blmk_metrics.catalogue.cuts import WHOLE
from blmk_metrics.catalogue.terms import PUBLISHED
from blmk_metrics.catalogue.variants import variant_when_cut
from blmk_metrics.figures import KINDS, MeasureFigure
from blmk_metrics.lineage.statement_texts import functions_called
from blmk_metrics.lineage.stored_stages import FUNCTIONS, Stage, series_name, stages_in
from blmk_metrics.releases import Extract
from blmk_metrics.releases.edition import Edition

# The document of a release's answers that has its stages.
LINEAGE = "lineage"

__all__ = ["LINEAGE", "Origin", "Stage", "command", "origin"]


@dataclass(frozen=True, kw_only=True)
class Origin:
    """How a figure was made. `functions` are those that its stages call; `command` prints its rows, of every period."""

    stages: tuple[Stage, ...]
    functions: str
    extracts: tuple[Extract, ...]
    command: str


def origin(edition: Edition, figure: MeasureFigure) -> Origin:
    """How a figure of an edition was made, as it was noted when its answers were computed."""
    row = figure.rows[0]
    document = edition.answers.document(LINEAGE)
    variant = variant_when_cut(figure.measure, figure.variant, row.category_type)
    ran = stages_in(document, series_name(figure.measure.id, variant.id, row.category_type, row.basis))
    read = {name for stage in ran for name, _ in stage.reads} | KINDS[figure.kind].draws
    extracts = (
        extract
        for extract in edition.release.extracts
        if extract.name in read and (extract.name != PUBLISHED or extract.is_of(figure.measure))
    )
    return Origin(
        stages=ran,
        functions=functions_called((stage.sql for stage in ran), document["texts"][FUNCTIONS]),
        # What was counted first, then what every measure needs.
        extracts=tuple(sorted(extracts, key=lambda extract: not extract.is_of(figure.measure))),
        command=command(figure),
    )


def command(figure: MeasureFigure) -> str:
    """The command that prints a figure's rows, of every period, from the release that it is of."""
    row = figure.rows[0]
    areas = {each.area_code for each in figure.rows}
    words = ["python", "-m", "blmk_metrics", "measure", figure.measure.id]
    if len(areas) == 1:
        words += ["--area", *areas]
    if row.category_type != WHOLE:
        words += ["--by", row.category_type]
    words += ["--basis", row.basis]
    for each in figure.variant.not_lead:
        words += ["--average" if each is figure.variant.average else "--summary", each.method]
    return shlex.join(words)
