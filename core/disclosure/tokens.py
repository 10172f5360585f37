"""Cut the text of a table into cells: numbers, 不适用, blanks, lost figures and words, whatever bars or spaces part
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, auto

from core.reading.document import RawTable


class Kind(Enum):
    """What a cell holds."""

    VALUE = auto()
    NOT_APPLICABLE = auto()
    LOST = auto()  # □, ?: a figure that did not survive
    BLANK = auto()
    CLOSER = auto()  # a line of bars: it closes a row, or holds its blanks
    WORDS = auto()


FILLED = (Kind.VALUE, Kind.NOT_APPLICABLE, Kind.LOST)


@dataclass(slots=True)
class Token:
    """A piece of a table's text; ``text[start:end]`` is what is written."""

    kind: Kind
    start: int
    end: int
    line: int
    column: int = -1  # its place among the bars of its line
    value: Decimal | None = None
    unit: str = ""
    blanks: int = 0  # that a closer may hold
    laid: bool = False  # in a table that the reader of the file laid out: its column is certain
    parts: tuple[Token, ...] = ()  # 57 897 in one cell is one number, or two cells that lost the bar between them


@dataclass(frozen=True, slots=True)
class Habit:
    """Whether the page draws a bar before the first cell of a line, and behind the last; how many on a line."""

    opens: bool
    closes: bool
    bars: int = 0  # on nearly every line with figures, 0 where rows differ: fewer are the half of a row


NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
VALUE = re.compile(
    rf"""
    ·?(?P<sign>[+-]|增加?|减少?)?     # +3, 减2: the old format has signed cells
    (?P<number>{NUMBER})
    (?P<unit>万元|亿元|元|件|项|个|宗|份|条|起|次)?
    [?·]?                            # a stray mark of a lost space
    """,
    re.VERBOSE,
)
NONE = re.compile(r"[/\\]+|[-—–―]{1,2}|不适用|不涉及|无")
LOST = re.compile(r"[?□■�*×○]+|[Xx]{1,3}|\?\d+")  # ?13 may have lost a digit
STRAY = re.compile(r"^[?·]\s+(?=\d)|(?<=\d)\s+[?·]$")  # ? 13: what is left of a lost blank or picture
FIGURES = frozenset("0123456789+-增减/\\—–―不无?·□■�*×○Xx")  # what a figure begins with
GLUED = re.compile(
    rf"(?P<words>.*[\u4e00-\u9fff)”\"])(?P<number>[+-]?(?:{NUMBER}))"
)  # (一)予以公开0 0 0: a pdf drops the space
FOLLOWED = re.compile(
    rf"(?P<number>(?:{NUMBER})件?)[,、;][\u4e00-\u9fff].*"
)  # 102,只计: the label goes on behind the figures
PIECE = re.compile(r"\S+")
BARRED = re.compile(r"^[^\n]*\|[^\n]*$", re.MULTILINE)
WIDE = 6  # bars: a row of so many is not a cell a line
USUAL = 0.97  # share of the lines with bars that make a habit
RULE = re.compile(r"[\s|]*:?-{3,}:?[\s|:-]*")  # |---|---| of Markdown; -- alone is a cell
FURNITURE = re.compile(
    r"""
    [\s|]* (?:
        [-—–_~·•]+ \s* \d{1,4} \s* [-—–_~·•]+        # - 3 -
      | 第 \s* \d{1,4} \s* 页 .{0,12}                 # 第 3 页 共 8 页
      | 共 \s* \d{1,4} \s* 页
      | \d{1,4} \s* / \s* \d{1,4}                     # 3/8
      | Page \s* \d+ .{0,12}
      | 附? \s* 表 \s* [一二三\d]{1,2} \s* :?          # 表3, over the next one: the name of its sheet
      | https?:// \S+ .{0,12}
      | 20\d\d [-/.年] \s* \d{1,2} [-/.月] .{0,16}     # printed on 2024-01-31 10:22
    ) [\s|]*
    """,
    re.VERBOSE,
)
PLAIN = re.compile(r"[ ]*([0-9]+)[ ]*\|?")  # by far most lines of most pages
SEVERAL = re.compile(r"\d\s+[\d/]")  # 126 201: a pdf lost the gap between two cells
GAPPED = re.compile(r"[1-9]\d*(?:[ ]\d+)+(?:\.\d+)?")  # 57 897: or a number has a gap
COUNTED = re.compile(r"[年月日页届期版]")  # 2023 年: the number before is no cell
SIGNS = {"-": -1, "减": -1, "减少": -1}


def tokenise(text: str, start: int, end: int, tables: Sequence[RawTable] = ()) -> list[Token]:
    """Return the pieces of ``text[start:end]`` in reading order; tables that a reader laid out are taken from
    their grid.
    """
    tokens: list[Token] = []
    habit = _habit(text, start, end)
    at, line = start, 0
    for table in sorted(tables, key=lambda table: table.start):
        if table.end <= at or table.start >= end:
            continue
        line = _lines(text, at, table.start, line, tokens, habit)
        line = _grid(table, text, line, tokens)
        at = table.end
    _lines(text, at, end, line, tokens, habit)
    return [token for token in tokens if start <= token.start < end] if tables else tokens


def read_figure(written: str) -> tuple[Kind, Decimal | None, str] | None:
    """Return what a cell says, or None when it holds words.

    >>> read_figure("1,204"), read_figure("/")[0], read_figure("总计")
    ((<Kind.VALUE: 1>, Decimal('1204'), ''), <Kind.NOT_APPLICABLE: 2>, None)
    """
    if written[:1] not in FIGURES:
        return None
    if written.isdecimal():
        return Kind.VALUE, Decimal(written), ""
    if match := VALUE.fullmatch(written):
        value = Decimal(match["number"].replace(",", ""))
        return Kind.VALUE, value * SIGNS.get(match["sign"] or "", 1), match["unit"] or ""
    if NONE.fullmatch(written):
        return Kind.NOT_APPLICABLE, None, ""
    return (Kind.LOST, None, "") if LOST.fullmatch(written) else None


def _lines(text: str, start: int, end: int, line: int, tokens: list[Token], habit: Habit) -> int:
    bars = 0  # of the row under way, which a line break in a label cut in two
    for written in text[start:end].split("\n"):
        if plain := PLAIN.fullmatch(written):
            first, last = plain.span(1)
            tokens.append(Token(Kind.VALUE, start + first, start + last, line, 0, Decimal(plain[1])))
            line += 1
        elif written.strip() and not FURNITURE.fullmatch(written):
            if "|" not in written:
                tokens += _spaced(written, start, line, bars if bars else -1)
            else:
                tokens += _barred(written, start, line, habit, bars)
                bars += written.count("|")
            if not bars or bars >= habit.bars or not habit.bars:
                bars = 0
                line += 1
        start += len(written) + 1
    return line


def _habit(text: str, start: int, end: int) -> Habit:
    """Return how the page draws its bars: nearly all lines with words or figures tell."""
    lines = [line.strip() for line in BARRED.findall(text, start, end) if line.strip(" |")]
    enough = USUAL * len(lines)
    return Habit(
        sum(line.startswith("|") for line in lines) >= enough,
        sum(line.endswith("|") for line in lines) >= enough,
        _bars(lines),
    )


def _bars(lines: Sequence[str]) -> int:
    """Return how many bars the rows have, where the lines that have fewer are put together to such rows."""
    most = max((line.count("|") for line in lines), default=0)
    whole = sum(line.count("|") == most for line in lines)
    halves = [line.count("|") for line in lines if line.count("|") < most]
    under_way = 0
    for bars in halves:
        under_way += bars
        if under_way == most:
            under_way = 0
        elif under_way > most:
            return 0
    return most if most > WIDE and whole and halves and not under_way else 0


def _barred(written: str, start: int, line: int, habit: Habit, before: int = 0) -> Iterator[Token]:
    """Yield the cells of a line, ``before`` bars of its row standing on lines above."""
    bars = written.count("|")
    if not written.strip(" |"):
        blanks = bars + 1 - habit.opens - habit.closes
        yield Token(Kind.CLOSER if blanks > 1 else Kind.BLANK, start, start, line, blanks=blanks)
        return
    if RULE.fullmatch(written):
        return
    at = start
    for column, part in enumerate(written.split("|"), before):
        if part.strip():
            yield from _cell(part, at, line, column)
        elif not (habit.opens and column == 0 or habit.closes and column == before + bars):
            yield Token(Kind.BLANK, at, at, line, column)
        at += len(part) + 1


def _cell(part: str, at: int, line: int, column: int) -> Iterable[Token]:
    """Return the one figure of a cell, or its pieces where words and figures share it."""
    cell = part.strip()
    begin, end = at + part.index(cell), at + part.index(cell) + len(cell)
    cell = STRAY.sub("", cell)
    figure = read_figure(cell.replace(" ", ""))
    if figure and GAPPED.fullmatch(cell):
        token = _token(figure, begin, end, line, column)
        token.parts = tuple(piece for piece in _spaced(part, at, line, column) if piece.kind is Kind.VALUE)
        return (token,)
    if figure and not SEVERAL.search(cell):
        return (_token(figure, begin, end, line, column),)
    return _spaced(part, at, line, column)


def _spaced(written: str, start: int, line: int, column: int) -> Iterator[Token]:
    pieces = list(PIECE.finditer(written))
    for n, piece in enumerate(pieces):
        letters, begin, end = piece[0], start + piece.start(), start + piece.end()
        figure = read_figure(letters)
        if figure and figure[0] is Kind.VALUE and n + 1 < len(pieces) and COUNTED.match(pieces[n + 1][0]):
            figure = None
        if figure:
            yield _token(figure, begin, end, line, column)
        elif (
            letters[-1].isdecimal() and (glued := GLUED.fullmatch(letters)) and (number := read_figure(glued["number"]))
        ):
            middle = begin + glued.start("number")
            yield Token(Kind.WORDS, begin, middle, line, column)
            yield _token(number, middle, end, line, column)
        elif (followed := FOLLOWED.fullmatch(letters)) and (number := read_figure(followed["number"])):
            yield _token(number, begin, begin + followed.end("number"), line, column)
            yield Token(Kind.WORDS, begin + followed.end("number"), end, line, column)
        else:
            yield Token(Kind.WORDS, begin, end, line, column)


def _grid(table: RawTable, text: str, line: int, tokens: list[Token]) -> int:
    """Add the cells of a table that was laid out: a merged cell once, where it begins."""
    seen: set[tuple[int, int]] = set()
    for spans in table.spans:
        for column, span in enumerate(spans):
            if span in seen:
                continue
            seen.add(span)
            if span[0] == span[1]:
                cells: Iterable[Token] = (Token(Kind.BLANK, *span, line, column),)
            else:
                cells = _cell(text[slice(*span)], span[0], line, column)
            tokens += [replace(cell, laid=True, parts=()) for cell in cells]
        line += 1
    return line


def _token(figure: tuple[Kind, Decimal | None, str], start: int, end: int, line: int, column: int) -> Token:
    kind, value, unit = figure
    return Token(kind, start, end, line, column, value, unit)
