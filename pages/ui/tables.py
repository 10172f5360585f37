"""Rows of a view as a table on screen: exact, sortable, every row one step from its sentence."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.analysis.profile import Chapter
from core.analysis.rows import Row
from core.analysis.wording import join, reason_of
from core.model import Indicator, Theme
from core.screens.tables import rows_table
from core.words import ADDITIVE, DIRECTIONS, STAGES
from pages.ui.escape import escape_html as e
from pages.ui.evidence import follow_table

WIDTHS = {
    name: st.column_config.TextColumn(width=width)
    for name, width in (("指标", 190), ("数值", 110), ("折算", 110), ("统计期", 120))
}


def table_of(rows: Sequence[Row], indicators: dict[str, Indicator] | None = None) -> pd.DataFrame:
    """Return the words of the rows, one line each; with ``indicators`` the name of the indicator comes first."""
    table = rows_table(rows, indicators)
    return pd.DataFrame([[cell.words for cell in line] for line in table.lines], columns=list(table.head)).astype("str")


def show_table(rows: Sequence[Row], key: str, alt: str, indicators: dict[str, Indicator] | None = None) -> None:
    """Show the rows; a click on any cell shows the sentence of its row."""
    st.dataframe(
        table_of(rows, indicators), hide_index=True, key=key, alt=alt, selection_mode="single-cell",
        on_select=follow_table(key, rows), row_height=34, lazy=False, column_config=WIDTHS,
    )  # fmt: skip


def show_silence(chapters: Sequence[Chapter], indicators: dict[str, Indicator]) -> None:
    """Say what is silent, theme by theme, and why."""
    lines = []
    for chapter in chapters:
        by_reason: dict[str, list[str]] = {}
        for row in chapter.silent:
            by_reason.setdefault(reason_of(row), []).append(indicators[row.indicator].name)
        told = "；".join(f"<b>{e(reason)}</b> {e(join(names))}" for reason, names in by_reason.items())
        if told:
            lines.append(f"<dt>{e(chapter.theme.name)}</dt><dd>{told}</dd>")
    if lines:
        with st.expander("没有数值的指标和原因", expanded=len(chapters) == 1):
            st.html(f'<div class="evidence" data-report=""><dl>{"".join(lines)}</dl></div>')


def show_hits(hits: Sequence[tuple[Indicator, str]], facts: pd.DataFrame, themes: dict[str, Theme]) -> None:
    """Show the indicators that a search found; a click on a line opens its definition."""
    users = facts.loc[facts["status"] == "stated"].groupby("indicator")["place"].nunique()
    table = pd.DataFrame(
        {
            "指标": indicator.name, "主题": themes[indicator.theme].name, "符合的说法": wording, "单位": indicator.unit,
            "口径": indicator.basis, "口径族": indicator.family, "有数值": f"{int(users.get(indicator.id, 0))} 地",
        }
        for indicator, wording in hits
    )  # fmt: skip

    def follow() -> None:
        cells = st.session_state["hits"].selection.cells
        if cells:
            st.session_state["k"] = hits[cells[0][0]][0].id

    st.dataframe(
        table, hide_index=True, key="hits", alt="找到的指标", selection_mode="single-cell", on_select=follow, row_height=34,
        height=min(560, 36 * (len(hits) + 1) + 4), lazy=False,
    )  # fmt: skip


def show_definition(indicator: Indicator, themes: dict[str, Theme]) -> None:
    """Show all that is declared of an indicator."""
    told = {
        "定义": indicator.definition, "公式": indicator.formula, "主题": themes[indicator.theme].name, "单位": indicator.unit,
        "口径": indicator.basis, "阶段": STAGES.get(indicator.stage, ""), "方向": DIRECTIONS[indicator.direction],
        "相加": ADDITIVE[indicator.additive], "口径族": indicator.family, "依据标准": indicator.standard,
        "原文写法": join(indicator.labels), "别称": join(indicator.also), "编号": indicator.id,
        "注意": "\n".join(indicator.caveats),
    }  # fmt: skip
    lines = "".join(f"<dt>{name}</dt><dd>{e(words)}</dd>" for name, words in told.items() if words)
    st.html(f'<div class="evidence" data-report=""><div class="figure">{e(indicator.name)}</div><dl>{lines}</dl></div>')
