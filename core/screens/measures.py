"""举措与问题: what others do that we do not, what each place finds lacking, and how often its mechanisms run; every cell
in the reports' own sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from core.analysis.measures import (
    KINDS,
    Mention,
    Problem,
    calendar,
    in_order,
    load_measures,
    mentions,
    only_here,
    problems,
)
from core.charts.measures import measures_matrix
from core.library import SOME, Library, for_each_place, ids_of, remembered, taken_apart, while_untouched
from core.library import menus as menu
from core.library.link import Choices, Link, Menu
from core.model import Document, Place, Section, SectionKind, Theme
from core.screens.exhibit import Cell, Cells, Exhibit, Page, Quote, Table, View, plain, quoting
from core.screens.sides import PEERS, ask_sides
from core.words import SECTION_KINDS

PAGE = Page("measures", "举措与问题", "各地在做什么，自己说缺什么")
MODE, THEME, KIND, NUMBERS, CELL = "v", "t", "kd", "q", "cl"
MODES = {"matrix": "举措矩阵", "only": "特色做法", "problems": "存在的问题", "calendar": "机制日历"}
KINDS_MENU = {"all": "全部类别", **KINDS}
NUMBERS_MENU = {"all": "全部原句", "some": "只看有数据支撑的"}
EVERY_CELL = {"all": "全部格子"}
STATES = {SectionKind.REVIEW: "已做", SectionKind.PLAN: "计划", SectionKind.PROBLEM: "问题中提到"}
NOT_SAID = "“—”是所见的报告没有写到（有的只见节选），不等于没有做。"
SILENT = "—"
MOST = 12  # places that the matrix has a column for
SUBTITLE = "各地报告写到的举措和问题，用报告自己的句子"
NOTES = {
    "matrix": "图中数字为报告写到已做的举措项数；“计划”为只写进计划的；— 为所见的报告没有写到。点格子看原句。",
    "only": "只有一地的报告写到已做的举措。",
    "problems": "各地报告自己写的问题；标签按句中的词加上，不推断成因。",
    "calendar": "频次按机制的名称；写进计划的注明“计划”。",
}


class Chosen(NamedTuple):
    """What is looked at."""

    mode: str
    places: tuple[Place, ...]
    theme: str
    kind: str
    numbers: str
    cell: str  # of the matrix: theme and place


@while_untouched
def mentions_of(library: Library, places: tuple[Place, ...]) -> tuple[tuple[Mention, ...], tuple[Problem, ...]]:
    """Return every mention of a measure and every problem in the reports of some places."""
    of_each = _mentions_by_place(library, places).values()
    mentioned = in_order(one for mentions_here, _ in of_each for one in mentions_here)
    return mentioned, in_order(one for _, problems_here in of_each for one in problems_here)


@partial(for_each_place, most=SOME)
def _mentions_by_place(
    library: Library, places: Sequence[Place]
) -> dict[str, tuple[tuple[Mention, ...], tuple[Problem, ...]]]:
    """Return the mentions and problems in the reports of each place."""
    reports: dict[str, list[tuple[Document, Sequence[Section]]]] = {}
    for document, sections in taken_apart(library, tuple(places)):
        reports.setdefault(document.place, []).append((document, sections))
    return {id: (mentions(own, library.places), problems(own, library.places)) for id, own in reports.items()}


def menus(library: Library, choices: Choices) -> Chosen:
    """Ask what to look at, of whom, of which theme and kind."""
    mode = choices.one(Menu(MODE, "看什么", MODES))
    places = ask_sides(library, choices).among(library)
    theme = choices.one(Menu(THEME, "主题", menu.themes_menu(library)))
    kind = choices.one(Menu(KIND, "类别", KINDS_MENU, also="y"))
    numbers = choices.one(Menu(NUMBERS, "原句", NUMBERS_MENU))
    cells = {f"{t.id} {p.id}": f"{p.short_name} · {t.name}" for t in themes_used(library) for p in places}
    cell = choices.one(Menu(CELL, "格子", EVERY_CELL | cells, beside=True)) if mode == "matrix" else "all"
    return Chosen(mode, places, theme, kind, numbers, cell)


@remembered
def show(library: Library, chosen: Chosen) -> View:
    """Return one way of looking at measures and problems."""
    mentioned, lacking = mentions_of(library, chosen.places)
    chosen_mentions = [
        m for m in mentioned
        if chosen.theme in ("all", m.measure.theme)
        and chosen.kind in ("all", m.measure.kind) and (chosen.numbers == "all" or m.with_number)
    ]  # fmt: skip
    table, quotes = MADE[chosen.mode](library, chosen_mentions, lacking, chosen.places)
    if not table.lines:
        return View(PAGE.title, SUBTITLE, nothing="按这些条件报告没有写到。")
    matrix = chosen.mode == "matrix"
    columns = _columns(chosen_mentions, chosen.places)
    folded = len(chosen.places) - len(columns)
    more = (f"图里是写得最多的 {len(columns)} 地，其余 {folded} 地见下载的表。",) if matrix and folded else ()
    alt = f"{len({m.measure for m in chosen_mentions})} 项举措，{len(chosen_mentions)} 句原文"
    made = Exhibit(
        "measures", MODES[chosen.mode], SUBTITLE, (), table,
        measures_matrix(counts_of(chosen_mentions), columns, themes_used(library)) if matrix else None,
        notes=(*more, NOTES[chosen.mode], NOT_SAID), footer=library.updated, quotes=quotes, alt=alt,
        doors=_doors(library, chosen) if matrix else {},
    )  # fmt: skip
    return View(PAGE.title, SUBTITLE, (made,), beside=_cell(library, chosen, chosen_mentions) if matrix else None)


def _columns(mentioned: Sequence[Mention], places: Sequence[Place]) -> tuple[Place, ...]:
    """Return the places that a matrix has room for: of many those that wrote most."""
    wrote = Counter(mention.place for mention in mentioned)
    columns = sorted(places, key=lambda place: -wrote[place])[:MOST]
    return tuple(place for place in places if place in columns)


def _doors(library: Library, chosen: Chosen) -> dict[str, Link]:
    choices = [(MODE, "matrix"), *((PEERS, p.id) for p in chosen.places), (THEME, chosen.theme), (KIND, chosen.kind)]
    return {
        f"{t.id} {p.id}": Link(PAGE.address, (*choices, (NUMBERS, chosen.numbers), (CELL, f"{t.id} {p.id}")))
        for t in themes_used(library) for p in chosen.places
    }  # fmt: skip


def _cell(library: Library, chosen: Chosen, mentioned: Sequence[Mention]) -> Exhibit | None:
    """Return the sentences behind a cell of the matrix."""
    if chosen.cell == "all":
        return None
    theme, place = chosen.cell.split(" ")
    quotes = tuple(_quote(library, m) for m in mentioned if (m.measure.theme, m.place.id) == (theme, place))
    title = f"{library.places[place].short_name} · {library.themes[theme].name}"
    return Exhibit(
        "cell", title, SUBTITLE, (), quoting(quotes, "举措"), notes=(NOT_SAID,), quotes=quotes,
        footer=library.updated, aside=True,
    )  # fmt: skip


def _quote(library: Library, m: Mention, whose: str = "") -> Quote:
    source = f"{menu.reports_menu(library, m.place.id)[m.document]} · {STATES.get(m.kind, SECTION_KINDS[m.kind])}"
    return Quote(whose or m.measure.name, m.text, tuple(m.marks), source)


def counts_of(mentioned: Sequence[Mention]) -> dict[tuple[str, str], tuple[int, int]]:
    """Return theme and place → measures told as done, and those that are only planned."""
    done, planned = _measures(mentioned, SectionKind.REVIEW), _measures(mentioned, SectionKind.PLAN)
    return {
        key: (len(done.get(key, set())), len(planned.get(key, set()) - done.get(key, set())))
        for key in {*done, *planned}
    }


def _measures(mentioned: Iterable[Mention], kind: SectionKind) -> dict[tuple[str, str], set[str]]:
    names: dict[tuple[str, str], set[str]] = {}
    for m in mentioned:
        if m.kind is kind:
            names.setdefault((m.measure.theme, m.place.id), set()).add(m.measure.name)
    return names


def themes_used(library: Library) -> list[Theme]:
    """Return the themes that have measures."""
    used = {measure.theme for measure in load_measures()}
    return [theme for id, theme in library.themes.items() if id in used]


Made = tuple[Table, tuple[Quote, ...]]


def _matrix(
    library: Library, mentioned: Sequence[Mention], lacking: Sequence[Problem], places: Sequence[Place]
) -> Made:
    """Return a line a measure, a column a place: the sentences that speak of it, with report and section."""
    by_measure: dict[str, dict[Place, list[Mention]]] = {}
    for mention in mentioned:
        by_measure.setdefault(mention.measure.name, {}).setdefault(mention.place, []).append(mention)
    lines: list[Cells] = []
    for name, by_place in by_measure.items():
        theme = library.themes[next(iter(by_place.values()))[0].measure.theme].name
        lines.append((theme, name, *(_first(library, by_place.get(place, ())) for place in places)))
    return plain(("主题", "举措", *(place.short_name for place in places)), lines), ()


def _only(library: Library, mentioned: Sequence[Mention], lacking: Sequence[Problem], places: Sequence[Place]) -> Made:
    alone = only_here(mentioned)
    quotes = tuple(
        _quote(library, m, f"{place.short_name} · {measure.name}")
        for place in places for measure in alone.get(place, ())
        for m in mentioned if m.measure is measure and m.place == place and m.kind is SectionKind.REVIEW
    )  # fmt: skip
    return quoting(quotes, "地区与举措"), quotes


def _problems(
    library: Library, mentioned: Sequence[Mention], lacking: Sequence[Problem], places: Sequence[Place]
) -> Made:
    words = menu.reports_menu(library, *ids_of(places))
    quotes = tuple(Quote(p.place.short_name, p.text, (), words[p.document], tuple(p.causes)) for p in lacking)
    return quoting(quotes), quotes


def _calendar(
    library: Library, mentioned: Sequence[Mention], lacking: Sequence[Problem], places: Sequence[Place]
) -> Made:
    lines: list[Cells] = [
        (often, *(Cell(_mechanisms(by_place.get(place, ()))) for place in places))
        for often, by_place in calendar(mentioned).items()
    ]
    return plain(("频次", *(place.short_name for place in places)), lines), ()


def _mechanisms(mentioned: Sequence[Mention]) -> str:
    kinds: dict[str, set[SectionKind]] = {}
    for mention in mentioned:
        kinds.setdefault(mention.measure.name, set()).add(mention.kind)
    return "、".join(name if SectionKind.REVIEW in of else f"{name}（计划）" for name, of in kinds.items()) or SILENT


MADE: Mapping[str, Callable[[Library, Sequence[Mention], Sequence[Problem], Sequence[Place]], Made]] = {
    "matrix": _matrix, "only": _only, "problems": _problems, "calendar": _calendar,
}  # fmt: skip


def _first(library: Library, mentioned: Sequence[Mention]) -> str:
    """Return the sentence that tells it best, what was done before what is planned, with its report."""
    done = sorted(mentioned, key=lambda m: m.kind is not SectionKind.REVIEW)
    if not done:
        return SILENT
    state = "（计划）" if done[0].kind is SectionKind.PLAN else ""
    return f"{state}{done[0].text.strip()}——{menu.reports_menu(library, done[0].place.id)[done[0].document]}"
