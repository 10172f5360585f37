"""专题: one of the systems that reports describe: figures side by side, what can be derived, and each place's own
sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from core.analysis.compare import Comparison
from core.analysis.rows import Row
from core.analysis.systems import (
    MOST_QUOTES,
    System,
    changes,
    cut_of,
    derived_of_stages,
    load_systems,
    quotes,
    side_by_sides,
    stages,
    wholes,
)  # fmt: skip
from core.charts.notes import source_line
from core.charts.systems import aligned_rates, before_and_after, parts_of_wholes, staged
from core.library import Library, ids_of, remembered, taken_apart
from core.library import menus as menu
from core.library.link import Choices, Menu
from core.model import Place
from core.screens.exhibit import Cell, Cells, Exhibit, Page, Panel, Quote, Table, View, plain, quoting
from core.screens.panels import changes_of, parts_of, rates_of, stages_of
from core.screens.sides import ask_sides
from core.screens.tables import value_of
from core.words import SECTION_KINDS

PAGE = Page("theme", "专题", "报告所述的各项工作，逐个看")
SYSTEM, THEME = "b", "t"
SILENT = "—"
NO_REPORT, NOT_SAID = "库里没有这个地方的报告。", "所见的报告没有写到。"


class Chosen(NamedTuple):
    """Which system, of which places."""

    system: int
    places: tuple[Place, ...]


def menus(library: Library, choices: Choices) -> Chosen:
    """Ask for a theme, a system of it, and the sides; a link that names a system needs no theme."""
    systems = load_systems()
    asked = choices.link.first(SYSTEM)
    theme = choices.one(Menu(THEME, "主题", menu.themes_menu(library)))
    named = {str(n): f"{n}. {system.name}" for n, system in systems.items() if theme in ("all", system.theme)}
    named |= {asked: f"{asked}. {systems[int(asked)].name}"} if asked in map(str, systems) else {}
    system = choices.one(Menu(SYSTEM, "专题", named, passed={s.name: s.name for s in systems.values()}))
    return Chosen(int(system), ask_sides(library, choices).among(library))


@remembered
def show(library: Library, chosen: Chosen) -> View:
    """Return the figures of a system, what was computed from them, and the sentences that speak of it."""
    system = load_systems()[chosen.system]
    views = tuple(
        side_by_sides(
            system, library.facts(tuple(system.indicators), places=ids_of(chosen.places)), list(chosen.places)
        )
    )
    rows = tuple(row for view in views for row in (*view.together, *view.apart))
    figure, derived, panels = FIGURES.get(system.figure, _nothing)(system, views, library, chosen.places)
    side_by_side = Exhibit(
        "system", system.name, system.note, rows, _table(views, chosen.places), figure, notes=tuple(derived), panels=panels,
        footer=source_line([row for row in rows if row.quote], library.updated), alt=system.name,
    )  # fmt: skip
    spoken = (_quotes(library, system, chosen.places),) if system.words else ()
    return View(
        system.name, system.note, (*((side_by_side,) if views else ()), *spoken, _index(library)), evidence=rows
    )


def _quotes(library: Library, system: System, places: Sequence[Place]) -> Exhibit:
    """Return what each place says, the words that were looked for marked; a place that says nothing says so."""
    words, by_place = (
        menu.reports_menu(library, *ids_of(places)),
        quotes(system, taken_apart(library, tuple(places)), {place.id: place for place in places}),
    )
    shown: list[Quote] = []
    for place in places:
        sentences = by_place.get(place)
        shown += [
            Quote(place.short_name, q.text, tuple(q.marks), f"{words[q.document]} · {SECTION_KINDS[q.kind]}")
            for q in (sentences or ())[:MOST_QUOTES]
        ]  # fmt: skip
        if not sentences:
            shown.append(Quote(place.short_name, NO_REPORT if sentences is None else NOT_SAID))
        elif len(sentences) > MOST_QUOTES:
            shown.append(Quote(place.short_name, f"另有 {len(sentences) - MOST_QUOTES} 句，见原文。"))
    return Exhibit(
        "quotes", f"{system.name}：各地原句", f"句中含有：{'、'.join(system.words)}", (), quoting(shown),
        quotes=tuple(shown), footer=library.updated,
    )  # fmt: skip


def _index(library: Library) -> Exhibit:
    """Return every system by theme; a line leads to it."""
    systems = load_systems().values()
    lines = [(library.themes[system.theme].name, f"{system.number}. {system.name}") for system in systems]
    table = plain(("主题", "专题"), lines, SYSTEM, [str(system.number) for system in systems])
    return Exhibit("index", "专题目录", "报告所述的全部专题", (), table, aside=True)


def _table(views: Sequence[Comparison], places: Sequence[Place]) -> Table:
    """Return one line an indicator, or a part of it, a column a place: figures with their year, or why there is none."""
    lines: list[Cells] = []
    for view in views:
        for part in dict.fromkeys(row.part for row in view.rows if row.status != "gap") or ("",):
            name = f"{view.indicator.name}：{part}" if part else view.indicator.name
            lines.append((name, *(_cell([r for r in view.rows if r.place == place], part) for place in places)))
    return plain(("指标", *(place.short_name for place in places)), lines)


def _cell(rows: Sequence[Row], part: str) -> Cell:
    """Return what a place says of an indicator, or of a part of it."""
    mine = [row for row in rows if row.part == part]
    cited = [row for row in mine if row.value is not None] or mine or [row for row in rows if row.status == "gap"]
    words = "；".join(
        dict.fromkeys(f"{value_of(row)}{'（待核）' if row.pending else ''} {_year(row)}".strip() for row in cited)
    )
    number = cited[0].value if len(cited) == 1 else None
    return Cell(words or SILENT, number, tuple(row.fact_id for row in cited if row.fact_id))


def _year(row: Row) -> str:
    """Return the year a figure is of: a plan is of the year it is for, not of the report that holds it."""
    return str(row.of_year or "")


Drawn = tuple[go.Figure | None, list[str], tuple[Panel, ...]]


def _nothing(system: System, views: Sequence[Comparison], library: Library, places: Sequence[Place]) -> Drawn:
    return None, [], ()


def _dots(system: System, views: Sequence[Comparison], library: Library, places: Sequence[Place]) -> Drawn:
    lines = [f"虚线：{line['source']}" for line in system.lines.values()]
    return aligned_rates(views, system, library.updated), lines, rates_of(views)


def _funnel(system: System, views: Sequence[Comparison], library: Library, places: Sequence[Place]) -> Drawn:
    groups = stages(system, library.facts(places=ids_of(places), gaps=False), places)
    derived = [step.words for rows in groups for step in derived_of_stages(rows)]
    return staged(groups, system, library.updated), derived, stages_of(groups)


def _change(system: System, views: Sequence[Comparison], library: Library, places: Sequence[Place]) -> Drawn:
    pairs = changes(system, library.facts(places=ids_of(places), gaps=False), places)
    cuts = [cut.words for pair in pairs if (cut := cut_of(*pair))]
    return before_and_after(pairs, system, library.updated), cuts, changes_of(pairs)


def _parts(system: System, views: Sequence[Comparison], library: Library, places: Sequence[Place]) -> Drawn:
    sums = wholes(system, library.facts(places=ids_of(places), gaps=False), places)
    return parts_of_wholes(sums, system, library.updated), [whole.words for whole in sums], parts_of(sums)


FIGURES: Mapping[str, Callable[[System, Sequence[Comparison], Library, Sequence[Place]], Drawn]] = {
    "dots": _dots, "funnel": _funnel, "change": _change, "parts": _parts,
}  # fmt: skip
