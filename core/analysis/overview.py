"""总览: what is known, place by theme, and the indicators on which most places can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.analysis.compare import Comparison, side_by_side
from core.analysis.headline import of_other_breadth
from core.analysis.trend import over_years
from core.declarations import load_indicators
from core.holdings import Holds
from core.model import Indicator, Place, Theme
from core.spread import Spread
from core.testimony import basis

STATES = ("stated", "pending", "masked", "target", "silent")  # what is known of an indicator, best first
HEADLINES = 6
FEWEST = 2  # places that make a comparison


@dataclass(frozen=True, slots=True)
class Cell:
    """How many indicators of a theme one place states, hides, only plans, or does not mention."""

    place: Place
    level: str
    theme: Theme
    stated: int
    pending: int
    masked: int
    target: int
    silent: int
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix of places and themes; ``lines`` are its rows: a place at one level of government."""

    lines: tuple[tuple[Place, str], ...]
    themes: tuple[Theme, ...]
    cells: tuple[Cell, ...]

    def in_words(self) -> str:
        """Return the matrix in words, for its alternative text."""
        counts = (f"{c.place.short_name}{c.theme.name}{c.stated} 项" for c in self.cells if c.stated)
        return "各地各主题有数值的指标：" + "、".join(counts) + "。"


@dataclass(frozen=True, slots=True)
class Headline:
    """An indicator in the year in which most places can be compared on it; without such a year, in the latest of
    each.
    """

    year: int | None
    view: Comparison

    @property
    def places(self) -> set[str]:
        """Return the places that may share the axis."""
        return comparable_places(self.view)


def state_of(facts: pd.DataFrame) -> pd.Series:
    """Return for each row of the facts frame which of ``STATES`` it proves."""
    state = pd.Series("silent", index=facts.index)
    state[facts["role"] == "target"] = "target"
    state[facts["status"] == "masked"] = "masked"
    spoken = (facts["status"] == "stated") & _states(facts)
    state[spoken] = "stated"
    state[spoken & (facts["trust"] == "pending")] = "pending"
    return state


def _states(facts: pd.DataFrame) -> pd.Series:
    """Return for each row whether its role makes it a value of its indicator: neither a target nor what was before."""
    declared = load_indicators()
    pairs = facts[["indicator", "role"]].drop_duplicates().itertuples(index=False)
    not_so = {
        id + "/" + role for id, role in pairs if not (declared[id].states(role) if id in declared else role != "target")
    }
    return ~(facts["indicator"] + "/" + facts["role"]).isin(not_so)


def coverage(spread: Spread, indicators: dict[str, Indicator], places: list[Place], themes: list[Theme]) -> Coverage:
    """Return how many indicators of each theme each place states, hides, only plans, or does not mention.

    An indicator counts once a place and level, with the best its reports of any year say of it; what they do not say
    is silent.
    """
    spoken = [place for place in places if place.id in spread.standings]
    bodies, states = spread.states(place.id for place in spoken)
    of_theme = np.array([[indicators[id].theme == theme.id for theme in themes] for id in spread.ids], np.int32)
    counts = np.stack([(states == n).astype(np.int32) @ of_theme for n in range(len(STATES))], axis=-1).tolist()
    table = dict(zip(bodies, counts, strict=True))
    lines = [(p, level) for p in spoken for level in _own_first(p, spread.standings[p.id].levels)]
    declared = _declared(indicators)
    cells = []
    for place, level in lines:
        known = spread.standings[place.id]
        years, own = tuple(sorted(known.levels[level])), any(level == each for each, _ in known.own)
        for theme, number in zip(themes, table[place.id, level], strict=True):
            cells.append(_cell(place, level, theme, number, years, declared[theme.id] if own else 0))
    return Coverage(tuple(lines), tuple(themes), tuple(cells))


def _own_first(place: Place, levels: Iterable[str]) -> list[str]:
    """Return the levels that speak for a place, its own first."""
    return sorted(levels, key=lambda level: (level != place.level, level))


def _declared(indicators: dict[str, Indicator]) -> Counter[str]:
    """Return how many indicators each theme has."""
    return Counter(indicator.theme for indicator in indicators.values())


def _cell(place: Place, level: str, theme: Theme, counts: Sequence[int], years: tuple[int, ...], declared: int) -> Cell:
    """Return a cell; a report of the place itself says something, or nothing, of each of the indicators declared."""
    stated, pending, masked, target, silent = counts
    silent = max(silent, declared - (stated + pending + masked + target))
    return Cell(place, level, theme, stated, pending, masked, target, silent, years)


def headlines(
    facts: pd.DataFrame, indicators: dict[str, Indicator], places: list[Place], count: int = HEADLINES
) -> list[Headline]:
    """Return the comparisons that hold for most places: the rule that chooses what the first screen shows.

    For each indicator the year in which most places may share the axis is taken, the latest of those; where no year
    has two, the latest figure of each place. Ordered by the number of places, one year before several, then in
    declared order; an indicator that one place alone states comparably is no headline, nor are counts of another
    breadth. No place and no indicator is
    preferred by name. Gaps among the facts choose nothing; they are told with what is chosen.
    """
    facts = facts[facts["place"].isin([place.id for place in places])]
    spread = _of_the_whole(facts).groupby("indicator")
    known = [id for id in indicators if id in spread.groups and spread.get_group(id)["place"].nunique() >= FEWEST]
    heads = [_headline(facts[facts["indicator"] == id], spread.get_group(id), indicators[id], places) for id in known]
    heads = [head for head in heads if len(head.places) >= FEWEST and not _is_trap(head)]
    heads.sort(key=lambda head: (head.year is None, -len(head.places)))
    return heads[:count]


def _is_trap(head: Headline) -> bool:
    """Return whether the figures that share the axis are counts of another breadth."""
    return of_other_breadth([row for row in head.view.rows if row.ranked], head.view.indicator)


def _headline(facts: pd.DataFrame, stated: pd.DataFrame, indicator: Indicator, places: list[Place]) -> Headline:
    spread = stated.groupby("year")["place"].nunique()
    years = sorted((int(year) for year, number in spread.items() if number >= FEWEST), reverse=True)
    heads = [Headline(year, side_by_side(facts, indicator, places, [year])) for year in years]
    best = max(heads, key=lambda head: len(head.places), default=None)
    if best and len(best.places) >= FEWEST:
        return best
    return Headline(None, side_by_side(facts, indicator, places, []))


def most_comparable(
    spread: Mapping[str, int], facts: pd.DataFrame, indicators: dict[str, Indicator], places: list[Place]
) -> str:
    """Return the indicator of which the latest figures of most places may share an axis, "" when nothing is stated.

    Args:
        spread: of how many places each indicator is stated and may be compared.
        facts: the facts frame of the places themselves.
    """
    facts = facts[facts["place"].isin([place.id for place in places])]
    here = _of_the_whole(facts).groupby("indicator")["place"].nunique().to_dict()

    def comparable(id: str) -> int:
        return len(comparable_places(side_by_side(facts[facts["indicator"] == id], indicators[id], places, [])))

    return _of_most(sorted((id for id in indicators if id in spread), key=lambda id: -spread[id]), here, comparable)


def _of_most(known: Sequence[str], most_of: Mapping[str, int], number_of: Callable[[str], int]) -> str:
    """Return which of ``known`` has the highest number, the first of several, "" of none. Those are asked for it first that
    can have the highest: few are, however many are known.

    Args:
        most_of: what the number of each can be at most, where it can be more than none.
    """
    rank = {id: n for n, id in enumerate(known)}
    best, highest = "", -1
    for id in sorted(known, key=lambda id: -most_of.get(id, 0)):
        bound = most_of.get(id, 0)
        if best and (bound < highest or (bound == highest and rank[id] > rank[best])):
            continue
        number = number_of(id)
        if (number, -rank[id]) > (highest, -rank.get(best, 0)):
            best, highest = id, number
    return best


def longest(
    number: Mapping[str, int], facts: pd.DataFrame, indicators: dict[str, Indicator], places: list[Place]
) -> str:
    """Return the indicator with most years × places on lines, "" when nothing is stated; see ``most_comparable``.

    Counted are the figures that a line joins to that of a neighbouring year; where no two can be joined, figures.

    Args:
        number: for how many places and years each indicator is stated and may be compared.
        facts: the facts frame of the places themselves.
    """
    facts = facts[facts["place"].isin([place.id for place in places])]
    here = _of_the_whole(facts).drop_duplicates(["indicator", "place", "year"]).groupby("indicator").size().to_dict()

    def joined(id: str) -> int:
        trend = over_years(facts[facts["indicator"] == id], [indicators[id]], places)
        return sum(len(run) for series in trend.series for run in series.segments if len(run) > 1)

    return _of_most(sorted((id for id in indicators if id in number), key=lambda id: -number[id]), here, joined)


def _of_the_whole(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the statements that may be compared: confirmed, of what is, of the whole."""
    return facts[(state_of(facts) == "stated") & (facts["part"] == "") & (facts["role"] == "actual")]


def comparable_places(view: Comparison) -> set[str]:
    """Return the places that may share the axis of a comparison."""
    return {row.place.id for row in view.rows if row.ranked}


def sentence(spread: Spread, indicators: Collection[str]) -> str:
    """Return the one sentence that says what is in the library."""
    known = spread.totals
    words = (
        f"库中有 {known.places} 地 {known.reports} 份公开报告（{known.span} 年），"
        f"{basis(known.editions.elements())}，读出 {known.numbers:,} 个数，"
        f"涉及 {len(spread.places_with(Holds.ANYTHING))} 项指标（指标库共 {len(indicators)} 项）"
    )
    return f"{words}；其中 {known.pending} 份来源待核，确认前不参与比较。" if known.pending else f"{words}。"
