"""Characters that turn the direction of what follows, made visible: with them ``5.89`` is seen as ``98.5``."""

from __future__ import annotations

import re

TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
UNSEEN = re.compile(rf"{TURNS.pattern}|[\x00-\x1f\x7f-\x9f\u2028\u2029]")
SHOWN = "⇄"  # one for one, so that no offset moves


def visible(text: str) -> str:
    """Return text in which nothing turns the direction unseen.

    >>> visible(f"满意率{chr(0x202E)}5.89{chr(0x202C)}%")
    '满意率⇄5.89⇄%'
    """
    return TURNS.sub(SHOWN, text)


def has_invisible(text: str) -> bool:
    """Return whether a line that somebody typed holds characters that steer and are not seen.

    >>> [has_invisible(text) for text in ("李明　主任", "李" + chr(0x202E) + "明", "李" + chr(0) + "明")]
    [False, True, True]
    """
    return UNSEEN.search(text) is not None
