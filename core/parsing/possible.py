"""Which frames words can fill, asked of all frames at once: each slot is a bit, the n-th slots of all frames a lane."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import repeat
from operator import or_
from typing import Protocol

from core.parsing.lexicon import WORD, Token, Word


class Fillable(Protocol):
    """What is known of a slot here."""

    @property
    def concepts(self) -> int:
        """Return the concepts of which one fills it."""

    @property
    def objects(self) -> bool:
        """Return whether an object may come from further away than an act."""


class Possible:
    """The slots and domains of all frames by the words that fill them. A number of lanes side by side: those of the
    slots, then that of the domains; a frame has the same place in each.
    """

    def __init__(self, slots: Sequence[Sequence[Fillable]], domains: Sequence[int]) -> None:
        self._width = len(slots)
        self._lanes = max(map(len, slots), default=0)
        self._lane = (1 << self._width) - 1
        self._shifts = tuple(lane * self._width for lane in range(self._lanes))
        self._by_concept: dict[int, int] = {}
        self._by_word: dict[Word, int] = {}
        self.objects = 0  # the slots that an object may fill from afar
        self._needed = 0  # the slots and domains that there are
        for frame, own in enumerate(slots):
            for lane, slot in enumerate(own):
                bit = self._enter(lane, frame, slot.concepts)
                self.objects |= bit if slot.objects else 0
            if domains[frame]:
                self._enter(self._lanes, frame, domains[frame])

    def _enter(self, lane: int, frame: int, concepts: int) -> int:
        bit = 1 << lane * self._width + frame
        self._needed |= bit
        for concept in single_bits(concepts):
            self._by_concept[concept] = self._by_concept.get(concept, 0) | bit
        return bit

    def slots_of(self, chosen: Sequence[Sequence[bool]]) -> int:
        """Return the slots that are chosen, frame by frame."""
        return sum(
            1 << lane * self._width + frame for frame, own in enumerate(chosen) for lane, one in enumerate(own) if one
        )

    def by_concepts(self, concepts: int) -> int:
        """Return the slots and domains that one of the concepts fills."""
        frames = 0
        for concept in single_bits(concepts):
            frames |= self._by_concept.get(concept, 0)
        return frames

    def learn(self, words: Iterable[Word]) -> None:
        """Look once at each word that may stand in a text; others fill nothing."""
        for word in words:
            self._by_word[word] = self.by_concepts(word.named)

    def of_each(self, tokens: Iterable[Token]) -> list[int]:
        """Return for each token the slots and domains that it fills; 0 for most."""
        return list(map(self._by_word.get, map(WORD, tokens), repeat(0)))  # noqa: B905 - one has no end

    def by_tokens(self, tokens: Iterable[Token]) -> int:
        """Return the slots and domains that the tokens fill, themselves or by words inside them."""
        return reduce(or_, filter(None, map(self._by_word.get, map(WORD, tokens))), 0)

    def named(self, filled: int) -> int:
        """Return the frames of which a slot is filled."""
        return self._lane & reduce(or_, map(filled.__rshift__, self._shifts), 0)

    def full(self, filled: int, frames: int) -> int:
        """Return those of some frames of which every slot is filled, whatever their domain."""
        empty = self._needed & ~filled
        for shift in self._shifts:
            if not frames:
                break
            frames &= ~(empty >> shift)
        return frames

    def lacking(self, filled: int) -> int:
        """Return the frames of which a slot is not filled."""
        return self.named(self._needed & ~filled)

    def missing(self, filled: int) -> tuple[int, int]:
        """Return the frames that lack a slot, and those that lack more than one."""
        empty = self._needed & ~filled
        once = more = 0
        for shift in self._shifts:
            lacking = empty >> shift & self._lane
            more |= once & lacking
            once |= lacking
        return once, more

    def placed(self, filled: int) -> int:
        """Return the frames whose domain is named, or that name none."""
        return self._lane & ~((self._needed & ~filled) >> self._lanes * self._width)


def single_bits(mask: int) -> Iterable[int]:
    """Yield the bits of a mask, lowest first.

    >>> list(single_bits(10))
    [2, 8]
    """
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit
