"""The rows of a view: slices of the facts frame, judged by ``core.comparability`` and in the order of places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.comparability import judge_rows
from core.facts import UNPLACED, Row, rows_of
from core.model import Indicator

__all__ = ["UNPLACED", "Row", "first", "in_order", "judged", "rows_of"]


def judged(rows: Sequence[Row], declared: Indicator | Mapping[str, Indicator]) -> tuple[Row, ...]:
    """Return rows with the verdict on each: ``core.comparability`` decides, and nothing else.

    Args:
        declared: the indicator they are of; for rows of several indicators, the declarations by id.
    """
    judgements = judge_rows(rows, declared)
    return tuple(row.judged(j.verdict, j.why, j.words) for row, j in zip(rows, judgements, strict=True))


def in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows in the fixed order of places, then issuer, year, period and part."""
    return tuple(sorted(rows, key=lambda r: (r.place.order, r.issuer_short, r.year, r.period, r.part, r.start)))


def first(rows: Iterable[Row], fact_id: str) -> Row | None:
    """Return the row of ``fact_id``, or None."""
    return next((row for row in rows if row.fact_id == fact_id), None)
