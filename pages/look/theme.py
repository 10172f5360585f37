"""专题: one of the systems that reports describe: figures side by side, what can be derived, and each place's own
sentences.
"""

from __future__ import annotations

import streamlit as st

from pages.ui import loading
from pages.ui.actions import show_actions
from pages.ui.evidence import follow_chart, show_evidence
from pages.ui.figures import show_figure
from pages.ui.shell import nothing_yet, show_title
from pages.ui.theme import pick_screen, show_derived, show_index, show_quotes, show_values, stated_rows

if loading.reports().empty:
    nothing_yet("专题")

head = st.container()
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    shown = pick_screen()
with head:
    show_title(shown.system.name, shown.system.note)
    show_index()
rows = stated_rows(shown)
left, right = st.columns([0.68, 0.32], gap="medium")
with left:
    if shown.figure is not None:
        show_figure(shown.figure, "system", shown.system.name, follow_chart("system"))
    show_derived(shown)
    actions = st.container()
    if shown.views:
        show_values(shown)
    show_quotes(shown)
with right, st.container(border=True, key="report_evidence"):
    chosen = show_evidence(rows, ("text", "compare")) if rows else st.caption("这个体系没有读出数字，见各地原句。")
with actions:
    show_actions("system", shown.system.name, shown.rows, chosen if rows else None, drawn=shown.figure is not None)
