"""Turn the elements of a web page into lines as a browser shows them: a line a block, inline elements joined,
tables kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from core.reading.grids import Cell, one_line, without_breaks

# elements that do not begin a line
_INLINE = """
a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr
"""
# elements that show nothing, what is struck through, how a character is spoken, or navigation
_DROPPED = """
del s strike rt rp script style noscript template iframe object applet svg canvas audio video map nav footer aside head title select option textarea button input datalist
"""
INLINE = frozenset(_INLINE.split())
DROPPED = frozenset(_DROPPED.split())
HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|text-decoration[^;]*line-through")
RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")  # m<sup>2</sup>, 10<sup>4</sup>
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
FOOTNOTE = re.compile(r"\s*[\[【〔(（]?\s*(?:\d{1,3}|[①-⑳*])\s*[\]】〕)）]\s*|[①-⑳*]")
INVISIBLE = str.maketrans(dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad")))
SPACES = re.compile(r"[ \t\n\f\u00a0]+")
PARAGRAPH = 150  # characters: a cell with more belongs to a layout, not to a table of data
MAX_SPAN = 1000


@dataclass(slots=True)
class Block:
    """A line of the page, or a table, and the element in which it begins."""

    text: str
    element: html.HtmlElement
    linked: bool = False  # most of it is link text
    rows: list[list[Cell]] = field(default_factory=list)  # of a table


def blocks(root: html.HtmlElement) -> Iterator[Block]:
    """Yield the lines and tables that a browser shows of ``root``, in document order."""
    line = _Line()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start" and not is_dropped(element) and not is_data_table(element):
            yield from line.turn(element)
            line.in_link += _is_link(element)
            line.add(_own_text(element), element)
        elif event == "start":
            yield from _table(line, element)
            walk.skip_subtree()
        else:
            if not is_dropped(element):
                yield from line.turn(element)
                line.in_link -= _is_link(element)
            if element is not root:
                line.add(_set(element.tail or "", element.getparent()), element.getparent())
    yield from line.flush()


def is_dropped(element: html.HtmlElement) -> bool:
    """Return whether a browser shows nothing of ``element``, or only navigation."""
    return element.tag in DROPPED or "hidden" in element.attrib or HIDDEN.search(element.get("style", "")) is not None


def is_data_table(element: html.HtmlElement) -> bool:
    """Return whether ``element`` is a table of data; old pages use tables for their layout too."""
    if element.tag != "table" or next(element.iterdescendants("table"), None) is not None:
        return False
    rows = [_cells(row) for row in element.iter("tr")]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    return all(len(cell.text_content()) <= PARAGRAPH for row in rows for cell in row)


def tidy(text: str) -> str:
    """Return text as a browser shows it: white space folded, none where a line of the source broke inside Chinese."""
    return SPACES.sub(" ", without_breaks(text.translate(INVISIBLE))).strip(" \u3000")


def _table(line: _Line, element: html.HtmlElement) -> Iterator[Block]:
    if is_dropped(element):
        return
    yield from line.flush()
    rows = [[_cell(cell) for cell in _cells(row)] for row in element.iter("tr") if not is_dropped(row)]
    text = "".join(cell.text for row in rows for cell in row)
    links = sum(len(link.text_content().strip()) for link in element.iter("a") if _is_link(link))
    yield Block(text, element, linked=links * 2 > len(text), rows=rows)


def _is_link(element: html.HtmlElement) -> bool:
    return element.tag == "a" and "href" in element.attrib


def _cells(row: html.HtmlElement) -> list[html.HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _cell(cell: html.HtmlElement) -> Cell:
    text = "\n".join(block.text for block in blocks(cell))
    return Cell(one_line(text), _span(cell, "rowspan"), _span(cell, "colspan"))


def _span(cell: html.HtmlElement, name: str) -> int:
    written = re.match(r"\s*(\d{1,4})", cell.get(name, ""))
    return min(max(int(written[1]), 1), MAX_SPAN) if written else 1


def _own_text(element: html.HtmlElement) -> str:
    return _set(element.text or "", element)


def _set(text: str, element: html.HtmlElement | None) -> str:
    """Return text as it is set: digits raised or lowered, the marks of footnotes left out."""
    while text and element is not None and element.tag in INLINE:
        if element.tag == "sup":
            return "" if FOOTNOTE.fullmatch(element.text_content()) else text.translate(RAISED)
        if element.tag == "sub":
            return text.translate(LOWERED)
        element = element.getparent()
    return text


class _Line:
    """The line under way: text is added until a block element begins or ends."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.element: html.HtmlElement | None = None
        self.in_link = self.links = 0

    def add(self, text: str, element: html.HtmlElement) -> None:
        if text and not text.isspace():
            self.element = element if self.element is None else self.element
            self.links += len(text.strip()) if self.in_link > 0 else 0
        self.parts.append(text)

    def turn(self, element: html.HtmlElement) -> Iterator[Block]:
        if element.tag not in INLINE and ":" not in element.tag:  # <o:p> of Word is inline
            yield from self.flush()

    def flush(self) -> Iterator[Block]:
        text = tidy("".join(self.parts))
        if text and self.element is not None:
            yield Block(text, self.element, linked=self.links * 2 > len(text))
        self.parts, self.element, self.links = [], None, 0
