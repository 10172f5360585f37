"""通报对照: the places of one bulletin side by side, month after month, with ranks and scores as its issuer states them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from core import store
from core.analysis.league import BASES, FEWEST, League, Series, Standing, leagues, series_of
from core.analysis.rows import Row
from core.analysis.wording import text_of
from core.charts.months import at_once, over_months
from core.charts.notes import source_line
from core.library import Library, for_each_place, ids_of, remembered, while_untouched
from core.library.link import Choices, Menu
from core.model import Place
from core.screens.area import area_of, areas, ask_area, imply_area
from core.screens.exhibit import Cell, Chart, ChartKind, Exhibit, Mark, Page, Table, View, plain
from core.screens.sides import ask_own
from core.words import period_in_words

PAGE = Page("league", "通报对照", "一份通报里的各地，逐月并排")
SERIES, DOCUMENT = "b", "d"
ALL = {"all": "全部期次"}
SILENT = "—"
STATED, DERIVED = "通报所列", "算得"
NOT_OURS = "排名和得分由{issuer}公布，照原文列出，不是本系统计算的。"
NONE_THERE = "所选范围里没有写到几个地区的通报。请换一个范围。"
NOTHING = "库里还没有一份写到几个地区的通报。导入通报、月报或表格后，这里按地区并排。"


class Chosen(NamedTuple):
    """Which bulletins, and who is marked in them."""

    series: Series | None
    document: str
    own: Place
    area: str = ""  # among whose bulletins was chosen; "": all


def menus(library: Library, choices: Choices) -> Chosen:
    """Ask for a series, one of its bulletins or all, and 我方; in a large library for the area of the issuers first."""
    known = {series.id: series for series in known_series(library, _issuers(library, choices))}
    options = {id: f"{one.title}（{len(one.documents)} 期）" for id, one in known.items()}
    series = known.get(choices.one(Menu(SERIES, "通报", options))) if options else None
    issues = dict(reversed([*zip(series.documents, series.titles, strict=True)])) if series else {}
    document = choices.one(Menu(DOCUMENT, "期次", ALL | issues))
    return Chosen(series, document, ask_own(library, choices), area_of(choices))


def _issuers(library: Library, choices: Choices) -> tuple[Place, ...]:
    """Return the places whose bulletins are chosen among: those of an area, and the one that a link names."""
    link = choices.link.first(SERIES)
    named = [*library.reports_named(link)["place"]] if link else []
    for place in named or _first_issuer(library):
        imply_area(library, choices, place)
    area = ask_area(library, choices)
    return tuple(library.places[id] for id in (library.places if area.scope is None else {*area.scope, *named}))


@remembered
def _first_issuer(library: Library) -> list[str]:
    """Return whose bulletins are shown in a large library where nobody chose, when the usual places have none."""
    usual = next(iter(areas(library).values()), None)
    if usual is None or known_series(library, usual.places):
        return []
    issuer = store.first_issuer(FEWEST)
    return [issuer] if issuer else []


@remembered
def known_series(library: Library, issuers: tuple[Place, ...]) -> tuple[Series, ...]:
    """Return the series of bulletins in use of some places."""
    known = [series for many in _series_of(library, issuers).values() for series in many]
    return tuple(sorted(known, key=lambda series: (series.since, series.titles[0], series.id)))


@for_each_place
def _series_of(library: Library, issuers: Sequence[Place]) -> dict[str, tuple[Series, ...]]:
    """Return the series of each place that has any."""
    by_place: dict[str, tuple[Series, ...]] = {}
    for series in series_of(library.within(ids_of(issuers)).bulletins(FEWEST)):
        by_place[series.place] = (*by_place.get(series.place, ()), series)
    return by_place


def figures_in(library: Library, documents: Iterable[str]) -> pd.DataFrame:
    """Return the facts of some bulletins without their gaps."""
    return library.facts(document=tuple(documents), gaps=False)


@remembered
def show(library: Library, chosen: Chosen) -> View:
    """Return a table for each thing that the bulletins say of several places."""
    series = chosen.series
    if series is None:
        return View(PAGE.title, nothing=NONE_THERE if chosen.area else NOTHING)
    documents = series.documents if chosen.document in ALL else (chosen.document,)
    subtitle = f"{series.issuer or library.places[series.place].name} · {len(documents)} 期"
    exhibits = _told(library, series, documents, library.places[series.place], chosen.own.id, library.updated)
    return View(
        series.title, subtitle, exhibits, nothing="" if exhibits else "这份通报没有一项同时写到两个地区的数字。"
    )


@while_untouched
def _told(
    library: Library, series: Series, documents: tuple[str, ...], issuer: Place, own: str, updated: str
) -> tuple[Exhibit, ...]:
    """Return what bulletins of a place say of others: whatever is written of these in them touches the issuer too."""
    tables = leagues(figures_in(library, documents), series, documents, library.indicators)
    return tuple(_exhibit(n, league, series, library.places[own], library) for n, league in enumerate(tables))


def _exhibit(n: int, league: League, series: Series, own: Place, library: Library) -> Exhibit:
    return exhibit_of(league, f"league{n}", series.issuer, own, library)


def exhibit_of(league: League, key: str, issuer: str, own: Place, library: Library) -> Exhibit:
    """Return places over one or more periods as an exhibit; ``issuer`` is who published ranks and scores."""
    rows = tuple(row for standing in league.standings for row in standing.rows)
    count = len({standing.place.id for standing in league.standings if not standing.whole})
    spans = [period_in_words(league.periods[0])]
    spans += [period_in_words(league.periods[-1])] if len(league.periods) > 1 else []
    title = f"{league.label}：{count} 个地区，{'至'.join(spans)}"
    own_words: str = STATED
    notes: tuple[str, ...] = (NOT_OURS.format(issuer=issuer or "发布单位"),)
    if league.indicator and not league.ranks:
        own_words, notes = league.indicator.definition, league.indicator.caveats
    chart = Chart(ChartKind.LINE if len(league.periods) > 1 else ChartKind.DOT, _unit(league), tuple(_marks(league)))
    return Exhibit(
        key, title, own_words, rows, _table(league, own),
        (over_months if len(league.periods) > 1 else at_once)(league, own, title), chart,
        notes=notes, footer=source_line(rows, library.updated), alt=title,
    )  # fmt: skip


def _unit(league: League) -> str:
    return league.indicator.unit if league.indicator else next(r.unit for s in league.standings for r in s.rows)


def _table(league: League, own: Place) -> Table:
    """Return one line a place, a column a period, and how the last one changed: as stated, and as it follows."""
    columns = [(base, derived) for base in BASES for derived in (False, True)]
    heads = [f"{base}（{DERIVED if derived else STATED}）?" for base, derived in columns]
    ranked = {period: sum(bool(s.figures[period]) for s in league.standings) for period in league.periods}
    lines = []
    for standing in league.standings:
        figures = [_cell(standing.figures[period], ranked[period] if league.ranks else 0) for period in league.periods]
        changes = [_change(standing, base, derived) for base, derived in columns]
        lines.append((_name(standing, own), *figures, *changes))
    return plain(("地区", *map(period_in_words, league.periods), *heads), lines)


def _name(standing: Standing, own: Place) -> str:
    whole = "（全域）" if standing.whole else ""
    called = standing.issuer or standing.place.short_name
    return f"{called}{whole}{'（我方）' if standing.place == own else ''}"


def _cell(rows: tuple[Row, ...], of: int) -> Cell:
    words = "；".join(dict.fromkeys(f"{text_of(row)}{'（待核）' if row.pending else ''}" for row in rows))
    among = f"（共 {of} 个）" if of and words else ""
    number = rows[0].value if len(rows) == 1 else None
    return Cell(f"{words}{among}" or SILENT, number, tuple(row.fact_id for row in rows))


def _change(standing: Standing, base: str, derived: bool) -> Cell | str:
    changes = [change for change in standing.changes[base] if change.derived is derived]
    facts = tuple(row.fact_id for change in changes for row in change.rows)
    return Cell("；".join(change.words for change in changes), None, facts) if changes else ""


def _marks(league: League) -> list[Mark]:
    one = len(league.periods) == 1
    return [
        Mark(
            standing.place.short_name if one else period_in_words(period), "" if one else standing.place.short_name,
            row.value, text_of(row), (row.fact_id,), standing.place.colour, hollow=row.pending,
        )
        for period in league.periods for standing in league.standings for row in standing.figures[period]
    ]  # fmt: skip
