"""The commands over person-level records, of which nothing but counts ever reaches a release."""

import argparse
import json
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from blmk_metrics.commands import next_step
from blmk_metrics.errors import InputError
from blmk_metrics.table_files import encode, write

if TYPE_CHECKING:
    from blmk_metrics.records import Open

ENGINES = ("duckdb", "spark")
MEMORY = re.compile(r"\d+(\.\d+)? ?[MGT]i?B", re.IGNORECASE)
# A lifetime: no washout is as long.
MOST_DAYS = 36_525
ABOUT = (
    "Count first onsets of a long-term condition, and person-years at risk, from Parquet files of residents "
    "(person_id, birth_month, sex, lsoa21_code, registered_from, registered_to, died_on) and their diagnoses "
    "(person_id, condition_code, diagnosed_on). A first onset is the earliest diagnosis on the list of conditions; a "
    "person is at risk from registration and the washout on (from registration, if it was before the first birthday) "
    "until that day, death or the end of registration. The bundled list, the long-term conditions among the registers "
    "of the Quality and Outcomes Framework, is an assumption: the list of your own intelligence unit takes its place "
    "with --conditions."
)


def add_record_commands(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the commands; `add` makes a command's parser."""
    command = add("count-onsets", _count_onsets, "count first onsets from person-level records")
    command.description = ABOUT
    command.add_argument("residents", metavar="RESIDENTS", type=Path, help="a Parquet file, or a folder of them")
    command.add_argument("diagnoses", metavar="DIAGNOSES", type=Path, help="a Parquet file, or a folder of them")
    command.add_argument(
        "--conditions", metavar="FILE", type=Path, help="a CSV file of code,name,included_from,included_to"
    )
    command.add_argument(
        "--deprivation", metavar="FILE", type=Path, help="English Indices of Deprivation; else the release's"
    )
    years = range(1900, 2101)
    command.add_argument(
        "--from",
        dest="first_year",
        type=int,
        choices=years,
        metavar="YEAR",
        help="the first year to count; else ten years up to the last",
    )
    command.add_argument(
        "--to",
        dest="last_year",
        type=int,
        choices=years,
        metavar="YEAR",
        help="the last; else the last whole year before the latest registration or diagnosis",
    )
    command.add_argument(
        "--washout-days",
        type=int,
        default=365,
        metavar="DAYS",
        help="how long after registration what is recorded may be history; else 365",
    )
    command.add_argument("--engine", choices=ENGINES, default="duckdb", help="what counts; else duckdb")
    command.add_argument(
        "--memory-limit", default="4GB", metavar="SIZE", help="what does not fit goes to disk, to TMPDIR; else 4GB"
    )
    command.add_argument("-o", "--output", metavar="OUT.parquet", required=True, help="the counts")


def _count_onsets(options: argparse.Namespace) -> None:
    from blmk_metrics.records import QUALITY, Years, count_onsets  # need libraries that most commands do without
    from blmk_metrics.records.conditions import read_conditions
    from blmk_metrics.records.home_neighbourhoods import read_neighbourhoods
    from blmk_metrics.records.inputs import both_records
    from blmk_metrics.records.quality import lines

    _refuse_options(options)
    counted = count_onsets(
        *both_records(options.residents, options.diagnoses),
        read_conditions(options.conditions),
        read_neighbourhoods(options.deprivation, options.data),
        Years(options.first_year, options.last_year),
        date.today(),
        _engine(options.engine),
        washout_days=options.washout_days,
        memory_limit=options.memory_limit,
    )
    for line in lines(counted.quality):
        print(line)
    print(f"Years counted: {counted.first_year} to {counted.last_year}")
    if not counted.table.num_rows:
        raise InputError("Nobody is at risk in these years: there is nothing to write; look at what was left out")
    report = json.dumps(counted.quality, ensure_ascii=False)
    write(Path(options.output), encode(counted.table.replace_schema_metadata({QUALITY: report}), "parquet"))
    person_years, onsets = (pc.sum(counted.table[column]).as_py() for column in ("person_years", "onsets"))
    print(f"{options.output}: {counted.table.num_rows:,} rows, {person_years:,.0f} person-years, {onsets:,.0f} onsets")
    print("It holds small counts: keep it as safe as the records themselves.")
    print(f"Next: {next_step(options, 'ingest', [options.output])}")


def _refuse_options(options: argparse.Namespace) -> None:
    """Raise InputError for what cannot be asked, before anything is read."""
    if not MEMORY.fullmatch(options.memory_limit):
        raise InputError(f"--memory-limit {options.memory_limit!r} is no size, such as 4GB or 512MB")
    if not 0 <= options.washout_days <= MOST_DAYS:
        raise InputError(f"--washout-days {options.washout_days} is not from 0 to {MOST_DAYS:,}")
    if None not in (options.first_year, options.last_year) and options.first_year > options.last_year:
        raise InputError(f"--from {options.first_year} is after --to {options.last_year}")
    if not options.output.endswith(".parquet"):
        raise InputError(f"-o {options.output!r} is not the name of a Parquet file, such as onsets.parquet")
    output = Path(os.path.realpath(options.output))
    if not output.parent.is_dir():
        raise InputError(f"There is no folder {output.parent} to write {output.name} to")
    for option in filter(None, (options.conditions, options.deprivation)):
        if Path(os.path.realpath(option)) == output:
            raise InputError(f"{options.output} is an input: give the counts another name")
    for option in (options.residents, options.diagnoses):
        if Path(os.path.realpath(option)) in (output, output.parent):
            raise InputError(f"{options.output} would lie among the records of {option}: give it another place")


def _engine(name: str) -> "Open":
    if name == "spark":
        from blmk_metrics.engines.in_spark import computation_in_spark  # needs an extra

        return computation_in_spark
    from blmk_metrics.engines.over_records import computation_in_duckdb

    return computation_in_duckdb
