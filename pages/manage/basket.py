"""会议篮: the figures collected for a meeting: order, notes, screen by screen, as files, by name."""

from __future__ import annotations

import streamlit as st

from pages.ui import basket, loading
from pages.ui.actions import show_link_actions
from pages.ui.basketing import show_by_name, show_items, show_order, show_own_slide, show_shelves
from pages.ui.downloads import show_downloads
from pages.ui.escape import escape
from pages.ui.meeting import asked_screen, open_meeting, show_screen
from pages.ui.shell import nothing_yet, show_title

if loading.library().is_empty:
    nothing_yet("会议篮")

items, remarks = basket.exhibits(basket.take_from_address())
exhibits = [exhibit for _, exhibit in items]
screen = asked_screen(len(exhibits))
if screen is not None:
    show_screen(exhibits, screen)
    st.stop()

show_title(
    "会议篮", "收集要带到会上的图：排好次序，逐屏放映，或导出为文件。篮里有什么都在网址里，复制网址就能发给同事。"
)
for words in remarks:
    st.caption(escape(words))
if exhibits:
    with st.container(horizontal=True, vertical_alignment="bottom", key="basket_bar"):
        st.button(
            "进入会议模式", type="primary", on_click=open_meeting, shortcut="m", help="按 M 进入，方向键翻页，Esc 退出"
        )
        title = st.text_input(
            "文件标题", key="ti", bind="query-params", max_chars=60, placeholder="封面上的标题，可不写"
        )[:60]
        st.button("撤销", on_click=basket.undo, disabled=not basket.can_undo(), help="退回上一步，可连续退回")
        st.button("清空", on_click=basket.set_links, args=([],))
    show_downloads(exhibits, basket.link(), title)
    show_link_actions("basket_link")
    show_order(items)
    show_items(items)
else:
    st.info("篮里还没有图。在任何一页的图、表下面点“加入会议篮”，它就会出现在这里。")
    if basket.can_undo():
        st.button("撤销", on_click=basket.undo, help="退回上一步，可连续退回")
show_own_slide()
show_shelves()
show_by_name()
