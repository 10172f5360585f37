"""A row of a view: one statement of one report, or one silence, with all that a reader may ask of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from core.declarations import load_indicators, load_places
from core.model import Place

UNPLACED = Place("", "地区未定", "未定", "", "", (), "#7A858C", "circle-open", 10_000, ())
NUMBERS = ("value", "low", "high")
CODES = ("caveats", "why")
SHOWN = ("comparable", "caveat")  # verdicts that may share an axis


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table or figure; the fields are those of the facts frame, see ``core.facts``."""

    fact_id: str
    document: str
    place: Place
    issuer: str
    issuer_short: str
    level: str
    year: int
    edition: str
    trust: str
    indicator: str
    part: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    bound: str
    status: str
    reason: str
    role: str
    period: str
    months: int
    period_written: str
    scope: str
    path: str
    quote: str
    quote_start: int
    start: int
    end: int
    written: str
    noun: str
    caveats: tuple[str, ...]
    verdict: str = ""
    why: tuple[str, ...] = ()

    @property
    def pending(self) -> bool:
        """Say whether a person has yet to confirm the source."""
        return self.trust == "pending"

    @property
    def masked(self) -> bool:
        """Say whether the report hides the figure (X.X%)."""
        return self.status == "masked"

    @property
    def silent(self) -> bool:
        """Say whether there is no figure at all, only a reason."""
        return self.status == "gap"

    @property
    def ranked(self) -> bool:
        """Say whether the value may share the axis with the others."""
        return self.verdict in SHOWN and self.value is not None

    @property
    def part_year(self) -> bool:
        """Say whether the figure covers less than a year; a figure of a moment (a stock) covers none."""
        declared = load_indicators().get(self.indicator)
        moment = declared is not None and "stock" in (declared.kind, declared.additive)
        return 0 < self.months < 12 and not moment

    @property
    def target(self) -> bool:
        """Say whether the figure is a plan and not a result."""
        return self.role == "target"


FIELDS = tuple(Row.__dataclass_fields__)


def rows_of(frame: pd.DataFrame) -> tuple[Row, ...]:
    """Return the rows of a slice of the facts frame, in its order."""
    places = load_places()
    return tuple(_row(record, places) for record in frame.to_dict("records"))


def _row(record: dict, places: dict[str, Place]) -> Row:
    kept = {key: value for key, value in record.items() if key in FIELDS}
    for key in NUMBERS:
        kept[key] = None if pd.isna(kept[key]) else float(kept[key])
    kept["place"] = places.get(kept["place"], UNPLACED)
    for key in CODES:
        kept[key] = tuple(filter(None, kept.get(key, "").split(";")))
    return Row(**kept)


def in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows in the fixed order of places, then issuer, year, period and part."""
    return tuple(sorted(rows, key=lambda r: (r.place.order, r.issuer_short, r.year, r.period, r.part, r.start)))


def first(rows: Iterable[Row], fact_id: str) -> Row | None:
    """Return the row of ``fact_id``, or None."""
    return next((row for row in rows if row.fact_id == fact_id), None)
