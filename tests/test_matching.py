"""Of which indicator a number is said: left, right, around, lists, 均, 分别, shared subjects, refusals."""

from __future__ import annotations

import pytest

from core.model import Document, DocumentKind, Edition, Indicator, Role, Trust
from core.parsing.candidates import Verdict
from core.parsing.text import normalise
from core.pipeline import explain, read_facts


def declared(name: str, labels: tuple[str, ...], units: tuple[str, ...], **changed) -> Indicator:
    base = dict(
        id=name,
        name=name,
        theme="hotline",
        unit=units[0],
        kind="rate" if units == ("%",) else "count",
        basis="",
        stage="",
        direction="neutral",
        additive="no",
        family="",
        definition="",
        formula="",
        standard="",
        caveats=(),
        also=(),
        labels=labels,
        units=units,
        within="",
        near=(),
        forbid=(),
        roles=(Role.ACTUAL, Role.TARGET),
        parts=(),
    )
    return Indicator(**(base | changed))


INDICATORS = {
    i.id: i
    for i in (
        declared("items", ("服务事项",), ("项",)),
        declared("instant", ("即办件",), ("个", "件")),
        declared("instant_share", ("即办件占比",), ("%",)),
        declared("closed", ("办结",), ("件",)),
        declared("close_rate", ("办结率",), ("%",)),
        declared("pleased", ("满意率",), ("%",), near=("热线", "回访")),
        declared("reply", ("差评回复率", "回复率"), ("%",)),
        declared("fix", ("整改率",), ("%",)),
        declared("people", ("领导帮办",), ("人次",), parts=("处级", "科级")),
        declared("cases", ("领导帮办",), ("件次",), parts=("处级", "科级")),
        declared("bundles_new", ("新增…一件事",), ("个",)),
        declared("bundles_better", ("优化…一件事",), ("个",)),
        declared("across", ("跨省通办事项",), ("项",)),
        declared("types", ("电子证照",), ("类",)),
        declared("sheets", ("电子证照",), ("张",)),
        declared("docs_before", ("材料",), ("份",), roles=(Role.BEFORE,)),
        declared("docs_after", ("材料",), ("份",), roles=(Role.AFTER,)),
        declared("docs_cut", ("材料",), ("份",), roles=(Role.CHANGE,)),
        declared("windows", ("窗口",), ("个",), forbid=("反映窗口",)),
        declared("applications", ("依申请类",), ("项",)),
        declared("powers", ("依职权类",), ("项",)),
    )
}


def document(text: str) -> Document:
    return Document(
        "sample-2021",
        "",
        "",
        "",
        2021,
        DocumentKind.SUMMARY,
        "",
        "",
        "",
        Edition.ORIGINAL,
        Trust.OFFICIAL,
        text,
        normalise(text),
    )


def read(text: str) -> list[tuple[str, str]]:
    facts = read_facts(document(text), INDICATORS).facts
    return [(text[f.quantity.start : f.quantity.end], f.indicator or "-") for f in facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("即办件占比61.5%。", [("61.5%", "instant_share")]),  # the longest label
        ("公布720项政务服务事项,其中即办件310个。", [("720项", "items"), ("310个", "instant")]),
        ("差评回复率、整改率均达到100%。", [("100%", "fix"), ("100%", "reply")]),
        ("热线办结率和满意率分别为98.1%和95.2%。", [("98.1%", "close_rate"), ("95.2%", "pleased")]),
        ("办结率、回复率、整改率分别达到91%、92%、93%", [("91%", "close_rate"), ("92%", "reply"), ("93%", "fix")]),
        (
            "处级领导帮办达61人次、95件次,科级干部领导帮办40人次、77件次。",
            [("61人次", "people"), ("95件次", "cases"), ("40人次", "people"), ("77件次", "cases")],
        ),
        ("新增“企业开办”等4个“一件事”,优化3个重点“一件事”。", [("4个", "bundles_new"), ("3个", "bundles_better")]),
        ("发布210跨省通办事项清单。", [("210", "across")]),  # the counter is lost
        ("归集12个部门44类2.1万余张电子证照", [("12个", "-"), ("44类", "types"), ("2.1万余张", "sheets")]),
        ("材料由21份精减至9份,减少12份。", [("21份", "docs_before"), ("9份", "docs_after"), ("12份", "docs_cut")]),
        ("公布720项政务服务事项,其中许可类服务事项310项。", [("720项", "items"), ("310项", "-")]),  # a member
        ("高频服务事项240项。", [("240项", "-")]),  # not all of them
        ("公布720项服务事项。其中,许可类服务事项310项。", [("720项", "items"), ("310项", "-")]),
        ("办结主要集中在社会保障1485件", [("1485件", "-")]),  # a member
        ("仍有13%的诉求未实现差评整改率要求", [("13%", "-")]),  # of what is not so
        (
            "办结120件(即办件30件)",
            [("120件", "closed"), ("30件", "instant")],
        ),  # a label directly before a number is that one's
        ("办结14件(即办件10件、未按时办结的4件)", [("14件", "closed"), ("10件", "instant"), ("4件", "-")]),
        ("国庆假期间办结120件", [("120件", "-")]),  # of some days only
        ("停水较多,此类问题共办结25件", [("25件", "-")]),  # of the kind said before
        ("依托综合窗口等多种渠道新设12个点位", [("12个", "-")]),  # the way, not what is counted
        ("服务事项720项(含回流服务事项40项)", [("720项", "items"), ("40项", "-")]),
        ("4个单位即办件登记", [("4个", "-")]),  # bodies are counted
        ("平均每县公布服务事项720项。", [("720项", "-")]),  # a ratio
        ("承担服务事项的46个部门", [("46个", "-")]),
        ("全程网办率达100%、办结率达99%", [("100%", "-"), ("99%", "close_rate")]),
        ("跨省通办事项、依申请类870项", [("870项", "-")]),  # the sum of a list is nobody's own
        ("设31个“办不成事”反映窗口。", [("31个", "-")]),
        (
            "依申请类(许可、给付、奖励)共820项和依职权类(处罚、强制)共1310项。",
            [("820项", "applications"), ("1310项", "powers")],
        ),
        ("大厅满意率97%。", [("97%", "-")]),  # no context
        ("热线受理工单55件。满意率97%。", [("55件", "-"), ("97%", "pleased")]),  # the context stands before
    ],
)
def test_numbers_find_their_indicators(text, expected):
    assert sorted(read(text)) == sorted(expected)


def test_respectively_with_uneven_lists_is_left_to_a_reader():
    reading = read_facts(document("办结率、回复率、整改率分别达到91%、92%。"), INDICATORS)

    assert all(f.indicator is None for f in reading.facts)
    assert {g.indicator: str(g.reason) for g in reading.gaps}["close_rate"] == "ambiguous"


def test_parts_are_named_and_never_the_whole():
    facts = read_facts(document("处级领导帮办达61人次,科级领导帮办40人次。"), INDICATORS).facts

    assert [f.part for f in facts] == ["处级", "科级"]


@pytest.mark.parametrize(
    ("text", "indicator", "reason"),
    [
        ("办结率X.X%。", "close_rate", "masked"),
        ("力争办结率达到99%。", "close_rate", "target_only"),
        ("办结率明显提高。", "close_rate", "qualitative"),
        ("举办讲座。", "close_rate", "not_mentioned"),
        ("本局未收到件办结申请。", "closed", "lost"),
    ],
)
def test_silence_has_its_reason(text, indicator, reason):
    gaps = {g.indicator: str(g.reason) for g in read_facts(document(text), INDICATORS).gaps}

    assert gaps[indicator] == reason


def test_explain_prints_what_decided():
    found = explain(document("办结率明显提高。大厅满意率97%。"), INDICATORS["pleased"], INDICATORS)

    assert [(c.label, c.verdict) for c in found] == [("满意率", Verdict.NO_CONTEXT)]


def test_this_month_of_an_unsaid_month_is_told():
    [rate] = read_facts(document("本月大厅受理多,回访满意率97%。"), INDICATORS).facts

    assert (rate.indicator, rate.period.code, rate.caveats) == ("pleased", "2021", ("span_unknown",))


def test_every_quote_holds_its_number():
    text = "一、回顾\n  热线办结320件。\n设窗口12个;满意率97%。"
    for fact in read_facts(document(text), INDICATORS).facts:
        at = fact.quantity.start - fact.quote_start
        assert (
            fact.quote[at : at + fact.quantity.end - fact.quantity.start]
            == text[fact.quantity.start : fact.quantity.end]
        )
