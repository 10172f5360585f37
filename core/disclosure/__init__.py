"""The three tables of a disclosure report: every cell with its place in the text, checked by the tables' own
equations.
"""

from core.disclosure.nouns import (
    Cell,
    CellKey,
    Check,
    DisclosureTables,
    PlainTable,
    State,
    TableReading,
    Verdict,
)
from core.disclosure.reading import read_tables

__all__ = [
    "Cell",
    "CellKey",
    "Check",
    "DisclosureTables",
    "PlainTable",
    "State",
    "TableReading",
    "Verdict",
    "read_tables",
]
