"""Files to take along: made when somebody asks for one, on a thread of its own, so that nobody waits for another's
deck.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from core.export.cover import cover_of
from core.export.formats import FORMATS, exported
from core.library.link import Link
from core.screens.exhibit import Exhibit
from pages.ui import loading
from pages.ui.short import shortener


def show_downloads(exhibits: Sequence[Exhibit], link: Link, title: str = "", unit: str = "") -> None:
    """Offer the exhibits as files.

    Args:
        link: opens the page that they are from; its short address stands in the files as QR.
        title: of the files, by default their own.
        unit: who made them.
    """
    library, short = loading.library(), shortener()

    def maker(ending: str) -> Callable[[], bytes]:
        return lambda: exported(ending, exhibits, library, title, unit=unit, address=short.address_or_long(link))

    name = f"{cover_of(exhibits, title).title}_{date.today():%Y%m%d}"
    with st.container(horizontal=True):
        for ending, made in FORMATS.items():
            st.download_button(
                made.words, maker(ending), f"{name}{ending}", made.mime, key=f"download{ending}", on_click="ignore"
            )
