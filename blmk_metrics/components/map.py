"""What every map must say of its outlines."""

from blmk_metrics.components.served import release


def map_note() -> str:
    """Whose the outlines are, or that they are only schematic."""
    if release().nature("boundaries") == "schematic":
        return "Outlines are schematic: they only indicate where a Place is."
    (boundaries,) = (each for each in release().extracts if each.name == "boundaries")
    return f"{boundaries.provenance.source}. {boundaries.provenance.licence}."
