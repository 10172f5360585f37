"""导入: bring reports, see what was read, correct whose they are, confirm; they join every page at once."""

from __future__ import annotations

import streamlit as st

from pages.ui import address
from pages.ui.importing import ask_for_files, show_import, show_said
from pages.ui.shell import show_title
from pages.ui.signing import may_write

show_title(
    "导入", "放入一份或几份报告，核对读出的地区、年份和数字，确认后立即进入各页。同一个文件导入两次不会改变什么。"
)
show_said()
st.page_link(address.PATHS["draft"], label="还没有发布的草稿，先做写前自检")
if not may_write("导入"):
    st.stop()
for raw in ask_for_files():
    with st.container(border=True):
        show_import(raw)
