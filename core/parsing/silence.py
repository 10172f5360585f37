"""Say why a declared indicator has no stated value in a report: silence is data."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TypeVar

from core.model import Document, Fact, Gap, Indicator, Reason, Role, Section, SectionKind, Status
from core.parsing.breaks import Breaks
from core.parsing.candidates import Candidate, Verdict
from core.parsing.labels import Hit
from core.parsing.outline import SectionIndex
from core.parsing.text import bare, says_any

# 我局未收到件申请: the number was lost before its counter
LOST = re.compile(r"(?:收到|受理|办理|收取|完成|共|达)[件次个项起](?=[\u4e00-\u9fff])")
T = TypeVar("T")


def find_gaps(
    document: Document,
    indicators: Mapping[str, Indicator],
    facts: Sequence[Fact],
    considered: Sequence[Candidate],
    hits: Sequence[Hit],
    sections: list[Section],
    sentences: Breaks,
) -> Iterator[Gap]:
    """Yield a gap for each declared indicator that the document states no present value of.

    The reason is the most telling one: 脱敏, then 表述有歧义, 仅有目标, 原文漏字, 仅定性; else 未提及.
    """
    own = _grouped(facts, attrgetter("indicator"))
    judged, named = _grouped(considered, attrgetter("indicator.id")), _grouped(hits, attrgetter("indicator.id"))
    index, places = SectionIndex(sections), _Sentences(document, sentences)
    for id, indicator in indicators.items():
        said = own.get(id, ())
        if any(fact.quantity.status is Status.STATED and indicator.states(fact.role) for fact in said):
            continue
        if id in named or said:
            yield _gap(document, indicator, said, judged.get(id, ()), named.get(id, ()), index, places)
        else:
            yield Gap(document.id, id, Reason.NOT_MENTIONED)


def _gap(
    document: Document,
    indicator: Indicator,
    said: Sequence[Fact],
    considered: Sequence[Candidate],
    hits: Sequence[Hit],
    index: SectionIndex,
    places: _Sentences,
) -> Gap:
    for fact in said:
        if fact.quantity.status is Status.MASKED and indicator.states(fact.role):
            return Gap(document.id, indicator.id, Reason.MASKED, fact.quote, fact.quote_start)
    for candidate in considered:
        if candidate.verdict is Verdict.AMBIGUOUS:
            return places.gap(indicator, Reason.AMBIGUOUS, candidate.label_start)
    for fact in sorted(said, key=lambda fact: fact.role is not Role.TARGET):
        reason = Reason.TARGET_ONLY if fact.role is Role.TARGET else Reason.CHANGE_ONLY
        return Gap(document.id, indicator.id, reason, fact.quote, fact.quote_start)
    outdone = {c.label_start for c in considered if c.verdict is Verdict.OUTDONE}
    for hit in hits:
        section = index.at(hit.start)
        if section.kind in (SectionKind.TABLE, SectionKind.PLAN) or not _in_context(
            places.bare(hit.start), indicator, section
        ):
            continue
        if LOST.search(document.text, places.start(hit.start), hit.end):
            return places.gap(indicator, Reason.LOST, hit.start)
        if hit.start not in outdone:
            return places.gap(indicator, Reason.QUALITATIVE, hit.start)
    return Gap(document.id, indicator.id, Reason.NOT_MENTIONED)


def _in_context(sentence: str, indicator: Indicator, section: Section) -> bool:
    if says_any(sentence, indicator.forbid) or says_any(sentence, indicator.avoid):
        return False
    return (
        not indicator.near
        or says_any(sentence, indicator.near)
        or any(says_any(h, indicator.near) for h in section.path)
    )


class _Sentences:
    """The sentences of a document, each cut out once."""

    def __init__(self, document: Document, breaks: Breaks) -> None:
        self._document = document
        self._breaks = breaks
        self._bare: dict[int, str] = {}

    def start(self, at: int) -> int:
        return self._breaks.start(at)

    def bare(self, at: int) -> str:
        start = self._breaks.start(at)
        if start not in self._bare:
            self._bare[start] = bare(self._document.text[start : self._breaks.end(at)])
        return self._bare[start]

    def gap(self, indicator: Indicator, reason: Reason, at: int) -> Gap:
        start = self._breaks.start(at)
        written = self._document.raw[start : self._breaks.end(at)]
        indent = len(written) - len(written.lstrip())
        return Gap(self._document.id, indicator.id, reason, written.strip(), start + indent)


def _grouped(items: Iterable[T], key: Callable[[T], str | None]) -> dict[str | None, list[T]]:
    groups: dict[str | None, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups
