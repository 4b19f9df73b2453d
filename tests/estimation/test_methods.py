"""Methods that have no reference case, against an oracle or worked by hand; and what must always hold of every one."""

import math

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import blmk_metrics
from blmk_metrics.catalogue.standard_populations import european_standard_population
from blmk_metrics.pipeline.methods import Z_95, Z_998

ABRIDGED = ["0", "1-4", *(f"{age}-{age + 4}" for age in range(5, 90, 5)), "90+"]
DEATHS = [12, 2, 1, 2, 5, 9, 11, 15, 22, 31, 48, 70, 104, 150, 214, 290, 370, 402, 388, 350]
PEOPLE = [2600, 10600, 13500, 13200, 12800, 13100, 14500, 15000, 14800, 13900]
PEOPLE += [13500, 13100, 12000, 10400, 9000, 7600, 5200, 3400, 1900, 900]


def life(**changes) -> pd.DataFrame:
    frame = pd.DataFrame({"age_band": ABRIDGED, "deaths": DEATHS, "population": PEOPLE}, dtype=object)
    for column, cells in changes.items():
        for row, cell in cells.items():
            frame.loc[row, column] = cell
    return frame


def chiang(deaths, people):
    """A slow and obvious abridged life table: life expectancy at birth and its variance, of 100,000."""
    widths, lived = [1, 4, *[5] * 17, math.inf], [0.1, *[0.5] * 19]
    rates = [d / n for d, n in zip(deaths, people, strict=True)]
    alive, years, chances = [100_000.0], [], []
    for width, share, rate in zip(widths[:-1], lived, rates, strict=False):
        chances.append(min(1.0, width * rate / (1 + width * rate * (1 - share))))
        dying = alive[-1] * chances[-1]
        years.append(width * (alive[-1] - dying) + share * width * dying)
        alive.append(alive[-1] - dying)
    years.append(alive[-1] / rates[-1])
    left = [sum(years[place:]) / alive[place] for place in range(20)]
    variance = sum(
        alive[k] ** 2
        * ((1 - lived[k]) * widths[k] + left[k + 1]) ** 2
        * (chances[k] ** 2 * (1 - chances[k]) / deaths[k])
        for k in range(19)
    )
    variance += (alive[19] / 2) ** 2 * 4 / (deaths[19] * rates[19] ** 2)
    return left[0], variance / 100_000**2


def test_life_expectancy_agrees_with_a_life_table_worked_out_person_by_person():
    expectancy, variance = chiang(DEATHS, PEOPLE)
    (row,) = blmk_metrics.life_expectancy(life()).to_pylist()
    assert row["value"] == pytest.approx(expectancy, rel=1e-12)
    assert row["upper_ci_95"] == pytest.approx(expectancy + Z_95 * math.sqrt(variance), rel=1e-12)
    assert row["lower_ci_998"] == pytest.approx(expectancy - Z_998 * math.sqrt(variance), rel=1e-12)
    assert (row["numerator"], row["denominator"], row["note"]) == (sum(DEATHS), sum(PEOPLE), None)


@pytest.mark.parametrize(
    ("frame", "note"),
    [
        (life().drop(index=[4]), "an age band is missing"),
        (life(deaths={4: None}), "a count is missing"),
        (life(population={4: None}), "a count is missing"),
        (life(deaths={0: 2601}), "deaths exceed the population of an age band"),
        (life(deaths={19: 0}), "nobody died at 90 or over"),
        (life().assign(deaths=1, population=250), "5,000 people or fewer"),
    ],
)
def test_there_is_no_life_expectancy_and_the_note_says_why(frame, note):
    (row,) = blmk_metrics.life_expectancy(frame).to_pylist()
    assert (row["value"], row["lower_ci_95"], row["note"]) == (None, None, note)


def test_a_band_without_deaths_lengthens_life_and_narrows_nothing_to_nothing():
    (usual,) = blmk_metrics.life_expectancy(life()).to_pylist()
    (spared,) = blmk_metrics.life_expectancy(life(deaths={0: 0})).to_pylist()
    assert spared["value"] > usual["value"]
    assert spared["lower_ci_95"] < spared["value"] < spared["upper_ci_95"]


def test_rows_of_a_survey_add_up_with_their_variances():
    frame = pd.DataFrame({"numerator": [200, 300], "denominator": [1000, 2000], "half_width_95": [4.0, 3.0]})
    (row,) = blmk_metrics.survey_proportion(frame, multiplier=100).to_pylist()
    half_width = math.hypot(4.0 * 1000 / 3000, 3.0 * 2000 / 3000)
    assert row["value"] == pytest.approx(100 * 500 / 3000)
    assert row["upper_ci_95"] - row["value"] == pytest.approx(half_width, rel=1e-12)
    assert row["upper_ci_998"] - row["value"] == pytest.approx(half_width * Z_998 / Z_95, rel=1e-12)


def test_a_survey_without_its_half_width_has_a_value_but_no_limits():
    frame = pd.DataFrame({"numerator": [200], "denominator": [1000], "half_width_95": [None]})
    (row,) = blmk_metrics.survey_proportion(frame).to_pylist()
    assert (row["value"], row["lower_ci_95"], row["note"]) == (0.2, None, "no half-width, so no limits")


def test_a_life_table_sums_its_rows_by_band_and_stops_at_ninety():
    ages = [*range(100)] * 2
    frame = pd.DataFrame({"age": ages, "onsets": [1 + age // 10 for age in ages], "person_years": 200.0})
    (row,) = blmk_metrics.life_table_mean_age(frame).to_pylist()
    (young,) = blmk_metrics.life_table_mean_age(frame[frame["age"] < 90]).to_pylist()
    assert row == young
    free, mean = 1.0, 0.0
    for band in range(18):
        rate = sum(1 + age // 10 for age in range(5 * band, 5 * band + 5)) / 1000
        mean += free * (1 - math.exp(-5 * rate)) / rate
        free *= math.exp(-5 * rate)
    assert row["value"] == pytest.approx(mean, rel=1e-12)


def test_a_relative_index_has_no_limits_where_the_most_deprived_end_may_be_zero():
    frame = pd.DataFrame(
        {"quantile": range(1, 6), "population": 100, "value": [0.1, 1, 2, 3, 4], "standard_error": 1.0}
    )
    (row,) = blmk_metrics.slope_index(frame).to_pylist()
    assert row["sii_lower_ci_95"] is not None
    assert row["rii_lower_ci_95"] is None


def test_a_negative_multiplier_turns_both_indices_round():
    frame = pd.DataFrame(
        {"quantile": range(1, 6), "population": [90, 100, 110, 95, 105], "value": [9.0, 8.5, 7, 6, 5.5]}
    ).assign(standard_error=0.2)
    for scale in ("linear", "log"):
        (one,) = blmk_metrics.slope_index(frame, scale=scale).to_pylist()
        (other,) = blmk_metrics.slope_index(frame, scale=scale, multiplier=-1).to_pylist()
        assert other["sii"] == pytest.approx(-one["sii"])
        assert other["sii_lower_ci_95"] == pytest.approx(-one["sii_upper_ci_95"])
        assert other["rii"] == pytest.approx(1 / one["rii"])
        assert other["rii_lower_ci_998"] == pytest.approx(1 / one["rii_upper_ci_998"])


@pytest.mark.parametrize(
    ("change", "note"),
    [
        (lambda rows: rows[:4], "fewer than five groups have figures"),
        (lambda rows: [*rows[:2], *rows[3:], {**rows[4], "quantile": 6}], "a group is missing"),
        (lambda rows: [*rows[:4], {**rows[4], "value": None}], "a group has no estimate"),
        (lambda rows: [*rows[:4], {**rows[4], "population": None}], "a group has no population"),
    ],
)
def test_there_is_no_slope_and_the_note_says_why(change, note):
    rows = [{"quantile": q, "population": 10, "value": 5.0 + q, "standard_error": 0.5} for q in range(1, 6)]
    (row,) = blmk_metrics.slope_index(pa.Table.from_pylist(change(rows))).to_pylist()
    assert (row["sii"], row["rii_upper_ci_998"], row["note"]) == (None, None, note)


def test_rates_on_the_log_scale_have_no_slope_where_a_rate_is_zero():
    frame = pd.DataFrame({"quantile": range(1, 6), "population": 10, "value": [0.0, 1, 2, 3, 4], "standard_error": 0.1})
    (row,) = blmk_metrics.slope_index(frame, scale="log").to_pylist()
    assert (row["sii"], row["note"]) == (None, "a group has no estimate")


COUNTS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.integers(1, 10**6)).flatmap(
        lambda pair: st.tuples(st.just(pair[0]), st.one_of(st.none(), st.integers(0, pair[1])), st.just(pair[1]))
    ),
    min_size=1,
    max_size=20,
)


@settings(deadline=None, max_examples=10)
@given(COUNTS, st.randoms())
def test_rows_are_summed_by_group_whatever_their_order_and_one_missing_makes_the_group_missing(rows, random):
    assert_summed_by_group(rows, random)


@pytest.mark.slow
@settings(deadline=None, max_examples=200)
@given(COUNTS, st.randoms())
def test_many_more_rows_are_summed_by_group(rows, random):
    assert_summed_by_group(rows, random)


def assert_summed_by_group(rows, random):
    table = pa.Table.from_pylist([dict(zip(("area", "numerator", "denominator"), row, strict=True)) for row in rows])
    shuffled = table.take(pa.array(random.sample(range(len(rows)), len(rows))))
    for function in (blmk_metrics.proportion, blmk_metrics.crude_rate):
        ours = function(table, "area", multiplier=100).to_pylist()
        assert ours == function(shuffled, "area", multiplier=100).to_pylist()
        assert [row["area"] for row in ours] == sorted({area for area, _, _ in rows})
        for row in ours:
            counts = [(x, n) for area, x, n in rows if area == row["area"]]
            assert row["denominator"] == sum(n for _, n in counts)
            if any(x is None for x, _ in counts):
                assert (row["value"], row["note"]) == (None, "a count is missing")
            else:
                assert row["value"] == pytest.approx(100 * sum(x for x, _ in counts) / row["denominator"])
                assert row["lower_ci_998"] <= row["lower_ci_95"] <= row["value"] + 1e-9
                assert row["value"] - 1e-9 <= row["upper_ci_95"] <= row["upper_ci_998"]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(500, 10**5)), min_size=19, max_size=19))
def test_a_standardised_rate_is_the_weighted_mean_of_its_bands(cells):
    standard = european_standard_population().to_pylist()
    frame = pd.DataFrame(
        {
            "age_band": [band["age_band"] for band in standard],
            "numerator": [x for x, _ in cells],
            "denominator": [n for _, n in cells],
        }
    )
    (row,) = blmk_metrics.directly_standardised_rate(frame, multiplier=1000).to_pylist()
    if sum(x for x, _ in cells) < 10:
        assert (row["value"], row["note"]) == (None, "fewer than 10 events")
    else:
        pairs = zip(standard, cells, strict=True)
        expected = sum(band["standard_population"] * x / n for band, (x, n) in pairs) / 100_000
        assert row["value"] == pytest.approx(1000 * expected, rel=1e-12)


def test_a_blank_group_is_a_group_of_its_own(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text("area,year,numerator,denominator\nA,1,1,2\n,1,3,4\n,1,1,4\n")
    assert [row["numerator"] for row in blmk_metrics.proportion(path, "area").to_pylist()] == [4, 1]
    rows = blmk_metrics.proportion(path, ["area", "year"]).to_pylist()
    assert {(row["area"], row["numerator"]) for row in rows} == {(None, 4), ("A", 1)}


def test_codes_keep_their_leading_zeros(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text("code,numerator,denominator\n007,1,2\n")
    assert blmk_metrics.proportion(path, "code")["code"].to_pylist() == ["007"]


def test_csv_parquet_frame_and_table_give_the_same(tmp_path):
    frame = pd.DataFrame({"area": ["A", "B"], "year": [2020, 2021], "numerator": [1, 2], "denominator": [10, 20]})
    frame.to_csv(tmp_path / "counts.csv", index=False)
    frame.to_parquet(tmp_path / "counts.parquet")
    sources = [frame, pa.Table.from_pandas(frame), tmp_path / "counts.parquet", str(tmp_path / "counts.csv")]
    results = [blmk_metrics.proportion(each, "area").to_pylist() for each in sources]
    assert all(each == results[0] for each in results)
    assert blmk_metrics.proportion(frame, ["area", "year"])["year"].to_pylist() == [2020, 2021]


@pytest.mark.parametrize(
    ("confidence", "columns"),
    [
        ((0.9,), ["lower_ci_90", "upper_ci_90"]),
        ((0.975, 0.9999), ["lower_ci_975", "upper_ci_975", "lower_ci_9999", "upper_ci_9999"]),
    ],
)
def test_limits_are_named_after_their_level(confidence, columns):
    table = blmk_metrics.proportion(pd.DataFrame({"numerator": [1], "denominator": [2]}), confidence=confidence)
    assert [name for name in table.column_names if "_ci_" in name] == columns


def test_every_public_function_says_its_columns_and_its_source():
    sources = {
        "proportion": "Wilson",
        "survey_proportion": "Office for National Statistics",
        "crude_rate": "Garwood",
        "directly_standardised_rate": "Dobson",
        "mean": "Altman",
        "life_table_mean_age": "Chiang",
        "slope_index": "Fieller",
        "quantile": "PHEindicatormethods",
        "life_expectancy": "Silcocks",
        "recent_trend": "Armitage",
    }
    assert set(sources) == set(blmk_metrics.__all__) - {"InputError"}
    for name, source in sources.items():
        assert "Column" in getattr(blmk_metrics, name).__doc__, name
        assert source in getattr(blmk_metrics, name).__doc__, name
