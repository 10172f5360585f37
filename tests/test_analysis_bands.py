"""Median and deviation of three and more, where one stands among them, and when that is worth a card."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from core.analysis.bands import Side, Thresholds
from core.analysis.ladder import Bodies, Rung, Verdict, ladder
from core.facts import rows_of
from core.screens.standings import card_of
from tests.said import FIRST, PLACES, SECOND, THIRD, frame, indicator, rate, said

OWN, *OTHERS = (replace(place, level="市辖区") for place in PLACES[:4])
BODIES = Bodies(OWN, tuple(OTHERS), 2021)


def share(place: str, value: float, written: str, **changes):
    return said(place, value, written, **{"indicator": "satisfied", "unit": "%"} | changes)


def step(*rows, of):
    told = (
        replace(row, place=mine) for row in rows_of(frame(*rows)) for mine in (OWN, *OTHERS) if mine.id == row.place.id
    )
    [found] = ladder(told, {of.id: of}, BODIES)
    return found


def three(own: float, *others: float):
    return [share(FIRST, own, f"{own}%"), *(share(p.id, v, f"{v}%") for p, v in zip(OTHERS, others, strict=False))]


@pytest.mark.parametrize(
    ("own", "others", "direction", "verdict", "side"),
    [
        (99.1, (90.1, 91.2, 92.3), "higher", Verdict.AHEAD, Side.HIGHER),
        (80.1, (90.1, 91.2, 92.3), "higher", Verdict.BEHIND, Side.LOWER),
        (80.1, (90.1, 91.2, 92.3), "lower", Verdict.AHEAD, Side.LOWER),
        (91.0, (90.1, 91.2, 92.3), "higher", Verdict.MIDDLE, Side.SIMILAR),
        (73.0, (3.0, 8.0, 97.0), "higher", Verdict.MIDDLE, Side.SIMILAR),
        (91.2, (90.1, 91.2, 91.2), "higher", Verdict.LEVEL, Side.SIMILAR),
        (91.2, (91.2, 91.1, 80.1), "higher", Verdict.HIGHER, Side.HIGHER),
        (90.0, (90.1, 90.2, 99.1), "higher", Verdict.LOWER, Side.LOWER),
        (99.1, (90.1, 91.2, 92.3), "neutral", Verdict.HIGHER, Side.HIGHER),
    ],
)
def test_the_word_follows_from_median_and_deviation(own, others, direction, verdict, side):
    found = step(*three(own, *others), of=rate(direction=direction))

    assert (found.rung, found.verdict, found.side, found.n) == (Rung.SAME, verdict, side, 4)


def test_median_and_gap_are_those_of_the_rule():
    found = step(*three(80.0, 90.0, 92.0, 96.0), of=rate())

    assert (found.median, found.gap) == (Decimal("91"), Decimal("-11"))


def test_a_value_whose_digits_reach_into_the_band_is_similar():
    rows = [share(FIRST, 100, "100%"), share(SECOND, 99.99, "99.99%"), share(THIRD, 99.99, "99.99%")]

    assert step(*rows, of=rate()).verdict is Verdict.LEVEL


@pytest.mark.parametrize(
    ("own", "limits", "card"),
    [
        (88.0, {"yellow_points": 3, "red_points": 10}, "黄牌"),
        (80.0, {"yellow_points": 3, "red_points": 10}, "红牌"),
        (88.0, {"yellow_points": 5, "red_points": 10}, ""),
        (99.0, {"yellow_points": 3, "red_points": 10}, ""),  # ahead
        (80.0, {"yellow_points": 3, "red_points": 10, "least": 5}, ""),  # fewer than wanted
        (80.0, {}, ""),
    ],
)
def test_cards_are_shown_to_those_behind_and_never_below_n(own, limits, card):
    found = step(*three(own, 91.9, 92.0, 92.1), of=rate())

    assert card_of(found, Thresholds(**limits)) == card


def test_amounts_are_warned_by_their_share_of_the_median():
    rows = [said(p.id, v, f"{v}件") for p, v in zip(PLACES[:4], (60, 100, 101, 102), strict=True)]

    found = step(*rows, of=indicator(direction="higher"))

    assert card_of(found, Thresholds(yellow_percent=20, red_percent=50)) == "黄牌"
