"""The lenient reader against the numeral and unit cases of public projects, which stay outside this one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.parsing.numerals import Numeral, find_numerals
from core.parsing.text import normalise

CASES = Path(__file__).resolve().parent.parent.parent / "shared" / "peer_cases" / "cases.jsonl"
FLOOR = 0.95

pytestmark = pytest.mark.skipif(not CASES.exists(), reason="the cases of public projects are not on this machine")


def _cases() -> list[dict]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()] if CASES.exists() else []


def _overlapping(case: dict, expected: dict, found: list[Numeral], taken: int) -> tuple[list[Numeral], int]:
    """Return the numerals that touch the expected span, and where the span ends."""
    if not expected["span"]:
        return found, 0
    start = case["text"].find(expected["span"], taken)
    end = start + len(expected["span"])
    return [numeral for numeral in found if numeral.start < end and start < numeral.end], end


def _agrees(expected: dict, hits: list[Numeral]) -> bool:
    if expected["unit"] == "second":
        return sum(numeral.seconds or 0 for numeral in hits) == expected["value"]
    return any(_same(expected, numeral) for numeral in hits)


def _same(expected: dict, numeral: Numeral) -> bool:
    value, unit = expected["value"], expected["unit"]
    if value is not None and abs(float(numeral.value) - value) > 1e-9 * max(1.0, abs(value)):
        return False
    return unit is None or numeral.unit == unit


def is_right(case: dict) -> bool:
    """Return whether every expected numeral is found with value and unit, or none where none is expected."""
    found = find_numerals(normalise(case["text"]))
    if not case["expected"]:
        return not found
    taken = 0
    for expected in case["expected"]:
        hits, taken = _overlapping(case, expected, found, taken)
        if not _agrees(expected, hits):
            return False
    return True


def test_nearly_all_cases_are_read():
    cases = _cases()
    wrong = [case["text"] for case in cases if not is_right(case)]
    assert len(wrong) <= (1 - FLOOR) * len(cases), wrong


def test_nothing_is_read_where_nothing_stands():
    assert [case["text"] for case in _cases() if not case["expected"] and not is_right(case)] == []
