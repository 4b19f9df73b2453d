"""How is our Place doing on this priority, and is it getting better?"""

import streamlit as st

from blmk_metrics import alt_text, charts, narrative
from blmk_metrics.components.choices import choose_average, choose_basis, chosen_place
from blmk_metrics.components.definition import definition, how_it_was_made
from blmk_metrics.components.figure import show_breakdowns, show_figure
from blmk_metrics.components.headline import headline
from blmk_metrics.components.map import map_note
from blmk_metrics.components.routes import indicator_of_this_page
from blmk_metrics.components.served import area, measured, outlines
from blmk_metrics.components.ways import other_ways, say_which_way
from blmk_metrics.selection import in_period, latest, of_area

basis = choose_basis(indicator_of_this_page())
indicator = choose_average(indicator_of_this_page(), basis)
place = area(chosen_place())
rows = measured(indicator, basis=basis)
row = latest(rows, place.code)
series = of_area(rows, place.code)
now = in_period(rows, row["period"])

say_which_way(indicator)
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
other_ways(indicator, row)
st.header("What this measure is", anchor=False)
definition(indicator)
how_it_was_made(indicator)
