"""Invented statements for the tests of views, figures and pages: rows of the facts frame with everything ordinary
but what a test is about.
"""

from __future__ import annotations

import pandas as pd

from core.declarations import load_places
from core.facts import BLANK, FRAME, Row, typed
from core.holdings import Held, packed
from core.model import Indicator, Role
from core.spread import Spread

PLACES = [place for place in load_places().values() if place.province]
FIRST, SECOND, THIRD, FOURTH = (place.id for place in PLACES[:4])


def indicator(id: str = "calls", **changes: object) -> Indicator:
    """Return an invented indicator: a count of 件, unless a test says otherwise."""
    ordinary = {
        "name": "热线受理量",
        "theme": "hotline",
        "unit": "件",
        "kind": "count",
        "basis": "",
        "stage": "",
        "direction": "neutral",
        "additive": "yes",
        "family": "",
        "definition": "报告期内受理的诉求件数。",
        "formula": "",
        "standard": "",
        "caveats": (),
        "also": (),
        "units": ("件",),
        "roles": (Role.ACTUAL, Role.TARGET),
        "parts": (),
        "examples": (),
    }
    return Indicator(id=id, **ordinary | changes)


def rate(id: str = "satisfied", **changes: object) -> Indicator:
    """Return an invented indicator of kind rate."""
    return indicator(
        id,
        **{
            "name": "回访满意率",
            "unit": "%",
            "kind": "rate",
            "additive": "no",
            "direction": "higher",
            "definition": "回访中满意的比例。",
        }
        | changes,
    )


def said(place: str, value: float | None, written: str, **changes: object) -> dict[str, object]:
    """Return a row: what one report of ``place`` says; masked when ``value`` is None."""
    year = int(changes.get("year", 2021))
    of = str(changes.get("indicator", "calls"))
    quote = str(changes.pop("quote", f"全年共{written}，比上年多。"))
    start = quote.index(written)
    ordinary = {
        "fact_id": f"{place}-{year}:{start}:{of}:{written}",
        "document": f"{place}-{year}",
        "place": place,
        "issuer": f"{place}办",
        "issuer_short": f"{place}办",
        "level": "市辖区",
        "year": year,
        "edition": "digest",
        "trust": "official",
        "indicator": of,
        "noun": "诉求",
        "part": "",
        "value": value,
        "low": value,
        "high": value,
        "unit": "件",
        "bound": "exact" if value is not None else "",
        "status": "stated" if value is not None else "masked",
        "reason": "",
        "role": "actual",
        "period": str(year),
        "period_start": f"{year}-01",
        "period_end": f"{year}-12",
        "months": 12,
        "period_written": "",
        "scope": "",
        "section_kind": "review",
        "path": "一、工作 › 1.热线",
        "quote": quote,
        "quote_start": 100,
        "start": 100 + start,
        "end": 100 + start + len(written),
        "written": written,
        "caveats": "",
    }
    return ordinary | changes


def silent(place: str, reason: str = "not_mentioned", **changes: object) -> dict[str, object]:
    """Return a row: a report of ``place`` that states no value."""
    year, of = int(changes.get("year", 2021)), str(changes.get("indicator", "calls"))
    row = said(place, None, "无", **changes)
    return row | {
        "fact_id": f"{place}-{year}:gap:{of}",
        "status": "gap",
        "reason": reason,
        "written": "",
        "quote": "",
        "role": "",
        "quote_start": -1,
        "start": -1,
        "end": -1,
        "months": 0,
        "noun": "",
        "path": "",
        "unit": "",
    }


def frame(*rows: dict[str, object]) -> pd.DataFrame:
    """Return rows as a facts frame."""
    return typed(list(rows))


def spread_of(facts: pd.DataFrame, indicators: dict[str, Indicator]) -> Spread:
    """Return how widely indicators are written of in a facts frame, each report of which speaks of its own place."""
    held = [
        Held(
            place, level, int(year), "summary", str(rows["edition"].iloc[0]), "shipped", True, trust == "pending",
            rows.loc[rows["status"] != "gap", "start"].nunique(), packed(rows.to_dict("records"), indicators),
        )
        for (_, place, level, year, trust), rows in facts.groupby(["document", "place", "level", "year", "trust"])
    ]  # fmt: skip
    return Spread(held, indicators)


def row_of(cells: dict[str, object]) -> Row:
    """Return one row of a facts frame, without the frame."""
    told = BLANK | cells
    return Row(**{c.name: c.read(told[c.name]) if c.read else told[c.name] for c in FRAME})
