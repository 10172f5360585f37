"""Ticks of an axis in Chinese: 20万, 1.5亿, 98.5%."""

from __future__ import annotations

import math

STEPS = (1, 2, 2.5, 5, 10)


def ticks(low: float, high: float, unit: str, wanted: int = 4) -> tuple[list[float], list[str]]:
    """Return about ``wanted`` round values between ``low`` and ``high`` and how they are written.

    >>> ticks(0, 3_480_000, "件")
    ([0.0, 1000000.0, 2000000.0, 3000000.0], ['0', '100万', '200万', '300万'])
    """
    step = _step((high - low) / wanted if high > low else 1)
    start = math.ceil(low / step - 1e-9)
    values = [n * step for n in range(start, math.floor(high / step + 1e-9) + 1)]
    return values, [short(value, "%" if unit == "%" else "") for value in values]


def _step(raw: float) -> float:
    power = 10.0 ** math.floor(math.log10(raw))
    return next(step * power for step in STEPS if step * power >= raw * 0.999)


def short(value: float, unit: str = "") -> str:
    """Return a value in 万 or 亿 where that is shorter.

    >>> short(129400, "件"), short(98.5, "%")
    ('12.94万件', '98.5%')
    """
    for size, word in ((1e8, "亿"), (1e4, "万")):
        if abs(value) >= size:
            return f"{value / size:.10g}{word}{unit}"
    return f"{value:.10g}{unit}"
