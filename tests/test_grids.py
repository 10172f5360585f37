"""Tables of a report: what each figure is of, when, in what unit, and whose; one that does not say so is named."""

from __future__ import annotations

import pytest

from core.audit import Kind, find_relations
from core.declarations import load_indicators, load_places
from core.model import Document
from core.parsing.text import normalise
from core.pipeline import Reading, explain, read_facts
from core.reading import read_bytes
from core.store.filing import document_of, propose

INDICATORS = load_indicators()
TITLE = "示例市青溪区行政审批服务局2023年度工作总结"

# rows (cells between |, <n is a cell n columns wide, ^n one n rows high) → indicator, value, role, period, whose or part
TABLES = [
    # columns say of what kind
    (
        ["指标|目标值|实际值|完成率", "政务服务好评率|97%|98.4%|101.4%", "设置综合窗口|40个|36个|90%"],
        ["positive_rate 97 target 2023", "positive_rate 98.4 actual 2023", "integrated_windows 40 target 2023", "integrated_windows 36 actual 2023"],
    ),
    (
        ["序号|指标名称|计量单位|年度计划|完成数|备注", "1|12345热线受理诉求|万件|4.5|4.8|累计", "2|自助终端|台|30|34|"],
        ["requests_accepted 45000 target 2023", "requests_accepted 48000 actual 2023", "self_service_terminals 30 target 2023", "self_service_terminals 34 actual 2023"],
    ),
    (["考核指标|权重|完成情况|得分", "政务服务好评率|10|98.4%|9.8"], ["positive_rate 98.4 actual 2023"]),
    # columns are times
    (
        ["项目|2021年|2022年|2023年", "12345热线受理诉求（万件）|4.1|4.4|4.8", "政务服务好评率（%）|96.5|97.1|98.4"],
        [
            "requests_accepted 41000 actual 2021", "requests_accepted 44000 actual 2022", "requests_accepted 48000 actual 2023",
            "positive_rate 96.5 actual 2021", "positive_rate 97.1 actual 2022", "positive_rate 98.4 actual 2023",
        ],
    ),
    (["指标|2022|2023", "综合窗口（个）|31|36"], ["integrated_windows 31 actual 2022", "integrated_windows 36 actual 2023"]),
    (
        ["指标|本期|上年同期|增减", "12345热线受理诉求|4.8万件|4.6万件|4.3%"],
        ["requests_accepted 48000 actual 2023", "requests_accepted 46000 actual 2022"],
    ),
    (["指标|2023年|去年同期|同比", "综合窗口|36个|31个|+5"], ["integrated_windows 36 actual 2023", "integrated_windows 31 actual 2022"]),
    # two rows of heads, a cell over several columns or rows
    (
        ["指标^2|2022年<2|2023年<2", "目标|实际|目标|实际", "政务服务好评率（%）|96|97.1|97|98.4"],
        ["positive_rate 96 target 2022", "positive_rate 97.1 actual 2022", "positive_rate 97 target 2023", "positive_rate 98.4 actual 2023"],
    ),
    (
        ["类别|指标|完成数", "热线^2|受理诉求|4.8万件", "诉求办结率|97.3%", "大厅|综合窗口|36个"],
        ["requests_accepted 48000 actual 2023", "close_rate 97.3 actual 2023", "integrated_windows 36 actual 2023"],
    ),
    (["项目|全市平均|我区", "热线诉求办结率|96.8%|97.3%"], ["close_rate 96.8 actual 2023 全市平均", "close_rate 97.3 actual 2023"]),
    (["指标|2023年实际|2024年目标", "政务服务好评率|97.1%|98.4%"], ["positive_rate 97.1 actual 2023", "positive_rate 98.4 target 2024"]),
    (["指标|计划数|实际数|差额", "综合窗口|40个|36个|-4个"], ["integrated_windows 40 target 2023", "integrated_windows 36 actual 2023"]),
    (
        ["指标|上半年|下半年|全年", "12345热线受理诉求（件）|21000|27000|48000"],
        ["requests_accepted 21000 actual 2023-01/2023-06", "requests_accepted 27000 actual 2023-07/2023-12", "requests_accepted 48000 actual 2023"],
    ),
    (
        ["指标|数值|指标|数值", "12345热线受理诉求|4.8万件|综合窗口|36个", "自助终端|34台|政务服务好评率|98.4%"],
        ["requests_accepted 48000 actual 2023", "integrated_windows 36 actual 2023", "self_service_terminals 34 actual 2023", "positive_rate 98.4 actual 2023"],
    ),
    (["指标|完成数", "12345热线受理诉求|48000"], ["requests_accepted 48000 actual 2023"]),
    # no heads at all
    (["12345热线受理诉求|4.8万件", "政务服务好评率|98.4%"], ["requests_accepted 48000 actual 2023", "positive_rate 98.4 actual 2023"]),
    (["12345热线受理诉求|4.8万件|政务服务好评率|98.4%", "综合窗口|36个|自助终端|34台"], [
        "requests_accepted 48000 actual 2023", "positive_rate 98.4 actual 2023", "integrated_windows 36 actual 2023",
        "self_service_terminals 34 actual 2023",
    ]),
    # columns are indicators
    (
        ["年份|12345热线受理诉求（件）|热线诉求办结率", "2022年|46000|96.8%", "2023年|48000|97.3%"],
        ["requests_accepted 46000 actual 2022", "close_rate 96.8 actual 2022", "requests_accepted 48000 actual 2023", "close_rate 97.3 actual 2023"],
    ),
    (
        ["单位|综合窗口（个）|自助终端（台）", "柳岸街道|12|3", "税务局|14|4", "合计|26|7"],
        [
            "integrated_windows 12 actual 2023 柳岸街道", "self_service_terminals 3 actual 2023 柳岸街道",
            "integrated_windows 14 actual 2023 税务局", "self_service_terminals 4 actual 2023 税务局",
            "integrated_windows 26 actual 2023", "self_service_terminals 7 actual 2023",
        ],
    ),
    (["类型|12345热线受理诉求（件）", "咨询类|300", "投诉类|100", "总计|400"], [
        "requests_accepted 300 actual 2023 咨询类", "requests_accepted 100 actual 2023 投诉类", "requests_accepted 400 actual 2023",
    ]),
]  # fmt: skip

UNREAD = [
    ["名称|甲|乙", "子|12|13", "丑|15|16"],
    ["指标|一档|二档", "政务服务好评率|97.1|98.4"],
    ["指标|2023年|2023年", "政务服务好评率|97.1%|98.4%"],
    ["指标|实际值", "政务服务好评率|98.4"],
    ["指标|完成数", "12345热线受理诉求|4.8"],
]


def page(rows: list[str]) -> bytes:
    made = "".join(f"<tr>{''.join(map(cell, row.split('|')))}</tr>" for row in rows)
    words = "<p>全年工作情况见下表，各项任务均已完成，服务水平持续提升。</p>"
    return f"<html><body><h1>{TITLE}</h1><p>一、2023年工作回顾</p>{words}<table>{made}</table></body></html>".encode()


def cell(written: str) -> str:
    text, _, wide = written.partition("<")
    text, _, high = text.partition("^")
    return f"<td colspan='{wide or 1}' rowspan='{high or 1}'>{text}</td>"


def read(data: bytes, name: str = "甲.html") -> tuple[Document, Reading]:
    raw = read_bytes(data, name)
    document = document_of("report", propose(raw, load_places()), raw.raw)
    return document, read_facts(document, INDICATORS)


def told(reading: Reading) -> list[str]:
    facts = [fact for fact in reading.facts if fact.indicator and str(fact.role) != "change"]
    return [f"{f.indicator} {f.quantity.value:f} {f.role} {f.period.code} {f.whose or f.part}".strip() for f in facts]


@pytest.mark.parametrize(("rows", "expected"), TABLES, ids=[rows[0] for rows, _ in TABLES])
def test_a_table_is_read_by_its_heads(rows: list[str], expected: list[str]):
    document, reading = read(page(rows))
    assert told(reading) == expected
    assert all(
        document.raw[f.quantity.start : f.quantity.end] in f.quote and f.quote in document.raw for f in reading.facts
    )


@pytest.mark.parametrize("caption", ["12345热线诉求类型", "各窗口"])
def test_the_rows_of_a_table_split_what_the_words_above_are_about(caption: str):
    rows = "序号\t类型\t件数\t占比\n1\t咨询\t300\t75%\n2\t投诉\t100\t25%\n合计\t\t400\t\n"
    _, reading = read(f"{TITLE}\n\n一、2023年工作回顾\n{caption}\n{rows}".encode(), "甲.txt")
    told_of = [
        "requests_by_type 300 actual 2023 咨询",
        "request_type_share 75 actual 2023 咨询",
        "requests_by_type 100 actual 2023 投诉",
        "request_type_share 25 actual 2023 投诉",
    ]
    assert told(reading) == (told_of if "热线" in caption else [])


@pytest.mark.parametrize(
    "rows",
    [
        "序号 领域 诉求量(件) 占比\n1 城市管理 300 60%\n2 交通运输 200 40%\n",
        "3.诉求领域\n城市管理|300件|60%\n交通运输|200件|40%\n",
    ],
)
def test_what_a_table_splits_by_may_be_told_above_it_and_one_blank_may_part_its_cells(rows: str):
    _, reading = read(f"{TITLE}\n\n一、2023年12345热线工作\n{rows}".encode(), "甲.txt")
    assert told(reading) == [
        "requests_by_subject 300 actual 2023 城市管理",
        "request_subject_share 60 actual 2023 城市管理",
        "requests_by_subject 200 actual 2023 交通运输",
        "request_subject_share 40 actual 2023 交通运输",
    ]


@pytest.mark.parametrize("rows", UNREAD, ids=[" / ".join(rows) for rows in UNREAD])
def test_a_table_that_does_not_say_what_it_holds_is_named(rows: list[str]):
    document, reading = read(page(rows))
    assert told(reading) == []
    assert Kind.TABLE in {relation.kind for relation in find_relations(document, reading, INDICATORS)}


@pytest.mark.parametrize(
    "body",
    [
        "指标\t目标值\t实际值\n政务服务好评率\t97%\t98.4%\n",
        "| 指标 | 目标值 | 实际值 |\n|---|:--:|---|\n| 政务服务好评率 | 97% | 98.4% |\n",
        "指标　　　目标值　　　实际值\n政务服务好评率　　　97%　　　98.4%\n",
        "指标\n目标值\n实际值\n政务服务好评率\n97%\n98.4%\n",
        "表1\n指标\n目标值\n实际值\n完成率\n政务服务好评率\n97%\n98.4%\n101.4%\n",
        "指标  目标值  实际值\n政务服务好评率  97%  98.4%\n",
        "2023年考核情况（单位：%）\n指标\t目标值\t实际值\n政务服务好评率\t97\t98.4\n",
    ],
)
def test_tables_of_a_text_are_read_like_those_of_a_page(body: str):
    _, reading = read(f"{TITLE}\n\n一、2023年工作回顾\n{body}".encode(), "甲.txt")
    assert told(reading) == ["positive_rate 97 target 2023", "positive_rate 98.4 actual 2023"]


def test_a_table_in_a_plan_holds_targets():
    text = f"{TITLE}\n\n一、2023年工作回顾\n全年工作完成。\n二、2024年工作计划\n指标\t数值\n政务服务好评率\t98.4%\n自助终端\t34台\n"
    _, reading = read(text.encode(), "甲.txt")
    assert [(f.indicator, str(f.role)) for f in reading.facts if f.indicator] == [
        ("positive_rate", "target"),
        ("self_service_terminals", "target"),
    ]


def test_what_explains_a_figure_of_a_table_stands_in_the_table():
    document, _ = read(page(TABLES[0][0]))
    told = [one for one in explain(document, INDICATORS) if any(c.indicator == "positive_rate" for c in one.claims)]
    assert [document.text[one.quantity.start : one.quantity.end] for one in told] == ["97%", "98.4%"]


@pytest.mark.parametrize(
    "line", ["发布时间：2024-01-08 | 来源：青溪区", "全年受理诉求4.8万件，\t办结率97.3%。", "电话：0731　　　传真：85"]
)
def test_a_line_alone_is_no_table(line: str):
    _, reading = read(f"{TITLE}\n{line}\n一、2023年工作回顾\n全年工作完成。\n".encode(), "甲.txt")
    assert reading.unread == ()
    assert normalise(line)
