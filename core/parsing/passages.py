"""Sentences as people read them, for quoting: cut at full stops and semicolons, headings told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.model import Document, Section, SectionKind

SENTENCE = re.compile(r"[^。;；!！?？\n]+[。;；!！?？]?")
STOPS = "。;；!！?？"
LONGEST_HEADING = 40


def sentences_in(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, str]]:
    """Yield the sentences between two places of a text, each with where it starts; blank ones are left out.

    >>> list(sentences_in("办结8件；成效好。\\n"))
    [(0, '办结8件；'), (5, '成效好。')]
    """
    for match in SENTENCE.finditer(text, start, len(text) if end is None else end):
        if match.group().strip():
            yield match.start(), match.group()


def told_in(document: Document, sections: Sequence[Section]) -> Iterator[tuple[Section, int, str]]:
    """Yield the sentences of a report with their sections and where they start; tables hold none."""
    for section in sections:
        if section.kind is not SectionKind.TABLE:
            for start, text in sentences_in(document.text, section.start, section.end):
                yield section, start, text


def is_heading(sentence: str, text: str, end: int) -> bool:
    """Say whether a sentence that ends at ``end`` is a heading: short, and without a stop at the end of its line.

    >>> is_heading("二、存在问题", "二、存在问题\\n人员不足。", 6)
    True
    """
    written = sentence.strip()
    return written[-1:] not in STOPS and (end >= len(text) or text[end] == "\n") and len(written) < LONGEST_HEADING
