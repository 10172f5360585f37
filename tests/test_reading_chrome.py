"""What the page adds to a report is known for what it is; what the report says is left alone."""

from __future__ import annotations

import pytest

from core.parsing.text import normalise
from core.reading.chrome import kind_of, page_chrome

BODY = "2022年，全区共办理各类事项12.6万件，窗口办理满意率达到99.2%，群众办事更加方便，企业办事更加快捷。"


def chrome(text):
    return [text[start:end] for start, end in page_chrome(text)]


@pytest.mark.parametrize(
    "line",
    [
        "发布日期：2023-01-12    来源：区政务服务局 字体大小：",
        "信息来源: 发布时间:2023-01-12 阅读次数:1286",
        "发布时间：2023-01-12 09:05信息来源：区数据局阅读次数：编辑：张三 字体：【",
        "【字体：大 中 小】",
        "大 中 小",
        "打印本页",
        "【打印】【关闭窗口】",
        "分享到：微信 新浪微博 QQ空间",
        "扫一扫在手机打开当前页",
        "  • 扫一扫在手机打开当前页",
        "索引号：001003/2023-00012",
        "索 引 号： 001003/2023-00012",
        "公开目录: | 公开责任部门: | ||",
        "生效日期 : | 有效期: |",
        "浏览次数：3582次",
        "当前位置：首页/政务公开/工作总结",
        "首页 > 政务公开 > 年度总结",
        "您现在的位置：首页",
        "2023-01-12 10:22",
        "2023-01-12 10:22 来源：区局",
        "2023年1月12日",
        "上一篇：青石区2021年工作总结",
        "下一篇:区政府2023年工作要点",
        "下一条：没有了",
        "相关文档：",
        "附件：1.2022年办件统计表.xlsx",
        "附件1：办件统计表",
        "2022年办件统计表.docx",
        "主办单位：青石区人民政府办公室",
        "版权所有：青石区人民政府",
        "某ICP备05000001号-1",
        "网站标识码：5101230001",
        "联系电话：0000-12345678",
        "责任编辑：张三",
        "归档时间：2023-06-15",
    ],
)
def test_lines_of_the_page(line):
    assert kind_of(line) is not None
    assert kind_of(normalise(line)) is not None


@pytest.mark.parametrize(
    "line",
    [
        "一、2022年工作总结",
        "（一）持续优化大厅服务",
        "全区共设窗口20个。",
        "办件量：3.2万件",
        "其中：即办件907个",
        "一是打印机24小时自助打印服务1200次。",
        "大厅",
        "行政许可 | 24380",
        "第一部分 2022年度工作总结",
        "青石区政务服务局2022年工作总结",
        "附件齐全即时受理的事项有120项。",
        "来源于12345热线的诉求3200件",
        "3.",
        "0 |",
        "事项名称 | 数量",
        "2022年1月12日挂牌成立，核定编制20名。",
        "时间短、环节少的事项120项",
        "相关文件20件已经清理完毕。",
    ],
)
def test_lines_of_the_report(line):
    assert kind_of(line) is None


def test_the_title_after_next_and_the_list_after_related_are_of_the_page():
    text = (
        f"{BODY}\n下一篇：\n区政府2023年工作报告\n相关文档：\n1. 2021年办件9万件的通报\n2. 2020年公告\n主办单位：区政府"
    )
    assert chrome(text) == [text[len(BODY) + 1 :]]


def test_a_value_below_its_label_is_of_the_page():
    text = f"• 索引号:\n\n  6107280000/2024-001005\n• 发布日期:\n\n  2023年04月06日 16:34\n\n2022年工作总结\n{BODY}"
    assert all(value in "".join(chrome(text)) for value in ("6107280000/2024-001005", "2023年04月06日"))
    assert "2022年工作总结" not in "".join(chrome(text))


def test_the_head_of_a_paragraph_may_be_of_the_page():
    text = f"发布日期：2023-01-12 来源：区局 字体：【大 中 小】 {BODY}"
    [head] = chrome(text)
    assert head.startswith("发布日期：2023-01-12")
    assert "12.6" not in head


def test_a_weak_label_inside_the_body_is_of_the_report():
    text = f"{BODY}\n时间：3至5个工作日\n地址：设在大厅二楼的窗口12个\n{BODY}"
    assert chrome(text) == []
    assert chrome(f"时间：2023-01-05\n{BODY}") == ["时间：2023-01-05"]


def test_offsets_hold_on_raw_and_on_normalised_text():
    text = f"发布日期：２０２３－０１－１２　来源：区局\n{BODY}\n下一篇：２０２１年总结\n"
    assert page_chrome(normalise(text)) == page_chrome(text)


def test_spans_are_in_order_and_apart():
    text = f"当前位置：首页\n2022年工作总结\n来源：区局\n{BODY}\n打印本页\n下一篇：2021年"
    spans = page_chrome(text)
    assert spans == sorted(spans)
    assert all(before[1] < after[0] for before, after in zip(spans, spans[1:], strict=False))
