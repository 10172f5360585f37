"""Links between pages: the choices a link carries, in the words that the pages' menus use."""

from __future__ import annotations

from core.analysis.rows import Row
from core.analysis.wording import name_of, text_of
from core.library.menus import indicators_menu
from core.model import Indicator, Place, Theme
from pages.ui import views

AT = "a"  # where in a report a number stands


def label_of(row: Row) -> str:
    """Return how a row is called in the menu of sentences."""
    return " · ".join(filter(None, (name_of(row), text_of(row), row.part)))


def to_indicator(indicator: Indicator, row: Row | None = None, year: int | None = None) -> dict[str, str]:
    """Return what a link to the comparison of an indicator carries, in one year, or at one of its sentences."""
    found = {"i": indicator_words()[indicator.id]} if indicator.id in indicator_words() else {}
    if row:
        return found | {"y": str(row.year), "f": label_of(row)}
    return found | ({"y": str(year)} if year else {})


def indicator_words() -> dict[str, str]:
    """Return id → words for a menu of the indicators that some report speaks of."""
    return indicators_menu(views.reported())


def to_profile(place: Place, theme: Theme | None = None) -> dict[str, str]:
    """Return what a link to the profile of a place carries."""
    return {"o": place.short_name} | ({"t": theme.name} if theme else {})


def to_text(row: Row) -> dict[str, str]:
    """Return what a link to a number in its report carries."""
    return {"d": views.report_words()[row.document]} | ({AT: str(row.start)} if row.start >= 0 else {})
