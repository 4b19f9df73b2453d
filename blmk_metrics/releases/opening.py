"""A release opened with an engine over it, once it has passed every check."""

from pathlib import Path

from blmk_metrics.engines.in_duckdb import DuckDBEngine
from blmk_metrics.pipeline.checks import complaints
from blmk_metrics.pipeline.counting import open_engine
from blmk_metrics.releases.manifest import REFERENCE, Release, ReleaseError
from blmk_metrics.releases.reading import CANDIDATE, open_release


def open_checked(folder: Path, manifest: Path | None = None) -> tuple[Release, DuckDBEngine]:
    """A folder's release (or that of another of its manifests) and an engine over it, when it may be served.

    Raises ReleaseError when it cannot be opened, lacks an extract, or fails a check; the message names each.
    """
    release = open_release(folder, manifest)
    called = f"{'Candidate' if manifest == folder / CANDIDATE else 'Release'} {release.id} in {folder}"
    if missing := sorted(set(REFERENCE) - set(release.tables)):
        raise ReleaseError(f"{called} lacks the extract {', '.join(missing)}. Publish a whole release.")
    engine = open_engine(release.tables)
    if found := complaints(release.catalogue, engine):
        engine.close()
        text = ". ".join(map(str, found[:3])) + (f". And {len(found) - 3} more" if len(found) > 3 else "")
        raise ReleaseError(f"{called} cannot be served. {text}. Mend the file it comes from and ingest it again.")
    return release, engine
