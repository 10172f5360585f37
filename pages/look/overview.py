"""总览: what is in the library, who says how much of what, and the indicators most places can be compared on."""

from __future__ import annotations

import streamlit as st

from pages.ui import loading, views
from pages.ui.actions import show_actions, show_actions_of
from pages.ui.escape import escape
from pages.ui.figures import clicked, show_figure
from pages.ui.links import to_indicator, to_profile
from pages.ui.sheet import cells_sheet
from pages.ui.shell import nothing_yet, show_title

if not views.reported():
    nothing_yet("总览")
show_title("总览")
st.markdown(escape(views.library()))

matrix, matrix_figure = views.coverage()
cell = clicked(show_figure(matrix_figure, "matrix", matrix.in_words()))
show_actions_of("matrix", "覆盖情况", lambda: cells_sheet(matrix))
if cell:
    st.switch_page(
        "pages/look/profile.py", query_params=to_profile(loading.places()[cell[0]], loading.themes()[cell[1]])
    )

heads, heads_figure = views.headlines()
if heads:
    told = "；".join(head.view.finding() for head in heads)
    door = clicked(show_figure(heads_figure, "heads", told))
    show_actions("heads", "各地可比的指标", [row for head in heads for row in (*head.view.together, *head.view.apart)])
    if door:
        head = next(head for head in heads if head.view.indicator.id == door[0])
        st.switch_page("pages/look/indicator.py", query_params=to_indicator(head.view.indicator, year=head.year))
