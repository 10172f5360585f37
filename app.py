"""The front door: page settings, menu and frame. Computes nothing."""

from __future__ import annotations

from copy import copy

import streamlit as st

from core.words import PRODUCT
from pages.ui.address import begin, written_at_the_end
from pages.ui.embedding import framed, show_framed
from pages.ui.menu import moved, opened, page_at, show_menu
from pages.ui.running import run_page, show_trouble
from pages.ui.shell import show_foot, show_head

st.set_page_config(page_title=PRODUCT, layout="wide", initial_sidebar_state=200)

SECTIONS = {
    "看结果": [
        "conclusion",
        "overview",
        "indicator",
        "theme",
        "profile",
        "openness",
        "league",
        "dictionary",
        "search",
    ],
    "做分析": ["trend", "plans", "measures", "words", "index"],
    "查出处": ["text", "findings", "review"],
    "会议与数据": ["basket", "own", "draft", "import", "reports", "changes"],
}  # a new page adds its address here
pages = {name: [page_at(address) for address in addresses] for name, addresses in SECTIONS.items()}
listed = {name: [each for each, _ in entries] for name, entries in pages.items()}
page = copy(opened({**listed, "": moved()}))

begin(page.url_path)
if figure := framed(page.url_path):
    show_framed(figure)
    st.stop()
show_menu(pages, page)
show_head()
show_trouble()
with written_at_the_end():
    run_page(page)
show_foot()
