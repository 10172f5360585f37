"""What may stand side by side; no order of rows changes a verdict."""

from __future__ import annotations

import random

import pytest

from core.comparability import judge, rankable
from core.facts import typed
from core.model import Indicator, Role
from core.words import COMPARABILITY

RATE = dict(kind="rate", unit="%", additive="no")
COUNT = dict(kind="count", unit="件", additive="yes")


def indicator(**changed) -> Indicator:
    base = dict(
        id="sample_rate", name="样例率", theme="online", unit="%", kind="rate", basis="办件", stage="", direction="higher",
        additive="no", family="", definition="样例", formula="", standard="", caveats=(), also=(), labels=("样例率",),
        units=("%",), near=(), forbid=(), roles=(Role.ACTUAL, Role.TARGET), parts=(), within="",
    )  # fmt: skip
    return Indicator(**(base | changed))


def row(issuer: str, number: float, **changed) -> dict:
    base = dict(
        fact_id=f"{issuer}:{number}", document=issuer, place=issuer, issuer=issuer, issuer_short=issuer, level="市辖区",
        edition="original", trust="official", indicator="sample_rate", noun="", part="", unit="%", bound="exact",
        status="stated", reason="", role="actual", period="2021", period_start="2021-01", period_end="2021-12",
        period_written="", scope="", section_kind="review", path="", quote="", written="", caveats="",
        value=number, low=number, high=number, year=2021, months=12, quote_start=0, start=0, end=1,
    )  # fmt: skip
    return base | changed


def verdicts(rows: list[dict], declared: Indicator | None = None) -> dict[str, tuple[str, str]]:
    judged = judge(typed(rows), declared or indicator())
    return {r.fact_id: (r.verdict, r.why) for r in judged.itertuples()}


GROUP = [row("甲", 95), row("乙", 96), row("丙", 97)]


@pytest.mark.parametrize(
    ("changed", "verdict", "why"),
    [
        ({}, "comparable", ""),
        ({"trust": "pending"}, "incomparable", "pending"),
        ({"role": "target"}, "incomparable", "role"),
        ({"part": "处级"}, "incomparable", "part"),
        ({"months": 10}, "incomparable", "period"),
        ({"scope": "大厅"}, "incomparable", "scope"),
        ({"scope": "全省"}, "incomparable", "other_area;scope"),
        ({"bound": "at_least"}, "caveat", "bound"),
        ({"level": "地级市"}, "comparable", ""),  # a rate
        ({"status": "masked", "value": float("nan")}, "absent", ""),
        ({"status": "gap", "value": float("nan"), "role": ""}, "absent", ""),
    ],
)
def test_one_row_beside_a_group(changed, verdict, why):
    odd = row("丁", 98, **changed)

    assert verdicts([*GROUP, odd])[odd["fact_id"]] == (verdict, why)


def test_counts_of_two_levels_are_never_on_one_axis():
    odd = row("丁", 98, level="地级市")

    assert verdicts([*GROUP, odd], indicator(**COUNT))[odd["fact_id"]] == ("incomparable", "level")


def test_two_values_that_cannot_both_be_true_are_set_apart():
    rows = [*GROUP, row("丁", 98), row("丁", 91)]

    assert {v for k, v in verdicts(rows).items() if k.startswith("丁")} == {("incomparable", "conflict")}


def test_a_hedged_value_and_the_exact_one_do_not_clash():
    rows = [*GROUP, row("丁", 98.6), row("丁", 98, bound="at_least", low=98.0, high=99.0)]

    assert verdicts(rows)["丁:98.6"][0] == "comparable"


def test_rank_needs_three_and_a_direction():
    assert rankable(judge(typed(GROUP), indicator()), indicator())
    assert not rankable(judge(typed(GROUP[:2]), indicator()), indicator())
    assert not rankable(judge(typed(GROUP), indicator(direction="neutral")), indicator(direction="neutral"))


def test_neither_order_nor_duplicates_nor_gaps_change_a_verdict():
    rows = [*GROUP, row("丁", 98, months=6), row("戊", 99, scope="大厅"), row("己", 1, status="gap")]
    expected = verdicts(rows)
    for seed in range(30):
        mixed = rows + rows[:2]
        random.Random(seed).shuffle(mixed)
        assert verdicts(mixed) == expected


def test_every_code_has_chinese_words():
    codes = {"pending", "role", "part", "other_area", "conflict", "level", "scope", "period", "bound", "part_year", "since_unknown"}

    assert codes <= set(COMPARABILITY)


@pytest.mark.parametrize(("within", "why"), [("report", "definition"), ("issuer", "issuer")])
def test_what_is_defined_differently_everywhere_is_never_side_by_side(within, why):
    found = verdicts(GROUP, indicator(within=within)).values()

    assert ("incomparable", why) in found
    assert sum(verdict == "comparable" for verdict, _ in found) <= 1


def test_another_counter_is_said():
    rows = [row("甲", 5, unit="件"), row("乙", 6, unit="次")]

    assert verdicts(rows, indicator(**COUNT))["乙:6"] == ("caveat", "unit")
