"""A release proven: its answers computed again from its extracts, and compared row by row."""

import math
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from blmk_metrics.lineage import LINEAGE
from blmk_metrics.lineage.stored_stages import changed_sql
from blmk_metrics.pipeline.counting import open_engine
from blmk_metrics.publishing.answering import answers_of, made_by, with_variants
from blmk_metrics.publishing.extract_tables import ReleaseTables, open_tables
from blmk_metrics.releases.answers import Answers, figures_file, open_answers
from blmk_metrics.releases.manifest import AnswerFiles, ReleaseError

# With other versions of a library the last digits may be others.
TOLERANCE = 1e-12


def verify(folder: Path, manifest: Path) -> tuple[str, int]:
    """Compute the answers of a release again and compare; return its id and the number of rows that agree.

    They agree to the bit where the libraries are those that made them, and to TOLERANCE else. Raises ReleaseError where
    a row differs, a file is spoilt, or the answers were made by other SQL than runs now, which it names.
    """
    release = open_tables(folder, manifest)
    answers = open_answers(folder, release)
    if changed := changed_sql(answers.document(LINEAGE)):
        raise ReleaseError(
            f"Release {release.id} in {folder} was made by other SQL than this software has, so it cannot be computed "
            f"again here: {', '.join(changed)} changed. Verify it with the version that published it."
        )
    rows = sum(_agreeing(release, answers, exact=_same_libraries(release.answers)).values())
    answers.close()
    return release.id, rows


def _same_libraries(made: AnswerFiles | None) -> bool:
    return made is not None and made.made_by == made_by(made.made_by["sql"])


def _agreeing(release: ReleaseTables, answers: Answers, *, exact: bool) -> dict[str, int]:
    """The rows of each measure, when all agree."""
    engine = open_engine(release.tables)
    found = {}
    try:
        for measure in release.catalogue.measures:
            measured = answers_of(measure, engine, release.tables)
            computed = pa.concat_tables(with_variants(measured)) if measured else None
            name = figures_file(measure.id)
            stored = pq.read_table(answers.path(name)) if answers.has(name) else None
            if fault := _difference(stored, computed, exact=exact):
                raise ReleaseError(
                    f"Release {release.id}: the answers of {measure.id} are not those that its extracts give: {fault} "
                    "differs. Tell whoever published it."
                )
            found[measure.id] = computed.num_rows if computed else 0
    finally:
        engine.close()
    return found


def _difference(stored: pa.Table | None, computed: pa.Table | None, *, exact: bool) -> str:
    """The first difference between two tables, in words; empty where there is none."""
    if stored is None or computed is None:
        return "" if stored is computed else "whether there are any"
    if stored.schema != computed.schema:
        return "a column"
    if stored.num_rows != computed.num_rows:
        return f"the number of rows ({stored.num_rows:,} stored, {computed.num_rows:,} computed)"
    if stored.equals(computed):
        return ""
    for name in stored.column_names:
        pairs = zip(stored[name].to_pylist(), computed[name].to_pylist(), strict=True)
        for row, (was, now) in enumerate(pairs, start=1):
            if was != now and (exact or not _close(was, now)):
                return f"{name} of row {row}"
    return ""


def _close(was: object, now: object) -> bool:
    both = isinstance(was, float) and isinstance(now, float)
    return both and math.isclose(was, now, rel_tol=TOLERANCE, abs_tol=TOLERANCE)  # type: ignore[arg-type]
