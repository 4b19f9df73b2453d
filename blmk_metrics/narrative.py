"""Sentences and alt text made from a measured table: the only place where words are made from numbers.

A verb that judges ("improved", "worse") appears only when the verdict beside the figure licenses it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from blmk_metrics.formats import MISSING, interval, signed, with_unit
from blmk_metrics.indicators import Indicator
from blmk_metrics.verdicts import SHAPES

Row = Mapping[str, Any]

CHANGE = {
    "improved": "has improved since {baseline}",
    "worsened": "has worsened since {baseline}",
    "increased": "has increased since {baseline}",
    "decreased": "has decreased since {baseline}",
    "no clear change": "shows no clear change since {baseline}",
}


def comparison(row: Row) -> str:
    """How a figure compares: `much worse than England`, `similar to England`, or that it is not compared, and why."""
    verdict, name = row["comparison"], row["comparator_name"]
    if verdict == "not compared":
        return f"not compared: {row['comparison_reason']}"
    return f"similar to {name}" if verdict == "similar" else f"{verdict} than {name}"


def against(row: Row, indicator: Indicator) -> str:
    """What follows a comparison's word: ` than England (67.7%)`, ` to England (67.7%)`, or the bare figure."""
    joint = {"similar": " to ", "not compared": ": "}.get(row["comparison"], " than ")
    return f"{joint}{row['comparator_name']} ({with_unit(row['comparator_value'], indicator)})"


def comparator_note(rows: Sequence[Row]) -> str:
    """Why Places are compared with their footprint, for a measure of which no country has a figure; else nothing."""
    if any(row["value"] is not None for row in rows if row["area_type"] == "country"):
        return ""
    country = next((row["area_name"] for row in rows if row["area_type"] == "country"), "national")
    footprint = next((row["comparator_name"] for row in rows if row["comparator_name"]), None)
    return f"No {country} figure exists for this measure. Places are compared with {footprint}." if footprint else ""


def changed(row: Row) -> str:
    """What may be said of the change since the baseline: `improved since 2021/22`, or why nothing can."""
    verdict = row["change_verdict"]
    if verdict == "cannot say":
        return f"no verdict on change since {row['baseline_period']}: {row['change_reason']}"
    return f"{verdict} since {row['baseline_period']}"


def change_figures(row: Row, indicator: Indicator) -> str:
    """The size of the change with its interval: `+5.4 percentage points (+2.9 to +7.9)`; empty where there is none."""
    kind, unit, decimals = (
        ("change_percent", "%", 1)
        if indicator.relative_change
        else ("change", f" {indicator.change_unit}", indicator.decimals)
    )
    if row[kind] is None:
        return ""
    limits = [signed(row[f"{kind}_{end}_ci_95"], decimals) for end in ("lower", "upper")]
    size = f"{signed(row[kind], decimals)}{unit}"
    return size if MISSING in limits else f"{size} ({limits[0]} to {limits[1]})"


def value(row: Row, indicator: Indicator) -> str:
    """A figure, or that there is none and why: `62.0%`, `no figure: fewer than 10 events`."""
    return f"{MISSING}: {row['reason']}" if row["value"] is None else with_unit(row["value"], indicator)


def value_with_interval(row: Row, indicator: Indicator) -> str:
    """A figure with its 95% limits: `62.0% (60.3 to 63.7)`."""
    if row["value"] is None or row["lower_ci_95"] is None:
        return value(row, indicator)
    lower = row["lower_ci_95"] if indicator.inequality else max(row["lower_ci_95"], 0)
    return f"{value(row, indicator)} ({interval(lower, row['upper_ci_95'], indicator.decimals)})"


def finding(row: Row) -> str:
    """A chart's title, at most 15 words: `Luton has improved since 2021/22 and is much worse than England`."""
    area = row["area_name"]
    if row["value"] is None:
        return f"{area}: no figure for {row['period']}"
    said = CHANGE.get(row["change_verdict"], "").format(baseline=row["baseline_period"])
    against = "" if row["comparison"] == "not compared" else f"is {comparison(row)}"
    if said or against:
        return f"{area} " + " and ".join(part for part in (said, against) if part)
    if row["reliability"] == "unreliable":
        return f"{area}: the {row['period']} figure is too unreliable to conclude from"
    return f"{area} in {row['period']}: no verdict"


def sentence(row: Row, indicator: Indicator) -> str:
    """One sentence for one figure, verdicts included, at most 35 words."""
    area, period = row["area_name"], row["period"]
    if row["value"] is None:
        return f"{area} has no figure for {period}: {row['reason']}."
    lead = f"{area}: {with_unit(row['value'], indicator)} in {period}"
    if row["reliability"] == "unreliable":
        return f"{lead}, unreliable ({row['reason']}), so nothing is concluded from it."
    parts = []
    if row["comparison"] != "not compared":
        parts.append(f"{comparison(row)} ({with_unit(row['comparator_value'], indicator)})")
    if row["change_verdict"] != "cannot say":
        parts.append(f"{changed(row)} ({with_unit(row['baseline_value'], indicator)})")
    return f"{lead}, {' and '.join(parts)}." if parts else f"{lead}."


def summary(rows: Sequence[Row]) -> str:
    """How many measures carry each verdict: `Of 5 measures, compared: 2 worse, 3 similar. Since their baselines: …`"""
    compared = Counter(row["comparison"].removeprefix("much ") for row in rows)
    moved = Counter(row["change_verdict"] for row in rows)
    told = [", ".join(f"{count[word]} {word}" for word in SHAPES if word in count) for count in (compared, moved)]
    return f"Of {len(rows)} measures, compared: {told[0]}. Since their baselines: {told[1]}."


def trend_alt(rows: Sequence[Row], latest: Row, indicator: Indicator) -> str:
    """Alt text of a trend: what is drawn, the latest figures, and every gap and break in the series."""
    missing = [row["period"] for row in rows if row["value"] is None]
    breaks = [period for period in indicator.series_breaks if rows and rows[0]["period"] < period <= rows[-1]["period"]]
    return " ".join(
        part
        for part in (
            f"Line chart of {_lower(indicator.name)}, {rows[0]['period']} to {rows[-1]['period']}, with 95% interval."
            if rows
            else "",
            sentence(latest, indicator),
            f"No figures for {', '.join(missing)}." if missing else "",
            f"The series breaks at {', '.join(breaks)}." if breaks else "",
        )
        if part
    )


def areas_alt(rows: Sequence[Row], indicator: Indicator) -> str:
    """Alt text of a chart of areas: every area's figure and verdict."""
    told = [
        f"{row['area_name']} {value_with_interval(row, indicator)}"
        + ("" if row["comparison"] == "not compared" else f", {comparison(row)}")
        for row in rows
    ]
    period = f" in {rows[0]['period']}" if rows else ""
    return f"{indicator.name}{period}, with 95% intervals. {'; '.join(told)}."


def categories_alt(rows: Sequence[Row], indicator: Indicator, what: str) -> str:
    """Alt text of a chart of groups: every group's figure."""
    told = [f"{row['category']}: {value_with_interval(row, indicator)}" for row in rows]
    where = f" in {rows[0]['area_name']}, {rows[0]['period']}" if rows else ""
    return f"{what}{where}, with 95% intervals. {'; '.join(told)}."


def category_trend_alt(rows: Sequence[Row], indicator: Indicator, what: str) -> str:
    """Alt text of groups over time: each group's first and latest figure, without a verdict on the change."""
    told = []
    for category in dict.fromkeys(row["category"] for row in rows):
        drawn = [row for row in rows if row["category"] == category and row["value"] is not None]
        if drawn:
            ends = [f"{with_unit(row['value'], indicator)} in {row['period']}" for row in (drawn[0], drawn[-1])]
            told.append(f"{category}: {' and '.join(dict.fromkeys(ends))}")
    where = f" in {rows[0]['area_name']}" if rows else ""
    return f"Line chart of {_lower(what)}{where} by group. {'; '.join(told)}."


def interval_note(row: Row, indicator: Indicator) -> str:
    """The interval and the reliability of a figure in a few words."""
    if row["value"] is None:
        return row["reason"]
    lower = row["lower_ci_95"] if indicator.inequality else max(row["lower_ci_95"], 0)
    limits = f"95% interval {interval(lower, row['upper_ci_95'], indicator.decimals)}."
    return limits if row["reliability"] == "good" else f"{limits} {row['reliability'].capitalize()}: {row['reason']}."


def change_size(row: Row, indicator: Indicator) -> str:
    """The size of the change alone: `+5.4 percentage points`, `−34.1%`; `no figure` where there is none."""
    return change_figures(row, indicator).split(" (")[0] or MISSING


def change_note(row: Row, indicator: Indicator) -> str:
    """What stands beside a change: where it came from, its interval, and why no verdict is given."""
    parts = []
    if row["baseline_value"] is not None and row["value"] is not None and row["period"] > row["baseline_period"]:
        parts.append(f"{with_unit(row['baseline_value'], indicator)} to {with_unit(row['value'], indicator)}.")
    if " (" in (figures := change_figures(row, indicator)):
        parts.append(f"95% interval {figures.split(' (')[1].removesuffix(')')}.")
    if row["change_reason"]:
        parts.append(f"{row['change_reason'].capitalize()}.")
    return " ".join(parts)


def where_title(rows: Sequence[Row]) -> str:
    """The title of a map: how many Places differ from the comparator, by the verdicts beside them."""
    places = [row for row in rows if row["area_type"] == "place"]
    name = next((row["comparator_name"] for row in places if row["comparator_name"]), None)
    worse = sum(row["comparison"].endswith("worse") for row in places)
    better = sum(row["comparison"].endswith("better") for row in places)
    if name is None:
        return "Where the Places are"
    silent = sum(row["comparison"] == "not compared" for row in places)
    said = [f"{count} {word} than {name}" for count, word in ((better, "better"), (worse, "worse")) if count]
    told = " and ".join(said) if said else f"none differs clearly from {name}"
    return f"Of {len(places)} Places, {told}" + (f"; {silent} not compared" if silent else "")


def comparators_change(row: Row, indicator: Indicator) -> str:
    """The comparator's own change, for the reader who asks how much of it was everybody's."""
    figures = change_figures(row, indicator)
    return f"{row['area_name']}'s own change: {figures}." if figures else ""


def _lower(name: str) -> str:
    return name[0].lower() + name[1:]
