"""Place the figures of rows whose empty cells left no trace: every placement the equations allow is considered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from core.disclosure.tokens import Token

ZERO = Decimal(0)

ZERO = Decimal(0)
Slots = tuple[Token | None, ...]  # a token a column; None where nothing stands


@dataclass(frozen=True, slots=True)
class Placement:
    """One way to fill the columns of a row: the token of each, and its value where it is known."""

    slots: Slots
    values: tuple[Decimal | None, ...]
    hole: int = -1  # the column whose figure is lost; its value follows from the row


def placements(tokens: Sequence[Token], width: int, zeros_written: bool) -> list[Placement]:
    """Return the placements of a row that make its parts add up to its total, the last column.

    A page that writes its zeros lost a cell; a page that does not left the zeros out.
    """
    values = [token.value or ZERO for token in tokens]
    if zeros_written and len(tokens) == width - 1:
        return list(_one_lost(tokens, values, width))
    ways = list(_zeros_left_out(tokens, values, width))
    if not ways and len(tokens) >= 2:
        ways = list(_zeros_and_one(tokens, values, width))
    return ways or _total_alone(tokens, width)


def _one_lost(tokens: Sequence[Token], values: list[Decimal], width: int) -> Iterator[Placement]:
    for hole in range(width):
        known = [*values[:hole], None, *values[hole:]]
        lost = sum(values, ZERO) if hole == width - 1 else values[-1] - sum(values[:-1], ZERO)
        if lost >= 0:
            known[hole] = lost
            yield Placement((*tokens[:hole], None, *tokens[hole:]), tuple(known), hole)


def _zeros_left_out(tokens: Sequence[Token], values: list[Decimal], width: int) -> Iterator[Placement]:
    if not tokens or sum(values[:-1]) != values[-1]:
        return
    for places in combinations(range(width - 1), len(tokens) - 1):
        yield _spread(tokens, values, (*places, width - 1), width)


def _zeros_and_one(tokens: Sequence[Token], values: list[Decimal], width: int) -> Iterator[Placement]:
    """Yield the placements with one part lost, or the total."""
    lost = values[-1] - sum(values[:-1])
    for places in combinations(range(width - 1), len(tokens) - 1) if lost > 0 else ():
        for hole in sorted(set(range(width - 1)) - set(places)):
            yield _spread(tokens, values, (*places, width - 1), width, hole, lost)
    for places in combinations(range(width - 1), len(tokens)):
        yield _spread(tokens, values, places, width, width - 1, sum(values, ZERO))


def _spread(
    tokens: Sequence[Token],
    values: list[Decimal],
    places: tuple[int, ...],
    width: int,
    hole: int = -1,
    lost: Decimal = ZERO,
) -> Placement:
    slots: list[Token | None] = [None] * width
    known: list[Decimal | None] = [ZERO] * width
    for place, token, value in zip(places, tokens, values, strict=True):
        slots[place], known[place] = token, value
    if hole >= 0:
        known[hole] = lost
    return Placement(tuple(slots), tuple(known), hole)


def _total_alone(tokens: Sequence[Token], width: int) -> list[Placement]:
    """A single figure is the total; nothing is known of the parts."""
    if len(tokens) != 1:
        return []
    return [Placement((None,) * (width - 1) + (tokens[0],), (None,) * (width - 1) + (tokens[0].value,))]
