"""Choose among the placements of open rows those under which the columns add up, and keep what all choices share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from core.disclosure.placing import Placement, Slots
from core.disclosure.standard import Equation

MOST_STEPS = 500  # of a search; a table that needs more stays open
MOST_CHOICES = 48

Known = Mapping[tuple[str, str], Decimal | None]
Open = Mapping[str, list[Placement]]
Moves = list[tuple[list[int], Placement]]  # what a placement adds to left minus right of each equation
Reach = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Placed:
    """What the placements of a row that are left have in common."""

    slots: Slots
    values: tuple[Decimal | None, ...]  # None: the placements differ
    sure: tuple[bool, ...]  # all of them put this token here, or none
    holes: tuple[bool, ...]  # all of them say that the figure of this column is lost


def choose(rows: Open, columns: Sequence[str], equations: Sequence[Equation], known: Known) -> dict[str, Placed]:
    """Return for each open row what its placements have in common under the equations of the columns.

    Args:
        rows: the placements of each open row.
        columns: ids of the columns.
        equations: those that sum a column over the rows.
        known: the values of the settled rows; None where one is lost.

    A wrong figure elsewhere breaks the equations of its column and would forbid every choice: then one column after
    the other is left out of account.
    """
    rows = {code: ways for code, ways in rows.items() if ways}
    if not rows:
        return {}
    usable = [e for e in equations if _usable(e, rows, columns, known)]
    whole = _search(rows, columns, usable, known)
    choices = whole.choices
    if not choices and not whole.given_up:
        searches = [_search(rows, columns, [e for e in usable if e.column != c], known) for c in columns]
        choices = [choice for search in searches if not search.given_up for choice in search.choices]
    if choices and not whole.given_up:
        return {code: common(list(ways)) for code, ways in zip(rows, zip(*choices, strict=True), strict=True)}
    left = whole.left if all(whole.left.values()) else rows
    return {code: common(ways) for code, ways in left.items()}


def _usable(equation: Equation, rows: Open, columns: Sequence[str], known: Known) -> bool:
    place = columns.index(equation.column)
    if any(placement.values[place] is None for ways in rows.values() for placement in ways):
        return False
    keys = (*equation.left, *equation.right)
    return all(row in rows or known.get((row, column)) is not None for row, column in keys)


def common(ways: Sequence[Placement]) -> Placed:
    """Return what placements of one row have in common."""
    first, width = ways[0], range(len(ways[0].slots))
    values = tuple(first.values[n] if all(p.values[n] == first.values[n] for p in ways) else None for n in width)
    sure = tuple(all(p.slots[n] is first.slots[n] and (p.hole == n) == (first.hole == n) for p in ways) for n in width)
    return Placed(first.slots, values, sure, tuple(all(p.hole == n for p in ways) for n in width))


@dataclass(slots=True)
class _Search:
    """The choices of one placement a row under which every equation holds, as far as they were looked for."""

    choices: list[tuple[Placement, ...]] = field(default_factory=list)
    steps: int = 0
    left: dict[str, list[Placement]] = field(default_factory=dict)  # what no single equation rules out

    @property
    def given_up(self) -> bool:
        return self.steps > MOST_STEPS or len(self.choices) > MOST_CHOICES


def _search(rows: Open, columns: Sequence[str], equations: Sequence[Equation], known: Known) -> _Search:
    search = _Search()
    signs = [[(columns.index(e.column), _sign(e, code)) for e in equations] for code in rows]
    start = [_settled(equation, rows, known) for equation in equations]
    moves = [[(_move(p, sign), p) for p in ways] for ways, sign in zip(rows.values(), signs, strict=True)]
    moves = _possible(moves, start)
    search.left = {code: [p for _, p in ways] for code, ways in zip(rows, moves, strict=True)}
    if not all(moves):
        return search
    order = sorted(
        range(len(moves)), key=lambda n: -max(max(map(abs, move), default=0) for move, _ in moves[n])
    )  # the heaviest first
    reach = _reach([[move for move, _ in moves[n]] for n in order], len(equations))
    chosen: dict[int, Placement] = {}
    for _ in _descend(search, [(n, moves[n]) for n in order], reach, start, chosen):
        search.choices.append(tuple(chosen[n] for n in range(len(moves))))
        if search.given_up:
            break
    return search


def _possible(moves: list[Moves], start: list[int]) -> list[Moves]:
    """Leave out placements that no choice of the other rows can make good, until none is left to leave out."""
    before = -1
    while before != (before := sum(map(len, moves))) and all(moves):
        spreads = [[(min(c), max(c)) for c in zip(*(move for move, _ in ways), strict=True)] for ways in moves]
        low = [s + sum(spread[n][0] for spread in spreads) for n, s in enumerate(start)]
        high = [s + sum(spread[n][1] for spread in spreads) for n, s in enumerate(start)]
        moves = [
            [
                (move, p)
                for move, p in ways
                if all(lo - a + m <= 0 <= hi - b + m for lo, hi, (a, b), m in zip(low, high, spread, move, strict=True))
            ]
            for ways, spread in zip(moves, spreads, strict=True)
        ]
    return moves


def _descend(
    search: _Search,
    rows: list[tuple[int, Moves]],
    reach: list[list[Reach]],
    rest: list[int],
    chosen: dict[int, Placement],
) -> Iterator[None]:
    if not rows:
        yield
        return
    (row, moves), *further = rows
    for move, placement in moves:
        search.steps += 1
        if search.given_up:
            return
        after = [r + m for r, m in zip(rest, move, strict=True)]
        if all(low <= -a <= high for a, (low, high) in zip(after, reach[1], strict=True)):
            chosen[row] = placement
            yield from _descend(search, further, reach[1:], after, chosen)


def _move(placement: Placement, signs: list[tuple[int, int]]) -> list[int]:
    return [sign * int(placement.values[column] or 0) if sign else 0 for column, sign in signs]


def _sign(equation: Equation, code: str) -> int:
    key = (code, equation.column)
    return (key in equation.left) - (key in equation.right)


def _settled(equation: Equation, rows: Open, known: Known) -> int:
    left = sum(int(known[key] or 0) for key in equation.left if key[0] not in rows)
    return left - sum(int(known[key] or 0) for key in equation.right if key[0] not in rows)


def _reach(moves: list[list[list[int]]], equations: int) -> list[list[Reach]]:
    """Return, before each row of the search, how far the rows still open can move each equation."""
    reach = [[(0, 0)] * equations]
    for ways in reversed(moves):
        spread = [(min(column), max(column)) for column in zip(*ways, strict=True)]
        reach.append([(low + a, high + b) for (low, high), (a, b) in zip(reach[-1], spread, strict=True)])
    return reach[::-1]
