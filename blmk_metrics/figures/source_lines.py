"""The lines that must stand beneath a figure: where its data comes from, and whose its outlines are."""

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Basis
from blmk_metrics.catalogue.terms import PUBLISHED
from blmk_metrics.releases import Release

BASES = {Basis.COMPUTED: "Computed from counts", Basis.OFFICIAL: "Official, as published"}


def source_line(release: Release, measure: Measure, basis: str) -> str:
    """Source, basis, release, and whether the data is real: the line beneath every chart."""
    return f"{basis_line(release, measure, basis)} {release_line(release)}"


def release_line(release: Release) -> str:
    """Which release a figure is of."""
    return f"Release {release.id}."


def basis_line(release: Release, measure: Measure, basis: str) -> str:
    """Source, basis, and whether the data is real."""
    if release.synthetic(measure):
        return f"SYNTHETIC demonstration data in place of: {measure.source}."
    sources = dict.fromkeys(
        f"{each.provenance.publisher}, {each.provenance.source} (retrieved {each.provenance.retrieved})"
        for each in release.behind(measure)
        if (each.name == PUBLISHED) == (basis == Basis.OFFICIAL)
    )
    return f"{BASES[Basis(basis)]}. Source: {'; '.join(sources)}."


def map_note(release: Release) -> str:
    """Whose the outlines of a map are, or that they are only schematic."""
    if release.nature("boundaries") == "schematic":
        return "Outlines are schematic: they only indicate where a Place is."
    (boundaries,) = (each for each in release.extracts if each.name == "boundaries")
    return f"{boundaries.provenance.source}. {boundaries.provenance.licence}."
