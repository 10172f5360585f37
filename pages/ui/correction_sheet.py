"""Correct many numbers by a sheet: an exported file with new lines in its table of corrections."""

from __future__ import annotations

import streamlit as st

from core.errors import DuibiaoError
from pages.ui import loading
from pages.ui.escape import escape
from pages.ui.signing import may_write

SAID = "corrections_said"


def show_sheet_import() -> None:
    """Take in an exported sheet with new lines in its table of corrections."""
    if not may_write("更正、确认和删除"):
        return
    with st.expander("从表格导入更正"):
        st.caption("在会议篮导出 XLSX，在它的“更正”表里写新行，再放到这里。逐行执行，写错的行会说明原因，其余照改。")
        file = st.file_uploader("带“更正”表的表格文件", type="xlsx", label_visibility="collapsed")
        if file is not None and st.button("导入更正"):
            try:
                asked = loading.read_sheet(file.getvalue(), file.name)
            except DuibiaoError as error:
                st.error(escape(str(error)))
                return
            outcomes = [loading.correct(one) for one in asked]
            st.session_state[SAID] = [
                f"第 {o.asked.line} 行 {o.asked.number} {o.asked.field}：{o.words}" for o in outcomes
            ] or ["表里没有新写的行。"]
            st.rerun()
        for words in st.session_state.pop(SAID, ()):
            st.caption(escape(words))
