"""A release published again with other tables or measures, for tests of what pages and figures make of them."""

from pathlib import Path

import pyarrow as pa

from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.publishing.extract_tables import ReleaseTables
from blmk_metrics.publishing.from_tables import publish
from blmk_metrics.releases.edition import Edition, open_edition


def republished(
    folder: Path, release: ReleaseTables, catalogue: Catalogue | None = None, **tables: pa.Table
) -> Edition:
    """A release in a folder of its own: its tables but for those that are given here, and its measures or others."""
    sources = {each.name: each.provenance for each in release.extracts}
    both = {**release.tables, **tables}
    with_sources = {name: (table, sources[name]) for name, table in both.items()}
    publish(folder, "Again", release.published, with_sources, catalogue=catalogue or release.catalogue)
    return open_edition(folder)
