"""Every declared verdict in words: in sentences of its own where it has them, else by what its declaration says."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from blmk_metrics.catalogue import verdicts
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row, latest
from blmk_metrics.catalogue.verdict_parts import Kind, Verdict
from blmk_metrics.catalogue.verdicts import applying
from blmk_metrics.narrative.capitals import sentence_case
from blmk_metrics.narrative.changes import benchmarks_change, change_line, trend_sentence
from blmk_metrics.narrative.comparisons import gap_in_people
from blmk_metrics.narrative.numbers import number, signed, with_unit
from blmk_metrics.narrative.verdict_words import marked

NUMBERS = (Kind.VALUE, Kind.DIFFERENCE, Kind.PERCENT, Kind.PEOPLE)
FACTS = (*NUMBERS, Kind.NAME, Kind.NOTE)
# Verdicts with wording of their own on every surface; any other is worded by its declaration.
WORDED = (verdicts.RELIABILITY, verdicts.COMPARISON, verdicts.CHANGE, verdicts.GAP_IN_PEOPLE, verdicts.RECENT_TREND)


class VerdictLine(NamedTuple):
    """One verdict of one row: what it is of, its word with its shape, and what follows the word."""

    label: str
    mark: str
    rest: str

    @property
    def text(self) -> str:
        """The word and what follows it; empty where the verdict says nothing of the row."""
        return self.mark + self.rest

    @property
    def sentence(self) -> str:
        """The same behind what it is of, as a sentence; empty where there is nothing to say."""
        return f"{self.label}: {self.text}." if self.text else ""


def verdict_sentences(row: Row, rows: Sequence[Row], measure: Measure) -> list[str]:
    """What each declared verdict says of a row, in the order of the declarations; `rows` are all of the measure."""
    sentences = [each for verdict in applying(measure) for each in _sentences(verdict, row, rows, measure)]
    return [each for each in sentences if each]


def _sentences(verdict: Verdict, row: Row, rows: Sequence[Row], measure: Measure) -> tuple[str, ...]:
    match verdict.id:
        case verdicts.RELIABILITY.id | verdicts.COMPARISON.id:
            # The sentence on the figure itself has them.
            return ()
        case verdicts.CHANGE.id:
            return (f"Change{change_line(row, measure)}.", _benchmarks_change(row, rows, measure))
        case verdicts.GAP_IN_PEOPLE.id:
            return (gap_in_people(row, measure),)
        case verdicts.RECENT_TREND.id:
            return (trend_sentence(row),)
        case _:
            return (verdict_line(verdict, row, measure).sentence,)


def _benchmarks_change(row: Row, rows: Sequence[Row], measure: Measure) -> str:
    if row.benchmark_code in (None, row.area_code):
        return ""
    return benchmarks_change(latest(rows, row.benchmark_code), measure)


def further(measures: Iterable[Measure], *, at_a_glance: bool = False) -> list[Verdict]:
    """The verdicts of some measures that have no wording of their own; `at_a_glance` those that a card has too."""
    measures = list(measures)
    return [
        each
        for each in verdicts.VERDICTS
        if each not in WORDED and any(map(each.applies, measures)) and (each.at_a_glance or not at_a_glance)
    ]


def verdict_line(verdict: Verdict, row: Row, measure: Measure) -> VerdictLine:
    """A verdict by its declaration: `Outlook: ▲ on course (people ahead 12; provisional)`, or why it has no word."""
    word, reason = (row.cell(column) if column else None for column in (verdict.word, verdict.reason))
    facts = "; ".join(
        _fact(verdict, column, row, measure) for column in verdict.of_kind(*FACTS) if row.cell(column) is not None
    )
    beside = f" ({facts})" if word and facts else facts
    why = f": {reason}" if reason and (word or facts) else reason or ""
    return VerdictLine(label=headed(verdict, [row]), mark=marked(word) if word else "", rest=beside + why)


def verdict_cell(verdict: Verdict, row: Row, measure: Measure) -> str:
    """A verdict as a cell of a table; empty where the measure cannot have it."""
    if not verdict.applies(measure):
        return ""
    return verdict_line(verdict, row, measure).text


def headed(verdict: Verdict, rows: Iterable[Row]) -> str:
    """What heads a verdict's column over some rows: `Compared with England`."""
    rows = list(rows)
    benchmarks = dict.fromkeys(row.benchmark_name for row in rows if row.benchmark_name)
    baselines = dict.fromkeys(row.baseline_period for row in rows if row.baseline_period)
    return verdict.label.format(
        benchmark=" or ".join(benchmarks) or "the benchmark", baseline=" or ".join(baselines) or "the baseline"
    )


def number_heads(verdict: Verdict) -> dict[str, str]:
    """A verdict's columns of numbers, each with its head: `{"outlook_people": "Outlook people"}`."""
    return {column: sentence_case(_in_words(column)) for column in verdict.of_kind(*NUMBERS)}


def _in_words(column: str) -> str:
    return column.replace("_", " ")


def _fact(verdict: Verdict, column: str, row: Row, measure: Measure) -> str:
    cell, name = row.cell(column), _in_words(column)
    match verdict.columns[column]:
        case Kind.VALUE:
            return f"{name} {with_unit(cell, measure)}"
        case Kind.DIFFERENCE:
            return f"{name} {signed(cell, measure.decimals)} {measure.change_unit}"
        case Kind.PERCENT:
            return f"{name} {signed(cell, 1)}%"
        case Kind.PEOPLE:
            return f"{name} {number(cell, 0)}"
        case Kind.NAME:
            return f"{name} {cell}"
        case _:
            return str(cell)


def meanings() -> dict[str, tuple[tuple[str, str], ...]]:
    """Every word with its mark, and what it means, gravest first, by what heads its verdict."""
    return {
        headed(verdict, ()): tuple((marked(word), each.meaning) for word, each in verdict.words.items())
        for verdict in verdicts.VERDICTS
        if verdict.words
    }
