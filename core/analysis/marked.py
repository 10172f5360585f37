"""原文: a report as read, cut into pieces at every number, so that each can be found and followed."""

from __future__ import annotations

from dataclasses import dataclass

from core.analysis.rows import Row

KINDS = ("stated", "masked", "target", "unknown")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a report: plain text, or a number with what it was read as."""

    text: str
    fact_id: str = ""
    theme: str = ""  # "" for a number of no indicator
    kind: str = ""  # one of KINDS; "" for plain text
    says: str = ""  # what a pointer over the number reads


def pieces(raw: str, rows: tuple[Row, ...], themes: dict[str, str], names: dict[str, str]) -> list[list[Piece]]:
    """Return the paragraphs of a report as lists of pieces; joined, they are ``raw`` without its line ends.

    Args:
        rows: the rows of this report; where several share a number, the first stands for it.
        themes: indicator id → theme id.
        names: indicator id → name.
    """
    numbers = _numbers(rows)
    paragraphs, at = [], 0
    for line in raw.splitlines(keepends=True):
        end = at + len(line)
        inside = [row for row in numbers if at <= row.start < end]
        paragraphs.append(_cut(raw, at, at + len(line.rstrip("\r\n")), inside, themes, names))
        at = end
    return paragraphs


def _numbers(rows: tuple[Row, ...]) -> list[Row]:
    apart: list[Row] = []
    for row in sorted(rows, key=lambda r: (r.start, r.indicator == "", -r.end)):
        if row.start >= 0 and (not apart or row.start >= apart[-1].end):
            apart.append(row)
    return apart


def _cut(raw: str, start: int, end: int, rows: list[Row], themes: dict[str, str], names: dict[str, str]) -> list[Piece]:
    pieces, at = [], start
    for row in rows:
        if row.start > at:
            pieces.append(Piece(raw[at : row.start]))
        name = names.get(row.indicator, f"未归类：{row.noun}")
        pieces.append(Piece(raw[row.start : row.end], row.fact_id, themes.get(row.indicator, ""), kind_of(row), name))
        at = row.end
    return [*pieces, Piece(raw[at:end])] if at < end else pieces


def kind_of(row: Row) -> str:
    """Return how a number is marked: masked, of no indicator, a plan, or stated."""
    if row.masked:
        return "masked"
    if not row.indicator:
        return "unknown"
    return "target" if row.target else "stated"
