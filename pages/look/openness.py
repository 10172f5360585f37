"""政务公开: the official tables of a report as officials know them, and what they and the prose of others say side by
side.
"""

from __future__ import annotations

import streamlit as st

from core.charts.outcomes import applicants_in_words, in_words
from core.screens.openness import all_entries, chosen_entries, drawable, rows_told
from pages.ui import loading
from pages.ui.actions import show_actions
from pages.ui.evidence import follow_chart, show_evidence
from pages.ui.figures import show_figure
from pages.ui.openness import (
    applicant_figure,
    decisions,
    formulas,
    outcome_figure,
    show_counts,
    show_report_tables,
)
from pages.ui.pickers import pick_places, pick_years
from pages.ui.shell import nothing_yet, show_notes, show_title

WORDS = {"outcomes": "办理结果", "applicants": "申请人", "decisions": "许可与处罚"}

if loading.reports().empty:
    nothing_yet("政务公开")

show_title("政务公开", "政府信息公开年报的三张表，原样；下面各地各年并排。只在正文里写数字的报告，按正文的数字列出。")
report = st.container()  # filled last: a change below has no need to wait for it

st.subheader("各地各年并排", anchor=False)
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    places = pick_places()
    years = pick_years(sorted({entry.year for entry in all_entries(loading.library())}, reverse=True), "全部年份")
found = chosen_entries(loading.library(), places, years)
if not found:
    with report:
        show_report_tables()
    st.info("所选地区和年份的报告没有写依申请公开的数字。")
    st.stop()
left, right = st.columns([0.7, 0.3], gap="medium")
with left:
    counts = st.container()
    show_figure(outcome_figure(places, years), "outcomes", in_words(drawable(found)), follow_chart("outcomes"))
    actions = {"outcomes": st.container()}
    with counts:  # above the figure, and after it: the figure is what a reader waits for
        show_counts(found)
    show_figure(
        applicant_figure(places, years), "applicants", applicants_in_words(drawable(found)), follow_chart("applicants")
    )
    actions["applicants"] = st.container()
    decided, decided_figure = decisions(places)
    if decided.series:
        show_figure(decided_figure, "decisions", decided.in_words(), follow_chart("decisions"))
        actions["decisions"] = st.container()
    show_notes([*formulas(), *(f"{entry.name}来源待核，确认前不画入图" for entry in found if entry.pending)])
with right, st.container(border=True, key="report_evidence"):
    chosen = show_evidence(told := rows_told(loading.library(), found, decided.rows), ("text", "compare"))
for key, place in actions.items():
    with place:
        show_actions(key, f"政务公开_{WORDS[key]}", decided.rows if key == "decisions" else told, chosen)
with report:
    show_report_tables()
