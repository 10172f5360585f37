"""How alike the words around a number are to those of the indicators, pair of letters by pair: asked only where the
frames do not decide, and never for more than a suggestion.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import repeat
from operator import add, mul

from core.model import Indicator, Role
from core.parsing.phrases import MOVES
from core.parsing.says import NUMBERED
from core.parsing.text import normalise

RUN = re.compile("[\u4e00-\u9fff]+|[0-9]{4,5}|[A-Za-z]+")
OF_EXAMPLE = 0.5  # what a pair of an example counts against one of the name, once; twice it counts as much
COMMON = 4  # a pair that one in so many indicators has tells nothing
Postings = dict[str, list[tuple[str, float]]]


def pairs(text: str) -> list[str]:
    """Return the pairs of neighbouring Chinese letters of a text; numbers with a name (12345) and Latin words whole.

    >>> pairs("热线12345受理5件")
    ['热线', '12345', '受理']
    """
    pairs_of_text: list[str] = []
    for run in RUN.findall(text):
        if "\u4e00" <= run[0] <= "\u9fff":
            pairs_of_text += map(add, run, run[1:])
        else:
            pairs_of_text.append(run)
    return pairs_of_text


@lru_cache(maxsize=4096)
def pairs_of_heading(head: str) -> list[str]:
    """Return the pairs of a heading as it is written, which many reports share; nobody alters the list."""
    return pairs(normalise(head))


class Likeness:
    """The pairs of the names and examples of all indicators that may be claimed, weighted by how rare they are."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self._indicators = {one.id: one for one in indicators if not one.trial}
        counts = {id: _counts(one) for id, one in self._indicators.items()}
        having = Counter(pair for pairs_of_one in counts.values() for pair in pairs_of_one)
        self._rarity = {pair: math.log(len(counts) / n) for pair, n in having.items() if n * COMMON <= len(counts)}
        self._weights = {id: self._weighed(pairs_of_one) for id, pairs_of_one in counts.items()}
        self._names = {id: self._named(one.name) for id, one in self._indicators.items()}
        self._postings: dict[tuple[str, bool, bool], Postings] = {}

    def of(self, near_pairs: Mapping[str, float], unit: str, role: Role) -> dict[str, float]:
        """Return how alike each indicator that takes such a number is to what was said; those that share nothing lack.

        Args:
            said: the pairs around a number, each with how near it stands (1: in its own clause).
        """
        scores: dict[str, float] = defaultdict(float)
        postings = self._posted(unit, role is Role.CHANGE and unit in MOVES, role is Role.RANK)
        for pair in filter(postings.__contains__, near_pairs):
            near = near_pairs[pair]
            for id, weight in postings[pair]:
                scores[id] += near * weight
        return scores

    def between(self, near_pairs: Mapping[str, float], id: str) -> float:
        """Return how alike one indicator is to what was said, whatever numbers it takes."""
        weights = self._weights.get(id, {})
        return sum([near_pairs[pair] * weights[pair] for pair in filter(weights.__contains__, near_pairs)])

    def named(self, near_pairs: Mapping[str, float], id: str) -> float:
        """Return how much of an indicator's name was said, 0 to 1."""
        name = self._names.get(id, {})
        if near_pairs.keys().isdisjoint(name):
            return 0.0
        return sum(map(mul, name.values(), map(near_pairs.get, name, repeat(0.0))))

    def shared(self, text: str, id: str) -> list[str]:
        """Return the words that a text shares with an indicator, rarest first."""
        weights, words = self._weights.get(id, {}), dict[str, float]()
        for run in RUN.findall(text):
            if weights.keys().isdisjoint(map(add, run, run[1:])):
                continue
            start = 0
            for k in range(len(run)):
                if run[k : k + 2] not in weights:
                    if k > start:
                        words[run[start : k + 1]] = sum(weights[run[j : j + 2]] for j in range(start, k))
                    start = k + 1
        return sorted(words, key=lambda word: -words[word])

    def _weighed(self, counts: Mapping[str, float]) -> dict[str, float]:
        rare = {pair: count * self._rarity[pair] for pair, count in counts.items() if pair in self._rarity}
        length = math.sqrt(sum(weight * weight for weight in rare.values())) or 1.0
        return {pair: weight * self._rarity[pair] / length for pair, weight in rare.items()}

    def _named(self, name: str) -> dict[str, float]:
        rare = {pair: self._rarity.get(pair, 0.0) for pair in pairs(name)}
        whole = sum(rare.values()) or 1.0
        return {pair: weight / whole for pair, weight in rare.items()}

    def _posted(self, unit: str, moved: bool, ranked: bool) -> Postings:
        """Return, by pair, what it weighs for the indicators that take a number of such a unit."""
        key = unit, moved, ranked
        if key not in self._postings:
            postings: Postings = {}
            for id, one in self._indicators.items():
                takes = unit in one.units or moved or not unit and one.kind in NUMBERED
                for pair, weight in self._weights[id].items() if takes and (one.kind == "rank") == ranked else ():
                    postings.setdefault(pair, []).append((id, weight))
            self._postings[key] = postings
        return self._postings[key]


@lru_cache(maxsize=4)
def likeness_of(indicators: tuple[Indicator, ...]) -> Likeness:
    """Return the likeness to these indicators."""
    return Likeness(indicators)


def _counts(indicator: Indicator) -> dict[str, float]:
    counted = Counter(
        pair
        for one in indicator.examples
        if one.value is not None
        for pair in dict.fromkeys(pairs(normalise(one.text)))
    )
    counts = {pair: min(OF_EXAMPLE * n, 1.0) for pair, n in counted.items()}
    return counts | dict.fromkeys(pairs(normalise(indicator.name)), 1.0)
