"""Questions as tests ask them."""

from typing import Any

from blmk_metrics.catalogue.questions import Question
from blmk_metrics.figures import Figure, answer
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.releases.edition import Edition
from blmk_metrics.ways import variant_of


def about(kind: str, measure: Measure, area: str, **fields: Any) -> Question:
    """A question of a kind about a measure and an area; a measure of another variant asks for that one."""
    return Question(kind=kind, measure=measure.id, area=area, **{"variant": variant_of(measure), **fields})


def answered(edition: Edition, kind: str, measure: Measure, area: str, **fields: Any) -> Figure:
    """The answer to such a question."""
    return answer(edition, about(kind, measure, area, **fields))
