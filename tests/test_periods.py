"""Which time a number is about."""

from __future__ import annotations

import pytest

from core.model import Section, SectionKind
from core.parsing.breaks import SENTENCE_STOPS, Breaks
from core.parsing.periods import Calendar, find_time_marks, reporting_months
from core.parsing.text import normalise

YEAR = 2021


def period_of(text: str, words: str, months: tuple[int, int] = (1, 12)) -> str:
    text = normalise(text)
    section = Section((), SectionKind.REVIEW, 0, len(text), YEAR, months)
    calendar = Calendar(text, find_time_marks(text, lambda _: section), Breaks(text, SENTENCE_STOPS))
    return calendar.at(text.index(words), section).code


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("办结500件。", "500", "2021"),
        ("截至9月30日,来电500通,办结480件。接通率96%。", "96%", "2021-01/2021-09"),  # carries over
        ("截至11月底,来电500通。", "500", "2021-01/2021-11"),
        ("截至12底,来电500通。", "500", "2021"),
        ("截止2021年10月,来电500通。", "500", "2021-01/2021-10"),
        ("截至目前,来电500通。", "500", "2021"),
        ("满意率3-11月份同比增长2.5%,办结40件", "2.5%", "2021-03/2021-11"),
        ("1至6月,来电500通。", "500", "2021-01/2021-06"),
        ("上半年,满意率全省第五。截至8月31日,来电500通。", "第五", "2021-01/2021-06"),
        ("上半年,满意率全省第五。截至8月31日,来电500通。", "500", "2021-01/2021-08"),
        ("5月中旬,首批80项上线。据统计,材料12份。", "80", "2021-05"),
        ("5月中旬,首批80项上线。据统计,材料12份。", "12", "2021"),  # does not carry over
        ("材料由13份减到4份,办件9件。", "9", "2021"),  # 4份 is no April
        ("截至30日,办件9件。", "9", "2021"),
        ("上半年,新增窗口8个。办件3200件。", "3200", "2021-01/2021-06"),  # what a paragraph opens with governs it
        ("(一)上半年,新增窗口8个。办件3200件。", "3200", "2021-01/2021-06"),
        ("新增窗口8个。上半年启动改造。办件3200件。", "3200", "2021"),
        ("上半年,新增窗口8个。全年办件3200件。好评率99%。", "99%", "2021"),
        ("上半年,新增窗口8个。\n办件3200件。", "3200", "2021"),
        ("大厅于2021年3月8日启用,设窗口60个。", "60", "2021"),  # an event
        ("自2020年以来,办结900件。", "900", "2020-01/2021-12"),
        ("2021年元至12月,成交120件", "120", "2021"),
        ("元月至9月,成交120件", "120", "2021-01/2021-09"),
        ("自2019年10月平台上线运行以来,办结900件。", "900", "2019-10/2021-12"),
        ("近三年,办结900件。", "900", "2019-01/2021-12"),
        ("2020年11月至2021年10月,受理70件", "70", "2020-11/2021-10"),
        ("2020年,全区办件300件。", "300", "2020"),
        ("较2020年增长5%", "5%", "2021"),
        ("21个部门完成2020年度报告", "21", "2021"),
        ("前三季度,办结900件。", "900", "2021-01/2021-09"),
        ("第二季度办结90件。", "90", "2021-04/2021-06"),
        ("今年以来,累计办结90件。", "90", "2021"),
        ("截至10月31日,来电500通。\n办结90件。", "90", "2021"),  # another paragraph
        ("1-9月,成交310项。\n其中工程建设150项。\n合计节资20万元。", "20万", "2021-01/2021-09"),
        ("平台于2021年3月启动运行,面积700平方米。", "700", "2021"),  # an event
    ],
)
def test_period(text, words, code):
    assert period_of(text, words) == code


def test_a_report_of_a_half_year_is_never_a_full_year():
    assert period_of("办结500件。", "500", (1, 6)) == "2021-01/2021-06"
    assert period_of("今年以来,办结500件。", "500", (1, 6)) == "2021-01/2021-06"


@pytest.mark.parametrize(
    ("title", "months"),
    [
        ("2021年度工作总结及2022年工作计划", (1, 12)),
        ("2021年上半年工作总结和下半年工作打算", (1, 6)),
        ("热线2021年3月份运行情况通报", (3, 3)),
        ("2021年1-9月工作情况", (1, 9)),
        ("2021年前三季度工作总结", (1, 9)),
        ("2021年第二季度热线分析", (4, 6)),
        ("热线2021年三月情况通报", (3, 3)),
        ("2021年第28周热线运行情况", (7, 7)),
        ("2021年第26周热线周报", (6, 7)),
    ],
)
def test_the_title_says_which_months_a_report_covers(title, months):
    assert reporting_months(title, 2021) == months
