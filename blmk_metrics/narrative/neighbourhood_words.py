"""Neighbourhoods in words."""

from collections.abc import Sequence

from blmk_metrics.catalogue.rows import Neighbourhood, Row
from blmk_metrics.catalogue.verdict_parts import Reliability
from blmk_metrics.narrative.numbers import MISSING, number


def deprivation_title(rows: Sequence[Neighbourhood], name: str) -> str:
    """How many of a Place's neighbourhoods are among the country's most deprived."""
    lsoas = sum(row.lsoas for row in rows)
    if not lsoas:
        return f"No deprivation figures fit these boundaries of {name}"
    deprived = sum(row.in_most_deprived_fifth for row in rows)
    return f"{deprived:,} of {lsoas:,} neighbourhoods of {name} are in the most deprived fifth of England"


def tenth(decile: float | None) -> str:
    """The tenth of the country's neighbourhoods that one is in: a whole number, or the mean of several."""
    if decile is None:
        return MISSING
    return number(decile, 0 if decile == int(decile) else 1)


def how_firm(rows: Sequence[Row]) -> str:
    """How many of some figures may be leaned on: `509 of 509 figures want care or are unreliable.`"""
    figures = [row for row in rows if row.value is not None]
    shaky = sum(row.reliability is not Reliability.GOOD for row in figures)
    return f"{shaky:,} of {len(figures):,} figures want care or are unreliable."
