"""Labels that would cover each other are spread: where each is written, in px."""

from __future__ import annotations

from collections.abc import Sequence


def spread(wanted: Sequence[float], step: float, low: float, high: float) -> list[float]:
    """Return positions near ``wanted`` that keep ``step`` apart and stay between ``low`` and ``high``, order kept.

    Where there is no room for all, they stand closer together.

    >>> spread([50, 50, 50], 10, 0, 100)
    [40.0, 50.0, 60.0]
    >>> spread([99, 10, 100], 10, 0, 100)
    [90.0, 10.0, 100.0]
    """
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    step = min(step, (high - low) / max(len(order) - 1, 1))
    groups: list[tuple[list[int], float]] = []  # labels that touch, and where the first of them stands
    for n in order:
        groups.append(([n], _within(float(wanted[n]), 1, step, low, high)))
        while len(groups) > 1 and groups[-2][1] + step * len(groups[-2][0]) > groups[-1][1]:
            members = [*groups[-2][0], *groups[-1][0]]
            first = sum(wanted[m] - step * k for k, m in enumerate(members)) / len(members)
            groups[-2:] = [(members, _within(first, len(members), step, low, high))]
    at = [0.0] * len(wanted)
    for members, first in groups:
        for k, n in enumerate(members):
            at[n] = first + step * k
    return at


def _within(first: float, number: int, step: float, low: float, high: float) -> float:
    return float(max(low, min(first, high - step * (number - 1))))
