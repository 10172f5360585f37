"""The least that Streamlit can do: one choice, one figure. What a click costs here is what ours is measured against."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

VALUES = {"甲": 41, "乙": 37, "丙": 29, "丁": 23, "戊": 11}

st.set_page_config(layout="wide")
picked = st.multiselect("地区", list(VALUES), default=list(VALUES), key="p")
rows = {name: VALUES[name] for name in VALUES if name in picked}
st.plotly_chart(
    go.Figure(
        go.Bar(x=list(rows.values()), y=list(rows), text=[f"{name} {rows[name]}" for name in rows], orientation="h")
    ),
    key="figure",
)
