"""Say why a declared indicator has no stated value in a report: silence is data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from core.model import Document, Fact, Gap, Indicator, Reason, Role, Section, SectionKind, Status
from core.parsing.candidates import Candidate, Verdict
from core.parsing.labels import Hit
from core.parsing.outline import SectionIndex
from core.parsing.text import bare

# 我局未收到件申请: the number was lost before its counter
LOST = re.compile(r"(?:收到|受理|办理|收取|完成|共|达)[件次个项起](?=[\u4e00-\u9fff])")
SENTENCE_ENDS = "。!?\n"
T = TypeVar("T")


def find_gaps(
    document: Document,
    indicators: Mapping[str, Indicator],
    facts: Sequence[Fact],
    considered: Sequence[Candidate],
    hits: Sequence[Hit],
    sections: list[Section],
) -> Iterator[Gap]:
    """Yield a gap for each declared indicator that the document states no present value of.

    The reason is the most telling one: 脱敏, then 表述有歧义, 仅有目标, 原文漏字, 仅定性; else 未提及.
    """
    own = _grouped(facts, lambda fact: fact.indicator or "")
    judged = _grouped(considered, lambda candidate: candidate.indicator.id)
    named = _grouped(hits, lambda hit: hit.indicator.id)
    index = SectionIndex(sections)
    for id, indicator in indicators.items():
        said = own.get(id, ())
        if any(f.quantity.status is Status.STATED and f.role is not Role.TARGET for f in said):
            continue
        if id in named or said:
            yield _gap(document, indicator, said, judged.get(id, ()), named.get(id, ()), index)
        else:
            yield Gap(document.id, id, Reason.NOT_MENTIONED)


def _gap(
    document: Document,
    indicator: Indicator,
    said: Sequence[Fact],
    considered: Sequence[Candidate],
    hits: Sequence[Hit],
    index: SectionIndex,
) -> Gap:
    for fact in said:
        if fact.quantity.status is Status.MASKED and fact.role is not Role.TARGET:
            return Gap(document.id, indicator.id, Reason.MASKED, fact.quote, fact.quote_start)
    for candidate in considered:
        if candidate.verdict is Verdict.AMBIGUOUS:
            return _gap_at(document, indicator, Reason.AMBIGUOUS, candidate.label_start)
    for fact in said:
        return Gap(document.id, indicator.id, Reason.TARGET_ONLY, fact.quote, fact.quote_start)
    outdone = {c.label_start for c in considered if c.verdict is Verdict.OUTDONE}
    for hit in hits:
        section = index.at(hit.start)
        if section.kind in (SectionKind.TABLE, SectionKind.PLAN) or not _in_context(document.text, indicator, hit, section):
            continue
        if LOST.search(document.text, _sentence_at(document.text, hit.start)[0], hit.end):
            return _gap_at(document, indicator, Reason.LOST, hit.start)
        if hit.start not in outdone:
            return _gap_at(document, indicator, Reason.QUALITATIVE, hit.start)
    return Gap(document.id, indicator.id, Reason.NOT_MENTIONED)


def _in_context(text: str, indicator: Indicator, hit: Hit, section: Section) -> bool:
    start, end = _sentence_at(text, hit.start)
    sentence = bare(text[start:end])
    if any(word in sentence for word in (*indicator.forbid, *indicator.avoid)):
        return False
    return not indicator.near or any(word in sentence or any(word in h for h in section.path) for word in indicator.near)


def _gap_at(document: Document, indicator: Indicator, reason: Reason, at: int) -> Gap:
    start, end = _sentence_at(document.text, at)
    written = document.raw[start:end]
    return Gap(document.id, indicator.id, reason, written.strip(), start + len(written) - len(written.lstrip()))


def _sentence_at(text: str, at: int) -> tuple[int, int]:
    start = max(text.rfind(stop, 0, at) for stop in SENTENCE_ENDS) + 1
    ends = [end for stop in SENTENCE_ENDS if (end := text.find(stop, at)) >= 0]
    return start, min(ends, default=len(text) - 1) + 1


def _grouped(items: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups
