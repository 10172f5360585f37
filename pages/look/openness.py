"""政务公开: the official tables of a report as officials know them, and the reports side by side."""

from __future__ import annotations

from core.screens.exhibit import Exhibit
from core.screens.openness import REPORT, TABLE, report_with_tables
from pages.ui import address, loading
from pages.ui.links import to_text
from pages.ui.official import show_official
from pages.ui.screen import show_screen


def official(exhibit: Exhibit) -> None:
    """Draw the table with the heads of its form; a click on a cell leads to it in its report, or to its row's total."""
    [report], [number] = (address.current().made[key] for key in (REPORT, TABLE))
    known = report_with_tables(loading.library(), report)
    starts = set(loading.facts(document=report)["start"].tolist())
    totals = {c.row.code: c.start for c in known.tables.cells if c.column.id in ("total", "decided", "made")}
    rows = {cell.start: cell.row.code for cell in known.tables.cells}

    def link(start: int) -> str:
        return to_text(report, start if start in starts else totals.get(rows[start], start)).written()

    show_official(known, int(number), link)


show_screen({"official": official})
