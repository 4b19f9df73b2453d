"""The directions in which rooms may ask one another, and what may stand in none."""

import ast
import re
import sys
from pathlib import Path

import pytest

from tests.shipped import DECLARED

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "blmk_metrics"
SCREENS = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted((LIBRARY / "components").glob("*.py"))]
SOURCES = [*SCREENS, *sorted(set(LIBRARY.rglob("*.py")) - set(SCREENS))]
# Rooms from the lowest up: each may ask those above it in this list, and its own.
ORDER = (
    *(("errors", "resources", "table_files"), ("catalogue",), ("engines",)),
    *(("content",), ("narrative",), ("charts",), ("drawing",), ("pipeline",), ("releases",), ("pdf",), ("figures",)),
    *(("lineage", "meeting"), ("reports",), ("layouts",), ("fetching", "publishing"), ("records", "estimation")),
    *(("synthetic_records", "demonstration"), ("commands", "components"), ("__main__", "__init__")),
)
RANK = {room: place for place, rooms in enumerate(ORDER) for room in rooms}


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def users(library: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in SOURCES
        if any(name == library or name.startswith(f"{library}.") for name in imports(path))
    }


def test_streamlit_stands_only_in_the_app_its_pages_and_components():
    assert users("streamlit") <= {path.relative_to(ROOT).as_posix() for path in SCREENS}


def test_altair_stands_only_in_charts():
    assert all(path.startswith("blmk_metrics/charts/") for path in users("altair"))


def test_the_library_that_draws_stands_only_in_the_program_of_a_process_of_its_own():
    assert users("vl_convert") == {"blmk_metrics/drawing/worker.py"}
    assert users("blmk_metrics.drawing.worker") == set()
    assert imports(LIBRARY / "drawing" / "worker.py") - sys.stdlib_module_names - {"typing.Any"} == {"vl_convert"}


def test_duckdb_stands_only_in_engines():
    rooms = ("duckdb_statements", "in_duckdb", "over_answers", "over_file", "over_records")
    assert users("duckdb") == {f"blmk_metrics/engines/{room}.py" for room in rooms}


def test_spark_and_its_translation_stand_only_in_its_engine():
    for library in ("pyspark", "py4j", "sqlglot"):
        assert users(library) == {"blmk_metrics/engines/in_spark.py"}


def test_no_library_room_asks_a_page_or_a_component():
    for path in SOURCES:
        if path not in SCREENS:
            assert not any("components" in name or name.startswith("pages") for name in imports(path)), path


def room_of(path: Path) -> str:
    return path.relative_to(LIBRARY).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imports(path) if name.startswith("blmk_metrics.")} & RANK.keys()


def test_each_room_asks_only_rooms_below_it():
    for path in LIBRARY.rglob("*.py"):
        room = room_of(path)
        higher = {each for each in imported_rooms(path) - {room} if RANK[each] >= RANK[room]}
        assert not higher, path


def test_five_modules_stand_alone_and_every_other_is_in_a_room():
    alone = {path.name for path in LIBRARY.glob("*.py")}
    assert alone == {"__init__.py", "__main__.py", "errors.py", "resources.py", "table_files.py"}


def test_no_two_modules_have_one_name():
    names = [path.stem for path in LIBRARY.rglob("*.py") if not path.stem.startswith("__")]
    assert sorted(name for name in {*names} if names.count(name) > 1) == []


def test_charts_and_narrative_read_rows_alone():
    for room in ("charts", "narrative"):
        for path in (LIBRARY / room).glob("*.py"):
            assert not imported_rooms(path) & {"engines", "pipeline", "releases"}, path


def test_publishing_is_reached_only_from_commands_records_and_the_demonstration():
    for path in SOURCES:
        if path.is_relative_to(LIBRARY) and "publishing" in imported_rooms(path):
            assert room_of(path) in {"publishing", "commands", "records", "demonstration"}, path


def test_what_shows_a_release_computes_nothing_of_it_and_opens_no_extract():
    for path in SOURCES:
        if path in SCREENS or room_of(path) in {"releases", "figures", "meeting", "reports", "narrative", "charts"}:
            assert not imported_rooms(path) & {"pipeline", "publishing"}, path


def test_the_environment_says_which_folder_at_two_entrances_and_nothing_ever_writes_to_it():
    entrances = {"blmk_metrics/__main__.py", "blmk_metrics/components/folder.py"}
    callers, readers = set(), set()
    for path in SOURCES:
        name = path.relative_to(ROOT).as_posix()
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "data_folder":
                callers.add(name)
            if isinstance(node, ast.Constant) and node.value == "BLMK_DATA":
                readers.add(name)
            assert not writes_environment(node), f"{name}, line {node.lineno}"
    assert callers == entrances
    assert readers == {"blmk_metrics/releases/manifest.py"}


def writes_environment(node: ast.AST) -> bool:
    """Whether a node of a program changes the environment of its process."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.ctx, (ast.Store, ast.Del)) and ast.unparse(node.value).endswith("environ")
    if not isinstance(node, ast.Call):
        return False
    changes = r"(environ\.(update|setdefault|pop|popitem|clear)|putenv|unsetenv)"
    return re.search(rf"\b{changes}$", ast.unparse(node.func)) is not None


@pytest.mark.parametrize(
    "line", ["os.environ['A'] = 'b'", "del os.environ['A']", "environ.pop('A')", "os.putenv('A', 'b')"]
)
def test_a_change_of_the_environment_is_noticed(line):
    assert any(map(writes_environment, ast.walk(ast.parse(line))))
    assert not any(map(writes_environment, ast.walk(ast.parse("os.environ.get('A') or os.environ['A']"))))


def test_no_query_is_written_in_python():
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.JoinedStr):
                text = ast.unparse(node).lower()
                assert "select " not in text, path
                assert "create " not in text, path


def test_no_query_is_joined_from_pieces_but_where_a_result_is_named():
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
                text = ast.unparse(node).lower()
                if "select " in text or "create " in text:
                    assert path.name == "in_duckdb.py", path
                    assert "'create or replace temp ' + kind + ' ' + name + ' as\\n' + sql".startswith(text)


def test_text_gets_its_capital_only_from_the_function_that_keeps_the_capitals_of_names():
    """`str.capitalize` lowers every other letter. Layouts read a publisher's cells by it."""
    found = {path.relative_to(ROOT) for path in SOURCES if ".capitalize(" in path.read_text()}
    assert {path.parts[1] for path in found} <= {"layouts"}


def test_pages_and_components_reach_engines_only_through_what_serves_them():
    for path in SCREENS:
        engines = {name for name in imports(path) if name.startswith("blmk_metrics.engines")}
        assert all(name.startswith("blmk_metrics.engines.statements") for name in engines), path


def test_no_page_names_an_indicator_or_an_area(release):

    names = [
        *DECLARED,
        *release.tables["areas"]["area_code"].to_pylist(),
        *release.tables["areas"]["area_name"].to_pylist(),
    ]
    for path in SCREENS:
        text = re.sub(r"BLMK outcomes|BLMK_[A-Z_]+", "", path.read_text())
        assert [name for name in names if name in text] == [], path


def test_no_page_lets_html_through_from_markdown():
    for path in SOURCES:
        assert "unsafe_allow" not in path.read_text(), path


def test_every_measure_that_is_counted_has_its_sql_and_every_sql_its_measure():
    from blmk_metrics.engines.statements import statements_in

    assert set(statements_in("indicators")) == {each.id for each in DECLARED.values() if each.counts}


def test_every_sql_file_says_first_what_it_is_for():
    for path in (ROOT / "sql").rglob("*.sql"):
        assert path.read_text().startswith("-- "), path
