"""What stands around every page: the style, the line at the top, the line at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import NoReturn
from urllib.parse import urlencode

import streamlit as st

from core.library import Library, remembered
from core.library.link import VERSION, Link
from core.library.since import since
from core.screens import HOW_TO_GET_DATA, NOTHING
from core.words import PRODUCT
from pages.ui import address, basket, loading
from pages.ui.escape import escape
from pages.ui.escape import escape_html as e
from pages.ui.glossary import explained
from pages.ui.guide import show_guide
from pages.ui.replay import replayed
from pages.ui.signing import signed_badge
from pages.ui.words import FOOTER

ASK, ASKED = "_ask", "_asked"  # what is written in the box at the top, and what was last gone to
STYLE = Path(__file__).parent / "static" / "house.css"
_STYLED = Event()  # the browser has the style with its first page


def styled_already() -> None:
    """Note that this server gives the style with the first page, so that no run of a page has to."""
    _STYLED.set()


def show_style() -> None:
    """Put the style in where nobody else does: under ``streamlit run``."""
    if not _STYLED.is_set():
        st.html(STYLE)


def show_head() -> None:
    """Put the style in and say what is open: product, data version, places and years in view."""
    loading.begin()
    show_style()
    bar = (
        f'<div class="duibiao-head"><b>{PRODUCT}</b><span data-report="" title="数据版本 {e(loading.data_version())}">{e(loading.library().updated or "还没有数据")}</span>'
        f"{_in_view(loading.library())}{_basket()}{signed_badge()}</div>"
    )
    replayed(("bar", bar), lambda: _show_bar(bar))
    show_guide()
    asked = st.session_state.get(ASK, "").strip()
    if asked and asked != st.session_state.get(ASKED):
        st.session_state[ASKED] = asked
        address.go(Link("search", (("q", asked),)))
    _show_since()


def _show_bar(html: str) -> None:
    st.html(html)
    with st.container(key="ask_box"):
        st.text_input(
            "搜索或问一句", key=ASK, placeholder="搜指标、地区，或问：谁的好评率最高", label_visibility="collapsed",
            max_chars=60,
        )  # fmt: skip


@remembered
def _in_view(library: Library) -> str:
    """Return of how many places, years and reports there is anything, as HTML."""
    known = library.spread.totals
    span = f"{known.span} 年" if known.reports else "没有报告"
    return f"<span>{known.places} 地 × {span}</span><span>{known.reports} 份报告</span>"


def _show_since() -> None:
    """Say what changed since the link that led here was copied."""
    changes = since(st.query_params.get(VERSION, ""), loading.data_version())
    if changes:
        with st.container(border=True, key="report_since"):
            first, *rest = changes
            st.html(
                f'<div class="duibiao-since" role="status" data-report="">{e(first)}<ul>{"".join(f"<li>{e(line)}</li>" for line in rest)}</ul></div>'
            )
            st.button("知道了", on_click=_forget_version)


def _forget_version() -> None:
    st.query_params.pop(VERSION, None)


def _basket() -> str:
    """Return the way to the figures collected, "" while there are none."""
    links = basket.links()
    address = f"basket?{urlencode([(basket.KEY, link) for link in links])}"
    return f'<a href="{e(address)}" target="_self">会议篮 {len(links)}</a>' if links else ""


def show_foot() -> None:
    """Say where the data come from."""
    replayed("foot", lambda: st.caption(FOOTER))


def show_title(title: str, subtitle: str = "") -> None:
    """Show the title of a page and, under it, one line that says what it is about."""

    def shown() -> None:
        st.title(escape(title), anchor=False)
        if subtitle:
            st.caption(escape(subtitle))

    replayed(("title", title, subtitle), shown)


def show_notes(notes: Sequence[str]) -> None:
    """Show what a reader must keep in mind, one line each."""
    if notes:
        lines = explained("".join(f"<li>{e(note)}</li>" for note in dict.fromkeys(notes)))
        st.html(f'<ul class="duibiao-notes" data-report="">{lines}</ul>')


def nothing_yet(title: str) -> NoReturn:
    """Say how to get data, and end the page."""
    st.title(title, anchor=False)
    st.info(f"{NOTHING}{HOW_TO_GET_DATA}")
    st.stop()
