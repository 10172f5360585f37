"""Run the equations of the standard on a table: both sides, the cells, and what cannot be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from core.disclosure.nouns import Cell, Check, State, TableReading, Verdict
from core.disclosure.repairing import Key, balance, gap_at
from core.disclosure.standard import Equation, Standard

UNKNOWN = (State.LOST, State.REPAIRED)


def run_equations(standard: Standard, tables: Mapping[int, TableReading]) -> list[Check]:
    """Return one check for each equation of the standards the tables follow, also where a table is missing."""
    checks: list[Check] = []
    for number in sorted({equation.table for equation in standard.equations}):
        table = tables.get(number)
        equations = [e for e in (table.standard if table else standard).equations if e.table == number]
        cells = {(cell.row.code, cell.column.id): cell for cell in table.cells} if table else {}
        checks += _checked(cells, equations)
    return checks


def _checked(cells: Mapping[Key, Cell], equations: Sequence[Equation]) -> list[Check]:
    hidden = _hidden_figures(cells, equations)
    return [_check(cells, equation, hidden) for equation in equations]


def _check(cells: Mapping[Key, Cell], equation: Equation, hidden: set[Key]) -> Check:
    keys = [key for key in equation.left + equation.right if key in cells]
    known = [cells[key] for key in keys]
    complete = len(keys) == len(equation.left) + len(equation.right)
    left, right = balance(cells, equation) if complete else (None, None)
    reason = _obstacle(known, equation, cells, hidden) if complete else "表内缺行"
    verdict = Verdict.NOT_ASSESSABLE if reason else Verdict.PASS if left == right else Verdict.FAIL
    return Check(
        equation=equation.id,
        table=equation.table,
        says=_sentence(equation, verdict, left, right, reason, known),
        verdict=verdict,
        left=left,
        right=right,
        cells=tuple([(equation.table, row, column) for row, column in keys]),
        start=min([cell.start for cell in known], default=-1),
        end=max([cell.end for cell in known], default=-1),
        row=equation.subject if equation.row else "",
        column=equation.subject if equation.column else "",
    )


def _obstacle(known: list[Cell], equation: Equation, cells: Mapping[Key, Cell], hidden: set[Key]) -> str:
    """Return why nothing can be said, "" when something can."""
    states = {cell.state for cell in known}
    if len(states) == 1 and State.STATED in states:
        return ""
    if not states.isdisjoint(UNKNOWN):
        lost = next(cell for cell in known if cell.state in UNKNOWN)
        return f"{lost.row.name}·{lost.column.label}原文漏字"
    if State.STATED not in states:
        return "没有填写数字"
    sides = [[cells[key] for key in side] for side in (equation.left, equation.right)]
    for side, other in (sides, sides[::-1]):
        if not any(cell.state is State.STATED for cell in side) and any(cell.value for cell in other):
            return "有一边没有填写数字"
    if not hidden.isdisjoint(equation.left + equation.right):
        return "有不适用的格"
    return ""


def _hidden_figures(cells: Mapping[Key, Cell], equations: Sequence[Equation]) -> set[Key]:
    """Return the cells marked 不适用 that every equation says the same number should stand in; of one equation, if it
    is the only one so marked: several that stand for nought, or a table's way to write it, hide no wrong sum.
    """
    marks = sum(cell.state is State.NOT_APPLICABLE for cell in cells.values())
    if not marks:
        return set()
    for_nought = marks > 1 and not any(cell.state is State.STATED and cell.value == 0 for cell in cells.values())
    needed: dict[Key, list[Decimal]] = {}
    alone: set[Key] = set()
    for equation in equations:
        keys = equation.left + equation.right
        if all(key in cells for key in keys):
            marked = [key for key in keys if cells[key].state is State.NOT_APPLICABLE]
            alone |= set(marked) if len(marked) == 1 and not for_nought else set()
            for key in marked:
                needed.setdefault(key, []).append(gap_at(cells, equation, key))
    return {
        key
        for key, values in needed.items()
        if len(set(values)) == 1 and values[0] > 0 and (len(values) > 1 or key in alone)
    }


def _sentence(
    equation: Equation, verdict: Verdict, left: Decimal | None, right: Decimal | None, reason: str, known: list[Cell]
) -> str:
    about = f"表{equation.table}“{equation.subject}”{equation.says}"
    if reason:
        restored = [f"{c.row.name}·{c.column.label}推算为{c.value:f}" for c in known if c.state is State.REPAIRED]
        return f"{about}：无法核对，{'，'.join([reason, *restored])}"
    if left is None or right is None:
        raise ValueError(f"{about}: judged without both sides")
    if verdict is Verdict.PASS:
        return f"{about}：相符，{left:f}"
    return f"{about}：不符，左边{left:f}，右边{right:f}，相差{abs(left - right):f}"
