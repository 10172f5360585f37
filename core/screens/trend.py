"""变化: an indicator, or a family of them, over the years, or over months where those are told; gaps stay gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from core.analysis.league import LENGTHS, YEAR, YearOfMonths, lengths_of, over_periods, years_of_months
from core.analysis.trend import Trend, over_years
from core.analysis.wording import listed, text_of, why_in_words
from core.charts.lines import lines_over_years
from core.charts.notes import definition_line, source_line
from core.library import Library, ids_of, remembered
from core.library import menus as menu
from core.library.link import Choices, Menu
from core.model import Indicator, Place
from core.screens.exhibit import Cell, Chart, ChartKind, Exhibit, Mark, Page, View, plain
from core.screens.league import exhibit_of as side_by_side
from core.screens.panels import years_of
from core.screens.sides import ask_sides
from core.screens.tables import rows_table
from core.words import shown

PAGE = Page("trend", "变化", "逐年、逐季、逐月的变化，断点注明原因")
LENGTH = "l"
YEARLY = {str(YEAR): LENGTHS[YEAR]}
ALL_TWELVE = "十二个月都写明、且可以逐月相加的，才有算得的年度合计；缺一个月就没有。"
MOST = 12  # series that a figure draws
ONE = {"one": "单项指标"}


class Chosen(NamedTuple):
    """What is followed over the years."""

    indicators: tuple[str, ...]
    places: tuple[Place, ...]
    own: Place
    months: int = YEAR  # that each figure covers


def menus(library: Library, choices: Choices) -> Chosen:
    """Ask for a family or an indicator, and for the sides."""
    known = menu.reported(library)
    choices.imply("g", *(re.sub("族$", "类", word) for word in choices.link.all("g")))  # as older links call a family
    families = {indicator.family: indicator.family for indicator in known if indicator.family}
    family = choices.one(Menu("g", "同类指标", ONE | families))
    indicators = tuple(i.id for i in known if family in families and i.family == family)
    if not indicators:
        indicators = (
            choices.one(
                Menu(
                    "i",
                    "指标",
                    menu.indicators_menu(known),
                    menu.longest_indicator(library),
                    amounts=menu.how_widely(library),
                )
            ),
        )
    sides = ask_sides(library, choices)
    places = sides.among(library)
    months = lengths(library, indicators[0], places) if len(indicators) == 1 else ()
    if not months:
        return Chosen(indicators, places, sides.own)
    default = str(YEAR if YEAR in months else months[0])
    shown_as = {str(n): LENGTHS[n] for n in reversed(months)}
    return Chosen(indicators, places, sides.own, int(choices.one(Menu(LENGTH, "统计期", YEARLY | shown_as, default))))


@remembered
def lengths(library: Library, indicator: str, places: tuple[Place, ...]) -> tuple[int, ...]:
    """Return the lengths in months in which some place tells an indicator several times; () where a year is the only
    one.
    """
    declared = library.indicators.get(indicator)
    return lengths_of(library.facts(indicator, places=ids_of(places)), declared, places) if declared else ()


@remembered
def show(library: Library, chosen: Chosen) -> View:
    """Return the figures of every year."""
    wanted = [library.indicators[id] for id in chosen.indicators if id in library.indicators]
    if not wanted:
        return View(PAGE.title, nothing="还没有报告写到任何指标。")
    if chosen.months != YEAR:
        return _shorter(library, chosen, wanted[0])
    several = len(wanted) > 1
    asked = tuple(one.id for one in wanted) if several else wanted[0].id
    facts = library.facts(asked, places=ids_of(chosen.places))
    apart = () if several else lengths(library, wanted[0].id, chosen.places)
    trend = over_years(facts, wanted, list(chosen.places), apart=tuple(n for n in apart if n != YEAR))
    named = wanted[0].family if several else wanted[0].name
    title = f"{named}的年度变化"
    whose = f"{listed(place.short_name for place in chosen.places)} · 全部年份"
    if not trend.series:
        return View(title, whose, nothing="所选地区的报告都没有给出这项指标的数值。")
    subtitle = "、".join(i.name for i in wanted) if several else definition_line(wanted[0])
    return View(title, whose, (exhibit_of(trend, "trend", title, subtitle, library),))


def _shorter(library: Library, chosen: Chosen, indicator: Indicator) -> View:
    """Return the figures that cover a month, a quarter or half a year, and the years that all twelve months make."""
    facts = library.facts(indicator.id, places=ids_of(chosen.places))
    league = over_periods(facts, indicator, chosen.places, chosen.months)
    title = f"{indicator.name}{LENGTHS[chosen.months]}的变化"
    subtitle = f"{listed(place.short_name for place in chosen.places)} · {LENGTHS[chosen.months]}"
    if not league.standings:
        return View(title, subtitle, nothing="所选地区没有这样长短的统计期，请换一种统计期。")
    sums = years_of_months(league)
    exhibits = (
        side_by_side(league, "periods", "", chosen.own, library),
        *((_summed(sums, indicator, library),) if sums else ()),
    )
    return View(title, subtitle, exhibits)


def _summed(sums: Sequence[YearOfMonths], indicator: Indicator, library: Library) -> Exhibit:
    rows = tuple(row for one in sums for row in one.rows)
    lines = [
        (
            one.standing.issuer or one.standing.place.short_name,
            f"{one.year}年",
            Cell(shown(one.value, one.rows[0].unit), one.value, tuple(r.fact_id for r in one.rows)),
            "算得：十二个月之和",
        )
        for one in sums
    ]
    return Exhibit(
        "years", f"{indicator.name}：十二个月的合计（算得）", indicator.definition, rows,
        plain(("地区", "年份", "数值", "说明"), lines), notes=(ALL_TWELVE,), footer=source_line(rows, library.updated),
    )  # fmt: skip


def exhibit_of(trend: Trend, key: str, title: str, subtitle: str, library: Library) -> Exhibit:
    """Return figures over the years as an exhibit."""
    notes = tuple(dict.fromkeys(caveat for series in trend.series for caveat in series.indicator.caveats))
    drawn = fullest(trend)
    if len(drawn.series) < len(trend.series):
        notes = (
            f"图里是年份最多的 {len(drawn.series)} 条，其余 {len(trend.series) - len(drawn.series)} 条见表。",
            *notes,
        )
    shown = {series.indicator.id: series.indicator for series in trend.series}
    one_axis = len({indicator.unit for indicator in shown.values()}) == 1
    return Exhibit(
        key, title, subtitle, trend.rows, rows_table(trend.rows, library.indicators if len(shown) > 1 else None),
        lines_over_years(drawn, library.updated),
        Chart(ChartKind.LINE, trend.series[0].indicator.unit, tuple(_marks(trend))) if one_axis else None,
        notes=notes, footer=source_line(trend.rows, library.updated), alt=trend.in_words(),
        panels=() if one_axis else years_of(drawn),
    )  # fmt: skip


def fullest(trend: Trend) -> Trend:
    """Return what a figure draws of figures over the years: of many series the usual places' and those of most years."""
    if len(trend.series) <= MOST:
        return trend
    ranked = sorted(trend.series, key=lambda s: (not s.place.usual, -len({row.of_year for row in s.rows})))
    widest = {id(series) for series in ranked[:MOST]}
    return replace(trend, series=tuple(series for series in trend.series if id(series) in widest))


def _marks(trend: Trend) -> list[Mark]:
    """Return a mark a figure; runs of years that a line may join share a series, others have their own."""
    marks = []
    several = len({series.indicator.id for series in trend.series}) > 1
    for series in trend.series:
        name = f"{series.place.short_name} {series.indicator.name}" if several else series.place.short_name
        for n, run in enumerate((*series.segments, *((row,) for row in series.loose))):
            apart = n >= len(series.segments)
            marks += [
                Mark(
                    str(row.of_year), f"{name}·{row.issuer_short}" if n else name, row.value, text_of(row), (row.fact_id,),
                    series.place.colour, apart, row.pending or row.target, why_in_words(row),
                )
                for row in run
            ]  # fmt: skip
    return marks
