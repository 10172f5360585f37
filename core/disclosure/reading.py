"""Read the three tables of a disclosure report from any flattening of its page, and run their equations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from core.disclosure.checking import run_equations
from core.disclosure.choosing import choose
from core.disclosure.disputes import read_disputes
from core.disclosure.filling import Body, cells_in, cells_placed, cells_unplaced, cut_off, reading_of, rows_of
from core.disclosure.finding import Found, find_tables
from core.disclosure.labels import find_labels
from core.disclosure.layout import doubt, settle
from core.disclosure.nouns import Cell, DisclosureTables, PlainTable, State, TableReading
from core.disclosure.placing import placements
from core.disclosure.publication import read_publication
from core.disclosure.repairing import repaired
from core.disclosure.tabs import with_tabs_as_bars
from core.disclosure.tokens import Kind, Token, tokenise
from core.reading.document import RawTable


def read_tables(text: str, tables: Sequence[RawTable] = (), raw: str = "") -> DisclosureTables:
    """Return the disclosure tables that a report holds, every cell with its state and place.

    Args:
        text: normalised report text.
        tables: the tables as the reader of the file laid them out, where it did; their grid settles merged cells.
        raw: the text as read, whose tabs part cells; ``text`` has blanks in their places.

    Labels of the standard are the anchors, in any wording near it; bars, blanks and line breaks only help. A figure
    whose column cannot be told is left out rather than guessed.
    """
    text = with_tabs_as_bars(text, raw) if "\t" in raw else text
    located = find_tables(text)
    plain = tuple(
        PlainTable(t.rows, t.start, t.end)
        for t in tables
        if not any(f.start < t.end and t.start < f.end for f in located)
    )
    if not located:
        return DisclosureTables(plain=plain)
    pieces = [tokenise(text, f.start, f.end, tables) for f in located]
    readings = [
        READERS[f.table.number](text, f, tokens, _zeros(tokens)) for f, tokens in zip(located, pieces, strict=True)
    ]
    checks = run_equations(located[-1].standard, {reading.number: reading for reading in readings})
    return DisclosureTables(tuple(readings), tuple(checks), plain)


def _zeros(tokens: Sequence[Token]) -> bool:
    """Say whether a table writes its zeros; the next one on the page may leave them blank."""
    return any(token.kind is Kind.VALUE and token.value == 0 for token in tokens)


def _read_applications(text: str, table: Found, tokens: list[Token], zeros: bool) -> TableReading:
    """Read table 2: one block of seven columns, whose rows and columns all add up."""
    rows = table.table.rows
    labels = find_labels(text, table.folded, rows, tokens)
    body = rows_of(2, rows, labels, tokens, (), zeros)
    settle([line.tokens for line in body.rows.values()])
    if zeros:
        doubt([line.tokens for line in body.rows.values()])
    cut_off(text, table, body)
    settled = {
        code: cells_in(body, line.row, line.tokens.slots) for code, line in body.rows.items() if line.tokens.slots
    }
    by_row = settled | _placed(table, body, settled, zeros)
    cells = {(c.row.code, c.column.id): c for row in rows for c in by_row.get(row.code, ())}
    equations = [e for e in table.standard.equations if e.table == 2]
    return reading_of(table, body, list(repaired(cells, equations).values()), text)


def _placed(table: Found, body: Body, settled: dict[str, list[Cell]], zeros: bool) -> dict[str, list[Cell]]:
    """Return the cells of the rows whose blanks left no trace."""
    unplaced = {code: line for code, line in body.rows.items() if line.tokens.slots is None}
    if not unplaced:
        return {}
    known = {(c.row.code, c.column.id): _counted(c) for cells in settled.values() for c in cells}
    columns = [column.id for column in table.table.rows[0].columns]
    by_column = [e for e in table.standard.equations if e.table == 2 and e.column]
    by_row = {e.row: e.id for e in table.standard.equations if e.table == 2 and e.row}
    choices = {
        code: line.tokens.ways or placements(line.tokens.filled, line.tokens.width, zeros)
        for code, line in unplaced.items()
    }
    placed = choose(choices, columns, by_column, known)
    return {
        code: cells_placed(body, line.row, placed[code], by_row[code])
        if code in placed
        else cells_unplaced(body, line.row)
        for code, line in unplaced.items()
    }


def _counted(cell: Cell) -> Decimal | None:
    """Return what a cell adds to a sum: nothing where it is blank; None where its figure is lost."""
    return None if cell.state is State.LOST else cell.value or Decimal(0)


READERS: dict[int, Callable[[str, Found, list[Token], bool], TableReading]] = {
    1: read_publication,
    2: _read_applications,
    3: read_disputes,
}
