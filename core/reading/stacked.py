"""Put the heads of a printed table on one line where their words stand on several, each above its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from core.reading.printed import GAP, Line, Piece

FEWEST_COLUMNS, FEWEST_ROWS = 3, 2
MOST_LINES = 6  # of a head
PROSE = re.compile("[。；;]")
FIGURE = re.compile(r"[\d,.%+\-－—/ ]*\d[\d,.%]*")
UNIT = re.compile(r"[（(\[]")


class _HeadPiece(NamedTuple):
    """A piece of a head, and the column that it stands above."""

    line: int
    column: int
    text: str


def heads_on_one_line(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page, the head of each table as one line with as many cells as its rows have."""
    laid: list[Line] = []
    for n, line in enumerate(lines):
        block = _rows(lines, n) if not (n and _is_row(lines[n - 1], len(line.pieces))) else []
        if block and (above := _above(laid, _edges(block), len(block[0].pieces))):
            head = _head(above, _edges(block), len(block[0].pieces))
            del laid[-len(above) :]
            laid.append(head)
        laid.append(line)
    return laid


def rows_on_one_line(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page, a row of figures with its name before it where that stands on several lines."""
    laid: list[Line] = []
    for line in lines:
        pieces = line.pieces
        if len(pieces) > 1 and all(FIGURE.fullmatch(piece.text) for piece in pieces) and (name := _name(laid, line)):
            del laid[-len(name) :]
            line = _row(name, line)
        laid.append(line)
    return laid


def _name(lines: Sequence[Line], row: Line) -> list[Line]:
    """Return the lines directly before a row of figures that stand left of it, above and below its height."""
    name: list[Line] = []
    for line in reversed(lines):
        top = max((below.top for below in name), default=line.bottom)
        if line.right > row.left + 1 or line.bottom - top > 1.5 * line.size or PROSE.search(line.text):
            break
        name.insert(0, line)
    middle = (row.bottom + row.top) / 2
    beside = name and min(line.bottom for line in name) < middle < max(line.top for line in name)
    return name if beside else []


def _row(name: Sequence[Line], row: Line) -> Line:
    """Return a row of figures with the words before it, those that stand above each other as one cell."""
    cells: list[Piece] = []
    for piece in sorted((piece for line in name for piece in line.pieces), key=lambda piece: piece.left):
        if cells and piece.left < cells[-1].right:
            column = [
                one for line in name for one in line.pieces if one.left < cells[-1].right and one.right > cells[-1].left
            ]
            cells[-1] = Piece("".join(one.text for one in column), cells[-1].left, max(one.right for one in column))
        else:
            cells.append(piece)
    pieces = (*cells, *row.pieces)
    return replace(row, text=GAP.join(piece.text for piece in pieces), left=pieces[0].left, parted=pieces)


def _rows(lines: Sequence[Line], n: int) -> list[Line]:
    """Return the rows of a table that begins with a line: as many cells each, a figure in each."""
    width = len(lines[n].pieces)
    rows: list[Line] = []
    for line in lines[n:]:
        if not _is_row(line, width):
            break
        rows.append(line)
    return rows if width >= FEWEST_COLUMNS and len(rows) >= FEWEST_ROWS else []


def _is_row(line: Line, width: int) -> bool:
    return len(line.pieces) == width and any(FIGURE.fullmatch(piece.text) for piece in line.pieces[1:])


def _edges(rows: Sequence[Line]) -> list[float]:
    """Return where each column ends and the next begins."""
    columns = [
        (min(piece.left for piece in pieces), max(piece.right for piece in pieces))
        for pieces in zip(*(row.pieces for row in rows), strict=True)
    ]
    return [(before[1] + after[0]) / 2 for before, after in pairwise(columns)]


def _above(lines: Sequence[Line], edges: list[float], width: int) -> list[Line]:
    """Return the lines of the head directly above a table, each cell perhaps a line of its own; none where it is one
    line with all its cells.
    """
    head: list[Line] = []
    for line in reversed(lines):
        top = max((below.top for below in head), default=line.bottom)
        if line.bottom - top > 1.5 * line.size or not _may_head(line, edges):
            break
        head.insert(0, line)
    if len({_height(line, head) for line in head}) > MOST_LINES:
        return []
    return [] if len(head) == 1 and len(head[0].pieces) == width else head


def _height(line: Line, head: Sequence[Line]) -> int:
    """Return on which line of a head something stands, the highest first."""
    return sum(other.bottom - line.bottom > 0.5 * line.size for other in head)


def _may_head(line: Line, edges: list[float]) -> bool:
    """Return whether each piece of a line stands above one column, or there are several of them."""
    if PROSE.search(line.text) or any(FIGURE.fullmatch(piece.text) for piece in line.pieces):
        return False
    inside = all(_column(piece.left + 1, edges) == _column(piece.right - 1, edges) for piece in line.pieces)
    return inside or len(line.pieces) > 1


def _column(at: float, edges: list[float]) -> int:
    return sum(edge < at for edge in edges)


def _head(lines: Sequence[Line], edges: list[float], width: int) -> Line:
    words = [
        _HeadPiece(_height(line, lines), _column((piece.left + piece.right) / 2, edges), piece.text)
        for line in sorted(lines, key=lambda line: -line.bottom)
        for piece in line.pieces
    ]
    cells = ["".join(_words(words, column)) for column in range(width)]
    last = min(lines, key=lambda line: line.bottom)
    pieces = tuple(Piece(cell, last.left, last.right) for cell in cells)
    return replace(
        last,
        text=GAP.join(cells),
        parted=pieces,
        top=max(line.top for line in lines),
        left=min(line.left for line in lines),
    )


def _words(head: Sequence[_HeadPiece], column: int) -> Iterator[str]:
    """Yield what stands above a column: what covers it with its neighbours first, then its own pieces."""
    own = [one for one in head if one.column == column]
    if own and column and (over := _over(head, own[0])):
        yield over.text
    yield from (one.text for one in own)


def _over(head: Sequence[_HeadPiece], first: _HeadPiece) -> _HeadPiece | None:
    """Return the piece above a neighbour that also covers a column whose own words begin lower: 受理量 above 本月, 上月."""
    upper = [one for one in head if one.line < first.line and one.column]
    nearest = min(upper, key=lambda one: abs(one.column - first.column), default=None)
    if nearest is None or any(one.column == first.column for one in upper):
        return None
    beneath = [one for one in head if one.line == first.line and one.column == nearest.column]
    return nearest if beneath and not UNIT.match(beneath[0].text) else None
