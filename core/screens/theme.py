"""专题 as exhibits: one system that reports describe, its figure and its table, and what each place says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.analysis.compare import Comparison
from core.analysis.rows import Row
from core.analysis.systems import (
    Quote,
    System,
    changes,
    cut_of,
    derived_of_stages,
    load_systems,
    quotes,
    side_by_sides,
    stages,
    wholes,
)
from core.analysis.wording import text_of
from core.charts.notes import source_line
from core.charts.systems import aligned_rates, before_and_after, parts_of_wholes, staged
from core.library import Library, menus, taken_apart
from core.library.link import Choices
from core.model import Place
from core.screens.exhibit import Cell, Exhibit, Table

SYSTEM, PLACES = "b", "p"
FIRST = "1"


@dataclass(frozen=True, slots=True)
class Screen:
    """What 专题 shows of one system."""

    system: System
    places: tuple[Place, ...]
    views: tuple[Comparison, ...]
    figure: go.Figure | None
    derived: tuple[str, ...]
    quotes: Mapping[Place, Sequence[Quote]]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return every row of every indicator, what shares an axis first."""
        return tuple(row for view in self.views for row in (*view.together, *view.apart))


def systems_menu() -> dict[str, str]:
    """Return the systems as a menu."""
    return {str(system.number): system.name for system in load_systems().values()}


def screen_of(library: Library, number: int, places: Sequence[Place]) -> Screen:
    """Return the screen of a system; ``places`` in their fixed order."""
    system = load_systems()[number]
    views = tuple(side_by_sides(system, library.facts(), places))
    figure, derived = FIGURES.get(system.figure, _nothing)(system, views, library, places)
    told = quotes(system, taken_apart(library), {place.id: place for place in places})
    return Screen(system, tuple(places), views, figure, tuple(derived), told)


Drawn = tuple[go.Figure | None, list[str]]


def _nothing(system: System, views: Sequence[Comparison], library: Library, places: Sequence[Place]) -> Drawn:
    return None, []


def _dots(system: System, views: Sequence[Comparison], library: Library, places: Sequence[Place]) -> Drawn:
    return aligned_rates(views, system, library.version), [f"虚线：{line['source']}" for line in system.lines.values()]


def _funnel(system: System, views: Sequence[Comparison], library: Library, places: Sequence[Place]) -> Drawn:
    found = stages(system, library.facts(), places)
    return staged(found, system, library.version), [
        derived.words for rows in found for derived in derived_of_stages(rows)
    ]


def _change(system: System, views: Sequence[Comparison], library: Library, places: Sequence[Place]) -> Drawn:
    pairs = changes(system, library.facts(), places)
    return before_and_after(pairs, system, library.version), [cut.words for pair in pairs if (cut := cut_of(*pair))]


def _parts(system: System, views: Sequence[Comparison], library: Library, places: Sequence[Place]) -> Drawn:
    found = wholes(system, library.facts(), places)
    return parts_of_wholes(found, system, library.version), [whole.words for whole in found]


FIGURES: Mapping[str, Callable[[System, Sequence[Comparison], Library, Sequence[Place]], Drawn]] = {
    "dots": _dots,
    "funnel": _funnel,
    "change": _change,
    "parts": _parts,
}


def table_of(screen: Screen) -> Table:
    """Return one line an indicator, a column a place: figures as written with their year, or the reason for silence."""
    lines = [(Cell(view.indicator.name), *(_cell(view, place) for place in screen.places)) for view in screen.views]
    return Table(("指标", *(place.short_name for place in screen.places)), tuple(lines))


def _cell(view: Comparison, place: Place) -> Cell:
    rows = [row for row in view.rows if row.place == place]
    stated = [row for row in rows if row.value is not None]
    words = "；".join(
        dict.fromkeys(
            f"{text_of(row)}{'（待核）' if row.pending else ''} {row.year}".strip() for row in (stated or rows)
        )
    )
    number = stated[0].value if len(stated) == 1 else None
    return Cell(words, number, tuple(row.fact_id for row in (stated or rows) if row.fact_id))


def exhibits(library: Library, choices: Choices) -> list[Exhibit]:
    """Return the system that a link to 专题 shows."""
    number = int(choices.one(SYSTEM, systems_menu(), FIRST))
    places = choices.several(PLACES, menus.places_menu(library)) or library.usual_places
    if library.reports.empty:
        return []
    screen = screen_of(library, number, [library.places[id] for id in places])
    return [
        Exhibit(
            choices.link,
            "system",
            screen.system.name,
            screen.system.note,
            screen.rows,
            table_of(screen),
            screen.figure,
            notes=screen.derived,
            footer=source_line([row for row in screen.rows if row.quote], library.version),
            said=tuple(choices.said),
        )
    ]
