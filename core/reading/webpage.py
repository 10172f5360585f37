"""Read a web page: decode it as it declares, find the report in it, keep tables as tables, leave the page's own
words out.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree, html

from core.reading.chrome import Kind, kind_of
from core.reading.document import Parsed, refusal
from core.reading.encodings import decode, universal_newlines
from core.reading.grids import RawWriter
from core.reading.main_text import main_element, title_of
from core.reading.rendering import Block, blocks
from core.reading.unclosed import opened

DECLARED = re.compile(rb"""(?i)<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w-]+)""")
CHINESE = {"gb2312", "gbk", "gb_2312-80", "gb18030", "x-gbk", "hz"}  # pages that say gb2312 hold gbk and more
XML_START = re.compile(r"^\s*<\?xml[^>]*\?>")
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->")
LONG_LINK = 40
SHORT = 20  # characters: a page with less was not saved with its text
REMEDY = "请在浏览器中全选正文复制，粘贴保存为 txt 后再导入"
# <meta name=…> that government pages carry by rule
METAS = {"pubdate": "发布日期", "contentsource": "来源", "url": "网址"}


def parse_html(data: bytes, name: str) -> Parsed:
    """Return the report of a web page: title, the header lines with date and source, the main text.

    Raises:
        DocumentError: the page holds no text (it is loaded by a script, or the site asks for a login).
    """
    source, notes = opened(decode_html(data, name))
    page = _tree(source, name)
    shown = list(blocks(page.find("body"))) if page is not None else []
    if page is None or not shown:
        raise refusal(name, "网页里没有正文", REMEDY)
    main = main_element(page.find("body"), shown)
    elements = set(main.iter())
    inside = [block for block in shown if block.element in elements]
    report = [block for block in inside if not _is_of_the_page(block)]
    if sum(len(block.text) for block in report) < SHORT and not any(map(_has_figures, report)):
        raise refusal(name, "网页里没有正文，正文可能由脚本另行加载", REMEDY)
    before = shown[: next(n for n, block in enumerate(shown) if block is inside[0])]
    return _written(_header(page, before, report), report, notes)


def _has_figures(block: Block) -> bool:
    """Return whether a block is a table with figures: a page with little else is a report all the same."""
    return bool(block.rows) and any(character.isdigit() for character in block.text)


def _written(header: list[str], report: list[Block], notes: tuple[str, ...]) -> Parsed:
    writer = RawWriter()
    for line in header:
        writer.line(line)
    for block in report:
        if block.rows:
            writer.table(block.rows)
        else:
            writer.line(block.text)
    return writer.finish(notes)


def decode_html(data: bytes, name: str) -> str:
    """Return the source of a page, by the encoding it declares where that holds."""
    match = DECLARED.search(data[:4096])
    declared = (match[1] or match[2]).decode("ascii").lower() if match else ""
    codec = "gb18030" if declared in CHINESE else declared
    if codec and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return universal_newlines(data.decode(codec))
        except (UnicodeDecodeError, LookupError):
            pass  # the page declares one encoding and uses another; the general way finds it
    return decode(data, name)


def _tree(source: str, name: str) -> html.HtmlElement | None:
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(XML_START.sub("", source).replace("\0", ""), parser=parser)
    except etree.ParserError:  # an empty document
        return None
    if any("depth" in error.message for error in parser.error_log):  # what lies deeper is missing from the tree
        raise refusal(name, "网页层层嵌套，读不完整", REMEDY)
    saved = SAVED_FROM.search(source[:4096])
    if saved:
        etree.SubElement(page, "meta", name="Url", content=saved[1])
    return page if page.find("body") is not None else None


def _is_of_the_page(block: Block) -> bool:
    """Date and source lines stay: they say what report this is."""
    if block.linked and len(block.text) < LONG_LINK:
        return True
    return not block.rows and kind_of(block.text) not in (None, Kind.HEAD)


def _header(page: html.HtmlElement, before: list[Block], inside: list[Block]) -> list[str]:
    opening = [block.text for block in inside[:6]]
    title = title_of(page, [block for block in before if not block.linked])
    lines = [line for block in before for line in _lines(block)]
    head = [line for line in lines if kind_of(line) is Kind.HEAD and len(line) > 6][-12:]
    named = [] if not title or any(title in line for line in opening) else [title]
    return named + head + _metas(page, "\n".join(head + opening))


def _lines(block: Block) -> list[str]:
    """Return the lines of a block; of a table of particulars, a line for each label and its value."""
    if not block.rows:
        return [block.text]
    cells = [cell.text for row in block.rows for cell in row]
    return [f"{label.rstrip(':： ')}：{value}" for label, value in zip(cells[::2], cells[1::2], strict=False) if value]


def _metas(page: html.HtmlElement, seen: str) -> list[str]:
    """Return what the page's meta elements say of date, source and address where the text does not."""
    named = {meta.get("name", "").lower(): meta.get("content", "").strip() for meta in page.iter("meta")}
    lines = [f"{label}：{named[key]}" for key, label in METAS.items() if named.get(key) and label not in seen]
    return [line for line in lines if "\n" not in line and len(line) < 200]
