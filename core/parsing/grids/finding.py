"""Find tables in the text of a report: lines whose cells stand between bars, tabs or wide gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.reading.stretches import Stretch, outside

_SPLITS = (re.compile(r"[|｜]"), re.compile(r"\t+"), re.compile(r" {3,}|\u3000{2,}|\u2003+"))
_OUTER = ("|", "｜")
_RULE = re.compile(r"[\s|｜:+=_-]+")
_LINE = re.compile("[^\n]+")
_LONG = 40  # characters: a cell with more is prose
_FIGURE = re.compile(
    r"[约近超逾≥≤><+\-−↑↓▲▼ ]*(?:\d[\d,. ]*|[X×*]+(?:\.[X×*]+)?)[余多]?[百千]?[万亿]?[余多]?(?:[%‰]|个?百分点|[\u4e00-\u9fff/()]{0,4})(?:以[上下内])?"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?)?")
NONE = re.compile(r"[-—–/\\. ]*|无|未填写?|不适用|…")


class Cell(NamedTuple):
    """A cell: its normalised text, and where that stands."""

    text: str
    start: int
    end: int

    @property
    def is_figure(self) -> bool:
        """Whether it states a number and nothing else: no year, no serial number with words."""
        return _FIGURE.fullmatch(self.text) is not None and _YEAR.fullmatch(self.text) is None

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


def _within(raw: str, text: str, start: int, end: int) -> Iterator[Grid]:
    block: list[tuple[Cell, ...]] = []
    split, last = None, start
    for line in _LINE.finditer(raw, start, end):
        own = next((pattern for pattern in _SPLITS if pattern.search(line.group().strip())), None)
        goes_on = own is not None and own is split and raw.count("\n", last, line.start()) <= 1
        if not goes_on and block:
            yield from _grid(block)
            block = []
        split, last = own, line.end()
        if own is not None and not (_RULE.fullmatch(line.group()) and "-" in line.group()):
            block.append(_cells(text, line, own))
    if block:
        yield from _grid(block)


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


def _grid(block: list[tuple[Cell, ...]]) -> Iterator[Grid]:
    """Yield the table that lines make, if they do: two rows at least, cells that are no prose, and a figure."""
    width = max(map(len, block))
    if len(block) < 2 or width < 2 or any(len(cell.text) > _LONG for row in block for cell in row):
        return
    if not any(cell.is_figure for row in block for cell in row[1:]):
        return
    start, end = block[0][0].start, block[-1][-1].end
    yield Grid(tuple(row + (Cell("", row[-1].end, row[-1].end),) * (width - len(row)) for row in block), start, end)
