"""The one roll-up: counts add up to areas and footprints; a missing part makes the whole missing."""

from tests.drawn import same, table

SETTINGS = {"category_type": "all", "slope_across": ""}
FOUR_PLACES = ("E06000055", "E06000056", "E06000032", "E06000042")


def test_a_footprint_is_the_sum_of_its_places(run_stage):
    drawing = "period | area_code | numerator | denominator\n" + "\n".join(
        f"2023/24 | {code} | {10 * place} | 100" for place, code in enumerate(FOUR_PLACES, 1)
    )
    rows = run_stage(("strata",), {"counts": drawing}, **SETTINGS)
    (footprint,) = [row for row in rows if row["area_code"] == "E54000024"]
    assert (footprint["numerator"], footprint["denominator"], footprint["incomplete"]) == (100, 400, False)


def test_a_footprint_that_lacks_a_place_is_incomplete(run_stage):
    rows = run_stage(
        ("strata",),
        {"counts": "period | area_code | numerator | denominator\n2023/24 | E06000032 | 10 | 100"},
        **SETTINGS,
    )
    assert {row["area_code"]: row["incomplete"] for row in rows} == {"E06000032": False, "E54000024": True}


def test_one_missing_count_makes_the_sum_missing_not_smaller(run_stage):
    rows = run_stage(
        ("strata",),
        {
            "counts": """
                period  | area_code | sex | numerator | denominator
                2023/24 | E06000032 | F   | 10        | 100
                2023/24 | E06000032 | M   |           | 100
            """
        },
        **SETTINGS,
    )
    assert same(
        [row for row in rows if row["area_code"] == "E06000032"],
        """
            area_code | numerator | denominator
            E06000032 |           | 200
        """,
    )


def test_a_category_cuts_and_an_unknown_one_is_kept_as_not_known(run_stage):
    rows = run_stage(
        ("strata",),
        {
            "counts": """
                period  | area_code | sex | numerator | denominator
                2023/24 | E92000001 | F   | 1         | 10
                2023/24 | E92000001 | M   | 2         | 10
                2023/24 | E92000001 | U   | 3         | 10
            """
        },
        category_type="sex",
        slope_across="",
    )
    assert same(
        rows,
        """
            category  | numerator
            Female    | 1
            Male      | 2
            Not known | 3
        """,
    )


def test_age_bands_stay_apart_for_standardisation(run_stage):
    rows = run_stage(
        ("strata",),
        {
            "counts": """
                period | area_code | sex | age_band | numerator | denominator
                2023/4 | E92000001 | F   | 65-69    | 1         | 10
                2023/4 | E92000001 | M   | 65-69    | 2         | 10
                2023/4 | E92000001 | F   | 70-74    | 4         | 10
            """
        },
        **SETTINGS,
    )
    assert same(rows, "age_band | numerator\n65-69 | 3\n70-74 | 4")
    assert len({row["stratum"] for row in rows}) == 1


def test_single_years_of_age_add_into_five_year_bands(run_stage):
    rows = run_stage(
        ("strata",),
        {
            "counts": """
                period | area_code | age | numerator | denominator
                2023   | E92000001 | 5   | 1         | 10
                2023   | E92000001 | 9   | 2         | 10
                2023   | E92000001 | 10  | 4         | 10
            """
        },
        **SETTINGS,
    )
    assert same(rows, "age_band | numerator\n5-9 | 3\n10-14 | 4")


def test_drawings_read_blanks_as_missing():
    assert table("a | b\n1 | ") == [{"a": 1, "b": None}]
