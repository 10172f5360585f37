"""Read the tables of a report through the reader of its prose: each figure as a sentence of its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from core.declarations import load_places
from core.model import Document, Fact, Quantity, Role, Section, SectionKind
from core.parsing.bulletins import spoken_of
from core.parsing.grids.finding import Grid, find_grids
from core.parsing.grids.heads import SILENT
from core.parsing.grids.layout import Entry, entries_of
from core.parsing.grids.listed import lists_of
from core.parsing.grids.wording import say
from core.parsing.text import normalise
from core.reading.stretches import Stretch

LINES_ABOVE = 2
SHORT = 48
_ENUMERATOR = re.compile(
    r"^ *(?:附[件表][ \d]*[:.]?|第?[一二三四五六七八九十]+[、章部分.]+|\([一二三四五六七八九十\d]+\)|\d+[.、])"
)
_NOT_WORDS = re.compile(r"[\d。;!?\n|]+年?")


@dataclass(frozen=True, slots=True)
class Grids:
    """The tables of a document, and those of which no figure could be read."""

    document: Document
    read: tuple[tuple[Grid, tuple[Entry, ...]], ...]
    unread: tuple[Grid, ...]

    @property
    def spans(self) -> list[Stretch]:
        """Where the tables stand."""
        return sorted((grid.start, grid.end) for grid in (*(grid for grid, _ in self.read), *self.unread))


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure of a table in the text of sentences that is read in its place."""

    start: int
    end: int
    entry: Entry


def grids_of(document: Document, apart: Sequence[Stretch]) -> Grids:
    """Return the tables of a document outside of the stretches ``apart``."""
    read, unread = [], []
    spoken = spoken_of(document)
    near = spoken.near.named if spoken else nobody
    for grid in find_grids(document.raw, document.text, apart):
        entries = entries_of(grid, _above(document.text, grid.start), near)
        if entries:
            read.append((grid, tuple(entries)))
        else:
            unread.append(grid)
    taken = [*apart, *((grid.start, grid.end) for grid in (*(grid for grid, _ in read), *unread))]
    read += lists_of(document.text, spoken, taken)
    return Grids(document, tuple(sorted(read, key=lambda of: of[0].start)), tuple(unread))


def nobody(_: str) -> str:
    """Return that words name no place: of a document that speaks of its own alone."""
    return ""


def _above(text: str, start: int) -> str:
    """Return the short lines above a table: its caption."""
    lines = text[max(0, start - 4 * SHORT) : start].rstrip("\n").split("\n")[-LINES_ABOVE:]
    return "\n".join(line for line in lines if len(line) <= SHORT and "。" not in line)


def facts_of(
    grids: Grids, section_at: Callable[[int], Section], read: Callable[[Document], Iterable[Fact]]
) -> list[Fact]:
    """Return the facts of the tables that could be read.

    Args:
        section_at: the section of the document that holds an offset.
        read: reads the prose of a document.
    """
    spoken, placed = as_prose(grids, section_at)
    if not placed:
        return []
    placed_facts = ((fact, figure_at(placed, fact.quantity)) for fact in read(spoken))
    return [_relocated(fact, figure, grids.document, section_at) for fact, figure in placed_facts if figure]


def silent_of(grids: Grids, facts: Iterable[Fact]) -> tuple[Grid, ...]:
    """Return the tables that gave no fact, in reading order."""
    starts = {(fact.quantity.start) for fact in facts}
    mute = [grid for grid, entries in grids.read if not any(entry.cell.start in starts for entry in entries)]
    return tuple(sorted((*grids.unread, *mute), key=lambda grid: grid.start))


def unsaid_of(grids: Grids, facts: Iterable[Fact]) -> tuple[tuple[Entry, ...], ...]:
    """Return the figures of each table that were not read beside others that were: nothing says what they count."""
    starts = {fact.quantity.start for fact in facts}
    read = (entries for _, entries in grids.read if any(entry.cell.start in starts for entry in entries))
    lost = (tuple(e for e in entries if e.kind not in SILENT and e.cell.start not in starts) for entries in read)
    return tuple(filter(None, lost))


def in_place(quantity: Quantity, placed: Sequence[Placed]) -> Quantity | None:
    """Return the figure of a sentence where it stands in its table; None for a number of the heads."""
    figure = figure_at(placed, quantity)
    return None if figure is None else _moved(quantity, figure.entry)


def figure_at(placed: Sequence[Placed], quantity: Quantity) -> Placed | None:
    """Return the figure of a table that a quantity in its sentence is; the sentences hold numbers of the heads too."""
    n = bisect_right(placed, quantity.number_start, key=attrgetter("start")) - 1
    return placed[n] if n >= 0 and quantity.number_start < placed[n].end else None


def as_prose(grids: Grids, section_at: Callable[[int], Section]) -> tuple[Document, list[Placed]]:
    """Return the document that says each figure in a sentence below the words above its table, and where it stands."""
    pieces: list[str] = []
    placed: list[Placed] = []
    length = 0
    for grid, entries in grids.read:
        context = _context(grids.document.text, grid, section_at(grid.start))
        for prose, entry in ((prose, entry) for entry in entries if (prose := say(entry))):
            pieces.append(f"{context}。\n{prose.text}\n")
            start = length + len(context) + 2
            placed.append(Placed(start + prose.start, start + prose.end, entry))
            length += len(pieces[-1])
    text = "".join(pieces)
    return replace(grids.document, raw=text, text=normalise(text)), placed


def _context(text: str, grid: Grid, section: Section) -> str:
    """Return the words above a table, without what would make them a heading, a time or a sentence of their own."""
    above = (line.strip() for line in _above(text, grid.start).split("\n"))
    words = (*section.path[-2:], *(line for line in above if line not in section.path))
    return _NOT_WORDS.sub("", "".join(_ENUMERATOR.sub("", word) for word in words))[-2 * SHORT :]


def _relocated(fact: Fact, placed: Placed, document: Document, section_at: Callable[[int], Section]) -> Fact:
    """Return a fact with its figure, row and section where they stand in the document."""
    entry = placed.entry
    cell, row = entry.cell, [cell for cell in entry.row if cell.text]
    section = section_at(cell.start)
    start, end = min(c.start for c in row), max(c.end for c in row)
    above = None if entry.place or entry.whose else spoken_of(document).above(cell.start, section)
    whose, place = (above.name, "".join(above.places)) if above else (entry.whose, entry.place)
    planned = section.kind is SectionKind.PLAN and fact.role in (Role.ACTUAL, Role.AFTER)
    if entry.words:  # a rank, a score: as the table says it, of no indicator
        fact = fact._replace(indicator=None, noun=entry.words, suggestions=())
    return fact._replace(
        quantity=_moved(fact.quantity, entry),
        role=Role.TARGET if planned else fact.role,
        kind=SectionKind.REVIEW if section.kind is SectionKind.TABLE else section.kind,
        path=section.path,
        quote=document.raw[start:end],
        quote_start=start,
        whose="" if place or _is_own(document, whose) else fact.whose or whose,
        part=fact.part or entry.part,
        place=place,
    )


def _is_own(document: Document, name: str) -> bool:
    """Return whether a head names the document's own place: 雨花区 beside 芙蓉区."""
    place = load_places().get(document.place)
    return place is not None and len(name) > 2 and normalise(place.name).endswith(normalise(name.strip()))


def _moved(quantity: Quantity, entry: Entry) -> Quantity:
    start, end = entry.cell.start, entry.cell.end
    return quantity._replace(start=start, end=end, number_start=start, number_end=end)
