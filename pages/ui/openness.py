"""What 政务公开 shows: whose tables, the checks on them, and the reports side by side."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from core.analysis.disclosure import RATES, Reported
from core.analysis.openness import SHARES, Entry
from core.analysis.trend import Trend
from core.charts.outcomes import applicant_bars, outcome_bars
from core.model import Place
from core.parsing.disclosure import Verdict
from core.screens.openness import DECIDED, DECISIONS, chosen_entries, drawable, reported
from core.words import TRUSTS
from pages.ui import loading, views
from pages.ui.evidence import KEY as EVIDENCE
from pages.ui.links import AT
from pages.ui.official import TITLES, show_official
from pages.ui.pickers import choose
from pages.ui.views import kept

REPORT, TABLE = "b", "u"
COUNTS = {
    "new": "新收申请", "carried_in": "上年结转", "results": "办理总计", "carried_out": "结转下年", "review": "行政复议", "court": "行政诉讼",
    "documents": "规范性文件制发", "valid": "规范性文件有效", "licensing": "行政许可", "penalties": "行政处罚", "coercion": "行政强制",
}  # fmt: skip
DRAWN = {"outcomes": outcome_bars, "applicants": applicant_bars}
RATE_NAMES = {rate.code: rate.name for rate in RATES}


def outcome_figure(places: Sequence[Place], years: Sequence[int]) -> go.Figure:
    """Return the outcomes of the chosen places and years as bars."""
    return _figure(loading.data_version(), "outcomes", tuple(place.id for place in places), tuple(years))


def applicant_figure(places: Sequence[Place], years: Sequence[int]) -> go.Figure:
    """Return who applied in the chosen places and years as bars."""
    return _figure(loading.data_version(), "applicants", tuple(place.id for place in places), tuple(years))


@kept
def _figure(version: str, of: str, places: tuple[str, ...], years: tuple[int, ...]) -> go.Figure:
    return DRAWN[of](
        drawable(chosen_entries(loading.library(), [loading.places()[id] for id in places], years)), version
    )


def decisions(places: Sequence[Place]) -> tuple[Trend, go.Figure]:
    """Return permits, penalties, coercion and fees of every year, and their figure."""
    return views.trend(DECISIONS, tuple(place.id for place in places), DECIDED)


def with_tables() -> dict[str, str]:
    """Return id → words of the reports that hold official tables."""
    known = reported(loading.library())
    return {id: words for id, words in views.report_words().items() if id in known and known[id].tables}


def show_report_tables() -> None:
    """Let a visitor choose a report and show its tables, and what their equations say."""
    options = with_tables()
    if not options:
        st.info("库里的报告都没有年报表格。到“导入”页放入带表格的政府信息公开年报即可。")
        return
    with st.container(key="filters_report", horizontal=True, vertical_alignment="bottom"):
        report = choose("报告", options, REPORT, next(iter(options)))
        number = choose("表", {str(number): title for number, title in TITLES.items()}, TABLE)
    tables = reported(loading.library())[report]
    facts = _places_of_facts(loading.data_version(), report)
    totals = {
        cell.row.code: cell.start for cell in tables.tables.cells if cell.column.id in ("total", "decided", "made")
    }
    rows = {cell.start: cell.row.code for cell in tables.tables.cells}

    def link(start: int) -> str:
        """Return the address of a cell in its report: of its row's total where the cell is no fact by itself."""
        place = start if start in facts else totals.get(rows[start], start)
        return f"text?{urlencode({'d': options[report], AT: str(place)})}"

    show_official(tables, int(number), link)
    _show_checks(tables)


@kept
def _places_of_facts(version: str, report: str) -> frozenset[int]:
    return frozenset(loading.facts(document=report)["start"].tolist())


def _show_checks(reported: Reported) -> None:
    checks = reported.checks
    failing = [check for check in checks if check.verdict is Verdict.FAIL]
    passing = sum(check.verdict is Verdict.PASS for check in checks)
    told = f"勾稽关系 {len(checks)} 条：相符 {passing}，不符 {len(failing)}，无法核对 {len(checks) - passing - len(failing)}"
    with st.expander(told, expanded=bool(failing)):
        ordered = sorted(checks, key=lambda check: check.verdict is not Verdict.FAIL)
        table = pd.DataFrame({"表": f"表{c.table}", "结论": VERDICTS[c.verdict], "说明": c.says} for c in ordered)
        st.dataframe(
            table,
            hide_index=True,
            row_height=34,
            height=min(360, 35 * (len(table) + 1) + 4),
            alt="勾稽关系",
            lazy=False,
        )


VERDICTS = {Verdict.PASS: "相符", Verdict.FAIL: "不符", Verdict.NOT_ASSESSABLE: "无法核对"}


def show_counts(found: Sequence[Entry]) -> None:
    """Show counts and rates side by side, one line a report; what is not stated says why. A click shows the
    sentence.
    """
    columns = {
        code: name for code, name in COUNTS.items() if any(entry.figures[code].value is not None for entry in found)
    }
    table = pd.DataFrame(
        {
            "地区年份": entry.name, **{RATE_NAMES[code]: entry.figures[code].in_words("%") for code in list(SHARES)[:2]},
            **{name: entry.figures[code].in_words() for code, name in columns.items()},
            **{RATE_NAMES[code]: entry.figures[code].in_words("%") for code in list(SHARES)[2:]},
            "发布机构": entry.issuer_short, "来源": f"{entry.source}（{TRUSTS['pending']}）" if entry.pending else entry.source,
        }
        for entry in found
    )  # fmt: skip
    codes = ["", *list(SHARES)[:2], *columns, *list(SHARES)[2:], "", ""]

    def follow() -> None:
        cells = st.session_state["counts"].selection.cells
        if cells:
            entry, code = found[cells[0][0]], codes[list(table.columns).index(cells[0][1])]
            fact = entry.figures[code].fact if code else ""
            if fact:
                st.session_state[EVIDENCE] = fact

    st.dataframe(
        table, hide_index=True, key="counts", alt="各地各年的申请、办理与公开率", selection_mode="single-cell", on_select=follow,
        row_height=34, lazy=False, column_config={"地区年份": st.column_config.TextColumn(pinned=True)},
    )  # fmt: skip


def formulas() -> list[str]:
    """Return what the derived rates divide by what."""
    return [
        f"{rate.name}＝{rate.formula}（算得{f'，不足 {rate.enough} 件不算率' if rate.enough > 1 else ''}）"
        for rate in RATES
    ]
