"""Releases: immutable files named by their content, and the manifest that makes some of them the truth."""

from blmk_metrics.releases.manifest import (
    MANIFEST,
    REFERENCE,
    Extract,
    Manifest,
    Provenance,
    Release,
    ReleaseError,
    data_folder,
    shipped_folder,
)
from blmk_metrics.releases.reading import manifest_id, manifest_of, read_manifest, read_release

__all__ = [
    "MANIFEST",
    "REFERENCE",
    "Extract",
    "Manifest",
    "Provenance",
    "Release",
    "ReleaseError",
    "data_folder",
    "manifest_id",
    "manifest_of",
    "read_manifest",
    "read_release",
    "shipped_folder",
]
