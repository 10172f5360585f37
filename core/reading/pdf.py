"""Read a text-based pdf: its lines, rejoined into paragraphs, without page numbers and running heads. Runs in a
child process.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from core.reading.document import Parsed, refusal
from core.reading.encodings import damaged
from core.reading.pages import without_marks
from core.reading.paragraphs import paragraphs, row_of
from core.reading.printed import GAP, Line, Page, Piece
from core.reading.radicals import unified

MAX_PAGES = 500
FEW = 10  # characters a page: less is a scan with a stamp or a page number
UNLOCK = "请用 PDF 阅读器取消密码后另存，或复制正文存为 txt"
SCAN = "是扫描件，里面只有图像没有文字"
UNCODED = "里面的文字没有编码信息，取不出来"
PICTURED = "第 {} 页只有图像，其中的文字没有读"
TABLES = "PDF 里的表格按行读取，未还原成表"


def parse_pdf(data: bytes, name: str) -> Parsed:
    """Return the text of a pdf, a line a paragraph; rows of a table become lines with bars. Of a scan without text, or one
    whose text no font can be turned back into characters, no text, and which of both it is.

    Raises:
        DocumentError: broken, too long, or locked by a password.
    """
    with _opened(data, name) as document:
        if len(document) > MAX_PAGES:
            raise refusal(name, f"有 {len(document)} 页，不像一份报告", "请只保留报告本身")
        pages = [_page(document[n]) for n in range(len(document))]
        pictured = tuple(PICTURED.format(n) for n, page in enumerate(pages, 1) if _is_pictured(document[n - 1], page))
    written = sum(len(line.text) for page in pages for line in page.lines)
    if written < FEW * len(pages):
        return Parsed("", (), (SCAN,))
    lines = paragraphs(pages)
    text = "\n".join(lines) + "\n"  # with marks where pages end
    if damaged(text):
        return Parsed("", (), (UNCODED,))
    return Parsed(text, (), (*((TABLES,) if any(map(row_of, lines)) else ()), *pictured))


def _is_pictured(page: pdfium.PdfPage, read: Page) -> bool:
    """Return whether a page holds a picture and next to no text."""
    few = sum(len(line.text) for line in read.lines) < FEW
    return few and any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))


def _opened(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise refusal(name, "文件设了打开密码", UNLOCK) from error
        raise refusal(name, "PDF 文件已损坏，打不开", "请重新下载，或换成 docx、txt") from error


def _page(page: pdfium.PdfPage) -> Page:
    text = page.get_textpage()
    characters = [_character(text.raw, n) for n in range(text.count_chars())]
    width, height = page.get_size()
    lines: list[list[_Character]] = [[]]
    before: _Character | None = None
    for character in characters:
        ends = character.text in "\r\n"
        if ends or character.seen and before is not None and character.leaves(before):
            lines.append([])
        if not ends:
            lines[-1].append(character)
            before = character if character.seen else before
    return Page(width, height, [_line(line) for line in lines if any(c.seen for c in line)])


class _Character:
    """A character with its box; pdfium makes up spaces, they have none."""

    __slots__ = ("bottom", "left", "right", "seen", "text", "top")

    def __init__(self, text: str, box: tuple[float, float, float, float]) -> None:
        self.text = text
        self.left, self.right, self.bottom, self.top = box
        self.seen = self.right > self.left and not text.isspace()

    def leaves(self, before: _Character) -> bool:
        """Return whether it stands on another line than the one before it, whatever the file says."""
        size = min(self.top - self.bottom, before.top - before.bottom)
        return min(self.top, before.top) - max(self.bottom, before.bottom) < 0.4 * size


def _character(page: raw.FPDF_TEXTPAGE, n: int) -> _Character:
    box = raw.FS_RECTF()  # the loose box: as wide as the character's place, not as its ink
    raw.FPDFText_GetLooseCharBox(page, n, ctypes.byref(box))
    code = raw.FPDFText_GetUnicode(page, n)
    return _Character(without_marks(unified(chr(code))) if code else "", (box.left, box.right, box.bottom, box.top))


def _line(characters: list[_Character]) -> Line:
    seen = [c for c in characters if c.seen]
    pieces = tuple(_pieces(characters))
    return Line(
        GAP.join(piece.text for piece in pieces),
        min(c.left for c in seen), max(c.right for c in seen), min(c.bottom for c in seen), max(c.top for c in seen), pieces,
    )  # fmt: skip


def _pieces(characters: list[_Character]) -> Iterator[Piece]:
    """Yield what stands between the wide gaps of a line: those of about an em, which no justified line has."""
    seen = [c for c in characters if c.seen]
    if any(after.left < before.left for before, after in pairwise(seen)):  # another font came later in the file
        characters = sorted(seen, key=lambda c: c.left)
    begun, before = list[_Character](), None
    for character in characters:
        if character.seen and before is not None and character.left - before.right > 0.8 * (before.top - before.bottom):
            yield _piece(begun)
            begun = []
        begun.append(character)
        before = character if character.seen else before
    yield _piece(begun)


def _piece(characters: list[_Character]) -> Piece:
    seen = [c for c in characters if c.seen]
    text = "".join(c.text for c in characters).strip()
    return Piece(text, min(c.left for c in seen), max(c.right for c in seen))
