"""The comparison of the reports that ship: what stands side by side, what is refused and why, and what is said of
it.
"""

from __future__ import annotations

import json

import pandas as pd
import pytest

from core import store
from core.analysis.ceiling import ceiling
from core.analysis.compare import Comparison, side_by_side
from core.analysis.family import families, family_of
from core.analysis.perhead import per_head
from core.analysis.sentences import sentence_of
from core.analysis.standing import ranks_of
from core.cli import main
from core.declarations import load_indicators, load_places
from tests.test_analysis_sentences import FORBIDDEN, assert_every_figure_leads_to_a_fact

DECLARED, PLACES = load_indicators(), load_places()

pytestmark = pytest.mark.usefixtures("own_store")


@pytest.fixture(scope="module")
def facts() -> pd.DataFrame:
    return store.facts()


@pytest.fixture(scope="module")
def views(facts) -> dict[str, Comparison]:
    groups = dict(list(facts.groupby("indicator")))
    return {id: side_by_side(groups[id], declared, list(PLACES.values()), []) for id, declared in DECLARED.items()}


def refused(view: Comparison) -> dict[tuple[str, int], tuple[str, ...]]:
    return {(row.place.id, row.year): row.why for row in view.apart}


def compared(*arguments: str, capsys: pytest.CaptureFixture[str]) -> dict:
    assert main(["compare", *arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_three_rates_that_differ_by_less_than_rounding_share_the_first_place(views):
    view = views["positive_rate"]

    ranks = ranks_of(view.rows, view.indicator)

    assert {(row.place.id, row.written) for row in view.rows if row.fact_id in ranks} == {
        ("songjiang", "99.99%"), ("shaoyang", "99.99%"), ("ankang", "100%"),
    }  # fmt: skip
    assert {tuple(rank[:3]) for rank in ranks.values()} == {(1, 3, 3)}


def test_near_the_ceiling_the_rest_is_told(views, facts):
    found = ceiling(views["positive_rate"].rows, DECLARED["positive_rate"], facts)

    told = {c.row.place.id: (c.low, c.high, c.total.written) for c in found.complements}
    assert told["songjiang"] == (174, 522, "348万余件")
    assert found.words == "基本持平（差别在四舍五入以内）"


def test_the_two_online_rates_are_of_two_kinds(facts):
    found = family_of(facts, DECLARED, "网办类", list(PLACES.values()), [2023])

    told = {row.indicator: row.why for row in found.refused}
    assert {"variant", "basis"} <= set(told["online_case_rate"]) and {"variant", "basis"} <= set(
        told["online_available_item_rate"]
    )
    assert not [row for row in found.rows if row.ranked]


def test_every_family_is_laid_out(facts):
    for name in families(DECLARED.values()):
        found = family_of(facts, DECLARED, name, list(PLACES.values()))
        assert len(found.variants) > 1
        assert len({row.indicator for row in found.rows if row.ranked}) <= 1


@pytest.mark.parametrize(
    ("indicator", "row", "code"),
    [
        ("answer_rate", ("shaoyang", 2019), "period"),
        ("ratings_total", ("shaoyang", 2023), "since_unknown"),
        ("assist_total", ("ankang", 2023), "conflict"),
        ("one_thing_themes", ("yuhua", 2023), "level"),
        ("departments_covered", ("songjiang", 2023), "definition"),
        ("cases_total", ("ankang", 2022), "pending"),
        ("intra_city_items", ("yuhua", 2023), "role"),
    ],
)
def test_what_is_refused_has_its_reason(views, indicator, row, code):
    assert code in refused(views[indicator])[row]


def test_no_order_is_made_of_fewer_than_three(views):
    for view in views.values():
        ranks = ranks_of(view.rows, view.indicator)
        bodies = {(row.place.id, row.level) for row in view.rows if row.fact_id in ranks}
        assert not ranks or len(bodies) >= 3


def test_every_sentence_leads_to_its_facts_and_claims_nothing(views):
    for view in views.values():
        sentence = sentence_of(view, PLACES["songjiang"])
        assert_every_figure_leads_to_a_fact(sentence, list(view.rows))
        assert not FORBIDDEN.search(sentence.text.replace("优秀组织", "")), sentence.text


def test_only_what_has_a_sourced_population_is_told_per_head(views):
    found = per_head(views["hotline_calls"].rows, DECLARED["hotline_calls"])

    assert [(f.row.place.id, f.row.level) for f in found.figures] == [("shaoyang", "地级市")]


def test_the_command_writes_rows_reasons_and_whether_they_rank(capsys):
    found = compared("positive_rate", capsys=capsys)

    assert found["rankable"] and [i["id"] for i in found["indicators"]] == ["positive_rate"]
    told = {row["place"]: row for row in found["rows"]}
    assert (told["ankang"]["value"], told["ankang"]["rank"], told["ankang"]["rank_last"], told["ankang"]["n"]) == (
        100,
        1,
        3,
        3,
    )
    assert (told["masked"]["verdict"], told["masked"]["reason_words"]) == ("absent", "脱敏")
    assert told["ankang"]["reasons"] == [{"code": "scope_unsaid", "words": "统计范围未写明"}]
    assert set(found["reasons"]) == {reason["code"] for row in found["rows"] for reason in row["reasons"]}


def test_the_command_refuses_two_definitions_in_words(capsys):
    found = compared(
        "网办办件率(办件口径)",
        "online_available_item_rate",
        "--places",
        "songjiang,ankang",
        "--years",
        "2023",
        capsys=capsys,
    )

    stated = [row for row in found["rows"] if row["value"] is not None]
    assert not found["rankable"] and {row["verdict"] for row in stated} == {"incomparable"}
    assert all("口径不同" in row["reasons"][0]["words"] for row in stated)


def test_the_command_prints_a_table_and_the_sentence(capsys):
    assert (
        main(["compare", "positive_rate", "--places", *(p.short_name for p in PLACES.values() if p.id != "masked")])
        == 0
    )

    written = capsys.readouterr().out
    assert "并列 1–3/3" in written and "可以排名。" in written and "基本持平（差别在四舍五入以内）" in written


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["positive_rat"], "positive_rate"),
        (["positive_rate", "--places", "x"], "可用"),
        (["positive_rate", "--years", "23"], "四位"),
    ],
)
def test_what_is_mistyped_is_answered_with_the_remedy(arguments, word, capsys):
    assert main(["compare", *arguments]) == 2

    assert word in capsys.readouterr().err
