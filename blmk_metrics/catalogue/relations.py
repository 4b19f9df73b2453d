"""What the measures of a catalogue must be to one another: their parents, and the series that each has."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from blmk_metrics.catalogue.faults import Fault
from blmk_metrics.catalogue.files import MeasureFile
from blmk_metrics.catalogue.raw_fields import RawFields
from blmk_metrics.catalogue.type_words import quoted

# What tells the rows of one published series from those of every other.
WHOLE_KEY = ("layout", "key", "sex", "age", "category", "unit")


def faults_among(files: Mapping[str, MeasureFile]) -> Iterator[tuple[MeasureFile, Fault]]:
    """What is wrong between the files of a catalogue, by the id of each, and which of them is to be mended."""
    yield from _of_parents(files)
    yield from _of_series(files)


def _of_parents(files: Mapping[str, MeasureFile]) -> Iterator[tuple[MeasureFile, Fault]]:
    in_circles: set[str] = set()
    for each in files.values():
        parent = each.fields.text("parent")
        if parent and parent not in files:
            near = get_close_matches(parent, files, 1)
            mend = f"write {near[0]}" if near else "choose the id of a measure, or take it out"
            yield each, Fault("", f"parent {quoted(parent)} is not the id of a measure", mend)
        circle = _circle(each.id, files)
        if circle and each.id not in in_circles:
            in_circles |= set(circle)
            what = f"its parents go round in a circle ({', '.join((*circle, each.id))})"
            yield each, Fault("", what, "take parent out of one of them")


def _circle(start: str, files: Mapping[str, MeasureFile]) -> tuple[str, ...]:
    """The ids from a measure by its parents back to itself; none where they lead elsewhere."""
    path = [start]
    while (parent := files[path[-1]].fields.text("parent")) in files and parent not in path:
        path.append(parent)
    return tuple(path) if parent == start else ()


def _of_series(files: Mapping[str, MeasureFile]) -> Iterator[tuple[MeasureFile, Fault]]:
    first: dict[tuple[str, ...], tuple[str, str]] = {}
    for each in files.values():
        for number, series in each.fields.sections("series"):
            if not all(series.text(name) for name in WHOLE_KEY[:2]):
                continue
            title, earlier = first.setdefault(_key(series), (each.title, f"series {number}"))
            if (title, earlier) != (each.title, f"series {number}"):
                what = f"it has the same layout and key as {earlier}" + (f" of {title}" if title != each.title else "")
                mend = "take one of the two out, or tell them apart by sex, age, category or unit"
                yield each, Fault(f"series {number}", what, mend)


def _key(series: RawFields) -> tuple[str, ...]:
    return tuple(series.text(name) for name in WHOLE_KEY)
