"""The ways of cutting a measure into groups: each is declared here, once.

Strata, series, disclosure and checks join to them as the table `cuts`, so that another cut is another entry. Sources
that count by it name its column; what a source says of a group is one of the values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

# What is no cut: the whole, and neighbourhoods, which are a level.
WHOLE = "all"
SMALL_AREA = "small_area"


class Order(StrEnum):
    """How the groups of a cut stand to one another."""

    TWO = "two groups"
    ORDERED = "ordered groups"
    UNORDERED = "unordered groups"


@dataclass(frozen=True, kw_only=True)
class Cut:
    """One way of cutting a measure.

    `column` is that of the counts, `groups` its values as text with their labels, in the order in which they are read;
    whoever has none of these values is `Not known`. `words` are what follows "by". Of two groups the figure of `less`
    is subtracted from that of the other. `within` is the id of the cut that it nests in, as tenths do in fifths: each
    of its groups lies in one group of that.
    """

    id: str
    column: str
    groups: Mapping[str, str]
    words: str
    order: Order
    less: str = ""
    within: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of its groups, in order."""
        return tuple(self.groups.values())


CUTS: dict[str, Cut] = {
    cut.id: cut
    for cut in (
        Cut(
            id="sex",
            column="sex",
            groups={"F": "Female", "M": "Male"},
            words="sex",
            order=Order.TWO,
            less="Female",
        ),
        Cut(
            id="free_school_meals",
            column="free_school_meals",
            groups={"true": "Eligible", "false": "Not eligible"},
            words="eligibility for free school meals",
            order=Order.TWO,
            less="Not eligible",
        ),
        Cut(
            id="deprivation_quintile",
            column="deprivation_quintile",
            groups={"1": "1 (most deprived)", "2": "2", "3": "3", "4": "4", "5": "5 (least deprived)"},
            words="deprivation of the neighbourhood",
            order=Order.ORDERED,
        ),
    )
}
