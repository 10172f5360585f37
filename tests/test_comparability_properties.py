"""Whatever the set of facts: no order, double or silence changes a verdict, and no incomparable pair is on one
axis or ranked.
"""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.comparability import Judgement, judge, judge_rows, rank, rank_rows
from core.facts import Row, typed
from core.model import Indicator
from tests.said import row_of
from tests.test_comparability import CASES, COUNT, ITEMS, STOCK, indicator, row

SETS = 10_000
DECLARED = {
    "cases": CASES,
    "items": replace(ITEMS, direction="lower"),
    "sum": indicator(id="sum", **COUNT),
    "stock": indicator(id="stock", **STOCK),
    "own": indicator(id="own", within="issuer"),
    "any": indicator(id="any", within="report"),
}
CHOICES = {  # the first is the ordinary one
    "place": "甲乙丙丁戊",
    "document": ("一", "二"),
    "indicator": ("cases", "items", "sum", "stock", "own", "any", ""),
    "value": (98.0, 98.3, 99.99, 100.0, 3_480_000.0, 12.0),
    "bound": ("exact", "at_least", "at_most", "about", "between"),
    "unit": ("%", "件", "次", "人次", "个", "工作日"),
    "level": ("市辖区", "直辖市辖区", "地级市", "开发区", ""),
    "scope": ("", "全市", "市本级", "大厅", "全省", "别处"),
    "role": ("actual", "after", "target", "change", "before", "rank"),
    "part": ("", "处级"),
    "trust": ("official", "press", "pending"),
    "status": ("stated", "masked", "gap"),
    "period": ("2021", "2020", "2021-01/2021-10", "2021-09", "2014-11/2015-11"),
    "caveats": ("", "since_unknown", "span_unknown"),
}
MONTHS = {"2021-01/2021-10": 10, "2021-09": 1, "2014-11/2015-11": 13}


def made(pick: dict, **changed) -> dict:
    value, bound = pick["value"], pick["bound"]
    open_low, open_high = bound in ("at_most", "about"), bound in ("at_least", "about")
    own = pick | {
        "low": float("nan") if open_low else value,
        "high": float("nan") if open_high else value,
        "months": MONTHS.get(pick["period"], 12),
        "document": pick["place"] + pick["document"],
        "written": f"{value:g}{pick['unit']}",
        "value": float("nan") if pick["status"] != "stated" else value,
        "fact_id": "/".join(str(part) for part in pick.values()),
    }
    return row(pick["place"], value, **own | changed)


FREE = ("place", "document", "value")  # in these nothing is ordinary


def picked(dice: random.Random, odd: float) -> dict:
    """Return a row of which a share ``odd`` of the fields are not ordinary."""
    return {name: dice.choice(of) if name in FREE or dice.random() < odd else of[0] for name, of in CHOICES.items()}


ROWS = st.lists(
    st.fixed_dictionaries({name: st.sampled_from([of[0], *of]) for name, of in CHOICES.items()}).map(made), max_size=12
)
WORLDS = st.sampled_from([DECLARED, CASES, DECLARED["sum"]])


def told(rows: list[dict], declared) -> dict[str, tuple]:
    claims = [row_of(kept) for kept in rows]
    judged = judge_rows(claims, declared)
    ranks = rank_rows(claims, judged, declared)
    return {c.fact_id: (*j, ranks.get(c.fact_id)) for c, j in zip(claims, judged, strict=True)}


@settings(max_examples=200, deadline=None)
@given(ROWS, WORLDS, st.randoms(use_true_random=False))
def test_neither_order_nor_doubles_nor_silences_change_a_verdict(rows, declared, dice):
    expected = told(rows, declared)
    silences = [made(picked(dice, 0.5) | {"status": s}) for s in ("gap", "masked")]
    mixed = rows + rows[: len(rows) // 2] + silences
    dice.shuffle(mixed)

    found = told(mixed, declared)

    assert {fact: found[fact] for fact in expected} == expected


@settings(max_examples=20, deadline=None)
@given(ROWS, WORLDS)
def test_a_frame_is_judged_and_ranked_as_its_rows_are(rows, declared):
    judged = judge(typed(rows), declared)
    ranks = rank(judged, declared)

    found = {
        r.fact_id: (r.verdict, tuple(filter(None, r.why.split(";"))), ranks.get(r.fact_id)) for r in judged.itertuples()
    }

    assert found == {fact: (verdict, why, place) for fact, (verdict, why, _, place) in told(rows, declared).items()}


# what the house rules say of a pair, written a second time and another way


DISTRICTS = {"市辖区", "直辖市辖区", "县"}
WHOLE = {"", "全市", "全区"}


def forbidden(one: Row, other: Row, world: dict[str, Indicator]) -> str:
    """Return the first rule that forbids two facts one axis, "" when none does."""
    for claim in (one, other):
        alone = {
            "masked or silent": claim.status != "stated",
            "no such indicator": claim.indicator not in world,
            "not confirmed": claim.trust == "pending",
            "no result": claim.role not in ("actual", "after"),
            "a part": bool(claim.part),
            "elsewhere": claim.scope == "全省",
            "some month": "span_unknown" in claim.caveats,
        }
        if any(alone.values()):
            return next(rule for rule, broken in alone.items() if broken)
    declared = world[one.indicator]
    counts = declared.kind == "count"
    together = {
        "definition": one.indicator != other.indicator or declared.within == "report",
        "issuer": declared.within == "issuer" and one.issuer != other.issuer,
        "counter": (one.unit in ("%", "工作日") or other.unit in ("%", "工作日")) and one.unit != other.unit,
        "visits": (one.unit == "人次") != (other.unit == "人次"),
        "level": declared.kind in ("count", "stock")
        and one.level != other.level
        and not {one.level, other.level} <= DISTRICTS,
        "scope": one.scope != other.scope and not {one.scope, other.scope} <= WHOLE,
        "length": declared.kind != "stock" and one.months != other.months,
        "unknown start": counts and "since_unknown" in (*one.caveats, *other.caveats),
    }
    return next((rule for rule, broken in together.items() if broken), "")


def claim(dice: random.Random, odd: float, ordinary: dict[str, str]) -> Row:
    pick = picked(dice, odd)
    return row_of(made(pick | {name: to for name, to in ordinary.items() if pick[name] == CHOICES[name][0]}))


@pytest.mark.parametrize(
    ("world", "ordinary"),
    [
        (DECLARED, {}),
        ({"cases": CASES}, {}),
        ({"sum": DECLARED["sum"]}, {"indicator": "sum", "unit": "件"}),
        (DECLARED, {"indicator": "stock", "unit": "个"}),
    ],
    ids=["family", "rate", "count", "stock"],
)
def test_in_ten_thousand_sets_no_incomparable_pair_is_on_one_axis_or_ranked(world, ordinary, share: int):
    dice, ranked = random.Random(4), 0
    for _ in range(SETS // share // 4):
        odd = dice.choice((0.05, 0.15, 0.4))
        claims = [claim(dice, odd, ordinary) for _ in range(dice.randint(2, 9))]
        judged = judge_rows(claims, world)
        ranks = rank_rows(claims, judged, world)
        assert_no_rule_is_broken(claims, judged, ranks, world)
        ranked += bool(ranks)
    assert ranked > SETS / share / 100, "sets that are never ranked prove nothing"


def assert_no_rule_is_broken(
    claims: list[Row], judged: list[Judgement], ranks: dict, world: dict[str, Indicator]
) -> None:
    together = [c for c, j in zip(claims, judged, strict=True) if j.verdict.together]
    assert [rule for one, other in combinations(together, 2) if (rule := forbidden(one, other, world))] == []
    assert ranks.keys() <= {c.fact_id for c in together}
    orders: dict[str, set] = {}
    for c in together:
        if c.fact_id in ranks:
            orders.setdefault(ranks[c.fact_id].time, set()).add((c.place.id, c.level, ranks[c.fact_id]))
    for held in orders.values():
        assert len(held) >= 3 and {rank.n for *_, rank in held} == {len(held)}
        assert all(1 <= rank.first <= rank.last <= rank.n for *_, rank in held)
