"""主题词: what sets one report's words apart, how its themes share the text, and what changes from review to plan and
from year to year.

Counts are those of the official text: shipped beside a digest (``data/terms``), made live for an imported original;
an excerpt is not counted.
Keyness is the log-likelihood ratio G² of the 2 × 2 table of a word against all other words, here against all others
(Dunning 1993); so few texts bear no p-values.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.model import Document, Edition, Place, Section, SectionKind
from core.parsing.commitments import load_vocabulary
from core.parsing.passages import sentences_in
from core.parsing.terms import TERMS, TermCount, TermCounter, count_terms

LEAST = 3  # times a word must stand in a text to be told
MOST = 12  # words of one list
SHINGLE = 8  # characters
PER = 1000
SHIPPED, LIVE = "官方原文的计数（随摘编附带）", "导入原文的计数"


@dataclass(frozen=True, slots=True)
class Counted:
    """The words of one report."""

    document: str
    place: Place
    year: int
    source: str  # ``SHIPPED`` or ``LIVE``
    words: Mapping[str, int]
    total: int


@dataclass(frozen=True, slots=True)
class Key:
    """A word that stands out: its counts on both sides, and how strongly."""

    word: str
    count: int
    of: int
    other_count: int
    other_of: int
    strength: float  # G²; below zero where the word stands here less often than elsewhere

    @property
    def here(self) -> float:
        """Return how often it stands here in a thousand words."""
        return self.count / self.of * PER if self.of else 0.0

    @property
    def there(self) -> float:
        """Return how often it stands elsewhere in a thousand words."""
        return self.other_count / self.other_of * PER if self.other_of else 0.0


def counted(
    documents: Iterable[Document], places: Mapping[str, Place], counter: TermCounter
) -> tuple[list[Counted], dict[str, str]]:
    """Return the word counts of the reports, and why the others have none, by id."""
    counts, refused = [], {}
    for document in documents:
        shipped = TERMS / f"{document.id}.json"
        if document.place not in places:
            refused[document.id] = "地区未定"
        elif document.edition is Edition.ORIGINAL:
            made = _live(document.raw, counter)
            counts.append(Counted(document.id, places[document.place], document.year, LIVE, made.words, made.total))
        elif shipped.exists():
            row = _shipped(shipped)
            counts.append(
                Counted(document.id, places[document.place], document.year, SHIPPED, row["words"], row["total"])
            )
        else:
            refused[document.id] = "只有节选，不计词频"
    return counts, refused


@lru_cache(maxsize=200)
def _live(raw: str, counter: TermCounter) -> TermCount:
    return counter.count(raw)


@lru_cache(maxsize=200)
def _shipped(file: Path) -> dict:
    return json.loads(file.read_text("utf-8"))


def keyness(mine: Counted, others: Sequence[Counted]) -> list[Key]:
    """Return the words of one report against those of the others, the most telling first; words of fewer than
    ``LEAST`` are left out.
    """
    rest = sum((Counter(other.words) for other in others), Counter())
    of, total = mine.total, sum(other.total for other in others)
    words = [word for word in {*mine.words, *rest} if max(mine.words.get(word, 0), rest[word]) >= LEAST]
    keys = [
        Key(
            word,
            mine.words.get(word, 0),
            of,
            rest[word],
            total,
            _signed(mine.words.get(word, 0), of, rest[word], total),
        )
        for word in words
    ]
    return sorted(keys, key=lambda key: (-abs(key.strength), key.word))


def log_likelihood(a: int, n: int, b: int, m: int) -> float:
    """Return G² of the table [[a, b], [n − a, m − b]].

    >>> round(log_likelihood(10, 100, 5, 200), 6)
    7.329812
    """
    cells = ((a, n, a + b), (b, m, a + b), (n - a, n, n + m - a - b), (m - b, m, n + m - a - b))
    return 2 * sum(cell * math.log(cell * (n + m) / (column * row)) for cell, column, row in cells if cell)


def _signed(a: int, n: int, b: int, m: int) -> float:
    if not n or not m:
        return 0.0
    return math.copysign(log_likelihood(a, n, b, m), a / n - b / m)


def theme_shares(mine: Counted) -> dict[str, float]:
    """Return which part of the words that tell a theme is each theme's, in per cent; a word counts once, for its
    first theme.
    """
    counts: Counter[str] = Counter()
    for word, number in mine.words.items():
        theme = next((theme for theme, words in load_vocabulary().themes.items() if any(w in word for w in words)), "")
        counts[theme] += number if theme else 0
    whole = sum(counts.values())
    return {theme: number / whole * 100 for theme, number in counts.items() if theme and number} if whole else {}


def shift(document: Document, sections: Sequence[Section], counter: TermCounter) -> list[Key]:
    """Return the words of the plan against those of the review of the same report, the strongest first; []
    without both.

    Counted in the text at hand, since shipped counts are of whole texts.
    """
    parts: dict[SectionKind, Counter[str]] = {kind: Counter() for kind in (SectionKind.PLAN, SectionKind.REVIEW)}
    for section in sections:
        if section.kind in parts:
            parts[section.kind] += count_terms(document.text[section.start : section.end], counter)
    plan, review = parts[SectionKind.PLAN], parts[SectionKind.REVIEW]
    n, m = plan.total(), review.total()
    if not n or not m:
        return []
    words = [word for word in {*plan, *review} if max(plan[word], review[word]) >= LEAST]
    keys = [Key(word, plan[word], n, review[word], m, _signed(plan[word], n, review[word], m)) for word in words]
    return sorted(keys, key=lambda key: (-abs(key.strength), key.word))


@dataclass(frozen=True, slots=True)
class Repeat:
    """How much of a later report stands in the one before it, word for word."""

    place: Place
    issuer: str
    before: Document
    after: Document
    share: float  # %, of the shingles of ``SHINGLE`` characters of the later one
    sentences: tuple[tuple[int, str], ...]  # of the later one, that stand in the earlier one too


def repeats(documents: Sequence[Document], places: Mapping[str, Place]) -> list[Repeat]:
    """Return the 雷同率 of each issuer's reports on years that follow each other; excerpts are left out: half a text
    repeats nothing.
    """
    series: dict[tuple[str, str], list[Document]] = {}
    for document in documents:
        if document.edition is not Edition.EXCERPT and document.place in places and document.issuer:
            series.setdefault((document.place, document.issuer), []).append(document)
    pairs = []
    for (place, issuer), texts in series.items():
        ordered = sorted(texts, key=lambda d: d.year)
        pairs += [
            _repeat(places[place], issuer, one, other)
            for one, other in zip(ordered, ordered[1:], strict=False)
            if one.year < other.year
        ]
    return pairs


def _repeat(place: Place, issuer: str, before: Document, after: Document) -> Repeat:
    old, new = _shingles(before.text), _shingles(after.text)
    earlier = {_bare(text) for _, text in sentences_in(before.text)}
    same = tuple(
        (start, text.strip())
        for start, text in sentences_in(after.text)
        if len(_bare(text)) >= SHINGLE and _bare(text) in earlier
    )
    return Repeat(place, issuer, before, after, len(new & old) / len(new) * 100 if new else 0.0, same)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _shingles(text: str) -> set[str]:
    letters = _bare(text)
    return {letters[n : n + SHINGLE] for n in range(len(letters) - SHINGLE + 1)}


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence in which a word stands."""

    document: str
    start: int
    text: str
    marks: tuple[tuple[int, int], ...]


def contexts(word: str, documents: Iterable[Document]) -> list[Context]:
    """Return the sentences of the texts at hand that hold a word."""
    if not word.strip():
        return []
    wanted = re.compile(re.escape(word.strip()))
    return [
        Context(document.id, start, text, marks)
        for document in documents for start, text in sentences_in(document.raw)
        if (marks := tuple(m.span() for m in wanted.finditer(text)))
    ]  # fmt: skip
