"""Releases: immutable extracts named by their content, and the manifest that makes some of them the truth."""

from blmk_metrics.releases.manifest import (
    MANIFEST,
    PUBLISHED,
    REFERENCE,
    Extract,
    Manifest,
    Provenance,
    Release,
    ReleaseError,
    data_folder,
    shipped_folder,
)
from blmk_metrics.releases.reading import manifest_id, manifest_of, open_release, read_manifest

__all__ = [
    "MANIFEST",
    "PUBLISHED",
    "REFERENCE",
    "Extract",
    "Manifest",
    "Provenance",
    "Release",
    "ReleaseError",
    "data_folder",
    "manifest_id",
    "manifest_of",
    "open_release",
    "read_manifest",
    "shipped_folder",
]
