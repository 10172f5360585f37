"""Take a document apart: its sections, labels, times, and every number as a statement with its sentence and role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from core.model import Document, Indicator, Quantity, Section, SectionKind
from core.parsing.candidates import CLAUSE_STOPS, SENTENCE, Statement
from core.parsing.labels import Hit, LabelFinder
from core.parsing.outline import SectionIndex, find_sections
from core.parsing.periods import Calendar, find_time_marks
from core.parsing.quantities import find_quantities
from core.parsing.roles import role_of
from core.parsing.text import bare, normalise
from core.reading.chrome import page_chrome

TITLE_LENGTH = 60
CONTEXT_BEFORE = 120


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document taken apart."""

    statements: list[Statement]
    hits: list[Hit]
    sections: list[Section]
    calendar: Calendar


def parse(document: Document, indicators: dict[str, Indicator]) -> Parsed:
    """Return the parts of a document. Numbers in page chrome and in the disclosure tables are no statements."""
    text = document.text
    title = normalise(document.title) or text.lstrip().split("\n", 1)[0][:TITLE_LENGTH]
    sections = find_sections(text, document.year, title)
    index = SectionIndex(sections)
    calendar = Calendar(text, find_time_marks(text, index.at))
    hits = _finder(tuple(indicators.values())).find(text)
    return Parsed(list(_statements(text, find_quantities(text), index)), hits, sections, calendar)


@lru_cache(maxsize=4)
def _finder(indicators: tuple[Indicator, ...]) -> LabelFinder:
    return LabelFinder(indicators)


def _statements(text: str, quantities: Iterable[Quantity], index: SectionIndex) -> Iterator[Statement]:
    chrome = page_chrome(text)
    sentences = [match.span() for match in SENTENCE.finditer(text)]
    at = number = 0
    for quantity in quantities:
        section = index.at(quantity.start)
        if section.kind is SectionKind.TABLE or any(start <= quantity.start < end for start, end in chrome):
            continue
        while at < len(sentences) - 1 and sentences[at][1] <= quantity.start:
            at += 1
        start, end = sentences[at]
        clause = _clause(text, quantity, start, end)
        role = role_of(text, quantity, clause[0], clause[1], section.kind)
        before = text[max(sentences[at - 1][0], start - CONTEXT_BEFORE) : start] if at else ""
        context = bare("".join((before, text[start:end], *section.path)))
        yield Statement(number, quantity, role, section, (start, end), clause, context)
        number += 1


def _clause(text: str, quantity: Quantity, low: int, high: int) -> tuple[int, int]:
    start = max(text.rfind(stop, low, quantity.start) for stop in CLAUSE_STOPS) + 1
    ends = [end for stop in CLAUSE_STOPS if (end := text.find(stop, quantity.end, high)) >= 0]
    return max(start, low), min(ends, default=high)
