"""怎么看: a tour of four lines, an example meeting and the words of the screen, one click away on every page; who opens the
product for the first time is told so.
"""

from __future__ import annotations

import streamlit as st

from core.declarations import load_glossary
from core.library.link import Link
from pages.ui import address
from pages.ui.escape import escape_html as e
from pages.ui.replay import replayed
from pages.ui.unfolding import unfolding

STEPS = (
    ("选", "先在上面选我方、对方和年份，整页就换成你们的。链接跟着变，发给别人看到的是同一页。"),
    (
        "看",
        "对标结论先说能比的：两地之间说高于、低于、持平，三地以上同年同口径才说领先、落后、居中；不能比的写明原因。",
    ),
    ("查", "点任何一个数，看它出自哪份报告的哪一句话。"),
    ("带走", "每张图下面可以复制链接、下载、加入会议篮；会议篮能逐屏放映，也能导出幻灯片。"),
)
EXAMPLE = ("conclusion", "indicator?i=positive_rate", "overview")  # what the example meeting shows
FIRST, LATER = "第一次来？", "怎么看"


def show_guide() -> None:
    """Offer the tour at the top of every page."""
    words = LATER if address.came_before() else FIRST
    with replayed("guide", lambda: st.container(key="guide_box")), unfolding(st.popover, words, "guide") as is_open:
        if is_open:
            _show_steps()


def _show_steps() -> None:
    """Show the tour, the example meeting and the words."""
    lines = "".join(f"<li><b>{e(name)}</b>　{e(words)}</li>" for name, words in STEPS)
    st.html(f'<ol class="guide">{lines}</ol>')
    example = Link("basket", tuple(("k", link) for link in EXAMPLE))
    st.page_link(address.PATHS["basket"], label="打开一场示例会议", query_params=address.carried(example))
    words = "".join(f"<dt>{e(word)}</dt><dd>{e(meaning)}</dd>" for word, meaning in load_glossary().items())
    st.html(f'<dl class="guide">{words}</dl>')
