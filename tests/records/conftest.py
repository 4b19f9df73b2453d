"""What these tests share: one Spark for them all, and a way to count a population on either engine."""

import json
import os
import shutil
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest

from blmk_metrics.__main__ import main
from tests.records import populations

# Two parts of everything, so that parts must come together; and a quick start, which is most of what Spark costs here.
SMALL = {
    "spark.master": "local[2]",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
}


@pytest.fixture(scope="session")
def spark():
    """A small Spark, which the engine finds running. Without Java the tests skip, but fail where all must run."""
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        message = "Spark needs Java, which is not on this machine"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(message)
    import warnings

    from blmk_metrics.engines.in_spark import ALONE, SETTINGS, SparkSession

    builder = SparkSession.builder.appName("tests")
    for name, value in {**SETTINGS, **ALONE, **SMALL}.items():
        builder = builder.config(name, value)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(params=["duckdb", "spark"])
def engine(request):
    """The name of each engine in turn."""
    if request.param == "spark":
        request.getfixturevalue("spark")
    return request.param


@pytest.fixture
def count(tmp_path, capsys):
    """Count a population by the command; gives its rows, its report, and what it printed."""
    conditions, deprivation = populations.write_lists(tmp_path)

    def run(residents, diagnoses, *options, engine="duckdb", ids=populations.IDS, days=None):
        paths = populations.write_records(tmp_path, residents, diagnoses, ids, days)
        arguments = ["count-onsets", *map(str, paths), "--conditions", str(conditions), "--deprivation"]
        arguments += [str(deprivation), "--engine", engine, "-o", str(out := tmp_path / "onsets.parquet")]
        code = main([*arguments, *options])
        printed = capsys.readouterr()
        assert code == 0, printed.err
        table = pq.read_table(out)
        report = json.loads(table.schema.metadata[b"blmk_metrics.quality"])
        return SimpleNamespace(table=table, rows=table.to_pylist(), report=report, output=printed.out, path=out)

    return run
