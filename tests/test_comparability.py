"""What may stand side by side: every code, one family, ranks; the properties that hold for any set are in their
own file.
"""

from __future__ import annotations

import pytest

from core.comparability import Interval, interval_of, judge, level_class, rank, rankable, surely_above
from core.facts import rows_of, typed
from core.model import Indicator, Role
from core.words import COMPARABILITY

RATE = dict(kind="rate", unit="%", additive="no")
COUNT = dict(kind="count", unit="件", additive="yes")
STOCK = dict(kind="stock", unit="个", additive="stock")
NAN = float("nan")


def indicator(**changed) -> Indicator:
    base = dict(
        id="sample_rate", name="样例率", theme="online", unit="%", kind="rate", basis="办件", stage="", direction="higher",
        additive="no", family="", definition="样例", formula="", standard="", caveats=(), also=(),
        units=("%",), roles=(Role.ACTUAL, Role.TARGET), parts=(), within="",
    )  # fmt: skip
    return Indicator(**(base | changed))


def row(issuer: str, number: float, **changed) -> dict:
    base = dict(
        fact_id=f"{issuer}:{number}", document=issuer, place=issuer, issuer=issuer, issuer_short=issuer, level="市辖区",
        edition="original", trust="official", indicator="sample_rate", noun="", part="", unit="%", bound="exact",
        status="stated", reason="", role="actual", period="2021", period_start="2021-01", period_end="2021-12",
        period_written="", scope="", section_kind="review", path="", quote="", written=f"{number}%", caveats="",
        value=number, low=number, high=number, year=2021, months=12, quote_start=0, start=0, end=1,
    )  # fmt: skip
    return base | changed


def judged(rows: list[dict], declared=None):
    return judge(typed(rows), declared or indicator())


def verdicts(rows: list[dict], declared=None) -> dict[str, tuple[str, str]]:
    return {r.fact_id: (r.verdict, r.why) for r in judged(rows, declared).itertuples()}


def words(rows: list[dict], fact: str, declared=None) -> str:
    return next(r.words for r in judged(rows, declared).itertuples() if r.fact_id == fact)


def ranks(rows: list[dict], declared=None) -> dict[str, tuple[int, int, int]]:
    found = rank(judged(rows, declared), declared or indicator())
    return {fact: (r.first, r.last, r.n) for fact, r in found.items()}


GROUP = [row("甲", 95.1), row("乙", 96.2), row("丙", 97.3)]


@pytest.mark.parametrize(
    ("changed", "verdict", "why"),
    [
        ({}, "comparable", ""),
        ({"trust": "pending"}, "incomparable", "pending"),
        ({"role": "target"}, "incomparable", "role"),
        ({"role": "before"}, "incomparable", "role"),
        ({"part": "处级"}, "incomparable", "part"),
        ({"months": 10, "period": "2021-01/2021-10"}, "incomparable", "period"),
        ({"scope": "大厅"}, "incomparable", "scope"),
        ({"scope": "某处"}, "incomparable", "scope"),  # a word not known is no whole
        ({"scope": "全省"}, "incomparable", "other_area;scope"),
        ({"whose": "圭塘街道"}, "incomparable", "another"),
        ({"unit": "百分点"}, "incomparable", "counter"),
        ({"indicator": "another"}, "incomparable", "undeclared"),
        ({"bound": "at_least"}, "caveat", "bound"),
        ({"level": "地级市"}, "caveat", "levels"),  # a rate
        ({"period": "2020", "year": 2020}, "caveat", "time"),
        ({"caveats": "since_unknown"}, "caveat", "since_unknown"),
        ({"caveats": "span_unknown"}, "incomparable", "span_unknown"),  # 本月: also a rate is of some month only
        ({"status": "masked", "value": NAN}, "absent", ""),
        ({"status": "gap", "value": NAN, "role": ""}, "absent", ""),
        ({"value": NAN}, "absent", ""),
    ],
)
def test_one_row_beside_a_group(changed, verdict, why):
    odd = row("丁", 98.4, **changed)

    assert verdicts([*GROUP, odd])[odd["fact_id"]] == (verdict, why)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"level": "地级市"}, "level"),
        ({"level": ""}, "level"),
        ({"caveats": "since_unknown"}, "since_unknown"),
        ({"unit": "人次"}, "counter"),
    ],
)
def test_counts_need_what_rates_do_not(changed, why):
    odd = row("丁", 98, **{"unit": "件"} | changed)
    group = [fact | {"unit": "件"} for fact in GROUP]

    assert verdicts([*group, odd], indicator(**COUNT))[odd["fact_id"]] == ("incomparable", why)


def test_a_figure_of_a_moment_covers_no_months():
    odd = row("丁", 98, months=1, period="2021-09", unit="个")

    assert verdicts([fact | {"unit": "个"} for fact in (*GROUP, odd)], indicator(**STOCK))["丁:98"] == (
        "comparable",
        "",
    )


@pytest.mark.parametrize(("declared", "unit"), [("工作日", "天"), ("人", "人次"), ("户次", "户"), ("M", "G")])
def test_counters_that_no_remark_turns_into_each_other(declared, unit):
    group = [fact | {"unit": declared} for fact in GROUP]

    found = verdicts([*group, row("丁", 9, unit=unit)], indicator(kind="count", unit=declared, additive="no"))

    assert found["丁:9"] == ("incomparable", "counter")


def test_another_counter_of_the_same_things_is_said():
    rows = [row("甲", 5, unit="件"), row("乙", 6, unit="次")]

    assert verdicts(rows, indicator(**COUNT))["乙:6"] == ("caveat", "unit")


def test_a_cut_written_as_a_change_is_the_same_figure():
    cut = indicator(roles=(Role.ACTUAL, Role.TARGET, Role.CHANGE))

    assert verdicts([*GROUP, row("丁", 60, role="change")], cut)["丁:60"] == ("caveat", "change_worded")


def test_before_and_after_are_never_one_axis():
    both = indicator(roles=(Role.BEFORE, Role.AFTER), direction="lower")
    rows = [fact | {"role": "after"} for fact in GROUP] + [row("丁", 9, role="before")]

    assert verdicts(rows, both)["丁:9"] == ("incomparable", "role")


@pytest.mark.parametrize(("within", "why"), [("report", "definition"), ("issuer", "issuer")])
def test_what_is_defined_differently_everywhere_is_never_side_by_side(within, why):
    found = verdicts(GROUP, indicator(within=within)).values()

    assert ("incomparable", why) in found
    assert sum(verdict == "comparable" for verdict, _ in found) <= 1


def test_two_values_of_a_report_that_cannot_both_be_true_are_set_apart():
    rows = [*GROUP, row("丁", 98), row("丁", 91)]

    assert {v for k, v in verdicts(rows).items() if k.startswith("丁")} == {("incomparable", "conflict")}


@pytest.mark.parametrize(
    "other",
    [
        row("丁", 98, bound="at_least", low=98.0, high=99.0, written="98%以上"),
        row("丁", 98.64, written="98.64%"),
        row("丁", 99, written="99%"),
    ],
)
def test_a_hedged_or_rounded_value_and_the_exact_one_do_not_clash(other):
    assert verdicts([*GROUP, row("丁", 98.6), other])["丁:98.6"][0] != "incomparable"


def test_a_body_that_states_two_values_in_two_documents_is_shown_and_not_ranked():
    rows = [*GROUP, row("丁", 98), row("丁", 91, document="丁报")]

    assert verdicts(rows)["丁:91"] == ("caveat", "elsewhere")
    assert set(ranks(rows)) == {fact["fact_id"] for fact in GROUP}


# one family


ITEMS = indicator(id="items", name="网上可办率", basis="事项", stage="上线", family="样例族")
CASES = indicator(id="cases", name="网办办件率", basis="办件", family="样例族")
FAMILY = {"items": ITEMS, "cases": CASES}


def test_another_definition_of_one_family_is_refused_with_what_differs():
    rows = [*(fact | {"indicator": "cases"} for fact in GROUP), row("丁", 87.7, indicator="items")]

    assert verdicts(rows, FAMILY)["丁:87.7"] == ("incomparable", "variant;basis;stage")
    assert words(rows, "丁:87.7", FAMILY) == (
        "口径不同，是另一项指标（这里 网上可办率，别处 网办办件率）；计数的对象不同（这里 按事项，别处 按办件）；成熟度阶段不同（这里 上线，别处 未写明）"
    )


def test_where_every_definition_has_one_voice_none_is_on_the_axis():
    rows = [row("甲", 94.32, indicator="cases"), row("丁", 87.7, indicator="items")]

    assert verdicts(rows, FAMILY) == {fact["fact_id"]: ("incomparable", "variant;basis;stage") for fact in rows}


def test_only_one_definition_of_a_family_is_ranked():
    rows = [
        *(fact | {"indicator": "cases"} for fact in GROUP),
        *(fact | {"indicator": "items", "fact_id": f"{fact['fact_id']}i"} for fact in GROUP[:2]),
    ]

    assert set(ranks(rows, FAMILY)) == {fact["fact_id"] for fact in GROUP}


# words


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"period": "2021-01/2021-10", "months": 10}, "统计期不同（这里 2021年1–10月，别处 2021年）"),
        ({"scope": "大厅"}, "统计范围不同（这里 大厅，别处 未写明）"),
        ({"role": "target"}, "不是实绩（目标）"),
        ({"bound": "at_least"}, "约数或上下限（不少于）"),
        ({"status": "masked", "value": NAN}, "脱敏"),
        ({"status": "gap", "value": NAN, "reason": "not_mentioned"}, "未提及"),
    ],
)
def test_the_words_say_what_differs(changed, said):
    odd = row("丁", 98.4, **changed)

    assert words([*GROUP, odd], odd["fact_id"]) == said


def test_every_code_that_can_be_given_has_chinese_words():
    odd = [
        {"trust": "pending"},
        {"role": "target"},
        {"part": "处级"},
        {"scope": "全省"},
        {"months": 9},
        {"unit": "倍"},
        {"indicator": ""},
        {"bound": "about"},
        {"level": "县"},
        {"year": 2019, "period": "2019"},
        {"caveats": "since_unknown"},
        {"scope": "全区"},
    ]
    found = verdicts([*GROUP, *(row(f"丁{n}", 98, **changed) for n, changed in enumerate(odd))])

    codes = {code for _, why in found.values() for code in why.split(";") if code}
    assert codes <= set(COMPARABILITY) and len(codes) > 9


# ranks


def test_a_rank_needs_three_bodies_a_direction_and_one_time():
    assert rankable(judged(GROUP), indicator())
    assert not rankable(judged(GROUP[:2]), indicator())
    assert not rankable(judged(GROUP, indicator(direction="neutral")), indicator(direction="neutral"))
    assert not rankable(judged([*GROUP[:2], row("丙", 97.3, period="2019", year=2019)]), indicator())


def test_the_same_fact_twice_or_another_document_of_the_same_body_is_no_third():
    again = row("甲", 95.1, document="甲报", fact_id="又")

    assert not rankable(judged([GROUP[0], GROUP[0], again, GROUP[1]]), indicator())


def test_ranks_carry_ties_and_n():
    rows = [row("甲", 99.99), row("乙", 99.99), row("丙", 98.2), row("丁", 98.34), row("戊", 98.3)]

    assert ranks(rows) == {
        "甲:99.99": (1, 2, 5),
        "乙:99.99": (1, 2, 5),
        "丁:98.34": (3, 4, 5),
        "戊:98.3": (3, 4, 5),
        "丙:98.2": (5, 5, 5),
    }


def test_the_lowest_is_first_where_lower_is_better():
    found = ranks(GROUP, indicator(direction="lower"))

    assert [found[fact["fact_id"]][0] for fact in GROUP] == [1, 2, 3]


def test_an_open_bound_leaves_its_rank_open():
    rows = [*GROUP, row("丁", 95, bound="at_least", low=95.0, high=NAN, written="95%以上")]

    assert ranks(rows)["丁:95"] == (1, 4, 4)


# what a written number commits to


def interval(number: float, written: str, **changed) -> tuple[float, float]:
    found = interval_of(rows_of(typed([row("甲", number, written=written, **changed)]))[0])
    return float(found.low), float(found.high)


@pytest.mark.parametrize(
    ("number", "written", "changed", "expected"),
    [
        (98.34, "98.34%", {}, (98.335, 98.345)),
        (100.0, "100%", {}, (99.5, 100.0)),
        (129_400, "12.94万件", {"unit": "件"}, (129_350, 129_450)),
        (350_000, "35万张", {"unit": "张"}, (345_000, 355_000)),
        (14_711, "14711次", {"unit": "次"}, (14_711, 14_711)),
        (4.07, "4.07倍", {"unit": "倍"}, (4.065, 4.075)),
        (
            3_480_000,
            "348万余件",
            {"unit": "件", "bound": "at_least", "low": 3_480_000.0, "high": 3_490_000.0},
            (3_480_000, 3_490_000),
        ),
        (6000, "约6000㎡", {"unit": "平方米", "bound": "about", "low": NAN, "high": NAN}, (5000, 7000)),
        (80.0, "近8成", {"bound": "at_most", "low": 70.0, "high": 80.0}, (70, 80)),
    ],
)
def test_the_interval_of_what_is_written(number, written, changed, expected):
    assert interval(number, written, **changed) == expected


def test_touching_intervals_are_in_order():
    claims = rows_of(typed([row("甲", 99.98), row("乙", 99.99)]))
    lower, upper = map(interval_of, claims)

    assert surely_above(upper, lower) and not surely_above(lower, upper) and not lower.meets(upper)
    assert isinstance(lower, Interval)


def test_districts_of_every_kind_are_one_level():
    assert level_class("直辖市辖区") == level_class("市辖区") != level_class("地级市")


def test_a_bare_number_contradicts_that_of_the_whole_area():
    rows = [*GROUP, row("丁", 98, scope="全区"), row("丁", 91)]

    assert {v for k, v in verdicts(rows).items() if k.startswith("丁")} == {("incomparable", "conflict")}


def test_a_figure_of_halls_is_of_the_hall_whether_said_or_not():
    odd = row("丁", 98, scope="大厅")

    assert verdicts([*GROUP, odd], indicator(definition="大厅里的样例"))[odd["fact_id"]][0] == "comparable"
