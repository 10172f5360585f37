"""What pages ask of the store: filters pushed down, frames with fixed columns, one snapshot a question."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionDtype
from sqlalchemy import Boolean, ColumnElement, Connection, Float, Integer, Row, Select, case, func, select, text

from core.declarations import load_indicators
from core.errors import StoreError
from core.facts import COLUMNS, RECOGNISED
from core.model import Document, Indicator, Status, Trust
from core.reading.document import RawTable
from core.store import schema
from core.store.among import among
from core.store.engine import Store, open_store, reading
from core.store.filecolumns import stored_tables
from core.store.filing import FIELDS, Filing, document_of
from core.store.schema import TRUST
from core.store.silences import Cells, in_reading_order, silences_of
from core.store.versions import remembered

REPORTS, FACTS, CORRECTIONS = schema.reports, schema.facts, schema.corrections
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
    store = store or open_store()
    asked = _facts_query(COLUMNS if gaps else columns).where(*_of_reports(None, years))
    scope = _of_reports(places, years)
    if places is not None:
        asked = asked.where(_told_of(list(places)), _column("place").in_(list(places)))
    if document is not None:
        asked, scope = asked.where(_one_of(FACTS.c.document, document)), [*scope, _one_of(REPORTS.c.id, document)]
    wanted = None if indicator is None else {indicator} if isinstance(indicator, str) else {*indicator}
    if wanted is not None:
        asked = asked.where(FACTS.c.indicator.in_(wanted))
    with reading(store) as connection:
        if not gaps:
            return frame_of(connection, asked.where(FACTS.c.status != Status.GAP))
        indicators = load_indicators(store.data / "indicators")
        rows, silent = _cells(connection, asked), _silences(connection, scope, wanted, indicators)
    cells = in_reading_order(rows, silent, indicators)
    return _frame({name: cells[name] for name in columns}, asked)


def _one_of(column: ColumnElement[str], document: str | Iterable[str]) -> ColumnElement[bool]:
    return column == _in_use(document) if isinstance(document, str) else among(column, document)


def _silences(
    connection: Connection,
    scope: list[ColumnElement[bool]],
    wanted: Collection[str] | None,
    indicators: Mapping[str, Indicator],
) -> Cells:
    """Return the gaps that no row says, of reports that pass the conditions."""
    about = [REPORTS.c.id, REPORTS.c.kind, *map(_report_column, schema.REPORT_IN_FACTS)]
    asked = FACTS.c.document.in_(select(REPORTS.c.id).where(*scope))  # a join would go through all of an indicator
    known = select(FACTS.c.document, FACTS.c.indicator).where(asked)
    if wanted is not None:
        known = known.where(FACTS.c.indicator.in_(wanted))
    present: dict[str, set[str]] = {}
    for report, id in connection.execute(known.distinct()):
        present.setdefault(report, set()).add(id)
    return silences_of(
        connection.execute(select(*about).where(*scope)).all(), present, tuple(indicators.values()), wanted
    )


def answered(*, places: Iterable[str] | None = None, store: Store | None = None) -> set[tuple[str, str]]:
    """Return report and indicator of which a report with suggestions says something and leaves no gap: of the reports of
    some places, or of all.
    """
    with_suggestions = select(FACTS.c.document).where(FACTS.c.suggestions != "")
    if places is not None:
        with_suggestions = with_suggestions.where(FACTS.c.document.in_(_ids_of(places)))
    silent = func.max(case((FACTS.c.status == Status.GAP, 1), else_=0))
    asked = (
        select(FACTS.c.document, FACTS.c.indicator)
        .where(FACTS.c.document.in_(with_suggestions), FACTS.c.indicator != "")
        .group_by(FACTS.c.document, FACTS.c.indicator)
        .having(silent == 0)
    )
    with reading(store or open_store()) as connection:
        return {(report, id) for report, id in connection.execute(asked)}


def offered(*, places: Iterable[str] | None = None, store: Store | None = None) -> pd.DataFrame:
    """Return the facts, as ``facts`` does, for which an indicator is suggested: in reports of some places, or in all."""
    asked = _facts_query().where(*_of_reports(None, None), FACTS.c.suggestions != "", FACTS.c.start >= 0)
    if places is not None:
        asked = asked.where(FACTS.c.document.in_(_ids_of(places)))
    with reading(store or open_store()) as connection:
        return frame_of(connection, asked)


def reports(
    *, places: Iterable[str] | None = None, ids: Iterable[str] | None = None, store: Store | None = None
) -> pd.DataFrame:
    """Return one row a report in use (``REPORT_COLUMNS``), without the texts; digests that gave way are left out.

    Args:
        places: whose reports are wanted; None for all.
        ids: those that are wanted; None for all.
    """
    asked = select(*map(_report_column, REPORT_COLUMNS)).where(*_of_reports(places, None))
    asked = asked if ids is None else asked.where(among(REPORTS.c.id, ids))
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
        asked = asked.where(among(REPORTS.c.id, ids))
    with reading(store or open_store()) as connection:
        for row in connection.execution_options(yield_per=AT_ONCE).execute(asked):
            yield _stored(row)


def _stored(row: Row) -> StoredReport:
    values = row._mapping
    filing = Filing(**{name: values[name] for name in FIELDS})
    document = document_of(values["id"], filing, values["raw"])
    return StoredReport(document, **{name: values[name] for name in REST} | {"tables": stored_tables(values["tables"])})


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


def _told_of(places: list[str]) -> ColumnElement[bool]:
    """Return the condition of facts in reports of these places, or in those that speak of them: found by indexes."""
    own = select(REPORTS.c.id).where(REPORTS.c.place.in_(places))
    others = select(FACTS.c.document).where(text(schema.ELSEWHERE), FACTS.c.its_place.in_(places))
    return FACTS.c.document.in_(own.union(others))


def _ids_of(places: Iterable[str]) -> Select:
    return select(REPORTS.c.id).where(*_of_reports(places, None))


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
    return _frame(_cells(connection, asked), asked)


def _cells(connection: Connection, asked: Select) -> Cells:
    rows = connection.execute(asked).all()
    names = [column.name for column in asked.selected_columns]
    cells = zip(*rows, strict=True) if rows else [()] * len(names)
    return {name: list(values) for name, values in zip(names, cells, strict=True)}


def _frame(cells: Cells, asked: Select) -> pd.DataFrame:
    dtypes = {column.name: _dtype(column) for column in asked.selected_columns}
    return pd.DataFrame({name: pd.array(values, dtype=dtypes[name]) for name, values in cells.items()}, copy=False)


def _dtype(column: ColumnElement) -> ExtensionDtype | np.dtype:
    return next((dtype for kind, dtype in DTYPES.items() if isinstance(column.type, kind)), TEXT)
