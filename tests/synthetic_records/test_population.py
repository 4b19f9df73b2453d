"""The invented population is clean, and looks like England's in the ways that matter for counting onsets."""

import csv

import pandas as pd
import pytest

from blmk_metrics.releases import shipped_folder
from blmk_metrics.synthetic_records.people import shipped_rows
from tests.synthetic_records.conftest import DRAWN_ON, RESIDENTS

PREVALENCE = [
    (row["condition_code"], int(row["least_age"]), float(row["prevalence"]), row["source"])
    for row in shipped_rows("prevalence")
]


@pytest.fixture(scope="module")
def diagnoses(population):
    """Every diagnosis beside its person."""
    return population.diagnoses.merge(population.residents, on="person_id", how="left", validate="many_to_one")


def test_everybody_is_one_row_with_an_id_of_their_own(population):
    assert len(population.residents) == RESIDENTS == population.residents["person_id"].nunique()
    assert population.residents["person_id"].str.fullmatch("[0-9a-f]{16}").all()


def test_ids_say_nothing_of_the_order(population):
    firsts = population.residents["person_id"].str[:4].map(lambda digits: int(digits, 16))
    assert abs(firsts.corr(pd.Series(range(RESIDENTS)))) < 0.02


def test_every_date_of_a_person_is_possible(population):
    people = population.residents
    assert people[["person_id", "birth_month", "sex", "lsoa21_code", "registered_from"]].notna().all(axis=None)
    assert (people["birth_month"].dt.day == 1).all()
    assert (people["registered_from"] >= people["birth_month"]).all()
    assert not (people["registered_to"] < people["registered_from"]).any()
    assert not (people["died_on"] < people["registered_from"]).any()
    assert not (people["died_on"] > people["registered_to"]).any()
    assert people[["registered_from", "registered_to", "died_on"]].max().max() <= DRAWN_ON
    assert people["age"].max() < 130


def test_every_diagnosis_is_of_somebody_between_their_birth_and_the_last_day_they_were_seen(diagnoses):
    assert diagnoses["birth_month"].notna().all()
    assert (diagnoses["diagnosed_on"] >= diagnoses["birth_month"]).all()
    assert not (diagnoses["diagnosed_on"] > diagnoses["registered_to"].fillna(DRAWN_ON)).any()
    assert not (diagnoses["diagnosed_on"] > diagnoses["died_on"].fillna(DRAWN_ON)).any()
    assert not diagnoses.duplicated(["person_id", "condition_code", "diagnosed_on"]).any()


def test_every_condition_is_on_the_list_that_is_counted(diagnoses):
    with (shipped_folder() / "conditions.csv").open(encoding="utf-8") as file:
        listed = {row["code"] for row in csv.DictReader(file)}
    assert set(diagnoses["condition_code"]) == {row["condition_code"] for row in shipped_rows("onsets")}
    assert set(diagnoses["condition_code"]) <= listed


def test_ages_are_englands_to_two_points_in_a_hundred(population):
    rows = shipped_rows("ages")
    total = sum(float(row["people_per_1000"]) for row in rows)
    for first, last in ((0, 15), (15, 30), (30, 45), (45, 60), (60, 75), (75, 110)):
        england = sum(float(r["people_per_1000"]) for r in rows if first <= int(r["first_age"]) < last) / total
        ages = population.registered["age"]
        assert ages.between(first, last, inclusive="left").mean() == pytest.approx(england, abs=0.02)


@pytest.mark.parametrize(("code", "least_age", "published", "source"), PREVALENCE)
def test_prevalence_is_the_published_one_to_a_tenth_of_it(population, code, least_age, published, source):
    people = population.registered[population.registered["age"] >= least_age]
    ill = population.diagnoses.loc[population.diagnoses["condition_code"] == code, "person_id"]
    # A tenth, or as far as chance goes with so few people: four standard errors.
    chance = 4 * (published * (100 - published) / len(people)) ** 0.5
    assert 100 * people["person_id"].isin(ill).mean() == pytest.approx(published, abs=max(published / 10, chance))
    assert source


def test_all_ten_deciles_have_people_and_the_more_deprived_are_younger(population):
    ages = population.registered.groupby("decile")["age"].mean()
    assert set(ages.index) == set(range(1, 11))
    assert ages[[1, 2]].mean() < ages[[9, 10]].mean() - 1


def test_the_more_deprived_fall_ill_and_die_earlier(population, diagnoses):
    first = diagnoses.sort_values("diagnosed_on").drop_duplicates("person_id")
    first = first[first["diagnosed_on"] >= first["registered_from"]]
    onset = ((first["diagnosed_on"] - first["birth_month"]).dt.days / 365.25).groupby(first["decile"]).mean()
    assert onset[[1, 2]].mean() < onset[[9, 10]].mean() - 4
    dead = population.residents.dropna(subset="died_on")
    died = ((dead["died_on"] - dead["birth_month"]).dt.days / 365.25).groupby(dead["decile"]).mean()
    assert died[[1, 2]].mean() < died[[9, 10]].mean() - 3


def test_people_come_and_go_and_are_born_in_every_year(population):
    people = population.residents
    for year in range(2006, 2025):
        assert (people["registered_from"].dt.year == year).mean() > 0.01
        assert (people["registered_to"].dt.year == year).mean() > 0.01
        newborn = (people["registered_from"] - people["birth_month"]).dt.days < 100
        assert ((people["registered_from"].dt.year == year) & newborn).mean() > 0.004


def test_conditions_come_together_and_some_are_never_ill(population):
    ill = population.diagnoses.drop_duplicates(["person_id", "condition_code"]).groupby("person_id").size()
    number = population.registered["person_id"].map(ill).fillna(0)
    sixties = number[population.registered["age"].between(60, 70)]
    # Independent conditions would make the variance at most the mean.
    assert sixties.var() > 1.1 * sixties.mean()
    assert 0.02 < (number[population.registered["age"] > 80] == 0).mean() < 0.4


def test_some_history_is_brought_along_and_some_entered_in_the_first_year_after_joining(diagnoses):
    joined = diagnoses[diagnoses["registered_from"].dt.year.between(2006, 2020)].sort_values("diagnosed_on")
    first = joined.drop_duplicates(["person_id", "condition_code"])
    after = (first["diagnosed_on"] - first["registered_from"]).dt.days
    assert (after < 0).mean() > 0.05
    assert (after.between(0, 364)).sum() > 2 * (after.between(365, 729)).sum()


def test_sexes_are_female_male_and_very_rarely_unknown(population):
    shares = population.residents["sex"].value_counts(normalize=True)
    assert set(shares.index) == {"F", "M", "U"}
    assert 0.49 < shares["F"] < 0.52
    assert shares["U"] < 0.002
