"""What is asked of an analyst's data: the method, the columns that play its roles, the groups, the settings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa

from blmk_metrics.errors import InputError
from blmk_metrics.estimation.analyst_tables import Source
from blmk_metrics.estimation.columns import LAYOUTS, Layout, roles_played

STANDARDISED = "directly_standardised_rate"
# A rate notices a repeated band by a sum of so many bits at most.
MOST_NOTICED = 50
# Under 1 by so much that a normal quantile can still be told from infinity.
HIGHEST = 1 - 1e-12


@dataclass(frozen=True, kw_only=True)
class Question:
    """One method asked of one source. `standard` are the age bands and weights of a standard population."""

    method: str
    layout: Layout
    source: Source
    by: tuple[str, ...]
    roles: Mapping[str, str | None]
    levels: tuple[float, ...]
    settings: Mapping[str, Any]
    standard: pa.Table | None

    @property
    def standardised(self) -> bool:
        """Whether a directly standardised rate is asked for."""
        return self.method == STANDARDISED

    @property
    def weighted(self) -> bool:
        """Whether the rows bring weights of their own."""
        return self.roles["standard_population"] is not None

    @property
    def frequent(self) -> bool:
        """Whether rows are people by how many events they had."""
        return self.roles["frequency"] is not None

    @property
    def notices_repeats(self) -> bool:
        """Whether the method's own result tells a repeated age band, so that nothing else need look for one."""
        few = self.standard is not None and len(self.standard) <= MOST_NOTICED
        return self.standardised and few and not self.weighted and not self.frequent

    @property
    def level_names(self) -> list[str]:
        """What limits at the levels asked for are called: `95` for 0.95, `998` for 0.998, `90` for 0.9."""
        return [str(Decimal(repr(float(level)))).removeprefix("0.").ljust(2, "0") for level in self.levels]


def question_of(
    method: str,
    source: Source,
    by: str | Sequence[str] | None,
    confidence: float | Sequence[float],
    standard: pa.Table | None,
    settings: Mapping[str, Any],
) -> Question:
    """Settle what is asked before any row is read; raises InputError when it cannot be asked of this source."""
    levels = (confidence,) if isinstance(confidence, (int, float)) else tuple(confidence)
    if not levels or not all(isinstance(level, (int, float)) and 0.9 <= level <= HIGHEST for level in levels):
        raise InputError("A confidence is a number from 0.9 to under 1, such as 0.95")
    if len(set(levels)) < len(levels):
        raise InputError("Each confidence may be asked for once")
    if by is not None and not isinstance(by, (str, list, tuple)):
        raise InputError("The columns to group by are a name, or a list of names")
    by = (by,) if isinstance(by, str) else tuple(by or ())
    roles = roles_played(LAYOUTS[method], source, by)
    if roles["standard_population"] and settings.get("own_standard"):
        raise InputError(f"{source.name} brings weights of its own: leave out the standard population, or that column")
    return Question(
        method=method,
        layout=LAYOUTS[method],
        source=source,
        by=by,
        roles=roles,
        levels=levels,
        settings={"multiplier": 1.0, "scale": "linear", "first_age": 0, "last_age": 999, **settings},
        standard=standard,
    )
