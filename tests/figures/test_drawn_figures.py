"""Every value, limit, colour, mark, line and table cell of every figure equals its row.

Figures are those of every kind, measure, variant, cut, basis and area that a release offers: of the one that ships, of
official files, of one in which much is hidden, and of two drawn here.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.terms import Polarity
from blmk_metrics.figures import KINDS
from blmk_metrics.releases import shipped_folder
from blmk_metrics.releases.edition import Edition, open_edition
from tests.disclosure.releases import counts, published
from tests.figures.answers import every_answer
from tests.figures.checks import CHARTS, check
from tests.measures_drawn import academic_years, drawn_gap, drawn_measure
from tests.releases_drawn import COUNTRY, NORTHAM, SOUTHAM, WESTHAM, drawn_release

ESTIMATES = ("value", "lower_ci_95", "upper_ci_95", "lower_ci_998", "upper_ci_998")
UNCOLLECTED = {"2020/21": "not collected: pandemic"}
READING = drawn_measure(
    period=academic_years(breaks=("2021/22",), uncollected=tuple(UNCOLLECTED), context=UNCOLLECTED, baseline="2021/22")
)
# Of every polarity, with decimals and without, of years of two kinds, an inequality and none.
MEASURES = (
    READING,
    drawn_measure(id="falling", short_name="Falling", decimals=0, polarity=Polarity.LOW_IS_GOOD),
    replace(drawn_gap(), id="neither", inequality=None, polarity=Polarity.NONE, unit="years"),
    drawn_gap(),
)


@pytest.fixture(scope="module")
def editions(release, official_folder, tmp_path_factory) -> Mapping[str, Edition]:
    """Releases by what they are, opened."""
    place = tmp_path_factory.mktemp("editions")
    folders = {
        "shipped": shipped_folder(),
        "official": official_folder,
        "hidden": published(place / "hidden", release, counts()),
        "drawn": drawn_release(place / "drawn", {each.id: _estimates(each) for each in MEASURES}, MEASURES),
    }
    return {name: open_edition(folder) for name, folder in folders.items()}


# The release that ships has most figures. Each of them is drawn for one area, and with the slow tests for all.
@pytest.mark.parametrize(
    ("name", "every_area"),
    [
        pytest.param("shipped", False, id="shipped, some"),
        pytest.param("shipped", True, id="shipped", marks=pytest.mark.slow),
        *(pytest.param(name, True, id=name) for name in ("official", "hidden", "drawn")),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_every_mark_and_every_cell_of_a_figure_equals_its_row(editions, kind, name, every_area):
    edition = editions[name]
    # Older periods differ from the latest where figures are hidden, missing or unreliable: in these two.
    older = name in ("hidden", "drawn")
    drawn = [check(edition, each) for each in every_answer(edition, kind, older, every_area)]
    # Only two of the releases have neighbourhoods.
    assert any(drawn) or (kind == "neighbourhoods" and name in ("shipped", "drawn"))


def test_every_kind_of_figure_has_its_check():
    assert CHARTS.keys() == KINDS.keys()


estimate = st.tuples(
    st.floats(1, 90).map(lambda value: round(value, 2)),
    st.one_of(st.none(), st.floats(0.1, 20).map(lambda width: round(width, 2))),
    st.sampled_from([None, None, "unreliable", "provisional"]),
)


# Each example is a release. They are small as drawn, so that a fault need not be looked for in ever smaller ones.
@settings(max_examples=6, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    st.sampled_from(MEASURES),
    st.lists(st.lists(st.one_of(st.none(), estimate), min_size=4, max_size=4), min_size=1, max_size=4),
)
def test_whatever_the_rows_every_mark_and_every_cell_equals_them(measure, drawn):
    rows = [
        _row(code, period, *each) if each else {"area_code": code, "period": period, "note": "too few"}
        for period, years in zip(_periods(measure, len(drawn)), drawn, strict=True)
        for code, each in zip((NORTHAM, SOUTHAM, WESTHAM, COUNTRY), years, strict=True)
    ]
    with TemporaryDirectory() as folder:
        edition = open_edition(drawn_release(Path(folder), {measure.id: rows}, [measure]))
        for kind in KINDS if edition.measures() else ():
            for each in every_answer(edition, kind):
                check(edition, each)


def _periods(measure: Measure, number: int) -> list[str]:
    """So many periods in which a measure was collected, as it writes them, two of them before its first break."""
    first = int(min((*measure.series_breaks, "2021"))[:4]) - 2 - len(measure.uncollected)
    years = range(first, first + number + len(measure.uncollected))
    periods = [f"{each}/{(each + 1) % 100:02}" if measure.period_type.spans_two_years else str(each) for each in years]
    return [each for each in periods if each not in measure.uncollected][:number]


def _row(code: str, period: str, value: float, width: float | None, flag: str | None) -> dict[str, Any]:
    """A published estimate with limits so far away, the 99.8% ones half as far again."""
    ends = (0, -1, 1.25, -1.5, 1.75)
    cells = [value + end * width for end in ends] if width else [value]
    return {"area_code": code, "period": period, "flag": flag, **dict(zip(ESTIMATES, cells, strict=False))}


def _estimates(measure: Measure) -> list[dict[str, Any]]:
    """All that a figure may have to show: with and without limits, far from the benchmark and near it, unreliable,
    provisional, missing, by sex, before a break in the series and after it."""
    special = {
        (WESTHAM, 1): {**dict.fromkeys(ESTIMATES), "note": "too few"},
        (WESTHAM, 3): {"flag": "unreliable"},
        (NORTHAM, 2): {"flag": "unreliable"},
        (SOUTHAM, 2): {**dict.fromkeys(ESTIMATES[1:]), "official_comparison": "better"},
        (SOUTHAM, 4): {"flag": "provisional"},
    }
    return [
        _row(code, period, value + more + when * (place - 1), 2.5, None)
        | {"category_type": cut, "category": category}
        | special.get((code, when), {})
        for when, period in enumerate(_periods(measure, 5))
        for place, (code, value) in enumerate({NORTHAM: 30, SOUTHAM: 52, WESTHAM: 41, COUNTRY: 50}.items())
        for cut, category, more in (("all", "", 0), ("sex", "Female", 1.25), ("sex", "Male", -1.5))
    ]
