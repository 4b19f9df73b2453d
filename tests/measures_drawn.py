"""Measures that no release ships, and their rows as every stage makes them, from estimates drawn in the text of a test.

Their areas are those of `tests.releases_drawn`: Northam, Southam and Westham in the Shires, and Albion.
"""

from typing import Any

from blmk_metrics.catalogue.cuts import WHOLE
from blmk_metrics.catalogue.measure_parts import (
    AverageChoice,
    Inequality,
    PeriodRule,
    SummaryChoice,
    Words,
)
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.periods import PeriodKind
from blmk_metrics.catalogue.rows import Row, rows_of
from blmk_metrics.catalogue.terms import Method, Polarity, Priority, Summary, Tier
from blmk_metrics.pipeline.counting import open_engine
from blmk_metrics.pipeline.stages import measured_table
from tests.releases_drawn import Rows, drawn_tables


def academic_years(**rules: Any) -> PeriodRule:
    """Academic years with these rules: breaks, periods without figures, a baseline."""
    return PeriodRule(kind=PeriodKind.ACADEMIC_YEAR, **rules)


def drawn_measure(**declared: Any) -> Measure:
    """The share of children who read for pleasure, published by academic year; or as `declared`."""
    usual = {
        **{"id": "reading", "name": "Children who read for pleasure", "short_name": "Reading"},
        **{"question": "Do our children read?", "tier": Tier.LEAD, "priority": Priority.START_WELL},
        **{"method": Method.PROPORTION, "multiplier": 100, "decimals": 1},
        **{"unit": "% of children", "short_unit": "%", "change_unit": "percentage points"},
        **{"polarity": Polarity.HIGH_IS_GOOD, "period": academic_years(), "source": "A survey of reading"},
        **{"rationale": "Who reads learns.", "caveats": ()},
        "words": Words(
            numerator="children who read for pleasure", numerator_noun="children", denominator="children asked"
        ),
    }
    return Measure(**{**usual, **declared})


def drawn_gap(**declared: Any) -> Measure:
    """The gap between the ages at which people of the least and the most deprived fifth begin to read, in calendar
    years; low is good. Its figures are published: nothing is counted. Or as `declared`."""
    usual = {
        **{"id": "reading_gap", "name": "Gap in age at a first book", "short_name": "Gap in age"},
        **{"unit": "years between ends", "short_unit": " years", "change_unit": "years", "multiplier": 1},
        **{"polarity": Polarity.LOW_IS_GOOD, "priority": Priority.REDUCING_INEQUALITIES},
        **{"method": Method.LIFE_TABLE_MEAN_AGE, "period": PeriodRule(kind=PeriodKind.CALENDAR_YEAR)},
        "inequality": Inequality(
            **{"across": "deprivation_quintile", "value_name": "average age at a first book"},
            **{"value_unit": "years of age", "value_polarity": Polarity.LOW_IS_GOOD},
            averages=(AverageChoice(method=Method.LIFE_TABLE_MEAN_AGE, name="Mean", explanation="Shows much."),),
            summaries=(SummaryChoice(method=Summary.SLOPE_INDEX, name="Slope", explanation="Shows much."),),
        ),
    }
    return drawn_measure(**{**usual, **declared})


def measured_rows(declared: Measure, estimates: Rows, cut: str = WHOLE) -> tuple[Row, ...]:
    """The measured rows of a measure of which these estimates are published, hidden and judged as any."""
    engine = open_engine(drawn_tables({declared.id: estimates}))
    rows = rows_of(measured_table(declared, engine, cut))
    engine.close()
    return rows
