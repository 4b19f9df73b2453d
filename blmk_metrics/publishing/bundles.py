"""A release without its extracts, for a server that is to have nothing but what it shows."""

from pathlib import Path

from blmk_metrics.content import partners_file
from blmk_metrics.publishing.storing import Signature, keep, locked, put_release
from blmk_metrics.releases.edition import open_edition
from blmk_metrics.releases.manifest import ReleaseError
from blmk_metrics.releases.reading import manifest_bytes, manifest_id, manifest_of


def publish_bundle(folder: Path, target: Path, signature: Signature) -> str:
    """Publish the release of a folder in another one, without extracts; return its id, which is the same.

    What the target served before stays in its history. Raises ReleaseError when the release cannot be read whole, or
    the target has extracts, whose counts a server could then show.
    """
    if target.resolve() == folder.resolve() or (target / "extracts").exists():
        raise ReleaseError(f"{target} has extracts of counts. Name a folder that is empty, or has a bundle already.")
    # Whatever is published in the folder meanwhile, this is of one release.
    manifest = manifest_of(folder, manifest_id(folder))
    edition = open_edition(folder, manifest)
    release = edition.release
    with locked(target, new=True):
        files = [each.file for each in release.answers.files] if release.answers else []
        files += [release.catalogue_file.file] if release.catalogue_file else []
        for file in files:
            keep(target, file, (folder / file).read_bytes())
        if (reports := partners_file(folder)).is_relative_to(folder) and reports.is_file():
            keep(target, str(reports.relative_to(folder)), reports.read_bytes())
        published = put_release(target, manifest_bytes(manifest), signature)
    # As a server would read it.
    open_edition(target).answers.close()
    edition.answers.close()
    return published
