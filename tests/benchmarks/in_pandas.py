"""First onsets counted from person-level records with pandas, as one who knows it well would: the peer to beat.

It counts what `count-onsets` counts and leaves out the same rows, counted by reason. Run with:
python -m tests.benchmarks.in_pandas RESIDENTS DIAGNOSES DEPRIVATION CONDITIONS FIRST_YEAR LAST_YEAR OUT
"""

import json
import sys

import numpy as np
import pandas as pd

DAY = np.timedelta64(1, "D")
WASHOUT = pd.Timedelta(days=365)
DATES = ["birth_month", "registered_from", "registered_to", "died_on"]
GROUP = ["year", "place", "sex", "age"]


def main(residents: str, diagnoses: str, deprivation: str, conditions: str, first: str, last: str, out: str) -> None:
    """Count the years from the first to the last, write the counts as Parquet, and print what was left out as JSON."""
    years = range(int(first), int(last) + 1)
    places = _places(deprivation)
    people, without = _people(residents, places, years)
    included, spans, unread = _included(diagnoses, conditions)
    people, unused = _with_first(people, included, spans)
    at_risk = _at_risk(people[people["left_out"] == ""], years)
    counts = pd.concat([_time_in(at_risk, year) for year in years] + [_onsets(at_risk)])
    counts = counts.groupby(GROUP, as_index=False)[["days", "onsets"]].sum()
    counts = counts.merge(places[["place", "area_code", "imd_decile"]].drop_duplicates(), on="place")
    counts = counts.assign(
        deprivation_decile=counts["imd_decile"],
        deprivation_quintile=(counts["imd_decile"] + 1) // 2,
        person_years=counts["days"] / 365.25,
        sex=counts["sex"].astype("str"),
    )
    columns = ["year", "area_code", "deprivation_quintile", "deprivation_decile", "sex", "age"]
    counts.sort_values(columns)[[*columns, "person_years", "onsets"]].to_parquet(out, index=False)
    print(json.dumps({"residents": without, "diagnoses": unread | unused}))


def _places(deprivation: str) -> pd.DataFrame:
    """LSOAs with their area and decile, and a number for the two together."""
    table = pd.read_csv(deprivation, usecols=["lsoa21_code", "ltla24_code", "IMD_decile"])
    table.columns = [{"ltla24_code": "area_code", "IMD_decile": "imd_decile"}.get(each, each) for each in table]
    return table.assign(place=table.groupby(["area_code", "imd_decile"]).ngroup())


def _people(path: str, places: pd.DataFrame, years: range) -> tuple[pd.DataFrame, dict[str, int]]:
    """One row a person, with the first reason for leaving it out, if any; and rows by reason."""
    people = pd.read_parquet(path)
    counted = {"id": int(people["person_id"].isna().sum())}
    people = people[people["person_id"].notna()]
    # Rows are compared in whole only where an id stands more than once, which is rare.
    repeated = people["person_id"].duplicated(keep=False)
    some = people[repeated].drop_duplicates()
    conflicting = some["person_id"].duplicated(keep=False)
    strange = some.loc[conflicting, "person_id"].unique()
    counted["conflicting"] = int(people["person_id"].isin(strange).sum()) if len(strange) else 0
    counted["repeated"] = int(repeated.sum()) - counted["conflicting"] - int((~conflicting).sum())
    people = pd.concat([people[~repeated], some.drop_duplicates("person_id")], ignore_index=True)
    people[DATES] = people[DATES].astype("datetime64[s]")
    people["place"] = people["lsoa21_code"].map(places.set_index("lsoa21_code")["place"])
    born, start, end, died = (people[each] for each in DATES)
    ended = pd.Timestamp(years[-1] + 1, 1, 1)
    people["left"] = people[["registered_to", "died_on"]].min(axis=1).fillna(ended).clip(upper=ended)
    reasons = {
        "conflicting": people["person_id"].isin(strange) if len(strange) else np.zeros(len(people), dtype=bool),
        "no birth": born.isna(),
        "birth": born.dt.day != 1,
        "sex": ~people["sex"].isin(["F", "M", "U"]),
        "no start": start.isna(),
        "start before birth": start < born,
        "end before start": end < start,
        "death before birth": died < born,
        "death before start": died < start,
        "age": np.maximum(start, people["left"]) > born + pd.DateOffset(years=131),
        "place": people["place"].isna(),
    }
    people["left_out"] = np.select(list(reasons.values()), list(reasons), "")
    people["sex"] = people["sex"].astype("category")
    exclusions = people.loc[people["left_out"] != "conflicting", "left_out"].value_counts()
    counted |= {reason: int(exclusions[reason]) for reason in exclusions.index if reason}
    return people.drop(columns=["lsoa21_code", "registered_to"]), counted


def _included(path: str, conditions: str) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, int]]:
    """The included diagnoses; each person's first and last day and their number; and the others by reason."""
    listed = pd.read_csv(conditions, parse_dates=["included_from", "included_to"]).set_index("code")
    diagnoses = pd.read_parquet(path)
    diagnoses["diagnosed_on"] = diagnoses["diagnosed_on"].astype("datetime64[s]")
    condition, day = diagnoses["condition_code"].astype("category"), diagnoses["diagnosed_on"]
    dated, on_list = day.notna(), condition.isin(listed.index)
    outside = np.zeros(len(diagnoses), dtype=bool)
    for code, (start, end) in listed[["included_from", "included_to"]].dropna(how="all").iterrows():
        outside |= (condition == code) & ((day < start) | (day > end))
    included = dated & on_list & ~outside
    unread = {"date": ~dated, "condition": dated & ~on_list, "outside": dated & on_list & outside}
    diagnoses = diagnoses.loc[included, ["person_id", "diagnosed_on"]]
    spans = diagnoses.groupby("person_id", sort=False, dropna=False)["diagnosed_on"].agg(["min", "max", "count"])
    return diagnoses, spans, {reason: int(of.sum()) for reason, of in unread.items()}


def _with_first(
    people: pd.DataFrame, diagnoses: pd.DataFrame, spans: pd.DataFrame
) -> tuple[pd.DataFrame, dict[str, int]]:
    """People with the day of their first possible diagnosis; and the diagnoses that are not used, by reason."""
    people = people.join(spans, on="person_id")
    left_out = people["left_out"] != ""
    unused = {
        "nobody": int(len(diagnoses) - people["count"].sum()),
        "left out": int(people.loc[left_out, "count"].sum()),
    }
    # Diagnoses before birth or after death are rare: only those persons' are looked at one by one.
    wrong = ~left_out & ((people["min"] < people["birth_month"]) | (people["max"] > people["died_on"]))
    if not wrong.any():
        return people, unused
    again = diagnoses[diagnoses["person_id"].isin(people.loc[wrong, "person_id"])]
    again = again.merge(people.loc[wrong, ["person_id", "birth_month", "died_on"]], on="person_id")
    before, after = again["diagnosed_on"] < again["birth_month"], again["diagnosed_on"] > again["died_on"]
    valid = again[~before & ~after].groupby("person_id")["diagnosed_on"].min()
    people.loc[wrong, "min"] = people.loc[wrong, "person_id"].map(valid)
    return people, unused | {"before birth": int(before.sum()), "after death": int(after.sum())}


def _at_risk(people: pd.DataFrame, years: range) -> pd.DataFrame:
    """Those at risk in some of the years: from which day to which, and the day of an onset in between."""
    newborn = people["registered_from"] < people["birth_month"] + pd.DateOffset(years=1)
    start = people["registered_from"].where(newborn, people["registered_from"] + WASHOUT)
    start, left, onset = start.clip(lower=pd.Timestamp(years[0], 1, 1)), people["left"], people["min"]
    people = people.assign(start=start, end=onset.where(onset < left, left), onset=onset.where(onset < left))
    people = people.loc[(start < left) & ~(onset < start), ["place", "sex", "birth_month", "start", "end", "onset"]]
    return people.astype({"place": "int32"})


def _time_in(at_risk: pd.DataFrame, year: int) -> pd.DataFrame:
    """Days at risk in one year, before and from the birthday."""
    begun, ended = pd.Timestamp(year, 1, 1), pd.Timestamp(year + 1, 1, 1)
    there = at_risk[(at_risk["start"] < ended) & (at_risk["end"] > begun)]
    start, end = there["start"].clip(lower=begun), there["end"].clip(upper=ended)
    months = np.array([f"{year}-{month:02d}" for month in range(1, 13)], dtype="datetime64[s]")
    birthday = pd.Series(months[there["birth_month"].dt.month.to_numpy() - 1], index=there.index)
    age = (year - there["birth_month"].dt.year).astype("int64")
    halves = [
        there[["place", "sex"]].assign(age=age - 1, days=(np.minimum(end, birthday) - start) // DAY),
        there[["place", "sex"]].assign(age=age, days=(end - np.maximum(start, birthday)) // DAY),
    ]
    parts = pd.concat([half[half["days"] > 0] for half in halves])
    parts = parts.groupby(["place", "sex", "age"], observed=True, as_index=False)["days"].sum()
    return parts.assign(year=year, onsets=0)


def _onsets(at_risk: pd.DataFrame) -> pd.DataFrame:
    """Onsets by the year and age in which they came."""
    ill = at_risk.dropna(subset="onset")
    born, day = ill["birth_month"].dt, ill["onset"].dt
    age = (day.year - born.year - (day.month < born.month)).astype("int64")
    return ill[["place", "sex"]].assign(year=day.year.astype("int64"), age=age, days=0, onsets=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
