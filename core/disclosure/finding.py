"""Find the three tables in a text: where each begins and ends, and which edition of the format it follows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.disclosure.folding import Folded, fold
from core.disclosure.labels import ENDS, FIGURE_NEXT, begins_cell, find_labels
from core.disclosure.standard import Standard, Table, load_standards

ARTICLE = "第二十条第"  # of the regulation: above each block of table 1
REVIEW = "行政复议"
# one of them stands in any of the tables
HINTS = (
    "二十条",
    "二十條",
    "结转",
    "結轉",
    "起诉",
    "起訴",
    "新收",
    "制发",
    "製發",
    "公开数量",
    "公開數量",
    "复议",
    "復議",
)
STOP = re.compile(r"^(?:[ ]*[五六]、|[^|\n]{12,}。)", re.MULTILINE)  # the next section, or prose
HEADER = 700  # characters that the header of a table may take
SURE_ROWS = 3  # labels that make a table without its header
SEVEN = re.compile(r"[^\d\n|]{0,12}(?:[\s|]+\d[\d,]*){7}(?!\S)")  # figures that make a row a table


@dataclass(frozen=True, slots=True)
class Found:
    """A table in the text: ``text[start:end]``."""

    table: Table
    standard: Standard
    start: int
    end: int
    folded: Folded  # its part of the text


def find_tables(text: str) -> list[Found]:
    """Return the tables of the standard that ``text`` holds, in the order of the standard."""
    if not any(hint in text for hint in HINTS):
        return []
    folded = fold(text)
    bodies = {number: body for number, find in FINDERS.items() if (body := find(text, folded))}
    ends = {number: _end(text, body, bodies.values()) for number, body in bodies.items()}
    tables: list[Found] = []
    edition = ""
    for number, (start, _) in sorted(bodies.items()):
        part = folded.between(start, ends[number])
        edition = _edition(text, number, part) or edition
        standard = load_standards()[edition or "2021"]
        tables.append(Found(standard.table(number), standard, start, ends[number], part))
    return tables


def _newest() -> Standard:
    return next(iter(load_standards().values()))


def _anchors(text: str, folded: Folded, number: int, more: Iterable[str] = ()) -> list[int]:
    words = {word for standard in load_standards().values() for word in standard.table(number).anchors} | set(more)
    return sorted(start for word in words for start, _ in folded.find_all(word) if begins_cell(text, start))


def _first(text: str, folded: Folded) -> tuple[int, int] | None:
    """Return where table 1 begins, and where its labels end."""
    anchors = _anchors(text, folded, 1, [ARTICLE])
    if not anchors:
        return None
    near = folded.between(anchors[0], anchors[-1] + HEADER)
    labels = find_labels(text, near, _newest().table(1).rows)
    return anchors[0], max([anchors[-1], *(label.end for label in labels)])


def _second(text: str, folded: Folded) -> tuple[int, int] | None:
    labels = find_labels(text, folded, _newest().table(2).rows)  # it has all rows of the older ones
    header = _anchors(text, folded, 2)
    if not labels:
        return (header[0], header[-1]) if len(header) >= SURE_ROWS else None
    header = [at for at in header if labels[0].start - HEADER < at < labels[0].start]
    if not header and len(labels) < SURE_ROWS and not SEVEN.match(text, labels[0].end):
        return None
    return min([labels[0].start, *header]), labels[-1].end


def _third(text: str, folded: Folded) -> tuple[int, int] | None:
    anchors = _anchors(text, folded, 3)
    reviews = [s for s, e in folded.find_all(REVIEW) if begins_cell(text, s) and ENDS.match(text, e)]
    titled = {word for s in load_standards().values() for word in s.table(3).anchors if "情况" in word}
    titles = {start for word in titled for start, _ in folded.find_all(word)}
    header = [at for at in anchors if at not in titles]
    if not header:
        title = [at for at in anchors if FIGURES.search(text, at, at + HEADER)]
        return (title[-1], title[-1]) if title else None
    before = [at for at in (*reviews, *(a for a in anchors if a in titles)) if header[0] - HEADER < at < header[0]]
    return min([header[0], *before]), header[-1]


FIGURES = re.compile(r"(?:\d+[\s|]+){10}")  # a row of them: the table itself, not a word about it
FINDERS = {1: _first, 2: _second, 3: _third}


def _end(text: str, body: tuple[int, int], bodies: Iterable[tuple[int, int]]) -> int:
    start, last = body
    stop = STOP.search(text, last)
    ends = [other for other, _ in bodies if other > start]
    return min([len(text), *ends, *([stop.start()] if stop and stop.start() > last else [])])


def _edition(text: str, number: int, folded: Folded) -> str:
    """Return the edition whose own words the table has; "" when it has none."""
    counts = {key: sum(mark in folded.text for mark in s.table(number).marks) for key, s in load_standards().items()}
    if max(counts.values()) > 0:
        return max(counts, key=lambda key: counts[key])
    alone = any(FIGURE_NEXT.match(text, stop) for _, stop in folded.find_all("其他处理")) if number == 2 else False
    return "2019" if alone else ""
