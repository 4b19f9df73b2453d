"""What tests share: the release that ships, an engine over it, and ways to run one stage on drawn tables."""

import gc
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from blmk_metrics.catalogue.cuts import CUTS
from blmk_metrics.catalogue.rows import Row, rows_of
from blmk_metrics.engines import statements
from blmk_metrics.engines.in_duckdb import DuckDBEngine
from blmk_metrics.engines.statements import statement
from blmk_metrics.pipeline.counting import open_engine
from blmk_metrics.pipeline.methods import Z_95, Z_998
from blmk_metrics.pipeline.stages import measured_table
from blmk_metrics.publishing.extract_tables import ReleaseTables, open_tables
from blmk_metrics.releases import data_folder
from blmk_metrics.releases.edition import Edition, open_edition
from tests.browser.chromium import chromium
from tests.drawn import arrow
from tests.installed import needed
from tests.official_files import released, with_local_counts, write_files
from tests.shipped import MEASURES

# Started in the background of a script, this process ignores interruptions, and so would each command that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The files that take longest, longest first, so that no worker is left with one when the others have nothing to do.
LONGEST = (
    *("browser/test_pages.py", "browser/test_share.py", "disclosure/test_non_interference.py"),
    *("browser/test_meeting.py", "figures/test_drawn_figures.py", "browser/test_official.py"),
    *("server/test_one_client.py",),
    *("releases/test_publishing.py", "pages/test_pages.py", "test_readme.py", "layouts/test_fuzz.py"),
    *("records/test_counting.py", "reports/test_command.py", "disclosure/test_attack.py", "lineage/test_origin.py"),
    *("pages/test_official_pages.py", "verdicts/test_declared.py", "pipeline/test_checks.py"),
)


def pytest_collection_finish():
    # What has been imported by now stays: the collector of circles need not look at it after every test.
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items):
    rank = {Path(__file__).parent / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


@pytest.fixture(autouse=True)
def app_folder_settled_anew() -> None:
    """Each test's app settles its folder anew, as one that has just been started does."""
    if (entrance := sys.modules.get("blmk_metrics.components.folder")) is not None:
        entrance.folder.clear()


@pytest.fixture(scope="session", autouse=True)
def drawings_of_this_run(tmp_path_factory) -> Iterator[Path]:
    """Drawings are kept where no other run finds them, and none of this run finds those of another."""
    folder = tmp_path_factory.mktemp("drawings")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BLMK_DRAWINGS", str(folder))
        yield folder


@pytest.fixture
def drawings_folder(tmp_path, monkeypatch) -> Path:
    """A folder of drawings for one test, not made yet."""
    folder = tmp_path / "drawings"
    monkeypatch.setenv("BLMK_DRAWINGS", str(folder))
    return folder


@pytest.fixture(scope="session")
def release() -> ReleaseTables:
    """The release that ships, with its extracts."""
    return open_tables(data_folder())


@pytest.fixture(scope="session")
def engine(release: ReleaseTables) -> Iterator[DuckDBEngine]:
    """An engine over the release that ships."""
    engine = open_engine(release.tables)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def edition() -> Edition:
    """The release that ships, opened for reading, for tests that ask whatever measures it has."""
    return open_edition(data_folder())


@pytest.fixture(scope="session")
def measured(engine: DuckDBEngine) -> dict[str, tuple[Row, ...]]:
    """Every measure's measured rows, whole."""
    return {measure.id: rows_of(measured_table(measure, engine)) for measure in MEASURES.values()}


@pytest.fixture(scope="session")
def official_folder(tmp_path_factory) -> Path:
    """A folder with a release of official figures and local counts, and one before it. Not to change."""
    return with_local_counts(tmp_path_factory.mktemp("official"))


@pytest.fixture(scope="session")
def readiness_folder(tmp_path_factory) -> Path:
    """A folder with a release of official school readiness. Not to change: copy it."""
    folder = tmp_path_factory.mktemp("readiness")
    released(folder / "data", write_files(folder / "files", "readiness.csv"))
    return folder / "data"


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """Debian's Chromium, one for all tests of a process. Without it they skip, saying so; in CI that is a failure."""
    needed("chromium")
    with chromium() as browser:
        yield browser


@pytest.fixture
def write_sql(tmp_path, monkeypatch) -> Iterator[Callable[[str, str], None]]:
    """Add a SQL file, or put another text in its place, for one test: `write_sql("verdicts/outlook.sql", text)`."""
    copy = tmp_path / "sql"
    shutil.copytree(statements.SQL, copy)
    monkeypatch.setattr(statements, "SQL", copy)

    def write(path: str, text: str) -> None:
        (copy / path).write_text(text)
        statement.cache_clear()

    yield write
    statement.cache_clear()


@pytest.fixture(scope="session")
def stage_engine(release: ReleaseTables) -> Iterator[Callable[[], DuckDBEngine]]:
    """An engine over the reference extracts of the release that ships, to which each computation adds its own tables:
    to open one takes longer than a stage of drawn tables. There is one for each set of cuts and of SQL files."""
    tables = {name: release.tables[name] for name in ("areas", "area_members", "european_standard_population")}
    engines: dict[tuple[str, Path], DuckDBEngine] = {}

    def opened() -> DuckDBEngine:
        key = (repr(CUTS), statements.SQL)
        if key not in engines:
            engines[key] = open_engine(tables)
        return engines[key]

    yield opened
    for engine in engines.values():
        engine.close()


@pytest.fixture
def counts(stage_engine) -> Callable[..., list[dict]]:
    """Run a measure's SQL on drawn extracts: `counts("school_readiness", early_years_profile=...)`."""

    def run(indicator_id: str, **extracts: str) -> list[dict]:
        with stage_engine().computation() as stage:
            for name, drawing in extracts.items():
                stage.give(name, arrow(drawing))
            stage.run("counts", statement("indicators", indicator_id))
            return stage.fetch("counts").to_pylist()

    return run


def _columns(parameters: dict[str, Any]) -> dict[str, list[str]]:
    """The columns that a roll-up reads its groups from, for the cuts that it is asked for."""
    cuts = {name: CUTS.get(parameters.get(of)) for name, of in (("cut", "category_type"), ("slope", "slope_across"))}
    return {f"{name}_columns": [cut.column if cut else "period"] for name, cut in cuts.items()}


def _judged(drawn: pa.Table, stage: str) -> pa.Table:
    """A drawn table of rows with what earlier stages put there: one series, nothing hidden, the measure's polarity."""
    rows = drawn.num_rows
    beside = {
        "series": pa.array(["x"] * rows),
        "hidden": pa.array([False] * rows),
        "declared_benchmark": pa.array([None] * rows, pa.string()),
        "comparison_hidden": pa.array([False] * rows) if stage == "gap_in_people" else None,
        "good_direction": drawn["polarity"] if "polarity" in drawn.column_names else None,
    }
    for name, column in beside.items():
        if column is not None and name not in drawn.column_names:
            drawn = drawn.append_column(name, column)
    return drawn


@pytest.fixture
def run_stage(stage_engine) -> Callable[..., list[dict]]:
    """Run one SQL file on tables (drawn or Arrow) with parameters, beside the release's reference extracts."""

    def run(sql: tuple[str, ...], tables: dict[str, str | pa.Table], **parameters: Any) -> list[dict]:
        drawn = {name: arrow(each) if isinstance(each, str) else each for name, each in tables.items()}
        if "judged" in drawn:
            drawn["judged"] = _judged(drawn["judged"], sql[-1])
        with stage_engine().computation() as stage:
            for name, table in drawn.items():
                stage.give(name, table)
            stage.run("result", statement(*sql), **{"z95": Z_95, "z998": Z_998, **_columns(parameters), **parameters})
            return stage.fetch("result").to_pylist()

    return run
