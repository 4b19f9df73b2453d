"""The measures that ship, by their ids."""

from blmk_metrics.catalogue.in_force import shipped_catalogue

MEASURES = {measure.id: measure for measure in shipped_catalogue().measures}
