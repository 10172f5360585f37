"""两版逐数对读 on screen: a report against another text of it, number by number, and the baskets that use it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.analysis.editions import Match, Pair, counted, side_by_side
from core.analysis.rows import Row
from core.analysis.wording import text_of
from core.errors import DuibiaoError
from core.library.link import Link
from core.words import ROLES
from pages.ui import basket, loading
from pages.ui.escape import escape
from pages.ui.signing import may_write


def show_editions(report: str) -> None:
    """Let an editor hold a report against another text of it."""
    texts = {text.key: text for text in loading.other_texts(report)}
    if not texts:
        return
    with st.expander(f"两版逐数对读（另有 {len(texts)} 个文本）"):
        if not may_write("逐数对读"):
            return
        key = st.selectbox(
            "与哪一个对读",
            ["", *texts],
            format_func=lambda k: texts[k].words if k else "请选择",
            key="ed",
            bind="query-params",
        )
        if not key:
            return
        try:
            earlier = loading.preview(texts[key].raw, texts[key].filing).facts
        except DuibiaoError as error:
            st.error(escape(str(error)))
            return
        _show(side_by_side(earlier, loading.facts(document=report)))


def _show(pairs: Sequence[Pair]) -> None:
    st.markdown("，".join(f"{match.value} **{n}**" for match, n in counted(pairs).items()))
    wanted = st.multiselect(
        "只看",
        list(Match),
        [m for m in Match if m is not Match.SAME],
        format_func=lambda m: m.value,
        key="em",
        bind="query-params",
    )
    table = in_words([pair for pair in pairs if pair.match in wanted])
    if table.empty:
        st.caption("没有这样的数字。")
        return
    st.dataframe(
        table,
        hide_index=True,
        row_height=34,
        height=min(420, 35 * (len(table) + 1) + 4),
        alt="两版逐数对读",
        lazy=False,
    )


def in_words(pairs: Sequence[Pair]) -> pd.DataFrame:
    """Return the pairs in the words of the screen."""
    known = loading.indicators()

    def name(row: Row) -> str:
        return known[row.indicator].name if row.indicator in known else f"未归类：{row.noun}"

    return pd.DataFrame(
        {
            "结果": pair.match.value, "指标": name(pair.row), "性质": ROLES.get(pair.row.role, ""),
            "前一版": text_of(pair.before) if pair.before else "", "后一版": text_of(pair.after) if pair.after else "",
            "前一版原句": pair.before.quote.strip() if pair.before else "",
            "后一版原句": pair.after.quote.strip() if pair.after else "",
        }
        for pair in pairs
    )  # fmt: skip


def show_uses(report: str, place: str) -> None:
    """Name the saved baskets that show a report or its place: what is replaced or deleted changes them."""
    names = [row.name for row in loading.saved(basket.SAVED).itertuples() if _uses(row.content, {report, place} - {""})]
    if names:
        st.caption(escape(f"用到它的会议篮：{'、'.join(names)}"))


def _uses(content: str, wanted: set[str]) -> bool:
    return any(value in wanted for link in content.split("\n") for _, value in Link.parse(link).choices)
