"""Questions as tests ask them."""

from typing import Any

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.questions import Question
from blmk_metrics.figures import Figure, answer
from blmk_metrics.releases.edition import Edition


def about(kind: str, measure: Measure, area: str, **fields: Any) -> Question:
    """A question of a kind about a measure and an area."""
    return Question(kind=kind, measure=measure.id, area=area, **fields)


def answered(edition: Edition, kind: str, measure: Measure, area: str, **fields: Any) -> Figure:
    """The answer to such a question."""
    return answer(edition, about(kind, measure, area, **fields))
