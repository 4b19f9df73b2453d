"""Apache Spark over person-level records: the same SQL files, translated, on one machine or on a cluster."""

import logging
import os
import re
import shutil
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from blmk_metrics.engines import Computation, EngineError
from blmk_metrics.engines.spilling import spill_folder

try:
    import sqlglot
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import DataFrame, SparkSession
except ImportError as error:
    missing = str(error.name).split(".")[0]
    raise EngineError(
        f"Spark needs more than DuckDB does ({missing} is missing): pip install -r requirements-spark.txt"
    ) from error

# What spark-submit tells a program that it starts: the Spark that it is to use has been chosen.
SUBMITTED = "PYSPARK_GATEWAY_PORT"
SETTINGS = {
    # Days are days whatever the clock of the machine says.
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
}
# Where Spark runs within this process and serves it alone.
ALONE = {
    "spark.master": "local[*]",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # What goes wrong is told once, as everywhere else.
    "spark.log.level": "OFF",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    # Two hundred, which is the default, are for a cluster.
    "spark.sql.shuffle.partitions": str(4 * (os.cpu_count() or 1)),
}


class SparkComputation:
    """A chain of temporary views; what is run is kept in memory, or on disk, until the end."""

    def __init__(self, session: SparkSession) -> None:
        self._session = session
        self._named: list[str] = []

    def read(self, name: str, files: Sequence[Path]) -> None:
        """Name the rows of some Parquet files."""
        with _errors_named(name):
            self._name(name, self._session.read.parquet(*map(_address, files)))

    def run(self, name: str, sql: str, **parameters: Any) -> None:
        with _errors_named(name):
            # A cached result of common table expressions is not recognised: Spark would work it out again.
            self._name(name, self._frame(sql, parameters).localCheckpoint())

    def look(self, name: str, sql: str) -> None:
        with _errors_named(name):
            self._name(name, self._frame(sql, {}))

    def give(self, name: str, table: pa.Table) -> None:
        with _errors_named(name):
            self._name(name, self._session.createDataFrame(table))

    def ask(self, name: str, sql: str, **parameters: Any) -> pa.Table:
        with _errors_named(name):
            return self._frame(sql, parameters).toArrow()

    def fetch(self, name: str) -> pa.Table:
        with _errors_named(name):
            return self._session.table(name).toArrow()

    def forget(self) -> None:
        """Give up every result."""
        for name in self._named:
            self._session.catalog.dropTempView(name)

    def _frame(self, sql: str, parameters: Mapping[str, Any]) -> DataFrame:
        translated, named = _translated(sql)
        return self._session.sql(translated, args={name: parameters[name] for name in named})

    def _name(self, name: str, frame: DataFrame) -> None:
        frame.createOrReplaceTempView(name)
        self._named.append(name)


@contextmanager
def computation_in_spark(files: Mapping[str, Sequence[Path]], memory_limit: str) -> Iterator[Computation]:
    """A computation over tables of Parquet files, by name, on the Spark that is asked for: by `spark-submit`, or else
    every core of this machine. `memory_limit`, such as 4GB, is of a Spark that is started here.

    Raises EngineError when there is no Spark to run on, or a file cannot be read.
    """
    running = SUBMITTED in os.environ or SparkSession.getActiveSession() is not None
    with nullcontext() if running else spill_folder() as spill:
        session = _session(memory_limit, spill)
        computation = SparkComputation(session)
        try:
            for name, paths in files.items():
                computation.read(name, paths)
            yield computation
        finally:
            computation.forget()
            if not running:
                session.stop()


def _session(memory_limit: str, spill: Path | None) -> SparkSession:
    settings = dict(SETTINGS)
    if spill is not None:
        if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
            raise EngineError("Spark needs Java 17 or later, which is not on this machine; install it, or use DuckDB")
        settings |= ALONE | {"spark.driver.memory": _of_java(memory_limit), "spark.local.dir": str(spill)}
    builder = SparkSession.builder.appName("blmk_metrics")
    for name, value in settings.items():
        builder = builder.config(name, value)
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL + 1)
    with _errors_named("Spark"), warnings.catch_warnings():
        # No data frame of pandas is ever made here.
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        return builder.getOrCreate()


def _address(file: Path) -> str:
    """A file of this machine as Spark is told it, which would take some characters for a pattern."""
    return "file://" + re.sub(r"([\[\]{}*?\\])", r"\\\1", str(file))


def _of_java(memory_limit: str) -> str:
    """A size as Java is told it: `4g` for `4GB`."""
    number, unit = memory_limit.upper().replace(" ", "").removesuffix("B").removesuffix("I"), "m"
    return f"{int(float(number[:-1]) * {'M': 1, 'G': 1024, 'T': 1024**2}[number[-1]])}{unit}"


@cache
def _translated(sql: str) -> tuple[str, frozenset[str]]:
    """A file as Spark understands it, and the parameters that it names."""
    tree = sqlglot.parse_one(sql, read="duckdb")
    named = frozenset(each.name for each in tree.find_all(sqlglot.exp.Parameter, sqlglot.exp.Placeholder))
    return tree.sql(dialect="spark", comments=False), named


@contextmanager
def _errors_named(name: str) -> Iterator[None]:
    try:
        yield
    except (PySparkException, Py4JError, ValueError) as error:
        raise EngineError(f"{name}: {str(error).strip().splitlines()[0]}") from error
