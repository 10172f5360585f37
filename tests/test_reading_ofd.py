"""OFD files: lines in reading order, paragraphs and pages as of a pdf; what has no text is refused."""

from __future__ import annotations

import io
import zipfile
from html import escape

import pytest

from core.errors import DocumentError
from core.reading import read_bytes
from core.reading.pages import PAGE_END, page_of

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SIZE = 4.2  # millimetres
FULL = 38  # characters that fill a line
Piece = tuple[float, float, str]  # left, top, text


def ofd(pages: list[list[Piece]], extra: str = "", parts: tuple[str, ...] = ()) -> bytes:
    """Return an OFD file of these pieces of text, ``extra`` on every page."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    box = "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
    made = {
        "OFD.xml": f"{HEAD}<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"{HEAD}<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea>{box}</ofd:PageArea>"
        f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        **dict.fromkeys(parts, ""),
    }
    for n, pieces in enumerate(pages):
        drawn = "".join(map(_drawn, pieces)) + extra
        made[f"Doc_0/Pages/Page_{n}/Content.xml"] = (
            f"{HEAD}<ofd:Page {SPACE}><ofd:Content><ofd:Layer>{drawn}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in made.items():
            archive.writestr(name, text)
    return file.getvalue()


def _drawn(piece: Piece) -> str:
    left, top, text = piece
    steps = " ".join(str(SIZE if ord(c) > 0x2E7F else SIZE / 2) for c in text[:-1])
    code = f'<ofd:TextCode X="0" Y="{0.88 * SIZE}" DeltaX="{steps}">{escape(text)}</ofd:TextCode>'
    return f'<ofd:TextObject Boundary="{left} {top} 170 {SIZE}" Size="{SIZE}">{code}</ofd:TextObject>'


def printed(*paragraphs: str) -> list[Piece]:
    """Return paragraphs as lines: indented by two characters, broken where the line is full."""
    pieces, top = [], 30.0
    for paragraph in paragraphs:
        rest, indent = paragraph, 2
        while rest:
            pieces.append((25 + SIZE * indent, top, rest[: FULL - indent]))
            rest, indent, top = rest[FULL - indent :], 0, top + 8
    return pieces


FIRST = "2022年全区政务服务部门围绕企业和群众办事需求持续推进改革，共办理各类事项一千二百三十件，其中网上办理八百件，占比有了明显提高。"


def test_lines_become_paragraphs_and_keep_their_pages():
    read = read_bytes(ofd([printed("一、工作总结", FIRST), printed("大厅设窗口86个。")]), "总结.ofd")
    assert read.raw.replace(PAGE_END, "") == f"一、工作总结\n{FIRST}\n大厅设窗口86个。\n"
    assert [page_of(read.raw, read.raw.index(word)) for word in ("一千", "86个")] == [1, 2]


def test_pieces_are_read_from_the_top_and_from_the_left_whatever_their_order():
    row = [(25.0, 60.0, "行政许可"), (90.0, 60.0, "120"), (140.0, 60.0, "98")]
    read = read_bytes(ofd([[*reversed(row), *reversed(printed("一、工作总结", FIRST))]]), "年报.ofd")
    assert read.raw == f"一、工作总结\n{FIRST}\n行政许可 | 120 | 98\n"
    assert any("表格" in note for note in read.notes)


def test_a_watermark_that_stands_aslant_is_no_text():
    aslant = (
        '<ofd:TextObject Boundary="0 0 99 99" Size="9" CTM="0.7 0.7 -0.7 0.7 0 0">'
        '<ofd:TextCode X="9" Y="9">内部99份</ofd:TextCode></ofd:TextObject>'
    )
    assert "内部" not in read_bytes(ofd([printed(FIRST)], aslant), "总结.ofd").raw


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (ofd([[]]), "只有图像没有文字"),
        (ofd([printed(FIRST)], parts=("Doc_0/Encryptions.xml",)), "已加密"),
        (ofd([printed(FIRST)], extra="<ofd:TextObject/>"), "OFD 文件已损坏"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_remedy(data, said):
    with pytest.raises(DocumentError, match=f"^版.ofd：.*{said}.*，请.*。$"):
        read_bytes(data, "版.ofd")
