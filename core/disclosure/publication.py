"""Read table 1: blocks of one to three columns, each below a header of its own, without equations."""

from __future__ import annotations

from collections.abc import Sequence

from core.disclosure.filling import cells_in, cells_unplaced, cut_off, reading_of, rows_of
from core.disclosure.finding import ARTICLE, Found
from core.disclosure.folding import Folded, han
from core.disclosure.labels import find_labels
from core.disclosure.layout import RowTokens, settle
from core.disclosure.nouns import TableReading
from core.disclosure.placing import Slots
from core.disclosure.standard import Row
from core.disclosure.tokens import Kind, Token

CONTENTS = "信息内容"  # the first word of each header


def read_publication(text: str, table: Found, tokens: list[Token], zeros: bool) -> TableReading:
    """Return table 1; where a row has blanks, the header above it tells which column a figure stands in."""
    folded = table.folded
    labels = find_labels(text, folded, table.table.rows, tokens)
    stops = [start for word in (ARTICLE, CONTENTS) for start, _ in folded.find_all(word)]
    body = rows_of(1, table.table.rows, labels, tokens, stops, zeros)
    for line in body.rows.values():
        mine = line.tokens
        if mine.slots is None and len(mine.cells) > len(mine.filled):
            mine.slots = _below_header(mine, _header(folded, line.row, line.at, tokens))
    for width in {len(row.columns) for row in table.table.rows}:
        settle([line.tokens for line in body.rows.values() if line.tokens.width == width])
    cut_off(text, table, body)
    cells = []
    for line in body.rows.values():
        slots = line.tokens.slots
        cells += cells_in(body, line.row, slots) if slots else cells_unplaced(body, line.row)
    return reading_of(table, body, cells, text)


def _header(folded: Folded, row: Row, at: int, tokens: Sequence[Token]) -> list[int]:
    """Return the place among the bars of each column's header, empty where the headers do not stand on one line."""
    above = [max((s for s, e in folded.find_all(han(column.label)) if e <= at), default=-1) for column in row.columns]
    cells = [next((t for t in reversed(tokens) if t.start <= start), None) for start in above]
    lines = {cell.line for cell in cells if cell}
    places = [cell.column for cell in cells if cell and cell.column >= 0]
    return places if len(lines) == 1 and len(set(places)) == len(row.columns) else []


def _below_header(row: RowTokens, header: list[int]) -> Slots | None:
    if not header or not row.lined:
        return None
    placed = {cell.column: cell for cell in row.cells}
    if any(cell.column not in header for cell in row.filled):
        return None
    end = row.cells[-1]
    blank = Token(Kind.BLANK, end.end, end.end, end.line)
    return tuple(placed.get(column, blank) for column in header)
