"""Commitments: what the plan sections of a report say will be done, sentence by sentence, with target, date and
body where they are said.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.declarations import DATA
from core.model import Document, Section, SectionKind
from core.parsing.passages import is_heading, sentences_in
from core.parsing.text import any_of

ENUMERATOR = re.compile(
    r"^[\s　]*(?:[一二三四五六七八九十]{1,3}(?:[、.]|是|要)|[((][一二三四五六七八九十\d]{1,3}[))]|\d{1,2}[.、]|第[一二三四五六七八九十]+(?:部分|章)?|[—\-·]+)[\s　]*"
)
OBJECT_END = re.compile(r"[，,。;；:：]")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How plans speak: ``data/commitments.toml``."""

    actions: re.Pattern[str]
    bodies: tuple[re.Pattern[str], ...]
    dates: re.Pattern[str]
    shortest: int
    alike: float
    proposals: int
    themes: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Commitment:
    """One sentence of a plan that says what will be done; ``document.raw[start:end]`` is the quote."""

    document: str
    year: int  # the year it is to be done in
    path: tuple[str, ...]
    start: int
    end: int
    quote: str
    action: str  # the first thing it says to do
    object: str  # to what
    date: str  # by when, as written; "" when only the plan's year says it
    body: str  # who, as written; "" when not said


@cache
def load_vocabulary(file: Path = DATA / "commitments.toml") -> Vocabulary:
    """Return how plans speak."""
    row = tomllib.loads(file.read_text("utf-8"))
    themes = {theme: tuple(words) for theme, words in row["themes"].items()}
    return Vocabulary(
        re.compile(any_of(row["actions"])),
        tuple(map(re.compile, row["bodies"])),
        re.compile("|".join(row["dates"])),
        row["shortest"],
        row["alike"],
        row["proposals"],
        themes,
    )


def find_commitments(document: Document, sections: Iterable[Section]) -> list[Commitment]:
    """Return the commitments of the plan sections in reading order; headings and sentences without an action are
    none.
    """
    known = load_vocabulary()
    plans = [section for section in sections if section.kind is SectionKind.PLAN]
    return [commitment for section in plans for commitment in _of_section(document, section, known)]


def _of_section(document: Document, section: Section, known: Vocabulary) -> Iterable[Commitment]:
    for at, sentence in sentences_in(document.text, section.start, section.end):
        lead = ENUMERATOR.match(sentence)
        rest = sentence[lead.end() if lead else 0 :]
        start, text = at + len(sentence) - len(rest.lstrip()), rest.strip()
        end = start + len(text)
        action = known.actions.search(text)
        if len(text) < known.shortest or action is None or is_heading(text, document.text, end):
            continue
        date, body = known.dates.search(text), next((b for p in known.bodies if (b := p.search(text))), None)
        yield Commitment(
            document.id,
            section.year,
            section.path,
            start,
            end,
            document.raw[start:end],
            action.group(),
            _object(text, action.end()),
            date.group() if date else "",
            body["body"] if body else "",
        )


def _object(text: str, after: int) -> str:
    stop = OBJECT_END.search(text, after)
    return text[after : stop.start() if stop else len(text)].strip()


def themes_of(text: str, known: Vocabulary) -> Sequence[str]:
    """Return the themes whose words stand in a text, most words first."""
    counts = {theme: sum(word in text for word in words) for theme, words in known.themes.items()}
    return sorted((theme for theme, count in counts.items() if count), key=lambda theme: -counts[theme])
