"""A release proven: its answers computed again from its extracts, and compared row by row."""

import io
import json
import math
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from blmk_metrics.figures.identified import PRINTED
from blmk_metrics.lineage import LINEAGE
from blmk_metrics.lineage.stored_stages import changed_sql
from blmk_metrics.publishing.answer_files import finished, made_by
from blmk_metrics.publishing.checked_answers import refusals
from blmk_metrics.publishing.extract_tables import ReleaseTables, open_tables
from blmk_metrics.publishing.printed_figures import printed_addresses
from blmk_metrics.releases.finished_answers import Answers, open_answers
from blmk_metrics.releases.ledger import refuse_unpublished
from blmk_metrics.releases.manifest import AnswerFiles, ReleaseError
from blmk_metrics.releases.reading import manifest_bytes

# With other versions of a library the last digits may be others.
TOLERANCE = 1e-12


def verify(folder: Path, manifest: Path) -> tuple[str, int]:
    """Compute the answers of a release again and compare; return its id and the number of files that agree.

    They agree to the bit where the libraries are those that made them, and to TOLERANCE else. Raises ReleaseError where
    a row differs, a file is spoilt, the manifest was not published here, or the answers were made by other SQL than
    runs now, which it names.
    """
    refuse_unpublished(folder, manifest_bytes(manifest), manifest)
    release = open_tables(folder, manifest)
    with closing(open_answers(folder, release)) as answers:
        _refuse_differing(folder, release, answers)
        return release.id, len(answers.names)


def _refuse_differing(folder: Path, release: ReleaseTables, answers: Answers) -> None:
    """Raise ReleaseError where answers are not what the extracts give, or cannot be computed again here."""
    if changed := changed_sql(answers.document(LINEAGE)):
        raise ReleaseError(
            f"Release {release.id} in {folder} was made by other SQL than this software has, so it cannot be computed "
            f"again here: {', '.join(changed)} changed. Verify it with the version that published it."
        )
    if faults := _differing(folder, release, answers, exact=_same_libraries(release.answers)):
        raise ReleaseError(
            f"Release {release.id} in {folder} has answers that its extracts do not give: {'; '.join(faults[:3])}. "
            "Tell whoever published it."
        )


def _same_libraries(made: AnswerFiles | None) -> bool:
    return made is not None and made.made_by == made_by(made.made_by["sql"])


def _differing(folder: Path, release: ReleaseTables, answers: Answers, *, exact: bool) -> list[str]:
    """What differs, in words, of every file of answers."""
    with refusals(f"Release {release.id}"):
        computed = dict(finished(release.catalogue, release.tables))
    if release.answers:
        computed[PRINTED] = [printed_addresses(folder, release.catalogue, release.answers)]
    faults = [f"{name} is not among them" for name in sorted(answers.names ^ computed.keys())]
    for name, answer in computed.items():
        if name not in answers.names:
            continue
        if isinstance(answer, dict):
            fault = "" if _close(answers.document(name), json.loads(json.dumps(answer)), exact=exact) else "its text"
        else:
            stored = pq.read_table(io.BytesIO(answers.content(name)))
            fault = _difference(stored, pa.concat_tables(answer), exact=exact)
        faults += [f"{name}: {fault} differs"] if fault else []
    return faults


def _difference(stored: pa.Table, computed: pa.Table, *, exact: bool) -> str:
    """The first difference between two tables, in words; empty where there is none."""
    if stored.column_names != computed.column_names:
        return "the list of columns"
    if stored.num_rows != computed.num_rows:
        return f"the number of rows ({stored.num_rows:,} stored, {computed.num_rows:,} computed)"
    for name in stored.column_names:
        pairs = zip(stored[name].to_pylist(), computed[name].to_pylist(), strict=True)
        for row, (was, now) in enumerate(pairs, start=1):
            if not _close(was, now, exact=exact):
                return f"{name} of row {row}"
    return ""


def _close(was: Any, now: Any, *, exact: bool) -> bool:
    """Whether two values are equal, or numbers that are where they need not be exactly so."""
    if isinstance(was, dict) and isinstance(now, dict):
        return was.keys() == now.keys() and all(_close(was[name], now[name], exact=exact) for name in was)
    if isinstance(was, list) and isinstance(now, list):
        return len(was) == len(now) and all(_close(*each, exact=exact) for each in zip(was, now, strict=True))
    if not exact and isinstance(was, float) and isinstance(now, float):
        return math.isclose(was, now, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return bool(was == now)
