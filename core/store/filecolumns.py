"""The columns of a report that hold its file as read: text, tables, remarks."""

from __future__ import annotations

import json

from core.reading.document import RawDocument, RawTable


def file_columns(raw: RawDocument) -> dict[str, str]:
    """Return what is stored of a file."""
    return {
        "sha256": raw.sha256,
        "file_name": raw.name,
        "remarks": "\n".join(raw.notes),
        "tables": json.dumps([[t.rows, t.spans, t.start, t.end] for t in raw.tables], ensure_ascii=False),
        "raw": raw.raw,
    }


def stored_tables(written: str) -> tuple[RawTable, ...]:
    """Return the tables as the file's reader gave them."""
    return tuple(_table(*parts) for parts in json.loads(written or "[]"))


def _table(rows: list[list[str]], spans: list[list[list[int]]], start: int, end: int) -> RawTable:
    return RawTable(
        rows=tuple(map(tuple, rows)),
        spans=tuple(tuple((first, last) for first, last in row) for row in spans),
        start=start,
        end=end,
    )
