"""Read an OFD file (GB/T 33190): the lines of its pages, rejoined into paragraphs as those of a pdf. Runs in a child
process.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from itertools import accumulate

from lxml import etree

from core.reading.document import Parsed, refusal
from core.reading.encodings import damaged
from core.reading.pages import without_marks
from core.reading.paragraphs import in_reading_order, paragraphs, row_of
from core.reading.printed import GAP, Line, Page

POINTS = 72 / 25.4  # to the millimetre, in which a page is measured
A4 = (0.0, 0.0, 210.0, 297.0)
MAX_PAGES = 500
WIDE_GAP = 0.8  # of the size: what no justified line has
BROKEN = "请重新下载，或在 OFD 阅读器中导出为 pdf"
AS_TEXT = "请在 OFD 阅读器中导出为 pdf 后用文字识别（OCR）软件转成文字，再导入"
ROWS = "OFD 里的表格按行读取，未还原成表"
Box = tuple[float, float, float, float]  # left, top, width, height, in millimetres from the upper left corner


def parse_ofd(data: bytes, name: str) -> Parsed:
    """Return the text of the first document of an OFD file, a line a paragraph, with marks where pages end.

    Raises:
        DocumentError: a part is missing or broken, it is encrypted, or its pages hold pictures only.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = _Package(archive)
        if package.holds("Encryptions.xml"):
            raise refusal(name, "文件已加密", "请在 OFD 阅读器中取消加密后另存")
        try:
            pages = [Page(width, height, in_reading_order(lines)) for width, height, lines in package.pages()]
        except (KeyError, ValueError, etree.XMLSyntaxError) as error:
            raise refusal(name, "OFD 文件已损坏，打不开", BROKEN) from error
    if len(pages) > MAX_PAGES:
        raise refusal(name, f"有 {len(pages)} 页，不像一份报告", "请只保留报告本身")
    lines = paragraphs(pages)
    text = "\n".join(lines) + "\n"
    if not text.strip():
        raise refusal(name, "里面只有图像没有文字", AS_TEXT)
    if damaged(text):
        raise refusal(name, "里面的文字没有编码信息，取不出来", AS_TEXT)
    return Parsed(text, (), (ROWS,) if any(map(row_of, lines)) else ())


class _Package:
    """The parts of the archive; what they name is found from where they stand."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {entry.lstrip("/").lower(): entry for entry in archive.namelist()}

    def holds(self, name: str) -> bool:
        return any(posixpath.basename(entry) == name.lower() for entry in self._names)

    def pages(self) -> Iterator[tuple[float, float, list[Line]]]:
        """Yield width and height of each page in points, and its pieces of text in the order of the file."""
        root = _written(next(_called(self._part("OFD.xml"), "DocRoot")))
        document = self._part(root)
        usual = next((_box(e.text) for e in _called(document, "PhysicalBox")), A4)
        for page in _called(next(_called(document, "Pages")), "Page"):
            content = self._part(_beside(root, page.get("BaseLoc", "")))
            area = next((_box(e.text) for e in _called(content, "PhysicalBox")), usual)
            pieces = [line for piece in _called(content, "TextObject") for line in _lines(piece, area)]
            yield area[2] * POINTS, area[3] * POINTS, pieces

    def _part(self, place: str) -> etree._Element:
        quiet = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(self._archive.read(self._names[place.lstrip("/").lower()]), quiet)


def _lines(piece: etree._Element, area: Box) -> Iterator[Line]:
    """Yield the lines of a piece of text; what stands aslant is a watermark."""
    turn = [float(n) for n in piece.get("CTM", "1 0 0 1 0 0").split()]
    if turn[1] or turn[2]:
        return
    left, top, _, _ = _box(piece.get("Boundary"))
    size = float(piece.get("Size", "4")) * abs(turn[3])
    for code in _called(piece, "TextCode"):
        text = without_marks(_written(code))
        if text.strip():
            begin = left + turn[4] + turn[0] * float(code.get("X", "0"))
            foot = top + turn[5] + turn[3] * float(code.get("Y", "0"))
            steps = _steps(code.get("DeltaX", ""), size / abs(turn[0] or 1))[: len(text) - 1]
            places = list(accumulate((step * turn[0] for step in steps), initial=begin))
            right = places[-1] + size * (1 if ord(text[-1]) > 0x2E7F else 0.5)
            base = (area[3] - (foot - area[1])) * POINTS
            yield Line(
                _spaced(text, places, size), (begin - area[0]) * POINTS, (right - area[0]) * POINTS,
                base - 0.12 * size * POINTS, base + 0.88 * size * POINTS,
            )  # fmt: skip


def _spaced(text: str, places: list[float], size: float) -> str:
    """Return a text with a wide space where its characters stand more than their width apart."""
    parts = [text[:1]]
    for n, letter in enumerate(text[1 : len(places)], 1):
        width = size if ord(text[n - 1]) > 0x2E7F else size / 2
        gap = places[n] - places[n - 1] - width > WIDE_GAP * size
        parts.append((GAP if gap else "") + letter)
    return "".join(parts) + text[len(places) :]


def _steps(written: str, usual: float) -> list[float]:
    """Return the distances between characters; ``g 3 4.2`` is three times 4.2.

    >>> _steps("3 g 2 4.5 1", 3.0)[:4]
    [3.0, 4.5, 4.5, 1.0]
    """
    steps: list[float] = []
    words = iter(written.split())
    for word in words:
        times, step = (int(next(words)), float(next(words))) if word == "g" else (1, float(word))
        steps += [step] * min(times, 10_000)
    return steps or [usual] * 10_000


def _called(part: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the elements of a name in any name space: producers differ in it."""
    return part.iter(f"{{*}}{name}")


def _written(element: etree._Element) -> str:
    return str(element.text or "")


def _box(written: str | None) -> Box:
    left, top, width, height = (float(n) for n in (written or "").split())
    return left, top, width, height


def _beside(place: str, named: str) -> str:
    """Return where a part lies that another names, from its own folder or, with a stroke, from the root.

    >>> _beside("Doc_0/Document.xml", "Pages/Page_0/Content.xml"), _beside("Doc_0/Document.xml", "/Doc_0/P.xml")
    ('Doc_0/Pages/Page_0/Content.xml', 'Doc_0/P.xml')
    """
    path = named if named.startswith("/") else posixpath.join(posixpath.dirname(place), named)
    return posixpath.normpath(path).lstrip("/")
