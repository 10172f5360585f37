"""举措与问题: which measures each place's reports speak of, done, planned or lacking, and what they call a problem; always
in their own sentences.

The measures are rows of ``data/measures.toml``. A sentence that holds one of a measure's words is a mention; the
section it stands in says whether it tells
what was done, is planned or is lacking. A measure that no report of a place mentions is 未提及, which is not 没有做.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

from core.declarations import DATA, load_themes
from core.errors import DeclarationError
from core.model import Document, Place, Section, SectionKind
from core.parsing.passages import is_heading, told_in
from core.parsing.text import any_of, normalise

KINDS = {
    "mechanism": "机制",
    "reform": "改革",
    "channel": "渠道",
    "platform": "平台",
    "service": "服务",
    "team": "队伍",
}
OFTEN = ("日", "周", "月", "季", "半年", "年")
SHORTEST = 6
KEPT = 300  # reports of which the mentions are remembered
NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of ``data/measures.toml``."""

    name: str
    theme: str
    kind: str
    often: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that speaks of a measure."""

    measure: Measure
    document: str
    place: Place
    year: int
    kind: SectionKind
    start: int
    text: str
    marks: tuple[tuple[int, int], ...]

    @property
    def with_number(self) -> bool:
        """Say whether the sentence holds a number."""
        return bool(NUMBER.search(self.text))


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence of what a report itself finds lacking, and the tags whose words stand in it."""

    document: str
    place: Place
    year: int
    start: int
    text: str
    causes: tuple[str, ...]


@cache
def load_measures(file: Path = DATA / "measures.toml") -> tuple[Measure, ...]:
    """Return the declared measures.

    Raises:
        DeclarationError: a theme, kind or rhythm that is not known, or a measure without words.
    """
    measures = []
    for row in tomllib.loads(file.read_text("utf-8"))["measures"]:
        if (
            row["theme"] not in load_themes()
            or row["kind"] not in KINDS
            or (row["often"] and row["often"] not in OFTEN)
            or not row["words"]
        ):
            raise DeclarationError(f"{file}: 举措“{row['name']}”的主题、类别、频次或词语不对，请改正。")
        measures.append(Measure(row["name"], row["theme"], row["kind"], row["often"], tuple(row["words"])))
    return tuple(measures)


@cache
def load_causes(file: Path = DATA / "measures.toml") -> dict[str, tuple[str, ...]]:
    """Return the tags of problems with their words."""
    return {name: tuple(words) for name, words in tomllib.loads(file.read_text("utf-8"))["causes"].items()}


def mentions(reports: Iterable[tuple[Document, Sequence[Section]]], places: Mapping[str, Place]) -> tuple[Mention, ...]:
    """Return every mention of every measure, in the order of places and reports; a sentence that several reports
    repeat stands once.
    """
    first: dict[tuple, Mention] = {}
    for document, sections in sorted(reports, key=lambda pair: -pair[0].year):
        place = places.get(document.place)
        for mention in _mentions_in(document, tuple(sections), place) if place else ():
            first.setdefault((mention.measure.name, mention.place.id, mention.text.strip()), mention)
    return in_order(first.values())


@lru_cache(maxsize=KEPT)
def _mentions_in(document: Document, sections: tuple[Section, ...], place: Place) -> tuple[Mention, ...]:
    """Return every mention in a report of a place: it follows from the text, so it stays whatever else changes."""
    return tuple(
        Mention(
            measure, document.id, place, section.year, section.kind, start,
            document.raw[start : start + len(text)], marks,
        )
        for section, start, text in _sentences(document, sections)
        for measure, pattern in _patterns()
        if (marks := tuple(match.span() for match in pattern.finditer(text)))
    )  # fmt: skip


@cache
def _patterns() -> list[tuple[Measure, re.Pattern[str]]]:
    return [(measure, re.compile(any_of(map(normalise, measure.words)))) for measure in load_measures()]


def problems(reports: Iterable[tuple[Document, Sequence[Section]]], places: Mapping[str, Place]) -> tuple[Problem, ...]:
    """Return the sentences of the problem sections, with the tags whose words stand in them."""
    causes = load_causes()
    passages = [
        Problem(
            document.id, places[document.place], section.year, start, document.raw[start : start + len(text)].strip(),
            tuple(name for name, words in causes.items() if any(word in text for word in words)),
        )
        for document, sections in reports if document.place in places
        for section, start, text in _sentences(document, sections) if section.kind is SectionKind.PROBLEM
    ]  # fmt: skip
    return in_order(passages)


Passage = TypeVar("Passage", Mention, Problem)


def in_order(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return mentions or problems in the order of places, of each the latest report first."""
    return tuple(sorted(passages, key=lambda one: (one.place.order, -one.year, one.document, one.start)))


def _sentences(document: Document, sections: Sequence[Section]) -> Iterable[tuple[Section, int, str]]:
    for section, start, text in told_in(document, sections):
        if len(text.strip()) >= SHORTEST and not is_heading(text, document.text, start + len(text)):
            yield section, start, text


def only_here(mentioned: Iterable[Mention]) -> dict[Place, list[Measure]]:
    """Return the measures that the reports of one place alone speak of as done."""
    speakers: dict[Measure, set[Place]] = {}
    for mention in mentioned:
        if mention.kind is SectionKind.REVIEW:
            speakers.setdefault(mention.measure, set()).add(mention.place)
    alone: dict[Place, list[Measure]] = {}
    for measure, places in speakers.items():
        if len(places) == 1:
            alone.setdefault(next(iter(places)), []).append(measure)
    return alone


def calendar(mentioned: Iterable[Mention]) -> dict[str, dict[Place, list[Mention]]]:
    """Return the mechanisms that have a rhythm: how often → place → their mentions, done or planned."""
    by_rhythm: dict[str, dict[Place, list[Mention]]] = {often: {} for often in OFTEN}
    for mention in mentioned:
        if mention.measure.often:
            by_rhythm[mention.measure.often].setdefault(mention.place, []).append(mention)
    return {often: places for often, places in by_rhythm.items() if places}
