"""The finished answers of a release: verified when they are opened, then found by DuckDB, never computed."""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from blmk_metrics.catalogue import verdicts as declared
from blmk_metrics.catalogue.rows import Basis, Row, rows_from
from blmk_metrics.catalogue.verdicts import shown_columns
from blmk_metrics.engines import EngineError
from blmk_metrics.engines.over_answers import AnswersEngine, Found
from blmk_metrics.engines.statements import statement
from blmk_metrics.releases.manifest import Manifest, ReleaseError

# What tells a file from another that took its place: inode, size, time of writing.
Stamp = tuple[int, int, int]


class Answers:
    """The answers of one release, by name: rows of figures, lists, and documents. Threads may share them."""

    def __init__(self, release_id: str, paths: Mapping[str, Path], stamps: Mapping[Path, Stamp | None]) -> None:
        self._release_id = release_id
        self._paths = dict(paths)
        self._stamps = dict(stamps)
        self._engine = AnswersEngine(self._paths.values())

    @property
    def names(self) -> frozenset[str]:
        """What there are answers of."""
        return frozenset(self._paths)

    def path(self, name: str) -> Path:
        """Where a file of answers is. Raises ReleaseError when it is no longer the one that was verified."""
        path = self._paths[name]
        if _stamp(path) != self._stamps[path]:
            raise self._damaged(path)
        return path

    def series(self, measure_id: str) -> tuple[tuple[str, Basis], ...]:
        """The series of a measure: by what each is cut, and its basis; of each cut the first is the one to show."""
        if figures_file(measure_id) not in self._paths:
            return ()
        found = self.records("series", figures_file(measure_id))
        return tuple((each["category_type"], Basis(each["basis"])) for each in found)

    def rows(self, measure_id: str, variant: str, category_type: str, basis: str) -> tuple[Row, ...]:
        """The rows of one series, in the order in which they are read."""
        series = {"variant": variant, "category_type": category_type, "basis": basis}
        columns, cells = self._found("figures", figures_file(measure_id), series)
        # A release may be older than a verdict: then it has none of its columns.
        missing = [name for name in shown_columns(declared.VERDICTS) if name not in columns]
        without = (None,) * len(missing)
        try:
            return rows_from([*columns, *missing], ((*row, *without) for row in cells) if missing else cells)
        except KeyError as error:
            raise ReleaseError(
                f"Release {self._release_id} says {error.args[0]!r}, a word that this software does not have: it was "
                "published by another version. Open it with that one."
            ) from error

    def periods(self, measure_id: str, variant: str, category_type: str, basis: str) -> list[str]:
        """The periods in which any area has a figure of one series, earliest first."""
        series = {"variant": variant, "category_type": category_type, "basis": basis}
        return [each["period"] for each in self.records("periods", figures_file(measure_id), **series)]

    def listed(self, name: str) -> list[dict[str, Any]]:
        """The rows of a list."""
        return self.records("list", name)

    def records(self, question: str, name: str, **parameters: Any) -> list[dict[str, Any]]:
        """The rows that a file of `sql/answers` finds in a file of answers."""
        columns, cells = self._found(question, name, parameters)
        return [dict(zip(columns, each, strict=True)) for each in cells]

    def over_rows(self, question: str, rows: list[dict[str, Any]], **parameters: Any) -> list[dict[str, Any]]:
        """What a file of `sql/answers` makes of rows that were found before."""
        try:
            columns, cells = self._engine.find(statement("answers", question), rows=rows, **parameters)
        except EngineError as error:
            raise ReleaseError(f"Release {self._release_id}: {error}.") from error
        return [dict(zip(columns, each, strict=True)) for each in cells]

    def document(self, name: str) -> Any:
        """What a document says, as JSON has it."""
        return json.loads(self.content(name))

    def content(self, name: str) -> bytes:
        """A document's own bytes."""
        path = self.path(name)
        try:
            return path.read_bytes()
        except OSError as error:
            raise self._damaged(path) from error

    def refuse_changed(self) -> None:
        """Raise ReleaseError when any file is no longer the one that was verified."""
        for name in self._paths:
            self.path(name)

    def close(self) -> None:
        """Give the memory back."""
        self._engine.close()

    def _found(self, question: str, name: str, parameters: Mapping[str, Any]) -> Found:
        path = self.path(name)
        try:
            return self._engine.find(statement("answers", question), path, **parameters)
        except EngineError as error:
            raise self._damaged(path) from error

    def _damaged(self, path: Path) -> ReleaseError:
        return ReleaseError(
            f"Release {self._release_id}: {path} changed or went while it was open. Restore the file, or publish the "
            "release again."
        )


def open_answers(folder: Path, manifest: Manifest) -> Answers:
    """The answers of a release, each file verified.

    Raises ReleaseError when it has none, or a file is missing or not the one that was published.
    """
    if manifest.answers is None:
        raise ReleaseError(
            f"Release {manifest.id} in {folder} has no finished answers: it was published by an older version. Give it "
            "them with python -m blmk_metrics publish --again."
        )
    paths = {each.name: (folder / each.file).absolute() for each in manifest.answers.files}
    stamps: dict[Path, Stamp | None] = {}
    for each in manifest.answers.files:
        path = paths[each.name]
        before = _stamp(path)
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise ReleaseError(
                f"Release {manifest.id}: {path} cannot be read ({error.strerror}). Restore the file, or publish the "
                "release again."
            ) from error
        if digest != each.sha256:
            raise ReleaseError(
                f"Release {manifest.id}: {path} is not the file that was published (its SHA-256 differs from the "
                "manifest's). Restore the file, or publish the release again."
            )
        stamps[path] = before
    return Answers(manifest.id, paths, stamps)


def figures_file(measure_id: str) -> str:
    """The name of the file that has the figures of a measure."""
    return f"figures/{measure_id}"


def _stamp(path: Path) -> Stamp | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
