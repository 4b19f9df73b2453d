"""The count again, slow and plain: person by person, day by day, over lists of dictionaries."""

from collections import Counter, defaultdict
from datetime import date, timedelta

DAY = timedelta(days=1)


def count(residents, diagnoses, conditions, places, first_year, last_year, washout):
    """The counts as {(year, area, quintile, decile, sex, age): (person_years, onsets)}, and two Counters of rows by
    why they are left out, None for those that are used.

    `conditions` are {code: (first day, last day)}, `places` {LSOA: (area, decile)}.
    """
    end = date(last_year + 1, 1, 1)
    persons, left_out = _persons(residents, places, end)
    used, why = defaultdict(list), Counter()
    ids = {row["person_id"] for row in residents} - {None}
    for row in diagnoses:
        reason = _why_not(row, ids, persons, conditions)
        why[reason] += 1
        if reason is None:
            used[row["person_id"]].append(row["diagnosed_on"])
    cells = defaultdict(lambda: [0, 0])
    for person_id, person in persons.items():
        start = person["registered_from"]
        if _age(person, start) > 0:
            start += washout * DAY
        for year in range(first_year, last_year + 1):
            day = date(year, 1, 1)
            while day.year == year:
                before = [each for each in used[person_id] if each < day]
                if day >= start and _registered(person, day) and not before:
                    cell = cells[year, *_place(person, places), person["sex"], _age(person, day)]
                    if day in used[person_id]:
                        cell[1] += 1
                    else:
                        cell[0] += 1
                day += DAY
    return {key: (days / 365.25, onsets) for key, (days, onsets) in cells.items()}, left_out, why


def _persons(residents, places, end):
    rows_of, left_out, persons = defaultdict(list), Counter(), {}
    for row in residents:
        if row["person_id"] is None:
            left_out["without a person_id"] += 1
        else:
            rows_of[row["person_id"]].append(row)
    for person_id, rows in rows_of.items():
        if any(row != rows[0] for row in rows):
            left_out["of a person whose rows differ"] += len(rows)
            continue
        left_out["that repeat another row"] += len(rows) - 1
        reason = _impossible(rows[0], places, end)
        left_out[reason] += 1
        if reason is None:
            persons[person_id] = rows[0]
    return persons, +left_out


def _impossible(row, places, end):
    born, registered, left, died = (
        row[each] for each in ("birth_month", "registered_from", "registered_to", "died_on")
    )
    if born is None:
        return "without a month of birth"
    if born.day != 1:
        return "with a month of birth that is not the first of a month"
    if row["sex"] not in ("F", "M", "U"):
        return "with a sex that is none of F, M and U"
    if registered is None:
        return "without a start of registration"
    if registered < born:
        return "registered before birth"
    if left is not None and left < registered:
        return "whose registration ends before it starts"
    if died is not None and died < born:
        return "whose death is before birth"
    if died is not None and died < registered:
        return "whose death is before registration"
    last = max(registered, min(each for each in (left, died, end) if each is not None))
    if last > date(born.year + 131, born.month, 1):
        return "older than 130"
    return None if row["lsoa21_code"] in places else "in a neighbourhood without a known deprivation"


def _why_not(row, ids, persons, conditions):
    day = row["diagnosed_on"]
    if day is None:
        return "without a date"
    if row["condition_code"] not in conditions:
        return "of a condition that is not on the list"
    first, last = conditions[row["condition_code"]]
    if (first is not None and day < first) or (last is not None and day > last):
        return "outside the days on which the condition counts"
    if row["person_id"] not in ids:
        return "of nobody among the residents"
    if row["person_id"] not in persons:
        return "of a resident who is left out"
    person = persons[row["person_id"]]
    if day < person["birth_month"]:
        return "before birth"
    return "after death" if person["died_on"] is not None and day > person["died_on"] else None


def _registered(person, day):
    return all(person[end] is None or day < person[end] for end in ("registered_to", "died_on"))


def _age(person, day):
    born = person["birth_month"]
    return day.year - born.year - (day.month < born.month)


def _place(person, places):
    area, decile = places[person["lsoa21_code"]]
    return area, -(-decile // 2), decile
