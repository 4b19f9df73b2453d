"""The floor: a bare Streamlit page with as many one-point charts and small tables as the overview, and nothing else."""

import altair as alt
import streamlit as st

st.title("Floor")
place = st.selectbox("Place", ["One", "Two", "Three", "Four", "Five"], key="place")
for number in range(5):
    chart = alt.Chart(alt.Data(values=[{"x": number, "y": len(place)}])).mark_point().encode(x="x:Q", y="y:Q")
    st.altair_chart(chart, key=f"chart_{number}")
st.table({"place": [place]})
st.markdown(f"drawn {place}")
