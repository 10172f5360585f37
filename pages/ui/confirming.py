"""Confirm several figures of one page of a scan at once: each stands beside its line of the page and is ticked by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from core.analysis.rows import Row
from core.analysis.wording import name_of, page_in_words, text_of
from core.errors import DuibiaoError
from core.store import Judgement
from pages.ui import loading
from pages.ui.escape import escape
from pages.ui.evidence import show_crop
from pages.ui.unfolding import unfolding

MOST = 12  # pictures at once
HOW = "逐个对照截图：数字、单位和指标都与原件一致的，才打勾。没有打勾的不动。"


def ask_page(rows: Sequence[Row], who: str, why: str, go_on: Callable[[str], None]) -> None:
    """Offer the other figures of a page to be ticked; one whose line cannot be shown is not offered.

    Args:
        go_on: tells what was noted, and shows the page anew.
    """
    if not rows:
        return
    label = f"{page_in_words(rows[0])}还有 {len(rows)} 个数字，对照截图一起核对"
    with unfolding(st.expander, label, "confirming") as is_open:
        if not is_open:
            return
        st.caption(HOW)
        ticked = [row for row in rows[:MOST] if show_crop(row) and _is_ticked(row)]
        if st.button(f"打勾的 {len(ticked)} 个读得对", disabled=not ticked, key="confirm_ticked", type="primary"):
            _confirm(ticked, who, why, go_on)


def _is_ticked(row: Row) -> bool:
    words = f"{name_of(row)} {text_of(row)}，与原件一致"
    return st.checkbox(escape(words), key=f"ticked_{row.fact_id}")


def _confirm(rows: Sequence[Row], who: str, why: str, go_on: Callable[[str], None]) -> None:
    """Note each figure as right under a name; what cannot be noted is said, and those behind it stay as they are."""
    for row in rows:
        judgement = Judgement(row.document, row.start, row.end, "right", seen=row.indicator, indicator=row.indicator)
        try:
            loading.judge(judgement, who, why)
        except DuibiaoError as error:
            st.error(escape(str(error)))
            return
    go_on(f"已记下：{len(rows)} 个数字读得对。要收回，到“变更记录”逐个撤销。")
