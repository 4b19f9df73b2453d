"""What a reading of a spoilt file may be: the right extract, a poorer one that says no more, or a refusal."""

import re
from pathlib import Path

from blmk_metrics import layouts
from blmk_metrics.errors import InputError
from blmk_metrics.layouts.parts import Reference

# The publisher's words beside a figure, which decide nothing.
WORDS = {"note", "flag", "official_comparison", "official_trend", "lsoa_name", "small_area_name", "geometry"}
WORDS |= {"area_name", "full_name", "name", "indicator_id", "figure"}
INTERNAL = re.compile(r"Traceback|Error\b|Exception|pyarrow|pandas|DataFrame|<class|object at|NoneType")
LONGEST = 600


def outcome(path: Path, content: bytes | str, reference: Reference) -> layouts.Reading | str:
    """What becomes of a file: its reading, or the message of its refusal, which must be fit to be read."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    try:
        return layouts.read(path, reference)
    except InputError as error:
        message = str(error)
    assert fit(message, path), message
    return message


def fit(message: str, path: Path) -> bool:
    """Whether a message is one line of printable text that names its file and no part of the program."""
    rest = message.replace(str(path), "", 1)
    return message.startswith(str(path)) and rest.isprintable() and len(rest) <= LONGEST and not INTERNAL.search(rest)


def same_parts(one: layouts.Reading, other: layouts.Reading) -> bool:
    """Whether two readings give the same tables, row for row."""
    return [(part.name, part.series, part.source) for part in one.parts] == [
        (part.name, part.series, part.source) for part in other.parts
    ] and all(mine.table.equals(its.table) for mine, its in zip(one.parts, other.parts, strict=True))


def no_more_than(poorer: layouts.Reading, clean: layouts.Reading, word: str = "") -> bool:
    """Whether every row that is left says what a row of the clean file says, but for cells that are missing now and
    for free text that is the very word a cell was given."""
    whole = {(part.name, part.series): part.table.to_pylist() for part in clean.parts}
    for part in poorer.parts:
        rows, original = part.table.to_pylist(), whole.get((part.name, part.series))
        if original is None:
            # Counts that are no longer whole leave the percentages published beside them.
            text = poorer.path.read_text(encoding="utf-8", errors="replace")
            if not all(row["value"] is None or re.search(rf"\b{row['value']:g}\b", text) for row in rows):
                return False
        elif not _within(rows, original, word) and not (
            part.name == "early_years_profile" and _within(_sums(rows), _sums(original), word)
        ):
            return False
    return True


def _within(rows: list[dict], originals: list[dict], word: str) -> bool:
    """Whether each row is one of the originals, or has less; and no two are the same one."""
    left = list(originals)
    for row in rows:
        same = [other for other in left if all(_less(row[key], other[key], key, word) for key in row)]
        if not same:
            return False
        left.remove(same[0])
    return True


def _less(cell: object, original: object, column: str, word: str) -> bool:
    return cell is None or cell == original or column in WORDS or (word != "" and cell == word.strip())


def _sums(rows: list[dict]) -> list[dict]:
    """Children of either sex together: where one sex is lost, their total takes its place."""
    sums: dict[tuple, list[float]] = {}
    for row in rows:
        sum_ = sums.setdefault((row["academic_year"], row["area_code"]), [0, 0])
        sum_[0] += row["children"] or 0
        sum_[1] += row["good_level_of_development"] or 0
    return [{"of": of, "children": all_, "good": good} for of, (all_, good) in sums.items()]
