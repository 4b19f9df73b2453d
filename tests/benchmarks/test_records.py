"""How fast first onsets are counted from a million records, against peers in the same run. Printed, never asserted.

Run with: pytest -m slow tests/benchmarks/test_records.py -s
"""

import json
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from blmk_metrics.records import QUALITY
from blmk_metrics.synthetic_records import DIAGNOSES, RESIDENTS
from tests.benchmarks.measured import Run, run, run_again
from tests.browser.server import ROOT

pytestmark = pytest.mark.slow

YEARS = ("2015", "2024")
ROUNDS = 5
KEYS = ["year", "area_code", "deprivation_decile", "sex", "age"]
CONDITIONS = ROOT / "data" / "conditions.csv"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Iterator[Path]:
    """The records of 1.1 million invented residents, some four million diagnoses."""
    yield from synthesised(tmp_path_factory.mktemp("records"), 1_100_000)


def synthesised(folder: Path, residents: int) -> Iterator[Path]:
    """A folder of invented records, taken away again when it has served."""
    of = folder / "of"
    synthesis = run(
        ["-m", "blmk_metrics", "synthesise-records", "--residents", str(residents), "--seed", "1", "-o", str(of)]
    )
    print(f"\n{residents:,} residents synthesised: {synthesis.busy:.1f} s of one core, {synthesis.megabytes:.0f} MB")
    yield of
    for path in of.iterdir():
        path.unlink()


def ours(folder: Path) -> list[str]:
    files = [str(folder / name) for name in ("residents.parquet", "diagnoses.parquet")]
    places = ["--deprivation", str(folder / "deprivation.csv")]
    span = ["--from", YEARS[0], "--to", YEARS[1], "--memory-limit", "4GB", "-o", str(folder / "ours.parquet")]
    return ["-m", "blmk_metrics", "count-onsets", *files, *places, *span]


def in_pandas(folder: Path) -> list[str]:
    names = ("residents.parquet", "diagnoses.parquet", "deprivation.csv")
    inputs = [*(str(folder / name) for name in names), str(CONDITIONS)]
    return ["-m", "tests.benchmarks.in_pandas", *inputs, *YEARS, str(folder / "pandas.parquet")]


def bare(folder: Path) -> list[str]:
    return ["-m", "tests.benchmarks.bare_groups", str(folder), "4GB"]


def started(folder: Path) -> list[str]:
    """What a command costs before it does anything."""
    return ["-m", "blmk_metrics", "count-onsets", str(folder / "none"), str(folder / "none"), "-o", "none.parquet"]


def by_turns(folder: Path, *commands: Callable[[Path], list[str]]) -> list[list[Run]]:
    """Each command's runs, one after another; the first turn of each is not counted."""
    turns = [[run(command(folder), fails=command is started) for command in commands] for _ in range(ROUNDS + 1)]
    return [list(each) for each in zip(*turns[1:], strict=True)]


def median_ratio(one: list[Run], other: list[Run], what: str) -> float:
    """The median of how many times one run took as much as the other of its turn."""
    return statistics.median(getattr(a, what) / getattr(b, what) for a, b in zip(one, other, strict=True))


def same_counts(folder: Path) -> None:
    mine, theirs = (
        pq.read_table(folder / f"{name}.parquet").to_pandas().sort_values(KEYS).reset_index(drop=True)
        for name in ("ours", "pandas")
    )
    pd.testing.assert_frame_equal(mine, theirs, check_dtype=False, rtol=1e-9)


def test_report_first_onsets_against_pandas_and_a_bare_group(folder):
    mine, theirs, floor, start = by_turns(folder, ours, in_pandas, bare, started)
    same_counts(folder)
    turns = [[run_again(command(folder)) for command in (ours, in_pandas)] for _ in range(ROUNDS)]
    counting, in_peer = map(list, zip(*turns, strict=True))
    for name, target, ratio in (
        ("times faster than pandas (wall)", "6", median_ratio(theirs, mine, "seconds")),
        ("times less processor time than pandas", "6", median_ratio(theirs, mine, "busy")),
        ("times faster than pandas without start and imports (wall)", "6", median_ratio(in_peer, counting, "seconds")),
        ("times less processor time without start and imports", "6", median_ratio(in_peer, counting, "busy")),
        ("times a bare group by (wall)", "8", median_ratio(mine, floor, "seconds")),
        ("times a bare group by (processor)", "8", median_ratio(mine, floor, "busy")),
        ("of pandas' peak memory", "0.5", median_ratio(mine, theirs, "megabytes")),
    ):
        print(f"\nfirst onsets of 1.1 million residents: {ratio:.2f} {name}; target {target}")
    for name, runs in (
        *(("ours", mine), ("pandas", theirs), ("bare", floor), ("start alone", start)),
        *(("ours without start and imports", counting), ("pandas without", in_peer)),
    ):
        seconds, busy = (statistics.median(getattr(each, what) for each in runs) for what in ("seconds", "busy"))
        print(f"  {name}: {seconds:.2f} s, {busy:.2f} s of processors, {max(each.megabytes for each in runs):.0f} MB")


@pytest.mark.parametrize("residents", [100_000, 1_000_000])
def test_report_time_and_memory_against_the_number_of_residents(tmp_path, residents):
    for folder in synthesised(tmp_path, residents):
        runs = [run(ours(folder)) for _ in range(3)]
        seconds = statistics.median(each.seconds for each in runs)
        print(f"\nfirst onsets of {residents:,} residents: {seconds:.1f} s, {runs[0].megabytes:.0f} MB; target 4 GB")


@pytest.mark.parametrize("seed", range(3))
def test_the_peer_counts_and_leaves_out_the_same_where_records_are_faulty(tmp_path, seed):
    for folder in synthesised(tmp_path, 30_000):
        spoil(folder, np.random.default_rng(seed))
        run(ours(folder))
        peer = json.loads(run(in_pandas(folder)).output)
        same_counts(folder)
        quality = json.loads(pq.read_schema(folder / "ours.parquet").metadata[QUALITY.encode()])
        for name in ("residents", "diagnoses"):
            rows = sorted(n for n in peer[name].values() if n)
            assert sorted(quality[name]["left_out"].values()) == rows
            assert len(rows) > 3


def spoil(folder: Path, random: np.random.Generator) -> None:
    """Put every kind of fault into some hundredths of the rows."""
    people = pq.read_table(folder / "residents.parquet").to_pandas().astype(object)
    diagnoses = pq.read_table(folder / "diagnoses.parquet").to_pandas().astype(object)

    def some(frame: pd.DataFrame, share: float = 0.004) -> np.ndarray:
        return random.random(len(frame)) < share

    def moved(days: pd.Series, by: int) -> pd.Series:
        return pd.to_datetime(days).add(pd.to_timedelta(by, unit="D")).dt.date.astype(object)

    twice, changed = people[some(people, 0.01)], people[some(people, 0.01)].copy()
    changed["sex"] = np.where(changed["sex"] == "F", "M", "F")
    for column, value in (("birth_month", None), ("sex", "X"), ("registered_from", None), ("lsoa21_code", "E01000000")):
        people.loc[some(people), column] = value
    for column, other, by in (
        ("birth_month", "birth_month", 3),
        ("registered_from", "birth_month", -40),
        ("registered_to", "registered_from", -1),
        ("died_on", "registered_from", -9),
        ("died_on", "birth_month", -9),
        ("birth_month", "birth_month", -50_000),
    ):
        rows = some(people)
        people.loc[rows, column] = moved(people.loc[rows, other], by)
    diagnoses.loc[some(diagnoses), "diagnosed_on"] = None
    diagnoses.loc[some(diagnoses), "condition_code"] = "XYZ"
    diagnoses.loc[some(diagnoses), "person_id"] = "nobody"
    rows = some(diagnoses)
    diagnoses.loc[rows, "diagnosed_on"] = moved(diagnoses.loc[rows, "diagnosed_on"], -30_000)
    rows = some(diagnoses)
    diagnoses.loc[rows, "diagnosed_on"] = moved(diagnoses.loc[rows, "diagnosed_on"], 4_000)
    people = pd.concat([people, twice, changed]).sample(frac=1, random_state=1)
    for name, frame, schema in (("residents", people, RESIDENTS), ("diagnoses", diagnoses, DIAGNOSES)):
        table = pa.Table.from_pandas(frame.where(frame.notna(), None), schema=schema, preserve_index=False)
        pq.write_table(table, folder / f"{name}.parquet")
