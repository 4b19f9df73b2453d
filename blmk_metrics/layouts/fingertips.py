"""Fingertips: the `all_data` CSV export of the Office for Health Improvement and Disparities, 26 or 27 columns."""

import re
from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from blmk_metrics.catalogue.measure_parts import PublishedSeries
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.terms import Layout
from blmk_metrics.errors import InputError
from blmk_metrics.layouts.cells import distinct, flags, numbers, only_its_periods, placed
from blmk_metrics.layouts.parts import Part, Reference, typed
from blmk_metrics.layouts.sheets import Sheet
from blmk_metrics.layouts.texts import some

LAYOUT = Layout.FINGERTIPS
TITLE = "Fingertips CSV export"
PUBLISHER = "Office for Health Improvement and Disparities"
COLUMNS = (
    *("Indicator ID", "Indicator Name", "Parent Code", "Parent Name", "Area Code", "Area Name", "Area Type", "Sex"),
    *("Age", "Category Type", "Category", "Time period", "Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit"),
    *("Lower CI 99.8 limit", "Upper CI 99.8 limit", "Count", "Denominator", "Value note", "Recent Trend"),
    *("Compared to England value or percentiles", "Time period Sortable", "New data", "Compared to goal"),
)
# Compared with what, depends on the parent that was asked for.
COMPARED = re.compile(r"Compared to .*percentiles")
LATER = {"Time period range"}
FIGURES = {
    "value": "Value",
    "lower_ci_95": "Lower CI 95.0 limit",
    "upper_ci_95": "Upper CI 95.0 limit",
    "lower_ci_998": "Lower CI 99.8 limit",
    "upper_ci_998": "Upper CI 99.8 limit",
    "numerator": "Count",
    "denominator": "Denominator",
}
SEXES = {"Persons": ("all", ""), "Male": ("sex", "Male"), "Female": ("sex", "Female")}
OTHER = "other"
COMPARISONS = ("better", "similar", "worse", "higher", "lower")
TRENDS = (
    *("increasing and getting better", "increasing and getting worse", "decreasing and getting better"),
    *("decreasing and getting worse", "increasing", "decreasing", "no significant change"),
)


def recognises(header: list[str]) -> bool:
    """Whether a header is this export's, of either age."""
    others = [column for column in header if column not in COLUMNS and column not in LATER]
    return set(COLUMNS) <= set(header) and all(COMPARED.fullmatch(column) for column in others) and len(others) <= 1


def read(sheet: Sheet, reference: Reference) -> list[Part]:
    """The published estimates of every declared measure in the export, one part a measure."""
    declared = list(reference.series(LAYOUT))
    key = sheet["Indicator ID"].str.strip()
    mine = sheet.keep(key.isin([series.key for _, series in declared]), "another indicator")
    if mine.rows.empty:
        indicators = some((f"{each} ({' '.join(name.split())})" for each, name in _indicators(sheet)), 3)
        raise InputError(
            f"{sheet.path} holds no indicator that a measure declares. "
            f"It holds {indicators}; declared: {', '.join(dict.fromkeys(series.key for _, series in declared))}"
        )
    cuts = {measure.id: (measure, _cuts(mine, measure.series)) for measure, _ in declared}
    found = {name: (measure, each) for name, (measure, each) in cuts.items() if each["kind"].notna().any()}
    used = pd.concat([each["kind"].notna() for _, each in cuts.values()], axis=1).any(axis=1)
    mine = mine.keep(used, "another sex or age of the indicator")
    if not found:
        raise InputError(f"{sheet.path} has the indicator of a measure, but no row of the sex and age that it declares")
    in_order = sorted(found.values(), key=lambda pair: int(pair[1]["kind"].notna().argmax()))
    return [_part(mine, measure, each.loc[mine.rows.index], reference) for measure, each in in_order]


def _cuts(sheet: Sheet, declared: Iterable[PublishedSeries]) -> pd.DataFrame:
    """The cut and the group of each row, as `kind` and `group`, by the first of a measure's series whose whole key it
    has; missing where it has none."""
    sex = sheet["Sex"].str.strip()
    cuts = pd.DataFrame({"kind": None, "group": None}, index=sex.index, dtype="object")
    for series in declared:
        wanted = series.sex or (series.group if series.cut_id == "sex" else None)
        rows = cuts["kind"].isna() & (sheet["Indicator ID"].str.strip() == series.key) & (series.layout == LAYOUT)
        rows &= True if wanted is None else sex == wanted
        rows &= True if series.age is None else sheet["Age"].str.strip() == series.age
        # A series of whichever sex, of everybody besides, has each sex as a group.
        own = None if wanted is None and not series.group else (series.cut_id, series.group)
        for place, column in enumerate(cuts):
            cells = [(own or SEXES.get(name, (OTHER, "")))[place] for name in sex[rows]]
            cuts.loc[rows, column] = pd.Series(cells, index=sex[rows].index, dtype="object")
    return cuts


def _part(sheet: Sheet, measure: Measure, cuts: pd.DataFrame, reference: Reference) -> Part:
    sheet = replace(sheet, rows=sheet.rows[cuts["kind"].notna()])
    sheet = sheet.keep(sheet["Category Type"].str.strip() == "", "a category of a kind that is not carried")
    sheet = sheet.keep(cuts["kind"][sheet.rows.index] != OTHER, "a sex of a kind that is not carried")
    if "Time period range" in sheet.columns:
        one = sheet["Time period range"].str.strip().isin(["", "1y"])
        sheet = sheet.keep(one, "a period of several years")
    sheet = only_its_periods(sheet, "Time period", measure)
    sheet, area_code = placed(sheet, reference.areas, "Area Code", "Area Name")
    # An area's row comes once for each of its parents.
    repeated = sheet.rows.drop(columns=["Parent Code", "Parent Name", *_compared_with_parent(sheet)]).duplicated()
    sheet = sheet.keep(~repeated, "the same row under another parent")
    area_code = area_code[sheet.rows.index]
    period, kind, group = sheet["Time period"].str.strip(), *(cuts[each][sheet.rows.index] for each in cuts)
    distinct(sheet, (area_code, period, kind, group), "Time period")
    figures = {name: numbers(sheet, column) for name, column in FIGURES.items()}
    note = sheet["Value note"].str.strip()
    return Part(
        name="published_estimates",
        series=measure.id,
        source=f"Fingertips indicator {', '.join(dict.fromkeys(sheet['Indicator ID'].str.strip()))}",
        publisher=PUBLISHER,
        table=typed(
            "published_estimates",
            {
                "indicator_id": measure.id,
                "area_code": area_code,
                "period": period,
                "category_type": kind,
                "category": group,
                **figures,
                "official_comparison": _verdict(sheet["Compared to England value or percentiles"], COMPARISONS),
                "official_trend": _verdict(sheet["Recent Trend"], TRENDS),
                "flag": flags(note),
                "note": note.where(figures["value"].isna() & (note != "")),
            },
        ),
    )


def _verdict(cells: pd.Series, verdicts: tuple[str, ...]) -> pd.Series:
    """The publisher's words, in ours; none where it compared nothing, or by a rule of its own such as fifths."""
    words = cells.str.strip().str.lower()
    return words.where(words.isin(verdicts))


def _compared_with_parent(sheet: Sheet) -> list[str]:
    return [column for column in sheet.columns if column not in COLUMNS and COMPARED.fullmatch(column)]


def _indicators(sheet: Sheet) -> list[tuple[str, str]]:
    return list(dict.fromkeys(zip(sheet["Indicator ID"], sheet["Indicator Name"], strict=True)))
