"""年度变化: an indicator, or a family of them, over the years; gaps stay gaps, breaks carry their reason."""

from __future__ import annotations

import streamlit as st

from pages.ui import views
from pages.ui.actions import show_actions
from pages.ui.evidence import follow_chart, show_evidence
from pages.ui.figures import show_figure
from pages.ui.pickers import in_a_sentence, pick_family, pick_indicator, pick_places
from pages.ui.shell import nothing_yet, show_notes, show_title
from pages.ui.tables import show_table

known = views.reported()
if not known:
    nothing_yet("年度变化")

head = st.container()
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    family = pick_family(known)
    indicators = family or [pick_indicator(known, views.longest_indicator())]
    places = pick_places()
named = indicators[0].family if family else indicators[0].name
with head:
    show_title(f"{named}的年度变化", "" if family else indicators[0].definition)
in_a_sentence(places, "全部年份", named)

trend, figure = views.trend(tuple(i.id for i in indicators), tuple(place.id for place in places))
if not trend.series:
    st.info("所选地区的报告都没有给出这项指标的数值。")
    st.stop()
left, right = st.columns([0.68, 0.32], gap="medium")
with left:
    show_figure(figure, "trend", trend.in_words(), follow_chart("trend"))
    actions = st.container()
    show_table(trend.rows, "trend_table", f"{named}：逐年数值", {i.id: i for i in indicators} if family else None)
    show_notes([caveat for series in trend.series for caveat in series.indicator.caveats])
with right, st.container(border=True, key="report_evidence"):
    chosen = show_evidence([row for row in trend.rows if row.quote], ("text", "compare"))
with actions:
    show_actions("trend", f"{named}_逐年", trend.rows, chosen)
