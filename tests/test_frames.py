"""Of which indicator a number is said, and of which part: phrases, lists, shares, residue, cues, distributions, silence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.declarations import load_indicators
from core.model import Document, DocumentKind, Edition, Trust
from core.parsing.text import normalise
from core.pipeline import explain, read_facts

INDICATORS = load_indicators()


def document(text: str, title: str = "") -> Document:
    return Document(
        id="sample-2021", place="", issuer="", level="", year=2021, kind=DocumentKind.SUMMARY, title=title,
        published="", address="", edition=Edition.ORIGINAL, trust=Trust.OFFICIAL, raw=text, text=normalise(text),
    )  # fmt: skip


def read(text: str, issuer: str = "") -> list[tuple[str, str, str]]:
    facts = read_facts(replace(document(text), issuer=issuer), INDICATORS).facts
    return [(text[f.quantity.start : f.quantity.end], f.indicator or "-", f.part) for f in facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # order is free
        ("政务服务事项全程网办率达98.2%。", [("98.2%", "full_online_item_rate", "")]),
        ("98.2%的政务服务事项实现全程网办。", [("98.2%", "full_online_item_rate", "")]),
        # lists: 分别 pairs, 均 shares
        (
            "12345热线办结率和回访满意率分别为98.1%和95.2%。",
            [("98.1%", "close_rate", ""), ("95.2%", "callback_satisfaction", "")],
        ),
        ("差评回复率、差评整改率均达到100%。", [("100%", "negative_fix_rate", ""), ("100%", "negative_reply_rate", "")]),
        (
            "政务服务“马上办”“一次办”占比均在95%以上。",
            [("95%以上", "instant_item_share", ""), ("95%以上", "once_visit_item_share", "")],
        ),
        # a year behind 其中 is a time, no part; so are the channels of a whole that its daily mean follows
        (
            "自2018年运行以来，政务大厅累计办件126万件，其中2021年32万件。",
            [("126万件", "cases_total", "自2018年运行以来"), ("32万件", "cases_total", "")],
        ),
        (
            "12345热线受理诉求5200件，日均170件。从渠道看，电话4000件、微信800件、网站400件。",
            [
                ("5200件", "requests_accepted", ""), ("170件", "-", ""), ("4000件", "requests_accepted", "电话"),
                ("800件", "requests_accepted", "微信"), ("400件", "requests_accepted", "网站"),
            ],
        ),
        # what no entry explains restricts
        ("12345热线受理诉求5200件。", [("5200件", "requests_accepted", "")]),
        # by type: the category is the part
        (
            "12345热线咨询类310件，占62%；投诉类190件，占38%。",
            [
                ("310件", "requests_by_type", "咨询"), ("62%", "request_type_share", "咨询"),
                ("190件", "requests_by_type", "投诉"), ("38%", "request_type_share", "投诉"),
            ],
        ),
        # pieces that make a whole up are none of them the whole of what they say
        (
            "全市12345平台汇集来电来件100个。其中，市平台受理60个，甲县受理30个，乙县受理10个。",
            [
                ("100个", "hotline_contacts", ""), ("60个", "requests_accepted", "市平台"),
                ("30个", "-", ""), ("10个", "-", ""),
            ],
        ),
        # a member of a list has its own name, if no entry knows it; rates of named units are theirs
        (
            "12345热线诉求主要涉及市容管理280件、公用设施99件。",
            [("280件", "requests_by_subject", "市容管理"), ("99件", "-", "")],
        ),
        (
            "12345热线回访，有甲局、乙局等9个单位反映较好，办结率、满意率均为100%。",
            [("9个", "-", ""), ("100%", "-", "")],
        ),
        ("12345热线受理停电、停水、甲乙丙等类诉求563件。", [("563件", "-", "")]),
        ("12345热线受理诉求900件，主要是餐饮引起的噪音（占环境污染投诉总量52%）。", [("900件", "requests_accepted", ""), ("52%", "-", "")]),
        ("12345热线受理违建举报714件。", [("714件", "-", "")]),
        ("共有4个市州、10个县市区因“一件事一次办”受表扬。", [("4个", "-", ""), ("10个", "-", "")]),
        # what a topic is called, and no words that only count
        (
            "12345热线热点问题：涉及消费者权益类来电58件。本周共办理此类工单25件。",
            [("58件", "requests_by_subject", "消费者权益"), ("25件", "-", "")],
        ),
        # what splits another thing is no kind of requests, below a heading of theirs neither
        (
            "12345热线运行情况\n政协提案95件，其中城市建设类44件，占46.3%；社会事业类36件，占37.9%。",
            [("95件", "-", ""), ("44件", "-", ""), ("46.3%", "-", ""), ("36件", "-", ""), ("37.9%", "-", "")],
        ),
        # cues: of some days only, not so, another's, an average
        ("国庆假期期间12345热线受理诉求120件。", [("120件", "-", "")]),
        ("12345热线日均受理诉求120件。", [("120件", "-", "")]),
    ],
)  # fmt: skip
def test_numbers_find_their_indicators(text, expected):
    assert sorted(read(text)) == sorted(expected)


@pytest.mark.parametrize("word", ["瑶池", "蓝鲸", "绿洲"])
@pytest.mark.parametrize(
    ("before", "behind", "indicator"),
    [
        ("12345热线受理", "诉求5200件。", "requests_accepted"),
        ("政务服务大厅受理", "办件5200件。", "cases_total"),
        ("主动公开", "政府信息5200条。", "info_published"),
    ],
)
def test_an_unknown_word_before_the_noun_never_leaves_the_whole(word, before, behind, indicator):
    assert (f"{behind[-6:-1]}", indicator, "") in read(f"{before}{behind}")
    assert not any(id == indicator and not part for _, id, part in read(f"{before}{word}{behind}"))


def test_a_number_that_is_not_certain_carries_suggestions_with_what_speaks_for_and_against():
    facts = read_facts(document("12345热线接通率、回访率分别达到91%、92%、93%。"), INDICATORS).facts

    assert [fact.indicator for fact in facts] == [None] * 3
    assert {facts[1].suggestions[0].id} <= {"answer_rate", "callback_rate"}
    assert "率" in facts[1].suggestions[0].speaks_for


def test_respectively_with_uneven_lists_is_left_to_a_reader():
    reading = read_facts(document("12345热线办结率、接通率、回访率分别达到91%、92%。"), INDICATORS)

    assert all(f.indicator is None for f in reading.facts)
    assert "ambiguous" in {str(g.reason) for g in reading.gaps}


@pytest.mark.parametrize(
    ("text", "indicator", "reason"),
    [
        ("12345热线办结率X.X%。", "close_rate", "masked"),
        ("力争12345热线办结率达到99%。", "close_rate", "target_only"),
        ("12345热线办结率明显提高。", "close_rate", "qualitative"),
        ("举办讲座。", "close_rate", "not_mentioned"),
    ],
)
def test_silence_has_its_reason(text, indicator, reason):
    gaps = {g.indicator: str(g.reason) for g in read_facts(document(text), INDICATORS).gaps}

    assert gaps[indicator] == reason


def test_explain_tells_what_decided():
    [told] = explain(document("12345热线接通率97%。"), INDICATORS)

    assert told.options[0].frame.indicator.id == "answer_rate"
    assert [claim.decision for claim in told.claims] == told.options[:1]


def test_this_month_of_an_unsaid_month_is_told():
    [rate] = read_facts(document("本月12345热线回访满意率97%。"), INDICATORS).facts

    assert (rate.indicator, rate.period.code, rate.caveats) == ("callback_satisfaction", "2021", ("span_unknown",))


def test_every_quote_holds_its_number():
    text = "一、回顾\n  12345热线办结工单320件。\n设窗口12个；满意率97%。"
    for fact in read_facts(document(text), INDICATORS).facts:
        at = fact.quantity.start - fact.quote_start
        written = text[fact.quantity.start : fact.quantity.end]
        assert fact.quote[at : at + len(written)] == written


def test_the_field_of_the_office_that_writes_narrows_nothing():
    said = "全市住建窗口年办件12.3万件。"

    assert read(said, "临川市住房和城乡建设局") == [("12.3万件", "cases_total", "")]
    assert read(said, "临川市政务服务管理局") == [("12.3万件", "-", "")]


def test_the_noun_of_one_number_is_no_part_of_the_next():
    said = read("12个乡镇便民服务中心和156个村级站点全部挂牌，72项事项由乡镇直接办理。")

    assert ("72项", "nearby_items", "") in said


def test_a_sentence_about_one_thing_gives_a_part_of_its_name():
    assert read("企业注销“一件事”将税务、社保串联，办理1200件。") == [("1200件", "one_thing_cases", "企业注销")]
    assert read("全市“一件事”将多个环节打通，办理1200件。") == [("1200件", "one_thing_cases", "")]
