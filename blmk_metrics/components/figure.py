"""A figure whole: its finding, the chart with alt text, its source, the same figures as a table, downloads."""

from collections.abc import Sequence

import streamlit as st

from blmk_metrics import alt_text, charts, narrative
from blmk_metrics.components.choices import BASES
from blmk_metrics.components.data_table import data_table
from blmk_metrics.components.downloads import offer_downloads
from blmk_metrics.components.drawing import Draw, show_chart, specification
from blmk_metrics.components.served import measured, offered_breakdowns, release
from blmk_metrics.formats import number
from blmk_metrics.indicators import Indicator
from blmk_metrics.measures import Basis
from blmk_metrics.releases import PUBLISHED
from blmk_metrics.selection import Row, in_period, of_area, periods
from blmk_metrics.verdicts import verdict_of
from blmk_metrics.ways import mark, not_lead, way

LIMITS = ("lower_ci_95", "upper_ci_95")
CATEGORY_NAMES = {
    "deprivation_quintile": "deprivation of the neighbourhood",
    "free_school_meals": "eligibility for free school meals",
    "sex": "sex",
}


def show_figure(
    name: str,
    draw: Draw,
    rows: Sequence[Row],
    indicator: Indicator,
    *,
    title: str,
    subtitle: str,
    alt_text: str,
    note: str = "",
    label_column: str = "area_name",
) -> None:
    """Show one figure. `draw` makes its chart of `rows`; `label_column` tells those apart in the table."""
    synthetic = " SYNTHETIC data, not real." if release().synthetic(indicator) else ""
    st.subheader(title, anchor=False)
    st.markdown(subtitle)
    if all(row["value"] is None for row in rows):
        # A chart of nothing tells nothing, and is a fault to a screen reader.
        st.markdown(f"**{narrative.nothing_to_draw(rows)}**")
        st.caption(source_line(indicator, rows[0]["basis"]))
        return
    shown = (indicator.id, rows[0]["category_type"], rows[0]["basis"], rows[0]["period"], rows[-1]["period"])
    spec = specification((name, *shown, *(each.method for each in way(indicator))), draw)
    show_chart(name, spec, alt_text + synthetic)
    footer = " ".join(part for part in (note, source_line(indicator, rows[0]["basis"])) if part)
    st.caption(footer)
    with st.expander("Table and downloads"):
        _table(f"{indicator.short_name}: {subtitle}", rows, indicator, label_column)
        with st.container(horizontal=True):
            full_subtitle = subtitle if indicator.name in subtitle else f"{indicator.name}. {subtitle}"
            areas = {row["area_name"] for row in rows}
            where = areas.pop() if len(areas) == 1 else "areas"
            about = [indicator.id, name, where, rows[0]["period"], rows[-1]["period"], *_way_about(indicator)]
            invented = release().synthetic(indicator)
            offer_downloads(
                name, about, spec, rows, title, full_subtitle, footer, synthetic=invented, way=mark(indicator)
            )


def show_breakdowns(indicator: Indicator, area_code: str) -> None:
    """One figure for each way in which the release cuts this measure, for its own latest period of one area."""
    offered = offered_breakdowns(indicator)
    if not offered:
        return
    st.header("Who is left behind?", anchor=False)
    for column, category_type in zip(st.columns(len(offered)), offered, strict=True):
        with column:
            show_groups(indicator, category_type, area_code)


def show_groups(indicator: Indicator, category_type: str, area_code: str) -> None:
    """One area's groups in the latest period."""
    rows = of_area(measured(indicator, category_type), area_code)
    now = in_period(rows, periods(rows)[-1]) if periods(rows) else in_period(rows, rows[-1]["period"])
    what, unit = group_measure(indicator, category_type)
    show_figure(
        category_type,
        lambda: charts.category_intervals(now, indicator, unit),
        now,
        indicator,
        title=f"By {CATEGORY_NAMES[category_type]}. {narrative.groups_title(now, indicator)}",
        subtitle=f"{what}, {now[0]['area_name']}, {now[0]['period']}, {narrative.with_intervals(now)}",
        alt_text=alt_text.categories_alt(now, indicator, f"{what} by {CATEGORY_NAMES[category_type]}"),
        note=narrative.groups_verdicts(now),
        label_column="category",
    )


def group_measure(indicator: Indicator, category_type: str) -> tuple[str, str]:
    """What a group's figure is and its unit: the measure's own, or that of which the measure is the inequality."""
    inequality = indicator.inequality
    if inequality is not None and inequality.across == category_type:
        return inequality.value_name.capitalize(), inequality.value_unit
    return indicator.short_name, indicator.unit


def source_line(indicator: Indicator, basis: str) -> str:
    """Source, basis, release, and whether the data is real: the line beneath every chart."""
    told = release()
    if told.synthetic(indicator):
        return f"SYNTHETIC demonstration data in place of: {indicator.official_source}. Release {told.id}."
    sources = dict.fromkeys(
        f"{each.provenance.publisher}, {each.provenance.source} (retrieved {each.provenance.retrieved})"
        for each in told.behind(indicator)
        if (each.name == PUBLISHED) == (basis == Basis.OFFICIAL)
    )
    return f"{BASES[Basis(basis)]}. Source: {'; '.join(sources)}. Release {told.id}."


def _way_about(indicator: Indicator) -> tuple[str, ...]:
    """What a file's name says of the way its figures are said in; nothing of the lead measure."""
    others = not_lead(indicator)
    return (*(each.method for each in others), "NOT LEAD") if others else ()


def _table(caption: str, rows: Sequence[Row], indicator: Indicator, label_column: str) -> None:
    labels = {"period": "Period", label_column: "Group" if label_column == "category" else "Area"}
    told_apart = {column: head for column, head in labels.items() if len({row[column] for row in rows}) > 1}
    labels = told_apart or {label_column: labels[label_column]}
    cells = [
        [row[column] for column in labels]
        + [number(row["value"], indicator.decimals)]
        + [number(row[limit], indicator.decimals) if row[limit] is not None else "" for limit in LIMITS]
        + [verdict_of(row), row["reliability"] or "", row["reason"] or ""]
        for row in rows
    ]
    names = dict.fromkeys(row["comparator_name"] for row in rows if row["comparator_name"])
    compared = f"Compared with {', '.join(names)}" if names else "Compared"
    _, unit = group_measure(indicator, rows[0]["category_type"])
    columns = [*labels.values(), unit, "Lower 95%", "Upper 95%", compared, "Reliability", "Note"]
    data_table(caption, columns, cells, [False] * len(labels) + [True] * 3 + [False] * 3)
