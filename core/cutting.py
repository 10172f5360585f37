"""Words cut short where no number is cut."""

from __future__ import annotations

import re

PAUSES = "，。；、：！？ "
UNFINISHED = re.compile(r"[\d.,]+[^\d.,]{0,4}$")  # a number whose unit may be cut off: 348|万余件


def shortened(words: str, most: int, at: int = 0) -> str:
    """Return the words, or their beginning with …, never with a part of a number.

    Args:
        at: where the words say what they stand for; far from the beginning, they begin in its clause.

    >>> shortened("受理诉求5200件，办结5100件，满意率98%", 15), shortened("共计348万余件", 6)
    ('受理诉求5200件…', '共计…')
    >>> shortened("受理诉求5200件，办结5100件，其中督办12件", 12, 20)
    '…其中督办12件'
    """
    if len(words) <= most:
        return words
    if at > most / 2 and (start := 1 + max(words.rfind(pause, 0, at) for pause in PAUSES)):
        return f"…{shortened(words[start:], most - 1)}"
    head = words[:most]
    pause = max(map(head.rfind, PAUSES))
    return f"{head[:pause] if pause > most / 3 else UNFINISHED.sub('', head)}…"
