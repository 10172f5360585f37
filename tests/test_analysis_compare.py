"""Side by side: silent places stay, doubles are one, what may not be compared stands apart and says why."""

from __future__ import annotations

import pytest

from core.analysis.compare import side_by_side
from core.analysis.wording import text_of, why_in_words
from tests.said import FIRST, FOURTH, PLACES, SECOND, THIRD, frame, indicator, rate, said, silent

FOUR = PLACES[:4]


def test_every_place_has_a_row_and_the_silent_ones_say_why():
    facts = frame(said(FIRST, 3200, "3200件"), said(SECOND, None, "X件"), silent(THIRD, "qualitative"))

    view = side_by_side(facts, indicator(), FOUR, [])

    told = [(row.place.id, text_of(row)) for row in view.together]
    assert told == [(FIRST, "3200件"), (SECOND, "▦ 脱敏"), (THIRD, "仅定性"), (FOURTH, "无该年报告")]
    assert "无该年报告" in view.in_words()


def test_the_latest_year_of_each_issuer_stands_for_it_unless_years_are_chosen():
    facts = frame(said(FIRST, 1, "1件", year=2019), said(FIRST, 2, "2件", year=2021), said(SECOND, 3, "3件", year=2020))

    latest = side_by_side(facts, indicator(), FOUR[:2], [])
    chosen = side_by_side(facts, indicator(), FOUR[:2], [2019, 2021])

    assert [(r.place.id, r.year) for r in latest.together] == [(FIRST, 2021), (SECOND, 2020)]
    assert [(r.place.id, r.year, r.silent) for r in chosen.together] == [
        (FIRST, 2019, False), (FIRST, 2021, False), (SECOND, 2019, True), (SECOND, 2021, True),
    ]  # fmt: skip


def test_equal_statements_are_one_row_and_the_most_trusted_text_stands():
    press = said(
        FIRST, 98.5, "98.5%", indicator="satisfied", unit="%", trust="press", document="b", issuer_short="日报"
    )
    own = said(FIRST, 98.5, "98.5%", indicator="satisfied", unit="%", document="a", issuer_short="局")

    view = side_by_side(frame(press, own), rate(), FOUR[:1], [])

    assert [row.document for row in view.rows] == ["a"]


def test_contradicting_values_of_one_report_are_both_shown_and_not_ranked():
    facts = frame(said(FIRST, 300, "300件"), said(FIRST, 320, "320件"), said(SECOND, 200, "200件"))

    view = side_by_side(facts, indicator(), FOUR[:2], [])

    assert [text_of(row) for row in view.apart] == ["300件", "320件"]
    assert all("前后数值不一" in why_in_words(row) for row in view.apart)


def test_parts_are_rows_of_their_own_and_never_summed():
    facts = frame(said(FIRST, 10, "10件", part="处级"), said(FIRST, 20, "20件", part="科级"))

    view = side_by_side(facts, indicator(), FOUR[:1], [])

    assert [(row.part, row.value) for row in view.apart] == [("处级", 10.0), ("科级", 20.0)]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"level": "地级市"}, "行政层级不同"),
        ({"months": 6, "period": "2021-01/2021-06"}, "统计期不同"),
        ({"role": "target"}, "不是实绩"),
        ({"trust": "pending"}, "来源待核，确认前不参与比较"),
    ],
)
def test_what_may_not_share_the_axis_stands_apart_with_the_reason(changes, why):
    facts = frame(said(FIRST, 300, "300件"), said(SECOND, 310, "310件"), said(THIRD, 9000, "9000件", **changes))

    view = side_by_side(facts, indicator(), FOUR[:3], [])

    assert [row.place.id for row in view.together] == [FIRST, SECOND]
    [apart] = view.apart
    assert apart.place.id == THIRD
    assert why_in_words(apart).startswith(why)
    assert "9000" not in view.headline()


def test_the_finding_calls_a_place_higher_only_where_the_wording_leaves_no_doubt():
    sure = frame(said(FIRST, 300, "300件"), said(SECOND, 200, "200件"))
    rounded = frame(
        said(FIRST, 100, "100%", indicator="satisfied", unit="%"),
        said(SECOND, 99.99, "99.99%", indicator="satisfied", unit="%"),
    )
    three = frame(said(FIRST, 300, "300件"), said(SECOND, 200, "200件"), said(THIRD, 100, "100件"))
    one = frame(said(FIRST, 300, "300件"), silent(SECOND))

    names = [place.short_name for place in FOUR]
    assert (
        side_by_side(sure, indicator(), FOUR[:2], []).headline() == f"{names[0]} 2021 300件，高于{names[1]} 2021 200件"
    )
    assert "基本持平" in side_by_side(rounded, rate(), FOUR[:2], []).headline()
    assert (
        side_by_side(three, indicator(), FOUR[:3], []).headline()
        == f"可比的 3 地在 100件（{names[2]}）与 300件（{names[0]}）之间"
    )
    assert side_by_side(one, indicator(), FOUR[:2], []).headline() == f"只有{names[0]}的数可比：300件（2021 年）"
    assert side_by_side(frame(silent(FIRST)), indicator(), FOUR[:1], []).headline() == "热线受理量"


def test_the_newest_year_does_not_hide_others_without_a_word():
    facts = frame(*(said(FIRST, n, f"{n}件", year=year) for n, year in ((1, 2021), (2, 2022), (3, 2023))))
    newest = side_by_side(facts, indicator(), PLACES[:1], [])
    assert [row.year for row in newest.rows] == [2023]
    assert newest.hidden_years() == f"只显示各单位最近一年，另有数值的年份：{PLACES[0].short_name} 2022、2021 年。"
    assert side_by_side(facts, indicator(), PLACES[:1], [2022]).hidden_years() == ""
