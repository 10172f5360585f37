"""Files to take along: made when somebody asks for one, on a thread of its own, so that nobody waits for another's
deck.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from core.export.formats import FORMATS, exported
from core.screens.exhibit import Exhibit
from core.words import PRODUCT
from pages.ui import loading

NEW_LINE = "\n"  # between the title of a file and what stands below it


def show_downloads(exhibits: Sequence[Exhibit], title: str = "") -> None:
    """Offer the exhibits as files."""
    library = loading.library()

    def maker(ending: str) -> Callable[[], bytes]:
        return lambda: exported(ending, exhibits, library, title)

    with st.container(horizontal=True):
        for ending, made in FORMATS.items():
            st.download_button(
                made.words,
                maker(ending),
                f"{title.replace(NEW_LINE, '_') or PRODUCT}_{library.version}{ending}",
                made.mime,
                key=f"download{ending}",
                on_click="ignore",
            )
