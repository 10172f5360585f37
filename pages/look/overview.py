"""总览: what is in the library, who says how much of what, and the indicators most places can be compared on."""

from __future__ import annotations

import streamlit as st

from pages.ui import loading, views
from pages.ui.escape import escape
from pages.ui.figures import clicked, show_figure
from pages.ui.links import to_indicator, to_profile
from pages.ui.shell import nothing_yet, show_title

if not views.reported():
    nothing_yet("总览")
show_title("总览")
st.markdown(escape(views.library()))

matrix, matrix_figure = views.coverage()
cell = clicked(show_figure(matrix_figure, "matrix", matrix.in_words()))
if cell:
    st.switch_page(
        "pages/look/profile.py", query_params=to_profile(loading.places()[cell[0]], loading.themes()[cell[1]])
    )

heads, heads_figure = views.headlines()
door = clicked(show_figure(heads_figure, "heads", "；".join(view.finding() for view in heads)))
if door:
    st.switch_page("pages/look/indicator.py", query_params=to_indicator(loading.indicators()[door[0]]))
