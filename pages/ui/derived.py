"""Derived figures of a comparison on screen: the rest that shares near 100 % leave, and figures per head; always
called derived, with formula.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.analysis.ceiling import Ceiling, ceiling, load_complements
from core.analysis.compare import Comparison
from core.analysis.perhead import PerHeadView, per_head
from core.analysis.rows import Row
from core.analysis.wording import join, name_of, period_of, why_in_words
from core.comparability.classes import is_flow, is_stock
from pages.ui import loading
from pages.ui.escape import escape
from pages.ui.evidence import follow_table

REST = "各地都在 99% 以上：看余下的部分（算得）"
PER_HEAD = "每万人（算得）"


def show_derived(view: Comparison) -> None:
    """Show what can be derived from a comparison; nothing where nothing can."""
    rest = _ceiling(view)
    if rest:
        _show_rest(rest)
    if is_flow(view.indicator) or is_stock(view.indicator):
        _show_per_head(per_head(view.rows, view.indicator))


def _ceiling(view: Comparison) -> Ceiling | None:
    known = load_complements().get(view.indicator.id)
    return ceiling(view.rows, view.indicator, loading.facts(known.total)) if known else None


def _show_rest(found: Ceiling) -> None:
    st.caption(escape(f"{REST}{f'；{found.words}' if found.words else ''}"))
    lines = [
        {
            "地区": name_of(c.row), f"余下的{c.rest}": c.words.partition("（")[0], "公式": c.formula, "原文写": c.row.written,
            "统计期": period_of(c.row), "说明": c.words,
        }
        for c in found.complements
    ]  # fmt: skip
    _table(lines, [c.row for c in found.complements], "ceiling_table", REST)


def _show_per_head(found: PerHeadView) -> None:
    lines = [
        {
            "地区": name_of(f.stated), PER_HEAD: f.row.written, "公式": f.formula, "分母来源": f.denominator.words,
            "说明": why_in_words(f.row),
        }
        for f in found.figures
    ]  # fmt: skip
    withheld: dict[str, list[str]] = {}
    for row, why in found.withheld:
        withheld.setdefault(why, []).append(name_of(row))
    told = "；".join(f"{join(names)}：{why}" for why, names in withheld.items())
    with st.expander(f"{PER_HEAD} {len(lines)} 地可算"):
        if lines:
            _table(lines, [f.stated for f in found.figures], "perhead_table", PER_HEAD)
        if told:
            st.caption(escape(f"不折算：{told}。分母须有自己的来源和年份，见 data/denominators.toml。"))


def _table(lines: Sequence[dict[str, str]], rows: Sequence[Row], key: str, alt: str) -> None:
    """Show derived figures; a click shows the sentence of the stated number that they come from."""
    st.dataframe(
        pd.DataFrame(lines),
        hide_index=True,
        key=key,
        alt=alt,
        selection_mode="single-cell",
        on_select=follow_table(key, rows),
        row_height=34,
        lazy=False,
    )
