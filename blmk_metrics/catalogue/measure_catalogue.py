"""The measures in force together: in order, by their ids, and as bytes that a release can carry."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from blmk_metrics.catalogue.faults import Fault, Refused, summary
from blmk_metrics.catalogue.measure_parts import PublishedSeries
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.strict_json import read_json
from blmk_metrics.catalogue.terms import Priority, Tier
from blmk_metrics.catalogue.validation import validated
from blmk_metrics.errors import InputError


@dataclass(frozen=True)
class Catalogue:
    """Every measure, by tier, priority, position and id."""

    measures: tuple[Measure, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its measures, in their order."""
        return tuple(each.id for each in self.measures)

    def measure(self, measure_id: str) -> Measure:
        """A measure by its id. Raises InputError, naming those there are, where there is no such one."""
        for each in self.measures:
            if each.id == measure_id:
                return each
        raise InputError(f"unknown measure {measure_id!r}; choose one of {', '.join(self.ids)}")

    def children(self, measure_id: str) -> tuple[Measure, ...]:
        """The measures that support one, in their order."""
        return tuple(each for each in self.measures if each.parent == measure_id)

    def series(self, layout: str) -> Iterator[tuple[Measure, PublishedSeries]]:
        """The published series of one layout of files, each with the measure that it is of."""
        for each in self.measures:
            for series in each.series:
                if series.layout == layout:
                    yield each, series


def catalogue_of(measures: Iterable[Measure]) -> Catalogue:
    """A catalogue of measures, in whichever order they come."""
    return Catalogue(tuple(sorted(measures, key=_rank)))


def as_bytes(catalogue: Catalogue) -> bytes:
    """A catalogue as JSON: the same bytes for the same measures, whatever files they were read from."""
    written = {"measures": [_without_none(asdict(each)) for each in catalogue.measures]}
    return (json.dumps(written, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def catalogue_of_bytes(content: bytes) -> Catalogue:
    """The catalogue that was written as bytes. Raises InputError where they are of no catalogue, or a damaged one."""
    try:
        written = read_json(content)
        if not isinstance(written, dict) or set(written) != {"measures"} or not isinstance(written["measures"], list):
            raise Refused([Fault("", "it has no list of measures and nothing else", "")])
        measures = [validated(Measure, each, f"measure {n}") for n, each in enumerate(written["measures"], 1)]
        if len({each.id for each in measures}) < len(measures):
            raise Refused([Fault("", "it has an id twice", "")])
    except Refused as error:
        what = summary(error.faults)
        raise InputError(
            f"The release's catalogue cannot be read: {what}. Restore its file, or publish again"
        ) from error
    return catalogue_of(measures)


def _rank(measure: Measure) -> tuple[int, int, int, int, str]:
    """Where a measure comes: missions that are of every priority before those of one; unplaced ones after placed."""
    priority = list(Priority).index(measure.priority) if measure.priority else -1
    placed = (0, measure.position) if measure.position is not None else (1, 0)
    return list(Tier).index(measure.tier), priority, *placed, measure.id


def _without_none(value: Any) -> Any:
    """A value without fields that are not there, so that another optional field changes no bytes."""
    if isinstance(value, dict):
        return {name: _without_none(each) for name, each in value.items() if each is not None}
    return [_without_none(each) for each in value] if isinstance(value, (list, tuple)) else value
