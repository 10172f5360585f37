"""What 计划与落实 shows: the ledger, a commitment beside what later reports say, and the form in which a person decides."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from core.analysis.plans import DECIDED, Lead, Promise, State, without_plan
from core.analysis.rows import Row
from core.analysis.wording import join, text_of
from core.charts.promises import promise_bars
from core.errors import DuibiaoError
from core.library import menus
from core.model import Place
from core.screens import plans
from core.screens.plans import Decision, state_of
from pages.ui import loading, views
from pages.ui.escape import escape
from pages.ui.escape import escape_html as e
from pages.ui.links import AT
from pages.ui.pickers import choose, choose_several, pick_places
from pages.ui.signing import ask_who, may_write

KEY = "j"
NONE = "没有对应的原句"


def pick_promises(decided: Mapping[str, Decision]) -> tuple[list[Promise], list[Place]]:
    """Let a visitor choose places, year, theme, state and whether there is a number, and return what is left."""
    library = loading.library()
    places = pick_places()
    year = choose("计划年份", plans.years_menu(library), plans.YEAR)
    theme = choose("主题", menus.themes_menu(library), plans.THEME)
    states = choose_several("状态", plans.STATES_MENU, plans.STATES, [], empty="全部状态")
    numbers = choose("数字", plans.NUMBERS_MENU, plans.NUMBERS)
    return plans.chosen(library, decided, places, year, theme, states, numbers), places


def planless(places: Sequence[Place]) -> dict[Place, str]:
    """Return the places without a plan, and why."""
    return without_plan(plans.reports(loading.library()), places)


def figure_of(found: Sequence[Promise], decided: Mapping[str, Decision]) -> go.Figure:
    """Return how many commitments stand where, as bars."""
    return promise_bars(found, {p.key: state_of(p, decided) for p in found})


def show_ledger(found: Sequence[Promise], decided: Mapping[str, Decision]) -> None:
    """Show the commitments, one line each; a click opens one."""
    themes = loading.themes()
    table = pd.DataFrame(
        {
            "状态": state_of(p, decided).value,
            "地区": p.place.short_name,
            "年份": str(p.commitment.year),
            "要做什么": p.commitment.quote,
            "目标": join(text_of(row) for row in p.targets),
            "时限": p.commitment.date,
            "责任": p.commitment.body,
            "主题": themes[p.theme].name if p.theme in themes else "",
        }
        for p in found
    )

    def follow() -> None:
        cells = st.session_state["ledger"].selection.cells
        if cells:
            st.session_state[KEY] = found[cells[0][0]].key

    empty = [name for name in ("目标", "时限", "责任") if not table[name].any()]
    st.dataframe(
        table.drop(columns=empty),
        hide_index=True,
        key="ledger",
        alt="计划台账",
        selection_mode="single-cell",
        on_select=follow,
        row_height=34,
        lazy=False,
        height=min(560, 35 * (len(table) + 1) + 4),
        column_config={
            "状态": st.column_config.TextColumn(width=96),
            "地区": st.column_config.TextColumn(width=64),
            "年份": st.column_config.TextColumn(width=54),
            "要做什么": st.column_config.TextColumn(width=380),
        },
    )


def pick_promise(found: Sequence[Promise]) -> Promise:
    """Let a visitor choose one commitment."""
    words = {
        p.key: f"{n}. {p.place.short_name} {p.commitment.year}：{p.commitment.quote[:28]}"
        for n, p in enumerate(found, 1)
    }
    key = choose("条目", words, KEY, found[0].key)
    return next(p for p in found if p.key == key)


def show_promise(promise: Promise, decided: Mapping[str, Decision]) -> None:
    """Show a commitment and the sentences of later reports that may answer it, with the ways to their reports."""
    decision = decided.get(promise.key)
    c = promise.commitment
    facts = {
        "状态": state_of(promise, decided).value,
        "计划年份": str(c.year),
        "做什么": " · ".join(filter(None, (c.action, c.object))),
        "目标": join(f"{text_of(row)}（{_name(row)}）" for row in promise.targets),
        "时限": c.date,
        "责任": c.body,
        "所在标题": " › ".join(c.path),
        "发布机构": loading.report(c.document).document.issuer,
        "网址": loading.report(c.document).document.address,
        "结论": f"{decision.who}，{decision.when[:10]}：{decision.why}" if decision else "",
    }
    lines = "".join(f"<dt>{name}</dt><dd>{e(words)}</dd>" for name, words in facts.items() if words)
    st.html(
        f'<div class="evidence" data-report=""><div class="whose">{e(views.report_words()[c.document])}</div>'
        f"<blockquote>{_marked(c.quote, c.start, promise.targets)}</blockquote><dl>{lines}</dl></div>"
    )
    st.page_link("pages/check/text.py", label="在原文中查看", query_params=_to_text(c.document, promise.targets))
    if not promise.leads:
        st.caption(
            "本机构没有更晚的报告，无从对照。"
            if not promise.followed
            else "后续报告里没有找到相近的原句：未见披露，不等于没有完成。"
        )
    for lead in promise.leads:
        st.html(
            f'<div class="evidence" data-report=""><div class="whose">{e(views.report_words()[lead.document])} · {e(lead.why)}</div>'
            f"<blockquote>{e(lead.quote)}</blockquote></div>"
        )


def _name(row: Row) -> str:
    known = loading.indicators()
    return known[row.indicator].name if row.indicator in known else row.noun or "未归类"


def _marked(quote: str, start: int, targets: Sequence[Row]) -> str:
    told, at = [], 0
    for row in sorted(targets, key=lambda row: row.start):
        a, b = row.start - start, row.end - start
        if at <= a < b <= len(quote):
            told += [e(quote[at:a]), f"<mark>{e(quote[a:b])}</mark>"]
            at = b
    return "".join((*told, e(quote[at:])))


def _to_text(document: str, targets: Sequence[Row]) -> dict[str, str]:
    return {"d": views.report_words()[document]} | ({AT: str(targets[0].start)} if targets else {})


def show_form(promise: Promise) -> None:
    """Let a person decide where a commitment stands; every decision is kept, the last one counts."""
    if not may_write("落实情况的结论"):
        return
    with st.expander("作出结论"), st.form(f"decide_{promise.key}", border=False, clear_on_submit=True):
        state = st.selectbox("状态", DECIDED, format_func=lambda s: s.value)
        lead = st.selectbox(
            "对应的原句", ["", *(_id(lead) for lead in promise.leads)], format_func=lambda id: _lead_words(promise, id)
        )
        who, why = ask_who("谁"), st.text_input("理由", max_chars=200)
        if st.form_submit_button("保存结论"):
            _decide(promise, state, lead, who, why)


def _id(lead: Lead) -> str:
    return f"{lead.document}:{lead.start}"


def _lead_words(promise: Promise, id: str) -> str:
    return next((f"{lead.year} 年：{lead.quote[:30]}" for lead in promise.leads if _id(lead) == id), NONE)


def _decide(promise: Promise, state: State, lead: str, who: str, why: str) -> None:
    try:
        if not why.strip():
            raise DuibiaoError("请写明理由，以便日后查对。")
        loading.decide(
            promise.key, json.dumps({"state": state.value, "lead": lead, "why": why.strip()}, ensure_ascii=False), who
        )
    except DuibiaoError as error:
        st.error(escape(str(error)))
        return
    st.rerun()
