"""Everyday words find the right indicator first; questions are answered from facts, or say what is not known."""

from __future__ import annotations

import csv
from pathlib import Path

from core.analysis.asking import Asked, answer
from core.analysis.search import find_indicators, parse
from core.declarations import load_indicators
from core.screens.search import facts_for
from tests.test_conclusion import bare_digits

PHRASES = list(csv.DictReader((Path(__file__).parent / "everyday_phrases.csv").open(encoding="utf-8")))
RIGHT_FIRST = 85  # of the phrases at least; every one among the first three
QUESTIONS = {
    "汉滨网办率多少": (Asked.VALUE, "87.7%"),
    "汉滨区2023年网上可办率": (Asked.VALUE, "87.7%"),
    "谁最好": (Asked.UNKNOWN, "请说出指标"),
    "今天天气": (Asked.UNKNOWN, "没有听懂"),
    "北京网办率": (Asked.UNKNOWN, "库里没有北京的报告"),
    "松江和昌平区的好评率": (Asked.UNKNOWN, "库里没有昌平区的报告"),
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
    "汉滨大厅多大面积": (Asked.VALUE, "政务大厅面积：未提及"),
    "汉滨即办件占比": (Asked.VALUE, "55.47%"),
    "汉滨最多跑一次比例": (Asked.VALUE, "93.5%"),
    "汉滨承诺时限压缩多少": (Asked.VALUE, "74.5%"),
    "汉滨帮办代办多少件": (Asked.VALUE, "15000余件"),
    "邵阳12345呼入量": (Asked.VALUE, "52万余次"),
    "邵阳热线满意率": (Asked.VALUE, "98.34%"),
    "邵阳规范性文件制发多少件": (Asked.VALUE, "251件"),
    "邵阳权责清单事项": (Asked.VALUE, "2140项"),
    "松江网站访问量": (Asked.VALUE, "17929472次"),
    "松江2024年行政复议多少件": (Asked.VALUE, "192件"),
    "松江2025年不予公开多少件": (Asked.VALUE, "100件"),
    "松江办事指南整改多少条": (Asked.VALUE, "526条"),
    "松江推送企业多少家": (Asked.VALUE, "约21万家"),
    "松江2019年好评率": (Asked.VALUE, "无该年报告"),
    "崇明2024年新收申请数": (Asked.VALUE, "583件"),
    "崇明行政许可决定多少": (Asked.VALUE, "122140项"),
    "静安结转下年多少件": (Asked.VALUE, "81件"),
    "东城政府公报几期": (Asked.VALUE, "6期"),
    "富县信箱": (Asked.VALUE, "7件"),
    "上海2023年收到多少申请": (Asked.VALUE, "34290件"),
    "紫阳2016年进驻单位": (Asked.VALUE, "51个"),
    "雨花跨省通办事项": (Asked.VALUE, "165"),
    "雨花一件事多少项": (Asked.VALUE, "29项，不可直接比"),
    "雨花好评率": (Asked.VALUE, "未提及"),
    "X区好评率": (Asked.VALUE, "脱敏"),
    "长沙市2023年公开信息多少条": (Asked.VALUE, "只见节选"),
    "松江和汉滨的评价总量": (Asked.PAIR, "松江高于安康·汉滨"),
    "松江、祁阳2024年予以公开": (Asked.PAIR, "松江 376件、祁阳 46件"),
    "松江自助终端和汉滨自助终端": (Asked.PAIR, "可比的只有这一地"),
    "结转下年申请数谁最少": (Asked.FIRST, "排在第一的是安康·汉滨 0"),
    "谁公报期数最多": (Asked.FIRST, "不分高低，不排名"),
    "哪里网站信息最多": (Asked.FIRST, "不分高低，不排名"),
    "松江的营商环境排名": (Asked.UNKNOWN, "没有听懂"),
}


def test_everyday_words_find_the_right_indicator():
    first = 0
    for row in PHRASES:
        wanted, found = set(row["ids"].split()), [hit.indicator.id for hit in find_indicators(row["phrase"])[:3]]
        assert wanted <= set(load_indicators()), row
        assert wanted & set(found), row
        first += found[0] in wanted
    assert first >= RIGHT_FIRST


def test_questions_are_answered_from_facts(library):
    assert len(QUESTIONS) >= 40
    facts = library.facts()
    ids = set(facts["fact_id"])
    for question, (asked, says) in QUESTIONS.items():
        found = answer(question, facts, library.indicators, library.places)
        assert (found.asked, says in found.sentence.text) == (asked, True), (question, found.sentence.text)
        assert set(found.sentence.facts) <= ids and not bare_digits(found.sentence), question
        assert answer(question, facts_for(library, question), library.indicators, library.places) == found, question


def test_what_is_not_disclosed_is_said_with_what_there_is(library):
    found = answer("雨花解决率多少", library.facts(), library.indicators, library.places)

    assert "水平值未披露" in found.sentence.text and "4.94" in found.sentence.text


def test_a_query_names_places_and_years_and_the_rest():
    found = parse("松江、雨花 ２０２３年好评率？")

    assert [place.short_name for place in found.places] == ["松江", "雨花"]
    assert (found.years, found.about) == ((2023,), "好评率")
