"""Doubt what a text claims again with another value: of two wholes of one indicator and time the words that fit worse say
something else.
"""

from __future__ import annotations

from collections.abc import Collection

from core.model import Role
from core.parsing.deciding import Decider
from core.parsing.lexicon import SCOPE, TIME
from core.parsing.options import Decision
from core.parsing.phrases import Phrase
from core.parsing.statements import Parsed
from core.parsing.subjects import SCOPES

ALIKE = 0.9  # 近40万件 and 39.6万件 are one figure


def doubt_second_wholes(decider: Decider, parsed: Parsed, owned: Collection[int]) -> None:
    """Take back the claim of a whole that fits worse than the first of its indicator, time and unit, which names no area or
    time of its own: 设窗口58个……通报窗口4个.

    Args:
        owned: the numbers of other places and bodies, which tell them apart already.
    """
    first: dict[tuple[str, str, str], tuple[float, float]] = {}
    for phrase, claims in zip(decider.phrases, decider.claims, strict=True):
        decision = claims[0].decision if claims and not claims[0].part else None
        if decision is None or phrase.index in owned or not _is_whole(decider.text, phrase):
            continue
        value, cost = float(phrase.statement.quantity.value or 0), decision.cost
        known, least = first.setdefault(_key(parsed, phrase, decision), (value, cost))
        if cost > least and min(value, known) < ALIKE * max(value, known):
            decider.take_back(phrase.index)


def _key(parsed: Parsed, phrase: Phrase, decision: Decision) -> tuple[str, str, str]:
    """Return what two figures must share to be one: indicator, time and unit."""
    quantity = phrase.statement.quantity
    period = parsed.calendar.at(quantity.start, phrase.statement.section)
    return decision.frame.indicator.id, f"{period.code}{period.stretch}", quantity.unit


def _is_whole(text: str, phrase: Phrase) -> bool:
    """Return whether a number stands in a sentence, is stated and names no area or time."""
    statement = phrase.statement
    named = any(t.word.classes & (SCOPE | TIME) for t in phrase.left)
    named = named or SCOPES.search(text, phrase.start, statement.quantity.start) is not None
    return phrase.entry is None and statement.role is Role.ACTUAL and not named
