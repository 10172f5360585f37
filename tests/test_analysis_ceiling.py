"""Near 100 %: the rest with its interval, only from a total of the same report; differences inside rounding are
called so.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from core.analysis.ceiling import ceiling, load_complements, points_between, within_rounding
from core.analysis.rows import Row, judged, rows_of
from core.declarations import load_indicators
from core.errors import DeclarationError
from tests.said import FIRST, SECOND, frame, said

RATE = load_indicators()["positive_rate"]
TOTAL = load_complements()[RATE.id].total


def share(place: str, value: float, written: str, **changes):
    return said(place, value, written, indicator=RATE.id, unit="%", **changes)


def total(place: str, value: float, written: str, **changes):
    return said(place, value, written, indicator=TOTAL, **changes)


def laid(*rows):
    facts = frame(*rows)
    return ceiling(judged(rows_of(facts[facts["indicator"] == RATE.id]), RATE), RATE, facts)


def counts(*rows) -> list[tuple]:
    return [(c.low, c.high) for c in laid(*rows).complements]


def row(value: float, written: str, **changes) -> Row:
    [told] = judged(rows_of(frame(share(FIRST, value, written, **changes))), RATE)
    return told


@pytest.mark.parametrize(
    ("rate", "of", "expected"),
    [
        ((99.99, "99.99%"), (3_480_000, "348万余件", {"bound": "at_least", "high": 3_490_000.0}), (174, 522)),
        ((99.9, "99.9%"), (20_000, "20000件", {}), (10, 30)),
        ((100.0, "100%"), (129_400, "12.94万件", {}), (0, 647)),
        ((99.0, "99%以上", {"bound": "at_least", "high": float("nan")}), (1000, "1000件", {}), (0, 10)),
    ],
)
def test_the_rest_is_counted_from_the_written_total(rate, of, expected):
    value, written, *more = rate
    number, words, changes = of

    assert counts(
        share(FIRST, value, written, **(more[0] if more else {})), total(FIRST, number, words, **changes)
    ) == [expected]


def test_the_words_say_that_it_is_derived_and_from_what():
    [found] = laid(
        share(FIRST, 99.99, "99.99%"), total(FIRST, 3_480_000, "348万余件", bound="at_least", high=3_490_000.0)
    ).complements

    assert found.words == "约 174–522 件非好评（算得，按同一报告的348万余件；每万件 0.5–1.5 件非好评）"
    assert found.formula == "348万余件 ×（100% − 99.99%）"
    assert len(found.facts) == 2


@pytest.mark.parametrize(
    "other",
    [
        total(SECOND, 5000, "5000件"),
        total(FIRST, 5000, "5000件", period="2021-01/2021-06", months=6),
        total(FIRST, 5000, "5000件", part="线上"),
        total(FIRST, 5000, "5000件", scope="大厅"),
        total(FIRST, 5000, "5000件", role="target"),
        total(FIRST, None, "X件"),
    ],
)
def test_no_total_of_the_same_report_time_and_area_no_count(other):
    scoped = share(FIRST, 99.9, "99.9%", scope="全市")

    [found] = laid(scoped, other).complements

    assert (found.low, found.total) == (None, None)
    assert found.per_ten_thousand == (Decimal("5"), Decimal("15"))
    assert "没有可用的总量" in found.words


def test_two_totals_of_one_report_are_none():
    assert counts(share(FIRST, 99.9, "99.9%"), total(FIRST, 5000, "5000件"), total(FIRST, 6000, "6000件")) == [
        (None, None)
    ]


def test_below_99_the_share_says_more_than_its_rest():
    assert laid(share(FIRST, 99.9, "99.9%"), share(SECOND, 98.3, "98.3%")) is None


def test_what_may_not_be_compared_does_not_count():
    found = laid(share(FIRST, 99.9, "99.9%"), share(SECOND, 90, "90%", trust="pending"))

    assert [c.row.place.id for c in found.complements] == [FIRST]


@pytest.mark.parametrize(
    ("one", "other", "same"), [("99.99%", "100%", True), ("99.99%", "99.98%", False), ("99.99%", "100.00%", False)]
)
def test_differences_inside_rounding_are_called_so(one, other, same):
    rows = [row(float(written[:-1]), written) for written in (one, other)]

    assert within_rounding(rows) is same
    found = laid(share(FIRST, rows[0].value, one), share(SECOND, rows[1].value, other))
    assert found.words == ("基本持平（差别在四舍五入以内）" if same else "")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ((98.2, "98.2%"), (98.34, "98.34%"), "上升 0.14 个百分点"),
        ((99.74, "99.74%"), (98.34, "98.34%"), "下降 1.40 个百分点"),
        ((98.3, "98.3%"), (98.34, "98.34%"), "基本持平（差别在四舍五入以内）"),
    ],
)
def test_a_rate_changes_in_points(before, after, words):
    assert points_between(row(*before), row(*after)).words == words


def test_no_change_is_told_between_what_may_not_be_compared():
    plan = row(99, "99%", role="target")

    assert points_between(row(98, "98%"), plan) is None
    assert points_between(row(98, "98%"), replace(row(99, "99%"), unit="件")) is None


def test_every_declared_rest_names_known_indicators_of_the_right_kind(tmp_path):
    declared = load_indicators()
    for id, found in load_complements().items():
        assert declared[id].unit == "%" and declared[id].direction == "higher" and found.rest
        assert declared[found.total].kind in ("count", "stock") and declared[id].formula.split("÷")[1]
    file = tmp_path / "complements.toml"
    file.write_text('[nothing]\nrest = "非好评"\ntotal = "ratings_total"\n', "utf-8")
    with pytest.raises(DeclarationError, match="nothing"):
        load_complements(file)
