"""Hold the tables of two years, or two readings of one year, against each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.disclosure.nouns import Cell, Check, DisclosureTables, State, Verdict

DOCUMENTS = ("regulations", "documents")  # rows of table 1 whose stock goes from year to year


def between_years(earlier: DisclosureTables, later: DisclosureTables) -> list[Check]:
    """Return what must agree between the reports of one issuer on two years that follow each other.

    结转 of the first is 上年结转 of the second, in every column; 现行有效 grows by 制发 less 废止.
    """
    return [*_carried(earlier, later), *_valid(earlier, later)]


def revisions(first: DisclosureTables, second: DisclosureTables) -> list[Check]:
    """Return the cells that two readings of one report on one year state differently."""
    return [
        Check(
            "revision",
            cell.table,
            f"表{cell.table}“{cell.row.name}·{cell.column.label}”先为{_written(cell)}，后为{_written(other)}",
            Verdict.FAIL,
            cell.value,
            other.value,
            (cell.key,),
            other.start,
            other.end,
        )
        for cell in first.cells
        if (other := second.get(*cell.key)) and cell.state is other.state is State.STATED and cell.value != other.value
    ]


def _carried(earlier: DisclosureTables, later: DisclosureTables) -> Iterator[Check]:
    table = later.table(2)
    for column in table.standard.table(2).rows[0].columns if table else ():
        left, right = earlier.get(2, "carried_out", column.id), later.get(2, "carried_in", column.id)
        yield _check(
            f"years carried {column.label}", f"“{column.label}”上年结转下年度＝本年的上年结转", [left], [right]
        )


def _valid(earlier: DisclosureTables, later: DisclosureTables) -> Iterator[Check]:
    for row in DOCUMENTS:
        before, after = earlier.get(1, row, "valid"), later.get(1, row, "valid")
        made, repealed = later.get(1, row, "made"), later.get(1, row, "repealed")
        if before and after and repealed:  # the format of 2019 counts neither what is in force nor what is repealed
            about = f"“{after.row.name}”上年现行有效＋制发＝现行有效＋废止"
            yield _check(f"years valid {after.row.name}", about, [before, made], [after, repealed])


def _check(equation: str, about: str, left: list[Cell | None], right: list[Cell | None]) -> Check:
    cells = [cell for cell in (*left, *right) if cell]
    number = cells[0].table if cells else 2
    if len(cells) < len(left) + len(right) or any(cell.state is not State.STATED for cell in cells):
        return Check(equation, number, f"{about}：无法核对，有一年没有填写数字", Verdict.NOT_ASSESSABLE)
    before, after = (sum((cell.value or Decimal(0) for cell in side if cell), Decimal(0)) for side in (left, right))
    verdict = Verdict.PASS if before == after else Verdict.FAIL
    words = (
        f"相符，{before:f}"
        if verdict is Verdict.PASS
        else f"不符，左边{before:f}，右边{after:f}，相差{abs(before - after):f}"
    )
    mine = [cell for cell in right if cell]
    return Check(
        equation,
        number,
        f"{about}：{words}",
        verdict,
        before,
        after,
        tuple(cell.key for cell in mine),
        mine[0].start,
        mine[-1].end,
    )


def _written(cell: Cell) -> str:
    return f"{cell.value:f}{cell.unit}"
