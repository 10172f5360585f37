"""Whether two texts are of the same report: of one body, year, genre and stretch of months."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.model import DocumentKind
from core.parsing.periods import reporting_months
from core.parsing.text import normalise

REPORT_KEY = ("place", "issuer", "year", "kind", "title")
BODY_AND_YEAR = ("place", "issuer", "year", "kind")


def same_report(one: Mapping[Any, object], other: Mapping[Any, object]) -> bool:
    """Return whether two filings (``REPORT_KEY``) are of the same report.

    A body has one summary a year, but many letters: there the title must agree too, and so where nobody is named.
    A half-year report is another one than the year's; a report without a place is the same as no other.

    >>> year = {"place": "a", "issuer": "某局", "year": 2023, "kind": "summary", "title": "2023年工作总结"}
    >>> same_report(year, year | {"title": "2023年上半年工作总结"}), same_report(year, year | {"title": "年度总结"})
    (False, True)
    """
    if not one["place"] or any(one[name] != other[name] for name in BODY_AND_YEAR):
        return False
    yearly = one["kind"] != DocumentKind.OTHER and one["issuer"]
    return _months(one) == _months(other) and (bool(yearly) or one["title"] == other["title"])


def _months(filing: Mapping[str, object]) -> tuple[int, int]:
    return reporting_months(normalise(str(filing["title"])), int(str(filing["year"])))
