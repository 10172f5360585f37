"""Turn the cells of a report into facts of the declared indicators: the same evidence, store and charts as the
text's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from core.disclosure.nouns import Cell, DisclosureTables, State, TableReading
from core.model import Bound, Document, Fact, Gap, Period, Quantity, Reason, Role, SectionKind, Status

SILENT = {State.NOT_APPLICABLE: Reason.NOT_APPLICABLE, State.LOST: Reason.LOST, State.REPAIRED: Reason.LOST}
SCALES = {"万元": ("元", 10_000), "亿元": ("元", 100_000_000)}
UNBALANCED, DIFFERS = "unbalanced", "table_differs"  # see core.words.CAVEATS


def said_of(tables: DisclosureTables) -> dict[tuple[int, int], tuple[str, str]]:
    """Return, by the offsets of each stated cell, the declared indicator it is a fact of, and of which part."""
    return {
        (cell.start, cell.end): (indicator, part)
        for _, cell, indicator, part in _declared(tables)
        if cell.state is State.STATED
    }


def cells_as_facts(document: Document, tables: DisclosureTables) -> list[Fact]:
    """Return a fact for each stated cell that a declared indicator is about.

    The total column states the whole; a row that is one of several of its indicator, and an applicant's column, are
    parts. A repaired cell is no fact.
    """
    failing = tables.failing
    shown: dict[tuple[int, str], tuple[tuple[str, ...], str, int]] = {}  # heading and quote of each row
    facts = []
    for table, cell, indicator, part in _declared(tables):
        if cell.state is State.STATED:
            row = table.number, cell.row.code
            shown[row] = shown.get(row) or (_path(table, cell), *_quote(document, table, cell))
            facts.append(_fact(document, shown[row], cell, indicator, part, bool(failing) and cell.key in failing))
    return facts


def cell_gaps(document: Document, tables: DisclosureTables) -> dict[str, Gap]:
    """Return, by indicator, why its cell states nothing: 不适用, 原文漏字."""
    return {
        indicator: Gap(document.id, indicator, SILENT[cell.state], *_quote(document, table, cell))
        for table, cell, indicator, part in _declared(tables)
        if not part and cell.state in SILENT
    }


def with_cells(facts: list[Fact], of_cells: list[Fact]) -> list[Fact]:
    """Return the facts of the text and of the cells in reading order; where they contradict, the text's says so.

    The table is what the report certifies: it stands, and the number of the text stays beside it with its remark.
    """
    stated = {fact.indicator: fact.quantity.value for fact in of_cells if not fact.part}
    marked = [f._replace(caveats=(*f.caveats, DIFFERS)) if _contradicts(f, stated) else f for f in facts]
    return sorted([*marked, *of_cells], key=lambda fact: fact.quantity.start)


def _contradicts(fact: Fact, stated: Mapping[str | None, Decimal | None]) -> bool:
    whole = fact.role is Role.ACTUAL and not fact.part and not fact.scope
    return whole and fact.indicator in stated and _excludes(fact.quantity, stated[fact.indicator])


def _excludes(quantity: Quantity, value: Decimal | None) -> bool:
    if quantity.status is not Status.STATED or value is None:
        return False
    below = quantity.low is not None and value < quantity.low
    above = quantity.high is not None and value > quantity.high
    return quantity.bound is not Bound.ABOUT and (below or above)


def _declared(tables: DisclosureTables) -> Iterator[tuple[TableReading, Cell, str, str]]:
    for table in tables.tables:
        for cell in table.cells:
            row = cell.row
            if indicator := row.indicators.get(cell.column.id, ""):
                yield table, cell, indicator, row.part
            elif row.columns_as_parts:
                yield table, cell, row.indicators["total"], cell.column.label


def _fact(
    document: Document, shown: tuple[tuple[str, ...], str, int], cell: Cell, indicator: str, part: str, failing: bool
) -> Fact:
    path, quote, quote_start = shown
    return Fact(
        document=document.id,
        indicator=indicator,
        noun=cell.row.name,
        part=part,
        quantity=_quantity(cell),
        role=Role.ACTUAL,
        period=_year(document.year),
        scope="",
        kind=SectionKind.TABLE,
        path=path,
        quote=quote,
        quote_start=quote_start,
        caveats=(UNBALANCED,) if failing else (),
    )


@lru_cache(maxsize=64)
def _year(year: int) -> Period:
    return Period(f"{year}-01", f"{year}-12", "")


def _quantity(cell: Cell) -> Quantity:
    unit, scale = SCALES.get(cell.unit, (cell.unit, 1))
    value = (cell.value or Decimal(0)) * scale
    return Quantity(
        value,
        value,
        value,
        unit,
        Bound.EXACT,
        Status.STATED,
        cell.start,
        cell.end,
        number_start=cell.start,
        number_end=cell.end,
    )


def _path(table: TableReading, cell: Cell) -> tuple[str, ...]:
    return tuple(
        filter(None, (table.standard.table(table.number).title, cell.row.group or cell.row.block, cell.row.label))
    )


def _quote(document: Document, table: TableReading, cell: Cell) -> tuple[str, int]:
    quotes: Mapping[str, tuple[int, int]] = table.quotes
    start, end = quotes.get(cell.row.code, (cell.start, cell.end))
    return document.raw[start:end], start
