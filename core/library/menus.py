"""The menus that links choose from: id → words, the same on a page and in an export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from core.analysis import overview
from core.holdings import Holds
from core.library import Library, ids_of, remembered
from core.model import Edition, Indicator, Trust
from core.same import made_once
from core.words import DOCUMENT_KINDS, UNPLACED

EVERYTHING = {"all": "全部主题"}
LATEST = {"latest": "各项最近一年"}


def newest_whole_report(library: Library) -> str:
    """Return the newest report that is no excerpt and needs no confirmation; the newest of all where there is none."""
    known = library.reports
    whole = known[(known["edition"] != Edition.EXCERPT) & (known["trust"] != Trust.PENDING)]
    return (whole if len(whole) else known).sort_values("year", ascending=False, kind="stable")["id"].iloc[0]


def years_menu(years: Iterable[int]) -> dict[str, str]:
    """Return years as a menu, in the order given."""
    return {str(year): str(year) for year in years}


def themes_menu(library: Library) -> dict[str, str]:
    """Return all themes together, then each by itself."""
    return EVERYTHING | {id: theme.name for id, theme in library.themes.items()}


@remembered
def reported(library: Library) -> list[Indicator]:
    """Return the indicators that some report states, hides or plans."""
    written_of = library.spread.places_with(Holds.ANYTHING)
    return [indicator for id, indicator in library.indicators.items() if id in written_of]


@remembered
def how_widely(library: Library) -> dict[str, str]:
    """Return of each indicator how many places have a confirmed figure, and how many at most for one year, in words."""
    most = library.spread.most_in_a_year(Holds.SURE)
    return {
        id: f"{n} 地" + (f" · 同年 {most[id]} 地" if most[id] > 1 else "")
        for id, n in library.spread.places_with(Holds.SURE).items()
    }


@remembered
def first_indicator(library: Library) -> str:
    """Return the indicator on which most places can be compared."""
    places = library.front_places
    facts = library.facts(places=ids_of(places), gaps=False)
    return overview.most_comparable(library.spread.places_with(Holds.ACTUAL), facts, library.indicators, places)


@remembered
def longest_indicator(library: Library) -> str:
    """Return the indicator with most figures that lines join."""
    places = library.front_places
    facts = library.facts(places=ids_of(places), gaps=False)
    return overview.longest(library.spread.places_and_years(Holds.ACTUAL), facts, library.indicators, places)


@made_once
def indicators_menu(known: Sequence[Indicator]) -> dict[str, str]:
    """Return indicators as a menu; two of one name are told apart by their ids."""
    names = Counter(indicator.name for indicator in known)
    return {i.id: i.name if names[i.name] == 1 else f"{i.name}（{i.id}）" for i in known}


def told_apart(words: Mapping[str, str]) -> dict[str, str]:
    """Return id → words in which two of the same words are told apart by a count.

    >>> told_apart({"a": "甲", "b": "甲", "c": "乙"})
    {'a': '甲', 'b': '甲（第 2 处）', 'c': '乙'}
    """
    met: dict[str, int] = {}
    named = {}
    for id, word in words.items():
        met[word] = met.get(word, 0) + 1
        named[id] = f"{word}（第 {met[word]} 处）" if met[word] > 1 else word
    return named


def _body(place: str, year: int, issuer: str) -> str:
    """Return whose report of which year it is; an issuer's short name that begins with the place names it already."""
    return f"{issuer} {year}" if issuer.startswith(place) else f"{place} {year} {issuer}"


@remembered
def reports_menu(library: Library, *places: str) -> dict[str, str]:
    """Return the reports in use, of some places or of all; two of one name are told apart by their ids."""
    known = library.places
    reports = library.reports_of(*places) if places else library.reports
    columns = (reports[name].tolist() for name in ("id", "place", "year", "issuer_short", "kind", "edition"))
    words = {
        id: f"{_body(known[place].short_name if place in known else UNPLACED, year, issuer)} {DOCUMENT_KINDS.get(kind, '')}"
        + ("（节选）" if edition == Edition.EXCERPT else "")
        for id, place, year, issuer, kind, edition in zip(*columns, strict=True)
    }
    met = Counter(words.values())
    return {id: f"{word}（{id}）" if met[word] > 1 else word for id, word in words.items()}
