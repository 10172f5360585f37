"""变更记录 on screen: the changes, one line each; the chosen one with the way to take it back; the bin."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.errors import DuibiaoError
from core.export.lines import csv_of
from core.store import clock
from pages.ui import loading
from pages.ui.escape import escape
from pages.ui.signing import may_write, writer

COLUMNS = {
    "id": "编号", "made_at": "时间", "who": "谁", "kind": "做了什么", "title": "对象", "before": "之前",
    "after": "之后", "why": "理由", "state": "状态", "via": "从哪里",
}  # fmt: skip
TABLE = "changes"
CHOSEN = "change_chosen"
SAID = "change_said"
LONGEST_CELL = 300


def pick_changes() -> pd.DataFrame:
    """Let a visitor choose who, what and about what, and return the changes that pass."""
    everybody = sorted(set(loading.history()["who"]))
    kinds = {"": "全部"} | dict(loading.KINDS)
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        who = st.selectbox(
            "谁", ["", *everybody], format_func=lambda name: name or "全部", key="by", bind="query-params"
        )
        kind = st.selectbox("做了什么", list(kinds), format_func=kinds.__getitem__, key="did", bind="query-params")
        about = st.text_input("包含", max_chars=60, key="has", bind="query-params")[:60]
    return loading.history(who=who, kind=kind, about=about.strip())


def show_changes(changes: pd.DataFrame) -> None:
    """Show the changes as a table and as a file; a click on a line chooses it."""
    table = in_words(changes)

    def follow() -> None:
        cells = st.session_state[TABLE].selection.cells
        if cells:
            st.session_state[CHOSEN] = int(changes["id"].iloc[cells[0][0]])

    st.dataframe(
        table, hide_index=True, key=TABLE, alt="变更记录", on_select=follow, selection_mode="single-cell", row_height=34,
        height=min(560, 35 * (len(table) + 1) + 4), lazy=False,
    )  # fmt: skip
    lines = csv_of(list(table.columns), table.itertuples(index=False))
    st.download_button("下载 CSV", "\ufeff" + lines, "变更记录.csv", "text/csv", on_click="ignore")


def in_words(changes: pd.DataFrame) -> pd.DataFrame:
    """Return the changes in the words of the screen; where from only to those who may write."""
    table = changes.assign(
        state=[_state(row) for row in changes.itertuples()],
        kind=[loading.KINDS.get(kind, kind) for kind in changes["kind"]],
        made_at=changes["made_at"].map(clock),
        before=changes["before"].str.slice(0, LONGEST_CELL),
        after=changes["after"].str.slice(0, LONGEST_CELL),
    )
    shown = [name for name in COLUMNS if name != "via" or writer()]
    return table[shown].rename(columns=COLUMNS).astype("str")


def _state(row: object) -> str:
    if row.undone_by >= 0:
        return f"已由第 {row.undone_by} 条撤销"
    return f"撤销第 {row.undoes} 条" if row.undoes >= 0 else ""


def show_undo(changes: pd.DataFrame) -> None:
    """Show the chosen change and let an editor take it back."""
    _show_said()
    chosen = changes[changes["id"] == st.session_state.get(CHOSEN, -1)]
    if chosen.empty:
        st.caption("点一行，这里显示它改了什么；编辑可以撤销。")
        return
    row = next(chosen.itertuples())
    st.markdown(f"**第 {row.id} 条 · {escape(loading.KINDS.get(row.kind, row.kind))}**")
    for name in ("title", "before", "after", "why"):
        if words := getattr(row, name):
            st.text(f"{COLUMNS[name]}：{words[:2000]}")
    if row.undone_by >= 0 or not may_write("撤销"):
        st.caption(_state(row))
        return
    with st.form(f"undo_{row.id}", border=False):
        why = st.text_input("理由", max_chars=200)
        if st.form_submit_button("撤销这一条"):
            _undo(int(row.id), why)


def show_bin() -> None:
    """Show what was deleted and can still be taken back."""
    binned_reports = loading.binned()
    with st.expander(f"回收站（{len(binned_reports)} 份，保留 {loading.DAYS_IN_BIN} 天）"):
        for binned in binned_reports:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(f"《{binned.title}》　{binned.who} {binned.made_at[:10]} 删除，保留到 {binned.until}")
                if writer() and st.button("恢复", key=f"restore_{binned.change}"):
                    _undo(binned.change, "从回收站恢复")


def _undo(change: int, why: str) -> None:
    try:
        loading.undo(change, why)
    except DuibiaoError as error:
        st.session_state[SAID] = (False, str(error))
    else:
        st.session_state[SAID] = (True, f"第 {change} 条已撤销，各页已更新。")
    st.rerun()


def _show_said() -> None:
    good, words = st.session_state.pop(SAID, (True, ""))
    if words:
        (st.success if good else st.error)(escape(words))
