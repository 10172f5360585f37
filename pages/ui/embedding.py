"""A figure in the frame of an office's portal: nothing around it but its title, its notes and the way to its page."""

from __future__ import annotations

import os

import streamlit as st

from core.errors import DuibiaoError
from core.library.link import FIGURE, START, Link
from core.screens import exhibits_of
from pages.ui import loading
from pages.ui.caller import chosen
from pages.ui.escape import escape
from pages.ui.escape import escape_html as e
from pages.ui.figures import show_figure
from pages.ui.shell import show_notes, show_style
from pages.ui.tables import show_table

PORTALS = "DUIBIAO_PORTALS"  # environment: addresses of portals that may frame a figure, separated by spaces
STYLE = """<style>[data-testid="stSidebar"], [data-testid="stHeader"] { display: none !important; }
.stMainBlockContainer { padding: 0.5rem 1rem !important; max-width: none !important; }</style>"""


def embedding_allowed() -> bool:
    """Say whether some portal may frame a figure of this server."""
    return bool(os.environ.get(PORTALS))


def framed(page: str) -> Link | None:
    """Return the link of the figure that a frame asks for; None outside of one, or where it names no figure."""
    if not st.context.is_embedded:
        return None
    asked = Link(page or START, chosen())
    return asked if asked.first(FIGURE) else None


def show_framed(link: Link) -> None:
    """Show one figure, else its table, in its frame."""
    loading.begin()
    show_style()
    st.html(STYLE)
    try:
        exhibits = exhibits_of(link, loading.library())
    except DuibiaoError as error:
        st.info(escape(str(error)))
        return
    for exhibit in exhibits[:1]:
        if exhibit.figure is not None:
            show_figure(exhibit.figure, exhibit.key, exhibit.alt or exhibit.title)
        else:
            st.html(f'<h1 class="meeting-title" data-report="">{e(exhibit.title)}</h1>')
            show_table(exhibit)
        show_notes((*exhibit.remarks, *exhibit.notes))
        st.html(
            f'<p data-report="">{e(exhibit.footer)}　<a href="{e(link.written())}" target="_blank">打开本页</a></p>'
        )
