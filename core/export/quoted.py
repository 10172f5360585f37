"""The sentences that a document rests on: those of the figures its body shows, each once, with the number of its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.analysis.rows import Row
from core.analysis.wording import name_of, page_in_words, period_of, text_of
from core.cutting import PAUSES, shortened
from core.export.native import drawn
from core.library import Library
from core.screens.exhibit import Chart, Exhibit

LINES = 8  # of a table that the body shows
MOST = 70  # sentences of the exhibits of a pack
LETTERS = 110  # of a sentence
BEFORE = 40  # letters that stand before a figure deep in its sentence


def quoted_lines(
    exhibits: Sequence[Exhibit], library: Library, numbers: Mapping[str, str]
) -> tuple[list[Row], list[str]]:
    """Return the rows that the body shows, and a line for each sentence behind them.

    Args:
        numbers: of the sources, by report.
    """
    rows = {row.fact_id: row for exhibit in exhibits for row in exhibit.rows if row.value is not None}
    shown = [rows[id] for id in dict.fromkeys(id for exhibit in exhibits for id in _shown(exhibit)) if id in rows]
    by_sentence: dict[tuple[str, str], list[Row]] = {}
    for row in shown:
        if row.quote:
            by_sentence.setdefault((row.document, " ".join(row.quote.split())), []).append(row)
    lines = [_line(quote, mine, numbers.get(document, "")) for (document, quote), mine in by_sentence.items()]
    if all(exhibit.chapter for exhibit in exhibits) and len(lines) > MOST:
        lines = [*lines[:MOST], f"另有 {len(lines) - MOST} 句见表格文件。"]
    return shown, lines


def _shown(exhibit: Exhibit) -> Iterable[str]:
    """Return the ids of the facts that the body shows of an exhibit: of a pack in brief, else all of them."""
    if exhibit.points or not exhibit.chapter:
        return (row.fact_id for row in exhibit.rows)
    charts: list[Chart | None] = [panel.chart for panel in exhibit.panels] or [exhibit.chart]
    marks = [id for chart in charts for mark in drawn(chart) for id in mark.facts]
    return marks or (id for line in exhibit.table.lines[:LINES] for cell in line for id in cell.facts)


def _line(quote: str, rows: Sequence[Row], number: str) -> str:
    figures = "、".join(dict.fromkeys(text_of(row) for row in rows))
    first = rows[0]
    source = "，".join(filter(None, (number, page_in_words(first))))
    return f"{name_of(first)}（{period_of(first)}）{figures}：“{_around(quote, first.written)}”［{source}］"


def _around(quote: str, written: str) -> str:
    """Return a sentence, or the part of it that holds a figure.

    >>> _around("甲。" * 60 + "受理诉求5200件，其余从略", "5200件")[-12:]
    '诉求5200件，其余从略'
    """
    at = quote.find(written)
    if at + len(written) <= LETTERS - 2:
        return shortened(quote, LETTERS)
    start = 1 + max(quote.rfind(pause, 0, at - BEFORE) for pause in PAUSES)
    return f"…{shortened(quote[start:], LETTERS)}"
