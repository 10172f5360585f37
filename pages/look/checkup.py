"""本区体检: one place against its peers, indicator by indicator: ahead, similar, behind, or why nothing can be said."""

from __future__ import annotations

import streamlit as st

from core.screens.checkup import RULE, banded, rows_of_line
from pages.ui import loading
from pages.ui.actions import show_actions
from pages.ui.checkup import (
    figure_of,
    pick_checkup,
    pick_line,
    pick_states,
    pick_thresholds,
    show_lines,
    show_reasons,
    show_summary,
    view_of,
)
from pages.ui.evidence import follow_chart, show_evidence
from pages.ui.figures import show_figure
from pages.ui.sentence import show_sentence
from pages.ui.shell import nothing_yet, show_notes, show_title

if loading.reports().empty:
    nothing_yet("本区体检")

head = st.container()
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    found, places = pick_checkup()
    lines = pick_states(found)
with head:
    show_title("本区体检", found.in_words())
thresholds = pick_thresholds()
if not lines:
    st.info("这一年本区的报告没有可以对照的数值。换一年，或换一个结论。")
    show_reasons(found)
    st.stop()

left, right = st.columns([0.68, 0.32], gap="medium")
with left:
    if banded(lines):
        show_figure(figure_of(found, banded(lines)), "standings", found.in_words(), follow_chart("standings"))
    actions = st.container()
    show_lines(lines, thresholds)
    show_summary(found, lines, places)
    show_reasons(found)
    show_notes([RULE])
with right, st.container(border=True, key="report_evidence"):
    line = pick_line(lines)
    show_sentence(view_of(line, places, found.year), found.place)
    chosen = show_evidence(rows_of_line(line), ("text", "compare"))
with actions:
    told = [row for line in lines for row in rows_of_line(line)]
    show_actions("standings", f"{found.place.short_name}体检", told, chosen, drawn=bool(banded(lines)))
