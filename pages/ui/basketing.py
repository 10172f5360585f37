"""The list of the basket on its page: each figure with its link, its note and its place in the order; baskets kept
by name.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

import streamlit as st

from core.errors import DuibiaoError
from core.export.native import drawn
from core.library.link import Link
from core.screens.exhibit import Exhibit
from core.screens.own import own_link
from pages.ui import basket, loading
from pages.ui.components import component
from pages.ui.escape import escape, escape_html
from pages.ui.signing import ask_who, may_write
from pages.ui.unfolding import unfolding


def show_items(items: Sequence[tuple[int, Exhibit]]) -> None:
    """Show the figures in their order; a link that carries several stands once."""
    seen: set[int] = set()
    for n, exhibit in items:
        if n not in seen:
            seen.add(n)
            more = sum(at == n for at, _ in items) - 1
            _show_item(n, exhibit, more)


def show_order(items: Sequence[tuple[int, Exhibit]]) -> None:
    """Let the figures be dragged into another order."""
    titles = {n: exhibit.title for n, exhibit in reversed(items)}
    if len(titles) < 2:
        return

    def put() -> None:
        match st.session_state["basket_order"].moved:
            case [int(n), int(to)] if n < len(places) and to < len(places):
                basket.move(places[n], places[to])

    places = sorted(titles)
    component("order", ORDER_HTML)(
        key="basket_order", data={"titles": [titles[n] for n in places]}, on_moved_change=put
    )


def show_shelves() -> None:
    """Let a visitor keep baskets by name in his own browser, and open them again."""

    def open_kept() -> None:
        if opened := basket.links_in(st.session_state["basket_shelves"].opened):
            basket.set_links(opened)

    with unfolding(
        st.expander, "存在这个浏览器里的会议篮", "shelves"
    ) as is_open:  # open it stays, whatever comes above
        if is_open:
            component("shelves", SHELVES_HTML)(
                key="basket_shelves", data={"links": basket.links()}, on_opened_change=open_kept
            )


ORDER_HTML = '<div class="order" lang="zh-CN"><p id="order-hint">次序：按住拖动；用键盘时 ↑ ↓ 选，Alt + ↑ ↓ 移动</p><ol></ol></div>'
SHELVES_HTML = (
    '<div class="shelves" lang="zh-CN"><form hidden><input name="name" aria-label="这一篮叫什么" placeholder="名称，例如：十二月例会" maxlength="40">'
    '<button>存为</button></form><ul aria-label="存着的会议篮"></ul><div role="status"></div></div>'
)


def _show_item(n: int, exhibit: Exhibit, more: int) -> None:
    with st.container(border=True, key=f"item_{n}"):
        heading, words, buttons = st.columns([0.46, 0.3, 0.24], vertical_alignment="center")
        with heading:
            others = f"，另有 {more} 个图" if more else ""
            st.html(
                f'<div data-report="" class="basket-card">{thumbnail(exhibit)}<div><b>{n + 1}. {escape_html(exhibit.title)}</b>{others}<br>'
                f'<span class="duibiao-choice">{escape_html(exhibit.subtitle)}　<a href="{escape_html(exhibit.address)}" target="_self">打开</a></span></div></div>'
            )
        with words:
            if not more:
                _ask_words(n, basket.TITLE, "图的标题", "改标题，可不改", basket.TITLE_MOST)
            _ask_words(n, basket.NOTE, "备注", "备注，会随图展示", basket.NOTE_MOST)
        with buttons, st.container(horizontal=True):
            st.button("上移", key=f"up_{n}", on_click=basket.move, args=(n, n - 1), disabled=n == 0)
            st.button(
                "下移", key=f"down_{n}", on_click=basket.move, args=(n, n + 1), disabled=n == len(basket.links()) - 1
            )
            st.button("移除", key=f"out_{n}", on_click=basket.remove, args=(n,))


def _ask_words(n: int, name: str, label: str, example: str, most: int) -> None:
    link = basket.links()[n]
    key = f"{name}_{n}_{hash(link)}"
    st.text_input(
        label, Link.parse(link).first(name)[:most], key=key, max_chars=most, placeholder=example,
        label_visibility="collapsed", on_change=lambda: basket.rewrite(n, name, st.session_state[key]),
    )  # fmt: skip


def thumbnail(exhibit: Exhibit) -> str:
    """Return a small drawing of what an item shows: bars of its chart, else lines of its table or sentences."""
    charts = [exhibit.chart, *(panel.chart for panel in exhibit.panels)]
    marks = next((marks for chart in charts if (marks := drawn(chart))), ())[:THUMB]
    most = max((mark.value for mark in marks), default=0)
    widths = [max(4.0, 76 * mark.value / most) if most > 0 else 4.0 for mark in marks]
    colours = [mark.colour for mark in marks]
    if not marks:
        lines = min(THUMB, max(1, len(exhibit.points) or len(exhibit.table.lines)))
        widths, colours = [76.0 - 9 * (n % 3) for n in range(lines)], ["#C3CBD2"] * lines
    bars = "".join(
        f'<rect x="2" y="{3 + 9 * n}" width="{width:.0f}" height="6" fill="{escape_html(colour)}"/>'
        for n, (width, colour) in enumerate(zip(widths, colours, strict=True))
    )
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 48" width="80" height="48">{bars}</svg>'
    return f'<img alt="" width="80" height="48" src="data:image/svg+xml;base64,{b64encode(drawing.encode()).decode()}">'


THUMB = 5  # bars of a thumbnail


def show_own_slide() -> None:
    """Let a visitor write a slide of words: a chapter, what was agreed."""
    with unfolding(st.expander, "加一页自己写的文字", "own_slide") as is_open:
        if is_open:
            _ask_own_slide()


def _ask_own_slide() -> None:
    with st.form("own_slide", border=False, clear_on_submit=True):
        title = st.text_input("标题", max_chars=60)
        text = st.text_area("文字，一行一条", max_chars=600, height=120)
        if st.form_submit_button("加入会议篮") and title.strip():
            basket.set_links([*basket.links(), own_link(title.strip(), text.strip())])
            st.rerun()


def show_by_name() -> None:
    """Keep the basket by name, and open one that is kept."""
    known = loading.saved(basket.SAVED)
    with unfolding(st.expander, f"按名称保存，同事也能打开（已存 {len(known)} 个）", "by_name") as is_open:
        if not is_open:
            return
        if basket.links() and may_write("按名称保存"):
            with st.form("keep_basket", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
                name, who = st.text_input("名称", max_chars=60), ask_who("谁存的")
                if st.form_submit_button("保存"):
                    _keep(name, who)
        for row in known.itertuples(index=False):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button("打开", key=f"open_{row.id}", on_click=basket.set_links, args=(row.content.split("\n"),))
                st.caption(escape(f"{row.name}　{len(row.content.splitlines())} 项　{row.who}　{row.made_at[:10]}"))


def _keep(name: str, who: str) -> None:
    try:
        loading.keep(basket.SAVED, name, "\n".join(basket.links()), who)
    except DuibiaoError as error:
        st.error(escape(str(error)))
        return
    st.rerun()
