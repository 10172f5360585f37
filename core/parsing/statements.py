"""Take a document apart: its sections, labels, times, and every number as a statement with its sentence and role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from core.disclosure import read_tables
from core.model import Document, DocumentKind, Period, Quantity, Role, Section, SectionKind
from core.parsing.breaks import CLAUSE_STOPS, SENTENCE_STOPS, Breaks, breaks_of
from core.parsing.cues import Cues, cue_finder, numbered
from core.parsing.outline import SectionIndex, find_sections
from core.parsing.periods import (
    THIS_YEAR,
    Calendar,
    ended,
    find_time_marks,
    month_of_day,
    month_of_issue,
    month_of_writing,
    only_months,
)
from core.parsing.quantities import find_numbers
from core.parsing.roles import role_of
from core.parsing.stated import Statement
from core.parsing.tables import Entry, table_entries, with_entries
from core.parsing.text import normalise
from core.parsing.torn import Torn
from core.parsing.whose import Owners
from core.reading.chrome import page_chrome
from core.reading.stretches import merged

TITLE_LENGTH = 60
MASTHEAD = 4  # lines that may say which issue of a bulletin it is
RETOLD = (SectionKind.REVIEW, SectionKind.PROBLEM)  # what tells of now and before
# cues that say when, against what or whether it was meant to be, and nothing of what the number is of
ASIDES = (
    "target",
    "required",
    "quota",
    "lacking",
    "former",
    "present",
    "nowadays",
    "compared",
    "falls",
    "rises",
    "less",
    "more",
    "average_of_all",
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document taken apart."""

    statements: list[Statement]
    sections: list[Section]
    calendar: Calendar
    sentences: Breaks
    clauses: Breaks
    torn: list[Torn]
    whose: Mapping[int, str]  # of the statements of others that are no known place, by index
    departments: Mapping[int, str]  # of the statements of a department of the document's own place, by index
    places: Mapping[int, tuple[str, ...]]  # of the statements of other places than the document's, by index
    entries: Mapping[int, Entry]  # of the statements in tables that lost their shape, by index
    named: list[tuple[int, int]]  # places directly before their number: 芙蓉区80个、雨花区35个
    asides: list[tuple[int, int]]  # where a time, an aim, a comparison is told: words that narrow nothing


def sections_of(document: Document) -> list[Section]:
    """Return the sections of a document, without reading what stands in them."""
    known = read_tables(document.text, raw=document.raw).spans
    return find_sections(document.text, document.year, _title(document), known, document.kind)


def parse(
    document: Document,
    tables: Sequence[tuple[int, int]] = (),
    grids: Sequence[tuple[int, int]] = (),
) -> Parsed:
    """Return the parts of a document. Numbers in page chrome, in the disclosure ``tables`` and in other ``grids`` are
    no statements.
    """
    text = document.text
    sections = find_sections(text, document.year, _title(document), tables, document.kind)
    index = SectionIndex(sections)
    sentences, clauses = breaks_of(text, SENTENCE_STOPS), breaks_of(text, CLAUSE_STOPS)
    tables = merged(tables)
    cues = cue_finder().find(text)
    marks = find_time_marks(text, index.at, tables, cues.reaches("stretch"))
    if document.kind is DocumentKind.OTHER:
        marks = ended(marks, document.year, month_of_writing(text, document.published, document.year))
    if document.kind is DocumentKind.OTHER and all(s.months == (1, 12) and s.years == 1 for s in sections):
        below = [mark for mark in marks if mark.start > text.find("\n")]  # what the title names is known already
        months = month_of_issue(_head(document), below, document.year) or month_of_day(text)
        months = months or only_months(text, below, document.year)
        sections = [replace(section, months=months) for section in sections]
        index = SectionIndex(sections)
        if months != (1, 12):  # 本月 is that month now
            marks = find_time_marks(text, index.at, tables, cues.reaches("stretch"))
            marks = ended(marks, document.year, months[1])
    calendar = Calendar(text, marks, sentences)
    chrome = page_chrome(text, tables)
    apart = merged([*((s.start, s.end) for s in sections if s.kind is SectionKind.TABLE), *chrome, *grids])
    quantities, torn = find_numbers(text, apart)
    owners = Owners(document, sentences)
    composed = _statements(text, quantities, cues, index, calendar, sentences, clauses)
    statements, entries = with_entries(list(composed), table_entries(text), apart, index)
    owned = {s.index: owner for s in statements if (owner := owners.of(s))}
    whose = {index: owner.name for index, owner in owned.items() if not owner.places and not owner.within}
    departments = {index: owner.name for index, owner in owned.items() if owner.within}
    places = {index: owner.places for index, owner in owned.items() if owner.places}
    asides = sorted([*((mark.start, mark.end) for mark in marks), *cues.spans(ASIDES)])
    return Parsed(
        statements,
        sections,
        calendar,
        sentences,
        clauses,
        torn,
        whose,
        departments,
        places,
        entries,
        owners.named,
        merged(asides),
    )


def _title(document: Document) -> str:
    """Return the title; where none was found the first line, if it is no sentence."""
    first = document.text.lstrip().split("\n", 1)[0]
    return normalise(document.title) or ("" if "。" in first or numbered(first) else first[:TITLE_LENGTH])


def _kind_at(period: Period, section: Section) -> SectionKind:
    """Return what a section is about at a time: what a plan tells of a time before it begins is no target (“十三五”期间
    受理45万件), and what a review tells of a later year is one (到2025年,好评率达到99.5%).
    """
    if section.kind is SectionKind.PLAN and period.written and period.end < f"{section.year - section.years + 1}-01":
        return SectionKind.REVIEW
    if section.kind in RETOLD and period.start > f"{section.year}-12" and period.written[:1] not in THIS_YEAR:
        return SectionKind.PLAN
    return section.kind


def _head(document: Document) -> str:
    """Return the title and the first lines, where a bulletin says which issue it is."""
    return "\n".join((document.title, *document.text.split("\n", MASTHEAD)[:MASTHEAD]))


def _statements(
    text: str,
    quantities: Iterable[Quantity],
    cues: Cues,
    index: SectionIndex,
    calendar: Calendar,
    sentences: Breaks,
    clauses: Breaks,
) -> Iterator[Statement]:
    known = list(quantities)
    governing = cues.govern([(q.start, q.end) for q in known])
    paragraphs, paragraph, formerly = breaks_of(text, "\n"), -1, frozenset[str]()
    for number, (quantity, governing_here) in enumerate(zip(known, governing, strict=True)):
        section = index.at(quantity.start)
        start, end = sentences.start(quantity.start), sentences.end(quantity.end)
        clause = clauses.start(quantity.start), clauses.stop(quantity.end)
        kind = _kind_at(calendar.at(quantity.start, section), section)
        if (begins := paragraphs.start(quantity.start)) != paragraph:
            paragraph, formerly = begins, frozenset()
        role = role_of(text, quantity, *clause, kind, governing_here, formerly)
        if role is Role.BEFORE:
            formerly |= {quantity.unit}
        yield Statement(number, quantity, role, section, (start, end), clause, governing_here)
