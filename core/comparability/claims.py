"""What of a row is looked at when it is judged: one statement of one report, or one silence."""

from __future__ import annotations

import math
from typing import NamedTuple

import pandas as pd

from core.model import Status

NUMBERS = ("value", "low", "high")


class Claim(NamedTuple):
    """The fields of the facts frame that decide what may stand beside what."""

    fact_id: str
    document: str
    place: str
    issuer: str
    level: str
    year: int
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
    scope: str
    written: str
    caveats: tuple[str, ...]

    @property
    def present(self) -> bool:
        """Return whether there is a figure: no gap, no X."""
        return self.status == Status.STATED and self.value is not None

    @property
    def body(self) -> tuple[str, str]:
        """Return whose figure it is: a place at one level of government, or the issuer of an unknown place."""
        return self.place or self.issuer or self.document, self.level

    @property
    def ends(self) -> str:
        """Return the year in which the period ends: "2019" for 2019-01/2019-10."""
        return self.period.rpartition("/")[2][:4] or str(self.year)


def claims_of(rows: pd.DataFrame) -> list[Claim]:
    """Return the rows of a facts frame, in its order."""
    columns = [rows[name].tolist() for name in Claim._fields]  # column by column: a frame is slow to ask row by row
    return [_claim(values) for values in zip(*columns, strict=True)]


def _claim(values: tuple) -> Claim:
    kept = Claim._make(values)
    numbers = {name: None if math.isnan(getattr(kept, name)) else getattr(kept, name) for name in NUMBERS}
    return kept._replace(caveats=tuple(filter(None, kept.caveats.split(";"))), **numbers)
