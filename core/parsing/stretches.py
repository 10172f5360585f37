"""Times that are no whole months: a stretch of days, all that came since something opened, former years."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from core.model import Indicator, Period
from core.parsing.cues import Reached

_DAYS = re.compile(
    r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日?[^\d]{1,3}(?:20\d\d年)?(?:(?P<last_month>\d{1,2})月)?(?P<last>\d{1,2})日$"
)
_MONTH = 30
_LITTLE = 0.25  # what a stretch of days may lack of its months
_SINCE = "以来"
_STOP = re.compile("[,。;:、\n ]")
_HOW_LONG = re.compile(r"(?:[\d.]+|[一二两三四五六七八九十百几]+)[余多]?$")
_LONGEST = 12  # letters of what a stretch is called
_UP_TO_NOW = re.compile("^(?:连续|[近这])|来$")  # 连续六年, 近年来, 上线以来: what stands so now; 往年 does not


def with_days(period: Period) -> Period:
    """Return a period as a stretch where its words tell days that are by far not its months: 7月12日至16日.

    >>> with_days(Period("2023-07", "2023-07", "7月12日至16日")).stretch, with_days(Period("2023-07", "2023-08", "7月1日-8月30日")).stretch
    ('7月12日至16日', '')
    """
    days = _DAYS.search(period.written)
    if days is None:
        return period
    lacking = int(days["day"]) - 1 + max(0, _MONTH - int(days["last"]))
    return replace(period, stretch=period.written) if lacking > _LITTLE * _MONTH * period.months else period


def stretch_called(text: str, start: int, end: int) -> str:
    """Return what a stretch is called whose cue stands there: 平台上线以来, 往年, 10天."""
    if not text.startswith(_SINCE, start):
        number = _HOW_LONG.search(text, max(0, start - _LONGEST), start)
        return f"{number[0] if number else ''}{text[start:end]}"
    near = text[max(0, end - _LONGEST) : end]
    called = _STOP.split(near)[-1]
    return called if called.find("“") <= called.find("”") and "“" in called else called.rpartition("”")[2]


def open_part(period: Period, indicator: Indicator) -> str:
    """Return the part of a whole year's figure that a stretch is; "" where there is none, or for what stands so now: a
    stock, a level or a rate that lasted up to now is that of the year too, a sum or a change of many years is not.
    """
    lasts = not indicator.is_flow and not indicator.of_change
    return "" if lasts and _UP_TO_NOW.search(period.stretch) else period.stretch


def outside_times(text: str, cues: Iterable[Reached], times: Iterable[tuple[int, int]]) -> list[Reached]:
    """Return the cues in whose clause no time stands before: 今年以来, 今年改版以来 say when, 上线以来 does not."""
    spans = list(times)
    return [
        cue
        for cue in cues
        if not any(
            a <= cue.start and b >= cue.end or a < cue.start and not _STOP.search(text, b, cue.start) for a, b in spans
        )
    ]
