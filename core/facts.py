"""The facts frame: one row a fact and one row a gap, the same columns everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pandas as pd

from core.model import Document, Fact, Gap, Place
from core.pipeline import Reading

TEXT = (
    "fact_id", "document", "place", "issuer", "issuer_short", "level", "edition", "trust", "indicator", "noun", "part",
    "unit", "bound", "status", "reason", "role", "period", "period_start", "period_end", "period_written", "scope",
    "section_kind", "path", "quote", "written", "caveats",
)  # fmt: skip
NUMBER = ("value", "low", "high")
WHOLE = ("year", "months", "quote_start", "start", "end")
COLUMNS = (*TEXT, *NUMBER, *WHOLE)
SEPARATOR = " › "


def facts_frame(read: Iterable[tuple[Document, Reading]], places: dict[str, Place]) -> pd.DataFrame:
    """Return the facts and gaps of the documents as a frame with ``COLUMNS``.

    ``value``, ``low``, ``high`` are float64 in base units, NaN where masked or silent; offsets are into the raw
    text, −1 where there is none; every text column is "" rather than missing.
    """
    return typed([row for document, reading in read for row in rows_of(document, reading, places)])


def typed(rows: list[dict[str, object]]) -> pd.DataFrame:
    """Return rows as a frame with the dtypes of ``COLUMNS``."""
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype(
        {name: "str" for name in TEXT} | {name: "float64" for name in NUMBER} | {name: "int64" for name in WHOLE}
    )


def rows_of(document: Document, reading: Reading, places: dict[str, Place]) -> Iterable[dict[str, object]]:
    """Yield the rows of one document, facts first, then gaps."""
    about = {
        "document": document.id, "place": document.place, "issuer": document.issuer,
        "issuer_short": short_name(document, places), "level": document.level, "year": document.year,
        "edition": str(document.edition), "trust": str(document.trust),
    }  # fmt: skip
    for fact in reading.facts:
        yield about | _fact_row(document, fact)
    for gap in reading.gaps:
        yield about | _gap_row(document, gap)


def short_name(document: Document, places: dict[str, Place]) -> str:
    """Return how the issuer is called in a chart: its declared short name, else the place's, else its own."""
    place = places.get(document.place)
    if place is None:
        return document.issuer or document.id
    for issuer in place.issuers:
        if document.issuer in (issuer.name, *issuer.aliases):
            return issuer.short_name
    return place.short_name


def _fact_row(document: Document, fact: Fact) -> dict[str, object]:
    q = fact.quantity
    return {
        "fact_id": f"{document.id}:{q.start}:{fact.indicator or '-'}",
        "indicator": fact.indicator or "", "noun": fact.noun, "part": fact.part,
        "value": _number(q.value), "low": _number(q.low), "high": _number(q.high),
        "unit": q.unit, "bound": str(q.bound), "status": str(q.status), "reason": "", "role": str(fact.role),
        "period": fact.period.code, "period_start": fact.period.start, "period_end": fact.period.end,
        "months": fact.period.months, "period_written": fact.period.written, "scope": fact.scope,
        "section_kind": str(fact.kind), "path": SEPARATOR.join(fact.path),
        "quote": fact.quote, "quote_start": fact.quote_start, "start": q.start, "end": q.end,
        "written": document.raw[q.start : q.end],
        "caveats": ";".join((*fact.caveats, *(("since_unknown",) if fact.period.since_unknown else ()))),
    }  # fmt: skip


def _gap_row(document: Document, gap: Gap) -> dict[str, object]:
    return {
        "fact_id": f"{document.id}:gap:{gap.indicator}",
        "indicator": gap.indicator, "noun": "", "part": "",
        "value": float("nan"), "low": float("nan"), "high": float("nan"),
        "unit": "", "bound": "", "status": "gap", "reason": str(gap.reason), "role": "",
        "period": str(document.year), "period_start": "", "period_end": "", "months": 0, "period_written": "",
        "scope": "", "section_kind": "", "path": "", "quote": gap.quote, "quote_start": gap.quote_start,
        "start": -1, "end": -1, "written": "", "caveats": "",
    }  # fmt: skip


def _number(value: Decimal | None) -> float:
    return float("nan") if value is None else float(value)
