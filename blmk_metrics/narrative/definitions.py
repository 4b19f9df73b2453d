"""What a measure is, how it is made and what its words mean, in words: the same on every page and in every report."""

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.terms import Regime
from blmk_metrics.catalogue.variants import Variant, method_words, other_choices
from blmk_metrics.narrative.capitals import sentence_case

DISCLOSURE = {
    Regime.OFFICIAL: "Published official counts: shown as they are.",
    Regime.LOCAL: (
        "Counts of local records: below national level, 1 to 7 are hidden, and so is whatever would give such a count "
        "away by subtraction. Others are rounded to the nearest 5, and estimates carry one decimal. Official figures "
        "are shown as published."
    ),
}
INTERVALS = (
    "Every figure is an estimate. Its 95% interval is the range in which the true figure is likely to lie. The "
    "dashboard says better, worse, improved or worsened only when the interval allows it, and gives the reason when it "
    "cannot. Each area is compared with the national figure, or, where there is none, with the footprint it belongs "
    "to; a footprint includes the area itself."
)
TREND = (
    "Five annual points are called increasing or decreasing when the slope is significant at 99.8% and keeps its "
    "direction whichever one point is left out. It asks another question than the change since the baseline, and the "
    "two may differ."
)
GAP_IN_PEOPLE = (
    "Where an area differs from its benchmark, the difference is also given in people: how many more or fewer there "
    "would be at the benchmark's rate, with the interval that the area's own limits give. It is arithmetic on the "
    "year's figures, not a forecast, and is never given for a similar or an unreliable figure."
)
SUPPRESSED = (
    "Small counts of hospital and GP records could point at a person. Those of 1 to 7 are hidden, and with them some "
    "of those they add up with, in an order that no count decides, so that none can be had by subtraction; and every "
    "rate, verdict and change that rests on one. A suppressed figure is missing, never zero."
)
FOOTPRINTS = "A footprint's figures are computed from the summed counts of its members, never from their rates."
UNROUNDED = "Changes are computed from unrounded figures."


def priority_or_tier(measure: Measure) -> str:
    """What a measure is listed under: its priority, `Start Well`; of none, its tier in words, `Supporting measure`."""
    return str(measure.priority) if measure.priority else f"{sentence_case(measure.tier)} measure"


def priority_of(measure: Measure) -> str:
    """What a measure is listed under, as it stands above its name: `Start Well priority`, or `Supporting measure`."""
    return f"{measure.priority} priority" if measure.priority else priority_or_tier(measure)


def definition_of(measure: Measure, variant: Variant, origin: str) -> dict[str, str]:
    """The definition, source and method of one measure in a release, by term, in the order in which they are read.

    `origin` says what the figures of this release rest on. A term that the measure's file says nothing of is left out.
    """
    others = "; ".join(each.name for each in other_choices(measure, variant))
    terms = {
        "Measure": f"{measure.name}, in {measure.unit}",
        "Counted": measure.counted,
        "Out of": measure.population,
        "Period": f"{measure.period.words}; baseline {measure.baseline or 'the first period available'}",
        "Good direction": str(measure.polarity),
        "Method": method_words(measure, variant),
        "Other ways to say it": others,
        "Source": measure.source,
        "This release": origin,
        "Disclosure": DISCLOSURE[measure.regime],
        "Why it matters": measure.rationale,
    }
    return {term: text for term, text in terms.items() if text}
