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
from core.reading.stretches import Stretch, outside

WILDCARD_REACH = 12
STOPS = "。;!?\n"


class Hit(NamedTuple):
    """A label of an indicator where it stands in a text."""

    start: int
    end: int
    label: str
    indicator: Indicator


class _Head:
    """The labels that begin alike."""

    def __init__(self) -> None:
        self.whole: list[tuple[str, Indicator]] = []
        self.gapped: list[
            tuple[str, tuple[str, ...], str, Indicator]
        ] = []  # the next piece, all that follow, the label
        self.reach = 0  # characters behind the head in which the next piece ends

    def add(self, rest: tuple[str, ...], label: str, indicator: Indicator) -> None:
        if rest:
            self.gapped.append((rest[0], rest, label, indicator))
            self.reach = max(self.reach, WILDCARD_REACH + len(rest[0]))
        else:
            self.whole.append((label, indicator))


class LabelFinder:
    """An automaton over all labels; build once per set of declarations. Quotation marks in text and labels are
    ignored.
    """

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self._automaton = ahocorasick.Automaton()
        heads: dict[str, _Head] = {}
        for indicator in indicators:
            for label in indicator.labels:
                head, *rest = bare(normalise(label)).split(WILDCARD)
                heads.setdefault(head, _Head()).add(tuple(rest), label, indicator)
        for head, labels in heads.items():
            self._automaton.add_word(head, (len(head), labels))
        self._automaton.make_automaton()

    def find(self, text: str, apart: Iterable[Stretch] = ()) -> list[Hit]:
        """Return every hit in ``text``, overlapping ones included, by start; stretches ``apart``, in order, are
        not looked into.
        """
        hits: list[Hit] = []
        if not len(self._automaton):
            return hits
        for start, end in outside(apart, len(text)):
            hits += self._within(text[start:end], start)
        hits.sort(key=itemgetter(0, 1))
        return hits

    def _within(self, text: str, offset: int) -> Iterator[Hit]:
        quotes = [match.start() - n for n, match in enumerate(QUOTES.finditer(text))]
        plain = bare(text)
        for last, (length, head) in self._automaton.iter(plain):
            start, at = last - length + 1, last + 1
            begin = offset + start + bisect_right(quotes, start)
            for label, indicator in head.whole:
                yield Hit(begin, offset + at + bisect_right(quotes, last), label, indicator)
            if head.gapped:
                behind = plain[at : at + head.reach]
                for piece, rest, label, indicator in head.gapped:
                    if piece in behind and (end := _follow(plain, at, rest)):  # by far most are not
                        yield Hit(begin, offset + end + bisect_right(quotes, end - 1), label, indicator)


def _follow(text: str, at: int, pieces: tuple[str, ...]) -> int:
    """Return where the label ends when its further pieces follow within reach, else 0."""
    for piece in pieces:
        found = text.find(piece, at, at + WILDCARD_REACH + len(piece))
        if found < 0 or says_any(text[at:found], STOPS):
            return 0
        at = found + len(piece)
    return at
