"""本区体检: one place against its peers, indicator by indicator: ahead, similar, behind, or why nothing can be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from core.analysis.checkup import Checkup, Line, State, Thresholds, check_up
from core.analysis.compare import Comparison, side_by_side
from core.analysis.rows import Row
from core.analysis.sentences import sentence_of
from core.analysis.summaries import summary_of
from core.analysis.wording import join, name_of, text_of
from core.charts.notes import definition_line, source_line
from core.charts.standings import standings_figure
from core.library import Library, remembered
from core.library import menus as menu
from core.library.link import Choices, Menu
from core.model import Place
from core.screens.exhibit import Cell, Cells, Exhibit, Page, Panel, Tone, View, plain
from core.screens.panels import bars_of
from core.screens.sides import YEAR, ask_sides
from core.words import DIRECTIONS, shown

PAGE = Page("checkup", "本区体检", "本区与同级各地逐项对照")
LEVEL, STATES, LINE = "l", "s", "j"
PEERS_OF_LEVEL = "同级各地"
RULE = "可比的不足三地不下结论；接近中位数（在正常波动范围以内）为相近。中位数与差距是算得的，不是原文数字。"
STATES_MENU = {state.name.lower(): state.value for state in State if state is not State.NO_DATA}
STEPS = {  # key → label, counter, steps; 0 switches a warning off
    "yp": ("黄牌：低于中位数", "个百分点", (0, 1, 2, 5, 10, 20)), "rp": ("红牌：低于中位数", "个百分点", (0, 1, 2, 5, 10, 20)),
    "yq": ("黄牌：差中位数的", "%", (0, 5, 10, 20, 50)), "rq": ("红牌：差中位数的", "%", (0, 5, 10, 20, 50)),
}  # fmt: skip
LEAST = (3, 5, 8, 10)
FOLDED = "红黄牌门槛"
TONES = {"红牌": Tone.BAD, "黄牌": Tone.WARN}
HEAD = ("指标", "结论", "牌?", "本区", "原因或注意?", "中位数（算得）?", "差距（算得）?", "对照各地?", "方向")


class Chosen(NamedTuple):
    """Whose check-up, among whom, and the line that is opened."""

    own: Place
    year: int
    level: str
    peers: tuple[Place, ...]  # none: all of the own class of level
    states: tuple[str, ...]
    thresholds: Thresholds
    line: str


def menus(library: Library, choices: Choices) -> Chosen | None:
    """Ask for the sides, year, level, states, thresholds, and the line that is opened; None without a report."""
    sides = ask_sides(library, choices, PEERS_OF_LEVEL)
    mine = library.facts()
    mine = mine[mine["place"] == sides.own.id]
    if mine.empty:
        return None
    stated = mine[mine["status"] == "stated"]
    fullest = (stated if len(stated) else mine)["year"].mode()[0]
    years = menu.years_menu(sorted(set(mine["year"]), reverse=True))
    year = int(choices.one(Menu(YEAR, "年份", years, str(fullest), also="w")))
    level = choices.one(Menu(LEVEL, "层级", _levels(mine, sides.own, year)))
    states = choices.several(Menu(STATES, "结论", STATES_MENU, empty="全部结论"))
    yp, rp, yq, rq = (float(choices.one(_step(key, *step))) for key, step in STEPS.items())
    least = int(choices.one(Menu("ln", "可比不足几地不亮牌", {str(n): f"{n} 地" for n in LEAST}, folded=FOLDED)))
    chosen = Chosen(sides.own, year, level, sides.peers, states, Thresholds(yp, rp, yq, rq, least), "")
    lines = lines_of(checkup(library, chosen.own, year, level, chosen.peers), states)
    names = menu.indicators_menu([line.indicator for line in lines])
    return chosen._replace(line=choices.one(Menu(LINE, "指标", names, beside=True)) if lines else "")


def _step(key: str, label: str, counter: str, steps: Sequence[int]) -> Menu:
    return Menu(key, label, {str(n): f"{n} {counter}" if n else "不设" for n in steps}, folded=FOLDED)


def _levels(mine: pd.DataFrame, own: Place, year: int) -> dict[str, str]:
    """Return the levels whose reports speak of the place in a year, its own first."""
    spoken = mine.loc[mine["year"] == year, "level"]
    levels = dict.fromkeys([own.level, *spoken])
    return {level: level or "未定" for level in levels if level in set(spoken)}


@remembered
def checkup(library: Library, own: Place, year: int, level: str, peers: tuple[Place, ...]) -> Checkup:
    """Return the check-up of a place; no peers means all of its own class of level."""
    unasked = [id for id, place in library.places.items() if place.sample and place not in (own, *peers)]
    facts = library.facts()
    known = facts[~facts["place"].isin(unasked)]
    return check_up(known, library.indicators, own, year, list(peers) or None, level)


def lines_of(found: Checkup, states: Sequence[str]) -> list[Line]:
    """Return the lines of some states, of all where none is named; those that a peer states too come first."""
    wanted = [state for state in State if state.name.lower() in (states or STATES_MENU)]
    return [line for state in wanted for line in sorted(found.of(state), key=lambda line: not _shared(line))]


def _shared(line: Line) -> bool:
    """Say whether some peer states the indicator too."""
    return any(row.value is not None for row in line.peers)


@remembered
def show(library: Library, chosen: Chosen | None) -> View:
    """Return the check-up, its sentences, what has no data and why, and the line that is opened."""
    if chosen is None:
        return View(PAGE.title, nothing="这个地方还没有报告。换一个地方，或到“导入”页放入报告。")
    found = checkup(library, chosen.own, chosen.year, chosen.level, chosen.peers)
    lines, reasons = lines_of(found, chosen.states), _reasons(library, found)
    if not lines:
        nothing = "这一年本区的报告没有可以对照的数值。换一年，或换一个结论。"
        return View(PAGE.title, found.in_words(), reasons, nothing=nothing)
    line = next(line for line in lines if line.indicator.id == chosen.line)
    views = _views(library, chosen, found, [line, *filter(_shared, lines)])
    opened = _opened(library, found, line, views[line.indicator.id])
    made = (_standings(library, found, lines, chosen.thresholds), *_summary(library, found, lines, views), *reasons)
    return View(PAGE.title, found.in_words(), made, opened.rows, opened)


def _standings(library: Library, found: Checkup, lines: Sequence[Line], thresholds: Thresholds) -> Exhibit:
    banded = [line for line in lines if line.band is not None]
    rows = tuple({row.fact_id: row for line in lines for row in _rows_of(line)}.values())
    footer = f"{found.year} 年 · {library.updated}"
    table = plain(HEAD, [_cells(line, thresholds) for line in lines], LINE, [line.indicator.id for line in lines])
    return Exhibit(
        "standings", found.in_words(), join(filter(None, (f"{found.place.name}与同级各地逐项对照", found.level))), rows, table,
        standings_figure(found.place, banded, footer) if banded else None,
        notes=(RULE,), footer=source_line(rows, library.updated), alt=found.in_words(),
        panels=tuple(_panel(found.place, line) for line in banded),
    )  # fmt: skip


def _panel(own: Place, line: Line) -> Panel:
    """Return a line as a small chart: the own figure among those that share its axis."""
    return bars_of(line.indicator.name, [row for row in (line.own, *line.peers) if row is not None and row.ranked], own)


def _rows_of(line: Line) -> tuple[Row, ...]:
    """Return the rows that rest on a sentence, the own one first."""
    return tuple(row for row in (line.own, *line.peers) if row is not None and row.quote and row.value is not None)


def _cells(line: Line, thresholds: Thresholds) -> Cells:
    card = thresholds.card(line)
    median = f"{shown(float(line.band.median), line.indicator.unit)}（{line.band.n} 地）" if line.band else ""
    return (
        line.indicator.name,
        line.state.value,
        Cell(card, tone=TONES.get(card)),
        Cell(text_of(line.own), line.own.value, (line.own.fact_id,)) if line.own else "",
        "；".join(line.words),
        Cell(median, None, line.facts if line.band else ()),
        gap_in_words(line),
        "；".join(f"{name_of(row)} {text_of(row)}" for row in line.peers if row.value is not None),
        DIRECTIONS[line.indicator.direction],
    )


def gap_in_words(line: Line) -> str:
    """Return how far a place is from the median: a difference of shares in 百分点."""
    if line.gap is None:
        return ""
    sign = "+" if line.gap > 0 else "−" if line.gap < 0 else ""
    return f"{sign}{shown(abs(float(line.gap)), '')} {line.gap_unit}"


def _views(library: Library, chosen: Chosen, found: Checkup, lines: Sequence[Line]) -> Mapping[str, Comparison]:
    """Return the comparison that each line stands for, by indicator."""
    invited = {row.place for line in found.lines for row in line.peers}
    others = chosen.peers or tuple(place for place in library.places.values() if place in invited)
    places = [chosen.own, *(place for place in others if place != chosen.own)]
    return {
        line.indicator.id: side_by_side(library.facts(line.indicator.id), line.indicator, places, [chosen.year])
        for line in lines
    }


def _summary(
    library: Library, found: Checkup, lines: Sequence[Line], views: Mapping[str, Comparison]
) -> tuple[Exhibit, ...]:
    """Return the sentences on the whole check-up: of the indicators that some peer states too."""
    shared = [line for line in lines if _shared(line)]
    if not shared:
        return ()
    sentence = summary_of([views[line.indicator.id] for line in shared], found.place).whole()
    rows = tuple({row.fact_id: row for line in shared for row in _rows_of(line)}.values())
    return (
        Exhibit(
            "summary", f"总体结论（{len(shared)} 项有对照的指标）", found.in_words(), rows,
            plain(("总体结论",), [(Cell(sentence.text, facts=sentence.facts),)]), sentence=sentence,
            footer=source_line(rows, library.updated), aside=True,
        ),
    )  # fmt: skip


def _reasons(library: Library, found: Checkup) -> tuple[Exhibit, ...]:
    """Return which indicators have no data of the own place, by reason."""
    by_reason: dict[str, list[str]] = {}
    for line in found.of(State.NO_DATA):
        by_reason.setdefault(join(line.words) or "没有数值", []).append(line.indicator.name)
    if not by_reason:
        return ()
    table = plain(("原因", "指标"), [(reason, join(names)) for reason, names in by_reason.items()])
    title = f"我方没写的 {len(found.of(State.NO_DATA))} 项和原因"
    return (Exhibit("reasons", title, found.place.name, (), table, footer=library.updated, aside=True),)


def _opened(library: Library, found: Checkup, line: Line, view: Comparison) -> Exhibit:
    """Return one line with its sentence."""
    rows = _rows_of(line)
    told = (("结论", line.state.value), ("原因或注意", "；".join(line.words)), ("差距（算得）", gap_in_words(line)))
    facts: list[Cells] = [
        *((name, words) for name, words in told if words),
        *((name_of(row), Cell(text_of(row), row.value, (row.fact_id,))) for row in rows),
    ]
    return Exhibit(
        "line", f"{line.indicator.name}：{line.state.value}", definition_line(line.indicator), rows,
        plain(("项目", "内容"), facts), sentence=sentence_of(view, found.place), footer=source_line(rows, library.updated),
        aside=True,
    )  # fmt: skip
