"""The record of a fact: one row a statement and one row a gap, declared once; the facts frame and the store follow it."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import Literal, NamedTuple, get_args, get_type_hints

import pandas as pd

from core.declarations import load_indicators, load_places
from core.model import (
    Bound,
    Document,
    Edition,
    Fact,
    Gap,
    Place,
    Reason,
    Role,
    SectionKind,
    Status,
    Suggestion,
    Trust,
    Verdict,
)
from core.pipeline import Reading
from core.reading.pages import page_of

SEPARATOR = " › "
UNPLACED = Place("", "地区未定", "未定", "", "", (), "#7A858C", "circle-open", 10_000, ())
RECOGNISED = "recognised"  # the caveat of a figure that a machine read from a picture and nobody has looked at
JUDGED = {"judged": True}  # marks what a comparison adds to a row: no column of the frame
Nothing = Literal[""]  # of a code that does not apply: a gap has no bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One statement of one report, or one silence, with all that a reader may ask of it.

    Every field is a column of the facts frame and, unless the report says it, of the store. A new field is one line
    here, and one in ``statements_of`` where the reader fills it.
    """

    fact_id: str = ""
    document: str = ""
    place: Place
    issuer: str = ""
    issuer_short: str = ""
    level: str = ""
    year: int  # of the report
    edition: Edition | Nothing = ""
    trust: Trust | Nothing = ""
    indicator: str  # "" for 未归类
    noun: str = ""
    part: str = ""  # "" for the whole
    value: float | None = None  # in base units; None where masked or silent
    low: float | None = None
    high: float | None = None
    unit: str = ""
    bound: Bound | Nothing = ""
    status: Status
    reason: Reason | Nothing = ""  # of a gap
    role: Role | Nothing = ""
    period: str = ""
    period_start: str = ""
    period_end: str = ""
    months: int = 0
    period_written: str = ""
    scope: str = ""
    whose: str = ""  # "" for the document's own body
    base: str = ""  # of a change: 同比, 环比, 较2022年
    section_kind: SectionKind | Nothing = ""
    path: str = ""  # headings, joined by SEPARATOR
    quote: str = ""
    quote_start: int = -1  # offsets into the raw text; -1 where there is none
    start: int = -1
    end: int = -1
    written: str = ""
    page: int = 0  # of the printed file on which it stands, 0 where that is not known
    caveats: tuple[str, ...] = ()  # coded: see core.words.CAVEATS
    suggestions: tuple[Suggestion, ...] = ()  # of a number that no indicator claims for certain, best first
    verdict: Verdict | Nothing = field(default="", metadata=JUDGED)
    why: tuple[str, ...] = field(default=(), metadata=JUDGED)  # codes, see core.words.COMPARABILITY
    words: tuple[str, ...] = field(default=(), metadata=JUDGED)  # the same, with what this row has and the others have

    @classmethod
    def absent(cls, place: Place, indicator: str, year: int, reason: Reason) -> Row:
        """Return the row of a place of which there is no report at all."""
        return cls(place=place, indicator=indicator, year=year, status=Status.GAP, reason=reason)

    def __hash__(self) -> int:
        return hash((self.fact_id, self.start))

    def judged(self, verdict: Verdict, why: tuple[str, ...], words: tuple[str, ...]) -> Row:
        """Return the row with a verdict; ``replace`` asks for each field by its name and takes three times as long."""
        stated = dict(zip(COLUMNS, _all_of(self), strict=True))
        return Row(**stated, verdict=verdict, why=why, words=words)

    @property
    def pending(self) -> bool:
        """Say whether a person has yet to confirm the source."""
        return self.trust == Trust.PENDING

    @property
    def masked(self) -> bool:
        """Say whether the report hides the figure (X.X%)."""
        return self.status == Status.MASKED

    @property
    def silent(self) -> bool:
        """Say whether there is no figure at all, only a reason."""
        return self.status == Status.GAP

    @property
    def stated(self) -> bool:
        """Say whether there is a figure: no gap, no X."""
        return self.status == Status.STATED and self.value is not None

    @property
    def number(self) -> float:
        """Return the value of a row that has one, ValueError for any other."""
        if self.value is None:
            raise ValueError(f"{self.fact_id} states no value")
        return self.value

    @property
    def ranked(self) -> bool:
        """Say whether the value may share the axis with the others."""
        return self.verdict in (Verdict.COMPARABLE, Verdict.CAVEAT) and self.value is not None

    @property
    def part_year(self) -> bool:
        """Say whether the figure covers less than a year; a figure of a moment (a stock) covers none."""
        declared = load_indicators().get(self.indicator)
        moment = declared is not None and "stock" in (declared.kind, declared.additive)
        return 0 < self.months < 12 and not moment

    @property
    def present(self) -> bool:
        """Say whether the figure is a confirmed statement of what is, or has been done."""
        return self.status == Status.STATED and self.role == Role.ACTUAL and not self.pending

    @property
    def target(self) -> bool:
        """Say whether the figure is a plan and not a result."""
        return self.role == Role.TARGET

    @property
    def of_year(self) -> int:
        """Return the year the figure is of: a plan is of the year it is for, not of the report that holds it."""
        return int(self.ends) if self.target else self.year

    @property
    def body(self) -> tuple[str, str]:
        """Return whose figure it is: a place at one level of government, or the issuer of an unknown place."""
        return self.place.id or self.issuer or self.document, self.level

    @property
    def ends(self) -> str:
        """Return the year in which the period ends: "2019" for 2019-01/2019-10."""
        return self.period.rpartition("/")[2][:4] or str(self.year)


class Column(NamedTuple):
    """A column of the facts frame: how a field of ``Row`` stands in a cell."""

    name: str
    dtype: str  # str, float64, int64
    blank: object  # the cell of a field that is not said; MISSING where it must be
    read: Callable | None  # cell → field; None: the same
    write: Callable | None


def place_called(id: str) -> Place:
    """Return the declared place, or one of its own for an id that is declared no more."""
    known = load_places().get(id)
    return known or (replace(UNPLACED, id=id) if id else UNPLACED)


def _columns() -> tuple[Column, ...]:
    hints = get_type_hints(Row)
    return tuple(_column(f.name, hints[f.name], f.default) for f in fields(Row) if "judged" not in f.metadata)


def _column(name: str, hint: object, default: object) -> Column:
    dtype, read, write = _form(hint)
    blank = default if default is MISSING or write is None else write(default)
    return Column(name, dtype, blank, read, write)


def _form(hint: object) -> tuple[str, Callable | None, Callable | None]:
    """Return the dtype of a field and how its cell is read and written."""
    if hint in (str, int):
        return ("str" if hint is str else "int64"), None, None
    if hint == float | None:
        return "float64", lambda cell: None if math.isnan(cell) else cell, lambda n: math.nan if n is None else n
    if hint is Place:
        return "str", place_called, lambda place: place.id
    if hint == tuple[str, ...]:
        return "str", lambda cell: tuple(filter(None, cell.split(";"))), ";".join
    if hint == tuple[Suggestion, ...]:
        return "str", _suggestions, _suggestions_written
    return "str", _codes(next(kind for kind in (hint, *get_args(hint)) if isinstance(kind, type))).__getitem__, str


def _codes(kind: type[StrEnum]) -> dict[str, StrEnum | str]:
    return {"": ""} | {member.value: member for member in kind}


def _suggestions(cell: str) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(**fields) for fields in json.loads(cell)) if cell else ()


def _suggestions_written(offered: tuple[Suggestion, ...]) -> str:
    return json.dumps([one._asdict() for one in offered], ensure_ascii=False) if offered else ""


FRAME = _columns()
COLUMNS = tuple(column.name for column in FRAME)
_all_of = attrgetter(*COLUMNS)
TEXT, NUMBER, WHOLE = (tuple(c.name for c in FRAME if c.dtype == dtype) for dtype in ("str", "float64", "int64"))
BLANK = {column.name: column.blank for column in FRAME if column.blank is not MISSING}


def facts_frame(read: Iterable[tuple[Document, Reading]], places: Mapping[str, Place]) -> pd.DataFrame:
    """Return the facts and gaps of the documents as a frame with ``COLUMNS``.

    ``value``, ``low``, ``high`` are float64 in base units, NaN where masked or silent; offsets are into the raw
    text, −1 where there is none; every text column is "" rather than missing.
    """
    return typed([cells_of(row) for document, reading in read for row in statements_of(document, reading, places)])


def typed(cells: list[dict[str, object]]) -> pd.DataFrame:
    """Return rows of cells as a frame with the dtypes of ``COLUMNS``; what a row leaves out is blank."""
    frame = pd.DataFrame([BLANK | row for row in cells], columns=list(COLUMNS))
    return frame.astype({column.name: column.dtype for column in FRAME})


def cells_of(row: Row) -> dict[str, object]:
    """Return a row as the cells of the facts frame."""
    return {c.name: c.write(getattr(row, c.name)) if c.write else getattr(row, c.name) for c in FRAME}


def rows_of(frame: pd.DataFrame) -> tuple[Row, ...]:
    """Return the rows of a slice of the facts frame, in its order."""
    columns = [_fields(frame[c.name].tolist(), c) for c in FRAME]  # column by column: a frame is slow to ask row by row
    return tuple(Row(**dict(zip(COLUMNS, values, strict=True))) for values in zip(*columns, strict=True))


def _fields(cells: list, column: Column) -> list:
    return [column.read(cell) for cell in cells] if column.read else cells


def statements_of(document: Document, reading: Reading, places: Mapping[str, Place]) -> Iterator[Row]:
    """Yield the rows of one document, facts first, then gaps."""
    place = places.get(document.place) or replace(UNPLACED, id=document.place)
    about = Row(
        document=document.id, place=place, issuer=document.issuer, issuer_short=short_name(document, places),
        level=document.level, year=document.year, edition=document.edition, trust=document.trust, indicator="",
        status=Status.GAP,
    )  # fmt: skip
    for fact in reading.facts:
        yield _of_fact(_of_its_place(about, fact.place, places), fact, document.raw)
    for gap in reading.gaps:
        yield _of_gap(about, gap)


def short_name(document: Document, places: Mapping[str, Place]) -> str:
    """Return how the issuer is called in a chart: its declared short name, else its place and what it is there.

    Two issuers of a place are never called the same; without an issuer the place stands alone.
    """
    place = places.get(document.place)
    if place is None:
        return document.issuer or document.id
    for issuer in place.issuers:
        if document.issuer in (issuer.name, *issuer.aliases):
            return issuer.short_name
    office = _office(document.issuer, place)
    return f"{place.short_name}·{office}" if office else place.short_name


def _office(issuer: str, place: Place) -> str:
    """Return what of an issuer's name is not the place's: 长沙市雨花区人民政府 is 政府."""
    for end in range(len(issuer), 1, -1):
        if place.name.endswith(issuer[:end]) or (end > 1 and issuer[:end] in (place.short_name, *place.aliases)):
            issuer = issuer[end:]
            break
    return issuer.replace("人民政府", "政府", 1).removesuffix("公室")


def _of_its_place(about: Row, id: str, places: Mapping[str, Place]) -> Row:
    """Return what a document is, said of another place that it speaks of; the issuer is whoever published it."""
    if not id or (place := places.get(id)) is None:
        return about
    told_by = about.issuer_short or about.issuer or about.document
    return replace(about, place=place, level=place.level, issuer_short=f"{place.short_name}（{told_by}公布）")


def _of_fact(about: Row, fact: Fact, raw: str) -> Row:
    q, period = fact.quantity, fact.period
    seen = (RECOGNISED,) if about.edition is Edition.RECOGNISED else ()
    return replace(
        about,
        trust=Trust.PENDING if seen else about.trust,
        fact_id=f"{about.document}:{q.start}:{fact.indicator or '-'}" + (f"@{fact.place}" if fact.place else ""),
        indicator=fact.indicator or "", noun=fact.noun, part=fact.part,
        value=_number(q.value), low=_number(q.low), high=_number(q.high),
        unit=q.unit, bound=q.bound, status=q.status, role=fact.role,
        period=period.code, period_start=period.start, period_end=period.end,
        months=period.months, period_written=period.written, scope=fact.scope, whose=fact.whose, base=fact.base,
        section_kind=fact.kind, path=SEPARATOR.join(fact.path),
        quote=fact.quote, quote_start=fact.quote_start, start=q.start, end=q.end, written=raw[q.start : q.end],
        page=page_of(raw, q.start),
        caveats=(*seen, *fact.caveats, *(("since_unknown",) if period.since_unknown else ())), suggestions=fact.suggestions,
    )  # fmt: skip


def _of_gap(about: Row, gap: Gap) -> Row:
    return replace(
        about,
        fact_id=f"{about.document}:gap:{gap.indicator}",
        indicator=gap.indicator,
        reason=gap.reason,
        period=str(about.year),
        quote=gap.quote,
        quote_start=gap.quote_start,
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
