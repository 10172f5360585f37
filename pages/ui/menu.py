"""The menu of pages: one light component. Streamlit's own costs the browser more at each click than the figure
that is waited for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

import streamlit as st
from streamlit.navigation.page import StreamlitPage
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.source_util import PageInfo

from core.library.link import MOVED, START, Link
from core.screens import screens
from pages.ui import basket
from pages.ui.address import PATHS, go, to_remember
from pages.ui.caller import chosen
from pages.ui.components import component
from pages.ui.downloads import call_off
from pages.ui.replay import recorded, replayed

HTML = '<nav lang="zh-CN" aria-label="页面"></nav>'
OTHERS = {  # pages that are no screens
    "text": ("原文", "报告原样，数字逐个标出"), "basket": ("会议篮", "收集图，逐屏放映，导出文件"),
    "draft": ("写前自检", "发布前检查草稿，不入库"),
    "import": ("导入", "放入新报告"), "reports": ("报告库", "全部报告，确认待核来源"),
    "changes": ("变更记录", "谁改了什么，可以撤销"),
}  # fmt: skip


class Notice(NamedTuple):
    """What a browser is told of the pages while one of them is open."""

    page: StreamlitPage
    message: ForwardMsg


_NOTICES: dict[str, Notice] = {}  # by the hash of the page
_PAGES: dict[str, PageInfo] = {}  # all of them, as Streamlit knows them


@cache
def page_at(address: str) -> tuple[StreamlitPage, str]:
    """Return the page at an address as it is declared, for menu and links, and the line that says what it is for: run a
    copy of it, since a run marks the page that it opens.
    """
    screen = screens().get(address)
    title, purpose = (screen.PAGE.title, screen.PAGE.purpose) if screen else OTHERS[address]
    return st.Page(PATHS[address], title=title, url_path=address, default=address == START), purpose


@cache
def moved() -> list[StreamlitPage]:
    """Return a page at each address that became a part of another, which leads there with all that was chosen."""
    return [st.Page(partial(_lead_to, page), title=old, url_path=old) for old, page in MOVED.items()]


def opened(sections: Mapping[str, Sequence[StreamlitPage]]) -> StreamlitPage:
    """Return the page that is asked for, as ``st.navigation`` does: that one makes anew what it tells of all pages, 600
    calls in each run.
    """
    context = get_script_run_ctx()
    asked = context.pages_manager.set_pages_and_resolve(_PAGES, page_at(START)[0]._script_hash) if context else None
    notice = _NOTICES.get(asked["page_script_hash"]) if asked else None
    if context and notice:
        context.set_mpa_v2_page(notice.page._script_hash)
        context._enqueue(notice.message)
        return notice.page
    page, record = recorded(lambda: st.navigation(sections, position="hidden"))
    if context and len(record.messages) == 1:  # else there is no such page, of which a browser is told as well
        _PAGES.update(context.pages_manager.get_pages())
        _NOTICES[page._script_hash] = Notice(page, record.messages[0])
    return page


def _lead_to(page: str) -> None:
    go(Link(page, chosen()))


def show_menu(sections: Mapping[str, Sequence[tuple[StreamlitPage, str]]], current: StreamlitPage) -> None:
    """Show the menu beside the page and go where it is clicked.

    Args:
        sections: name → pages, each with a line that says what it is for.
    """
    if current.url_path == "basket" and basket.KEY in st.query_params:
        basket.take_from_address()  # now, so that the browser keeps a basket that was opened by its link
    data = {"current": current.url_path, "sides": to_remember(), "basket": basket.to_remember()}

    def shown() -> str | None:
        listed = [[name, [[p.url_path, p.title, purpose] for p, purpose in pages]] for name, pages in sections.items()]
        return (
            component("menu", HTML)(
                key="menu",
                data={"sections": listed, **data},
                on_picked_change=lambda: None,
                on_restored_change=_restore,
                on_called_off_change=_call_off,
            )
        ).picked

    with st.sidebar:
        picked = replayed(("menu", *map(str, data.values())), shown)
    if picked:
        go(Link.parse(str(picked)))


def _call_off() -> None:
    call_off(str(st.session_state["menu"].called_off or ""))


def _restore() -> None:
    basket.restore(str(st.session_state["menu"].restored or ""))
