"""The shelf of reports: the list, the confirmation of what is pending, the removal of what was imported."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from core.errors import DuibiaoError
from core.words import DOCUMENT_KINDS, EDITIONS, TRUSTS, UNPLACED
from pages.ui import loading
from pages.ui.escape import escape
from pages.ui.signing import ask_who, writer
from pages.ui.words import ORIGINS

KEY = "d"


def show_shelf(reports: pd.DataFrame) -> None:
    """Show all reports; a click on a line opens it at the right."""
    known = loading.places()
    table = pd.DataFrame(
        {
            "地区": known[r.place].short_name if r.place in known else UNPLACED,
            "年份": str(r.year),
            "来源": state_of(r.trust, r.confirmed_by),
            "版本": EDITIONS.get(r.edition, r.edition),
            "文种": DOCUMENT_KINDS.get(r.kind, r.kind),
            "发布机构": r.issuer,
            "标题": r.title,
            "发布日期": r.published,
            "入库": ORIGINS.get(r.origin, r.origin),
        }
        for r in reports.itertuples(index=False)
    ).astype("str")

    def follow() -> None:
        cells = st.session_state["shelf"].selection.cells
        if cells:
            st.session_state[KEY] = reports["id"].iloc[cells[0][0]]

    st.dataframe(
        table, hide_index=True, key="shelf", alt="全部报告", on_select=follow, selection_mode="single-cell", row_height=34,
        height=min(640, 35 * (len(table) + 1) + 4), lazy=False,
    )  # fmt: skip


def state_of(trust: str, confirmed_by: str) -> str:
    """Return where a text was seen, and that a person confirmed it."""
    return f"已由{confirmed_by}确认" if confirmed_by else TRUSTS.get(trust, trust)


def show_confirmation(report: str, trust: str) -> None:
    """Let a person answer for a pending report: until then it is left out of every comparison."""
    if trust != "pending" or not writer():
        return
    with st.form(f"confirm_{report}", border=False):
        st.caption(
            "来源待核：确认前显示为空心，不参与比较。请先对照官方网页；写明网址一人即可，否则要两位编辑先后确认。"
        )
        if first := loading.looked_at(report):
            st.caption(escape(f"{first} 已核对，还需要另一位编辑确认。"))
        who = ask_who("确认人")
        why = st.text_input("依据", max_chars=200, placeholder="例如：已与 https://… 的原文逐项核对")
        if st.form_submit_button("确认来源"):
            _try(lambda: loading.confirm(report, who, why))


def show_removal(report: str, origin: str) -> None:
    """Let a person take an imported report out."""
    if origin != "imported" or not writer():
        return
    sure = st.checkbox("删除这份导入的报告，连同对它的更正（在变更记录的回收站保留 90 天）", key=f"sure_{report}")
    if st.button("删除", disabled=not sure, key=f"delete_{report}"):
        _try(lambda: loading.delete(report))


def _try(act: Callable[[], object]) -> None:
    try:
        act()
    except DuibiaoError as error:
        st.error(escape(str(error)))
    else:
        st.rerun()
