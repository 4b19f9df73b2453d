"""What one release says that another does not: areas, measures and series that came or went, periods, revisions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from blmk_metrics.catalogue.cuts import WHOLE
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Basis, Row, periods
from blmk_metrics.catalogue.terms import Regime
from blmk_metrics.catalogue.verdicts import applying
from blmk_metrics.narrative import headed
from blmk_metrics.narrative.numbers import MISSING, interval, number
from blmk_metrics.releases import Extract, Release
from blmk_metrics.releases.edition import Edition

# Floating point's last digits are no revision.
TOLERANCE = 1e-9
LIMITS = ("lower_ci_95", "upper_ci_95", "lower_ci_998", "upper_ci_998")
Key = tuple[str, Basis]


@dataclass(frozen=True)
class Difference:
    """One thing that differs, as it reads: what kind of difference, of what, and both sides of it."""

    kind: str
    of: str
    what: str
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        sides = f": {self.before} → {self.after}" if self.before or self.after else ""
        return " ".join(part for part in (self.kind, self.of, self.what) if part) + sides


def differences(before: Edition, after: Edition, *, in_public: bool = False) -> list[Difference]:
    """Everything in which two releases differ: areas first, then measure by measure, then the extracts.

    What is said `in_public` leaves out the figures of local records: set side by side, two of them could be subtracted.
    """
    measures = tuple({each.id: each for each in (*before.catalogue.measures, *after.catalogue.measures)}.values())
    had, has = ({each: side.series(each) for each in measures} for side in (before, after))
    found = list(_areas(before, after))
    for measure in measures:
        found += _described(measure, before, after)
        found += _series(measure, had[measure], has[measure])
        if had[measure] and has[measure]:
            natures = ["synthetic" if each.release.synthetic(measure) else "real" for each in (before, after)]
            found += _if_differing("data", measure, *natures)
    for cut, basis in sorted({key for each in measures for key in {*had[each]} & {*has[each]}}):
        for measure in measures:
            if not {(cut, basis)} <= {*had[measure]} & {*has[measure]}:
                continue
            if in_public and basis is Basis.COMPUTED and measure.regime is Regime.LOCAL:
                continue
            # Each side as it declares the measure: by another declaration its rows would be other rows.
            sides = (side.measured(side.catalogue.measure(measure.id), cut, basis) for side in (before, after))
            found += _figures(measure, *map(list, sides))
    return found + list(_extracts(before.release, after.release))


def _areas(before: Edition, after: Edition) -> Iterator[Difference]:
    had, has = before.areas(), after.areas()
    for code in sorted(has.keys() - had.keys()):
        yield Difference("area added", has[code].name, code)
    for code in sorted(had.keys() - has.keys()):
        yield Difference("area gone", had[code].name, code)


def _described(measure: Measure, before: Edition, after: Edition) -> Iterator[Difference]:
    """A measure that came or went, or of which a release's catalogue says something else."""
    had, has = (
        next((each for each in side.catalogue.measures if each.id == measure.id), None) for side in (before, after)
    )
    if had is None or has is None:
        yield Difference("measure added" if had is None else "measure gone", measure.short_name, "")
    elif changed := [each.name for each in fields(Measure) if getattr(had, each.name) != getattr(has, each.name)]:
        yield Difference("described anew", measure.short_name, ", ".join(changed))


def _series(measure: Measure, before: Sequence[Key], after: Sequence[Key]) -> Iterator[Difference]:
    """Series that came or went, and which of them is shown first."""
    if before and after:
        first = [next((basis for cut, basis in side if cut == WHOLE), "none") for side in (before, after)]
        yield from _if_differing("shown first", measure, *first)
    for kind, these, those in (("series added", after, before), ("series gone", before, after)):
        for cut, basis in these:
            if (cut, basis) not in those:
                yield Difference(kind, measure.short_name, _called(cut, basis))


def _figures(measure: Measure, before: list[Row], after: list[Row]) -> Iterator[Difference]:
    """New periods, periods gone, and revisions of one series."""
    called = _called(after[0].category_type, after[0].basis)
    had, has = periods(before), periods(after)
    for kind, these in (("new period", sorted(set(has) - set(had))), ("period gone", sorted(set(had) - set(has)))):
        for period in these:
            yield Difference(kind, measure.short_name, f"{period}, {called}")
    old = {(row.area_code, row.period, row.category): row for row in before}
    for row in after:
        was = old.get((row.area_code, row.period, row.category))
        if was is None or row.period not in had or row.period not in has:
            continue
        group = f" {row.category}" if row.category else ""
        what = f"{row.area_name} {row.period}{group}, {called}"
        if revised(was.value, row.value):
            yield Difference("revised", measure.short_name, what, *distinct_texts(was, row, measure))
        elif any(revised(was.cell(limit), row.cell(limit)) for limit in LIMITS):
            limits = [interval(side.lower_ci_95, side.upper_ci_95, measure.decimals) for side in (was, row)]
            yield Difference("limits revised", measure.short_name, what, *limits)
        yield from _verdicts(measure, what, was, row)


def _verdicts(measure: Measure, what: str, was: Row, row: Row) -> Iterator[Difference]:
    """The verdicts of one row that have another word than before."""
    for verdict in applying(measure):
        if verdict.word:
            words = [str(side.cell(verdict.word) or "none") for side in (was, row)]
            named = f"{what}, {headed(verdict, [row])}"
            yield from _if_differing("verdict", measure, *words, what=named)


def _extracts(before: Release, after: Release) -> Iterator[Difference]:
    """Extracts that came, went or were replaced, and where they come from."""
    had, has = {each.file: each for each in before.extracts}, {each.file: each for each in after.extracts}
    for kind, these, those in (("extract added", has, had), ("extract gone", had, has)):
        # In the order of the manifest, which is the same whatever the files hold.
        for file in (each for each in these if each not in those):
            yield Difference(kind, these[file].title, _from(these[file]))
    for file in (each for each in has if each in had):
        if had[file].provenance != has[file].provenance:
            yield Difference("provenance", has[file].title, "", _from(had[file]), _from(has[file]))


def _from(extract: Extract) -> str:
    return f"{extract.provenance.source}, {extract.provenance.publisher}, {extract.provenance.licence}"


def _called(category_type: str, basis: str) -> str:
    return f"{basis}" if category_type == WHOLE else f"{basis}, by {category_type.replace('_', ' ')}"


def _if_differing(kind: str, measure: Measure, before: str, after: str, *, what: str = "") -> Iterator[Difference]:
    if before != after:
        yield Difference(kind, measure.short_name, what, before, after)


def revised(before: float | None, after: float | None) -> bool:
    """Whether a figure, or one of its limits, is another than it was."""
    if before is None or after is None:
        return before is not after
    return abs(after - before) > TOLERANCE * max(abs(before), abs(after))


def distinct_texts(before: Row, after: Row, measure: Measure) -> tuple[str, str]:
    """Both figures as printed, with as many more digits as tell them apart, or why there is none."""
    for decimals in range(measure.decimals, 12):
        texts = [
            f"{MISSING} ({row.reason})" if row.value is None else number(row.value, decimals) for row in (before, after)
        ]
        if texts[0] != texts[1]:
            break
    return texts[0], texts[1]
