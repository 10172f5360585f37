"""What is said of an indicator beside a number: in its sentence or the next one, of the same time and area."""

from __future__ import annotations

from core.audit.numbers import Number, Page
from core.model import Fact

Said = tuple[Number, Fact]


def near(page: Page, to: Said, indicator: str) -> list[Said]:
    """Return what is said of an indicator as a whole together with a number."""
    return [statement for statement in page.of(indicator) if together(page, statement, to)]


def together(page: Page, one: Said, other: Said) -> bool:
    """Return whether two numbers may be about the same: levels of one time, in one sentence or in two that follow
    each other.
    """
    if one[1].period.code != other[1].period.code or not (one[0].level and other[0].level):
        return False
    if one[0].sentence == other[0].sentence:
        return True
    first, last = sorted((one[0], other[0]), key=lambda number: number.start)
    between = page.text[first.sentence[1] : last.sentence[0]]
    return same_area(one, other) and "\n" not in between and not between.strip()


def same_area(one: Said, other: Said) -> bool:
    """Return whether no two different areas are named."""
    return len({one[1].scope, other[1].scope} - {""}) < 2
