"""原文: the report as read, every number marked by theme; a click leads from the number to its indicator and back."""

from __future__ import annotations

import streamlit as st

from core.analysis.rows import rows_of
from core.library.menus import newest_whole_report, reports_menu
from pages.ui import address, loading
from pages.ui.correcting import show_correction
from pages.ui.evidence import show_card, show_source
from pages.ui.links import AT, REPORT
from pages.ui.pickers import choose
from pages.ui.reader import marked, show_key, show_report
from pages.ui.shell import nothing_yet, show_title

OPEN = "text_open"

if loading.library().is_empty:
    nothing_yet("原文")

head = st.container()
with st.container(key="filters"):
    library = loading.library()
    document = choose("报告", reports_menu(library), REPORT, newest_whole_report(library))
    if not address.current().fresh and st.session_state.get(OPEN) != document:
        st.query_params.pop(AT, None)  # a number of the report before
    st.session_state[OPEN] = document
report = loading.report(document)
with head:
    show_title("原文", report.document.title)
show_source(report)

rows = [row for row in rows_of(loading.facts(document=document)) if row.start >= 0]
themes = {id: theme.name for id, theme in loading.themes().items()}
paragraphs = marked(library, document)
here = [row for row in rows if str(row.start) == st.query_params.get(AT)]
show_key(paragraphs, themes)
left, right = st.columns([0.66, 0.34], gap="medium")
with left:
    picked = show_report(
        f"{document} {loading.data_version()}", paragraphs, list(themes), here[0].fact_id if here else ""
    )
if picked and (chosen := [row for row in rows if row.fact_id == picked]):
    here = [row for row in rows if row.start == chosen[0].start]
    st.query_params[AT] = str(chosen[0].start)
with right, st.container(border=True, key="report_evidence"):
    if not here:
        st.caption("点击正文里标出的数字，这里显示它属于哪项指标。")
    for row in here:
        show_card(row)
        show_correction(row)
