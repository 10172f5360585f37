"""From the labels and pieces of a table to its cells, row by row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from core.disclosure.choosing import Placed
from core.disclosure.finding import Found
from core.disclosure.gaps import adds_up, parted
from core.disclosure.labels import Label
from core.disclosure.layout import RowTokens, row_tokens
from core.disclosure.nouns import Cell, State, TableReading
from core.disclosure.placing import Slots
from core.disclosure.standard import Row
from core.disclosure.tokens import FILLED, Kind, Token

STATES = {
    Kind.VALUE: State.STATED,
    Kind.NOT_APPLICABLE: State.NOT_APPLICABLE,
    Kind.BLANK: State.BLANK,
    Kind.LOST: State.LOST,
}
MOST_STRAY = 2  # figures of page furniture that may stand in a row


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the standard, as it stands in the text."""

    row: Row
    tokens: RowTokens
    start: int  # where the quote of the row begins: with its label, or its first figure
    at: int  # where its figures may begin


@dataclass(frozen=True, slots=True)
class Body:
    """The figures of a table, by row."""

    number: int
    rows: Mapping[str, Line]
    absent: State  # what a column is in which nothing stands


def absent_state(zeros_written: bool) -> State:
    """Return what a column is in which nothing stands: lost where the page writes its zeros, else blank."""
    return State.LOST if zeros_written else State.BLANK


def rows_of(
    number: int,
    rows: Sequence[Row],
    labels: Sequence[Label],
    tokens: Sequence[Token],
    stops: Sequence[int],
    zeros: bool,
) -> Body:
    """Return what stands behind each label, up to the next label or stop."""
    bounds = [*sorted([label.start for label in labels] + list(stops)), float("inf")]
    starts = [token.start for token in tokens]
    lines: dict[str, Line] = {}
    for n, label in enumerate(labels):
        end = bounds[bisect_right(bounds, label.start)]
        first, last = bisect_left(starts, label.start), bisect_left(starts, end)
        mine = _without_next_line(list(tokens[first:last]), _line_at(tokens, starts, end))
        following = labels[n + 1].row if n + 1 < len(labels) else len(rows)
        for row, part in _shared_out(rows[label.row : following], mine):
            lines[row.code] = Line(row, row_tokens(_without_stray(part, row), len(row.columns)), label.start, label.end)
    return Body(number, lines, absent_state(zeros))


def _line_at(tokens: Sequence[Token], starts: Sequence[int], at: float) -> int:
    """Return the line on which the token stands that holds ``at``, −1 behind the last."""
    place = bisect_right(starts, at)
    return tokens[place - 1].line if place and at < float("inf") else -1


def _without_next_line(tokens: list[Token], line: int) -> list[Token]:
    """Leave out the empty cells that stand before the next label on its line."""
    while tokens and tokens[-1].line == line and tokens[-1].kind not in FILLED:
        tokens.pop()
    return tokens


def _shared_out(rows: Sequence[Row], tokens: list[Token]) -> list[tuple[Row, list[Token]]]:
    """Share the figures of one label out among the rows whose labels are missing, where there are just enough for
    all.
    """
    if len(rows) > 1:
        filled = [token for token in tokens if token.kind in FILLED]
        width = len(rows[0].columns)
        if len(filled) == width * len(rows):
            return [(row, filled[n * width : (n + 1) * width]) for n, row in enumerate(rows)]
    return [(rows[0], tokens)]


def _without_stray(tokens: list[Token], row: Row) -> list[Token]:
    """Leave out figures that are too many: those without which the row adds up, else those of later lines."""
    width = len(row.columns)
    filled = [token for token in tokens if token.kind in FILLED]
    more = len(filled) - width
    if more <= 0 or all(sum(t.kind in FILLED for t in way) == width for way in parted(tokens, width)):
        return tokens
    if width > 3 and more <= MOST_STRAY:
        for stray in combinations(range(len(filled) - 1, -1, -1), more):
            clean = [token for n, token in enumerate(filled) if n not in stray]
            if adds_up(clean):
                return clean
    return filled[:width] if filled[width].line > filled[width - 1].line or filled[0].column >= 0 else filled


def cut_off(text: str, table: Found, body: Body) -> None:
    """Let the figures of the last row stand from the left, where the table ends in its middle."""
    if not body.rows:
        return
    line = list(body.rows.values())[-1]
    row, mine = line.row, line.tokens
    if mine.slots or not mine.cells:
        return
    at_end = not text[mine.cells[-1].end :].strip(" |\n")
    short = mine.width - len(mine.cells)
    if at_end and (short > 1 or row is not table.table.rows[-1]) or mine.width > 3 and row is not table.table.rows[-1]:
        mine.slots = (*mine.cells, *[None] * mine.width)[: mine.width]


def cells_in(body: Body, row: Row, slots: Slots) -> list[Cell]:
    """Return the cells of a row whose columns are known."""
    at = body.rows[row.code].at
    cells = []
    for column, token in zip(row.columns, slots, strict=True):
        state = STATES[token.kind] if token else body.absent
        unit = token.unit if token and token.unit else column.unit
        start, end = (token.start, token.end) if token else (at, at)
        cells.append(Cell(body.number, row, column, token.value if token else None, state, unit, start, end))
        at = end
    return cells


def cells_placed(body: Body, row: Row, placed: Placed, equation: str) -> list[Cell]:
    """Return the cells of a row that was placed by its equations; what they alone say is repaired, what they leave
    open is lost.
    """
    cells = []
    for n, cell in enumerate(cells_in(body, row, placed.slots)):
        value, token = placed.values[n], placed.slots[n]
        if placed.sure[n] and token is not None:
            cells.append(cell)
        elif placed.sure[n] and not placed.holes[n]:
            cells.append(_as(cell, body.absent if value is None else State.BLANK))
        elif value is None:
            cells.append(_as(cell, State.LOST))
        else:
            cells.append(_as(cell, State.REPAIRED, value, equation))
    return cells


def cells_unplaced(body: Body, row: Row) -> list[Cell]:
    """Return the cells of a row whose figures cannot be placed: lost where there are figures, else as the page
    leaves them.
    """
    tokens = body.rows[row.code].tokens
    state = State.LOST if tokens.filled else State.BLANK if tokens.cells else body.absent
    return [_as(cell, state) for cell in cells_in(body, row, (None,) * tokens.width)]


def reading_of(table: Found, body: Body, cells: Sequence[Cell], text: str) -> TableReading:
    """Return a table from its cells, with the rows that are not there."""
    there = {cell.row.code for cell in cells}
    missing = tuple(row for row in table.table.rows if row.code not in there)
    last = max((cell.end for cell in cells), default=table.start)
    end = text.find("\n", last, table.end)
    start = text.rfind("\n", 0, table.start) + 1
    ends: dict[str, int] = {}
    for cell in cells:
        ends[cell.row.code] = max(cell.end, ends.get(cell.row.code, -1))
    quotes = {code: (line.start, max(line.at, ends.get(code, -1))) for code, line in body.rows.items()}
    return TableReading(
        table.table.number, table.standard, tuple(cells), missing, start, table.end if end < 0 else end, quotes
    )


def _as(cell: Cell, state: State, value: Decimal | None = None, equation: str = "") -> Cell:
    return Cell(cell.table, cell.row, cell.column, value, state, cell.unit, cell.start, cell.end, equation)
