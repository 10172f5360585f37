"""The one function through which report text passes on its way to Markdown, and its sister for HTML.

Report text is data. Streamlit reads Markdown in labels, captions, headings and buttons, which turns
``3~5%,力争10~12%`` into ``35%,力争1012%`` and loads pictures from other hosts.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from core.visible import visible

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
SPACE = re.compile(r"\s+")
JOINER = "\u2060"  # takes no room and shows nothing
# where escaping does not help: Streamlit sets arrows and dashes (->, <=, --) and links (http://, www., @) after
# Markdown
SEAM = re.compile(r"(?<=-)(?=[->])|(?<=<)(?=[-=])|(?<=>)(?==)|(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)


def escape(text: str) -> str:
    """Return text that Markdown shows as it is.

    >>> escape("3~5%")
    '3\\\\~5\\\\%'
    """
    return PUNCTUATION.sub(r"\\\1", SEAM.sub(JOINER, SPACE.sub(" ", visible(text))))


def escape_html(text: str) -> str:
    """Return text that HTML shows as it is."""
    return html.escape(visible(text), quote=True)


def marked_html(text: str, marks: Iterable[tuple[int, int]]) -> str:
    """Return text as HTML with stretches of it marked; a mark outside of it, or inside of another, is left out.

    >>> marked_html("受理<3件", [(2, 4)])
    '受理<mark>&lt;3</mark>件'
    """
    parts, at = [], 0
    for start, end in marks:
        if at <= start < end <= len(text):
            parts += [escape_html(text[at:start]), f"<mark>{escape_html(text[start:end])}</mark>"]
            at = end
    return "".join((*parts, escape_html(text[at:])))
