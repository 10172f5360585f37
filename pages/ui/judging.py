"""The answers to what waits on 核对: accept, another indicator, no indicator, none of them, a note; each with its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from core.analysis.rows import Row
from core.errors import DuibiaoError
from core.library.menus import indicators_menu
from core.model import Suggestion
from core.screens.area import area_of, narrowed
from core.screens.exhibit import View
from core.screens.review import (
    FOR,
    ITEM,
    KIND,
    MOST,
    PLACE,
    RIVAL,
    SAMPLE,
    SCANNED,
    THEME,
    YEAR,
    Chosen,
    Item,
    filtered,
    item_of,
    on_page,
    row_of,
    suggested,
)  # fmt: skip
from core.store import JUDGED, Judgement
from pages.ui import address, loading
from pages.ui.confirming import ask_page
from pages.ui.correcting import show_correction
from pages.ui.escape import escape
from pages.ui.evidence import show_crop, show_links
from pages.ui.links import to_text
from pages.ui.signing import ask_who, may_write, writer

NEXT, SAID = "review_next", "review_said"
LONGEST = 60
SETTLED_AT = {"findings": "到疑点写结论", "reports": "到报告库确认来源", "text": "到原文重新更正"}


def go_on() -> None:
    """Open what comes next, where an answer was given in the run before."""
    if NEXT in st.session_state:
        st.session_state[ITEM] = st.session_state.pop(NEXT)


def show_answers(view: View) -> None:
    """Offer the answers to the item that is opened; a viewer sees what there is and may not answer."""
    if message := st.session_state.pop(SAID, ""):
        st.success(escape(message))
    if not view.beside:
        return
    chosen = _chosen()
    library = narrowed(loading.library(), chosen.area)
    item = item_of(library, chosen.opened, chosen.kinds)
    if item is None:
        return
    neighbours = _neighbours(item, chosen)
    row = row_of(library, item)
    if row is not None:
        show_crop(row)
    if item.link.page:
        st.page_link(
            address.PATHS[item.link.page],
            label=SETTLED_AT[item.link.page],
            query_params=address.carried(item.link),
        )
    elif row is not None and may_write("核对"):
        _ask(item, row, neighbours[1])
    _show_ways(*neighbours)
    if row is not None:
        show_links(to_text(row.document, row.start))
        if writer():  # unit, bound, period, role: what an answer does not say
            show_correction(row)


def _chosen() -> Chosen:
    """Return what the menus of this run chose."""
    made = address.current().made
    one = (next(iter(made.get(key, ())), "all") for key in (PLACE, YEAR, THEME, FOR, ITEM))
    return Chosen(made.get(KIND, ()), *one, area_of(address.current()))


def _neighbours(item: Item, chosen: Chosen) -> tuple[str, str]:
    """Return the keys of the items before and behind this one in the list, "" at its ends."""
    keys = [one.key for one in filtered(loading.library(), chosen)[:MOST]]
    at = keys.index(item.key) if item.key in keys else 0
    return (keys[at - 1] if at else ""), (keys[at + 1] if at + 1 < len(keys) else "")


def _show_ways(before: str, behind: str) -> None:
    with st.container(horizontal=True):
        for label, key, shortcut in (("上一处", before, "K"), ("下一处", behind, "J")):
            if st.button(label, disabled=not key, shortcut=shortcut, key=f"review_{shortcut}"):
                st.session_state[NEXT] = key
                st.rerun()


def _ask(item: Item, row: Row, behind: str) -> None:
    who = ask_who("核对人")
    why = st.text_input("理由或备注", key=f"why_{item.key}", max_chars=200, placeholder="不写时记作所点的结论")
    plain = Judgement(row.document, row.start, row.end, "", seen=row.indicator)

    def answer(judgement: Judgement) -> None:
        _answer(judgement, who, why, behind)

    if item.kind in (SAMPLE, SCANNED):
        _ask_sample(replace(plain, indicator=row.indicator), answer)
        ask_page(on_page(narrowed(loading.library(), _chosen().area), item), who, why, _go_on)
        _ask_colleague(item, plain, answer)
        return
    wording = st.text_input(
        "新说法（供词库取用，不需要就清空）", value=row.noun[:LONGEST], key=f"word_{item.key}", max_chars=LONGEST
    )
    part = st.text_input("只是其中哪一部分（全部则留空）", key=f"part_{item.key}", max_chars=LONGEST).strip()
    accepted = replace(plain, verdict="accepted", wording=wording.strip(), part=part)
    for n, offered in enumerate(suggested(row), 1):
        _offer(n, offered, accepted, answer)
    _ask_other(item, accepted, answer)
    with st.container(horizontal=True):
        none = "不是指标，移出" if row.indicator else "不是指标"
        _button(none, "X", lambda: answer(replace(plain, verdict="no_indicator")))
        _button(
            "维持现在的" if item.kind == RIVAL else "都不对", "N", lambda: answer(replace(plain, verdict="rejected"))
        )
        _button("只记备注", "B", lambda: answer(replace(plain, verdict="noted")))
    _ask_colleague(item, plain, answer)


def _ask_colleague(item: Item, plain: Judgement, answer: Callable[[Judgement], None]) -> None:
    with st.expander("请同事看"):
        asked = st.text_input("同事的姓名", key=f"asked_{item.key}", max_chars=40).strip()
        judgement = replace(plain, verdict="asked", asked=asked)
        _button("交给这位同事", "T", lambda: answer(judgement), disabled=not asked)


def _offer(n: int, offered: Suggestion, accepted: Judgement, answer: Callable[[Judgement], None]) -> None:
    indicator, kind = loading.indicators()[offered.id], "primary" if n == 1 else "secondary"
    judgement = replace(accepted, indicator=offered.id)
    name = f"采用 {n}：{indicator.name}"
    if accepted.part or not offered.part:
        wanting = indicator.only_parts and not accepted.part
        words = f"{name}，先写是哪一类" if wanting else f"{name}，只是“{accepted.part}”" if accepted.part else name
        _button(words, str(n), lambda: answer(judgement), kind, disabled=wanting)
        return
    of_part = replace(judgement, part=offered.part[:LONGEST])
    _button(f"{name}，只是“{offered.part}”", str(n), lambda: answer(of_part), kind)
    if not indicator.only_parts:
        _button(f"{name}，就是全部", f"Shift+{n}", lambda: answer(judgement))


def _ask_other(item: Item, accepted: Judgement, answer: Callable[[Judgement], None]) -> None:
    with st.expander("另选指标"):
        names = indicators_menu([i for i in loading.indicators().values() if not i.trial])
        chosen = st.selectbox(
            "指标",
            list(names),
            index=None,
            format_func=names.__getitem__,
            key=f"other_{item.key}",
            placeholder="打字查找",
        )
        other = replace(accepted, indicator=chosen or "")
        _button("采用所选指标", "O", lambda: answer(other), disabled=not chosen)


def _ask_sample(plain: Judgement, answer: Callable[[Judgement], None]) -> None:
    with st.container(horizontal=True):
        _button("读得对", "1", lambda: answer(replace(plain, verdict="right")), "primary")
        _button("读错了，移出比较", "X", lambda: answer(replace(plain, verdict="wrong")))


def _button(label: str, key: str, act: Callable[[], None], kind: str = "secondary", disabled: bool = False) -> None:
    if st.button(escape(label), shortcut=key, key=f"review_{key}", type=kind, disabled=disabled):
        act()


def _go_on(message: str) -> None:
    st.session_state[SAID] = message
    st.rerun()


def _answer(judgement: Judgement, who: str, why: str, behind: str) -> None:
    """Note an answer and go on to the next item; what cannot be done is said and changes nothing."""
    try:
        loading.judge(judgement, who, why)
    except DuibiaoError as error:
        st.error(escape(str(error)))
        return
    st.session_state[SAID] = f"已记下：{JUDGED[judgement.verdict]}。要收回，到“变更记录”撤销。"
    if behind:
        st.session_state[NEXT] = behind
    st.rerun()
