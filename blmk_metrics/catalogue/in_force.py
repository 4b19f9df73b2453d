"""The catalogue in force: the measures that ship, those that a release's own folder adds or replaces, and those that a
release was published with."""

from functools import cache
from pathlib import Path

from blmk_metrics.catalogue.catalogue_reading import read_catalogue
from blmk_metrics.catalogue.cuts import CUTS
from blmk_metrics.catalogue.measure_catalogue import Catalogue, catalogue_of_bytes
from blmk_metrics.catalogue.terms import Layout
from blmk_metrics.errors import InputError
from blmk_metrics.resources import CATALOGUE, PAGES, SQL

# Where a release's folder has measures of its own.
OWN = "catalogue"


@cache
def shipped_catalogue() -> Catalogue:
    """The measures that ship."""
    return _read([CATALOGUE])


def catalogue_in(folder: Path) -> Catalogue:
    """The measures in force in a release's folder. Raises InputError with every fault of every file of its own."""
    own = folder / OWN
    if own.is_dir():
        return _read([CATALOGUE, own]) if own.resolve() != CATALOGUE else shipped_catalogue()
    if own.exists() or own.is_symlink():
        raise InputError(f"{own} must be a folder with a file for each measure; rename it, or take it out")
    return shipped_catalogue()


def catalogue_as_published(content: bytes) -> Catalogue:
    """The catalogue that a release carries. Raises InputError where it cannot be read, or has a measure that is counted
    by SQL that does not ship."""
    catalogue = catalogue_of_bytes(content)
    shipped = _counted()
    if without := [each.id for each in catalogue.measures if each.counts and each.id not in shipped]:
        files = ", ".join(f"sql/indicators/{each}.sql" for each in without)
        one = len(without) == 1
        raise InputError(
            f"it has [counts] of {', '.join(without)}, but {files} {'does' if one else 'do'} not ship with this "
            "software, and SQL never comes from a release's folder: a release's catalogue can only describe what a "
            f"publisher gives. Add the {'file' if one else 'files'} to the software, or publish a release without "
            "[counts] of what it cannot count"
        )
    return catalogue


def _counted() -> set[str]:
    """The ids of the measures that SQL counts."""
    return {path.stem for path in (SQL / "indicators").glob("*.sql")}


def _read(folders: list[Path]) -> Catalogue:
    from blmk_metrics.catalogue.extracts import COLUMNS  # needs pyarrow, without which a release is shown

    return read_catalogue(
        folders,
        cuts={cut.id: cut.labels for cut in CUTS.values()},
        within={cut.id: cut.within for cut in CUTS.values()},
        extracts=COLUMNS,
        layouts={layout: layout.parts for layout in Layout},
        pages={path.stem for path in PAGES.glob("*.py")},
        counted=_counted(),
    )
