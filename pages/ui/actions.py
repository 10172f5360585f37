"""What one may take along from a figure: its link, its rows, its picture, the citation of the chosen number."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import segno
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.analysis.rows import Row
from core.errors import DuibiaoError
from core.export import lines
from core.library.link import Link
from core.screens.exhibit import Exhibit
from pages.ui import address, basket, loading
from pages.ui.components import component
from pages.ui.embedding import embedding_allowed
from pages.ui.replay import Same, place_of, replayed
from pages.ui.short import shortener

ASKED = "_actions_asked"  # of which row something was asked, and what
TOO_LONG = "too long"
HTML = '<div class="actions" lang="zh-CN"></div>'


def show_actions(exhibits: Sequence[tuple[Exhibit, DeltaGenerator]], chosen: Row | None = None) -> None:
    """Show the row of actions of each exhibit in its room.

    Args:
        chosen: the number whose sentence is shown, for the citation.
    """
    current = address.current().link.page, address.current().written
    rows = [(each, room, each.link if each.link.page != current[0] else current[1]) for each, room in exhibits]
    asked = _asked({_key(exhibit) for exhibit, _ in exhibits})

    def shown() -> None:
        for exhibit, room, link in rows:
            with room:
                _show_row(exhibit, chosen, link, asked if asked.get("key") == _key(exhibit) else {})

    if asked:  # once
        shown()
    else:  # together: to find and send what is kept costs as much for one as for all
        replayed(("actions", Same(chosen), *((Same(each), place_of(room), link) for each, room, link in rows)), shown)


def show_link_actions(key: str) -> None:
    """Show how to take along the address of a page that is no figure."""
    facts = {"figure": "", "keep": False, "cited": "", "name": "", "table": False, "sheet": "", "link": "", "key": ""}
    _show(key, facts | {"answer": _asked({key}).get("answer")})


def _key(exhibit: Exhibit) -> str:
    return f"{exhibit.key}_actions"


def _asked(keys: Collection[str]) -> Mapping[str, object]:
    """Return what was asked of one of these rows in the run before, once."""
    asked = st.session_state.get(ASKED)
    if not asked or asked["key"] not in keys:
        return {}
    del st.session_state[ASKED]
    return asked


def _show_row(exhibit: Exhibit, chosen: Row | None, link: Link, asked: Mapping[str, object]) -> None:
    library = loading.library()
    facts = {
        "figure": exhibit.key if exhibit.figure is not None else "", "keep": True, "table": True,
        "cited": lines.citation(chosen, library) if chosen else "", "name": f"{exhibit.title[:40]}_{library.version}",
        "sheet": lines.exhibit_csv(exhibit, library) if asked.get("wanted") else "", "title": exhibit.title,
        "foot": exhibit.footer, "link": link.written(), "key": exhibit.key, "answer": asked.get("answer"),
    }  # fmt: skip
    _show(_key(exhibit), facts, exhibit)


def _show(key: str, data: Mapping[str, object], exhibit: Exhibit | None = None) -> None:
    def note() -> None:
        if st.session_state[key].wanted:
            st.session_state[ASKED] = {"key": key, "wanted": True}

    def take() -> None:
        if st.session_state[key].kept and exhibit:
            basket.add(exhibit)

    def answer_asked() -> None:
        asked = st.session_state[key].asked or {}
        answer = _answer(str(asked.get("what", "")), str(asked.get("link", "")), exhibit)
        st.session_state[ASKED] = {"key": key, "answer": answer}

    component("actions", HTML)(
        key=key,
        data={**data, "version": loading.data_version(), "embed": embedding_allowed()},
        on_wanted_change=note,
        on_kept_change=take,
        on_asked_change=answer_asked,
    )


def _answer(what: str, link: str, exhibit: Exhibit | None) -> Mapping[str, str]:
    """Return a short link as asked for: by itself, as QR, or in a message for the chat; what was refused is said."""
    try:
        short = shortener().address(Link.parse(link))
    except DuibiaoError as error:
        return {"what": what, "short": "", "code": qr_code(link), "chat": "", "said": str(error)}
    words = [exhibit.title, exhibit.sentence.text if exhibit.sentence else exhibit.subtitle] if exhibit else []
    return {
        "what": what, "short": short, "code": qr_code(short), "chat": "\n".join(filter(None, (*words, short))), "said": "",
    }  # fmt: skip


def qr_code(link: str) -> str:
    """Return the QR code of a link as the address of a picture, TOO_LONG where it holds more than a code can."""
    try:
        return segno.make(link, error="l", micro=False).svg_data_uri(scale=5, border=3, light="#FFFFFF")
    except segno.DataOverflowError:
        return TOO_LONG
