"""How is our Place doing on this priority, and is it getting better?"""

import streamlit as st

from blmk_metrics import alt_text, charts, narrative
from blmk_metrics.components.choices import choose_basis, chosen_place
from blmk_metrics.components.definition import definition, how_it_was_made
from blmk_metrics.components.figure import show_breakdowns, show_figure
from blmk_metrics.components.headline import headline
from blmk_metrics.components.map import map_note
from blmk_metrics.components.routes import indicator_of_this_page
from blmk_metrics.components.served import area, measured, outlines
from blmk_metrics.selection import in_period, latest, of_area

indicator = indicator_of_this_page()
place = area(chosen_place())
rows = measured(indicator, basis=choose_basis(indicator))
row = latest(rows, place.code)
series = of_area(rows, place.code)
now = in_period(rows, row["period"])

headline(indicator, row, rows)

show_figure(
    "trend",
    lambda: charts.trend(rows, indicator, place.code),
    series,
    indicator,
    title=narrative.finding(row),
    subtitle=f"{indicator.name}, {place.name}, {series[0]['period']} to {series[-1]['period']}, "
    f"{narrative.with_intervals(series)}",
    alt_text=alt_text.trend_alt(series, row, indicator),
    note="Grey lines are the other areas.",
)

left, right = st.columns(2)
with left:
    show_figure(
        "map",
        lambda: charts.area_map(now, outlines(), place.code),
        now,
        indicator,
        title=narrative.where_title(now),
        subtitle=f"{indicator.short_name}, {row['period']}",
        alt_text=alt_text.areas_alt(now, indicator),
        note=map_note(),
    )
with right:
    show_figure(
        "areas",
        lambda: charts.area_intervals(now, indicator, place.code),
        now,
        indicator,
        title=f"How the areas compare in {row['period']}",
        subtitle=f"{indicator.short_name}, {narrative.with_intervals(now)}",
        alt_text=alt_text.areas_alt(now, indicator),
    )

show_breakdowns(indicator, place.code)
st.header("What this measure is", anchor=False)
definition(indicator)
how_it_was_made(indicator)
