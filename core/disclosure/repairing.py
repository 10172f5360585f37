"""Restore the cells that a page lost, where the equations leave one value for them: 推算, never stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from core.disclosure.nouns import Cell, State
from core.disclosure.standard import Equation

Key = tuple[str, str]  # row code, column id
Cells = dict[Key, Cell]
ZERO = Decimal(0)
WHOLE = (State.STATED, State.NOT_APPLICABLE)


def repaired(cells: Mapping[Key, Cell], equations: Sequence[Equation]) -> Cells:
    """Return the cells of a table, those restored that one value alone fits.

    A blank counts as zero unless every equation that has it fails with zero: then the page lost its figure. Where only
    one equation has the cell, a blank stays a blank, unless it is the sum: else it would hide a wrong one.
    """
    if all(cell.state in WHOLE for cell in cells.values()):
        return dict(cells)
    whole = [e for e in equations if all(key in cells for key in _keys(e))]
    lost = {key for key, cell in cells.items() if cell.state is State.LOST and cell.value is None}
    lost |= _suspects(cells, whole)
    solved = _solve(cells, whole, lost)
    return {key: _restored(cell, solved.get(key)) for key, cell in cells.items()}


def balance(
    cells: Mapping[Key, Cell], equation: Equation, given: Mapping[Key, Decimal] | None = None
) -> tuple[Decimal, Decimal]:
    """Return both sides of an equation; what is not stated counts as zero."""
    return _sum(cells, equation.left, given), _sum(cells, equation.right, given)


def _sum(cells: Mapping[Key, Cell], side: Sequence[Key], given: Mapping[Key, Decimal] | None) -> Decimal:
    values = [given[key] if given and key in given else cells[key].value for key in side]
    return sum([value for value in values if value], ZERO)


def gap_at(cells: Mapping[Key, Cell], equation: Equation, key: Key) -> Decimal:
    """Return the value that ``key`` must have for the equation to hold, if all else is as it stands."""
    left, right = balance(cells, equation)
    return right - left if key in equation.left else left - right


def _keys(equation: Equation) -> tuple[Key, ...]:
    return equation.left + equation.right


def _suspects(cells: Mapping[Key, Cell], equations: Sequence[Equation]) -> set[Key]:
    verdicts: dict[Key, list[bool]] = {}
    totals = {key for equation in equations for key in equation.right}
    for equation in equations:
        keys = _keys(equation)
        if any(cells[key].state is State.LOST for key in keys):
            continue
        left, right = balance(cells, equation)
        for key in keys:
            verdicts.setdefault(key, []).append(left == right)
    return {
        key
        for key, held in verdicts.items()
        if cells[key].state is State.BLANK and not any(held) and (len(held) > 1 or key in totals)
    }


def _solve(
    cells: Mapping[Key, Cell], equations: Sequence[Equation], lost: set[Key]
) -> dict[Key, tuple[Decimal, Equation]]:
    """Return the value of each cell that is the only unknown of an equation, one after the other, where none
    contradicts.
    """
    solved: dict[Key, tuple[Decimal, Equation]] = {}
    unknown = set(lost)
    moved = True
    while moved and unknown:
        moved = False
        for equation in equations:
            open_keys = [key for key in _keys(equation) if key in unknown]
            if len(open_keys) == 1:
                solved[open_keys[0]] = _needed(cells, equation, open_keys[0], solved), equation
                unknown.discard(open_keys[0])
                moved = True
    return _without_contradicted(cells, equations, lost, solved)


def _needed(
    cells: Mapping[Key, Cell], equation: Equation, key: Key, solved: Mapping[Key, tuple[Decimal, Equation]]
) -> Decimal:
    left, right = balance(cells, equation, {k: value for k, (value, _) in solved.items()})
    return right - left if key in equation.left else left - right


def _without_contradicted(
    cells: Mapping[Key, Cell],
    equations: Iterable[Equation],
    lost: set[Key],
    solved: dict[Key, tuple[Decimal, Equation]],
) -> dict[Key, tuple[Decimal, Equation]]:
    values = {key: value for key, (value, _) in solved.items()}
    bad = {key for key, value in values.items() if value < 0}
    for equation in equations:
        mine = [key for key in _keys(equation) if key in solved]
        if mine and not any(key in lost and key not in solved for key in _keys(equation)):
            left, right = balance(cells, equation, values)
            bad |= set(mine) if left != right else set()
    return {key: solution for key, solution in solved.items() if key not in bad}


def _restored(cell: Cell, solution: tuple[Decimal, Equation] | None) -> Cell:
    if solution is None:
        return cell
    return cell._replace(value=solution[0], state=State.REPAIRED, equation=solution[1].id)
