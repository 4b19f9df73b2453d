"""Explore Local Statistics: the CSV download of the Office for National Statistics, whose periods are ISO 8601."""

from blmk_metrics.catalogue.measure_parts import PublishedSeries
from blmk_metrics.catalogue.periods import PeriodKind
from blmk_metrics.catalogue.terms import Layout
from blmk_metrics.errors import InputError
from blmk_metrics.layouts.cells import distinct, flags, numbers, placed, spanning
from blmk_metrics.layouts.parts import Part, Reference, published
from blmk_metrics.layouts.sheets import Sheet
from blmk_metrics.layouts.texts import some

LAYOUT = Layout.EXPLORE_LOCAL_STATISTICS
TITLE = "Explore Local Statistics"
PUBLISHER = "Office for National Statistics"
COLUMNS = {
    *("areacd", "areanm", "geography", "indicator", "period", "observation", "measure", "unit"),
    *("lci_95", "uci_95", "status", "notes"),
}
# Between an indicator and its unit, where a series is declared by both.
IN = " in "
INTERVAL = r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)/(?P<length>P\d+[YMWD])"
BEGINS = {
    PeriodKind.CALENDAR_YEAR: "01",
    PeriodKind.ACADEMIC_YEAR: "09",
    PeriodKind.FINANCIAL_YEAR: "04",
    PeriodKind.APRIL_TO_MARCH: "04",
}


def recognises(header: list[str]) -> bool:
    """Whether a header is this download's."""
    return set(header) == COLUMNS


def read(sheet: Sheet, reference: Reference) -> list[Part]:
    """The published estimates of every declared measure, one part a measure."""
    declared = {_whole_key(series): (measure, series) for measure, series in reference.series(LAYOUT)}
    key, unit = sheet["indicator"].str.strip(), sheet["unit"].str.strip()
    with_unit = key.str.cat(unit, sep=IN)
    key = with_unit.where(with_unit.isin(declared), key)
    if not key.isin(declared).any():
        raise InputError(
            f"{sheet.path} holds no indicator that a measure declares. It holds {some(key, 3)}; "
            f"declared are {', '.join(declared) or 'none'}"
        )
    sheet = sheet.keep(key.isin(declared), "another indicator")
    key = key[sheet.rows.index]
    interval = sheet["period"].str.strip().str.extract(f"^{INTERVAL}$")
    sheet.refuse(interval["year"].isna(), "period", "is no interval of ISO 8601 such as 2024-09-01/P1Y")
    begins = key.map({name: BEGINS.get(measure.period_type, "none") for name, (measure, _) in declared.items()})
    pooled = key.map({name: measure.period.length > 1 for name, (measure, _) in declared.items()})
    single = ~pooled & (interval["length"] == "P1Y") & (interval["month"] == begins) & (interval["day"] == "01")
    sheet = sheet.keep(single, "a period that is not one year of the measure's own kind")
    if sheet.rows.empty:
        raise InputError(f"{sheet.path} has no single year of the kind that its measures are of")
    sheet, area_code = placed(sheet, reference.areas, "areacd", "areanm")
    key, first = key[sheet.rows.index], interval.loc[sheet.rows.index, "year"].astype("int64")
    period = spanning(first).where(begins[key.index] != "01", first.astype(str))
    distinct(sheet, (area_code, period, key), "period")
    value, lower, upper = (numbers(sheet, column) for column in ("observation", "lci_95", "uci_95"))
    sheet.refuse(
        (value > 100) & (sheet["unit"].str.strip() == "%"), "observation", "is beyond 100: no percentage can be"
    )
    sheet.refuse((lower > value) | (value > upper), "observation", "is not within its own limits")
    notes = sheet["status"].str.strip().str.cat(sheet["notes"].str.strip(), sep=" ").str.strip()
    columns = {
        "area_code": area_code,
        "period": period,
        "value": value,
        "lower_ci_95": lower,
        "upper_ci_95": upper,
        "flag": flags(notes),
        "note": notes.where(notes != "", "not published").where(value.isna()),
    }
    return published(key, declared, columns, TITLE, PUBLISHER)


def _whole_key(series: PublishedSeries) -> str:
    return f"{series.key}{IN}{series.unit}" if series.unit else series.key
