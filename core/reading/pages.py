"""Where the pages of a printed file end: a mark in its text that reads as a blank, behind a sentence or a line."""

from __future__ import annotations

import re

PAGE_END = "\u205f"  # a kind of blank that no report writes; what comes after it stands on the next page
_REST = re.compile(r"[^。！？；\n]*[。！？；]?")


def without_marks(text: str) -> str:
    """Return a text of a file that has no pages: what looks like the mark is an ordinary blank."""
    return text.replace(PAGE_END, " ")


def page_of(text: str, offset: int) -> int:
    """Return on which page a character stands, 0 where the text does not say.

    >>> page_of("甲。" + PAGE_END + "乙。", 0), page_of("甲。" + PAGE_END + "乙。", 3), page_of("甲。", 0)
    (1, 2, 0)
    """
    if offset < 0 or PAGE_END not in text:
        return 0
    return text.count(PAGE_END, 0, offset) + 1


def settled(line: str) -> str:
    """Return a line whose marks stand behind the sentence that they cut: a number is never parted from its unit.

    >>> settled("办件12" + PAGE_END + "万件。好评5件。") == "办件12万件。" + PAGE_END + "好评5件。"
    True
    """
    while (at := _unsettled(line)) >= 0:
        end = _REST.match(line, at + 1)
        stop = end.end() if end else len(line)
        line = line[:at] + line[at + 1 : stop] + PAGE_END + line[stop:]
    return line


def _unsettled(line: str) -> int:
    """Return where a mark stands inside a sentence, −1 where none does."""
    for match in re.finditer(PAGE_END, line):
        before = line[: match.start()].rstrip()
        if match.end() < len(line) and (not before or before[-1] not in "。！？；"):
            return match.start()
    return -1
