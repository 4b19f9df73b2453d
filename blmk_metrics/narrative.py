"""Sentences and alt text made from a measured table: the only place where words are made from numbers.

A verb that judges ("improved", "worse") appears only when the verdict beside the figure licenses it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from blmk_metrics.formats import MISSING, interval, signed, with_unit
from blmk_metrics.indicators import Indicator
from blmk_metrics.verdicts import MEANINGS, marked

Row = Mapping[str, Any]

OPPOSED = {("improved", "worse"), ("worsened", "better")}
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
    """What follows a comparison's word: ` than England (67.7%)`, ` to England (67.7%)`, `: not compared with …`."""
    joint = {"similar": " to ", "not compared": ": not compared with "}.get(row["comparison"], " than ")
    return f"{joint}{row['comparator_name']} ({with_unit(row['comparator_value'], indicator)})"


def comparator_note(row: Row, rows: Sequence[Row]) -> str:
    """Why an area is compared with its footprint, for a measure of which no country has a figure; else nothing."""
    if any(row["value"] is not None for row in rows if row["area_type"] == "country"):
        return ""
    country = next((row["area_name"] for row in rows if row["area_type"] == "country"), "national")
    footprint = row["area_name"] if row["area_type"] == "footprint" else row["comparator_name"]
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
    """A chart's title, at most 15 words: `Luton has improved since 2021/22 but is much worse than England`."""
    area = row["area_name"]
    if row["value"] is None:
        return f"{area}: no figure for {row['period']}"
    said = CHANGE.get(row["change_verdict"], "").format(baseline=row["baseline_period"])
    held = "" if row["comparison"] == "not compared" else f"is {comparison(row)}"
    if said or held:
        pulling_apart = (row["change_verdict"], row["comparison"].split()[-1]) in OPPOSED
        return f"{area} " + (" but " if pulling_apart else " and ").join(part for part in (said, held) if part)
    if row["reliability"] == "unreliable":
        return f"{area}: the {row['period']} figure is too unreliable to conclude from"
    return f"{area} in {row['period']}: no verdict"


def sentence(row: Row, indicator: Indicator) -> str:
    """One sentence for one figure, verdicts and any caution included, at most 35 words."""
    area, period = row["area_name"], row["period"]
    if row["value"] is None:
        return f"{area} has no figure for {period}: {row['reason']}."
    lead = f"{area}: {with_unit(row['value'], indicator)} in {period}"
    if row["reliability"] == "unreliable":
        return f"{lead}, unreliable ({row['reason']}), so nothing is concluded from it."
    if row["reliability"] == "use with care":
        lead += " (use with care)"
    parts = []
    if row["comparison"] != "not compared":
        parts.append(f"{comparison(row)} ({with_unit(row['comparator_value'], indicator)})")
    if row["change_verdict"] != "cannot say":
        parts.append(f"{changed(row)} ({with_unit(row['baseline_value'], indicator)})")
    return ": ".join([lead, *(["; ".join(parts)] if parts else [])]) + "."


def summary(rows: Mapping[str, Row], verdict: str) -> list[tuple[str, str]]:
    """Which measures carry which verdict, gravest first: `("▼ much worse", "School readiness, Preventable mortality")`.

    `rows` are latest rows by the measure's name; `verdict` is the column to sum up.
    """
    held: dict[str, list[str]] = {}
    for name, row in rows.items():
        held.setdefault(row[verdict], []).append(name)
    gravity = list(MEANINGS)
    return [(marked(word), ", ".join(held[word])) for word in sorted(held, key=gravity.index)]


def trend_sentence(row: Row) -> str:
    """The recent trend in words: `Latest five years: decreasing and getting better.`, or why there is none."""
    if row["trend"] == "cannot be calculated":
        return f"Trend of the latest five years: cannot be calculated ({row['trend_reason']})."
    return f"Trend of the latest five years: {row['trend']}."


def groups_title(rows: Sequence[Row], indicator: Indicator) -> str:
    """The first and the last group's figures: `Eligible: 47.4%, Not eligible: 65.2%`. Claims no difference."""
    return ", ".join(f"{row['category']}: {with_unit(row['value'], indicator)}" for row in (rows[0], rows[-1]))


def groups_verdicts(rows: Sequence[Row]) -> str:
    """Each group's own verdict: `Eligible: worse than England. Not eligible: much worse than England.`"""
    told = [f"{row['category']}: {comparison(row)}" for row in rows if row["comparison"] != "not compared"]
    return ". ".join(told) + "." if told else ""


def interval_note(row: Row, indicator: Indicator) -> str:
    """The interval and the reliability of a figure in a few words."""
    if row["value"] is None:
        return row["reason"]
    if row["lower_ci_95"] is None:
        return "No interval."
    lower = row["lower_ci_95"] if indicator.inequality else max(row["lower_ci_95"], 0)
    limits = f"95% interval {interval(lower, row['upper_ci_95'], indicator.decimals)}."
    return limits if row["reliability"] == "good" else f"{limits} {row['reliability'].capitalize()}: {row['reason']}."


def change_size(row: Row, indicator: Indicator) -> str:
    """A change's headline: its size, `+5.4 percentage points`, or `cannot say` where none may be quoted."""
    if row["change_verdict"] == "cannot say":
        return marked("cannot say")
    return change_figures(row, indicator).split(" (")[0]


def change_note(row: Row, indicator: Indicator) -> str:
    """What stands beneath a change: both ends, its interval, or why nothing can be said."""
    if row["change_reason"]:
        return f"{row['change_reason'].capitalize()}."
    ends = f"{with_unit(row['baseline_value'], indicator)} to {with_unit(row['value'], indicator)}"
    _, _, limits = change_figures(row, indicator).partition(" (")
    return f"{ends}; 95% interval of the change {limits.removesuffix(')')}." if limits else f"{ends}."


def change_line(row: Row, indicator: Indicator) -> str:
    """What follows a change's verdict: ` since 2021/22: +5.4 percentage points (+2.9 to +7.9)`, or why not."""
    told = row["change_reason"] or change_figures(row, indicator)
    return f" since {row['baseline_period']}: {told}"


def where_title(rows: Sequence[Row]) -> str:
    """The title of a map: how many Places differ from the comparator, by the verdicts beside them."""
    places = [row for row in rows if row["area_type"] == "place"]
    names = {row["comparator_name"] for row in places if row["comparator_name"]}
    name = names.pop() if len(names) == 1 else None
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
