"""Rows of a figure as a CSV file that a spreadsheet may open, and the citation of one of them."""

from __future__ import annotations

from collections.abc import Iterable

from core.analysis.overview import Coverage
from core.analysis.rows import Row
from core.export import lines
from pages.ui import loading


def sheet(rows: Iterable[Row]) -> str:
    """Return the rows with all that is known of them, silent ones with their reason."""
    return lines.rows_csv(rows, loading.library())


def cells_sheet(matrix: Coverage) -> str:
    """Return the coverage matrix, a line a cell."""
    return lines.matrix_csv(matrix, loading.library())


def citation(row: Row) -> str:
    """Return how a number is cited: who, what, when, where, which part, in which wording."""
    return lines.citation(row, loading.library())
