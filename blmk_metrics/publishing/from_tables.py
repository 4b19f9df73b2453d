"""A release published from tables in memory, for those who make one themselves."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa

from blmk_metrics.catalogue.in_force import catalogue_in
from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.publishing.checked_answers import answers_when_checked
from blmk_metrics.publishing.storing import Signature, locked, put_release, store, store_catalogue
from blmk_metrics.releases.manifest import Provenance, written
from blmk_metrics.releases.reading import current_id


def publish(
    folder: Path,
    title: str,
    published: date,
    tables: Mapping[str, tuple[pa.Table, Provenance]],
    *,
    previous: str | None = None,
    earlier: Sequence[str] = (),
    catalogue: Catalogue | None = None,
    signature: Signature | None = None,
) -> str:
    """Check tables as any candidate, and make them and their answers the release of this folder; return its id.

    `previous` is the release that it names as the one before it; else that is the one the folder has. `earlier` are
    releases whose figures' ids it answers. Its measures are those of `catalogue`, else those in force in the folder.
    Raises ReleaseError with what stands against it, and OSError when the folder cannot be written; the manifest that
    was there is then kept.
    """
    with locked(folder, new=True):
        catalogue = catalogue or catalogue_in(folder)
        answers = answers_when_checked(folder, title, catalogue, {name: table for name, (table, _) in tables.items()})
        extracts = [store(folder, name, table, provenance) for name, (table, provenance) in tables.items()]
        before = current_id(folder) if previous is None else previous
        file = store_catalogue(folder, catalogue)
        content = written(title, published, before, extracts, file, earlier, answers)
        return put_release(folder, content, signature or Signature())
