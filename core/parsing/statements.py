"""Take a document apart: its sections, labels, times, and every number as a statement with its sentence and role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.model import Document, Indicator, Quantity, Section, SectionKind
from core.parsing.breaks import CLAUSE_STOPS, SENTENCE_STOPS, Breaks
from core.parsing.candidates import Statement
from core.parsing.labels import Hit, LabelFinder
from core.parsing.outline import SectionIndex, find_sections
from core.parsing.periods import Calendar, find_time_marks
from core.parsing.quantities import find_numbers
from core.parsing.roles import role_of
from core.parsing.text import bare, normalise
from core.parsing.torn import Torn
from core.reading.chrome import page_chrome
from core.reading.stretches import merged

TITLE_LENGTH = 60
CONTEXT_BEFORE = 120


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document taken apart."""

    statements: list[Statement]
    hits: list[Hit]
    sections: list[Section]
    calendar: Calendar
    sentences: Breaks
    clauses: Breaks
    torn: list[Torn]


def parse(document: Document, indicators: dict[str, Indicator], tables: Sequence[tuple[int, int]] = ()) -> Parsed:
    """Return the parts of a document. Numbers in page chrome and in the disclosure ``tables`` are no statements."""
    text = document.text
    title = normalise(document.title) or text.lstrip().split("\n", 1)[0][:TITLE_LENGTH]
    sections = find_sections(text, document.year, title, tables)
    index = SectionIndex(sections)
    sentences, clauses = Breaks(text, SENTENCE_STOPS), Breaks(text, CLAUSE_STOPS)
    tables = merged(tables)
    calendar = Calendar(text, find_time_marks(text, index.at, tables), sentences)
    hits = _finder(tuple(indicators.values())).find(text, tables)
    apart = merged([*((s.start, s.end) for s in sections if s.kind is SectionKind.TABLE), *page_chrome(text, tables)])
    quantities, torn = find_numbers(text, apart)
    statements = list(_statements(text, quantities, index, sentences, clauses))
    return Parsed(statements, hits, sections, calendar, sentences, clauses, torn)


@lru_cache(maxsize=4)
def _finder(indicators: tuple[Indicator, ...]) -> LabelFinder:
    return LabelFinder(indicators)


def _statements(
    text: str, quantities: Iterable[Quantity], index: SectionIndex, sentences: Breaks, clauses: Breaks
) -> Iterator[Statement]:
    told: tuple[Section, int, int] | None = None
    for number, quantity in enumerate(quantities):
        section = index.at(quantity.start)
        start, end = sentences.start(quantity.start), sentences.end(quantity.end)
        clause = clauses.start(quantity.start), clauses.stop(quantity.end)
        role = role_of(text, quantity, *clause, section.kind)
        if told != (section, start, end):
            told, before = (section, start, end), max(sentences.before(start), start - CONTEXT_BEFORE)
            context = bare("".join((text[before:end], *section.path)))
        yield Statement(number, quantity, role, section, (start, end), clause, context)
