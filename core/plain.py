"""Numbers as people write them down for us: plain decimals, finite, of a size that a report can state."""

from __future__ import annotations

import re

PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?")
HOW = "请只写数字，例如 98.5：最多 15 位整数、9 位小数，不带千分号、单位和 e"


def is_plain(written: str) -> bool:
    """Return whether a number is written plainly.

    >>> [is_plain(written) for written in ("98.5", "-3", "inf", "nan", "1_000", "1e5", "１２", "9" * 400, "1.", "")]
    [True, True, False, False, False, False, False, False, False, False]
    """
    return PLAIN.fullmatch(written) is not None
