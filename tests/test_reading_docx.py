"""Docx files are read in the order in which they stand; hostile and broken ones end as a sentence."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml

from core.errors import DocumentError
from core.reading import read_bytes
from tests.paper import report_docx, with_part, written

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_paragraphs_and_tables_stand_in_order_and_merged_cells_are_resolved():
    document = report_docx()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "类别"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "办件量（件）"
    for column, text in enumerate(("2021年", "2022年"), 1):
        table.cell(1, column).text = text
    for column, text in enumerate(("企业\n开办", "1201", "1388")):
        table.cell(2, column).text = text
    document.add_paragraph("二、2023年工作计划")

    read = read_bytes(written(document), "总结.docx")

    assert read.raw.split("\n") == [
        "青石区政务服务局2022年工作总结",
        "2022年，全区共办理各类事项12.6万件。",
        "类别 | 办件量（件） | ",
        " | 2021年 | 2022年",
        "企业开办 | 1201 | 1388",
        "二、2023年工作计划",
        "",
    ]
    [table] = read.tables
    assert table.rows == (
        ("类别", "办件量（件）", "办件量（件）"),
        ("类别", "2021年", "2022年"),
        ("企业开办", "1201", "1388"),
    )
    for row, spans in zip(table.rows, table.spans, strict=True):
        assert [read.raw[start:end] for start, end in spans] == list(row)
    assert read.raw[table.start : table.end].endswith("1388")


def test_automatic_numbers_are_not_invented_but_said():
    document = report_docx()
    paragraph = document.add_paragraph("优化大厅服务")
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'))

    read = read_bytes(written(document), "总结.docx")

    assert "\n优化大厅服务\n" in read.raw
    assert any("自动编号" in note for note in read.notes)


def test_hidden_deleted_and_contents_are_left_out():
    document = report_docx()
    run = document.add_paragraph("面积5200m").add_run("2")
    run.font.superscript = True
    document.paragraphs[-1].add_run("隐藏99件").font.hidden = True
    document.add_paragraph()._p.append(parse_xml(f"<w:del {W}><w:r><w:delText>删去88件</w:delText></w:r></w:del>"))
    document.element.body.insert(0, parse_xml(
        f'<w:sdt {W}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>一、成效 12</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    ))  # fmt: skip
    document.element.body.insert(
        1, parse_xml(f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>控件里的话</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    )

    raw = read_bytes(written(document), "总结.docx").raw

    assert "面积5200m²\n" in raw and "控件里的话" in raw
    assert not any(words in raw for words in ("隐藏", "删去", "成效 12"))


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = with_part(written(report_docx()), "word/media/image1.bin", 120 << 20)

    assert len(bomb) < 1 << 20
    with pytest.raises(DocumentError, match="弹.docx：解开后.*超出一份报告的大小"):
        read_bytes(bomb, "弹.docx")


def test_an_archive_of_thousands_of_parts_is_refused():
    file = io.BytesIO(written(report_docx()))
    with zipfile.ZipFile(file, "a") as archive:
        for n in range(2100):
            archive.writestr(f"word/media/{n}.bin", "")

    with pytest.raises(DocumentError, match="个部件"):
        read_bytes(file.getvalue(), "多.docx")


def test_an_archive_that_lies_about_its_sizes_does_no_harm():
    honest = with_part(written(report_docx()), "word/comments.xml", 120 << 20)
    size = (120 << 20).to_bytes(4, "little")
    lying = honest.replace(size, (1000).to_bytes(4, "little"))

    assert lying != honest
    try:
        assert "12.6万件" in read_bytes(lying, "谎.docx").raw
    except DocumentError as refused:
        assert str(refused).startswith("谎.docx：")


def test_a_broken_document_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written(report_docx()))) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, old.read(entry)[:200] if entry == "word/document.xml" else old.read(entry))

    with pytest.raises(DocumentError, match="坏.docx：文件已损坏"):
        read_bytes(file.getvalue(), "坏.docx")


def test_a_docx_without_words_is_refused():
    with pytest.raises(DocumentError, match="没有文字"):
        read_bytes(written(docx.Document()), "空.docx")
