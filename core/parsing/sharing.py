"""Numbers that share the counter of a later one: 分别为12、15和20件, 由8减少至3份."""

from __future__ import annotations

import re

from core.parsing.readings import Reading
from core.parsing.units import match_unit

_LISTED = re.compile(r"分别[^。;\n]{0,40}$")
_LIST = re.compile(r"(?:(?:、|,|/|和|与|及|以及) ?\d[\d.]*[万亿]?)+")
_FROM = re.compile(r"[由从](?:原来|原先|原有|之前|过去|平均)?的?[^,。;\d]{0,6}$")
_TO = re.compile(r"[^,。;\d]{0,2}[减压缩降精提增升扩优简调改变少][^,。;\d]{0,5}[至到为成] ?\d[\d.]*[万亿]?")
_LOOK_BACK = 44


def shared_unit(reading: Reading) -> str:
    """Return the counter that a number without one shares with the next, or "".

    A list shares it only behind 分别, two states of one thing only between 由 and 至.
    """
    text, stop = reading.text, reading.stop
    following = text[stop : stop + 1]
    if following in "、,/和与及以" and _LISTED.search(text, max(0, reading.start - _LOOK_BACK), reading.start):
        shared = _LIST.match(text, stop)
    elif _FROM.search(reading.before):
        shared = _TO.match(text, stop)
    else:
        shared = None
    matched = match_unit(text, shared.end()) if shared else None
    return matched[0] if matched else ""
