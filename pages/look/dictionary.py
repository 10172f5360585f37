"""指标字典: find an indicator by any wording, what it means, and who reports it with which value."""

from __future__ import annotations

import streamlit as st

from core.analysis.dictionary import search, who_reports
from core.library.menus import indicators_menu
from pages.ui import loading
from pages.ui.escape import escape
from pages.ui.evidence import show_evidence
from pages.ui.links import to_indicator
from pages.ui.pickers import choose
from pages.ui.shell import show_title
from pages.ui.tables import show_definition, show_hits, show_table

show_title("指标字典", "用任何说法查指标：名称、原文里的写法、口径族、定义。同一个说法可能是几项不同的指标。")
query = st.text_input(
    "说法", key="q", bind="query-params", placeholder="例如：网办率、满意、一件事", type="search", max_chars=60
)
declared = loading.indicators()
hits = search(declared, query or "")
if not hits:
    st.info(f"没有哪项指标用过“{escape(query)}”这个说法。换一个更短的词再试。")
    st.stop()
st.caption(f"找到 {len(hits)} 项指标" if query else f"共 {len(declared)} 项指标")

left, right = st.columns([0.5, 0.5], gap="medium")
with left:
    show_hits(hits, loading.facts(), loading.themes())
with right, st.container(border=True, key="report_definition"):
    indicator = declared[choose("指标", indicators_menu([hit for hit, _ in hits]), "k")]
    rows = who_reports(loading.facts(indicator.id), indicator.id)
    show_definition(indicator, loading.themes())
    if rows:
        show_table(rows, "who_table", f"{indicator.name}：谁报告了")
        show_evidence([row for row in rows if row.quote])
    if rows:
        st.page_link("pages/look/indicator.py", label="各地并排对比", query_params=to_indicator(indicator))
