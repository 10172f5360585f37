"""综合指数: hand-computed scores, refusals in words, and an order that tells how far it holds."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core import store
from core.analysis.composite import Definition, Method, candidates, composite
from core.declarations import load_indicators, load_places
from core.facts import facts_frame
from core.library import open_library
from core.pipeline import read_facts
from tests.documents import document_of

ROOT = Path(__file__).resolve().parent.parent
INDICATORS, PLACES = load_indicators(), load_places()
THREE = [place for place in PLACES.values() if place.level == "市辖区"][:3]


def facts_of(*said: str) -> pd.DataFrame:
    documents = [
        document_of(
            raw,
            id=f"{place.id}-2023",
            place=place.id,
            issuer=f"{place.name}某局",
            level=place.level,
            title="2023年工作总结",
        )
        for place, text in zip(THREE, said, strict=True)
        for raw in [f"{place.name}2023年工作总结\n一、工作情况\n{text}\n"]
    ]
    return facts_frame([(d, read_facts(d, INDICATORS)) for d in documents], PLACES)


FULL = facts_of(
    "全区12345热线按时办结率90%，事项全程网办率80%。",
    "全区12345热线按时办结率95%，事项全程网办率60%。",
    "全区12345热线按时办结率100%，事项全程网办率70%。",
)
BOTH = Definition((("ontime_close_rate", 3), ("full_online_item_rate", 1)))


def test_scores_as_computed_by_hand():
    """按时办结率 → 0, 0.5, 1; 全程网办率 → 1, 0, 0.5; weights 3 : 1."""
    found = composite(BOTH, FULL, INDICATORS, THREE)
    assert {score.body[0]: round(score.value, 6) for score in found.scores} == {
        THREE[0].id: 25.0,
        THREE[1].id: 37.5,
        THREE[2].id: 87.5,
    }
    assert [score.first for score in found.scores] == [1, 2, 3]


def test_percentiles_count_places_below():
    found = composite(Definition((("ontime_close_rate", 1),), Method.PERCENTILE), FULL, INDICATORS, THREE)
    assert [round(score.value, 6) for score in found.scores] == [100.0, 50.0, 0.0]


def test_the_parts_make_up_the_score_and_lead_to_facts():
    for score in composite(BOTH, FULL, INDICATORS, THREE).scores:
        assert sum(part.points for part in score.parts) == pytest.approx(score.value)
        assert all(part.row.quote and part.row.fact_id for part in score.parts)


def test_ranks_hold_the_chosen_one_and_are_the_same_every_time():
    one, other = composite(BOTH, FULL, INDICATORS, THREE), composite(BOTH, FULL, INDICATORS, THREE)
    assert one.scores == other.scores
    assert all(score.low <= score.first <= score.high for score in one.scores)


@pytest.mark.parametrize("seed", range(5))
def test_no_order_of_facts_and_no_double_changes_a_score(seed):
    shuffled = pd.concat([FULL, FULL]).sample(frac=1, random_state=random.Random(seed).randrange(10**6))
    assert [(s.body, s.value) for s in composite(BOTH, shuffled, INDICATORS, THREE).scores] == [
        (s.body, s.value) for s in composite(BOTH, FULL, INDICATORS, THREE).scores
    ]


def test_what_is_missing_leaves_out_or_is_reweighed():
    facts = facts_of(
        "全区12345热线按时办结率90%，事项全程网办率80%。",
        "全区12345热线按时办结率95%。",
        "全区12345热线按时办结率100%，事项全程网办率70%。",
    )
    strict = composite(Definition(BOTH.weights), facts, INDICATORS, THREE)
    assert strict.scores and [i.id for i in strict.used] == ["ontime_close_rate"]
    assert "只有 2 地" in strict.refused[0][1]


def test_fewer_than_three_comparable_places_give_no_order():
    facts = facts_of("全区12345热线按时办结率90%。", "全区12345热线按时办结率95%。", "全区热线运行平稳。")
    found = composite(Definition((("ontime_close_rate", 1),)), facts, INDICATORS, THREE)
    assert found.scores == () and found.why_none


def test_differences_within_rounding_and_neutral_indicators_are_refused():
    facts = facts_of(
        "全区12345热线按时办结率99.9%。", "全区12345热线按时办结率99.9%。", "全区12345热线按时办结率99.9%。"
    )
    [(_, why)] = composite(Definition((("ontime_close_rate", 1),)), facts, INDICATORS, THREE).refused
    assert "基本持平" in why
    neutral = next(i for i in INDICATORS.values() if i.direction == "neutral")
    [(_, why)] = composite(Definition(((neutral.id, 1),)), facts, INDICATORS, THREE).refused
    assert "不分高低" in why


def test_on_the_data_that_ship_every_refusal_says_why(own_store):
    library = open_library()
    told = candidates(library.facts(), INDICATORS.values(), list(PLACES.values()))
    assert told and all(why == "" or "地" in why or "高低" in why or "基本持平" in why for why in told.values())


def test_the_page_says_why_there_is_no_order_and_keeps_a_definition(own_store):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["x"] = "positive_rate"
    app.switch_page("pages/analyse/index.py").run()
    assert not app.exception
    assert any("没有一项可以打分" in info.value for info in app.info)
    next(box for box in app.text_input if box.label == "名称").input("我的指数")
    next(box for box in app.text_input if box.label == "谁存的").input("张三")
    next(button for button in app.button if button.label == "保存").click().run()
    assert not app.exception and list(store.saved("composite")["name"]) == ["我的指数"]
