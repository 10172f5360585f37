"""Find every label of every declared indicator in a text, in one pass."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

import ahocorasick

from core.declarations import WILDCARD
from core.model import Indicator
from core.parsing.text import QUOTES, bare, normalise, says_any

WILDCARD_REACH = 12
STOPS = "。;!?\n"


class Hit(NamedTuple):
    """A label of an indicator where it stands in a text."""

    start: int
    end: int
    label: str
    indicator: Indicator


class _Row(NamedTuple):
    """A label by its head."""

    rest: tuple[str, ...]  # what must follow, each piece within reach of the one before
    label: str
    indicator: Indicator


class LabelFinder:
    """An automaton over all labels; build once per set of declarations. Quotation marks in text and labels are ignored."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self._automaton = ahocorasick.Automaton()
        owners: dict[str, list[_Row]] = {}
        for indicator in indicators:
            for label in indicator.labels:
                head, *rest = bare(normalise(label)).split(WILDCARD)
                owners.setdefault(head, []).append(_Row(tuple(rest), label, indicator))
        for head, rows in owners.items():
            longest = max(len(row.rest[0]) if row.rest else 0 for row in rows)
            self._automaton.add_word(head, (len(head), WILDCARD_REACH + longest, rows))
        self._automaton.make_automaton()

    def find(self, text: str, apart: Iterable[tuple[int, int]] = ()) -> list[Hit]:
        """Return every hit in ``text``, overlapping ones included, by start; stretches ``apart``, in order, are not looked into."""
        hits: list[Hit] = []
        at = 0
        for start, end in (*apart, (len(text), len(text))):
            hits += self._within(text[at:start], at)
            at = max(at, end)
        hits.sort(key=itemgetter(0, 1))
        return hits

    def _within(self, text: str, offset: int) -> Iterator[Hit]:
        quotes = [match.start() - n for n, match in enumerate(QUOTES.finditer(text))]
        plain = bare(text)
        for last, (length, reach, rows) in self._automaton.iter(plain):
            behind = plain[last + 1 : last + 1 + reach]
            for rest, label, indicator in rows:
                if rest and rest[0] not in behind:  # by far most labels with a gap
                    continue
                end = _follow(plain, last + 1, rest)
                if end > 0:
                    start = last - length + 1
                    begin = offset + start + bisect_right(quotes, start)
                    yield Hit(begin, offset + end + bisect_right(quotes, end - 1), label, indicator)


def _follow(text: str, at: int, pieces: tuple[str, ...]) -> int:
    """Return where the label ends when its further pieces follow within reach, else 0."""
    for piece in pieces:
        found = text.find(piece, at, at + WILDCARD_REACH + len(piece))
        if found < 0 or says_any(text[at:found], STOPS):
            return 0
        at = found + len(piece)
    return at
