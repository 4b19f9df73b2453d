"""What each measure counts, on tables small enough to check by eye."""

from tests.drawn import same


def test_school_readiness_counts_children_with_a_good_level_of_development(counts):
    assert same(
        counts(
            "school_readiness",
            early_years_profile="""
                academic_year | area_code | sex | free_school_meals | good_level_of_development | children
                2023/24       | E06000032 | F   | true              | 52                        | 100
                2023/24       | E06000032 | M   | false             | 41                        | 100
                2022/23       | E06000032 | M   | true              |                           | 100
            """,
        ),
        """
            period  | area_code | sex | free_school_meals | numerator | denominator
            2023/24 | E06000032 | F   | true              | 52        | 100
            2023/24 | E06000032 | M   | false             | 41        | 100
            2022/23 | E06000032 | M   | true              |           | 100
        """,
    )


def test_preventable_mortality_counts_deaths_and_the_people_alive_by_age_band(counts):
    rows = counts(
        "preventable_mortality",
        preventable_deaths="""
            year | area_code | sex | age_band | deaths | population
            2023 | E06000032 | F   | 70-74    | 31     | 4000
            2023 | E06000032 | M   | 70-74    | 45     | 3800
        """,
    )
    assert {row["period"] for row in rows} == {"2023"}
    assert same(
        rows,
        """
            area_code | sex | age_band | numerator | denominator
            E06000032 | F   | 70-74    | 31        | 4000
            E06000032 | M   | 70-74    | 45        | 3800
        """,
    )


def test_falls_admissions_count_admissions_not_people(counts):
    assert same(
        counts(
            "falls_admissions",
            emergency_falls_admissions="""
                financial_year | area_code | sex | age_band | admissions | population
                2022/23        | E06000042 | F   | 90+      | 120        | 100
            """,
        ),
        """
            period  | area_code | sex | age_band | numerator | denominator
            2022/23 | E06000042 | F   | 90+      | 120       | 100
        """,
    )


def test_inactivity_carries_the_squared_half_width_in_people(counts):
    assert same(
        counts(
            "inactivity_long_term_sickness",
            annual_population_survey="""
                period  | area_code | long_term_sick | economically_inactive | half_width_95
                2023/24 | E06000055 | 3000           | 20000                 | 5.0
            """,
        ),
        """
            period  | area_code | numerator | denominator | squared_half_width
            2023/24 | E06000055 | 3000      | 20000       | 1000000
        """,
    )


def test_first_condition_gap_counts_single_years_of_age_and_stops_at_ninety(counts):
    rows = counts(
        "first_condition_gap",
        first_condition_onsets="""
            year | area_code | deprivation_quintile | deprivation_decile | sex | age | person_years | onsets
            2023 | E06000032 | 1                    | 1                  | F   | 5   | 10.5         | 1
            2023 | E06000032 | 1                    | 2                  | F   | 9   | 20.0         | 2
            2023 | E06000032 | 1                    | 1                  | F   | 89  | 4.0          | 1
            2023 | E06000032 | 1                    | 1                  | F   | 90  | 3.0          | 1
        """,
    )
    assert same(
        rows,
        """
            area_code | deprivation_quintile | sex | age | numerator | denominator
            E06000032 | 1                    | F   | 5   | 1         | 10.5
            E06000032 | 1                    | F   | 9   | 2         | 20.0
            E06000032 | 1                    | F   | 89  | 1         | 4.0
        """,
    )
