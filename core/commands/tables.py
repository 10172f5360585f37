"""Write rows as an aligned table; a Chinese character takes two columns of the console."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def aligned(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return heads and rows as lines of aligned columns.

    >>> print(aligned(("年份", "值"), [(2023, "九成"), (2024, "5")]))
    年份  值
    ----  ----
    2023  九成
    2024  5
    """
    cells = [[str(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    cells.insert(1, ["-" * w for w in widths])
    return "\n".join("  ".join(map(_padded, row, widths)).rstrip() for row in cells)


def width(text: str) -> int:
    """Return how many columns of the console a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def shortened(text: str, limit: int) -> str:
    """Return a text on one line, cut at ``limit`` columns of the console."""
    text, head = " ".join(text.split()), ""
    for letter in text:
        if width(head + letter) > limit - 1 and head + letter != text:
            return f"{head}…"
        head += letter
    return head


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))
