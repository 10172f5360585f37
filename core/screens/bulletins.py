"""What bulletins say of the own place beside the others they name: a part of 对标结论, as the bulletins state it."""

from __future__ import annotations

from collections.abc import Iterator

from core.analysis.league import FEWEST, League, Series, Standing, leagues
from core.analysis.rows import UNPLACED, Row
from core.analysis.wording import text_of
from core.charts.notes import source_line
from core.library import Library, remembered, while_untouched
from core.model import Place
from core.screens.exhibit import Cell, Exhibit, plain
from core.screens.league import NOT_OURS, figures_in, known_series
from core.words import period_in_words

CHAPTER = "通报"
HEAD = ("通报", "项目", "期次", "我方", "同一份通报里的其他地区（照原文）")
MOST_NAMED = 6  # places of a line
MOST_LINES = 12


@remembered
def in_bulletins(library: Library, own: Place) -> tuple[Exhibit, ...]:
    """Return what the bulletins of the library say of a place, one line each thing, the last period; () where none
    names it.
    """
    naming = library.bulletins(FEWEST, own.id)
    issuers = tuple(library.places.get(id, UNPLACED) for id in sorted({*naming["place"]}))
    return _said_by(library, own, issuers, tuple(naming["id"]), library.updated)


@while_untouched
def _said_by(
    library: Library, own: Place, issuers: tuple[Place, ...], naming: tuple[str, ...], updated: str
) -> tuple[Exhibit, ...]:
    known = [series for series in known_series(library, issuers) if {*naming}.intersection(series.documents)]
    standings = [one for series in known for one in _told(library, series, own)]
    if not standings:
        return ()
    lines = [_line(series, league, standing) for series, league, standing in standings[:MOST_LINES]]
    rows = tuple(
        row
        for _, league, _ in standings[:MOST_LINES]
        for standing in league.standings
        for row in _last(league, standing)
    )
    count = len({series.id for series, _, _ in standings})
    return (Exhibit(
        "bulletins", f"{count} 种通报写到{own.short_name}，共 {len(standings)} 项", "最近一期，照原文列出", rows, plain(HEAD, lines),
        notes=(NOT_OURS.format(issuer="通报单位"),), footer=source_line(rows, library.updated), chapter=CHAPTER,
    ),)  # fmt: skip


def _told(library: Library, series: Series, own: Place) -> Iterator[tuple[Series, League, Standing]]:
    """Yield each thing that a series says of a place for its last period."""
    for league in leagues(figures_in(library, series.documents), series, series.documents, library.indicators):
        for standing in league.standings:
            if standing.place == own and not standing.whole and _last(league, standing):
                yield series, league, standing


def _last(league: League, standing: Standing) -> tuple[Row, ...]:
    return standing.figures[league.periods[-1]]


def _line(series: Series, league: League, mine: Standing) -> tuple[Cell | str, ...]:
    others = [one for one in league.standings if one is not mine and _last(league, one)]
    named = "、".join(
        f"{one.place.short_name}{'（全域）' if one.whole else ''} {_words(league, one)}" for one in others[:MOST_NAMED]
    )
    more = f" 等 {len(others)} 个" if len(others) > MOST_NAMED else ""
    return series.title, league.label, period_in_words(league.periods[-1]), _cell(league, mine), named + more


def _words(league: League, standing: Standing) -> str:
    return "；".join(
        dict.fromkeys(f"{text_of(row)}{'（待核）' if row.pending else ''}" for row in _last(league, standing))
    )


def _cell(league: League, standing: Standing) -> Cell:
    rows = _last(league, standing)
    return Cell(_words(league, standing), rows[0].value if len(rows) == 1 else None, tuple(row.fact_id for row in rows))
