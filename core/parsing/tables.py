"""Tables that a web page left as one cell a line or cells between bars: cells with the label of their row and the head
of their column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from core.model import Bound, Quantity, Role, Status
from core.parsing.outline import SectionIndex
from core.parsing.stated import Statement
from core.reading.stretches import Stretch

NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")
EMPTY = re.compile(r"[/—\-–]*")
HEAD = re.compile(r"量|数|率|占比|比重|比例|环比|同比|增|金额|得分|评分|排名|序号|件\)|目$")
RATE_HEAD = re.compile(r"占比|比重|比例|率|环比|同比")
CHAPTER = re.compile(r"[一二三四五六七八九十]+、")
CHANGE_HEAD = re.compile(r"环比|同比|增")
HEAD_COUNTER = re.compile(r"\(([\u4e00-\u9fff]{1,2})\)$")  # 受理量(件)
NUMBERED = "序号"
LONGEST_CELL = 26
LONGEST_HEAD = 14
FEWEST = 4  # numbers that make a table
LABEL_CELLS = 3


class Cell(NamedTuple):
    """The text of a cell and where it stands."""

    text: str
    start: int
    end: int


class Entry(NamedTuple):
    """A number of a table with its row and column."""

    cell: Cell
    row: Cell
    column: Cell
    percent: bool


def table_entries(text: str) -> list[Entry]:
    """Return the numbers of the tables in a text that are laid out as bare cells."""
    return [entry for block in _blocks(text) for entry in _entries_of(block)]


def with_entries(
    statements: Sequence[Statement], entries: Iterable[Entry], apart: Sequence[Stretch], index: SectionIndex
) -> tuple[list[Statement], dict[int, Entry]]:
    """Return the statements with one for every entry that is none yet, in reading order, and the entries by statement.

    Args:
        apart: stretches that are read elsewhere, such as the tables of the disclosure standard.
    """
    cells = {e.cell.start: e for e in entries if not any(start <= e.cell.start < end for start, end in apart)}
    if not cells:
        return list(statements), {}
    laid = [s._replace(role=_role(cells, s)) for s in statements]
    known = {s.quantity.start for s in statements}
    laid += [_statement(e, index) for start, e in cells.items() if start not in known]
    laid.sort(key=lambda s: s.quantity.start)
    laid = [s._replace(index=i) for i, s in enumerate(laid)]
    return laid, {s.index: cells[s.quantity.start] for s in laid if s.quantity.start in cells}


def _role(cells: dict[int, Entry], statement: Statement) -> Role:
    entry = cells.get(statement.quantity.start)
    return Role.CHANGE if entry and CHANGE_HEAD.search(entry.column.text) else statement.role


def _statement(entry: Entry, index: SectionIndex) -> Statement:
    cell, head = entry.cell, entry.column.text
    value = Decimal(cell.text.rstrip("%").replace(",", ""))
    counter = HEAD_COUNTER.search(head)
    unit = "%" if entry.percent else counter[1] if counter else ""
    quantity = Quantity(value, value, value, unit, Bound.EXACT, Status.STATED, cell.start, cell.end)
    role = Role.CHANGE if CHANGE_HEAD.search(head) else Role.ACTUAL
    span = cell.start, cell.end
    return Statement(0, quantity, role, index.at(cell.start), (entry.row.start, cell.end), span)


def _blocks(text: str) -> Iterator[list[Cell]]:
    """Yield runs of short lines; a long line or prose ends a run."""
    block: list[Cell] = []
    at = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped and _is_prose(stripped):
            yield block
            block = []
        elif stripped:
            block += _cells(line, at)
        at += len(line) + 1
    yield block


def _is_prose(line: str) -> bool:
    return "。" in line or len(line) > LONGEST_CELL and "|" not in line or CHAPTER.match(line) is not None


def _cells(line: str, at: int) -> Iterator[Cell]:
    for piece in line.split("|"):
        word = piece.strip()
        if word:
            start = at + piece.index(word)
            yield Cell(word, start, start + len(word))
        at += len(piece) + 1


def _entries_of(block: list[Cell]) -> Iterator[Entry]:
    if sum(NUMBER.fullmatch(cell.text) is not None for cell in block) < FEWEST:
        return
    header: list[Cell] = []
    for labels, numbers in _groups(block):
        last = max((k for k, c in enumerate(labels) if HEAD.search(c.text) and len(c.text) <= LONGEST_HEAD), default=-1)
        row = labels
        if last >= 0 and len(labels) > 1:
            header, row = labels[: last + 1], labels[last + 1 :]
        if header and row:
            yield from _row(header, row, numbers)


def _groups(block: list[Cell]) -> Iterator[tuple[list[Cell], list[Cell]]]:
    """Yield labels with the numbers that follow them."""
    labels: list[Cell] = []
    numbers: list[Cell] = []
    for cell in block:
        if NUMBER.fullmatch(cell.text) or numbers and EMPTY.fullmatch(cell.text):
            numbers.append(cell)
            continue
        if numbers:
            yield labels, numbers
            labels, numbers = [], []
        labels.append(cell)
    if numbers:
        yield labels, numbers


def _row(header: list[Cell], row: list[Cell], numbers: list[Cell]) -> Iterator[Entry]:
    indexed = any(NUMBERED in cell.text for cell in header)
    columns = [cell for cell in header if HEAD.search(cell.text) and NUMBERED not in cell.text]
    numbers = numbers[: len(columns)] if indexed else numbers
    if len(numbers) > len(columns):
        return
    heads = columns[: len(numbers)] if indexed else columns[-len(numbers) :]
    label = Cell("".join(cell.text for cell in row[-LABEL_CELLS:]), row[0].start, row[-1].end)
    for cell, head in zip(numbers, heads, strict=True):
        if not EMPTY.fullmatch(cell.text):
            percent = cell.text.endswith("%") or RATE_HEAD.search(head.text) is not None
            yield Entry(cell, label, head, percent)
