"""Headings, glued or missing, and what each part of a report is about."""

from __future__ import annotations

import pytest

from core.model import SectionKind
from core.parsing.outline import SectionIndex, find_sections, table_spans
from core.parsing.text import normalise


def section_at(text: str, words: str, year: int = 2021):
    text = normalise(text)
    return SectionIndex(find_sections(text, year)).at(text.index(words))


def test_sections_cover_the_text_without_overlap():
    text = "甲区2021年工作总结\n一、工作情况\n(一)办件\n办结3件。一是快。二是好。\n二、2022年计划\n力争5件。"
    sections = find_sections(text, 2021)

    assert sections[0].start == 0 and sections[-1].end == len(text)
    assert all(a.end == b.start for a, b in zip(sections, sections[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "words", "path"),
    [
        (
            "第一部分 2021年度工作总结\n一、深化改革\n1.推进集成\n办件5件",
            "办件",
            ("第一部分 2021年度工作总结", "一、深化改革", "1.推进集成"),
        ),
        ("一、总体情况\n做法:一是建机制。立制度。二是抓培训。办班3期。", "办班", ("一、总体情况", "二是抓培训")),
        ("一、回顾\n满意率99%二是改流程。三是优环境。设窗口6个。", "窗口", ("一、回顾",)),  # 二是 without 一是
        ("一、回顾\n一是改流程。减2项二是优环境。设窗口6个。", "窗口", ("一、回顾", "二是优环境")),  # glued to a number
        ("一、回顾\n统一是原则,唯一是窗口6个。", "窗口", ("一、回顾",)),
        ("（一）热线\n1、来电\n来电9通", "来电9", ("(一)热线", "1、来电")),
        ("一、回顾\n增长1.5倍", "倍", ("一、回顾",)),
    ],
)
def test_heading_path(text, words, path):
    assert section_at(text, words).path == path


@pytest.mark.parametrize(
    ("text", "words", "kind", "year"),
    [
        ("一、2021年工作回顾\n办件5件\n二、2022年工作重点\n办件6件", "办件6", SectionKind.PLAN, 2022),
        ("一、工作总结\n办件5件\n二、下一步打算\n办件6件", "办件6", SectionKind.PLAN, 2022),
        ("一、工作总结\n二、存在的主要问题及改进情况\n积压7件", "积压", SectionKind.PROBLEM, 2021),
        ("一、工作总结\n虽然取得一些成绩,但还存在不少问题,积压7件。", "积压", SectionKind.PROBLEM, 2021),
        ("办件5件。\n2022年,我们将办件6件。", "办件6", SectionKind.PLAN, 2022),
        ("一、工作总结\n(一)着力解决突出问题\n办件5件", "办件", SectionKind.REVIEW, 2021),
        ("一、2021年重点工作完成情况\n办件5件", "办件", SectionKind.REVIEW, 2021),
        ("一、工作情况\n(一)推动重点领域改革\n办件5件", "办件", SectionKind.REVIEW, 2021),
        ("二、聚焦重点领域,优化规划布局\n办件5件", "办件", SectionKind.REVIEW, 2021),
        ("二、2022年度工作目标与思路\n满意率提升至98%", "满意率", SectionKind.PLAN, 2022),
        ("三、下一步工作安排\n办件6件", "办件", SectionKind.PLAN, 2022),
        ("一、受理情况\n二、重点工作\n办件5件", "办件", SectionKind.REVIEW, 2021),
        ("二、2021年重点工作\n办件5件", "办件", SectionKind.REVIEW, 2021),
        ("第二部分 2022年度工作计划\n一、优化服务\n办件6件", "办件", SectionKind.PLAN, 2022),
    ],
)
def test_section_kind_and_year(text, words, kind, year):
    found = section_at(text, words)

    assert (found.kind, found.year) == (kind, year)


def test_the_disclosure_tables_are_cut_out_and_the_prose_around_them_is_not():
    text = (
        "二、主动公开政府信息情况\n全年公开信息310条。\n第二十条第(一)项 |\n规章 |\n0 |\n0 |\n"
        "行政处罚 |\n5 |\n五、存在的主要问题及改进情况\n办结8件还不够快。\n"
    )
    [(start, end)] = table_spans(text)

    assert text[start:end].startswith("第二十条") and text[start:end].endswith("5 |")
    assert section_at(text, "310").kind is SectionKind.REVIEW
    assert section_at(text, "5 |").kind is SectionKind.TABLE
    assert section_at(text, "办结8件").kind is SectionKind.PROBLEM


def test_after_the_first_half_the_plan_is_for_the_second():
    text = "一、上半年工作总结\n办件5件\n二、下半年工作打算\n办件6件"
    plan = find_sections(text, 2021, "2021年上半年工作总结和下半年工作打算")[-1]

    assert (plan.kind, plan.year, plan.months) == (SectionKind.PLAN, 2021, (7, 12))


def test_a_sentence_may_turn_to_what_comes_next():
    text = "二、存在问题\n图解仅5件。下步计划全年培训不少于4次。\n人手偏紧,只有3人。"

    assert (section_at(text, "4次").kind, section_at(text, "4次").year) == (SectionKind.PLAN, 2022)
    assert section_at(text, "5件").kind is section_at(text, "3人").kind is SectionKind.PROBLEM


def test_a_plan_that_looks_back_names_its_years():
    text = "一、现状\n2020年平均用时118天。今年上半年收件1846件。\n二、目标\n2021年底前,控制在90天以内。"
    now, _ = find_sections(text, 2021, "关于压缩审批时间的工作安排")

    assert (now.kind, now.year, now.now) == (SectionKind.REVIEW, 2020, 2021)


def test_a_report_that_is_nothing_but_a_plan_states_targets():
    [section] = find_sections("办件6件", 2021, "2022年政务服务工作要点")

    assert (section.kind, section.year) == (SectionKind.PLAN, 2022)
