"""What is in this release, where does it come from, and does it agree with what was published?"""

import streamlit as st

from blmk_metrics.components.data_table import data_table
from blmk_metrics.components.served import measured, release
from blmk_metrics.indicators import INDICATORS
from blmk_metrics.reconciliation import reconciliation

served = release()
st.title("Where do the figures come from?", anchor=False)
st.markdown(
    f"**{served.title}**, published {served.published:%d %B %Y}, release `{served.id}`. Every file is verified against "
    "the release's manifest before it is served."
)

st.header("What is in this release", anchor=False)
data_table(
    "Extracts",
    ["Extract", "Nature", "Rows", "Source", "Publisher", "Licence", "Retrieved", "SHA-256"],
    [
        [
            extract.name.replace("_", " "),
            extract.provenance.nature.upper(),
            f"{extract.rows:,}",
            " ".join(part for part in (f"{extract.provenance.source}.", extract.provenance.note) if part),
            extract.provenance.publisher,
            extract.provenance.licence,
            extract.provenance.retrieved,
            extract.sha256[:12],
        ]
        for extract in served.extracts.values()
    ],
    [False, False, True, False, False, False, False, False],
)

st.header("Does it agree with what was published?", anchor=False)
st.markdown(
    "The partnership printed these figures in its Joint Forward Plan. Beside each stands what this release computes "
    "from counts, rounded as printed. Changes are computed from unrounded figures."
)
if served.any_synthetic:
    st.markdown(
        "**These synthetic counts were fitted to the printed figures.** That they agree shows that the arithmetic is "
        "right, and nothing about any area."
    )
published = served.tables["published_figures"].to_pylist()
without = [each.short_name for each in INDICATORS if not reconciliation(each, measured(each), published)]
if without:
    st.markdown(f"No published figures are held for: {', '.join(without)}.")
for indicator in INDICATORS:
    points = reconciliation(indicator, measured(indicator), published)
    if points:
        agreeing = sum(point.agrees for point in points)
        data_table(
            f"{indicator.short_name}: {agreeing} of {len(points)} published figures agree",
            ["Area", "Figure", "Published", "Computed", "Agrees"],
            [
                [point.area_name, point.figure, point.published, point.computed, "yes" if point.agrees else "no"]
                for point in points
            ],
            [False, False, True, True, False],
        )
