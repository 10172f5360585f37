"""Doubt what a text claims again with another value: of two wholes of one indicator and time the words that fit worse, or
the smaller one, say something else.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from core.model import Role
from core.parsing.deciding import Decider
from core.parsing.lexicon import SCOPE
from core.parsing.options import Decision
from core.parsing.phrases import Phrase
from core.parsing.statements import Parsed
from core.parsing.subjects import SCOPES

ALIKE = 0.9  # 近40万件 and 39.6万件 are one figure


class Whole(NamedTuple):
    """What was claimed as a whole: its value, what its words cost, and what the sentence says before it."""

    value: float
    cost: float
    words: str

    def tells_less_than(self, first: Whole) -> bool:
        """Return whether a number is smaller or fits no better, in other words: the rows of one column begin alike."""
        return (self.value < first.value or self.cost == first.cost) and self.words != first.words

    def is_like(self, other: Whole) -> bool:
        """Return whether two values are one figure."""
        return min(self.value, other.value) >= ALIKE * max(self.value, other.value)


def doubt_second_wholes(decider: Decider, parsed: Parsed, owned: Collection[int]) -> None:
    """Take back the claim of a whole that contradicts the first of its indicator, time and unit and names no area of its own:
    设窗口58个……通报窗口4个; 公开办理3157件,办得最多的是“新生儿出生”,有1022件.

    Args:
        owned: the numbers of other places and bodies, which tell them apart already.
    """
    first: dict[tuple[str, str, str], Whole] = {}
    widest: dict[tuple[str, str, str], Whole] = {}  # of those that name their area
    for phrase, claims in zip(decider.phrases, decider.claims, strict=True):
        decision = claims[0].decision if claims and not claims[0].part else None
        actual = phrase.entry is None and phrase.statement.role is Role.ACTUAL
        if decision is None or phrase.index in owned or not actual:
            continue
        key, whole = _key(parsed, phrase, decision), _whole(decider.text, phrase, decision)
        if _names_an_area(decider, phrase, phrase.start):
            widest[key] = max(whole, widest.get(key, whole))
            continue
        before, wider = first.setdefault(key, whole), widest.get(key, whole)
        of_same_area = not _names_an_area(decider, phrase, _behind_semicolon(decider.text, phrase))
        worse = whole.cost > before.cost or of_same_area and whole.tells_less_than(before)
        less = of_same_area and whole.value < wider.value
        if worse and not whole.is_like(before) or less and not whole.is_like(wider):
            decider.take_back(phrase.index)


def _whole(text: str, phrase: Phrase, decision: Decision) -> Whole:
    quantity = phrase.statement.quantity
    return Whole(float(quantity.value or 0), decision.cost, text[phrase.statement.sentence[0] : quantity.start])


def _behind_semicolon(text: str, phrase: Phrase) -> int:
    """Return where what a number goes on from begins: 州本级口径为608项,内含许可142项."""
    start = phrase.statement.sentence[0]
    return max(start, text.rfind(";", start, phrase.statement.quantity.start))


def _names_an_area(decider: Decider, phrase: Phrase, start: int) -> bool:
    at = phrase.statement.quantity.start
    words = phrase.left if start == phrase.start else decider.words.between(start, at)
    return any(t.word.classes & SCOPE for t in words) or SCOPES.search(decider.text, start, at) is not None


def _key(parsed: Parsed, phrase: Phrase, decision: Decision) -> tuple[str, str, str]:
    """Return what two figures must share to be one: indicator, time and unit."""
    quantity = phrase.statement.quantity
    period = parsed.calendar.at(quantity.start, phrase.statement.section)
    return decision.frame.indicator.id, f"{period.code}{period.stretch}", quantity.unit
