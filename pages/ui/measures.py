"""What 举措与问题 shows: the matrix, what one place alone speaks of, problems side by side, and the calendar of
mechanisms.
"""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go
import streamlit as st

from core.analysis.measures import Mention, Problem, calendar, only_here
from core.charts.measures import measures_matrix
from core.library import menus
from core.model import Place, SectionKind
from core.screens import measures
from core.words import SECTION_KINDS
from pages.ui import loading, views
from pages.ui.escape import escape
from pages.ui.escape import escape_html as e
from pages.ui.figures import clicked, show_figure
from pages.ui.pickers import choose, pick_places

STATES = {SectionKind.REVIEW: "已做", SectionKind.PLAN: "计划", SectionKind.PROBLEM: "问题中提到"}
MOST = 40


def pick_mentions() -> tuple[list[Mention], list[Problem], list[Place], str]:
    """Let a visitor choose what to look at, and return what is left of mentions and problems."""
    library = loading.library()
    mode = choose("看什么", measures.MODES, measures.MODE)
    places = pick_places()
    theme = choose("主题", menus.themes_menu(library), measures.THEME)
    kind = choose("类别", measures.KINDS_MENU, measures.KIND)
    numbers = choose("原句", measures.NUMBERS_MENU, measures.NUMBERS)
    told, lacking = measures.all_mentions(library)
    found = measures.chosen(told, places, theme, kind, numbers)
    return found, [problem for problem in lacking if problem.place in places], places, mode


def show_matrix(found: Sequence[Mention], places: Sequence[Place]) -> None:
    """Show how many measures of each theme each place tells; a click on a cell opens their sentences."""
    cell = clicked(
        show_figure(
            _matrix(found, places), "measures", f"{len({m.measure for m in found})} 项举措，{len(found)} 句原文"
        )
    )
    st.caption(
        escape(
            "数字为报告写到已做的举措项数；“计划”为只写进计划的；— 为所见的报告没有写到，不等于没有做。点格子看原句。"
        )
    )
    theme, place = cell if cell else ("", "")
    shown = [m for m in found if not cell or (m.measure.theme == theme and m.place.id == place)]
    by_measure: dict[str, list[Mention]] = {}
    for mention in shown if cell else ():
        by_measure.setdefault(mention.measure.name, []).append(mention)
    for name, told in by_measure.items():
        st.html(
            f'<div class="evidence" data-report=""><div class="whose"><b>{e(name)}</b></div>{_sentences(told)}</div>'
        )


def _matrix(found: Sequence[Mention], places: Sequence[Place]) -> go.Figure:
    return measures_matrix(measures.counts_of(found), places, measures.themes_used(loading.library()))


def _sentences(told: Sequence[Mention]) -> str:
    return "".join(
        _sentence(m.text, m.marks, f"{views.report_words()[m.document]} · {STATES.get(m.kind, SECTION_KINDS[m.kind])}")
        for m in told[:MOST]
    )


def _sentence(text: str, marks: Sequence[tuple[int, int]], source: str) -> str:
    told, at = [], 0
    for start, end in marks:
        told += [e(text[at:start]), f"<mark>{e(text[start:end])}</mark>"]
        at = end
    return f'<blockquote>{"".join(told)}{e(text[at:]).strip()}<br><span class="badge">{e(source)}</span></blockquote>'


def show_only(found: Sequence[Mention], places: Sequence[Place]) -> None:
    """Show what the reports of one place alone speak of as done."""
    alone = only_here(found)
    st.caption(escape("只有一地的报告写到已做的举措；别处所见的报告没有写到，不等于没有做。"))
    for place in places:
        lines = []
        for measure in alone.get(place, ()):
            told = [m for m in found if m.measure is measure and m.place == place and m.kind is SectionKind.REVIEW]
            lines.append(f'<div class="whose"><b>{e(measure.name)}</b></div>{_sentences(told)}')
        body = "".join(lines) or "<p>没有只此一地写到的举措。</p>"
        st.html(f'<div class="evidence" data-report=""><h3>{e(place.short_name)}</h3>{body}</div>')


def show_problems(found: Sequence[Problem], places: Sequence[Place]) -> None:
    """Show what each place itself finds lacking, side by side, with the tags whose words it uses."""
    st.caption(escape("各地报告自己写的问题；标签按句中的词加上，不推断成因。"))
    for place, column in zip(places, st.columns(len(places)), strict=True):
        told = [problem for problem in found if problem.place == place]
        lines = "".join(_problem(problem) for problem in told) or "<p>报告没有写存在的问题，或没有报告。</p>"
        with column:
            st.html(f'<div class="evidence" data-report=""><h3>{e(place.short_name)}</h3>{lines}</div>')


def _problem(problem: Problem) -> str:
    tags = "".join(f'<span class="badge">{e(cause)}</span>' for cause in problem.causes)
    return f'<blockquote>{e(problem.text)}<br>{tags}<span class="badge">{e(views.report_words()[problem.document])}</span></blockquote>'


def show_calendar(found: Sequence[Mention], places: Sequence[Place]) -> None:
    """Show mechanisms by how often they run, place by place."""
    st.caption(escape("频次按机制的名称；写进计划的注明“计划”。"))
    told = calendar(found)
    if not told:
        st.info("按这些条件没有写到有频次的机制。")
    heads = "".join(f"<th>{e(place.short_name)}</th>" for place in places)
    rows = "".join(
        f"<tr><th>{e(often)}</th>{''.join(f'<td>{_mechanisms(by_place.get(place, []))}</td>' for place in places)}</tr>"
        for often, by_place in told.items()
    )
    st.html(
        f'<div class="family" data-report=""><table><thead><tr><th>频次</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )
    for often, by_place in told.items():
        with st.expander(f"{often}：各地原句"):
            for place, mentioned in by_place.items():
                st.html(
                    f'<div class="evidence" data-report=""><div class="whose"><b>{e(place.short_name)}</b></div>{_sentences(mentioned)}</div>'
                )


def _mechanisms(mentioned: Sequence[Mention]) -> str:
    names: dict[str, set[SectionKind]] = {}
    for mention in mentioned:
        names.setdefault(mention.measure.name, set()).add(mention.kind)
    return (
        "<br>".join(e(name if SectionKind.REVIEW in kinds else f"{name}（计划）") for name, kinds in names.items())
        or "—"
    )
