"""The disclosure tables of a file as the objects that extract writes: one a cell, one a check."""

from __future__ import annotations

from collections.abc import Iterator

from core.commands.numbers import json_number
from core.disclosure import Cell, Check, DisclosureTables, TableReading, Verdict, read_tables
from core.disclosure.facts import said_of
from core.disclosure.prose import check_text
from core.model import Document, Role
from core.reading import RawDocument

Record = dict[str, object]


def table_records(document: Document, raw: RawDocument) -> Iterator[Record]:
    """Yield the cells of the disclosure tables, then the checks on them, then what is missing of a table cut off."""
    tables = read_tables(document.text, raw.tables, raw.raw)
    cells = said_of(tables)
    for cell in tables.cells:
        yield cell_record(cell, document, *cells.get((cell.start, cell.end), ("", "")))
    for check in (*tables.checks, *check_text(document.text, tables, document.year)):
        yield check_record(check, tables, document)
    for table in tables.tables:
        if table.missing:
            yield missing_record(table, document)


def cell_record(cell: Cell, document: Document, indicator: str, part: str) -> Record:
    """Return a cell as the object that is written; its value is in its unit, as the table has it. ``indicator`` is what
    it is a fact of, "" where it is of none.
    """
    return {
        "report": document.id,
        "table": cell.table,
        "row": cell.row.name,
        "col": cell.column.label,
        "value": json_number(cell.value),
        "state": str(cell.state),
        "unit": cell.unit,
        "role": str(Role.ACTUAL),
        "period": str(document.year),
        "start": cell.start,
        "end": cell.end,
        "text": document.raw[cell.start : cell.end],
        "indicator": indicator or None,
        "part": part,
        "code": cell.row.code,
        "label": cell.row.label,
        "repaired_by": cell.equation,
    }


def check_record(check: Check, tables: DisclosureTables, document: Document) -> Record:
    """Return a check as the object that is written: its sentence, both sides, and the cells it is about."""
    cells = [cell for key in check.cells if (cell := tables.get(*key))]
    return {
        "report": document.id,
        "table": check.table,
        "row": check.row,
        "col": check.column,
        "check": check.says,
        "verdict": str(check.verdict),
        "equation": check.equation,
        "left": json_number(check.left),
        "right": json_number(check.right),
        "cells": [
            {"table": c.table, "row": c.row.name, "col": c.column.label, "start": c.start, "end": c.end} for c in cells
        ],
        "start": check.start,
        "end": check.end,
    }


def missing_record(table: TableReading, document: Document) -> Record:
    """Return what is to be said of a table that is cut off: which of its rows are not there."""
    names = [row.name for row in table.missing]
    return {
        "report": document.id,
        "table": table.number,
        "row": "",
        "col": "",
        "check": f"表{table.number}不完整，缺{len(names)}行：{'、'.join(names)}",
        "verdict": str(Verdict.NOT_ASSESSABLE),
        "equation": f"T{table.number} rows",
        "missing": names,
        "cells": [],
        "start": table.start,
        "end": table.end,
    }
