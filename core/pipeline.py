"""The whole story of reading: a document and the declarations in, facts and gaps out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from core.model import Bound, Certainty, Document, Fact, Gap, Indicator, Quantity, Reason, Role, Section, SectionKind, Status
from core.reading.chrome import page_chrome
from core.parsing.labels import Hit, LabelFinder
from core.parsing.matching import CLAUSE_STOPS, SENTENCE, Candidate, Matcher, Statement, Verdict
from core.parsing.outline import SectionIndex, find_sections
from core.parsing.periods import Calendar, find_time_marks
from core.parsing.quantities import find_quantities
from core.parsing.roles import role_of
from core.parsing.subjects import noun_of, part_of, scope_of
from core.parsing.text import bare, normalise

LOST = re.compile(r"(?:未)?(?:收到|受理|办理|收取|完成|共|达)(?P<unit>[件次个项起])(?=[\u4e00-\u9fff])")
TITLE_LENGTH = 60
CUMULATIVE = re.compile(r"累[计积][^,。;]{0,12}$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one document."""

    facts: list[Fact]
    gaps: list[Gap]
    sections: list[Section]


@dataclass(frozen=True, slots=True)
class _Parsed:
    statements: list[Statement]
    hits: list[Hit]
    sections: list[Section]
    calendar: Calendar


def read_facts(document: Document, indicators: dict[str, Indicator]) -> Reading:
    """Read every quantity of a document, with the indicator it is said of where one is declared.

    Returns facts in reading order (a number that two indicators share makes two) and one gap for each
    declared indicator without a stated actual value. Numbers in page chrome and in the disclosure tables are left out.
    """
    parsed = _parse(document, indicators)
    matcher = Matcher(document.text, parsed.hits, parsed.statements)
    facts: list[Fact] = []
    considered: dict[str, list[Candidate]] = {}
    for index, statement in enumerate(parsed.statements):
        candidates = matcher.candidates(index)
        accepted = [c for c in candidates if c.verdict is Verdict.ACCEPTED]
        for candidate in candidates:
            considered.setdefault(candidate.indicator.id, []).append(candidate)
        for candidate in accepted:
            matcher.claim(candidate, statement.role)
        facts += _facts_of(document, parsed, statement, accepted)
    gaps = list(_gaps(document, indicators, facts, considered, parsed))
    return Reading(facts, gaps, parsed.sections)


def explain(document: Document, indicator: Indicator, indicators: dict[str, Indicator]) -> list[Candidate]:
    """Return every label of ``indicator`` that was considered in ``document``, with its verdict, in reading order.

    ``read_facts`` decides from the same candidates and from nothing else.
    """
    parsed = _parse(document, indicators)
    matcher = Matcher(document.text, parsed.hits, parsed.statements)
    found: list[Candidate] = []
    for index, statement in enumerate(parsed.statements):
        candidates = matcher.candidates(index)
        for candidate in candidates:
            if candidate.verdict is Verdict.ACCEPTED:
                matcher.claim(candidate, statement.role)
            if candidate.indicator.id == indicator.id:
                found.append(candidate)
    return found


def _parse(document: Document, indicators: dict[str, Indicator]) -> _Parsed:
    text = document.text
    title = normalise(document.title) or text.lstrip().split("\n", 1)[0][:TITLE_LENGTH]
    sections = find_sections(text, document.year, title)
    index = SectionIndex(sections)
    calendar = Calendar(text, find_time_marks(text, index.at))
    hits = _finder(tuple(indicators.values())).find(text)
    statements = list(_statements(text, find_quantities(text), index))
    return _Parsed(statements, hits, sections, calendar)


@lru_cache(maxsize=4)
def _finder(indicators: tuple[Indicator, ...]) -> LabelFinder:
    return LabelFinder(indicators)


def _statements(text: str, quantities: Iterable[Quantity], index: SectionIndex) -> Iterable[Statement]:
    chrome = page_chrome(text)
    sentences = [match.span() for match in SENTENCE.finditer(text)]
    at = 0
    before = ""
    for quantity in quantities:
        if any(start <= quantity.start < end for start, end in chrome):
            continue
        section = index.at(quantity.start)
        if section.kind is SectionKind.TABLE:
            continue
        while at < len(sentences) - 1 and sentences[at][1] <= quantity.start:
            at += 1
        sentence = sentences[at]
        before = text[sentences[at - 1][0] : sentence[0]] if at else ""
        clause = _clause(text, quantity, sentence)
        role = role_of(text, quantity, clause[0], clause[1], section.kind)
        context = bare("".join((before[-120:], text[sentence[0] : sentence[1]], *section.path)))
        yield Statement(quantity, role, section, sentence, clause, context)


def _clause(text: str, quantity: Quantity, sentence: tuple[int, int]) -> tuple[int, int]:
    start = max(text.rfind(stop, sentence[0], quantity.start) for stop in CLAUSE_STOPS) + 1
    ends = [end for stop in CLAUSE_STOPS if (end := text.find(stop, quantity.end, sentence[1])) >= 0]
    return max(start, sentence[0]), min(ends, default=sentence[1])


def _facts_of(document: Document, parsed: _Parsed, statement: Statement, accepted: list[Candidate]) -> list[Fact]:
    quantity = statement.quantity
    if not accepted and quantity.certainty is not Certainty.FIRM:
        return []
    text = document.text
    start, end = statement.sentence
    base = Fact(
        document=document.id,
        indicator=None,
        noun=noun_of(text, quantity, statement.clause),
        part="",
        quantity=quantity,
        role=statement.role,
        period=parsed.calendar.at(quantity.start, statement.section, bool(CUMULATIVE.search(text[start : quantity.start]))),
        scope=scope_of(text, quantity, start),
        kind=statement.section.kind,
        path=statement.section.path,
        quote=document.raw[start:end].strip(),
        quote_start=start + len(document.raw[start:end]) - len(document.raw[start:end].lstrip()),
        caveats=_caveats(text, statement),
    )
    return [_said_of(base, text, candidate) for candidate in accepted] or [base]


def _said_of(base: Fact, text: str, candidate: Candidate) -> Fact:
    indicator, quantity = candidate.indicator, base.quantity
    caveats = base.caveats
    if not quantity.unit and quantity.status is Status.STATED:
        quantity = replace(quantity, unit=indicator.unit)
        caveats = ("unit_lost", *caveats)
    return replace(
        base, indicator=indicator.id, part=part_of(text, quantity, indicator.parts, candidate.label), quantity=quantity, caveats=caveats
    )


def _caveats(text: str, statement: Statement) -> tuple[str, ...]:
    quantity = statement.quantity
    written = text[quantity.start : quantity.end]
    found = []
    if written.startswith("近") and re.search("[余多]", written):
        found.append("contradictory_hedge")
    elif quantity.bound is Bound.AT_LEAST and re.search(r"[1-9]余", written) and not re.search(r"[万亿]", written):
        found.append("exact_hedged")
    if statement.role is Role.CHANGE and quantity.unit == "%" and "同比" in text[statement.clause[0] : quantity.start]:
        found.append("change_unit_unclear")
    return tuple(found)


def _gaps(
    document: Document,
    indicators: dict[str, Indicator],
    facts: list[Fact],
    considered: dict[str, list[Candidate]],
    parsed: _Parsed,
) -> Iterable[Gap]:
    by_indicator: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.indicator:
            by_indicator.setdefault(fact.indicator, []).append(fact)
    named: dict[str, list[Hit]] = {}
    for hit in parsed.hits:
        named.setdefault(hit.indicator.id, []).append(hit)
    index = SectionIndex(parsed.sections)
    for indicator in indicators.values():
        if indicator.id not in named:
            yield Gap(document.id, indicator.id, Reason.NOT_MENTIONED)
            continue
        own = by_indicator.get(indicator.id, [])
        if any(f.quantity.status is Status.STATED and f.role is not Role.TARGET for f in own):
            continue
        yield _gap(document, indicator, own, considered.get(indicator.id, []), named.get(indicator.id, []), index)


def _gap(
    document: Document,
    indicator: Indicator,
    own: list[Fact],
    considered: list[Candidate],
    hits: list[Hit],
    index: SectionIndex,
) -> Gap:
    for fact in own:
        if fact.quantity.status is Status.MASKED and fact.role is not Role.TARGET:
            return Gap(document.id, indicator.id, Reason.MASKED, fact.quote, fact.quote_start)
    for candidate in considered:
        if candidate.verdict is Verdict.AMBIGUOUS:
            return _gap_at(document, indicator, Reason.AMBIGUOUS, candidate.label_start)
    for fact in own:
        if fact.role is Role.TARGET:
            return Gap(document.id, indicator.id, Reason.TARGET_ONLY, fact.quote, fact.quote_start)
    for hit in hits:
        section = index.at(hit.start)
        if section.kind in (SectionKind.TABLE, SectionKind.PLAN) or not _in_context(document.text, indicator, hit, section):
            continue
        start, end = _sentence_at(document.text, hit.start)
        if LOST.search(document.text, start, hit.end):
            return _gap_at(document, indicator, Reason.LOST, hit.start)
        if not any(c.verdict is Verdict.OUTDONE and c.label_start == hit.start for c in considered):
            return _gap_at(document, indicator, Reason.QUALITATIVE, hit.start)
    return Gap(document.id, indicator.id, Reason.NOT_MENTIONED)


def _in_context(text: str, indicator: Indicator, hit: Hit, section: Section) -> bool:
    start, end = _sentence_at(text, hit.start)
    sentence = text[start:end]
    if any(word in sentence for word in indicator.forbid):
        return False
    return not indicator.near or any(word in sentence or any(word in h for h in section.path) for word in indicator.near)


def _gap_at(document: Document, indicator: Indicator, reason: Reason, at: int) -> Gap:
    start, end = _sentence_at(document.text, at)
    return Gap(document.id, indicator.id, reason, document.raw[start:end].strip(), start)


def _sentence_at(text: str, at: int) -> tuple[int, int]:
    start = max(text.rfind(stop, 0, at) for stop in "。!?\n") + 1
    ends = [end for stop in "。!?\n" if (end := text.find(stop, at)) >= 0]
    return start, min(ends, default=len(text) - 1) + 1
