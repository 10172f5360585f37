"""Rows that were copied from a sheet: a tab parts two cells as a bar does, and two of them show an empty one."""

from __future__ import annotations

import re

ROW = re.compile(r"[^\n]*\t[^\n]*\t[^\n]*")


def with_tabs_as_bars(text: str, raw: str) -> str:
    """Return a normalised text with bars where the text as read has the tabs of a row.

    >>> with_tabs_as_bars("总计  3 3", "总计\\t\\t3\\t3")
    '总计||3|3'
    """
    letters = list(text)
    for row in ROW.finditer(raw):
        for at in range(row.start(), row.end()):
            if raw[at] == "\t":
                letters[at] = "|"
    return "".join(letters)
