"""Read a docx: paragraphs and tables in the order in which they stand. Runs in a child process."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import docx
from docx.document import Document
from lxml import etree

from core.reading.document import Parsed
from core.reading.encodings import universal_newlines
from core.reading.grids import Cell, RawWriter, one_line
from core.reading.pages import PAGE_END, settled, without_marks

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PAGE_TURN = W + "lastRenderedPageBreak"  # where a page ended when Word saved the file
BREAKS = {W + "tab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
UNSEEN = {
    W + "del",
    W + "moveFrom",
    W + "instrText",
    W + "delText",
    W + "rPr",
    W + "pPr",
    W + "tblPr",
    FALLBACK,
    W + "footnote",
    W + "comment",
}
NUMBERED = "文中有自动编号的段落，编号不在文字里，未写入"
PAGES = re.compile(rb"<Pages>(\d{1,4})</Pages>")
RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


def parse_docx(data: bytes, name: str) -> Parsed:
    """Return the text of a docx, a line a paragraph; automatic numbers, headers, footers, notes and contents are
    left out.
    """
    document = docx.Document(io.BytesIO(data))
    paged = _pages_are_known(document)
    writer = RawWriter()
    numbered = False
    for block in _blocks(document.element.body):
        if block.tag == W + "tbl":
            writer.table(_rows(block), _turns(block) if paged else ())
            continue
        numbered = numbered or block.find(f"{W}pPr/{W}numPr") is not None
        text = _text(block)
        if paged and text.startswith(PAGE_END):
            writer.page_end(len(text) - len(text.lstrip(PAGE_END)))
        text = text.lstrip(PAGE_END) if paged else text.replace(PAGE_END, "")
        for line in universal_newlines(text).split("\n"):
            writer.line(settled(line).strip(" \u00a0"))
    return writer.finish((NUMBERED,) if numbered else ())


def _pages_are_known(document: Document) -> bool:
    """Say whether the file marks the end of each page: as many as it counted when it was saved."""
    turns = sum(1 for _ in document.element.body.iter(PAGE_TURN))
    properties = next(
        (part.blob for part in document.part.package.iter_parts() if part.partname == "/docProps/app.xml"), b""
    )
    counted = PAGES.search(properties)
    return turns > 0 and counted is not None and int(counted[1]) == turns + 1


def _turns(table: etree._Element) -> tuple[int, ...]:
    """Return the rows of a table with which a new page begins, one for each page."""
    rows = [row for row in table.iter(W + "tr") if next(row.iterancestors(W + "tbl")) is table]
    return tuple(n for n, row in enumerate(rows) for _ in row.iter(PAGE_TURN))


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs and tables, those inside content controls and text boxes too."""
    for child in parent:
        if child.tag in (W + "p", W + "tbl"):
            if not _is_contents(child):
                yield child
            for box in _boxes(child) if child.tag == W + "p" else ():
                yield from _blocks(box)
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo") and not _is_contents(
            child
        ):
            yield from _blocks(child)


def _is_contents(element: etree._Element) -> bool:
    """A table of contents repeats every heading with a page number."""
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    style = element.find(f"{W}pPr/{W}pStyle")
    return (gallery is not None and "Contents" in gallery.get(W + "val", "")) or (
        style is not None and style.get(W + "val", "").upper().startswith("TOC")
    )


def _boxes(paragraph: etree._Element) -> list[etree._Element]:
    return [box for box in paragraph.iter(W + "txbxContent") if not any(a.tag == FALLBACK for a in box.iterancestors())]


def _text(element: etree._Element) -> str:
    return "".join(_pieces(element))


def _pieces(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in UNSEEN or child.tag == W + "txbxContent":
            continue
        if child.tag == W + "t":
            yield without_marks(child.text or "")
        elif child.tag == PAGE_TURN:
            yield PAGE_END
        elif child.tag in BREAKS:
            yield BREAKS[child.tag]
        elif child.tag == W + "r":
            yield from _run(child)
        else:
            yield from _pieces(child)


def _run(run: etree._Element) -> Iterator[str]:
    if any(_is_set(run.find(f"{W}rPr/{W}{name}")) for name in ("vanish", "strike", "dstrike")):
        return
    raised = run.find(f"{W}rPr/{W}vertAlign[@{W}val='superscript']") is not None
    for piece in _pieces(run):
        yield piece.translate(RAISED) if raised else piece


def _is_set(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(W + "val", "1") not in ("0", "false", "off")


def _rows(table: etree._Element) -> list[list[Cell]]:
    """Return the rows of a table; a cell merged downwards is written with the rows it covers."""
    rows = [list(_row_cells(row)) for row in table.iter(W + "tr") if next(row.iterancestors(W + "tbl")) is table]
    return [
        [Cell(text, _covered(rows, r, column), width) for column, width, text, goes_on in row if not goes_on]
        for r, row in enumerate(rows)
    ]


def _row_cells(row: etree._Element) -> Iterator[tuple[int, int, str, bool]]:
    """Yield each cell of a row: column, columns covered, text, whether it goes on with the cell above."""
    column = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
    if column:
        yield 0, column, "", False
    for cell in row.iter(W + "tc"):
        if next(cell.iterancestors(W + "tr")) is not row:
            continue
        width = _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        goes_on = merge is not None and merge.get(W + "val", "continue") != "restart"
        lines = [_text(paragraph) for paragraph in cell.iter(W + "p")]
        yield column, width, one_line("\n".join(lines)), goes_on
        column += width


def _covered(rows: list[list[tuple[int, int, str, bool]]], r: int, column: int) -> int:
    covered = 1
    for row in rows[r + 1 :]:
        if not any(c == column and goes_on for c, _, _, goes_on in row):
            break
        covered += 1
    return covered


def _number(element: etree._Element | None, default: int) -> int:
    written = element.get(W + "val", "") if element is not None else ""
    return min(int(written), 200) if written.isdecimal() else default
