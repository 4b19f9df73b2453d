"""The tables of a report that are no figure's: what all measures say at a glance, other ways, words, sources."""

from collections.abc import Sequence

from blmk_metrics import narrative
from blmk_metrics.catalogue.measure_parts import Choice
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Basis, Row, in_period, of_area
from blmk_metrics.catalogue.variants import averages, summaries, variant_of
from blmk_metrics.figures import MeasureFigure, Table
from blmk_metrics.narrative.verdict_words import marked, verdict_of
from blmk_metrics.releases import Provenance, Release
from blmk_metrics.releases.edition import Edition


def summary_table(latest: Sequence[tuple[Measure, Row]], area_name: str) -> Table:
    """Each measure of an area: baseline, latest figure, change, comparison and every other verdict at a glance."""
    further = narrative.further((measure for measure, _ in latest), at_a_glance=True)
    return Table(
        caption=f"{area_name}: every measure at a glance",
        columns=(
            *("Measure", "Baseline", "Latest (95% interval)", "Change (95% interval)", "Compared"),
            *(narrative.headed(verdict, (row for _, row in latest)) for verdict in further),
        ),
        rows=tuple(
            (
                measure.short_name,
                narrative.baseline_value(row, measure),
                f"{row.period}: {narrative.value_with_caution(row, measure)}",
                marked(row.change_verdict) + narrative.change_line(row, measure),
                _compared(row, measure),
                *(narrative.verdict_cell(verdict, row, measure) for verdict in further),
            )
            for measure, row in latest
        ),
        numeric=(False,) * (5 + len(further)),
    )


def variants_table(edition: Edition, measure: Measure, row: Row) -> Table | None:
    """A figure by every average and summary of an inequality; None of a measure that has one form only."""
    inequality = measure.inequality
    if inequality is None or row.basis == Basis.OFFICIAL:
        return None

    def figure_by(average: str, summary: str) -> str:
        variant = variant_of(measure, average, summary)
        rows = edition.measured(measure, basis=Basis(row.basis), variant=variant)
        (one,) = in_period(of_area(rows, row.area_code), row.period)
        return narrative.value_with_caution(one, measure)

    offered = summaries(measure)
    return Table(
        caption=f"{measure.short_name}, {row.area_name}, {row.period}, with 95% intervals",
        columns=(f"{narrative.sentence_case(inequality.value_name)}, as", *(named(each, offered) for each in offered)),
        rows=tuple(
            (named(each, averages(measure)), *(figure_by(each.method, summary.method) for summary in offered))
            for each in averages(measure)
        ),
        numeric=(False,) * (1 + len(offered)),
    )


def meanings_table() -> Table:
    """Every word of every declared verdict with its mark, and what it means."""
    return Table(
        caption="The words and their marks",
        columns=("Verdict", "What it means"),
        rows=tuple(row for words in narrative.meanings().values() for row in words),
        numeric=(False,) * 2,
    )


def extracts_table(release: Release) -> Table:
    """Every extract of a release with its provenance."""
    return Table(
        caption=f"Extracts of release {release.id}",
        columns=("Extract", "Nature", "Rows", "Source", "Publisher", "Licence", "Retrieved", "SHA-256"),
        rows=tuple(
            (
                each.title,
                each.provenance.nature.upper(),
                f"{each.rows:,}",
                " ".join(f"{part}." for part in (each.provenance.source, each.provenance.note.rstrip(".")) if part),
                *(each.provenance.publisher, each.provenance.licence, each.provenance.retrieved, each.sha256),
            )
            for each in release.extracts
        ),
        numeric=(False, False, True, False, False, False, False, False),
    )


def sources_table(release: Release) -> Table:
    """Every extract with its provenance, in few enough columns for paper."""

    def provenance(each: Provenance) -> str:
        sentences = (each.source, each.note, f"{each.publisher}, {each.licence}", f"Retrieved {each.retrieved}")
        return " ".join(f"{part.rstrip('.')}." for part in sentences if part)

    return Table(
        caption=f"Extracts of release {release.id}",
        columns=("Extract", "Where it comes from", "SHA-256"),
        rows=tuple(
            (
                f"{each.title}: {each.provenance.nature.upper()}, {each.rows:,} rows",
                provenance(each.provenance),
                each.sha256,
            )
            for each in release.extracts
        ),
        numeric=(False, False, False),
    )


def figures_table(figures: Sequence[MeasureFigure], release: Release) -> Table:
    """Every figure with its id and the parameters of a link to it."""
    return Table(
        caption=f"Figures, their ids, and the parameters of a link to each in release {release.id}",
        columns=("Figure", "Id", "What it shows", "Parameters of its link"),
        rows=tuple(
            (
                *(str(number), figure.id, f"{figure.title}. {figure.full_subtitle}."),
                " ".join(f"{name}={value}" for name, value in figure.address.items()),
            )
            for number, figure in enumerate(figures, 1)
        ),
        numeric=(True, False, False, False),
    )


def _compared(row: Row, measure: Measure) -> str:
    if row.benchmark_code in (None, row.area_code):
        return f"{verdict_of(row)}: {row.comparison_reason}"
    return verdict_of(row) + narrative.against(row, measure)


def named(each: Choice, offered: Sequence[Choice]) -> str:
    """The name of one of the forms of a figure, the one that leads marked as such."""
    return each.name + (" (lead)" if each is offered[0] else "")
