"""Judged rows in an order: what each body is compared with, and the place it takes; ``core.comparability`` decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.analysis.rows import Row
from core.comparability import Judgement, Rank, Standing, Verdict, rank_rows, standings
from core.model import Indicator


def standing_among(rows: Iterable[Row], declared: Indicator | Mapping[str, Indicator]) -> list[Standing]:
    """Return the one value of each body and time among judged rows."""
    return standings(*_asked(rows), declared)


def ranks_of(rows: Iterable[Row], declared: Indicator | Mapping[str, Indicator]) -> dict[str, Rank]:
    """Return fact id → rank of judged rows; nothing unless three comparable bodies share a time and a direction."""
    return rank_rows(*_asked(rows), declared)


def _asked(rows: Iterable[Row]) -> tuple[list[Row], list[Judgement]]:
    listed = list(rows)
    return listed, [Judgement(Verdict(row.verdict)) for row in listed]
