"""Put the figures behind a label into the columns of its row, where the text says which column each stands in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from core.disclosure.gaps import parted
from core.disclosure.placing import ZERO, Placement, Slots
from core.disclosure.tokens import FILLED, Kind, Token

Measure = Callable[["RowTokens", int], int]


@dataclass(slots=True)
class RowTokens:
    """What stands behind the label of a row, up to the next label."""

    width: int
    filled: list[Token]
    cells: list[Token]  # filled and blank ones
    slots: Slots | None = None  # as soon as the columns are known
    ways: list[Placement] = field(default_factory=list)  # the placements that are left, where they are not

    @property
    def lined(self) -> bool:
        """Say whether the row stands on one line."""
        return bool(self.cells) and self.cells[0].line == self.cells[-1].line and self.cells[0].column >= 0


def row_tokens(tokens: Sequence[Token], width: int) -> RowTokens:
    """Sort the tokens of a row."""
    tokens, *others = parted(_own(tokens), width)
    if others:
        return RowTokens(width, tokens, tokens, ways=[_filled(way) for way in (tokens, *others)])
    filled = [token for token in tokens if token.kind in FILLED]
    row = RowTokens(width, filled, filled if len(filled) == len(tokens) else _cells(tokens, width))
    whole = row.filled if len(row.filled) == width or row.lined else row.cells
    row.slots = tuple(whole) if len(whole) == width else None
    return row


def _filled(tokens: Sequence[Token]) -> Placement:
    slots = [token for token in tokens if token.kind in FILLED]
    return Placement(tuple(slots), tuple(token.value or ZERO for token in slots))


def _cells(tokens: Sequence[Token], width: int) -> list[Token]:
    """Return the filled and blank cells of a row; lines of bars in its middle are blanks, at its end they only
    close it.
    """
    last = _last_filled(tokens)
    cells: list[Token] = []
    for n, token in enumerate(tokens):
        if token.kind is Kind.CLOSER and (n < last or last < 0 and token.blanks >= width):
            cells += [Token(Kind.BLANK, token.start, token.end, token.line)] * min(token.blanks, width)
        elif token.kind is not Kind.CLOSER:
            cells.append(token)
    return cells


def _last_filled(tokens: Sequence[Token]) -> int:
    """Return the place of the last token that is filled, −1 where none is."""
    return next((n for n in range(len(tokens) - 1, -1, -1) if tokens[n].kind in FILLED), -1)


def _own(tokens: Sequence[Token]) -> list[Token]:
    """Leave out words, and the blanks behind words that follow the last figure: they are of what comes next."""
    last = _last_filled(tokens)
    if last < 0:
        last = next((n for n, token in enumerate(tokens) if token.kind is not Kind.WORDS), len(tokens)) - 1
    end = next((n for n in range(last + 1, len(tokens)) if tokens[n].kind is Kind.WORDS), len(tokens))
    return [token for token in tokens[:end] if token.kind is not Kind.WORDS]


def settle(rows: Sequence[RowTokens]) -> None:
    """Give columns to the rows with blanks: totals stand below each other, so one of them tells where all columns
    are.
    """
    unplaced = [row for row in rows if row.slots is None and len(row.cells) > len(row.filled)]
    for measure, last in _measures(rows) if unplaced else ():
        for row in unplaced:
            if row.slots is None:
                row.slots = _window(row, measure, last)
    for row in unplaced:
        if row.slots is None and len(row.cells) == row.width:
            row.slots = tuple(row.cells)


def doubt(rows: Sequence[RowTokens]) -> None:
    """Take the columns back from rows that are one figure short and do not add up, unless a blank between figures
    shows where.

    On a page that writes its zeros such a row lost a cell; an empty place behind the last figure may only close
    the line. A table that was laid out has every cell in its column.
    """
    for row in rows:
        if row.slots is None or len(row.filled) != row.width - 1 or row.cells[0].laid:
            continue
        first, last = (next(n for n, cell in cells if cell.kind in FILLED) for cells in _both_ways(row.cells))
        parts = [token.value or ZERO if token else ZERO for token in row.slots]
        if last - first + 1 == len(row.filled) and sum(parts[:-1]) != parts[-1]:
            row.slots = None


def _both_ways(cells: Sequence[Token]) -> tuple[list[tuple[int, Token]], list[tuple[int, Token]]]:
    numbered = list(enumerate(cells))
    return numbered, numbered[::-1]


def _measures(rows: Sequence[RowTokens]) -> list[tuple[Measure, int]]:
    """Return the ways to say where a cell stands under which all figures keep within the columns, and the last
    column by each.
    """
    ranked: list[tuple[int, int, Measure, int]] = []
    filled = [row for row in rows if row.filled]
    ways = [_from_label, _in_line] if filled and all(row.lined for row in filled) else [_from_label]
    for measure in ways:
        spots = [[measure(row, n) for n, cell in enumerate(row.cells) if cell.kind in FILLED] for row in filled]
        last = max((spot[-1] for spot in spots), default=-1)
        if last >= 0 and all(spot[0] > last - row.width for spot, row in zip(spots, filled, strict=True)):
            ranked.append((-sum(spot[-1] == last for spot in spots), len(ranked), measure, last))
    return [(measure, last) for _, _, measure, last in sorted(ranked, key=lambda way: way[:2])]


def _from_label(row: RowTokens, n: int) -> int:
    return n


def _in_line(row: RowTokens, n: int) -> int:
    return row.cells[n].column


def _window(row: RowTokens, measure: Measure, last: int) -> Slots | None:
    if not row.filled and len(row.cells) < row.width:
        return None
    inside = {measure(row, n): cell for n, cell in enumerate(row.cells)}
    end = row.cells[-1]
    blank = Token(Kind.BLANK, end.end, end.end, end.line)
    return tuple(inside.get(place, blank) for place in range(last - row.width + 1, last + 1))
