"""主题词: what sets a report's words apart, how themes share the text, what changes from review to plan and from year
to year.
"""

from __future__ import annotations

import streamlit as st

from core.screens.words import MODE, MODES
from pages.ui import loading
from pages.ui.pickers import choose
from pages.ui.shell import nothing_yet, show_title
from pages.ui.terms import show_mode

if loading.reports().empty:
    nothing_yet("主题词")

show_title("主题词", "词频只数官方原文；一份报告和其余各地比，看哪些词用得多、哪些用得少。词多词少不说明工作好坏。")
filters = st.container(key="filters", horizontal=True, vertical_alignment="bottom")
with filters:
    mode = choose("看什么", MODES, MODE)
show_mode(mode, filters)
