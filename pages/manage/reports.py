"""报告库: every report in use, its state, and the confirmation of what is still pending."""

from __future__ import annotations

import streamlit as st

from core.library.menus import reports_menu
from core.version import VERSION
from pages.ui import address, loading
from pages.ui.correction_sheet import show_sheet_import
from pages.ui.editions import show_editions, show_uses
from pages.ui.escape import escape
from pages.ui.evidence import show_source
from pages.ui.pickers import choose
from pages.ui.shelf import KEY, show_confirmation, show_removal, show_shelf
from pages.ui.shell import nothing_yet, show_title

reports = loading.reports()
if reports.empty:
    nothing_yet("报告库")
pending = int((reports["trust"] == "pending").sum())
show_title(
    "报告库", f"共 {len(reports)} 份报告" + (f"，{pending} 份来源待核" if pending else "") + f"；程序版本 {VERSION}"
)

left, right = st.columns([0.66, 0.34], gap="medium")
with right, st.container(border=True, key="report_evidence"):
    words = reports_menu(loading.library())
    report = reports.loc[choose("报告", words, KEY, reports["id"].iloc[0])]
    st.markdown(f"**{escape(report['title'])}**")
    show_source(loading.report(report["id"]))
    if report["confirm_reason"]:
        st.caption(escape(f"{report['confirmed_by']} {report['confirmed_at'][:10]} 确认：{report['confirm_reason']}"))
    st.page_link(address.PATHS["text"], label="看原文", query_params={KEY: report["id"]})
    show_confirmation(report["id"], report["trust"])
    show_removal(report["id"], report["origin"])
    show_uses(report["id"], report["place"])
with left:
    show_shelf(reports)
    show_editions(report["id"])
    show_sheet_import()
