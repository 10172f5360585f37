"""政务公开: the official tables of a report as officials know them, and the reports side by side."""

from __future__ import annotations

from core.screens.exhibit import Exhibit
from core.screens.openness import REPORT, TABLE
from pages.ui import address
from pages.ui.official import show_official
from pages.ui.screen import show_screen


def official(exhibit: Exhibit) -> None:
    """Draw the table with the heads of its form; a click on a cell leads to it in its report, or to its row's total."""
    [report], [number] = (address.current().made[key] for key in (REPORT, TABLE))
    show_official(report, int(number))


show_screen({"official": official})
