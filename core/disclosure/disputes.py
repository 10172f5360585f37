"""Read table 3: fifteen figures in one row, or a row for each of its three blocks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from core.disclosure.choosing import common
from core.disclosure.filling import Body, Line, absent_state, cells_in, cells_placed, cells_unplaced, reading_of
from core.disclosure.finding import Found
from core.disclosure.labels import Label, find_labels
from core.disclosure.layout import RowTokens, row_tokens
from core.disclosure.nouns import Cell, TableReading
from core.disclosure.placing import ZERO, Placement, Slots, placements
from core.disclosure.repairing import repaired
from core.disclosure.standard import Row
from core.disclosure.tokens import FILLED, Kind, Token

BLOCKS = 3


def read_disputes(text: str, table: Found, tokens: list[Token], zeros: bool) -> TableReading:
    """Return table 3; the equations of its blocks place figures where blanks left no trace."""
    rows = table.table.rows
    width = len(rows[0].columns)
    labels = find_labels(text, table.folded, rows)
    blocks = _by_block(labels, tokens, width) or _in_one_row(text, tokens, width, zeros)
    at = max((label.end for label in labels), default=table.start)
    ids = {e.row: e.id for e in table.standard.equations if e.table == table.table.number}
    lines = {row.code: Line(row, block, _first_figure(block, at), at) for row, block in zip(rows, blocks, strict=False)}
    body = Body(table.table.number, lines, absent_state(zeros))
    cells = [cell for row, _ in zip(rows, blocks, strict=False) for cell in _cells(body, row, ids[row.code], zeros)]
    by_key = {(cell.row.code, cell.column.id): cell for cell in cells}
    equations = [e for e in table.standard.equations if e.table == table.table.number]
    return reading_of(table, body, list(repaired(by_key, equations).values()), text)


def _first_figure(block: RowTokens, at: int) -> int:
    return next((token.start for token in block.cells if token), at)


def _cells(body: Body, row: Row, equation: str, zeros: bool) -> list[Cell]:
    block = body.rows[row.code].tokens
    if block.slots:
        return cells_in(body, row, block.slots)
    ways = block.ways or placements(block.filled, block.width, zeros)
    return cells_placed(body, row, common(ways), equation) if ways else cells_unplaced(body, row)


def _by_block(labels: Sequence[Label], tokens: Sequence[Token], width: int) -> list[RowTokens]:
    """Return the figures of each block where they follow its own label, none where one row holds them all."""
    if len(labels) < BLOCKS:
        return []
    starts = [label.start for label in labels] + [tokens[-1].end + 1 if tokens else 0]
    parts = [[t for t in tokens if start <= t.start < end] for start, end in zip(starts, starts[1:], strict=False)]
    if not all(any(token.kind in FILLED for token in part) for part in parts[:-1]):
        return []
    return [row_tokens(part, width) for part in parts]


def _in_one_row(text: str, tokens: list[Token], width: int, zeros: bool) -> list[RowTokens]:
    """Return the figures of the one row by block; fewer blocks where the table is cut off."""
    row = row_tokens(_behind_header(tokens), width * BLOCKS)
    if row.ways:
        return [_block((), width, _between(row.ways, n, n + width)) for n in range(0, width * BLOCKS, width)]
    cells = row.slots or _without_padding(row)
    if cells:
        return [_block(cells[n : n + width], width) for n in range(0, width * BLOCKS, width)]
    if not row.filled:
        return [] if zeros else [_block((None,) * width, width) for _ in range(BLOCKS)]
    from_left = _from_left(row.filled, width)
    cut = len(row.filled) < row.width - 1 and not text[row.filled[-1].end :].strip(" |\n")
    if cut and all(_ways(list(block.filled), width, zeros) for block in from_left[:-1]):
        return from_left
    return _split(row.filled, width, zeros) or from_left


def _behind_header(tokens: list[Token]) -> list[Token]:
    """Leave out the header: all before the first figure but the blank cells directly before it."""
    first = next((n for n, token in enumerate(tokens) if token.kind in FILLED), None)
    if first is None:
        last = max((n for n, token in enumerate(tokens) if token.kind is Kind.WORDS), default=-1)
        return tokens[last + 1 :]
    header_line = max((t.line for t in tokens[:first] if t.kind in (Kind.WORDS, Kind.CLOSER)), default=-1)
    start = first
    while start and tokens[start - 1].kind is Kind.BLANK and tokens[start - 1].line > header_line:
        start -= 1
    return tokens[start:]


def _without_padding(row: RowTokens) -> Slots | None:
    """Leave out blanks that only fill a line up."""
    cells = list(row.cells)
    while len(cells) > row.width and cells[-1].kind is Kind.BLANK:
        cells.pop()
    while len(cells) > row.width and cells[0].kind is Kind.BLANK:
        cells.pop(0)
    return (
        tuple(cells)
        if len(cells) == row.width
        else tuple(row.filled[: row.width])
        if len(row.filled) > row.width
        else None
    )


def _block(cells: Slots, width: int, ways: Sequence[Placement] = ()) -> RowTokens:
    filled = [token for token in cells if token and token.kind in FILLED]
    return RowTokens(width, filled, [token for token in cells if token], None if ways else cells, list(ways))


def _between(ways: Sequence[Placement], first: int, last: int) -> list[Placement]:
    return [Placement(way.slots[first:last], way.values[first:last]) for way in ways]


def _split(tokens: list[Token], width: int, zeros: bool) -> list[RowTokens]:
    """Return the blocks under every way to cut the figures in three that makes each block add up."""
    splits: list[list[list[Placement]]] = []
    sizes = range(width + 1)
    for first, second in product(sizes, sizes):
        cuts = (tokens[:first], tokens[first : first + second], tokens[first + second :])
        if len(cuts[2]) <= width:
            ways = [_ways(part, width, zeros) for part in cuts]
            if all(ways):
                splits.append(ways)
    if not splits:
        return []
    return [_block((), width, [way for ways in splits for way in ways[n]]) for n in range(BLOCKS)]


def _ways(tokens: list[Token], width: int, zeros: bool) -> list[Placement]:
    values = [token.value or ZERO for token in tokens]
    if len(tokens) == width:
        return [Placement(tuple(tokens), tuple(values))] if sum(values[:-1]) == values[-1] else []
    if not tokens:
        return [] if zeros else [Placement((None,) * width, (ZERO,) * width)]
    return [] if zeros and len(tokens) < width - 1 else placements(tokens, width, zeros)


def _from_left(tokens: list[Token], width: int) -> list[RowTokens]:
    """Return the blocks of a table that is cut off: figures from the left as far as they go."""
    parts = [tokens[n : n + width] for n in range(0, min(len(tokens), width * BLOCKS), width)]
    return [_block((*part, *[None] * (width - len(part))), width) for part in parts]
