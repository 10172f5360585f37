"""Tables: lay merged cells out on a grid, and write text and tables into one raw text with offsets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.reading.document import Parsed, RawTable, Span
from core.reading.pages import PAGE_END

BAR = " | "
MAX_CELLS = 50_000  # a table larger than this is laid out without its merges
CHINESE = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
BLANK_IN_CHINESE = re.compile(rf"(?<={CHINESE})\s+(?={CHINESE})")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as written: its text and how many rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the grid: the cell that covers it, and whether the cell begins here."""

    text: str
    origin: tuple[int, int]
    begins: bool


Grid = list[list[Place]]


def lay_out(rows: list[list[Cell]]) -> Grid:
    """Return the grid of a table, every place filled; a row that ends early is filled with empty places.

    >>> [[p.text for p in row] for row in lay_out([[Cell("甲", rows=2), Cell("1")], [Cell("2")]])]
    [['甲', '1'], ['甲', '2']]
    """
    if sum(cell.rows * cell.columns for row in rows for cell in row) > MAX_CELLS:
        rows = [[Cell(cell.text) for cell in row] for row in rows]
    taken: dict[tuple[int, int], Place] = {}
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            _place(taken, cell, r, c, len(rows))
            c += cell.columns
    width = max((c for _, c in taken), default=-1) + 1
    return [[taken.get((r, c)) or Place("", (r, c), True) for c in range(width)] for r in range(len(rows))]


def _place(taken: dict[tuple[int, int], Place], cell: Cell, r: int, c: int, height: int) -> None:
    for below in range(min(cell.rows, height - r)):
        for right in range(cell.columns):
            taken.setdefault((r + below, c + right), Place(cell.text, (r, c), below == right == 0))


def one_line(text: str) -> str:
    """Return the text of a cell or heading on one line: 商业⏎企业 is 商业企业."""
    return " ".join(without_breaks(text.strip()).split()).replace("|", "｜")


def without_breaks(text: str) -> str:
    """Return ``text`` without line breaks between Chinese characters, where they stand for nothing; other blanks
    stay.
    """
    return BLANK_IN_CHINESE.sub(lambda blank: "" if "\n" in blank[0] else blank[0], text)


@dataclass(slots=True)
class RawWriter:
    """Puts lines and tables together and remembers where each cell came to stand."""

    pieces: list[str] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)
    length: int = 0

    def line(self, text: str) -> None:
        """Write one line; an empty one is left out."""
        if text:
            self.pieces.append(text + "\n")
            self.length += len(text) + 1

    def page_end(self, pages: int = 1) -> None:
        """Mark that a page ends with the line written last; before the first one nothing says so."""
        if pages and self.pieces:
            self.pieces[-1] = self.pieces[-1].removesuffix("\n") + PAGE_END * pages + "\n"
            self.length += pages

    def table(self, rows: list[list[Cell]], turns: Sequence[int] = ()) -> None:
        """Write a table, a line a row; a merged cell is written once, the places it covers stay empty.

        Args:
            rows: the cells of each row.
            turns: the rows with which a new page begins.
        """
        laid = lay_out(rows)
        filled = [n for n, row in enumerate(laid) if any(place.text for place in row)]
        self.page_end(sum(not filled or turn <= filled[0] for turn in turns))
        if not filled:
            return
        grid, before = [laid[n] for n in filled], filled[0]
        start = self.length
        spans: dict[tuple[int, int], Span] = {}
        for n, row in zip(filled, grid, strict=True):
            self.page_end(sum(before < turn <= n for turn in turns))
            before = n
            self.line(_row_line(row, self.length, spans))
        end = self.length - 1
        texts = tuple(tuple(place.text for place in row) for row in grid)
        places = tuple(tuple(spans.get(place.origin, (end, end)) for place in row) for row in grid)
        self.tables.append(RawTable(texts, places, start, end))

    def finish(self, notes: tuple[str, ...] = ()) -> Parsed:
        """Return what was written."""
        return Parsed("".join(self.pieces), tuple(self.tables), notes)


def _row_line(row: list[Place], start: int, spans: dict[tuple[int, int], Span]) -> str:
    line = ""
    for n, place in enumerate(row):
        line += BAR if n else ""
        if place.begins:
            spans[place.origin] = (start + len(line), start + len(line) + len(place.text))
            line += place.text
    return line
