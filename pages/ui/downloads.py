"""Files to take along: made when somebody asks for one, on a thread of its own, so that nobody waits for another's
deck.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from core.export.cover import cover_of
from core.export.formats import FORMATS, exported
from core.export.wanted import CalledOff, while_wanted
from core.library.link import Link
from core.screens.exhibit import Exhibit
from pages.ui import loading
from pages.ui.short import shortener

CALLED_OFF = "files_called_off"  # of this session: how often each kind of file was called off


def call_off(words: str) -> None:
    """Let the files of a kind that are being made for this visitor end.

    Args:
        words: of the button.
    """
    _called_off()[words] += 1


def _called_off() -> Counter[str]:
    return st.session_state.setdefault(CALLED_OFF, Counter())


def _as_long_as_wanted(make: Callable[[], bytes], words: str) -> Callable[[], bytes]:
    """Return what makes a file, on a thread that knows no session; nothing once the file is called off, which the
    browser does not take then.
    """
    called_off = _called_off()

    def made() -> bytes:
        before = called_off[words]
        with while_wanted(lambda: called_off[words] == before):
            try:
                return make()
            except CalledOff:
                return b""

    return made


def show_downloads(exhibits: Sequence[Exhibit], link: Link, title: str = "", unit: str = "") -> None:
    """Offer the exhibits as files.

    Args:
        link: opens the page that they are from; its short address stands in the files as QR.
        title: of the files, by default their own.
        unit: who made them.
    """
    library, short = loading.library(), shortener()

    def maker(ending: str) -> Callable[[], bytes]:
        def make() -> bytes:
            return exported(ending, exhibits, library, title, unit=unit, address=short.address_or_long(link))

        return _as_long_as_wanted(make, FORMATS[ending].words)

    name = f"{cover_of(exhibits, title).title}_{date.today():%Y%m%d}"
    with st.container(horizontal=True):
        for ending, made in FORMATS.items():
            st.download_button(
                made.words, maker(ending), f"{name}{ending}", made.mime, key=f"download{ending}", on_click="ignore"
            )
