"""单地画像: one place, every indicator by theme, with bounds, periods and the reasons for silence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.analysis.profile import STATE_WORDS, Chapter, Profile, profile
from core.analysis.wording import join, reason_of
from core.charts.composition import FLAT, composition
from core.charts.notes import source_line
from core.library import Library, remembered
from core.library import menus as menu
from core.library.link import Choices, Link, Menu
from core.model import Place
from core.screens.exhibit import Chart, ChartKind, Exhibit, Mark, Page, View, plain
from core.screens.sides import OWN, YEAR, ask_own
from core.screens.tables import rows_table

PAGE = Page("profile", "单地画像", "一个地方的全部指标")
THEME = "t"


class Chosen(NamedTuple):
    """Whose portrait."""

    own: Place
    theme: str
    year: int | None  # None: the latest of each indicator


def menus(library: Library, choices: Choices) -> Chosen:
    """Ask for 我方, theme and year."""
    own = ask_own(library, choices)
    theme = choices.one(Menu(THEME, "主题", menu.themes_menu(library)))
    years = menu.years_menu(sorted(set(library.reports_of(own.id)["year"]), reverse=True))
    year = choices.one(Menu(YEAR, "年份", menu.LATEST | years, also="n"))
    return Chosen(own, theme, int(year) if year in years else None)


@remembered
def show(library: Library, chosen: Chosen) -> View:
    """Return the figures of a place, of one theme or of all, and what is silent."""
    portrait = profile(
        library.facts(places=(chosen.own.id,)),
        library.indicators,
        list(library.themes.values()),
        chosen.own,
        chosen.year,
    )
    theme = library.themes.get(chosen.theme)
    chapters = [chapter for chapter in portrait.chapters if theme in (None, chapter.theme)]
    rows = tuple(row for chapter in chapters for row in chapter.figures)
    doors = {id: Link(PAGE.address, ((OWN, chosen.own.id), (THEME, id), *_year(chosen))) for id in library.themes}
    figures = Exhibit(
        "composition", f"{chosen.own.name}：{theme.name if theme else portrait.in_words()}",
        theme.question if theme else "各主题里有数值、待核、脱敏、仅有目标与没有数值的指标数", rows,
        rows_table(rows, library.indicators), None if theme else composition(portrait),
        None if theme else _counts(portrait), footer=source_line(rows, library.updated), alt=portrait.in_words(), doors=doors,
    )  # fmt: skip
    subtitle = f"{theme.name}：{theme.question}" if theme else portrait.in_words()
    silent = _silence(library, chosen.own, chapters)
    return View(chosen.own.name, subtitle, (*((figures,) if rows else ()), *((silent,) if silent.table.lines else ())))


def _counts(portrait: Profile) -> Chart:
    """Return how many indicators of each theme are in which state: the figure, for files."""
    colours = {"stated": portrait.place.colour, **FLAT}
    marks = [
        Mark(chapter.theme.name, words, n, str(n) if n else "", (), colours[state])
        for state, words in STATE_WORDS.items()
        for chapter in portrait.chapters
        if chapter.rows
        for n in (chapter.states.count(state),)
    ]
    used = {mark.series for mark in marks if mark.value}
    return Chart(ChartKind.PARTS, "项", tuple(mark for mark in marks if mark.series in used), reckoned=True)


def _year(chosen: Chosen) -> tuple[tuple[str, str], ...]:
    return ((YEAR, str(chosen.year)),) if chosen.year else ()


def _silence(library: Library, own: Place, chapters: Sequence[Chapter]) -> Exhibit:
    """Return what is silent, theme by theme, and why."""
    lines = []
    for chapter in chapters:
        by_reason: dict[str, list[str]] = {}
        for row in chapter.silent:
            by_reason.setdefault(reason_of(row), []).append(library.indicators[row.indicator].name)
        lines += [(chapter.theme.name, reason, join(names)) for reason, names in by_reason.items()]
    return Exhibit(
        "silent", f"{own.name}：没有数值的指标和原因", "", (), plain(("主题", "原因", "指标"), lines),
        footer=library.updated, aside=True,
    )  # fmt: skip
