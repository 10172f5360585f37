"""The nouns of the disclosure tables: cells with their states, tables as far as they are there, checks with both
sides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from core.disclosure.standard import Column, Row, Standard

CellKey = tuple[int, str, str]  # table, row code, column id


class State(StrEnum):
    """What the page shows in a cell."""

    STATED = "stated"
    NOT_APPLICABLE = "not_applicable"  # "/": there is no such thing here, which is not 0
    BLANK = "blank"
    LOST = "lost"  # the page lost it, and nothing restores it
    REPAIRED = "repaired"  # the page lost it, the equations leave one value: 推算


class Verdict(StrEnum):
    """Whether an equation holds."""

    PASS = "pass"
    FAIL = "fail"
    NOT_ASSESSABLE = "not_assessable"


class Cell(NamedTuple):
    """One cell of the standard, as a page shows it."""

    table: int
    row: Row
    column: Column
    value: Decimal | None  # in ``unit``; None unless stated or repaired
    state: State
    unit: str  # as written in the cell, else the column's: 件, 万元 …
    start: int  # text[start:end] is the cell; start == end where nothing stands
    end: int
    equation: str = ""  # the equation that gave a repaired value

    @property
    def key(self) -> CellKey:
        """Return where the cell stands in the standard."""
        return self.table, self.row.code, self.column.id


@dataclass(frozen=True, slots=True)
class TableReading:
    """One of the three tables, as far as the page has it."""

    number: int
    standard: Standard
    cells: tuple[Cell, ...]
    missing: tuple[Row, ...]  # rows of the standard that the page does not have
    start: int
    end: int
    quotes: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # row code → the stretch that shows the row

    @property
    def complete(self) -> bool:
        """Say whether every row of the standard is there."""
        return not self.missing


class Check(NamedTuple):
    """A statement that must hold between numbers, and whether it does."""

    equation: str  # "T2 row 5"; "text foi_new" for a number of the text against a cell
    table: int
    says: str  # one Chinese sentence with both sides
    verdict: Verdict
    left: Decimal | None = None
    right: Decimal | None = None
    cells: tuple[CellKey, ...] = ()
    start: int = -1  # the stretch of text that shows it
    end: int = -1
    row: str = ""  # name of the row it is about, where it is one
    column: str = ""  # label of the column it is about, where it is one


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table that is none of the three: kept with its text, not guessed at."""

    rows: tuple[tuple[str, ...], ...]
    start: int
    end: int


@dataclass(frozen=True)
class DisclosureTables:
    """What a report has of the three tables."""

    tables: tuple[TableReading, ...] = ()
    checks: tuple[Check, ...] = ()
    plain: tuple[PlainTable, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.tables)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Return the cells of all tables, in the order of the standard."""
        return tuple(cell for table in self.tables for cell in table.cells)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Return where the tables stand in the text."""
        return [(table.start, table.end) for table in self.tables]

    @property
    def failing(self) -> frozenset[CellKey]:
        """Return the cells of equations that do not hold."""
        return frozenset(key for check in self.checks if check.verdict is Verdict.FAIL for key in check.cells)

    def table(self, number: int) -> TableReading | None:
        """Return one of the tables, or None when the report does not have it."""
        return next((table for table in self.tables if table.number == number), None)

    def get(self, table: int, row: str, column: str = "total") -> Cell | None:
        """Return a cell by its place in the standard."""
        return self._by_key.get((table, row, column))

    @cached_property
    def _by_key(self) -> dict[CellKey, Cell]:
        return {cell.key: cell for cell in self.cells}
