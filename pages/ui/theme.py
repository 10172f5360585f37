"""What 专题 shows: which system, its table, its derived figures, the sentences of each place, and the way to all the
others.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.analysis.rows import Row
from core.analysis.systems import MOST_QUOTES, Quote, load_systems
from core.library import menus
from core.screens import theme as meeting
from core.screens.theme import Screen, screen_of, systems_menu, table_of
from core.words import SECTION_KINDS
from pages.ui import loading, views
from pages.ui.escape import escape
from pages.ui.escape import escape_html as e
from pages.ui.evidence import KEY as EVIDENCE
from pages.ui.pickers import choose, pick_places
from pages.ui.views import kept

THEME = "t"


def pick_screen() -> Screen:
    """Let a visitor choose a theme, a system of it and places, and return what they show."""
    systems = load_systems()
    asked = st.query_params.get(meeting.SYSTEM, "")
    theme = choose("主题", menus.themes_menu(loading.library()), THEME)
    menu = {
        number: f"{number}. {name}"
        for number, name in systems_menu().items()
        if theme in ("all", systems[int(number)].theme)
    }
    number = choose("体系", menu, meeting.SYSTEM, asked if asked in menu else next(iter(menu)))
    places = pick_places()
    return screen(int(number), tuple(place.id for place in places))


def screen(number: int, places: tuple[str, ...]) -> Screen:
    """Return what is shown of a system."""
    return _screen(loading.data_version(), number, places)


@kept
def _screen(version: str, number: int, places: tuple[str, ...]) -> Screen:
    known = loading.places()
    return screen_of(loading.library(), number, [known[id] for id in places])


def show_values(shown: Screen) -> None:
    """Show each indicator and what each place says of it; a click shows the sentence."""
    table = table_of(shown)
    frame = pd.DataFrame([[cell.words for cell in line] for line in table.lines], columns=list(table.head))

    def follow() -> None:
        cells = st.session_state["system_table"].selection.cells
        if cells:
            line, column = cells[0]
            facts = table.lines[line][list(table.head).index(column)].facts
            quoted = {row.fact_id for row in shown.rows if row.quote}
            fact = next((fact for fact in facts if fact in quoted), "")
            if fact:
                st.session_state[EVIDENCE] = fact

    st.dataframe(
        frame,
        hide_index=True,
        key="system_table",
        alt=f"{shown.system.name}：各地数值",
        selection_mode="single-cell",
        on_select=follow,
        row_height=34,
        lazy=False,
        height=min(520, 35 * (len(frame) + 1) + 4),
        column_config={"指标": st.column_config.TextColumn(width=190, pinned=True)},
    )


def stated_rows(shown: Screen) -> list[Row]:
    """Return the rows that rest on a sentence."""
    return [row for row in shown.rows if row.quote]


def show_derived(shown: Screen) -> None:
    """Say what was computed, with its formula."""
    if shown.derived:
        lines = "".join(f"<li><i>{e(words)}</i></li>" for words in shown.derived)
        st.html(f'<ul class="duibiao-notes" data-report="">{lines}</ul>')


def show_quotes(shown: Screen) -> None:
    """Show what each place says, the words that were looked for marked; a place that says nothing says so."""
    if not shown.system.words:
        return
    st.subheader("各地原句", anchor=False)
    st.caption(escape(f"句中含有：{'、'.join(shown.system.words)}"))
    for place in shown.places:
        told = shown.quotes.get(place)
        st.html(
            f'<div class="evidence" data-report=""><div class="whose"><b>{e(place.short_name)}</b></div>{_quotes(told)}</div>'
        )


def _quotes(told: Sequence[Quote] | None) -> str:
    if told is None:
        return "<p>库里没有这个地方的报告。</p>"
    if not told:
        return "<p>所见的报告没有写到。</p>"
    more = f"<p>另有 {len(told) - MOST_QUOTES} 句，见原文。</p>" if len(told) > MOST_QUOTES else ""
    return "".join(map(_quote, told[:MOST_QUOTES])) + more


def _quote(quote: Quote) -> str:
    words, at = [], 0
    for start, end in quote.marks:
        words += [e(quote.text[at:start]), f"<mark>{e(quote.text[start:end])}</mark>"]
        at = end
    source = f"{views.report_words()[quote.document]} · {SECTION_KINDS[quote.kind]}"
    return f'<blockquote>{"".join(words)}{e(quote.text[at:]).strip()}<br><span class="badge">{e(source)}</span></blockquote>'


def show_index() -> None:
    """Offer every system as a link."""
    themes = loading.themes()
    with st.expander("体系索引：报告所述的全部体系"):
        by_theme: dict[str, list[str]] = {}
        for system in load_systems().values():
            by_theme.setdefault(system.theme, []).append(
                f'<a href="{e(system.link)}" target="_self">{system.number}. {e(system.name)}</a>'
            )
        lines = "".join(
            f"<dt>{e(themes[id].name)}</dt><dd>{'　'.join(by_theme[id])}</dd>" for id in themes if id in by_theme
        )
        st.html(f'<div class="evidence"><dl>{lines}</dl></div>')
