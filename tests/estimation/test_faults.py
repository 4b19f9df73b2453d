"""What an analyst's file may not hold: every offending row is named, in one message, and nothing is written."""

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import blmk_metrics
from blmk_metrics import InputError
from blmk_metrics.catalogue.standard_populations import european_standard_population
from blmk_metrics.pipeline.methods import Z_95

BANDS = european_standard_population()["age_band"].to_pylist()


@pytest.fixture
def drawn(tmp_path):
    """A CSV file of a drawing: columns parted by bars, blanks missing."""

    def draw(drawing: str):
        lines = [",".join(cell.strip() for cell in line.split("|")) for line in drawing.strip().splitlines()]
        path = tmp_path / "drawn.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return draw


def refusal(function, *arguments, **options) -> list[str]:
    """The lines of a refusal after its first, without their indentation."""
    with pytest.raises(InputError) as refused:
        function(*arguments, **options)
    head, *lines = str(refused.value).splitlines()
    assert "cannot be used, and nothing was written" in head
    return [line.strip() for line in lines]


def test_every_row_of_a_proportion_that_cannot_be_is_named_at_once(drawn):
    path = drawn("""
        area | numerator | denominator
        A    | 5         | 10
        A    | -1        | 10
        B    | 11        | 10
        B    | 12        | 10
        C    | 3         | 0
        C    | three     | 10
        D    |           |
        D    | 1,0       | inf
    """)
    path.write_text(path.read_text().replace("1,0,inf", '"1,0",inf'))
    assert refusal(blmk_metrics.proportion, path, "area") == [
        "numerator is below zero in row 3 ('-1')",
        "numerator is more than the denominator in rows 4-5 ('11' in row 4)",
        "denominator is not above zero in row 6 ('0')",
        "numerator is not a number in rows 7, 9 ('three' in row 7)",
    ]


def test_rows_of_parquet_and_of_tables_are_counted_from_one(tmp_path):
    table = pa.table({"numerator": [1, -2, 3], "denominator": [5, 5, 5]})
    pq.write_table(table, tmp_path / "counts.parquet")
    for counts in (table, table.to_pandas(), tmp_path / "counts.parquet"):
        assert refusal(blmk_metrics.crude_rate, counts) == ["numerator is below zero in row 2 ('-2')"]


def test_the_columns_own_names_are_used(drawn):
    path = drawn("""
        age_band | deaths | population
        0        | -1     | 1000
        1-4      | 1      | 0
        1 to 4   | 1      | 10
    """)
    assert refusal(blmk_metrics.life_expectancy, path) == [
        "deaths is below zero in row 2 ('-1')",
        "population is not above zero in row 3 ('0')",
        "age_band is not known in row 4 ('1 to 4')",
    ]


def banded(**changes) -> pd.DataFrame:
    """Nineteen sound bands; `changes` set single cells: `numerator={3: -1}`."""
    frame = pd.DataFrame({"age_band": BANDS, "numerator": 20.0, "denominator": 1000.0}).astype({"age_band": object})
    for column, cells in changes.items():
        for row, cell in cells.items():
            frame.loc[row, column] = cell
    return frame


@pytest.mark.parametrize(
    ("frame", "faults"),
    [
        (banded().drop(index=[3, 18]), ["age_band 15-19, 90+ are missing"]),
        (banded(age_band={3: "10-14"}), ["age_band 10-14 is repeated in rows 3, 4"]),
        (pd.concat([banded(), banded().iloc[:1]]), ["age_band 0-4 is repeated in rows 1, 20"]),
        (
            banded(age_band={3: "15 to 19"}),
            ["age_band is not known in row 4 ('15 to 19')", "age_band 15-19 is missing"],
        ),
        (banded(age_band={3: None}), ["age_band is blank in row 4", "age_band 15-19 is missing"]),
        (banded(denominator={2: None, 5: 0.0}), ["denominator is blank in row 3", "not above zero in row 6"]),
        (banded(numerator={2: float("inf")}), ["numerator is not a number in row 3 ('inf')"]),
    ],
)
def test_a_standardised_rate_wants_every_band_once_with_people(frame, faults):
    lines = refusal(blmk_metrics.directly_standardised_rate, frame)
    for fault in faults:
        assert any(fault in line for line in lines), lines


def test_the_group_of_a_missing_or_repeated_band_is_named():
    frame = pd.concat([banded().assign(area="A", year=2020), banded().drop(index=[0]).assign(area="B", year=2021)])
    assert refusal(blmk_metrics.directly_standardised_rate, frame, ["area", "year"]) == [
        "age_band 0-4 is missing (area B, year 2021)"
    ]


def test_only_the_bands_of_the_ages_asked_for_are_looked_at():
    frame = banded(denominator={18: None}).drop(index=[17])
    table = blmk_metrics.directly_standardised_rate(frame, ages="0-74", multiplier=1000)
    assert table["value"].to_pylist() == [pytest.approx(20)]
    assert table["numerator"].to_pylist() == [300]


def test_a_group_with_none_of_the_bands_asked_for_is_not_left_out_in_silence():
    frame = pd.concat([banded().assign(area="A"), banded().iloc[15:].assign(area="B")])
    lines = refusal(blmk_metrics.directly_standardised_rate, frame, "area", ages="0-74")
    bands = ", ".join(BANDS[:15])
    assert lines == [f"age_band {bands} are missing (area B)"]


@pytest.mark.parametrize("ages", ["0-72", "63+", "74-0", "old", "0-4-9"])
def test_ages_that_cut_a_band_or_are_none_are_refused(ages):
    with pytest.raises(InputError):
        blmk_metrics.directly_standardised_rate(banded(), ages=ages)


def test_an_own_standard_takes_each_groups_own_bands_but_no_blank_weight():
    frame = pd.DataFrame(
        {
            "age_band": ["0-17", "18-64", "65+"],
            "numerator": [10, 20, 30],
            "denominator": [1000, 1000, 1000],
            "standard_population": [1.0, 2.0, 1.0],
        }
    )
    table = blmk_metrics.directly_standardised_rate(frame, multiplier=1000)
    assert table["value"].to_pylist() == [pytest.approx((10 + 2 * 20 + 30) / 4)]
    assert refusal(blmk_metrics.directly_standardised_rate, frame.assign(standard_population=[1.0, None, 1.0])) == [
        "standard_population is blank in row 2"
    ]
    assert refusal(blmk_metrics.directly_standardised_rate, pd.concat([frame, frame.iloc[1:2]])) == [
        "age_band 18-64 is repeated in rows 2, 4"
    ]


def test_an_own_standard_of_single_years_of_age_is_as_strict():
    frame = pd.DataFrame({"age_band": [str(age) for age in range(101)], "numerator": 1.0, "denominator": 100.0})
    frame["standard_population"] = 1.0
    assert blmk_metrics.directly_standardised_rate(frame)["value"].to_pylist() == [pytest.approx(0.01)]
    assert refusal(blmk_metrics.directly_standardised_rate, pd.concat([frame, frame.iloc[[7]]])) == [
        "age_band 7 is repeated in rows 8, 102"
    ]


def test_people_by_frequency_want_one_row_each_and_one_population_a_band():
    once = banded().assign(frequency=1)
    twice = banded().assign(frequency=2)
    assert refusal(blmk_metrics.directly_standardised_rate, pd.concat([once, twice, twice.iloc[:1]])) == [
        "age_band 0-4, frequency 2 is repeated in rows 20, 39"
    ]
    twice.loc[4, "denominator"] = 999.0
    assert refusal(blmk_metrics.directly_standardised_rate, pd.concat([once, twice])) == [
        "age_band 20-24 has more than one denominator or standard_population in rows 5, 24"
    ]


def test_a_standard_population_of_the_analysts_own_is_read_and_judged(tmp_path):
    path = tmp_path / "standard.csv"
    path.write_text("age_band,standard_population\n0-64,3\n65+,1\n")
    frame = pd.DataFrame({"age_band": ["65+", "0-64"], "numerator": [40, 10], "denominator": [1000, 1000]})
    table = blmk_metrics.directly_standardised_rate(frame, standard_population=path, multiplier=1000)
    assert table["value"].to_pylist() == [pytest.approx((3 * 10 + 40) / 4)]
    for text in ("age_band\n0-64\n", "age_band,standard_population\n0-64,x\n", "age_band,standard_population\nold,1\n"):
        path.write_text(text)
        with pytest.raises(InputError, match=r"standard\.csv"):
            blmk_metrics.directly_standardised_rate(frame, standard_population=path)


def test_a_slope_wants_numbered_quantiles_once_each_and_limits_in_order(drawn):
    path = drawn("""
        quantile | population | value | lower_ci | upper_ci
        1        | 10         | 5     | 4        | 6
        2        | 10         | 5     | 6        | 4
        2        | 10         | 5     | 4        | 6
        1.5      | 10         | 5     | 4        | 6
        most     | 10         | 5     | 4        | 6
    """)
    assert refusal(blmk_metrics.slope_index, path) == [
        "lower_ci is above upper_ci in row 3 ('6')",
        "quantile is not a whole number from 1 in rows 5-6 ('1.5' in row 5)",
        "quantile 2 is repeated in rows 3, 4",
    ]


def test_a_logit_slope_wants_proportions(drawn):
    path = drawn("""
        quantile | population | value | standard_error
        1        | 10         | 0.5   | 0.1
        2        | 10         | 50    | 0.1
    """)
    assert refusal(blmk_metrics.slope_index, path, scale="logit") == [
        "value is not between 0 and 1, or a limit of it in row 3 ('50')"
    ]


def test_a_trend_wants_periods_it_can_read_once_each(drawn):
    path = drawn("""
        period  | numerator | denominator
        2019    | 1         | 10
        2019    | 2         | 10
        2020 Q1 | 2         | 10
                | 2         | 10
    """)
    assert refusal(blmk_metrics.recent_trend, path) == [
        "period is not written as 2023, 2021/22 or 2019-21 in rows 4-5 ('2020 Q1' in row 4)",
        "period 2019 is repeated in rows 2, 3",
    ]


def test_ages_of_a_life_table_are_whole_years(drawn):
    path = drawn("""
        age | onsets | person_years
        0   | 1      | 100
        1.5 | 1      | 100
        old | 1      | 100
    """)
    assert refusal(blmk_metrics.life_table_mean_age, path) == [
        "age is not a whole number of years in rows 3-4 ('1.5' in row 3)"
    ]


def test_a_thousand_faulty_rows_are_named_as_runs():
    table = pa.table({"numerator": [-1] * 1000 + [1] + [-1] * 5, "denominator": [10] * 1006})
    assert refusal(blmk_metrics.proportion, table) == [
        "numerator is below zero in rows 1-1000, 1002-1006 ('-1' in row 1)"
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"numerator,denominator\n", "has a header but no rows"),
        (b"numerator,denominator\n\n\n", "has a header but no rows"),
        (b"numerator\n1\n", "lacks the column denominator"),
        (b"numerator;denominator\n1;2\n", "lacks the columns numerator; denominator"),
        (b"numerator,Numerator,denominator\n1,1,2\n", "more than one column"),
        (b"numerator,denominator\n1,2,3\n", "line 2 has 3 cells, but the header 2"),
        (b"numerator,denominator,area\n1,2,caf\xe9\n", "UTF-8"),
        (b"\x00\x01\x02\n1\n", "lacks the columns"),
        (b"PAR1 and no more", "not whole"),
        (b'numerator,denominator\n"1,2\n', "unexpected end of data"),
    ],
)
def test_a_file_that_is_no_table_of_counts_is_refused_in_a_few_words(tmp_path, content, message):
    path = tmp_path / "counts.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        blmk_metrics.proportion(path)


@pytest.mark.parametrize("name", ["counts [1].csv", "it's.csv", "a*b?.csv", "$z.csv", "naïve.csv"])
def test_any_name_of_a_file_will_do(tmp_path, name):
    path = tmp_path / name
    path.write_text("numerator,denominator\n1,2\n")
    (tmp_path / "counts 1.csv").write_text("numerator,denominator\n1,9\n")
    assert blmk_metrics.proportion(path)["denominator"].to_pylist() == [2]


@pytest.mark.parametrize("by", ["select", "a b", "row", "stratum", "given", 'qu"ote', "numéro"])
def test_any_name_of_a_column_will_do_for_a_group(tmp_path, by):
    frame = pd.DataFrame({by: ["x", "y", "x"], "numerator": [1, 2, 3], "denominator": [10, 10, 10]})
    frame.to_csv(tmp_path / "counts.csv", index=False)
    for counts in (frame, tmp_path / "counts.csv"):
        rows = blmk_metrics.proportion(counts, by).to_pylist()
        assert [(row[by], row["numerator"]) for row in rows] == [("x", 4), ("y", 2)]


@pytest.mark.parametrize("by", [["numerator"], ["nowhere"], ["area", "area"], ["value"], ["note"], ["lower_ci_95"]])
def test_a_group_that_cannot_be_is_refused(by):
    frame = pd.DataFrame({"area": ["x"], "numerator": [1], "denominator": [10], "value": [1], "note": ["n"]})
    with pytest.raises(InputError):
        blmk_metrics.proportion(frame.assign(lower_ci_95=1), by)


def test_the_names_by_which_rows_are_counted_cannot_be_columns():
    for name in ("file_row_number", "rowid"):
        with pytest.raises(InputError, match=name):
            blmk_metrics.proportion(pd.DataFrame({name: [1], "numerator": [1], "denominator": [2]}))


@pytest.mark.parametrize("confidence", [(0.5,), (1.0,), (95,), (), (0.95, 0.95), (float("nan"),)])
def test_levels_are_from_nine_tenths_to_under_one(confidence):
    with pytest.raises(InputError):
        blmk_metrics.proportion(pd.DataFrame({"numerator": [1], "denominator": [2]}), confidence=confidence)


@pytest.mark.parametrize("bands", [49, 50, 51, 60])
def test_a_repeated_band_is_seen_however_many_bands_a_standard_has(tmp_path, bands):
    path = tmp_path / "standard.csv"
    path.write_text("age_band,standard_population\n" + "\n".join(f"{age},1" for age in range(bands)))
    frame = pd.DataFrame({"age_band": [str(age) for age in range(bands)], "numerator": 9.0, "denominator": 99.0})
    assert blmk_metrics.directly_standardised_rate(frame, standard_population=path)["note"].to_pylist() == [None]
    frame.loc[3, "age_band"] = "2"
    assert refusal(blmk_metrics.directly_standardised_rate, frame, standard_population=path) == [
        "age_band 2 is repeated in rows 3, 4",
        "age_band 3 is missing",
    ]


def test_blank_lines_count_as_a_spreadsheet_counts_them(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text("numerator,denominator\n1,2\n\n\n9,2\n\n1,2\n8,2\n")
    assert refusal(blmk_metrics.proportion, path) == [
        "numerator is more than the denominator in rows 5, 8 ('9' in row 5)",
    ]


@pytest.mark.parametrize("folder", ["numerator=99", "area=Luton"])
def test_the_name_of_a_folder_is_never_taken_for_a_column(tmp_path, folder):
    path = tmp_path / folder / "counts.csv"
    path.parent.mkdir()
    frame = pd.DataFrame({"area": ["Bedford", "Luton"], "numerator": [1, 2], "denominator": [10, 10]})
    frame.to_csv(path, index=False)
    frame.to_parquet(path.with_suffix(".parquet"))
    for each in (path, path.with_suffix(".parquet")):
        rows = blmk_metrics.proportion(each, "area").to_pylist()
        assert [(row["area"], row["numerator"]) for row in rows] == [("Bedford", 1), ("Luton", 2)]


@pytest.mark.parametrize(("ages", "bands"), [("0-49", "18-64"), ("0-90", "65+"), ("63+", "18-64"), ("70-80", "65+")])
def test_ages_that_cut_a_band_of_an_own_standard_are_refused(ages, bands):
    frame = pd.DataFrame({"age_band": ["0-17", "18-64", "65+"], "numerator": 10, "denominator": 1000})
    frame["standard_population"] = 1.0
    with pytest.raises(InputError, match=re.escape(bands)):
        blmk_metrics.directly_standardised_rate(frame, ages=ages)
    table = blmk_metrics.directly_standardised_rate(frame, ages="0-17")
    assert table["denominator"].to_pylist() == [1000]


def test_an_open_band_is_cut_by_any_last_age(tmp_path):
    path = tmp_path / "standard.csv"
    path.write_text("age_band,standard_population\n0-64,3\n65+,1\n")
    frame = pd.DataFrame({"age_band": ["0-64", "65+"], "numerator": 10, "denominator": 1000})
    with pytest.raises(InputError, match=r"65\+"):
        blmk_metrics.directly_standardised_rate(frame, ages="0-74", standard_population=path)
    with pytest.raises(InputError, match=r"90\+"):
        blmk_metrics.directly_standardised_rate(banded(), ages="0-92")


def test_a_group_beyond_ninety_is_told_not_left_out():
    frame = pd.DataFrame({"area": ["A"] * 90 + ["B"], "age": [*range(90), 95], "onsets": 1, "person_years": 100})
    first, second = blmk_metrics.life_table_mean_age(frame, "area").to_pylist()
    assert first["value"] > 0
    assert (second["area"], second["value"], second["note"]) == ("B", None, "an age band has nobody at risk")


@pytest.mark.parametrize("values", [[9, 7.2, 5, 3.1, 1.2], [9, 7, 5, 3, 1], [-5, -4, -3, -2, -1], [5, 4, 3, 2, -9]])
@pytest.mark.parametrize("multiplier", [1, -1])
def test_a_relative_index_has_its_limits_about_it_or_none_and_says_why(values, multiplier):
    frame = pd.DataFrame({"quantile": range(1, 6), "population": 100, "value": values, "standard_error": 0.3})
    (row,) = blmk_metrics.slope_index(frame, multiplier=multiplier).to_pylist()
    for level in ("95", "998"):
        lower, upper = row[f"rii_lower_ci_{level}"], row[f"rii_upper_ci_{level}"]
        if lower is None or upper is None:
            assert row["note"]
        else:
            assert lower <= row["rii"] <= upper
        assert row[f"sii_lower_ci_{level}"] < row["sii"] < row[f"sii_upper_ci_{level}"]


def test_a_number_that_overflows_is_missing_and_says_so():
    frame = pd.DataFrame({"area": ["A", "B"], "value": [1e308, 1.0]})
    first, second = blmk_metrics.mean(pd.concat([frame, frame]), "area").to_pylist()
    assert (first["numerator"], first["note"]) == (None, "a number too large or too small to hold")
    assert (second["value"], second["note"]) == (1.0, None)


@pytest.mark.parametrize("period", ["2019-1925", "2015-3016", "0001", "2019/19", "20190"])
def test_an_impossible_period_is_refused(period):
    frame = pd.DataFrame({"period": [period], "numerator": 1, "denominator": 10})
    assert "period is not written as" in refusal(blmk_metrics.recent_trend, frame)[0]


@pytest.mark.parametrize(
    "column", [pa.array([[1]]), pa.array([{"a": 1}]), pa.array([b"x"]), pa.array([1], pa.duration("s"))]
)
def test_a_column_that_is_no_plain_value_cannot_be_a_group(column):
    with pytest.raises(InputError, match="cannot be grouped by"):
        blmk_metrics.proportion(pa.table({"area": column, "numerator": [1], "denominator": [2]}), "area")


def test_a_slope_whose_last_group_is_missing_is_seen_beside_the_others():
    rows = [
        {"area": area, "quantile": q, "population": 10, "value": 5.0 + q, "standard_error": 0.5}
        for area in "AB"
        for q in range(1, 11)
        if (area, q) != ("B", 10)
    ]
    first, second = blmk_metrics.slope_index(pa.Table.from_pylist(rows), "area").to_pylist()
    assert (first["note"], second["sii"], second["note"]) == (None, None, "a group is missing")


def test_fifths_and_tenths_may_stand_in_one_file():
    rows = [
        {"cut": cut, "quantile": q, "population": 10, "value": 5.0 + q, "standard_error": 0.5}
        for cut in (5, 10)
        for q in range(1, cut + 1)
    ]
    assert blmk_metrics.slope_index(pa.Table.from_pylist(rows), "cut")["note"].to_pylist() == [None, None]


def test_a_standard_error_stands_before_limits_and_on_the_scale_of_the_slope():
    frame = pd.DataFrame({"quantile": range(1, 6), "population": 10, "value": [9.0, 8, 7, 6, 5], "standard_error": 0.1})
    (plain,) = blmk_metrics.slope_index(frame, scale="log").to_pylist()
    (both,) = blmk_metrics.slope_index(frame.assign(lower_ci=0.1, upper_ci=90.0), scale="log").to_pylist()
    limits = frame.drop(columns="standard_error").assign(
        lower_ci=frame["value"] * np.exp(-Z_95 * 0.1), upper_ci=frame["value"] * np.exp(Z_95 * 0.1)
    )
    (limited,) = blmk_metrics.slope_index(limits, scale="log").to_pylist()
    assert plain == both
    assert plain["sii_lower_ci_95"] == pytest.approx(limited["sii_lower_ci_95"], rel=1e-9)


def test_a_value_outside_its_own_limits_is_refused(drawn):
    path = drawn("""
        period | value | lower_ci | upper_ci
        2020   | 5     | 4        | 6
        2021   | 7     | 4        | 6
    """)
    assert refusal(blmk_metrics.recent_trend, path) == ["value is outside its own limits in row 3 ('7')"]


def test_a_half_width_in_another_unit_than_the_value_is_refused(drawn):
    path = drawn("""
        numerator | denominator | half_width_95
        30        | 100         | 4.5
    """)
    (line,) = refusal(blmk_metrics.survey_proportion, path)
    assert "half_width_95 is more than a whole: give it in the unit of the value in row 2" in line
    assert blmk_metrics.survey_proportion(path, multiplier=100)["upper_ci_95"].to_pylist() == [pytest.approx(34.5)]


def test_an_interval_without_width_gives_no_trend():
    frame = pd.DataFrame({"period": range(2019, 2024), "value": range(5)})
    frame["lower_ci"] = frame["upper_ci"] = frame["value"]
    (row,) = blmk_metrics.recent_trend(frame).to_pylist()
    assert row["trend"] == "cannot be calculated"
    assert "no interval" in row["note"]


def test_financial_years_written_with_a_hyphen_are_told_how():
    frame = pd.DataFrame({"period": [f"20{y}-{y + 1}" for y in range(17, 23)], "numerator": 1, "denominator": 10})
    (row,) = blmk_metrics.recent_trend(frame).to_pylist()
    assert row["note"] == "the latest five periods overlap (a financial year is written 2021/22)"


def test_a_missing_count_in_a_standardised_rate_is_taken_as_none_and_says_so():
    (row,) = blmk_metrics.directly_standardised_rate(banded(numerator={18: None})).to_pylist()
    assert row["numerator"] == 360
    assert row["note"] == "a missing count is taken as none"


def test_two_standards_at_once_are_refused(tmp_path):
    path = tmp_path / "standard.csv"
    path.write_text("age_band,standard_population\n" + "\n".join(f"{band},1" for band in BANDS))
    with pytest.raises(InputError, match="weights of its own"):
        blmk_metrics.directly_standardised_rate(banded().assign(standard_population=1.0), standard_population=path)


def test_the_columns_of_a_quantiles_file_are_never_overwritten():
    with pytest.raises(InputError, match="'note'"):
        blmk_metrics.quantile(pd.DataFrame({"value": range(20), "note": "mine"}))


@pytest.mark.parametrize(
    "options", [{"multiplier": "100"}, {"confidence": "0.95"}, {"confidence": [None]}, {"by": 3}, {"by": [3]}]
)
def test_an_option_of_another_kind_is_an_input_error(options):
    with pytest.raises(InputError):
        blmk_metrics.proportion(pd.DataFrame({"numerator": [1], "denominator": [2]}), **options)


def test_one_level_and_no_group_may_be_given_plainly():
    table = blmk_metrics.proportion(pd.DataFrame({"numerator": [1], "denominator": [2]}), None, confidence=0.9)
    assert "lower_ci_90" in table.column_names


def test_a_group_of_an_own_standard_with_no_band_within_the_ages_is_not_left_out_in_silence():
    frame = pd.DataFrame({"area": ["A", "A", "B"], "age_band": ["0-17", "18+", "18+"], "numerator": 20})
    frame = frame.assign(denominator=1000, standard_population=1.0)
    assert refusal(blmk_metrics.directly_standardised_rate, frame, "area", ages="0-17") == [
        "age_band within the ages asked for is missing (area B)"
    ]
