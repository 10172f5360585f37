"""本区体检: ahead, similar, behind by median and MAD; below three, or where nothing is better, no word is said of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from core.analysis.checkup import Side, State, Thresholds, check_up
from tests.said import FIRST, FOURTH, PLACES, SECOND, THIRD, frame, indicator, rate, said, silent

HIGH = rate()
OWN, *OTHERS = PLACES[:4]


def share(place: str, value: float | None, written: str, **changes):
    return said(place, value, written, **{"indicator": "satisfied", "unit": "%"} | changes)


def three(own: float, *others: float, **changes):
    return [
        share(FIRST, own, f"{own}%", **changes),
        *(share(p.id, v, f"{v}%") for p, v in zip(OTHERS, others, strict=False)),
    ]


def line(*rows, of=HIGH, **options):
    place = replace(OWN, level="市辖区")
    [found] = check_up(frame(*rows), {of.id: of}, place, 2021, **{"peers": OTHERS} | options).lines
    return found


@pytest.mark.parametrize(
    ("own", "others", "direction", "state", "side"),
    [
        (99.1, (90.1, 91.2, 92.3), "higher", State.AHEAD, Side.HIGHER),
        (80.1, (90.1, 91.2, 92.3), "higher", State.BEHIND, Side.LOWER),
        (80.1, (90.1, 91.2, 92.3), "lower", State.AHEAD, Side.LOWER),
        (91.0, (90.1, 91.2, 92.3), "higher", State.SIMILAR, Side.SIMILAR),
        (99.1, (90.1, 91.2, 92.3), "neutral", State.INCOMPARABLE, Side.HIGHER),
    ],
)
def test_the_word_follows_from_median_and_deviation(own, others, direction, state, side):
    found = line(*three(own, *others), of=rate(direction=direction))

    assert (found.state, found.side, found.band.n) == (state, side, 4)


def test_median_deviation_and_gap_are_those_of_the_rule():
    found = line(*three(80.0, 90.0, 92.0, 96.0))

    assert (found.band.median, found.band.deviation) == (Decimal("91"), Decimal("3"))
    assert (found.gap, found.gap_unit) == (Decimal("-11"), "百分点")
    assert len(found.facts) == 4


def test_a_value_whose_digits_reach_into_the_band_is_similar():
    rows = [share(FIRST, 100, "100%"), share(SECOND, 99.99, "99.99%"), share(THIRD, 99.99, "99.99%")]

    assert line(*rows).state is State.SIMILAR


@pytest.mark.parametrize(
    ("rows", "state", "why", "words"),
    [
        (three(95.1, 96.2), State.INCOMPARABLE, ("few",), "可比的不足三地，只列数字"),
        (
            three(95.1, 96.2, 97.3, months=6, period="2021-01/2021-06"),
            State.INCOMPARABLE,
            ("period",),
            "统计期不同（本行 2021年1–6月，其余 2021年）",
        ),
        (three(95.1, 96.2, 97.3, trust="pending"), State.INCOMPARABLE, ("pending",), "来源待核，确认前不参与比较"),
        (three(95.1, 96.2, 97.3, role="target"), State.INCOMPARABLE, ("role",), "不是实绩（目标）"),
        ([share(FIRST, None, "X.X%"), *three(1, 96.2, 97.3)[1:]], State.NO_DATA, ("masked",), "脱敏"),
        ([silent(FIRST, "qualitative", indicator="satisfied")], State.NO_DATA, ("qualitative",), "仅定性"),
        ([share(SECOND, 96.2, "96.2%")], State.NO_DATA, ("no_report",), "无该年报告"),
    ],
)
def test_where_nothing_can_be_said_the_reason_stands(rows, state, why, words):
    found = line(*rows)

    assert (found.state, found.why, found.words[0], found.band) == (state, why, words, None)


def test_two_values_of_one_place_that_cannot_both_be_true_are_no_standing():
    found = line(*three(95.1, 96.2, 97.3), share(FIRST, 90, "90.0%", document="又一份"))

    assert (found.state, found.why) == (State.INCOMPARABLE, ("elsewhere",))


def test_peers_are_those_of_the_own_class_of_level_unless_chosen():
    rows = [*three(99.1, 90.1, 91.2), share(FOURTH, 92.3, "92.3%", level="地级市")]

    assert line(*rows, peers=None).band.n == 3
    assert line(*rows).band.n == 4


def test_another_year_and_another_level_of_the_place_are_left_out():
    rows = [*three(99.1, 90.1, 91.2), share(FIRST, 10, "10%", level="地级市"), share(FOURTH, 92.3, "92.3%", year=2020)]

    found = line(*rows, peers=None)

    assert (found.state, found.band.n) == (State.AHEAD, 3)


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
    found = line(*three(own, 91.9, 92.0, 92.1))

    assert Thresholds(**limits).card(found) == card


def test_amounts_are_warned_by_their_share_of_the_median():
    calls = indicator(direction="higher")
    rows = [said(p.id, v, f"{v}件") for p, v in zip(PLACES[:4], (60, 100, 101, 102), strict=True)]

    found = line(*rows, of=calls)

    assert Thresholds(yellow_percent=20, red_percent=50).card(found) == "黄牌"


def test_the_whole_check_up_is_told_in_words():
    rows = three(99.1, 90.1, 91.2, 92.3)
    found = check_up(
        frame(*rows), {"satisfied": HIGH, "calls": indicator()}, replace(OWN, level="市辖区"), 2021, OTHERS
    )

    assert found.in_words() == f"{OWN.short_name} 2021 年 2 项指标：领先 1 项、我方没写 1 项。"
    assert [found_line.indicator.id for found_line in found.of(State.AHEAD)] == ["satisfied"]
