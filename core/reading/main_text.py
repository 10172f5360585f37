"""Find where on a web page the report stands: the smallest element that holds all its sentences and tables; and
its title.
"""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree, html

from core.reading.chrome import kind_of
from core.reading.rendering import Block, tidy

SENTENCE = re.compile(r"[。；;]|.{14,}[，,、：]|[，,].{14,}")
ENOUGH = 0.98  # of the sentences must stand in a child before the search goes on inside it
SITE_NAME = re.compile(r"\s*[-_|｜—–]+\s*[^-_|｜—–]*$")
TITLE_METAS = ("articletitle", "og:title", "title")
HEADINGS = ("h1", "h2", "h3")


def main_element(body: html.HtmlElement, shown: list[Block]) -> html.HtmlElement:
    """Return the element that holds the report; ``body`` where no smaller one holds all of it.

    Args:
        shown: all that a browser shows of ``body``. Links and page chrome weigh nothing, a table weighs what it holds.
    """
    weights: Counter[html.HtmlElement] = Counter()
    for block in shown:
        weights[block.element] += _weight(block)
    for _, element in etree.iterwalk(body):
        if element is not body and weights[element]:
            weights[element.getparent()] += weights[element]
    element = body
    while (child := max(element, key=lambda inner: weights[inner], default=None)) is not None:
        if weights[child] == 0 or weights[child] < ENOUGH * weights[element] or child.tag in ("tbody", "tr", "p"):
            break
        element = child
    return element


def title_of(page: html.HtmlElement, before: list[Block]) -> str:
    """Return the title of the report, from a meta element, a heading above the text, or what ``<title>`` says
    before the site's name.
    """
    metas = {
        (meta.get("name") or meta.get("property") or "").lower(): meta.get("content", "") for meta in page.iter("meta")
    }
    window = tidy(page.findtext(".//title") or "")
    candidates = [tidy(metas.get(key, "")) for key in TITLE_METAS]
    candidates += [b.text for b in before if _is_heading(b.element) and (b.text in window or len(b.text) >= 10)]
    candidates += [b.text for b in before if len(b.text) >= 8 and b.text in window]
    candidates += [SITE_NAME.sub("", window), window]
    return next((text for text in candidates if 4 <= len(text) <= 120 and not kind_of(text)), "")


def _is_heading(element: html.HtmlElement) -> bool:
    return element.tag in HEADINGS or any(parent.tag in HEADINGS for parent in element.iterancestors())


def _weight(block: Block) -> int:
    if block.linked or not (block.rows or SENTENCE.search(block.text)) or kind_of(block.text):
        return 0
    return len(block.text)
