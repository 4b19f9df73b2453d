"""The SQL files, read by name. Engines add to their text only settings and the name of the table that a query makes."""

from functools import cache

from blmk_metrics.resources import SQL

_paths: dict[str, str] = {}


@cache
def statement(*name: str) -> str:
    """The text of one SQL file: `statement("methods", "proportion")` reads `sql/methods/proportion.sql`."""
    text = SQL.joinpath(*name).with_suffix(".sql").read_text(encoding="utf-8")
    _paths[text] = "/".join(("sql", *name)) + ".sql"
    return text


def statements_in(room: str) -> dict[str, str]:
    """Every SQL file of one folder of `sql/`, by name."""
    return {path.stem: statement(room, path.stem) for path in sorted((SQL / room).glob("*.sql"))}


def path_of(text: str) -> str:
    """The file that a statement was read from: `sql/methods/proportion.sql`. Raises KeyError for any other text."""
    return _paths[text]
