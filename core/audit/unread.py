"""What stands in a report and could not be read: numbers in pieces, tables whose heads do not say what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from core.audit.numbers import Page
from core.audit.relation import Kind, Relation, Side, Verdict
from core.parsing.grids import Entry, Grid
from core.parsing.torn import Torn

FRACTION = re.compile(r"分之|半|^\d{1,2}/\d{1,2}$")


def find_pieces(page: Page, torn: Iterable[Torn]) -> Iterator[Relation]:
    """Yield every number of which only pieces stand in the report: 13万2件, 99·6%."""
    for number in torn:
        raw = page.document.raw
        written = " ".join(raw[number.start : number.end].split())
        start, end = page.sentence_at(number.start)
        sentence = " ".join(raw[start : max(end, number.end)].split())
        read = "没有读出" if number.value is None else f"按 {number.value:f} 读"
        what = "是分数的写法" if FRACTION.search(written) else "不像一个完整的数字"
        words = f"“{written}”{what}，{read}，请对照原件：{sentence}。"
        side = Side(number.start, number.end, written)
        yield Relation(page.report, Kind.TORN, Verdict.WORDING, None, None, (side,), words)


def find_unread_tables(page: Page, grids: Iterable[Grid]) -> Iterator[Relation]:
    """Yield every table of which no figure was read."""
    for grid in grids:
        first = " ".join(page.document.raw[grid.start : grid.end].split("\n", 1)[0].split())
        words = f"有一张 {len(grid.rows)} 行的表没有读出，表头没有说清各列是什么：{first}。请对照原件，或改写成句子。"
        side = Side(grid.start, grid.end, page.document.raw[grid.start : grid.end])
        yield Relation(page.report, Kind.TABLE, Verdict.REVIEW, None, None, (side,), words)


def find_unsaid(page: Page, tables: Iterable[tuple[Entry, ...]]) -> Iterator[Relation]:
    """Yield every table of which some figures were not read, because nothing says what they count."""
    for entries in tables:
        first = entries[0]
        more = f"等 {len(entries)} 个数字" if len(entries) > 1 else ""
        words = f"表里“{first.named.text}”的 {first.cell.text}{more}没有读出：没有写明单位，或说不清是什么的数。请对照原件，补上单位。"
        sides = tuple(Side(entry.cell.start, entry.cell.end, entry.cell.text) for entry in entries)
        yield Relation(page.report, Kind.TABLE, Verdict.REVIEW, None, None, sides, words)
