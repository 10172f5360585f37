"""Say why a declared indicator has no stated value in a report: silence is data."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from core.model import INSTEAD, Document, Fact, Gap, Indicator, Reason, SectionKind, Status, instead_of
from core.parsing.breaks import Breaks
from core.parsing.deciding import Decider
from core.parsing.outline import SectionIndex
from core.parsing.phrases import Words
from core.parsing.statements import Parsed

# 我局未收到件申请: the number was lost before its counter
LOST = re.compile(r"(?:收到|受理|办理|收取|完成|共|达)[件次个项起](?=[\u4e00-\u9fff])")


class Silence(NamedTuple):
    """What a document states no value of."""

    stated: set[str]  # the indicators that it does state
    reasoned: dict[str, Gap]  # by indicator: those that the text gives a reason of, beside not mentioning them


def find_gaps(
    document: Document, indicators: Mapping[str, Indicator], facts: Sequence[Fact], parsed: Parsed, decider: Decider
) -> Silence:
    """Return which indicators a document states, and why it states no present value of others that it speaks of.

    The reason is the most telling one: 脱敏, 仅有目标, then 表述有歧义 where a number could be of it, 原文漏字, 仅定性.
    """
    own: dict[str, list[Fact]] = defaultdict(list)
    offered: dict[str, Fact] = {}
    for fact in facts:
        own[fact.indicator or ""].append(fact)
        for suggestion in fact.suggestions[:1]:
            offered.setdefault(suggestion.id, fact)
    declared = {id: of for id, of in own.items() if id in indicators}
    stated = {id for id, of in declared.items() if _is_stated(indicators[id], of)}
    places = _Places(document, parsed, decider, stated)
    gaps = {id: places.gap(id) for id in places.named}
    for id in (declared.keys() | offered.keys() & indicators.keys()) - stated:
        if gap := _of_facts(document, indicators[id], declared.get(id, ()), offered.get(id)):
            gaps[id] = gap
    return Silence(stated, gaps)


def _is_stated(indicator: Indicator, facts: Sequence[Fact]) -> bool:
    return any(fact.quantity.status is Status.STATED and indicator.states(fact.role) for fact in facts)


def _of_facts(document: Document, indicator: Indicator, facts: Sequence[Fact], offered: Fact | None) -> Gap | None:
    for fact in facts:
        if fact.quantity.status is Status.MASKED and indicator.states(fact.role):
            return Gap(document.id, indicator.id, Reason.MASKED, fact.quote, fact.quote_start)
    if facts:
        fact = min(facts, key=lambda fact: INSTEAD.index(instead_of(fact.role)))
        return Gap(document.id, indicator.id, instead_of(fact.role), fact.quote, fact.quote_start)
    if offered is not None:
        return Gap(document.id, indicator.id, Reason.AMBIGUOUS, offered.quote, offered.quote_start)
    return None


class _Places:
    """Where the clauses of a document name indicators without a number."""

    def __init__(self, document: Document, parsed: Parsed, decider: Decider, stated: Collection[str]) -> None:
        self._document, self._parsed = document, parsed
        self.named: dict[str, int] = {}  # by indicator, where a clause first fills one of its frames
        index = SectionIndex(parsed.sections)
        frames, possible, left = decider.frames, decider.frames.possible, decider.frames.nameable
        for id in stated:
            left &= ~frames.of_indicator.get(id, 0)
        for first, end in _clauses(parsed.clauses, decider.words):
            filled = decider.around.filled(first, end)
            full = filled and possible.full(filled, left)
            if not full:
                continue
            start = decider.words.tokens[first].start
            section = index.at(start)
            if section.kind in (SectionKind.TABLE, SectionKind.PLAN):
                continue
            for frame in frames.among(full & possible.placed(filled | decider.around.above(section.path))):
                self.named.setdefault(frame.indicator.id, start)
                left &= ~frames.of_indicator[frame.indicator.id]

    def gap(self, id: str) -> Gap:
        """Return why an indicator that is named without a number has no value."""
        at = self.named[id]
        start, end = self._parsed.sentences.start(at), self._parsed.sentences.end(at)
        written = self._document.raw[start:end]
        reason = Reason.LOST if LOST.search(self._document.text, start, end) else Reason.QUALITATIVE
        return Gap(self._document.id, id, reason, written.strip(), start + len(written) - len(written.lstrip()))


def _clauses(clauses: Breaks, words: Words) -> Iterator[tuple[int, int]]:
    """Yield of each clause which words it holds: the first, and the one behind the last."""
    first = 0
    for end in words.counted(clauses.stops):
        if end > first:
            yield first, end
            first = end
