"""The Fingertips export: published rates and percentages with their limits, counts and the publisher's own verdicts."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from blmk_metrics import layouts
from blmk_metrics.catalogue.measure_catalogue import catalogue_of
from blmk_metrics.catalogue.measure_parts import PublishedSeries
from blmk_metrics.errors import InputError
from blmk_metrics.layouts.parts import Reference
from tests.drawn import same
from tests.shipped import MEASURES

REAL = Path(__file__).parents[3] / "shared" / "real"
COMPARED = "Compared to Regions (statistical) value or percentiles"
HEADER = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,"
    "Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,"
    "Denominator,Value note,Recent Trend,Compared to England value or percentiles,"
    f"{COMPARED},Time period Sortable,New data,Compared to goal,Time period range"
).split(",")
REFERENCE = Reference(
    {"e06000032": "E06000032", "luton": "E06000032", "e92000001": "E92000001", "england": "E92000001"}
)
LUTON = {
    "Indicator ID": "22401",
    "Indicator Name": "Emergency hospital admissions due to falls\nin people aged 65 and over",
    "Parent Code": "E92000001",
    "Parent Name": "England",
    "Area Code": "E06000032",
    "Area Name": "Luton",
    "Area Type": "Counties & UAs",
    "Sex": "Persons",
    "Age": "65+ yrs",
    "Time period": "2022/23",
    "Value": "1639",
    "Lower CI 95.0 limit": "1502.25",
    "Upper CI 95.0 limit": "1785.5",
    "Lower CI 99.8 limit": "1430",
    "Upper CI 99.8 limit": "1870",
    "Count": "520",
    "Denominator": "31,700",
    "Recent Trend": "Decreasing and getting better",
    "Compared to England value or percentiles": "Better",
    COMPARED: "Similar",
    "Time period Sortable": "20220000",
    "Time period range": "1y",
}


def read(
    tmp_path, *rows: dict[str, str], header: list[str] = HEADER, reference: Reference = REFERENCE
) -> layouts.Reading:
    path = tmp_path / "indicators.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, header, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return layouts.read(path, reference)


def test_an_estimate_comes_with_its_limits_counts_and_the_publishers_verdicts(tmp_path):
    (part,) = read(tmp_path, LUTON).parts
    assert (part.name, part.series) == ("published_estimates", "falls_admissions")
    assert same(
        part.table.to_pylist(),
        """
        indicator_id     | area_code | period  | category_type | value | lower_ci_95 | upper_ci_95 | lower_ci_998
        falls_admissions | E06000032 | 2022/23 | all           | 1639  | 1502.25     | 1785.5      | 1430
        """,
    )
    assert same(
        part.table.to_pylist(),
        """
        upper_ci_998 | numerator | denominator | official_comparison | official_trend                | flag | note
        1870         | 520       | 31700       | better              | decreasing and getting better |      |
        """,
    )


@pytest.mark.parametrize(
    "compared",
    [
        "Compared to percentiles",
        "Compared to Region value or percentiles",
        "Compared to CCGs (from Apr 2021) value or percentiles",
        "Compared to parent value or percentiles",
    ],
)
@pytest.mark.parametrize("columns", [26, 27])
def test_either_width_and_any_parent_is_the_same_export(tmp_path, compared, columns):
    header = [compared if column == COMPARED else column for column in HEADER[:columns]]
    (part,) = read(tmp_path, LUTON, header=header).parts
    assert part.table.num_rows == 1


def test_an_area_repeated_under_another_parent_counts_once(tmp_path):
    again = LUTON | {"Parent Code": "E12000006", "Parent Name": "East of England Region", COMPARED: "Better"}
    reading = read(tmp_path, LUTON, again)
    assert reading.parts[0].table.num_rows == 1
    assert reading.account.left_out == {"the same row under another parent": 1}


def test_men_and_women_are_groups_and_pooled_periods_categories_and_other_areas_are_left_out(tmp_path):
    reading = read(
        tmp_path,
        LUTON | {"Sex": "Male", "Value": "1500", "Lower CI 95.0 limit": ""},
        LUTON | {"Sex": "Female", "Value": "1760"},
        LUTON | {"Time period": "2020/21 - 22/23"},
        LUTON | {"Category Type": "County & UA deprivation deciles", "Category": "Most deprived decile"},
        LUTON | {"Area Code": "E06000030", "Area Name": "Swindon"},
        LUTON | {"Indicator ID": "93356", "Indicator Name": "Campylobacter"},
    )
    assert same(
        reading.parts[0].table.to_pylist(),
        """
        category_type | category | value | lower_ci_95
        sex           | Male     | 1500  |
        sex           | Female   | 1760  | 1502.25
        """,
    )
    assert reading.account.left_out == {
        "another indicator": 1,
        "a category of a kind that is not carried": 1,
        "a period that is not one financial year": 1,
        "an area that the release does not know": 1,
    }


def test_a_missing_value_has_its_note_and_a_shaky_one_its_flag(tmp_path):
    (part,) = read(
        tmp_path,
        LUTON | {"Value": "", "Value note": "Value suppressed for disclosure control due to small count"},
        LUTON
        | {"Time period": "2021/22", "Value note": "Value is provisional", "Recent Trend": "Cannot be calculated"},
        LUTON | {"Time period": "2020/21", "Value note": "Unreliable: data quality"},
        LUTON | {"Time period": "2019/20", "Compared to England value or percentiles": "Lowest fifth"},
    ).parts
    assert same(
        part.table.to_pylist(),
        """
        period  | value | flag        | official_comparison | note
        2022/23 |       |             | better              | Value suppressed for disclosure control due to small count
        2021/22 | 1639  | provisional | better              |
        2020/21 | 1639  | unreliable  | better              |
        2019/20 | 1639  |             |                     |
        """,
    )


def test_each_declared_measure_is_a_part_of_its_own_and_nothing_else_is_counted_as_left_out(tmp_path):
    reading = read(tmp_path, LUTON, LUTON | {"Indicator ID": "93721", "Time period": "2023", "Value": "190"})
    assert [part.series for part in reading.parts] == ["falls_admissions", "preventable_mortality"]
    assert not reading.account.left_out


def test_a_series_of_a_group_without_a_sex_is_of_that_group_and_not_of_everybody(tmp_path):
    series = PublishedSeries(layout="fingertips", key="22401", cut={"free_school_meals": "Eligible"})
    measure = replace(MEASURES["falls_admissions"], series=(series,))
    reading = read(tmp_path, LUTON, reference=replace(REFERENCE, catalogue=catalogue_of([measure])))
    (part,) = reading.parts
    assert same(part.table.to_pylist(), "category_type     | category\nfree_school_meals | Eligible")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([LUTON, LUTON | {"Value": "1640"}], "line 4: Time period '2022/23' stands twice"),
        ([LUTON, LUTON | {"Time period": "2021/22", "Value": "n/a"}], "line 4: Value 'n/a' is no number"),
        ([LUTON | {"Count": "-5"}], "line 2: Count '-5' is below 0"),
        ([LUTON | {"Indicator ID": "93356"}], r"It holds 93356 \(Emergency hospital admissions due to falls in people"),
        (
            [LUTON | {"Area Code": "E06000030", "Area Name": "Swindon"}],
            "no area that the release knows; it has Swindon",
        ),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_line_even_where_cells_span_lines(tmp_path, rows, message):
    with pytest.raises(InputError, match=message):
        read(tmp_path, *rows)


def test_a_changed_header_is_no_known_kind(tmp_path):
    with pytest.raises(InputError, match="its header may have changed"):
        read(tmp_path, LUTON, header=[column.replace("Time period", "Period") for column in HEADER])


@pytest.mark.skipif(not REAL.exists(), reason="real files are not here")
def test_the_real_exports_are_read():
    falls = layouts.read(REAL / "native" / "fingertips_22401.csv", REFERENCE).parts[0].table.to_pylist()
    deaths = layouts.read(REAL / "native" / "fingertips_93721.csv", REFERENCE).parts[0].table.to_pylist()
    assert {row["period"] for row in falls} == {f"{year}/{year % 100 + 1:02}" for year in range(2010, 2018)}
    assert {row["category"] for row in deaths} == {"", "Male", "Female"}
    with pytest.raises(InputError, match="It holds 93356"):
        layouts.read(REAL / "fingertips_export_sample_93356_campylobacter.csv", REFERENCE)
