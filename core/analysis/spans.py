"""Text whose every figure leads to a fact: written piece by piece, plain words without digits, figures with their
facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from core.analysis.rows import Row

DIGIT = re.compile(r"\d")
NUMERALS = "零一二三四五六七八九"
PLACES = ("", "十", "百", "千")


class Kind(StrEnum):
    """What a span of a sentence repeats of its facts."""

    VALUE = "value"  # the number as the report writes it
    PERIOD = "period"
    INDICATOR = "indicator"  # the name of the indicator: 15秒接通率
    SOURCE = "source"  # who published it
    COUNT = "count"  # how many the text itself counts; its facts are those counted


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a sentence and the facts it repeats: ``text[start:end]``."""

    start: int
    end: int
    facts: tuple[str, ...]  # fact ids; of a silence, the id of its row
    kind: Kind


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text to copy, and where each of its figures comes from."""

    text: str
    spans: tuple[Span, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the ids of the facts cited, each once, in the order of the text."""
        return tuple(dict.fromkeys(id for span in self.spans for id in span.facts))


@dataclass(slots=True)
class Pen:
    """Writes a sentence."""

    parts: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    at: int = 0

    def say(self, words: str) -> Pen:
        """Add plain words.

        Raises:
            ValueError: they hold a digit, which nothing would lead to a fact.
        """
        if DIGIT.search(words):
            raise ValueError(f"a digit without a fact: {words}")
        return self._add(words)

    def cite(self, words: str, rows: Iterable[Row], kind: Kind) -> Pen:
        """Add words that repeat what rows say; only the declared name of an indicator may have figures and no row."""
        facts = tuple(dict.fromkeys(row.fact_id for row in rows if row.fact_id))
        if not facts and kind is not Kind.INDICATOR:
            return self.say(words)
        start = self.at
        self._add(words)
        if words:
            self.spans.append(Span(start, self.at, facts, kind))
        return self

    def count(self, number: int, counter: str, rows: Iterable[Row]) -> Pen:
        """Add how many things the text counts, in digits that lead to the facts counted; in Chinese numerals where there
        is no fact.
        """
        rows = [row for row in rows if row.fact_id]
        if not rows:
            return self.say(counted(number, counter))
        after_letter = bool(self.parts) and self.parts[-1][-1:].isalnum()
        return self.say(" " if after_letter else "").cite(f"{number} {counter}", rows, Kind.COUNT)

    def _add(self, words: str) -> Pen:
        self.parts.append(words)
        self.at += len(words)
        return self

    def sentence(self) -> Sentence:
        """Return what was written."""
        return Sentence("".join(self.parts), tuple(self.spans))


def joined(sentences: Iterable[Sentence], between: str = "") -> Sentence:
    """Return sentences as one, their spans moved along."""
    text, spans = "", []
    for sentence in sentences:
        text += between if text else ""
        spans += [Span(s.start + len(text), s.end + len(text), s.facts, s.kind) for s in sentence.spans]
        text += sentence.text
    return Sentence(text, tuple(spans))


def counted(number: int, counter: str) -> str:
    """Return a count in Chinese numerals, which are of this text and of no report.

    >>> counted(2, "地"), counted(12, "项"), counted(107, "项"), counted(0, "项")
    ('两地', '十二项', '一百零七项', '零项')
    """
    return f"{'两' if number == 2 else _numeral(number)}{counter}"


def _numeral(number: int) -> str:
    if not 0 <= number < 10_000:
        raise ValueError(f"too many to be counted in words: {number}")
    written = ""
    for place, digit in enumerate(reversed(str(number))):
        unit = PLACES[place] if digit != "0" else ""
        written = f"{NUMERALS[int(digit)]}{unit}{written}"
    while "零零" in written:
        written = written.replace("零零", "零")
    written = written.rstrip("零") or NUMERALS[0]
    return written[1:] if written.startswith("一十") else written
