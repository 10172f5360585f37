"""指标对比: one indicator, chosen places and years side by side, with the sentence under every number."""

from __future__ import annotations

import streamlit as st

from core.analysis.compare import years_of
from pages.ui import loading, views
from pages.ui.actions import show_actions
from pages.ui.derived import show_derived
from pages.ui.evidence import follow_chart, show_evidence
from pages.ui.family import show_beside
from pages.ui.figures import show_figure
from pages.ui.pickers import in_a_sentence, pick_indicator, pick_places, pick_years, span_of
from pages.ui.shell import nothing_yet, show_notes, show_title
from pages.ui.tables import show_table

known = views.reported()
if not known:
    nothing_yet("指标对比")

head = st.container()
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    indicator = pick_indicator(known, views.first_indicator())
    places = pick_places()
    years = pick_years(years_of(loading.facts(indicator.id)))
with head:
    show_title(indicator.name, indicator.definition)
in_a_sentence(places, span_of(years), indicator.name)

view, figure = views.comparison(indicator.id, tuple(place.id for place in places), tuple(years))
left, right = st.columns([0.68, 0.32], gap="medium")
with left:
    show_figure(figure, "compare", view.in_words(), follow_chart("compare"))
    actions = st.container()
    show_table((*view.together, *view.apart), "compare_table", f"{indicator.name}：各地数值")
    show_derived(view)
    show_notes(indicator.caveats)
with right, st.container(border=True, key="report_evidence"):
    chosen = show_evidence(view.stated, ("text", "profile"))
with actions:
    show_actions("compare", indicator.name, (*view.together, *view.apart), chosen)
show_beside(view, places, years)
