"""What one figure or table of a page shows, free of any screen: the one thing that slides, sheets, documents and
the meeting screen are made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import plotly.graph_objects as go

from core.analysis.rows import Row
from core.analysis.spans import Sentence
from core.library.link import FIGURE, Link


class ChartKind(StrEnum):
    """How an office program draws the marks of an exhibit."""

    BAR = "bar"  # from zero, one a row
    DOT = "dot"  # on a common line
    LINE = "line"  # over years, with real gaps
    STACKED = "stacked"  # parts of a whole
    DUMBBELL = "dumbbell"  # two or more places on one line a category
    FUNNEL = "funnel"  # stages of one flow, widest first
    STRIP = "strip"  # own place among others, each category on its own scale; ``Mark.at`` says where


@dataclass(frozen=True, slots=True)
class Mark:
    """A number in a chart, or a row of it that has none and says why."""

    category: str  # what the row is called: 松江 2023; on a line chart the year
    series: str  # the place on a line chart, the part on a stacked one; "" where there is one series
    value: float | None  # None: no number may be drawn, ``note`` says why
    label: str  # the number as the report wrote it, or the reason for silence
    facts: tuple[str, ...]  # the facts it rests on; a derived number has several
    colour: str = "#5B6770"
    apart: bool = False  # has a number, but may not share the axis: hatched, unranked
    hollow: bool = False  # 待核, 目标
    note: str = ""  # why it stands apart, or what to keep in mind
    at: float | None = None  # on a strip: from 0, the least of its row, to 1


@dataclass(frozen=True, slots=True)
class Chart:
    """The marks of an exhibit, in the order in which they are read."""

    kind: ChartKind
    unit: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One of several small charts that are read together."""

    title: str
    chart: Chart


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its words, its number where it is one, and the facts behind it."""

    words: str
    number: float | None = None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every line has as many cells as the head."""

    head: tuple[str, ...]
    lines: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One figure or table, with all that must be said beside it wherever it is shown."""

    link: Link  # opens the page that shows it
    key: str  # of the figure on its page
    title: str  # the finding in one sentence, or the name of what is shown
    subtitle: str  # what is measured: name, unit, basis
    rows: tuple[Row, ...]  # every fact shown, those without a number too
    table: Table
    figure: go.Figure | None = None
    chart: Chart | None = None
    sentence: Sentence | None = None  # 对标句
    notes: tuple[str, ...] = ()  # what a reader must keep in mind
    footer: str = ""  # period, source, version
    said: tuple[str, ...] = ()  # what the link names and the page does not know
    panels: tuple[Panel, ...] = ()  # small multiples, instead of one chart
    points: tuple[Sentence, ...] = ()  # sentences that are shown as they are, one a line
    chapter: str = ""  # of a pack: 领先, 差距 …

    @property
    def address(self) -> str:
        """Return the link to this figure of its page."""
        return self.link.with_(FIGURE, self.key).written()

    @property
    def documents(self) -> tuple[str, ...]:
        """Return the ids of the reports that speak here, each once."""
        return tuple(dict.fromkeys(row.document for row in self.rows if row.document))


def plain(head: Sequence[str], lines: Sequence[Sequence[Cell | str]]) -> Table:
    """Return a table; a cell that is only words may be given as such."""
    return Table(tuple(head), tuple(tuple(c if isinstance(c, Cell) else Cell(c) for c in line) for line in lines))
