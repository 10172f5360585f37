"""结论: every pair stands on one rung that says what may be said; what is derived carries its parents; no digit of a
sentence without a fact.
"""

from __future__ import annotations

import random
import re

import pytest

from core.analysis.bands import Side
from core.analysis.conclusion import conclude, gap_in_words, needed
from core.analysis.derived import derive, load_formulas
from core.analysis.ladder import Bodies, Rung, Verdict, ladder
from core.analysis.rows import rows_of
from core.declarations import load_indicators
from core.screens.lists import finding_of, lists_of
from tests.said import PLACES, frame, said, silent, spread_of

DECLARED = load_indicators()
DISTRICTS = [place for place in PLACES if place.level in ("市辖区", "直辖市辖区")]
CITY = next(place for place in PLACES if place.level == "地级市")
OWN, OTHER = DISTRICTS[:2]
THE_THREE = Bodies(OWN, (OTHER, CITY), 2021)
CONCLUSIONS, SAMPLE = 10_000, 400  # in full with --long


def stated(id: str, place, value: float, written: str = "", **changes):
    unit = DECLARED[id].unit
    return said(
        place.id, value, written or f"{value}{unit}",
        **{"indicator": id, "unit": unit, "level": place.level, "fact_id": f"{place.id}:{id}:{value}"} | changes,
    )  # fmt: skip


def step_of(id: str, *rows, bodies: Bodies = THE_THREE):
    found = ladder(rows_of(frame(*rows)), DECLARED, bodies)
    return next((step for step in found if step.indicator.id == id), None)


@pytest.mark.parametrize(
    ("rows", "rung", "verdict", "gap"),
    [
        ([(OWN, 98.3, {}), (OTHER, 97.1, {})], Rung.SAME, Verdict.HIGHER, "+1.2 个百分点"),
        ([(OWN, 100, {}), (OTHER, 99.99, {})], Rung.SAME, Verdict.LEVEL, ""),
        ([(OWN, 98.3, {}), (OTHER, 97.1, {}), (CITY, 96, {})], Rung.SAME, Verdict.AHEAD, "+1.2 个百分点"),
        ([(OWN, 98.3, {}), (OTHER, 97.1, {"year": 2020, "period": "2020"})], Rung.OTHER_YEAR, None, ""),
        ([(OWN, 98.3, {}), (OTHER, 97.1, {"part": "镇街"})], Rung.RELATED, None, ""),
        ([(OWN, 98.3, {}), (OTHER, 97.1, {"trust": "pending"})], Rung.RELATED, None, ""),
        ([(OWN, 98.3, {})], Rung.ONLY_OWN, None, ""),
        ([(OTHER, 98.3, {})], Rung.ONLY_OTHERS, None, ""),
    ],
)
def test_a_pair_stands_on_the_highest_rung_that_holds(rows, rung, verdict, gap):
    step = step_of("positive_rate", *(stated("positive_rate", *row[:2], **row[2]) for row in rows))

    assert (step.rung, step.verdict, gap_in_words(step)) == (rung, verdict, gap)
    assert (needed(step) == "") == (step.n >= 3)


def test_counts_of_another_breadth_head_nothing():
    """A whole district's platform beside one hall: 27 times as many, and last of its list."""
    rows = [
        *(stated("ratings_total", OWN, 3480000), stated("ratings_total", OTHER, 129400)),
        *(stated("positive_rate", OWN, 98.3), stated("positive_rate", OTHER, 98.2)),
    ]
    found = conclude(rows_of(frame(*rows)), DECLARED, Bodies(OWN, (OTHER,), 2021))
    higher = next(one for one in lists_of(found) if one.key == "higher")
    alone = conclude(rows_of(frame(*rows[:2])), DECLARED, Bodies(OWN, (OTHER,), 2021))

    assert [step.indicator.id for step in higher.steps] == ["positive_rate", "ratings_total"]
    assert finding_of(found, higher).endswith("98.2%）")
    assert "倍以上" in finding_of(alone, lists_of(alone)[0])


def test_a_family_stands_side_by_side_and_says_what_differs():
    step = step_of(
        "full_online_item_rate",
        stated("full_online_item_rate", OWN, 87.7),
        stated("online_case_rate", OTHER, 94.3),
    )

    assert step.rung is Rung.RELATED and [row.indicator for row in step.others] == ["online_case_rate"]
    assert any(DECLARED["full_online_item_rate"].basis in word for word in step.why)


def test_a_part_year_compares_by_the_month_and_says_how_it_came_about():
    step = step_of(
        "normdocs_made",
        stated("normdocs_made", OWN, 24),
        stated("normdocs_made", OTHER, 9, period="2021-01/2021-06", months=6),
    )

    assert (step.rung, step.verdict, step.own.written) == (Rung.CONVERTED, Verdict.HIGHER, "2件/月")
    assert [made.formula for made in step.made] == ["24件 ÷ 12 个月", "9件 ÷ 6 个月"]
    assert all("derived" in row.caveats for row in step.rows)


def test_counts_of_two_levels_are_never_compared_by_the_month():
    step = step_of(
        "normdocs_made",
        stated("normdocs_made", OWN, 24),
        stated("normdocs_made", CITY, 9, period="2021-01/2021-06", months=6),
    )

    assert step.rung is Rung.RELATED


def test_a_reason_for_silence_stays_with_its_body():
    step = step_of(
        "positive_rate",
        silent(OWN.id, "qualitative", indicator="positive_rate", level=OWN.level),
        stated("positive_rate", OTHER, 98.3),
    )

    assert (step.rung, step.own.reason) == (Rung.WORDS, "qualitative")


def test_a_formula_needs_both_parents_of_one_report_area_and_time():
    both = [stated("terminals_24h", OWN, 15), stated("self_service_terminals", OWN, 56)]
    [made] = derive(rows_of(frame(*both)))
    assert (made.row.written, made.formula, len(made.parents)) == ("26.79%", "15台 ÷ 56台 × 100", 2)

    for changes in ({"document": "another"}, {"scope": "镇街"}, {"part": "银行"}, {"role": "target"}):
        assert not derive(rows_of(frame(both[0], stated("self_service_terminals", OWN, 56, **changes)))), changes
    assert not derive(rows_of(frame(stated("terminals_24h", OWN, 60), both[1]))), "a part larger than its whole"


def test_where_the_report_states_the_rate_itself_nothing_is_derived():
    rows = [stated("requests_closed", OWN, 99), stated("requests_accepted", OWN, 100)]

    assert [made.row.indicator for made in derive(rows_of(frame(*rows)))] == ["derived_close_rate"]
    assert not derive(rows_of(frame(*rows, stated("close_rate", OWN, 99))))


def test_few_cases_make_no_rate():
    def corrected(n: int):
        rows = (("review_corrected", 3), ("review_total", n + 2), ("review_pending", 2))
        return [d.row.written for d in derive(rows_of(frame(*(stated(id, OWN, v) for id, v in rows))))]

    assert (corrected(29), corrected(30)) == ([], ["10%"])


def test_the_year_that_says_most_comes_first():
    facts = frame(
        stated("positive_rate", OWN, 98, year=2019, period="2019"),
        stated("positive_rate", OTHER, 97, year=2019, period="2019"),
        stated("close_rate", OWN, 98, year=2022, period="2022"),
        stated("ratings_total", OWN, 98, year=2022, period="2022"),
    )

    spread = spread_of(facts, DECLARED)
    assert (spread.fullest_year(OWN.id), spread.fullest_year(CITY.id)) == (2019, 0)


def invented(rng: random.Random) -> list[dict]:
    ids = rng.sample([*DECLARED], 12) + [id for f in rng.sample([*load_formulas().values()], 2) for id in f.parents]
    rows = []
    for n, id in enumerate(ids):
        for place in rng.sample([OWN, OTHER, CITY], rng.randint(1, 3)):
            value = round(rng.uniform(0, 99), 2) if DECLARED[id].unit == "%" else rng.randint(0, 10**6)
            year, months = rng.choice((2020, 2021)), rng.choice((6, 12))
            changes = {
                "year": year,
                "period": f"{year}-01/{year}-06" if months == 6 else str(year),
                "months": months,
                "scope": rng.choice(("", "", "镇街")),
                "trust": rng.choice(("official", "official", "pending")),
                "fact_id": f"{place.id}:{n}:{id}",
                "document": f"{place.id}-{year}",
            }
            rows.append(stated(id, place, value, **changes))
    return rows


def bare_digits(sentence) -> str:
    left = list(sentence.text)
    for span in sentence.spans:
        if span.facts or span.kind == "indicator":
            left[span.start : span.end] = " " * (span.end - span.start)
    return "".join(c for c in left if re.match(r"\d", c))


def test_no_digit_of_ten_thousand_conclusions_is_without_a_fact(share: int):
    rng = random.Random(20211)
    told = 0
    conclusions = CONCLUSIONS if share == 1 else SAMPLE
    for _ in range(conclusions):
        rows = rows_of(frame(*invented(rng)))
        known = {row.fact_id for row in rows}
        found = conclude(rows, DECLARED, THE_THREE)
        for sentence in found.sentences():
            assert not bare_digits(sentence), sentence.text
            assert set(sentence.facts) <= known
        assert sum(found.counts().values()) == len(found.steps)
        for step in found.verdicts:
            told += 1
            assert step.rung in (Rung.SAME, Rung.CONVERTED) and step.n >= 2
            assert {row.fact_id for row in step.stated} <= known
            assert step.verdict not in (Verdict.AHEAD, Verdict.BEHIND) or step.n >= 3
            assert (step.side is Side.SIMILAR) == (step.verdict in (Verdict.LEVEL, Verdict.MIDDLE))
            assert step.verdict is not Verdict.MIDDLE or step.n >= 3
    assert told > conclusions / 4
