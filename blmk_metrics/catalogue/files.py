"""The files of a catalogue's folder, each as written: its fields, or what keeps them from being read."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from blmk_metrics.catalogue.faults import Fault
from blmk_metrics.catalogue.measure_parts import NAME
from blmk_metrics.catalogue.raw_fields import RawFields

LARGEST = 200_000


@dataclass
class MeasureFile:
    """A file of a measure: what a message calls it, the id that it describes, its fields, and its faults so far."""

    title: str
    id: str
    fields: RawFields = field(default_factory=lambda: RawFields({}))
    faults: list[Fault] = field(default_factory=list)


def files_in(folder: Path) -> Iterator[MeasureFile]:
    """Every file `*.toml` of a folder and those in it, by their paths; none where there is no such folder."""
    place = "/".join(folder.resolve().parts[-2:])
    by_id: dict[str, MeasureFile] = {}
    for path in sorted(each for each in folder.rglob("*.toml") if not each.is_dir()):
        read = _read(path, f"{place}/{path.relative_to(folder).as_posix()}")
        if (first := by_id.setdefault(read.id, read)) is not read:
            what = f"{first.title} has the same name, which is the measure's id"
            read.faults.append(Fault("", what, "rename one of the two, or take it out"))
        if not is_id(read.id):
            what = "its name is the measure's id, and is not in lower case with digits and underscores"
            read.faults.append(Fault("", what, "rename it as life_expectancy.toml is"))
        yield read


def is_id(name: str) -> bool:
    """Whether a file's name can be a measure's id: it is a column's value, a part of addresses and the name of SQL."""
    return re.fullmatch(NAME, name) is not None


def _read(path: Path, title: str) -> MeasureFile:
    read = MeasureFile(title, path.stem)
    try:
        with path.open("rb") as opened:
            content = opened.read(LARGEST + 1)
        if len(content) > LARGEST:
            read.faults.append(Fault("", f"it is larger than {LARGEST:,} bytes", "shorten it"))
            return read
        written = tomllib.loads(content.decode("utf-8-sig"))
    except OSError as error:
        read.faults.append(Fault("", f"it cannot be read ({error.strerror})", "restore it"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        read.faults.append(Fault("", f"line {line} is not UTF-8 text", "save the file as UTF-8"))
    except (ValueError, RecursionError) as error:
        mend = "mend it there: texts are in quotes, lists in square brackets, and each field is written once"
        read.faults.append(Fault("", f"it is not TOML that can be read ({str(error)[:120]})", mend))
    else:
        if not written:
            read.faults.append(Fault("", "it is empty", "describe the measure in it, or take it out"))
        if written.pop("id", read.id) != read.id:
            read.faults.append(Fault("", f"id is another than the file's name, {read.id}", "take it out"))
        read.fields = RawFields(written)
    return read
