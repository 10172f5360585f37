"""Links between pages: to the comparison of an indicator, the profile of a place, a number in its report."""

from __future__ import annotations

from core.analysis.rows import Row
from core.library import Library, remembered
from core.library.link import Link
from core.library.menus import reported
from core.screens.sides import OWN, YEAR
from pages.ui import loading

REPORT = "d"
AT = "a"  # where in a report a number stands
SENTENCE = "f"  # whose sentence is shown


def to_indicator(indicator: str, row: Row | None = None) -> Link:
    """Return the link to the comparison of an indicator, or to one of its sentences."""
    known = indicator in _reported(loading.library())
    at = ((YEAR, str(row.year)), (SENTENCE, row.fact_id)) if row else ()
    return Link("indicator", ((("i", indicator),) if known else ()) + at)


@remembered
def _reported(library: Library) -> frozenset[str]:
    return frozenset(declared.id for declared in reported(library))


def to_profile(row: Row) -> Link:
    """Return the link to the profile of the place that a row is of."""
    return Link("profile", ((OWN, row.place.id),))


def to_text(document: str, start: int = -1) -> Link:
    """Return the link to a report, or to the number that begins at an offset of it."""
    return Link("text", ((REPORT, document), *(((AT, str(start)),) if start >= 0 else ())))
