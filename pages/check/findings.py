"""疑点: what the reports' own numbers say about each other, both sentences side by side, and what people concluded."""

from __future__ import annotations

import streamlit as st

from core.audit import Verdict
from core.library.link import Link
from pages.ui import audits, basket, loading
from pages.ui.findings import in_numbers, pick_finding, pick_findings, show_conclusion, show_finding, show_list
from pages.ui.shell import nothing_yet, show_title

if loading.reports().empty:
    nothing_yet("疑点")

show_title(
    "疑点", "报告里的数字互相核对：有误是原文自己的数字对不上；待核请人看一眼；措辞是修饰语与数字不合；脱敏的不可判。"
)
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    found = pick_findings(audits.findings())
st.caption(in_numbers(found))
if not found:
    st.info("按这些条件没有核对结果。换一份报告，或放宽结论。")
    st.stop()

alarms = [finding for finding in found if finding.verdict is not Verdict.PASS]
passes = [finding for finding in found if finding.verdict is Verdict.PASS]
left, right = st.columns([0.54, 0.46], gap="medium")
with left:
    if alarms:
        show_list(alarms, "alarms", "疑点清单")
    if passes:
        with st.expander(f"通过的核对 {len(passes)} 项", expanded=not alarms):
            show_list(passes, "passes", "通过的核对")
with right, st.container(border=True, key="report_evidence"):
    finding = pick_finding(found)
    show_finding(finding)
    st.button("加入会议篮", on_click=basket.add, args=(Link("findings", (("x", finding.key),)).written(), "finding"))
    show_conclusion(finding, audits.reviews())
