"""First onsets of long-term conditions and person-time at risk, counted from person-level records.

The definition is that of `sql/records`, whose files are the same on every engine.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa

from blmk_metrics.catalogue.extracts import COUNTS
from blmk_metrics.engines import Computation
from blmk_metrics.engines.statements import statement
from blmk_metrics.errors import InputError
from blmk_metrics.records.conditions import Conditions
from blmk_metrics.records.home_neighbourhoods import Neighbourhoods
from blmk_metrics.records.inputs import Records
from blmk_metrics.records.quality import QUALITY, Quality, quality

__all__ = ["QUALITY", "Counted", "Years", "count_onsets"]

Open = Callable[[Mapping[str, Sequence[Path]], str], AbstractContextManager[Computation]]
TABLE = "first_condition_onsets"
ORDER = [(field.name, "ascending") for field in COUNTS[TABLE] if not field.nullable]
# As many calendar years as are counted where nobody says which.
YEARS = 10
# Each result in its order, and whether it is kept: what is read once is worked out where it is read.
STAGES = {
    "conditions": True,
    "places": True,
    "repeated": True,
    "repeated_people": True,
    "people": False,
    "included_diagnoses": False,
    "histories": True,
    "suspected": True,
    "suspects": True,
    "first_onsets": False,
    "at_risk": True,
    "calendar": True,
    "person_time": True,
}


@dataclass(frozen=True)
class Years:
    """The calendar years to count, both included; None is what the records themselves say."""

    first: int | None = None
    last: int | None = None


@dataclass(frozen=True)
class Counted:
    """The table of first onsets in the columns of a release, the years it covers, and what was left out of it."""

    table: pa.Table
    first_year: int
    last_year: int
    quality: Quality


def count_onsets(
    residents: Records,
    diagnoses: Records,
    conditions: Conditions,
    neighbourhoods: Neighbourhoods,
    years: Years,
    today: date,
    open_engine: Open,
    *,
    washout_days: int = 365,
    memory_limit: str = "4GB",
) -> Counted:
    """Count first onsets and person-years at risk by year, area, tenth of deprivation, sex and age.

    `open_engine` opens a computation over files under a memory limit. Raises InputError when the records cannot be
    used, and EngineError when they cannot be read.
    """
    files = {f"given_{each.name}": each.files for each in (residents, diagnoses)}
    with open_engine(files, memory_limit) as stage:
        for each in (residents, diagnoses):
            _refuse_hours(stage, each)
            stage.look(each.name, statement("records", each.name))
        first, last, reach = _years(stage, years, today)
        first_on = date(first, 1, 1)
        settings = {"first_on": first_on, "end_on": date(last + 1, 1, 1), "washout_days": washout_days}
        stage.give("given_conditions", conditions.table)
        stage.give("neighbourhoods", neighbourhoods.table)
        for name, kept in STAGES.items():
            if kept:
                stage.run(name, statement("records", name), **settings, first_year=first, last_year=last)
            else:
                stage.look(name, statement("records", name))
        # Sorted here: an engine of many cores may hand its parts over in any order.
        table = stage.ask("counted", statement("records", "counted")).cast(COUNTS[TABLE]).sort_by(ORDER)
        account = {
            "nature": "synthetic" if residents.synthetic or diagnoses.synthetic else "real",
            **{"from": first, "to": last, "records_end": reach.isoformat(), "washout_days": washout_days},
            **conditions.summary,
            "unseen_conditions": stage.ask("unseen", statement("records", "unseen_conditions"))["code"].to_pylist(),
            **neighbourhoods.summary,
        }
        return Counted(table, first, last, quality(stage, residents, diagnoses, account, first_on))


def _refuse_hours(stage: Computation, records: Records) -> None:
    """Raise InputError where a date that is a timestamp has a time of day."""
    if not records.has_timestamps:
        return
    (found,) = stage.ask("hours", statement("records", f"hours_of_{records.name}")).to_pylist()
    if found["rows"]:
        raise InputError(
            f"{records.path}: {found['rows']:,} rows have a date with a time of day; "
            "give days, or timestamps at midnight"
        )


def _years(stage: Computation, years: Years, today: date) -> tuple[int, int, date]:
    """The first and the last year to count, and the last day of the records.

    Unless asked, the ten up to the last whole year that the records cover.
    """
    try:
        (span,) = stage.ask("span", statement("records", "span"), today=today).to_pylist()
    except (OverflowError, ValueError) as error:
        raise InputError(
            "A registered_from or diagnosed_on lies outside the years 1 to 9999; mend the records"
        ) from error
    if span["first_day"] is None or span["last_day"] is None:
        raise InputError("Nobody registered up to today, so that there is no year to count; look at registered_from")
    last = (span["last_day"] + timedelta(days=1)).year - 1 if years.last is None else years.last
    first = max(last - YEARS + 1, span["first_day"].year) if years.first is None else years.first
    if first > last:
        raise InputError(
            f"There is no year to count from {first} to {last}: the records reach from {span['first_day']} to "
            f"{span['last_day']}; say --from and --to"
        )
    return first, last, span["last_day"]
