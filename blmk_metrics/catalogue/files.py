"""The files of a catalogue's folder, each as written: its fields, or what keeps them from being read."""

import os
import re
import stat
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from blmk_metrics.catalogue.faults import Fault
from blmk_metrics.catalogue.measure_parts import NAME
from blmk_metrics.catalogue.raw_fields import RawFields
from blmk_metrics.catalogue.type_words import quoted
from blmk_metrics.errors import InputError

LARGEST = 200_000
LARGEST_NUMBER = 10**18
# A file that is meant to be read: the ending in another case, or one more that an editor has added and often hides.
MEANT = re.compile(r"(.*)\.toml(\.txt)?", re.IGNORECASE)


@dataclass
class MeasureFile:
    """A file of a measure: what a message calls it, the id that it describes, its fields, and its faults so far."""

    title: str
    id: str
    fields: RawFields = field(default_factory=lambda: RawFields({}))
    faults: list[Fault] = field(default_factory=list)


def files_in(folder: Path, *, links: bool = False) -> Iterator[MeasureFile]:
    """Every file `*.toml` of a folder and those in it, by their paths; none where there is no such folder.

    What is only called so (a folder, `life_expectancy.TOML`, `life_expectancy.toml.txt`) is among them with its fault,
    and so is a link to another file unless `links` may be there.
    """
    place = "/".join(folder.resolve().parts[-2:])
    by_id: dict[str, MeasureFile] = {}
    meant = ((path, MEANT.fullmatch(path.name)) for path in sorted(_paths(folder)))
    for path, name in ((path, found[1]) for path, found in meant if found):
        read = _read(path, name, f"{place}/{path.relative_to(folder).as_posix()}")
        if (first := by_id.setdefault(read.id, read)) is not read:
            what = f"{first.title} has the same name, which is the measure's id"
            read.faults.append(Fault("", what, "rename one of the two, or take it out"))
        if path.is_symlink() and not links and not read.faults:
            read.faults.append(Fault("", "it is a link to another file", "copy that file to its place"))
        if not is_id(read.id):
            what = "its name is the measure's id, and is not in lower case with digits and underscores"
            read.faults.append(Fault("", what, "rename it as life_expectancy.toml is"))
        yield read


def _paths(folder: Path) -> Iterator[Path]:
    """Everything in a folder and in those within it. Raises InputError where one cannot be looked through: what it
    describes would be missing in silence."""

    def fail(error: OSError) -> None:
        what = f"{error.filename} cannot be read ({error.strerror})"
        raise InputError(f"{what}; make it readable, so that its measures stay")

    for root, folders, names in os.walk(folder, onerror=fail) if folder.is_dir() else ():
        for name in (*folders, *names):
            yield Path(root, name)
        if linked := next((name for name in folders if Path(root, name).is_symlink()), ""):
            raise InputError(f"{Path(root, linked)} is a link to another folder; copy that folder to its place")


def is_id(name: str) -> bool:
    """Whether a file's name can be a measure's id: it is a column's value, a part of addresses and the name of SQL."""
    return re.fullmatch(NAME, name) is not None


def _read(path: Path, name: str, title: str) -> MeasureFile:
    read = MeasureFile(title, name)
    if path.suffix != ".toml":
        read.faults.append(Fault("", "its name does not end in .toml", f"rename it {read.id}.toml"))
        return read
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            read.faults.append(Fault("", "it is a folder or a device, not a file", "rename it, or take it out"))
            return read
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
        if _has_a_number_too_large(written):
            what = "it has a whole number of more than 18 digits, which no field takes"
            read.faults.append(Fault("", what, "write a smaller one"))
            return read
        if not written:
            read.faults.append(Fault("", "it is empty", "describe the measure in it, or take it out"))
        if (written_id := written.pop("id", read.id)) != read.id:
            what = f"id is {quoted(written_id)}, but the file's name, which is the measure's id, is {read.id}"
            read.faults.append(Fault("", what, "take id out, or rename the file"))
        read.fields = RawFields(written)
    return read


def _has_a_number_too_large(value: object) -> bool:
    if isinstance(value, dict | list):
        return any(map(_has_a_number_too_large, value.values() if isinstance(value, dict) else value))
    return isinstance(value, int) and abs(value) >= LARGEST_NUMBER
