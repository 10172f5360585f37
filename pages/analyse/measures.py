"""举措与问题: what others do that we do not, what each place finds lacking, and how often its mechanisms run."""

from __future__ import annotations

import streamlit as st

from core.export.lines import table_csv
from core.screens.measures import MODES, TABLES
from pages.ui import loading
from pages.ui.actions import show_actions_of
from pages.ui.measures import pick_mentions, show_calendar, show_matrix, show_only, show_problems
from pages.ui.shell import nothing_yet, show_title

if loading.reports().empty:
    nothing_yet("举措与问题")

show_title("举措与问题", "各地报告写到的举措和问题，都用原句。没有写到不等于没有做，有的报告只见节选。")
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    found, lacking, places, mode = pick_mentions()
if mode == "matrix":
    show_matrix(found, places)
elif mode == "only":
    show_only(found, places)
elif mode == "problems":
    show_problems(lacking, places)
else:
    show_calendar(found, places)
show_actions_of(
    "measures",
    MODES[mode],
    lambda: table_csv(TABLES[mode](loading.library(), found, lacking, places)),
    drawn=mode == "matrix",
)
