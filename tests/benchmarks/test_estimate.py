"""How fast a standardised rate is over a large file, against three peers in the same run. Printed; never asserted.

Run with: pytest -m slow tests/benchmarks/test_estimate.py -s
"""

import statistics
import subprocess
import sys
import time
import warnings

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import blmk_metrics
from blmk_metrics.catalogue.standard_populations import european_standard_population
from blmk_metrics.pipeline.methods import Z_95, Z_998
from tests.browser.server import ROOT

pytestmark = pytest.mark.slow

STANDARD = european_standard_population().to_pandas()
GROUPS, FEWER = 100_000, 10_000
ROUNDS = 7


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Nineteen bands of so many areas, as Parquet."""
    folder, paths = tmp_path_factory.mktemp("large"), {}
    random = np.random.default_rng(2013)
    for groups in (GROUPS, FEWER):
        people = random.integers(200, 3000, groups * 19)
        table = pa.table(
            {
                "area": np.repeat([f"A{number:06d}" for number in range(groups)], 19),
                "age_band": np.tile(STANDARD["age_band"].to_numpy(dtype=object), groups),
                "numerator": random.poisson(people * 0.01),
                "denominator": people,
            }
        )
        paths[groups] = folder / f"{groups}.parquet"
        pq.write_table(table, paths[groups])
    return paths


def ours(path):
    return blmk_metrics.directly_standardised_rate(path, "area", multiplier=100_000)


def bare(path):
    """What any answer must cost: one scan, two sums, as Arrow."""
    query = "select area, sum(numerator), sum(denominator) from read_parquet($path) group by area"
    return duckdb.sql(query, params={"path": str(path)}).to_arrow_table()


def in_pandas(path):
    """The same checks and the same figures, vectorised."""
    frame = pd.read_parquet(path).merge(STANDARD, on="age_band", how="left", validate="many_to_one")
    counts = frame[["numerator", "denominator"]]
    assert np.isfinite(counts.to_numpy(dtype=float)).all()
    assert (frame["numerator"] >= 0).all()
    assert (frame["denominator"] > 0).all()
    assert frame["standard_population"].notna().all()
    assert not frame.duplicated(["area", "age_band"]).any()
    weight = frame["standard_population"]
    frame["rate"] = weight * frame["numerator"] / frame["denominator"]
    frame["variance"] = frame["numerator"] * (weight / frame["denominator"]) ** 2
    summed = frame.groupby("area", sort=True)[[*counts.columns, "standard_population", "rate", "variance"]].sum()
    assert (frame.groupby("area").size() == len(STANDARD)).all()
    observed = summed["numerator"].where(summed["numerator"] >= 10)
    value = 100_000 * summed["rate"] / summed["standard_population"]
    spread = 100_000 * np.sqrt(summed["variance"] / observed) / summed["standard_population"]
    result = {"value": value.where(observed.notna())}
    for level, z in {"95": Z_95, "998": Z_998}.items():
        lower = observed * (1 - 1 / (9 * observed) - z / (3 * np.sqrt(observed))) ** 3
        more = observed + 1
        upper = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
        result[f"lower_ci_{level}"] = value + spread * (lower - observed)
        result[f"upper_ci_{level}"] = value + spread * (upper - observed)
    return pd.DataFrame(result)


def seconds(function, path):
    started = time.perf_counter()
    function(path)
    return time.perf_counter() - started


def paired(peer, path, rounds=ROUNDS):
    """The peer's time over ours, run by turns; the first turn of each is not counted."""
    pairs = [(seconds(peer, path), seconds(ours, path)) for _ in range(rounds + 1)][1:]
    return statistics.median(theirs / mine for theirs, mine in pairs)


def peak(path, code):
    """The most memory, in megabytes, that a process of its own had while it ran."""
    report = "print(*[int(line.split()[1]) / 1024 for line in open('/proc/self/status') if line.startswith('VmHWM')])"
    command = [sys.executable, "-c", f"import sys; path = sys.argv[1]\n{code}\n{report}", str(path)]
    return float(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()[-1])


def test_report_a_standardised_rate_against_pandas_and_a_bare_scan(large):
    mine, theirs = ours(large[GROUPS]).to_pandas().set_index("area"), in_pandas(large[GROUPS])
    for column in theirs:
        np.testing.assert_allclose(mine[column], theirs[column], rtol=1e-9)
    faster = paired(in_pandas, large[GROUPS])
    slower = 1 / paired(bare, large[GROUPS])
    print(f"\nstandardised rate, {GROUPS:,} groups: {faster:.1f} x faster than pandas; target 3")
    print(f"standardised rate, {GROUPS:,} groups: {slower:.1f} x a bare scan; target 5")


def test_report_a_standardised_rate_against_phstatsmethods(large):
    from PHStatsMethods import ph_dsr

    frame = pd.read_parquet(large[FEWER]).merge(STANDARD, on="age_band")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        started = time.perf_counter()
        theirs = ph_dsr(
            frame, "numerator", "denominator", "standard_population", group_cols=["area"], euro_standard_pops=False
        )
        taken = time.perf_counter() - started
    assert len(theirs) == FEWER
    mine = statistics.median(seconds(ours, large[FEWER]) for _ in range(ROUNDS))
    print(f"\nstandardised rate, {FEWER:,} groups: {taken / mine:.0f} x faster than PHStatsMethods; target 20")


def test_report_the_memory_of_a_standardised_rate(large):
    scan = "import duckdb\nduckdb.sql('select area, sum(numerator), sum(denominator) from read_parquet($path) "
    scan += "group by area', params={'path': path}).to_arrow_table()"
    rate = "import blmk_metrics\nblmk_metrics.directly_standardised_rate(path, 'area')"
    more = peak(large[GROUPS], rate) - peak(large[GROUPS], scan)
    print(f"\nstandardised rate, {GROUPS:,} groups: {more:.0f} MB beyond a bare scan's peak; target 250")
