"""A question that one figure answers, whole: what an address, an agenda or an option asks, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

# The fields of a question by the parameters that an address has for them.
FIELDS: Mapping[str, str] = {
    "figure": "kind",
    "measure": "measure",
    "place": "area",
    "by": "cut",
    "level": "level",
    "period": "period",
    "areas": "areas",
    "basis": "basis",
    "average": "variant",
    "benchmark": "benchmark",
}


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked of a release. A field that its kind of figure does not take is empty.

    `kind` is a kind of figure, `measure` the id of a measure, `variant` one of that measure's variants, `cut` and
    `level` what its groups are, `basis` what its series rests on, `area` the code of the area that it is about,
    `period` a period as written, `benchmark` the code of an area, `areas` the codes of those highlighted.
    """

    kind: str
    area: str
    measure: str = ""
    variant: str = ""
    cut: str = ""
    level: str = ""
    basis: str = ""
    period: str = ""
    benchmark: str = ""
    areas: tuple[str, ...] = ()

    @property
    def parameters(self) -> dict[str, str]:
        """The question as parameters of an address; fields that are empty are left out."""
        texts = {name: getattr(self, field) for name, field in FIELDS.items() if field != "areas"}
        return {name: str(text) for name, text in {**texts, "areas": ",".join(self.areas)}.items() if text}
