"""Printed pages become paragraphs again; scans and locked files are refused."""

from __future__ import annotations

import pytest

from core.errors import DocumentError
from core.reading import read_bytes
from core.reading.pages import PAGE_END, page_of
from core.reading.radicals import unified
from tests.paper import Printed, pdf

LEFT, FULL = 72, 37  # where lines begin; how many characters of 12 points fill one


def page(number: int, *paragraphs: str) -> list[Printed]:
    """Print paragraphs: indented by two characters, broken where the line is full, with a running head and a page
    number.
    """
    lines = [Printed("青石区政务服务局年度总结", 200, 800, 9)]
    y = 740
    for paragraph in paragraphs:
        rest, indent = paragraph, 2
        while rest:
            lines.append(Printed(rest[: FULL - indent], LEFT + 12 * indent, y))
            rest, indent, y = rest[FULL - indent :], 0, y - 20
    return [*lines, Printed(f"— {number} —", 280, 40, 9)]


def test_lines_are_joined_into_paragraphs_and_margins_left_out():
    first = "2022年，全区政务服务部门围绕企业和群众办事需求持续推进改革，共办理各类事项12.6万件，同比增长8.3%，按时办结率达到99.8%。"
    second = "大厅进驻部门31个，设窗口86个，全年接待群众21万人次，日均办件量超过520件。"
    read = read_bytes(pdf([page(n, "一、工作总结", first, second) for n in (1, 2, 3)]), "总结.pdf")

    assert read.raw.replace(PAGE_END, "") == f"一、工作总结\n{first}\n{second}\n" * 3
    starts = [n for n in range(len(read.raw)) if read.raw.startswith("12.6万件", n)]
    assert [page_of(read.raw, start) for start in starts] == [1, 2, 3]


def test_a_title_stands_alone():
    pages = [
        [
            Printed("青石区政务服务局2022年工作总结", 150, 780, 18),
            *page(1, "2022年，全区共办理事项12.6万件。", "一、工作总结", "大厅设窗口86个。")[1:],
        ]
    ]
    assert read_bytes(pdf(pages), "总结.pdf").raw.split("\n")[0] == "青石区政务服务局2022年工作总结"


def test_a_sentence_goes_on_over_the_page():
    text = "全年共办理各类事项" + "，持续推进改革" * 10 + "，满意率99.2%。"
    head, tail = text[: FULL * 2 - 2], text[FULL * 2 - 2 :]
    tail_page = [Printed(tail[n : n + FULL], LEFT, 760 - n) for n in range(0, len(tail), FULL)]
    read = read_bytes(pdf([page(1, "一、工作总结", head), tail_page]), "总结.pdf")
    assert text in read.raw


def test_rows_of_a_table_keep_their_cells_apart():
    row = [Printed(text, x, 700) for text, x in (("行政许可", 72), ("120", 250), ("98", 400))]
    read = read_bytes(pdf([[*page(1, "二、主动公开政府信息情况")[1:], *row]]), "年报.pdf")
    assert "\n行政许可 | 120 | 98\n" in read.raw
    assert any("表格" in note for note in read.notes)


def test_a_scan_is_refused_where_nothing_recognises_it(monkeypatch):
    monkeypatch.setattr("core.reading.recognising.can_recognise", lambda: False)
    with pytest.raises(DocumentError, match="^扫.pdf：是扫描件，里面只有图像没有文字，请.*--ocr.*。$"):
        read_bytes(pdf([[], []]), "扫.pdf")


def test_a_locked_file_is_refused():
    with pytest.raises(DocumentError, match="锁.pdf：文件设了打开密码"):
        read_bytes(pdf([page(1, "一、工作总结")], locked=True), "锁.pdf")


def test_a_broken_file_is_refused():
    with pytest.raises(DocumentError, match="坏.pdf：PDF 文件已损坏"):
        read_bytes(b"%PDF-1.4\nnothing follows", "坏.pdf")


def test_radicals_become_characters():
    assert unified("⼯作⻔户⽹站⻋⻚") == "工作门户网站车页"


def test_the_head_of_a_table_is_one_line_however_its_words_are_broken():
    """Words on two lines, one in the middle of its height, and one above the two columns that it covers."""
    at = (84, 190, 290, 390, 480)
    head = [
        Printed("县", 84, 706), Printed("受理量", 230, 714), Printed("办结率", 390, 714), Printed("排名", 480, 706),
        Printed("本月", 190, 698), Printed("上月", 290, 698), Printed("（%）", 390, 698),
    ]  # fmt: skip
    rows = [
        [Printed(word, x, 680 - 18 * n) for word, x in zip(row, at, strict=True)]
        for n, row in enumerate((("甲县", "1201", "1105", "98.1", "1"), ("乙县", "903", "880", "97.2", "2")))
    ]
    raw = read_bytes(pdf([[Printed("甲市2024年5月热线通报", 200, 780, 18), *head, *rows[0], *rows[1]]]), "x.pdf")
    assert raw.raw.split("\n")[1:4] == [
        "县 | 受理量本月 | 受理量上月 | 办结率（%） | 排名", "甲县 | 1201 | 1105 | 98.1 | 1", "乙县 | 903 | 880 | 97.2 | 2",
    ]  # fmt: skip
