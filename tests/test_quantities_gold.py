"""The strict reader against hand-read reports, which stay outside this project."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from core.model import Certainty, Quantity, Status
from core.parsing.quantities import find_quantities
from core.parsing.text import normalise
from core.parsing.units import CANONICAL

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
TABLES = ("二、主动公开政府信息情况", "五、存在的主要问题")  # cut out and read on their own elsewhere

pytestmark = pytest.mark.skipif(not (SHARED / "gold").exists(), reason="the hand-read reports are not on this machine")


def _rows(name: str) -> list[dict[str, str]]:
    with (SHARED / "gold" / name).open(encoding="utf-8", newline="") as file:
        return [row | {"start": int(row["start"]), "end": int(row["end"])} for row in csv.DictReader(file)]


@cache
def _read(report: str) -> tuple[str, list[Quantity]]:
    text = normalise((SHARED / "reports" / f"{report}.txt").read_text(encoding="utf-8"))
    first, last = (text.find(heading) for heading in TABLES)
    return text, [q for q in find_quantities(text) if not (0 <= first <= q.start < last)]


def _touching(row: dict, quantities: list[Quantity]) -> list[Quantity]:
    return [q for q in quantities if q.start < row["end"] and row["start"] < q.end]


def _stated() -> list[dict]:
    return [row for row in _rows("facts.csv") if row["tier"] != "implicit"]


def test_every_stated_figure_is_found_with_value_unit_and_bound():
    wrong = []
    for row in (row for row in _stated() if row["status"] == "stated"):
        hits = _touching(row, _read(row["report"])[1])
        value, unit = Decimal(row["value"]), CANONICAL.get(row["unit"], row["unit"])
        right = any(
            q.value == value and q.bound == row["bound"] and (q.unit == unit or q.certainty is Certainty.BARE)
            for q in hits
        )
        wrong += [] if right else [(row["span"], hits)]
    assert wrong == []


def test_every_masked_figure_is_kept_as_masked():
    for row in (row for row in _stated() if row["status"] == "masked"):
        assert any(q.status is Status.MASKED and q.value is None for q in _touching(row, _read(row["report"])[1])), row


def test_nothing_else_is_read_as_a_figure():
    known = _rows("facts.csv") + _rows("optional.csv")
    for report in sorted({row["report"] for row in known}):
        text, quantities = _read(report)
        rows = [row for row in known if row["report"] == report]
        claimed = [q for row in rows for q in _touching(row, quantities)]
        others = [text[q.start : q.end] for q in quantities if q not in claimed and q.certainty is not Certainty.SOFT]
        assert others == [], report
