"""Whether the time that something takes grows with the text and no faster, told on a machine that is busy too."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 16  # the longer text, in shorter ones: what is square takes 256 times as long
MOST = 32
TRIES = 5


def is_linear(act: Callable[[str], object], piece: str, few: int, least: float = 1e-3) -> bool:
    """Return whether one of a few measures shows that a text of sixteen times the length takes at most 32 times as long:
    others that work on the machine lengthen some measures, and a square shows in all.

    Args:
        few: how often the piece stands in the shorter text.
        least: seconds that can be measured.
    """
    short, long = piece * few, piece * (few * TIMES)
    _seconds(act, short)  # what is made once is made
    return any(_seconds(act, long) <= MOST * max(_seconds(act, short), least) for _ in range(TRIES))


def _seconds(act: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    act(text)
    return time.process_time() - began
