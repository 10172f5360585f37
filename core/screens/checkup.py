"""本区体检 as an exhibit: one place against its peers, indicator by indicator."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from core.analysis.checkup import Checkup, Line, State, check_up
from core.analysis.rows import Row
from core.analysis.wording import join, name_of, text_of
from core.charts.notes import source_line
from core.charts.standings import standings_figure
from core.library import Library, menus
from core.library.link import Choices
from core.model import Place
from core.screens.exhibit import Cell, Exhibit, Table
from core.words import DIRECTIONS, shown

OWN, YEAR, LEVEL, PEERS, STATES = "o", "w", "l", "h", "s"
RULE = "可比的不足三地不下结论；接近中位数（在中位绝对偏差以内）为相近。中位数与差距是算得的，不是原文数字。"
STATES_MENU = {state.name.lower(): state.value for state in State if state is not State.NO_DATA}


def own_menu(library: Library) -> dict[str, str]:
    """Return the places that have a report."""
    placed = set(library.reports["place"])
    return {id: words for id, words in menus.places_menu(library).items() if id in placed}


def years_of(library: Library, own: str) -> tuple[dict[str, str], str]:
    """Return the years of a place as a menu, the newest first, and the one with most figures."""
    mine = _facts_of(library, own)
    stated = mine[mine["status"] == "stated"]
    fullest = (stated if len(stated) else mine)["year"].mode()[0]
    return menus.years_menu(sorted(set(mine["year"]), reverse=True)), str(fullest)


def levels_of(library: Library, own: str, year: int) -> dict[str, str]:
    """Return the levels whose reports speak of the place in a year, its own first."""
    mine = _facts_of(library, own)
    spoken = mine.loc[mine["year"] == year, "level"]
    levels = dict.fromkeys([library.places[own].level, *spoken])
    return {level: level or "未定" for level in levels if level in set(spoken)}


def _facts_of(library: Library, own: str) -> pd.DataFrame:
    facts = library.facts()
    return facts[facts["place"] == own]


def checkup(library: Library, own: str, year: int, level: str, peers: Sequence[str]) -> Checkup:
    """Return the check-up of a place; no peers means all of its own class of level."""
    known = library.places
    return check_up(library.facts(), library.indicators, known[own], year, [known[id] for id in peers] or None, level)


def lines_of(found: Checkup, states: Sequence[str]) -> list[Line]:
    """Return the lines of some states, of all where none is named; those that a peer states too come first."""
    wanted = [state for state in State if state.name.lower() in (states or STATES_MENU)]
    return [line for state in wanted for line in sorted(found.of(state), key=lambda line: not shared(line))]


def shared(line: Line) -> bool:
    """Say whether some peer states the indicator too."""
    return any(row.value is not None for row in line.peers)


def banded(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that have a median."""
    return [line for line in lines if line.band is not None]


def rows_of_line(line: Line) -> list[Row]:
    """Return the rows that rest on a sentence, the own one first."""
    return [row for row in (line.own, *line.peers) if row is not None and row.quote and row.value is not None]


def median_in_words(line: Line) -> str:
    """Return the median and of how many bodies it is, "" where there is none."""
    return f"{shown(float(line.band.median), line.indicator.unit)}（{line.band.n} 地）" if line.band else ""


def gap_in_words(line: Line) -> str:
    """Return how far a place is from the median: a difference of shares in 百分点."""
    if line.gap is None:
        return ""
    sign = "+" if line.gap > 0 else "−" if line.gap < 0 else ""
    return f"{sign}{shown(abs(float(line.gap)), '')} {line.gap_unit}"


def peers_in_words(line: Line) -> str:
    """Return what the peers state."""
    return "；".join(f"{name_of(row)} {text_of(row)}" for row in line.peers if row.value is not None)


def figure_footer(found: Checkup, version: str) -> str:
    """Return what stands under the figure of a check-up."""
    return f"{found.year} 年 · 数据版本 {version}"


def exhibits(library: Library, choices: Choices) -> list[Exhibit]:
    """Return the check-up that a link to 本区体检 shows; [] where nothing can be held against anybody."""
    if library.reports.empty:
        return []
    own = choices.one(OWN, own_menu(library))
    years, fullest = years_of(library, own)
    year = int(choices.one(YEAR, years, fullest))
    level = choices.one(LEVEL, levels_of(library, own, year))
    others = {id: words for id, words in menus.places_menu(library).items() if id != own}
    found = checkup(library, own, year, level, choices.several(PEERS, others))
    lines = lines_of(found, choices.several(STATES, STATES_MENU))
    if not lines:
        return []
    rows = tuple({row.fact_id: row for line in lines for row in rows_of_line(line)}.values())
    figure = (
        standings_figure(found.place, banded(lines), figure_footer(found, library.version)) if banded(lines) else None
    )
    return [
        Exhibit(
            choices.link, "standings", found.in_words(), _whose(found.place, level), rows, _table(lines), figure,
            notes=(RULE,), footer=source_line(rows, library.version), said=tuple(choices.said),
        )
    ]  # fmt: skip


def _whose(place: Place, level: str) -> str:
    return join(filter(None, (f"{place.name}与同级各地逐项对照", level)))


def _table(lines: Sequence[Line]) -> Table:
    head = ("指标", "结论", "本区", "中位数（算得）", "差距（算得）", "方向", "原因或注意", "对照各地")
    return Table(head, tuple(_cells(line) for line in lines))


def _cells(line: Line) -> tuple[Cell, ...]:
    own = Cell(text_of(line.own), line.own.value, (line.own.fact_id,)) if line.own else Cell("")
    return (
        Cell(line.indicator.name),
        Cell(line.state.value),
        own,
        Cell(median_in_words(line), None, line.facts if line.band else ()),
        Cell(gap_in_words(line)),
        Cell(DIRECTIONS[line.indicator.direction]),
        Cell("；".join(line.words)),
        Cell(peers_in_words(line)),
    )
