"""变更记录: who changed what, when and why; filters, a file of it, the way back, and the bin."""

from __future__ import annotations

import streamlit as st

from pages.ui.changes import pick_changes, show_bin, show_changes, show_undo
from pages.ui.shell import show_title

show_title("变更记录", "谁在什么时候改了什么、为什么；每一条都可以撤销，撤销本身也记在这里。")
changes = pick_changes()
left, right = st.columns([0.68, 0.32], gap="medium")
with right, st.container(border=True, key="report_evidence"):
    show_undo(changes)
with left:
    if changes.empty:
        st.info("按这些条件没有变更。导入、更正、确认和删除都会记在这里。")
    else:
        show_changes(changes)
    show_bin()
