"""A blank inside a number, 57 897, and a blank between two, 3440 75: the width of the row tells them apart, then its
sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from math import comb

from core.disclosure.tokens import FILLED, Kind, Token

MOST_WAYS = 2_000  # to join the pieces of a row that are tried
BLOCK = {7: 7, 15: 5}  # figures of which the last is the sum of the others, by the width of a row
THOUSANDS = 3


def parted(tokens: Sequence[Token], width: int) -> list[list[Token]]:
    """Return the ways to read the blanks of a row under which it has as many figures as columns, and they add up:
    cells with a blank are parted, pieces on one line are joined, stray marks are left out.

    The row as it stands is the one way where nothing is to be done, or no way is found.
    """
    cells = [token for token in tokens if token.kind in (*FILLED, Kind.BLANK)]
    filled = [token for token in cells if token.kind in FILLED]
    ways: list[list[Token]] = []
    if len(cells) < width and any(token.parts for token in filled):
        ways = _likely(_split(tokens, width - len(cells)))
    elif len(filled) > width:
        clean = _without_marks(tokens)
        more = sum(token.kind in FILLED for token in clean) - width
        ways = [clean] if not more else _likely(_joined(clean, more)) if more > 0 else []
    return ways or [list(tokens)]


def adds_up(tokens: Sequence[Token]) -> bool:
    """Return whether the last figure of each block is the sum of the others; a row without sums never says no."""
    size = BLOCK.get(len(tokens))
    if size is None:
        return True
    values = [token.value or Decimal(0) for token in tokens]
    blocks = [values[n : n + size] for n in range(0, len(values), size)]
    return all(sum(block[:-1]) == block[-1] for block in blocks)


def _likely(ways: Iterator[list[Token]]) -> list[list[Token]]:
    """Return the ways whose figures add up; of rows with sums those that only join thousands, if there are any. One way
    alone needs no sum.
    """
    every = list(ways)
    if len(every) == 1:
        return every
    likely = [way for way in every if adds_up([token for token in way if token.kind in FILLED])]
    summed = likely and sum(token.kind in FILLED for token in likely[0]) in BLOCK
    return [way for way in likely if summed and all(map(_in_thousands, way))] or likely


def _in_thousands(token: Token) -> bool:
    return all(part.end - part.start == THOUSANDS for part in token.parts[1:])


def _split(tokens: Sequence[Token], more: int) -> Iterator[list[Token]]:
    places = [n for n, token in enumerate(tokens) if token.parts]
    for count in range(1, len(places) + 1):
        for chosen in combinations(places, count):
            if sum(len(tokens[n].parts) - 1 for n in chosen) == more:
                yield [t for n, token in enumerate(tokens) for t in (token.parts if n in chosen else (token,))]


def _joined(tokens: Sequence[Token], more: int) -> Iterator[list[Token]]:
    places = [n for n in range(1, len(tokens)) if _may_go_on(tokens[n - 1], tokens[n])]
    for chosen in combinations(places, more) if comb(len(places), more) <= MOST_WAYS else ():
        way: list[Token] = []
        for n, token in enumerate(tokens):
            if n not in chosen:
                way.append(token)
            elif way[-1].start == way[-1].end or (way[-1].value or 0) == 0:
                break
            else:
                way[-1] = _one(way[-1], token)
        else:
            yield way


def _may_go_on(before: Token, token: Token) -> bool:
    """Say whether a figure may be the rest of the one before: on its line, in its cell, both of digits alone."""
    plain = all(t.kind is Kind.VALUE and t.value is not None and t.value >= 0 for t in (before, token))
    near = token.start - before.end == 1 and (token.line, token.column) == (before.line, before.column)
    return plain and near and not before.unit and len(f"{before.value:f}") == before.end - before.start


def _one(before: Token, token: Token) -> Token:
    digits = f"{before.value:f}{_digits(token)}"
    parts = (*(before.parts or (before,)), token)
    return Token(
        Kind.VALUE, before.start, token.end, before.line, before.column, Decimal(digits), token.unit, parts=parts
    )


def _digits(token: Token) -> str:
    written = f"{token.value:f}"
    return written.rjust(token.end - token.start - len(token.unit), "0")


def _without_marks(tokens: Sequence[Token]) -> list[Token]:
    """Leave out marks that stand beside a figure on its line: ? 13."""
    return [
        token
        for n, token in enumerate(tokens)
        if token.kind is not Kind.LOST
        or not any(other.kind is Kind.VALUE and other.line == token.line for other in tokens[max(0, n - 1) : n + 2])
    ]
