"""What one figure or table of a page shows, free of any browser: the one thing that the page itself, slides, sheets,
documents, the interface and the meeting screen are made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

import plotly.graph_objects as go

from core.analysis.rows import Row
from core.analysis.spans import Sentence
from core.library.link import FIGURE, Link


class ChartKind(StrEnum):
    """How an office program draws the marks of an exhibit."""

    BAR = "bar"  # from zero, one a row
    DOT = "dot"  # on a common line
    LINE = "line"  # over years, with real gaps
    STACKED = "stacked"  # parts of a whole, in per cent of it
    PARTS = "parts"  # parts of a sum, from zero
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
    end: float = 0.0  # of the axis of bars, 0: where they end; charts beside each other may share it
    reckoned: bool = False  # its numbers are counted or computed from the reports and stand in none of them


class Tone(StrEnum):
    """How grave a cell is; its word says it too."""

    BAD = "bad"
    WARN = "warn"
    GOOD = "good"


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
    tone: Tone | None = None
    at: int = 0  # where long words say what the line is about: a file that shows them in part begins there


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every line has as many cells as the head. A line may be chosen: ``picks`` are the ids under ``key``."""

    head: tuple[str, ...] = ()
    lines: tuple[tuple[Cell, ...], ...] = ()
    key: str = ""
    picks: tuple[str, ...] = ()
    of_rows: bool = False  # a line is a row of the exhibit, of which more is known than it says
    beside: tuple[
        str, ...
    ] = ()  # columns whose words stand beside once a line is chosen: left out where room is scarce


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a report as it stands."""

    whose: str  # what it stands under: a place, a measure
    text: str
    marks: tuple[tuple[int, int], ...] = ()  # what is marked in it
    source: str = ""  # report and part
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One figure or table, with all that must be said beside it wherever it is shown.

    An exhibit says what it is by what it carries; ``table`` is always there, so that a writer which knows nothing
    else loses nothing.
    """

    key: str  # of the figure on its page
    title: str  # the finding in one sentence, or the name of what is shown
    subtitle: str  # what is measured: name, unit, basis
    rows: tuple[Row, ...]  # every fact shown, those without a number too
    table: Table
    figure: go.Figure | None = None
    chart: Chart | None = None
    sentence: Sentence | None = None  # 对标句, to copy
    notes: tuple[str, ...] = ()  # what a reader must keep in mind
    footer: str = ""  # period, source, when the data last changed
    quotes: tuple[Quote, ...] = ()  # shown instead of the table where there are any
    alt: str = ""  # the figure in words
    doors: Mapping[str, Link] = field(default_factory=dict)  # what a mark carries → where a click on it leads
    aside: bool = False  # folded on its page, and taken along only by its own link
    parts: tuple[Exhibit, ...] = ()  # what it is made of, and is taken along as
    drawn: bool = False  # its figure says all on its page, the table is for files
    link: Link = Link("")  # opens the page that shows it; put in by ``core.screens``
    unknown: tuple[str, ...] = ()  # what the link names and the page does not know
    panels: tuple[Panel, ...] = ()  # small multiples, instead of one chart
    points: tuple[Sentence, ...] = ()  # sentences that are shown as they are, one a line
    chapter: str = ""  # of a pack: 领先, 差距 …
    remarks: tuple[str, ...] = ()  # what somebody added to it, with who and when
    cover: tuple[str, ...] = ()  # of a pack: its title, then who is compared
    reports: tuple[str, ...] = ()  # ids of those that speak here without a figure

    def at(self, link: Link) -> Exhibit:
        """Return the exhibit with the link to the page that it is of."""
        return replace(self, link=link)

    def stamped(self, link: Link, unknown: tuple[str, ...]) -> Exhibit:
        """Return the exhibit, and its parts, with the link where they have none of their own."""
        parts = tuple(part.stamped(link, unknown) for part in self.parts)
        return replace(self, link=self.link if self.link.page else link, unknown=unknown, parts=parts)

    def folded(self) -> Exhibit:
        """Return the exhibit set aside on its page."""
        return replace(self, aside=True)

    @property
    def address(self) -> str:
        """Return the link to this figure of its page."""
        return self.link.with_(FIGURE, self.key).written()

    @property
    def documents(self) -> tuple[str, ...]:
        """Return the ids of the reports that speak here, each once."""
        return tuple(dict.fromkeys([*(row.document for row in self.rows if row.document), *self.reports]))


@dataclass(frozen=True, slots=True)
class Page:
    """How a page is called: the last part of its address, its name in the menu, and a line that says what it is for."""

    address: str
    title: str
    purpose: str
    without_reports: bool = False  # has something to show before there is a report
    wide: bool = False  # needs the whole width; nothing stands beside


@dataclass(frozen=True)
class View:
    """What a page shows of some choices."""

    title: str
    subtitle: str = ""  # one line under the title
    exhibits: tuple[Exhibit, ...] = ()
    evidence: tuple[Row, ...] = ()  # whose sentences stand beside; none: those of all exhibits
    beside: Exhibit | None = None  # what is opened, in full
    nothing: str = ""  # why there is nothing to show, and what to do

    def stamped(self, link: Link, unknown: tuple[str, ...]) -> View:
        """Return the view with the link that opens it in each exhibit that has none of its own."""
        return self.with_each(lambda exhibit: exhibit.stamped(link, unknown))

    def with_each(self, change: Callable[[Exhibit], Exhibit]) -> View:
        """Return the view with each of its exhibits changed."""
        made = [change(exhibit) for exhibit in self.all]
        beside = made.pop() if self.beside else None
        return replace(self, exhibits=tuple(made), beside=beside)

    @property
    def all(self) -> tuple[Exhibit, ...]:
        """Return every exhibit, what is opened last."""
        return (*self.exhibits, *filter(None, (self.beside,)))

    @cached_property
    def quoted(self) -> tuple[Row, ...]:
        """Return the rows whose sentences stand beside, each once."""
        rows = self.evidence or tuple(row for exhibit in self.exhibits for row in exhibit.rows)
        return tuple({row.fact_id: row for row in rows if row.quote}.values())


Cells = tuple[Cell | str, ...]  # a line of a table in the making: a cell that is only words may be given as such


def plain(
    head: Sequence[str],
    lines: Iterable[Cells],
    key: str = "",
    picks: Iterable[str] = (),
    beside: tuple[str, ...] = (),
) -> Table:
    """Return a table; a column that says nothing is left out where its name ends with ?."""
    whole = [tuple(c if isinstance(c, Cell) else Cell(c) for c in line) for line in lines]
    columns = [n for n, name in enumerate(head) if not name.endswith("?") or any(line[n].words for line in whole)]
    body = tuple(tuple(line[n] for n in columns) for line in whole)
    return Table(tuple(head[n].rstrip("?") for n in columns), body, key, tuple(picks), beside=beside)


def quoting(quotes: Sequence[Quote], whose: str = "地区") -> Table:
    """Return sentences as a table, for what shows no quotes."""
    lines = [(q.whose, q.text.strip(), "、".join(q.tags), q.source) for q in quotes]
    return plain((whose, "原句", "标签?", "出处?"), lines)
