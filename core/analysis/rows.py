"""A row of a view: one statement of one report, or one silence, with all that a reader may ask of it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from core.comparability import Claim, judge_claims
from core.declarations import load_indicators, load_places
from core.model import Indicator, Place

UNPLACED = Place("", "地区未定", "未定", "", "", (), "#7A858C", "circle-open", 10_000, ())
NUMBERS = ("value", "low", "high")
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
    why: tuple[str, ...] = ()  # codes, see core.words.COMPARABILITY
    words: tuple[str, ...] = ()  # the same in words, with what this row has and the others have

    @classmethod
    def absent(cls, place: Place, indicator: str, year: int, reason: str) -> Row:
        """Return the row of a place of which there is no report at all."""
        return cls(
            fact_id="",
            document="",
            place=place,
            issuer="",
            issuer_short="",
            level="",
            year=year,
            edition="",
            trust="",
            indicator=indicator,
            part="",
            value=None,
            low=None,
            high=None,
            unit="",
            bound="",
            status="gap",
            reason=reason,
            role="",
            period="",
            months=0,
            period_written="",
            scope="",
            path="",
            quote="",
            quote_start=-1,
            start=-1,
            end=-1,
            written="",
            noun="",
            caveats=(),
        )

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
    def present(self) -> bool:
        """Say whether the figure is a confirmed statement of what is, or has been done."""
        return self.status == "stated" and self.role == "actual" and not self.pending

    @property
    def target(self) -> bool:
        """Say whether the figure is a plan and not a result."""
        return self.role == "target"


JUDGED = ("verdict", "why", "words")
TOLD = tuple(name for name in Row.__dataclass_fields__ if name not in JUDGED)
CLAIMED = tuple(name for name in Claim._fields if name != "place")


def rows_of(frame: pd.DataFrame) -> tuple[Row, ...]:
    """Return the rows of a slice of the facts frame, in its order."""
    places = load_places()
    told = [frame[name].tolist() for name in TOLD]  # column by column: a frame is slow to ask row by row
    return tuple(_row(dict(zip(TOLD, values, strict=True)), places) for values in zip(*told, strict=True))


def _row(kept: dict, places: dict[str, Place]) -> Row:
    for name in NUMBERS:
        kept[name] = None if math.isnan(kept[name]) else kept[name]
    kept["place"] = places.get(kept["place"], UNPLACED)
    kept["caveats"] = _codes(kept["caveats"])
    return Row(**kept)


def judged(rows: Sequence[Row], declared: Indicator | Mapping[str, Indicator]) -> tuple[Row, ...]:
    """Return rows with the verdict on each: ``core.comparability`` decides, and nothing else.

    Args:
        declared: the indicator they are of; for rows of several indicators, the declarations by id.
    """
    judgements = judge_claims([claim_of(row) for row in rows], declared)
    return tuple(
        replace(row, verdict=str(j.verdict), why=j.why, words=j.words) for row, j in zip(rows, judgements, strict=True)
    )


def claim_of(row: Row) -> Claim:
    """Return what of a row is looked at when it is judged."""
    return Claim(**{name: getattr(row, name) for name in CLAIMED}, place=row.place.id)


def _codes(joined: str) -> tuple[str, ...]:
    return tuple(filter(None, joined.split(";")))


def in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows in the fixed order of places, then issuer, year, period and part."""
    return tuple(sorted(rows, key=lambda r: (r.place.order, r.issuer_short, r.year, r.period, r.part, r.start)))


def first(rows: Iterable[Row], fact_id: str) -> Row | None:
    """Return the row of ``fact_id``, or None."""
    return next((row for row in rows if row.fact_id == fact_id), None)
