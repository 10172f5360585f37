"""单地画像: one place, every indicator by theme, with bounds, periods and the reasons for silence."""

from __future__ import annotations

import streamlit as st

from pages.ui import loading, views
from pages.ui.actions import show_actions
from pages.ui.evidence import show_evidence
from pages.ui.figures import clicked, show_figure
from pages.ui.links import to_profile
from pages.ui.pickers import pick_place, pick_theme, pick_year
from pages.ui.shell import nothing_yet, show_title
from pages.ui.tables import show_silence, show_table

if not views.reported():
    nothing_yet("单地画像")

head = st.container()
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    place = pick_place()
    theme = pick_theme(loading.themes())
    reports = loading.reports()
    year = pick_year(sorted(set(reports.loc[reports["place"] == place.id, "year"]), reverse=True))
portrait, figure = views.portrait(place.id, year)
with head:
    show_title(place.name, portrait.in_words())
chapters = [chapter for chapter in portrait.chapters if theme is None or chapter.theme == theme]
figures = [row for chapter in chapters for row in chapter.figures]

left, right = st.columns([0.68, 0.32], gap="medium")
with left:
    if theme is None:
        bar = clicked(show_figure(figure, "composition", portrait.in_words()))
        if bar:
            st.switch_page("pages/look/profile.py", query_params=to_profile(place, loading.themes()[bar[0]]))
    else:
        st.subheader(theme.name)
        st.caption(theme.question)
    actions = st.container()
    show_table(figures, "profile_table", f"{place.name}的指标", loading.indicators())
    show_silence(chapters, loading.indicators())
with right, st.container(border=True, key="report_evidence"):
    chosen = show_evidence([row for row in figures if row.quote], ("text", "compare"))
with actions:
    told = [row for chapter in chapters for row in chapter.rows]
    show_actions("composition", f"{place.short_name}画像", told, chosen, drawn=theme is None)
