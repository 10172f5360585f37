"""The menu of pages: one light component. Streamlit's own costs the browser more at each click than the figure
that is waited for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.ui.components import component

HTML = '<nav lang="zh-CN" aria-label="页面"></nav>'
START = "/"  # the first page, whose path is empty


def show_menu(sections: Mapping[str, Sequence[tuple[StreamlitPage, str]]], current: StreamlitPage) -> None:
    """Show the menu beside the page and go where it is clicked.

    Args:
        sections: name → pages, each with a line that says what it is for.
    """
    listed = [[name, [[page.url_path, page.title, told] for page, told in pages]] for name, pages in sections.items()]
    with st.sidebar:
        picked = component("menu", HTML)(
            key="menu", data={"sections": listed, "current": current.url_path}, on_picked_change=lambda: None
        ).picked
    if picked:
        by_path = {page.url_path or START: page for pages in sections.values() for page, _ in pages}
        if str(picked) in by_path:
            # A page whose choices are in the address would keep its own there, and the next one refuse them.
            st.switch_page(by_path[str(picked)], query_params={})
