"""Find tables in the text of a report: lines whose cells stand between bars, tabs or wide gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.parsing.grids.heads import OPENS_HEADS
from core.reading.stretches import Stretch, outside

_GAP = re.compile("[ \u3000]")  # one alone between two cells, as a page leaves them that was pasted line by line
_SPLITS = (re.compile(r"[|｜]"), re.compile(r"\t+"), re.compile(r" {2,}|\u3000{2,}|\u2003+"), _GAP)
_SPLIT = re.compile("[|｜\t\u2003 \u3000]")  # what each begins with
_OUTER = ("|", "｜")
_RULE = re.compile(r"[\s|｜:+=_-]+")
_LINE = re.compile("[^\n]+")
_SHORT = 20  # characters of a cell that is a line
_PROSE = re.compile("[。；;！？!?]|[，,](?!\\d{3})")
_FEWEST, _WIDEST, _ABOVE = 6, 12, 5  # cells of a table, columns, lines above
_LONG = 40  # characters: a cell with more is prose
_FIGURE = re.compile(
    r"[约近超逾≥≤><+\-−↑↓▲▼ ]*(?:\d[\d,. ]*|[X×*]+(?:\.[X×*]+)?)[余多]?[百千]?[万亿]?[余多]?(?:[%‰]|个?百分点|[\u4e00-\u9fff/()]{0,4})(?:以[上下内])?"
)
_TIME = re.compile(r"(?:19|20)\d\d(?:年.*)?|\d{1,2}月份?")
_LIKE_A_YEAR = re.compile(r"(?:19|20)\d\d")
NONE = re.compile(r"[-—–/\\. ]*|无|未填写?|不适用|…")


class Cell(NamedTuple):
    """A cell: its normalised text, and where that stands."""

    text: str
    start: int
    end: int

    @property
    def is_figure(self) -> bool:
        """Whether it states a number and nothing else: no year, no serial number with words."""
        return _FIGURE.fullmatch(self.text) is not None and _TIME.fullmatch(self.text) is None

    @property
    def is_number(self) -> bool:
        """Whether it is a figure in a column of figures: there 1996 is a count as any other."""
        return self.is_figure or _LIKE_A_YEAR.fullmatch(self.text) is not None

    @property
    def is_none(self) -> bool:
        """Whether nothing is stated in it."""
        return NONE.fullmatch(self.text) is not None


class Grid(NamedTuple):
    """A table as it stands in the text: its rows of cells, each row as wide as the widest."""

    rows: tuple[tuple[Cell, ...], ...]
    start: int
    end: int


def find_grids(raw: str, text: str, apart: Sequence[Stretch] = ()) -> list[Grid]:
    """Return the tables outside of the stretches ``apart``, in reading order.

    Args:
        raw: the text as published: a tab is a tab there.
        text: the same, normalised, as long.

    >>> [len(grid.rows) for grid in find_grids("受理量 | 4.8万件\\n好评率 | 97%\\n", "受理量 | 4.8万件\\n好评率 | 97%\\n")]
    [2]
    """
    return [grid for start, end in outside(apart, len(text)) for grid in _within(raw, text, start, end)]


def _within(raw: str, text: str, start: int, end: int) -> list[Grid]:
    by_line = list(_in_lines(raw, text, start, end))
    stacked = (
        grid
        for piece in outside([(g.start, g.end) for g in by_line], end)
        if piece[1] > start
        for grid in find_stacked(text, max(piece[0], start), piece[1])
    )
    return sorted([*by_line, *stacked], key=lambda grid: grid.start)


def _in_lines(raw: str, text: str, start: int, end: int) -> Iterator[Grid]:
    """Yield the tables of which each row is a line."""
    block: list[tuple[Cell, ...]] = []
    split, last = None, start
    for line in _LINE.finditer(raw, start, end):
        own = None
        if _SPLIT.search(raw, line.start(), line.end()):
            own = next((pattern for pattern in _SPLITS if pattern.search(line.group().strip())), None)
        goes_on = own is not None and own is split and raw.count("\n", last, line.start()) <= 1
        if goes_on and own is _GAP and block and len(own.split(line.group().strip())) != len(block[0]):
            goes_on = False
        if not goes_on and block:
            yield from _grid(block, split)
            block = []
        split, last = own, line.end()
        if own is not None and not (_RULE.fullmatch(line.group()) and "-" in line.group()):
            block.append(_cells(text, line, own))
    if block:
        yield from _grid(block, split)


def _cells(text: str, line: re.Match[str], split: re.Pattern[str]) -> tuple[Cell, ...]:
    cells, at = [], line.start()
    written = line.group()
    edges = [(m.start(), m.end()) for m in split.finditer(written)]
    for begin, stop in (*edges, (len(written), len(written))):
        cells.append(_cell(text, at, line.start() + begin))
        at = line.start() + stop
    if len(cells) > 2 and written.startswith(_OUTER):  # Markdown draws a bar before the first cell too
        cells = cells[1:-1] if written.rstrip().endswith(_OUTER) else cells[1:]
    return tuple(cells)


def _cell(text: str, start: int, end: int) -> Cell:
    written = text[start:end]
    begin = start + len(written) - len(written.lstrip())
    bare = written.strip()
    return Cell(bare, begin, begin + len(bare))


def _grid(block: list[tuple[Cell, ...]], split: re.Pattern[str] | None) -> Iterator[Grid]:
    """Yield the table that lines make, if they do: two rows at least, cells that are no prose, and a figure."""
    width = max(map(len, block))
    if len(block) < 2 or width < 2 or any(len(cell.text) > _LONG for row in block for cell in row):
        return
    if split in _SPLITS[2:] and any(len(row) != width for row in block):  # gaps make columns where all rows have them
        return
    if split is _GAP and not _are_columns(block):
        return
    if not any(cell.is_figure for row in block for cell in row[1:]):
        return
    rows = [row + (Cell("", row[-1].end, row[-1].end),) * (width - len(row)) for row in block]
    for part in _by_heads(rows):
        yield Grid(tuple(part), part[0][0].start, part[-1][-1].end)


def _are_columns(block: list[tuple[Cell, ...]]) -> bool:
    """Return whether heads without a figure stand above rows that are all of names and figures alike."""
    alike = [[cell.is_number for cell in row] for row in block[1:]]
    heads = any(cell.is_number for cell in block[0])
    return len(block) > 2 and not heads and alike[0][-1] and not all(alike[0]) and all(row == alike[0] for row in alike)


def _by_heads(rows: list[tuple[Cell, ...]]) -> Iterator[list[tuple[Cell, ...]]]:
    """Yield the tables that stand below each other: each begins with the heads of the first, and a caption above them."""
    first = next((row for row in rows if sum(bool(cell.text) for cell in row) > 1), rows[0])
    begun = 0
    for n, row in enumerate(rows):
        if n > begun + 1 and row is not first and [cell.text for cell in row] == [cell.text for cell in first]:
            above = n - 1 if sum(bool(cell.text) for cell in rows[n - 1]) == 1 and not rows[n - 1][0].is_figure else n
            yield rows[begun:above]
            begun = above
    yield rows[begun:]


def find_stacked(text: str, start: int, end: int) -> Iterator[Grid]:
    """Yield the tables of which each cell is a line, as a page leaves them that was pasted: a row of heads, then rows
    as long; those whose width is open are left.
    """
    block: list[Cell] = []
    last = start
    for line in _LINE.finditer(text, start, end):
        cell = _stacked_cell(text, line)
        if block and (cell is None or text.count("\n", last, line.start()) > 1):
            yield from _stack(block)
            block = []
        last = line.end()
        if cell is not None:
            block.append(cell)
    if block:
        yield from _stack(block)


def _stacked_cell(text: str, line: re.Match[str]) -> Cell | None:
    cell = _cell(text, line.start(), line.start() + len(line.group().rstrip("| ")))
    return cell if 0 < len(cell.text) <= _SHORT and not _PROSE.search(cell.text) else None


def _stack(block: list[Cell]) -> Iterator[Grid]:
    """Yield the table of a block of cells; lines above its heads, a title say, are left out where one width fits then."""
    if len(block) < _FEWEST or sum(cell.is_figure for cell in block) < 2:
        return
    last = max(n for n, cell in enumerate(block) if cell.is_figure)
    for cells in (block, block[: last + 1]):  # what stands below the last figure may be the next heading
        if fitting := _only_fit(cells):
            skip, width = fitting
            rows = tuple(tuple(cells[n : n + width]) for n in range(skip, len(cells), width))
            yield Grid(rows, cells[skip].start, cells[-1].end)
            return


def _only_fit(cells: list[Cell]) -> tuple[int, int] | None:
    """Return how many lines stand above the heads and how many columns there are, where one way alone fits."""
    first = next(n for n, cell in enumerate(cells) if cell.is_figure)
    fits = [
        (skip, width)
        for skip in range(min(first - 1, _ABOVE))
        for width in range(2, min(first - skip, _WIDEST) + 1)
        if _fits(cells[skip:], width)
    ]
    if len(fits) > 1:
        fits = [(skip, width) for skip, width in fits if OPENS_HEADS.fullmatch(cells[skip].text)]
    return fits[0] if len(fits) == 1 else None


def _fits(cells: list[Cell], width: int) -> bool:
    if len(cells) % width or len(cells) < 2 * width or any(cell.is_figure for cell in cells[:width]):
        return False
    columns = [cells[n + width :: width] for n in range(width)]
    figures = [all(c.is_figure or c.is_none for c in column) for column in columns]
    words = [not any(c.is_figure for c in column) for column in columns]
    return any(figures) and not figures[0] and all(f or w for f, w in zip(figures, words, strict=True))
