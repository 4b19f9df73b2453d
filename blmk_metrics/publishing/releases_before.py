"""A candidate held beside the releases before it: what the two together would tell that neither does."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pyarrow as pa

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Basis
from blmk_metrics.catalogue.terms import Regime
from blmk_metrics.engines.statements import statement
from blmk_metrics.pipeline.counting import open_engine, series, tables_of
from blmk_metrics.pipeline.stages import counted_cells
from blmk_metrics.publishing.checked_answers import refusals
from blmk_metrics.publishing.extract_tables import ReleaseTables, open_tables
from blmk_metrics.releases.differences import revised
from blmk_metrics.releases.edition import Edition, open_edition
from blmk_metrics.releases.manifest import MANIFEST, ReleaseError
from blmk_metrics.releases.reading import current_id, history, place_of

KEY = ("category_type", "area_code", "period", "category")
# More than anybody reads in one message.
NAMED = 3


def disclosed_together(folder: Path, candidate: ReleaseTables, edition: Edition) -> list[str]:
    """What a candidate, opened as `edition`, would give away beside a release that was published before, in sentences;
    and what it changes of periods that are closed.

    A release that can no longer be opened cannot be compared, which is one of them.
    """
    found: list[str] = []
    for release_id in dict.fromkeys(filter(None, (current_id(folder), *(each.id for each in history(folder))))):
        path = place_of(folder, release_id)
        try:
            found += _subtracted(folder, path, candidate)
        except ReleaseError as error:
            found.append(f"Release {release_id} cannot be compared: {str(error).rstrip('.')}")
    if current_id(folder):
        found += _changed_though_closed(folder, edition)
    return found


def _subtracted(folder: Path, path: Path, candidate: ReleaseTables) -> Iterator[str]:
    # Counts of invented people give nobody away.
    local = [
        each
        for each in candidate.catalogue.measures
        if each.regime is Regime.LOCAL and candidate.behind(each) and not candidate.synthetic(each)
    ]
    if not local:
        return
    before = open_tables(folder, path)
    edition = open_edition(folder, path) if before.answers else None
    for measure in local:
        own = next((each for each in before.catalogue.measures if each.id == measure.id), None)
        if own is None or not before.behind(own) or before.synthetic(own):
            continue
        if rows := _compared(measure, candidate, own, before, edition):
            some = "; ".join(", ".join(filter(None, row.values())) for row in rows[:NAMED])
            more = f" and {len(rows) - NAMED:,} more" if len(rows) > NAMED else ""
            yield f"{measure.id}: counts could be had by subtracting release {before.id} ({some}{more})"


def _compared(
    measure: Measure, later: ReleaseTables, own: Measure, earlier: ReleaseTables, edition: Edition | None
) -> list[dict[str, str]]:
    """The counts of a measure that two releases together give away, each with the reason."""
    with refusals(f"Release {earlier.id}"), closing(open_engine(tables_of(own, earlier.tables))) as engine:
        if not any(each.basis is Basis.COMPUTED for each in series(own, engine)):
            return []
        before = _with_shown(counted_cells(own, engine), _hidden(edition, own) if edition else {})
    with refusals("The candidate"), closing(open_engine(tables_of(measure, later.tables))) as engine:
        now = _with_shown(counted_cells(measure, engine), {})
        with engine.computation(over=("areas", "area_members", "cuts")) as stage:
            stage.give("earlier", before)
            stage.give("later", now)
            found = stage.ask(
                "subtracted", statement("disclosure", "subtracted"), closed_periods=list(measure.closed_periods)
            )
            rows: list[dict[str, str]] = found.to_pylist()
            return rows


def _with_shown(cells: pa.Table, hidden: Mapping[tuple[str, ...], bool]) -> pa.Table:
    """Counts with whether each is shown: by `hidden` where that has it, else by the rule of today."""
    rows = cells.select([*KEY, "numerator", "hidden"]).to_pylist()
    schema = pa.schema([*((name, pa.string()) for name in KEY), ("numerator", pa.float64()), ("shown", pa.bool_())])
    return pa.Table.from_pylist(
        [{**row, "shown": not hidden.get(tuple(row[name] for name in KEY), row["hidden"])} for row in rows], schema
    )


def _hidden(edition: Edition, measure: Measure) -> dict[tuple[str, ...], bool]:
    """Which counts of a measure a release hid, whatever the rule is today."""
    return {
        tuple(row.cell(name) for name in KEY): row.numerator is None
        for cut, basis in edition.series(measure)
        if basis is Basis.COMPUTED
        for row in edition.measured(measure, cut, basis)
    }


def _changed_though_closed(folder: Path, candidate: Edition) -> Iterator[str]:
    """The figures of closed periods that are others than in the release that stands."""
    # Those of local counts are compared as they were counted, not as they are shown.
    closed = [each for each in candidate.catalogue.measures if each.closed_periods and each.regime is not Regime.LOCAL]
    if not closed:
        return
    before = open_edition(folder, folder / MANIFEST)
    for measure in closed:
        own = next((each for each in before.catalogue.measures if each.id == measure.id), None)
        for cut, basis in candidate.series(measure) if own else ():
            if own is None or (cut, basis) not in before.series(own):
                continue
            old = {(row.area_code, row.period, row.category): row.value for row in before.measured(own, cut, basis)}
            for row in candidate.measured(measure, cut, basis):
                key = (row.area_code, row.period, row.category)
                if row.period in measure.closed_periods and key in old and revised(old[key], row.value):
                    what = " ".join(filter(None, (row.area_name, row.period, row.category)))
                    yield f"{measure.id}: {what} changed, and its period is closed"
    before.answers.close()
