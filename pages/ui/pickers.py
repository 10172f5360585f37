"""Choices that live in the address: what is chosen is the link one sends round.

Streamlit writes the words of an option into the address. A link may also carry its id, which does not change when
a name does; an unknown word falls back to the default and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.errors import StreamlitAPIException

from core.library.link import unknown
from core.library.menus import EVERYTHING, LATEST, indicators_menu, years_menu
from core.model import Indicator, Place, Theme
from pages.ui import loading
from pages.ui.escape import escape, escape_html
from pages.ui.words import ALL_YEARS

FEW = 8  # options that are shown side by side
ONE = "单项指标"


def choose(
    label: str, options: Mapping[str, str], key: str, default: str = "", on_change: Callable[[], object] | None = None
) -> str:
    """Let a visitor choose one of ``options`` (id → words) and return its id, ``default`` or else the first one.

    What is chosen is in the address even when it is the default where ``default`` is given: such a default
    moves with the data, and a link must not.
    """
    _follow_link(options, key, several=False)
    ids = list(options)
    start = default if default in options else ids[0]
    if default and not st.query_params.get(key):
        before = st.session_state.get(key)
        st.session_state[key] = before if before in options else start
        _put_into_address(key, options[st.session_state[key]])
    picked = st.selectbox(
        label,
        ids,
        None if default else 0,
        format_func=options.__getitem__,
        key=key,
        bind="query-params",
        on_change=on_change or "rerun",
    )
    return start if picked is None else picked


def choose_several(
    label: str, options: Mapping[str, str], key: str, default: Sequence[str], empty: str = ""
) -> list[str]:
    """Let a visitor choose any of ``options`` and return their ids, in the order of the options."""
    _follow_link(options, key, several=True)
    ids, words = list(options), options.__getitem__
    if len(ids) <= FEW and not empty:
        picked = st.pills(
            label, ids, format_func=words, key=key, bind="query-params", selection_mode="multi", **_start(key, default)
        )
    else:
        picked = st.multiselect(
            label,
            ids,
            format_func=words,
            key=key,
            bind="query-params",
            placeholder=empty or "请选择",
            **_start(key, default),
        )
    return [id for id in ids if id in set(picked)]


def _start(key: str, default: Sequence[str]) -> dict:
    return {"default": list(default)}


def _follow_link(options: Mapping[str, str], key: str, several: bool) -> None:
    """Turn the ids of a link into a choice, and say which of its words are not known."""
    asked = [word for word in st.query_params.get_all(key) if word]
    if not asked:
        return
    by_words = {words: id for id, words in options.items()}
    known = [by_words.get(word, word) for word in asked if word in by_words or word in options]
    if any(word in options and word not in by_words for word in asked):
        _take_ids(key, known, [options[id] for id in known], several)
    strange = [word for word in asked if word not in by_words and word not in options]
    if strange:
        st.caption(escape(unknown("、".join(strange))))


def _take_ids(key: str, ids: list[str], words: list[str], several: bool) -> None:
    """Put the words for ids into the address; where the page is open already, choose them."""
    if _put_into_address(key, words if several else words[0]):
        st.rerun()
    st.session_state[key] = ids if several else ids[0]


def _put_into_address(key: str, words: str | list[str]) -> bool:
    """Write a choice into the address and say whether that could be done: once a widget holds a key, only it can."""
    try:
        st.query_params[key] = words
    except StreamlitAPIException:
        return False
    return True


def pick_places(default: Sequence[str] | None = None) -> list[Place]:
    """Let a visitor choose places; the usual ones when nothing is chosen."""
    known, usual = loading.places(), loading.library().usual_places
    words = {id: place.short_name for id, place in known.items()}
    picked = choose_several("地区", words, "p", list(default or usual))
    return [known[id] for id in picked or usual]


def pick_place() -> Place:
    """Let a visitor choose one place."""
    known = loading.places()
    return known[choose("地区", {id: place.short_name for id, place in known.items()}, "o", next(iter(known)))]


def pick_indicator(known: list[Indicator], default: str) -> Indicator:
    """Let a visitor choose one of the indicators."""
    by_id = {indicator.id: indicator for indicator in known}
    return by_id[choose("指标", indicators_menu(known), "i", default)]


def pick_years(known: Sequence[int], empty: str = ALL_YEARS) -> list[int]:
    """Let a visitor choose years of report; what none means is said by ``empty``, by default the latest of each
    place.
    """
    return [int(year) for year in choose_several("年份", {str(y): str(y) for y in known}, "y", [], empty=empty)]


def pick_year(known: Sequence[int]) -> int | None:
    """Let a visitor choose one year of report; None means the latest of each indicator."""
    picked = choose("年份", LATEST | years_menu(known), "n")
    return None if picked == "latest" else int(picked)


def pick_family(known: Sequence[Indicator]) -> list[Indicator]:
    """Let a visitor choose a family of indicators; [] means a single indicator."""
    families = dict.fromkeys(indicator.family for indicator in known if indicator.family)
    picked = choose("口径族", {"one": ONE, **{family: family for family in families}}, "g")
    return [indicator for indicator in known if indicator.family == picked]


def pick_theme(known: Mapping[str, Theme]) -> Theme | None:
    """Let a visitor choose a theme; None means all of them."""
    return known.get(choose("主题", EVERYTHING | {id: theme.name for id, theme in known.items()}, "t"))


def in_a_sentence(places: Sequence[Place], *more: str) -> None:
    """Say what is chosen in one line."""
    names = "、".join(place.short_name for place in places)
    st.html(f'<p class="duibiao-choice" data-report="">{escape_html(" · ".join(filter(None, (names, *more))))}</p>')


def span_of(years: Sequence[int]) -> str:
    """Return the years chosen as people write them."""
    return "、".join(str(year) for year in years) if years else ALL_YEARS
