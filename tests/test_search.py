"""Everyday words find the right indicator first; questions are answered from facts, or say what is not known."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from core.analysis.asking import Asked, answer
from core.analysis.search import find_indicators, parse
from core.declarations import load_indicators
from core.library import open_library
from tests.test_conclusion import bare_digits

PHRASES = list(csv.DictReader((Path(__file__).parent / "everyday_phrases.csv").open(encoding="utf-8")))
RIGHT_FIRST = 85  # of the phrases at least; every one among the first three
QUESTIONS = {
    "汉滨网办率多少": (Asked.VALUE, "87.7%"),
    "汉滨区2023年网上可办率": (Asked.VALUE, "87.7%"),
    "谁最好": (Asked.UNKNOWN, "请说出指标"),
    "今天天气": (Asked.UNKNOWN, "没有听懂"),
    "松江的火星人数量": (Asked.UNKNOWN, "没有听懂"),
    "谁的好评率最高": (Asked.FIRST, "排在第一"),
    "热线接通率谁最高": (Asked.FIRST, "不足三地"),
    "哪个区综合窗口最多": (Asked.FIRST, "不分高低"),
    "松江好评率": (Asked.VALUE, "99.99%"),
    "松江和邵阳的好评率": (Asked.PAIR, "基本持平"),
    "各地好评率": (Asked.PAIR, "99.99%"),
    "松江评价总量多少": (Asked.VALUE, "348万余件"),
    "松江有多少自助终端": (Asked.VALUE, "56台"),
    "邵阳2019年接通率": (Asked.VALUE, "99.68%"),
    "松江红黄牌": (Asked.VALUE, "红黄牌发牌数："),
}


def test_everyday_words_find_the_right_indicator():
    first = 0
    for row in PHRASES:
        wanted, found = set(row["ids"].split()), [hit.indicator.id for hit in find_indicators(row["phrase"])[:3]]
        assert wanted <= set(load_indicators()), row
        assert wanted & set(found), row
        first += found[0] in wanted
    assert first >= RIGHT_FIRST


@pytest.fixture(scope="module")
def library():
    return open_library()


def test_questions_are_answered_from_facts(library):
    facts = library.facts()
    ids = set(facts["fact_id"])
    for question, (asked, says) in QUESTIONS.items():
        found = answer(question, facts, library.indicators, library.places)
        assert (found.asked, says in found.sentence.text) == (asked, True), (question, found.sentence.text)
        assert set(found.sentence.facts) <= ids and not bare_digits(found.sentence), question


def test_what_is_not_disclosed_is_said_with_what_there_is(library):
    found = answer("雨花解决率多少", library.facts(), library.indicators, library.places)

    assert "水平值未披露" in found.sentence.text and "4.94" in found.sentence.text


def test_a_query_names_places_and_years_and_the_rest():
    found = parse("松江、雨花 ２０２３年好评率？")

    assert [place.short_name for place in found.places] == ["松江", "雨花"]
    assert (found.years, found.about) == ((2023,), "好评率")
