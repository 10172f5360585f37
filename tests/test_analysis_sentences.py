"""对标句: every figure leads to a fact that says it, nothing is praised or explained, the same facts give the same
text.
"""

from __future__ import annotations

import random
import re

import pytest

from core.analysis.compare import Comparison, side_by_side
from core.analysis.rows import Row, in_order, judged, rows_of
from core.analysis.sentences import sentence_of
from core.analysis.spans import Kind, Pen, Sentence, counted
from core.comparability import interval_of, surely_above
from core.declarations import load_indicators, load_places
from core.words import CAVEATS, COMPARABILITY, REASONS, period_in_words
from tests.said import FIRST, FOURTH, PLACES, SECOND, THIRD, frame, rate, said, silent
from tests.test_comparability_properties import forbidden

FOUR = PLACES[:4]
NAMES = [place.short_name for place in FOUR]
HIGH = rate(basis="回访")
CAUSES = "因为 由于 得益于 归功于 因此 所以 导致 促使 使得 源于 缘于 受益于 带动 拉动"
PRAISE = "显著 成效 成绩 突出 优秀 优异 卓越 喜人 良好 亮点 领跑 领先 遥遥 大幅 有力 扎实 先进 仅次于 落后 较好 较差 不错 可喜 稳步 圆满"
FORBIDDEN = re.compile("|".join((CAUSES + " " + PRAISE).split()))
SETS = 10_000


LEVELS = {place.id: place.level for place in PLACES}


def share(place: str, value: float | None, written: str, **changes):
    return said(place, value, written, **{"indicator": "satisfied", "unit": "%", "level": LEVELS[place]} | changes)


def view_of(*rows, of=HIGH, places=FOUR, years=()) -> Comparison:
    return side_by_side(frame(*rows), of, places, list(years))


def text_of(*rows, of=HIGH, own=None, **options) -> str:
    return sentence_of(view_of(*rows, of=of, **options), own).text


def assert_every_figure_leads_to_a_fact(sentence: Sentence, rows: list[Row]) -> None:
    """No digit outside a span, no span without a fact, and each span repeats what its facts say."""
    known = {row.fact_id: row for row in rows}
    bare = list(sentence.text)
    for span in sentence.spans:
        text = sentence.text[span.start : span.end]
        cited = [known[id] for id in span.facts]
        assert cited or span.kind is Kind.INDICATOR, text
        if span.kind is Kind.VALUE:
            [row] = cited
            assert text == " ".join(row.written.split()) and row.written in row.quote
        if span.kind is Kind.PERIOD:
            assert {text} == {period_in_words(row.period) or f"{row.year}年" for row in cited}
        if span.kind is Kind.SOURCE and re.search(r"\d", text):
            assert all(row.issuer_short in text for row in cited)
        bare[span.start : span.end] = " " * len(text)
    assert not re.search(r"\d", "".join(bare)), sentence.text


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            [share(FIRST, 98.34, "98.34%"), share(SECOND, 97.1, "97.1%")],
            f"2021年，{NAMES[0]} 98.34%、{NAMES[1]} 97.1%；{NAMES[0]}高于{NAMES[1]}。",
        ),
        ([share(FIRST, 100, "100%"), share(SECOND, 99.99, "99.99%")], "；两地基本持平（差别在四舍五入以内）。"),
        (
            [share(FIRST, 98, "98%以上", bound="at_least", high=float("nan")), share(SECOND, 99.1, "99.1%")],
            "；两地基本持平（差别在原文约数之内）。",
        ),
        (
            [share(FIRST, 98.1, "98.1%"), share(SECOND, 97.1, "97.1%"), share(THIRD, 96.1, "96.1%")],
            f"；三地中，{NAMES[0]}最高，{NAMES[2]}最低。",
        ),
        (
            [share(FIRST, 98.1, "98.1%"), share(SECOND, 98.1, "98.1%"), share(THIRD, 96.1, "96.1%")],
            f"；三地中，{NAMES[2]}最低，其余相近或部分交叠",
        ),
        (
            [share(FIRST, 98.1, "98.1%"), share(SECOND, 97.1, "97.1%", year=2019)],
            f"{NAMES[0]} 98.1%（2021年）、{NAMES[1]} 97.1%（2019年）；统计时间不同或一地有几个数值，不比高低。",
        ),
        ([share(FIRST, 98.1, "98.1%")], f"2021年，{NAMES[0]} 98.1%，可比的只有这一地。"),
        ([silent(FIRST, indicator="satisfied")], "回访满意率（按回访计）：没有可以并排的数值。"),
    ],
)
def test_what_the_sentence_says_of_those_that_may_be_compared(rows, says):
    assert says in text_of(*rows)


def test_the_own_place_is_set_against_the_median_of_three():
    own = FOUR[0]
    rows = [share(p.id, v, f"{v}%") for p, v in zip(FOUR, (98.1, 97.2, 96.1, 90.3), strict=True)]

    assert f"；{own.short_name}高于可比四地的中位数。" in text_of(*rows, own=own)
    assert "中位数" not in text_of(*rows[:2], own=own)


def test_what_is_refused_silent_or_hedged_is_told():
    text = text_of(
        share(FIRST, 98.1, "98.1%"), share(SECOND, 97, "97%以上", bound="at_least", high=float("nan")),
        share(THIRD, 99.1, "99.1%", months=6, period="2021-01/2021-06"), share(FOURTH, None, "X.X%"),
    )  # fmt: skip

    assert f"不并列：{NAMES[2]} 99.1%（2021年1–6月），统计期不同。" in text
    assert f"无数值：{NAMES[3]}（脱敏）。" in text
    assert f"注意：约数或上下限（{NAMES[1]}）。" in text
    assert f"来源：{FIRST}办（摘编）、{SECOND}办（摘编）、{THIRD}办（摘编）。" in text


def test_a_level_that_is_not_the_place_s_own_is_named():
    odd = next(level for level in ("地级市", "开发区") if level != FOUR[0].level)

    assert f"{NAMES[0]}·{odd} 98.1%" in text_of(share(FIRST, 98.1, "98.1%", level=odd))


def test_neither_order_nor_doubles_change_the_text():
    rows = [share(p.id, v, f"{v}%", fact_id=p.id) for p, v in zip(FOUR, (98.1, 97.2, 96.1, 90.3), strict=True)]
    expected = text_of(*rows)

    for seed in range(20):
        mixed = rows + rows[:2]
        random.Random(seed).shuffle(mixed)
        assert text_of(*mixed) == expected


def test_plain_words_hold_no_figures():
    with pytest.raises(ValueError, match="98"):
        Pen().say("约 98%")
    with pytest.raises(ValueError, match="98"):
        Pen().cite("98%", [], Kind.VALUE)


@pytest.mark.parametrize(
    ("number", "words"),
    [(2, "两地"), (10, "十地"), (13, "十三地"), (20, "二十地"), (101, "一百零一地"), (293, "二百九十三地")],
)
def test_counts_of_the_text_are_told_in_chinese(number, words):
    assert counted(number, "地") == words


def test_the_words_of_codes_hold_no_figures_causes_or_praise():
    for words in (*COMPARABILITY.values(), *CAVEATS.values(), *REASONS.values()):
        assert not re.search(r"\d", words) and not FORBIDDEN.search(words)


# any facts at all


def any_rows(dice: random.Random, count: int) -> list[Row]:
    def one(n: int) -> dict:
        value = dice.choice((98.1, 98.14, 97.0, 99.99, 100.0))
        bound = dice.choice(("exact", "exact", "exact", "at_least"))
        changes = {
            "level": ("市辖区", "地级市"),
            "scope": ("", "全区", "大厅"),
            "trust": ("official", "pending"),
            "role": ("actual", "target"),
            "part": ("", "处级"),
            "document": ("一", "二"),
        }
        odd = {name: dice.choice(of) for name, of in changes.items() if dice.random() < 0.12}
        year, half = dice.choice((2020, 2021, 2021, 2021)), dice.random() < 0.1
        return share(
            dice.choice(FOUR).id,
            value,
            f"{value}%",
            year=year,
            bound=bound,
            high=float("nan") if bound == "at_least" else value,
            fact_id=f"f{n}",
            **odd,
            **({"months": 6, "period": f"{year}-01/{year}-06"} if half else {}),
        )

    return list(rows_of(frame(*(one(n) for n in range(count)))))


def test_in_ten_thousand_comparisons_no_sentence_sets_what_is_incomparable_in_an_order(share: int):
    dice, ordered = random.Random(7), 0
    pool = any_rows(dice, 600)
    for _ in range(SETS // share):
        view = Comparison(HIGH, in_order(judged(dice.sample(pool, dice.randint(2, 5)), HIGH)))
        found = re.search(
            r"；(?:同期的)?(?:([^；。]+?)高于([^；。]+?)|.地中，([^；。]+))[。；]", sentence_of(view).text
        )
        if found:
            ordered += 1
            assert_order_holds(view, found)
    assert ordered > SETS / share / 20


def assert_order_holds(view: Comparison, found: re.Match[str]) -> None:
    ranked = [row for row in view.rows if row.ranked]
    assert not [rule for a in ranked for b in ranked if (rule := forbidden(a, b, {HIGH.id: HIGH}))]
    if found[1]:
        high, low = ([row for row in ranked if name(row) == found[n]] for n in (1, 2))
        pairs = [(a, b) for a in high for b in low if a.period == b.period]
        assert any(surely_above(interval_of(a), interval_of(b)) for a, b in pairs)


def name(row: Row) -> str:
    return row.place.short_name if row.level == row.place.level else f"{row.place.short_name}·{row.level}"


def test_any_sentence_has_only_figures_of_its_facts_and_no_cause_or_praise():
    dice = random.Random(8)
    pool = any_rows(dice, 300)
    for _ in range(300):
        rows = dice.sample(pool, dice.randint(1, 6))
        sentence = sentence_of(Comparison(HIGH, in_order(judged(rows, HIGH))), FOUR[0])
        assert_every_figure_leads_to_a_fact(sentence, rows)
        assert not FORBIDDEN.search(sentence.text)


def test_every_declared_name_may_stand_in_a_sentence():
    """A name that praises would make the sentence praise; an award is called what it is called."""
    named = [i.name for i in load_indicators().values()] + [p.short_name for p in load_places().values()]

    assert [name for name in named if FORBIDDEN.search(name.replace("优秀组织", ""))] == []
