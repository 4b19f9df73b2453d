"""What a release says otherwise than an earlier one of the figures that somebody looks at."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from blmk_metrics.catalogue.rows import Basis, Row
from blmk_metrics.catalogue.terms import Regime
from blmk_metrics.figures import MeasureFigure
from blmk_metrics.narrative.verdict_words import verdict_of
from blmk_metrics.releases.differences import Difference, distinct_texts, revised
from blmk_metrics.releases.edition import Edition

Key = tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class Revisions:
    """What differs of some figures, and which measures are not compared.

    `new`: the earlier release had no such series. `replaced`: one of the two is invented, the other real. `withheld`:
    local records, of which two releases are never set side by side in public, since they could be subtracted.
    """

    differing: tuple[Difference, ...]
    new: tuple[str, ...]
    replaced: tuple[str, ...]
    withheld: tuple[str, ...]


def revisions(figures: Iterable[MeasureFigure], before: Edition) -> Revisions:
    """How the rows of figures differ from those of an earlier edition: each row once, whichever figures show it."""
    differing: dict[Difference, None] = {}
    new: dict[str, None] = {}
    replaced: dict[str, None] = {}
    withheld: dict[str, None] = {}
    for figure in figures:
        first = figure.rows[0]
        name, basis = figure.measure.short_name, Basis(first.basis)
        # As the earlier release declares it: by another declaration its rows would be other rows.
        own = next((each for each in before.catalogue.measures if each.id == figure.measure.id), None)
        if figure.measure.regime is Regime.LOCAL and basis is Basis.COMPUTED:
            withheld[name] = None
        elif own is None or basis not in before.bases(own, first.category_type):
            new[name] = None
        elif before.release.synthetic(figure.measure) != figure.synthetic:
            replaced[name] = None
        else:
            rows = before.measured(own, first.category_type, basis)
            differing |= dict.fromkeys(_of(figure, {_key(row): row for row in rows}))
    return Revisions(differing=tuple(differing), new=tuple(new), replaced=tuple(replaced), withheld=tuple(withheld))


def _of(figure: MeasureFigure, before: dict[Key, Row]) -> Iterator[Difference]:
    for row in figure.rows:
        was = before.get(_key(row))
        what = " ".join(part for part in (row.area_name, row.period, row.category) if part)
        if was is None:
            if row.value is not None:
                yield Difference("new", figure.measure.short_name, what)
        elif revised(was.value, row.value):
            yield Difference("revised", figure.measure.short_name, what, *distinct_texts(was, row, figure.measure))
        elif verdict_of(was) != verdict_of(row):
            yield Difference("verdict", figure.measure.short_name, what, verdict_of(was), verdict_of(row))


def _key(row: Row) -> Key:
    return row.area_code, row.period, row.category
