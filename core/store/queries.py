"""What pages ask of the store: filters pushed down, frames with fixed columns, one snapshot a question."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionDtype
from sqlalchemy import Boolean, ColumnElement, Connection, Float, Integer, Row, Select, case, func, select, text

from core.errors import StoreError
from core.facts import COLUMNS, RECOGNISED
from core.model import Document, Trust
from core.reading.document import RawTable
from core.store import schema
from core.store.engine import Store, open_store, reading
from core.store.filecolumns import stored_tables
from core.store.filing import FIELDS, Filing, document_of
from core.store.versions import remembered

REPORTS, FACTS, CORRECTIONS = schema.reports, schema.facts, schema.corrections
TRUST = case((REPORTS.c.confirmed_at != "", Trust.OFFICIAL.value), else_=REPORTS.c.trust).label("trust")
REPORT_COLUMNS = (
    "id", "place", "issuer", "issuer_short", "level", "year", "kind", "title", "published", "address", "edition",
    "trust", "note", "origin", "sha256", "confirmed_by", "confirmed_at", "confirm_reason", "imported_at",
)  # fmt: skip
DTYPES = {Float: np.dtype("float64"), Boolean: np.dtype("bool"), Integer: np.dtype("int64")}
AT_ONCE = 200  # texts
TEXT = pd.StringDtype(na_value=np.nan)  # the "str" of pandas 3


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report with its text."""

    document: Document  # trust as it stands after confirmation
    issuer_short: str
    note: str
    origin: str  # shipped, imported
    sha256: str
    file_name: str
    remarks: str  # what the reader of the file had to say, a line each
    tables: tuple[RawTable, ...]
    confirmed_by: str
    confirmed_at: str
    confirm_reason: str
    imported_at: str


REST = [name for name in StoredReport.__dataclass_fields__ if name != "document"]
WHOLE = [TRUST if name == "trust" else REPORTS.c[name] for name in dict.fromkeys(("id", "raw", *FIELDS, *REST))]


@dataclass(frozen=True, slots=True)
class Change:
    """One step of the data version."""

    version: str
    words: str
    made_at: str


def facts(
    *,
    indicator: str | Iterable[str] | None = None,
    places: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
    document: str | Iterable[str] | None = None,
    gaps: bool = True,
    columns: Sequence[str] = COLUMNS,
    store: Store | None = None,
) -> pd.DataFrame:
    """Return the facts and gaps that pass every filter given, in the columns of ``core.facts.COLUMNS``.

    Args:
        indicator: an id or several; "" for the numbers of no indicator (未归类).
        document: a report; the id of a digest that gave way answers with its official text. Or several in use.
        gaps: also what is not stated, with its reason: by far the most.
        columns: those that are wanted.
    """
    asked = _facts_query(columns).where(*_of_reports(None, years))
    if places is not None:
        asked = asked.where(_told_of(list(places)), _column("place").in_(list(places)))
    if isinstance(document, str):
        asked = asked.where(FACTS.c.document == _in_use(document))
    elif document is not None:
        asked = asked.where(FACTS.c.document.in_(list(document)))
    if not gaps:
        asked = asked.where(text(schema.SAID))
    if indicator is not None:
        wanted = [indicator] if isinstance(indicator, str) else list(indicator)
        asked = asked.where(FACTS.c.indicator.in_(wanted))
    with reading(store or open_store()) as connection:
        return frame_of(connection, asked)


def offered(*, store: Store | None = None) -> pd.DataFrame:
    """Return the facts, as ``facts`` does, for which an indicator is suggested."""
    asked = _facts_query().where(*_of_reports(None, None), FACTS.c.suggestions != "", FACTS.c.start >= 0)
    with reading(store or open_store()) as connection:
        return frame_of(connection, asked)


def reports(*, store: Store | None = None) -> pd.DataFrame:
    """Return one row a report in use (``REPORT_COLUMNS``), without the texts; digests that gave way are left out."""
    asked = select(*map(_report_column, REPORT_COLUMNS)).where(REPORTS.c.replaced_by.is_(None))
    with reading(store or open_store()) as connection:
        return frame_of(connection, asked.order_by(REPORTS.c.place, REPORTS.c.year, REPORTS.c.id))


def report(id: str, *, store: Store | None = None) -> StoredReport:
    """Return one report with its text; a digest that gave way answers with its official text.

    Raises:
        StoreError: no such report, with the nearest id that there is.
    """
    with reading(store or open_store()) as connection:
        row = connection.execute(select(*WHOLE).where(REPORTS.c.id == _in_use(id))).first()
        known = [] if row else list(connection.scalars(select(REPORTS.c.id)))
    if row is None:
        near = difflib.get_close_matches(id, known, n=1)
        hint = f"是否想找 {near[0]}？" if near else ""
        raise StoreError(f"没有编号为 {id} 的报告。{hint}")
    return _stored(row)


def whole_reports(
    *, places: Iterable[str] | None = None, ids: Iterable[str] | None = None, store: Store | None = None
) -> Iterator[StoredReport]:
    """Yield the reports in use with their texts: those of some places, those with some ids, or all; in no order."""
    asked = select(*WHOLE).where(*_of_reports(places, None))
    if ids is not None:
        asked = asked.where(REPORTS.c.id.in_([*ids]))
    with reading(store or open_store()) as connection:
        for row in connection.execution_options(yield_per=AT_ONCE).execute(asked):
            yield _stored(row)


def _stored(row: Row) -> StoredReport:
    values = row._mapping
    filing = Filing(**{name: values[name] for name in FIELDS})
    document = document_of(values["id"], filing, values["raw"])
    return StoredReport(document, **{name: values[name] for name in REST} | {"tables": stored_tables(values["tables"])})


def coverage(
    *, places: Iterable[str] | None = None, years: Iterable[int] | None = None, store: Store | None = None
) -> pd.DataFrame:
    """Return one row a report in use and declared indicator: ``reason`` "" where a value is stated, else why not."""
    stated = (
        select(FACTS.c.document, FACTS.c.indicator, func.max(FACTS.c.reason).label("reason"))
        .where(FACTS.c.indicator != "")
        .group_by(FACTS.c.indicator, FACTS.c.document)
        .subquery()
    )
    about = [_report_column(name) for name in schema.REPORT_IN_FACTS]
    asked = (
        select(stated.c.document, *about, stated.c.indicator, stated.c.reason)
        .join(REPORTS, REPORTS.c.id == stated.c.document)
        .where(*_of_reports(places, years))
        .order_by(stated.c.document, stated.c.indicator)
    )
    with reading(store or open_store()) as connection:
        return frame_of(connection, asked)


def corrections(*, report: str | None = None, store: Store | None = None) -> pd.DataFrame:
    """Return what people corrected, oldest first; ``applied`` False: its fact is read no more."""
    asked = select(CORRECTIONS).order_by(CORRECTIONS.c.id)
    if report is not None:
        asked = asked.where(CORRECTIONS.c.report == report)
    with reading(store or open_store()) as connection:
        return frame_of(connection, asked)


def data_version(*, store: Store | None = None) -> str:
    """Return the version of the data, "" before the first build: the key of every cache and part of every link."""
    with reading(store or open_store()) as connection:
        return remembered(connection, "data_version")


def changed_at(version: str, *, store: Store | None = None) -> str:
    """Return the moment in UTC at which the data took on a version, "" when this store never had it."""
    asked = select(func.max(schema.versions.c.made_at)).where(schema.versions.c.version == version)
    with reading(store or open_store()) as connection:
        return connection.scalar(asked) or ""


def changes_since(version: str, *, store: Store | None = None) -> list[Change] | None:
    """Return what changed after a data version, oldest first; None when this store never had that version."""
    log = schema.versions
    with reading(store or open_store()) as connection:
        at = connection.scalar(select(func.max(log.c.id)).where(log.c.version == version))
        if at is None:
            return None
        rows = connection.execute(
            select(log.c.version, log.c.words, log.c.made_at).where(log.c.id > at).order_by(log.c.id)
        )
        return [Change(*row) for row in rows]


def _facts_query(columns: Sequence[str] = COLUMNS) -> Select:
    joined = select(*map(_column, columns)).join(REPORTS, REPORTS.c.id == FACTS.c.document)
    return joined.order_by(FACTS.c.document, FACTS.c.position)


def _column(name: str) -> ColumnElement:
    """Return a column of the facts frame: of a fact of another place than its report's, that place's own."""
    if name in schema.OF_ITS_PLACE:
        return case((FACTS.c.its_place != "", FACTS.c[f"its_{name}"]), else_=REPORTS.c[name]).label(name)
    if name == "trust":  # what nobody has held against its picture is pending, whoever published it
        unseen = FACTS.c.caveats.contains(RECOGNISED)
        return case((unseen, Trust.PENDING.value), else_=TRUST).label(name)
    return _report_column(name) if name in schema.REPORT_IN_FACTS else FACTS.c[name]


def places_told(*, store: Store | None = None) -> list[str]:
    """Return the places of which a report in use says anything, its own or another's report."""
    gone = select(REPORTS.c.id).where(REPORTS.c.replaced_by.is_not(None))  # no join: it would begin with the reports
    others = select(FACTS.c.its_place).where(text(schema.ELSEWHERE), FACTS.c.document.not_in(gone)).distinct()
    own = select(REPORTS.c.place).where(REPORTS.c.replaced_by.is_(None))
    with reading(store or open_store()) as connection:
        return [*connection.scalars(own), *connection.scalars(others)]


def _told_of(places: list[str]) -> ColumnElement[bool]:
    """Return the condition of facts in reports of these places, or in those that speak of them: found by indexes."""
    own = select(REPORTS.c.id).where(REPORTS.c.place.in_(places))
    others = select(FACTS.c.document).where(text(schema.ELSEWHERE), FACTS.c.its_place.in_(places))
    return FACTS.c.document.in_(own.union(others))


def _of_reports(places: Iterable[str] | None, years: Iterable[int] | None) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [REPORTS.c.replaced_by.is_(None)]
    if places is not None:
        wanted.append(REPORTS.c.place.in_(list(places)))
    if years is not None:
        wanted.append(REPORTS.c.year.in_([int(year) for year in years]))
    return wanted


def _in_use(report: str) -> ColumnElement[str]:
    successor = select(REPORTS.c.replaced_by).where(REPORTS.c.id == report).scalar_subquery()
    return func.coalesce(successor, report)


def _report_column(name: str) -> ColumnElement:
    return TRUST if name == "trust" else REPORTS.c[name]


def frame_of(connection: Connection, asked: Select) -> pd.DataFrame:
    """Return the answer with the dtypes of the columns asked for: no text is missing, no integer a float."""
    rows = connection.execute(asked).all()
    columns = tuple(asked.selected_columns)
    cells = zip(*rows, strict=True) if rows else ((),) * len(columns)
    arrays = {
        column.name: pd.array(list(values), dtype=_dtype(column)) for column, values in zip(columns, cells, strict=True)
    }
    return pd.DataFrame(arrays, copy=False)


def _dtype(column: ColumnElement) -> ExtensionDtype | np.dtype:
    return next((dtype for kind, dtype in DTYPES.items() if isinstance(column.type, kind)), TEXT)
