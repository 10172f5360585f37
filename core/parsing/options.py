"""The frames that a number's words could be of. What a frame takes from the words is cheap to find, what is left over is
dear to weigh: only as many frames are weighed to the end as the asker has to know.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple, Protocol

from core.parsing.lexicon import Token
from core.parsing.says import Frame

CLEAR = 1.3  # a frame that fits so well makes those that lack a slot no question
ROUNDED = 0.02  # what rounding can make of two numbers of two places
RIVAL = 0.3  # two indicators whose frames fit this much alike: which is meant is not certain


class Decision(NamedTuple):
    """A frame fitted to a phrase: what it costs, what it is worth, and which part of the whole is meant."""

    frame: Frame
    cost: float
    worth: float
    part: str
    lacking: str  # a slot that nothing fills: a suggestion at most
    firm: bool  # the part is named by known categories alone
    named: bool  # the frame is named by more than a bare word
    used: frozenset[Token]
    notes: tuple[str, ...]  # where slots were filled from and what stayed unexplained

    @property
    def rank(self) -> float:
        """Return what one frame is better by than another."""
        return self.worth - self.cost


class Claim(NamedTuple):
    """An indicator that a number is said of, and of which part."""

    indicator: str
    part: str
    decision: Decision | None = None  # None where a distribution says it

    @property
    def of_part(self) -> bool:
        """Say whether what is claimed is a part by itself."""
        return self.decision is not None and bool(self.decision.frame.part)


class Fill:
    """What a frame has taken from a phrase so far. Weighing it to the end adds to its cost, never to its worth."""

    cost = worth = 0.0
    inner: tuple[Token, ...] = ()
    near = strong = 0
    lacking = ""
    outside = False  # a slot is filled from no word of the sentence
    afar = False  # its domain is named earlier in the sentence
    borrows = False  # its noun is that of the next number of a list
    joined = 0  # slots filled from the next number of a list

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.used: set[Token] = set()
        self.notes: list[str] = []

    def is_near(self, most: float) -> bool:
        """Return whether a frame that lacks nothing may turn out to cost no more than this."""
        return not self.lacking and self.cost <= most + ROUNDED


Counts = Callable[[Frame, Fill | None], bool]
Finish = Callable[[Fill], Decision | None]


class Begin(Protocol):
    """Lets frames take from a phrase what they can."""

    def __call__(self, bits: int, counts: Counts | None = None) -> list[Fill]:
        """Return what those take whose bits are set, in order; of some only where they count."""


class Options:
    """The decisions on one phrase, best first; those that lack a slot only where none is full and fits well."""

    def __init__(self, full: int, unsure: int, lacking: int, begin: Begin, finish: Finish) -> None:
        """Begin the frames that may be full.

        Args:
            full: bits of the frames of which every slot may be filled, or left unsaid where it is an object.
            unsure: of those that lack a slot, if no more than one.
            lacking: of those that are sure to lack one, among ``full`` too: not every object may be left unsaid.
        """
        self._bits, self._unsure, self._lacking, self._begin, self._finish = full, unsure, lacking, begin, finish
        self._full = begin(full & ~lacking)
        self._finished: dict[Fill, Decision | None] = {}
        self.sure = self._best_of([fill for fill in self._full if not fill.lacking])  # the best that lacks nothing

    @cached_property
    def best(self) -> Decision | None:
        """The best of all, of those that lack a slot where none is full; None where there is none."""
        if self.sure:
            return self.sure
        begun = (*self._with_lacking(self._full, self._bits), *self._begin(self._unsure))
        return self._best_of([fill for fill in begun if fill.lacking])

    def _with_lacking(self, begun: list[Fill], bits: int, counts: Counts | None = None) -> list[Fill]:
        """Return frames that have begun and, in their places, those of the bits that are sure to lack a slot."""
        return sorted([*begun, *self._begin(bits & self._lacking, counts)], key=lambda fill: fill.frame.number)

    def _best_of(self, fills: list[Fill]) -> Decision | None:
        """Return the best of those that all lack a slot or all lack none; of equals the first."""
        best, place = None, 0
        for n in sorted(range(len(fills)), key=lambda n: fills[n].cost - fills[n].worth):
            fill = fills[n]
            if best is not None and fill.worth - fill.cost < best.rank - ROUNDED:
                break
            decision = self._decision(fill)
            if decision and (best is None or (-decision.rank, n) < (-best.rank, place)):
                best, place = decision, n
        return best

    def is_rivalled(self, decision: Decision, most: float) -> bool:
        """Return whether another indicator explains all of the phrase almost as well, at no more than this cost; neither
        one on trial nor what the frame goes on from is a rival.
        """
        least, frame = decision.rank - RIVAL + ROUNDED, decision.frame
        for fill in self._full:
            other = fill.frame.indicator
            close = fill.is_near(most) and fill.worth - fill.cost >= least - ROUNDED
            if not close or other.trial or other is frame.indicator or other.id == frame.after:
                continue
            rival = self._decision(fill)
            if rival is not None and not rival.part and rival.cost <= most and rival.rank >= least:
                return True
        return False

    def promising(self, most: float) -> set[str]:
        """Return the indicators of full frames that may turn out to cost no more than this; weighs nothing."""
        return {f.frame.indicator.id for f in self._full if f.is_near(most)}

    def within(self, most: float, most_lacking: float, counts: Counts | None = None) -> list[Decision]:
        """Return the decisions that cost no more than this, best first.

        Args:
            counts: says of a frame with what it has taken, None where it is sure to lack a slot, whether its indicator can
                matter to the asker. Those of which no frame does are not weighed, unless they may fit so well that a lacking
                slot is no question.
        """
        begun = self._full if most_lacking <= 0 else self._with_lacking(self._full, self._bits, counts)
        decisions = self._up_to(begun, most, most_lacking, counts)
        if not any(not d.lacking and d.cost < CLEAR for d in decisions):
            begun = self._begin(self._unsure & ~self._lacking)
            begun = begun if most_lacking <= 0 else self._with_lacking(begun, self._unsure, counts)
            decisions += self._up_to(begun, most, most_lacking, counts)
        return sorted(decisions, key=lambda d: (bool(d.lacking), -d.rank))

    def _up_to(self, fills: list[Fill], most: float, most_lacking: float, counts: Counts | None) -> list[Decision]:
        near = [fill for fill in fills if fill.cost <= (most_lacking if fill.lacking else most) + ROUNDED]
        if counts is not None:
            ids = {fill.frame.indicator.id for fill in near if counts(fill.frame, fill)}
            near = [fill for fill in near if fill.frame.indicator.id in ids or fill.is_near(CLEAR)]
        decisions = [d for fill in near if (d := self._decision(fill)) is not None]
        return [d for d in decisions if d.cost <= (most_lacking if d.lacking else most)]

    def _decision(self, fill: Fill) -> Decision | None:
        if fill not in self._finished:
            self._finished[fill] = self._finish(fill)
        return self._finished[fill]

    def all(self) -> list[Decision]:
        """Return every decision, best first."""
        return self.within(math.inf, math.inf)


NO_OPTIONS = Options(0, 0, 0, lambda bits, counts=None: [], lambda fill: None)
