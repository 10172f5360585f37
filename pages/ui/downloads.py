"""Files to take along: made when somebody asks for one, on a thread of its own, so that nobody waits for another's
deck.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from core.export.formats import MIME, exported
from core.screens.exhibit import Exhibit
from core.words import PRODUCT
from pages.ui import loading

NEW_LINE = "\n"  # between the title of a file and what stands below it
WORDS = {
    ".pptx": "幻灯片 PPTX",
    ".docx": "报告 DOCX",
    ".问答.docx": "会前问答单",
    ".xlsx": "表格 XLSX",
    ".csv": "数据 CSV",
    ".json": "数据 JSON",
}


def show_downloads(exhibits: Sequence[Exhibit], title: str = "") -> None:
    """Offer the exhibits as files."""
    library = loading.library()

    def maker(ending: str) -> Callable[[], bytes]:
        return lambda: exported(ending, exhibits, library, title)

    with st.container(horizontal=True):
        for ending, words in WORDS.items():
            st.download_button(
                words,
                maker(ending),
                f"{title.replace(NEW_LINE, '_') or PRODUCT}_{library.version}{ending}",
                MIME[ending],
                key=f"download{ending}",
                on_click="ignore",
            )
