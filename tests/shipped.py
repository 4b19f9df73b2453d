"""What ships, by ids: the measures that are declared, and those of them that the release that ships has figures of.

A measure may be declared of which that release has none.
"""

from blmk_metrics.catalogue.in_force import shipped_catalogue
from blmk_metrics.releases import MANIFEST, read_manifest, shipped_folder

DECLARED = {measure.id: measure for measure in shipped_catalogue().measures}
_EXTRACTS = read_manifest(shipped_folder() / MANIFEST).extracts
MEASURES = {
    measure.id: measure for measure in DECLARED.values() if any(extract.is_of(measure) for extract in _EXTRACTS)
}
