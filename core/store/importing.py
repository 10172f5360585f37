"""Import reports that people bring, and take them out again. Each import is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, Row, delete, select

from core.audit.losses import find_losses
from core.errors import StoreError
from core.facts import typed
from core.model import Document
from core.pipeline import read_facts
from core.reading import RawDocument
from core.store.engine import Store, open_store, reading, writing
from core.store.filecolumns import file_columns
from core.store.filing import Filing, as_read, checked, document_of, report_id
from core.store.journal import Change, of_reports, recorded
from core.store.originals import keep_original, let_go
from core.store.records import (
    ReadAs,
    contents_of,
    declared_in,
    file_report,
    now,
    rows_of,
    settle_replacements,
    write_contents,
)  # fmt: skip
from core.store.sameness import REPORT_KEY, same_report
from core.store.schema import corrections, reports
from core.store.versions import remembered


class SameReportError(StoreError):
    """Another file of the same place, issuer, year and kind is in the store: a person must say which one stays."""

    def __init__(self, existing: str, existing_title: str, new_title: str) -> None:
        super().__init__(
            f"已有《{existing_title}》（{existing}），与《{new_title}》的地区、发布单位、年份、文种都相同。"
            "是同一份报告的另一个文件，请选择替换（命令行加 --replace）；不是同一份，请改正地区、单位、年份或文种。"
        )
        self.existing, self.existing_title, self.new_title = existing, existing_title, new_title


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    report: str
    new: bool  # False: the same file was already there, nothing changed
    gave_way: tuple[str, ...]  # shipped digests whose place it took, and the file it replaced
    rows: int  # facts and gaps
    version: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would store."""

    document: Document
    facts: pd.DataFrame
    gaps: pd.DataFrame
    already: str  # the report this very file is stored as, "" when it is new
    gives_way: tuple[str, ...]  # digests that would give way
    same_report: tuple[tuple[str, str], ...]  # id and title of other files of the same report
    losses: tuple[str, ...] = ()  # what was seen and would not be filed, in sentences


def preview_import(raw: RawDocument, filing: Filing, *, store: Store | None = None) -> Preview:
    """Read a file as it would be imported, without storing anything."""
    store = store or open_store()
    declared = declared_in(store.data)
    filing = checked(as_read(raw, filing), declared.places)
    document = document_of(report_id(filing, raw), filing, raw.raw)
    read = read_facts(document, declared.indicators)
    rows = typed(rows_of(document, read, declared))
    with reading(store) as connection:
        twins = _twins(connection, filing)
        already = _stored_as(connection, raw)
    silent = rows["status"] == "gap"
    return Preview(
        document=document,
        facts=rows[~silent].reset_index(drop=True),
        gaps=rows[silent].reset_index(drop=True),
        already=already,
        gives_way=tuple(twin.id for twin in twins if twin.origin == "shipped"),
        same_report=tuple((twin.id, twin.title) for twin in twins if twin.origin == "imported" and twin.id != already),
        losses=find_losses(document, read),
    )


def import_report(
    raw: RawDocument,
    filing: Filing,
    *,
    replace: bool = False,
    read: ReadAs | None = None,
    store: Store | None = None,
) -> Imported:
    """Store a report under the identity a person chose; the same file twice changes nothing.

    A shipped digest of the same report leaves every query.

    Args:
        read: what was read of it elsewhere; counts where that was under the same identity.

    Raises:
        SameReportError: another imported file is of the same report and ``replace`` was not said.
        StoreError: the identity has a word that is not known.
    """
    store = store or open_store()
    with reading(store) as connection:
        if stored := _stored_as(connection, raw):
            return Imported(stored, False, (), 0, remembered(connection, "data_version"))
    declared = declared_in(store.data)
    filing = checked(as_read(raw, filing), declared.places)
    report = report_id(filing, raw)
    same = read is not None and read.filing == filing
    document = document_of(report, filing, raw.raw)
    contents = read.contents if read and same else contents_of(document, declared)
    with writing(store) as connection:
        if stored := _stored_as(connection, raw):
            return Imported(stored, False, (), 0, remembered(connection, "data_version"))
        twins = _twins(connection, filing)
        replaced = [twin for twin in twins if twin.origin == "imported"]
        change = _change_of(report, filing, replaced)
        with recorded(connection, change, of_reports(report, *(twin.id for twin in replaced))):
            _make_room(connection, replaced, filing, replace)
            columns = file_columns(raw) | {"origin": "imported", "imported_at": now()}
            file_report(connection, report, filing, declared, columns)
            written = write_contents(connection, report, contents, declared)
            settle_replacements(connection, [(filing.place, filing.year)])
    keep_original(raw, store)
    return Imported(report, True, tuple(twin.id for twin in twins), written, change.version)


def delete_report(report: str, *, store: Store | None = None) -> str:
    """Put an imported report into the bin, with its corrections; the digest it replaced comes back. Return the data
    version. It can be taken back from there (``undoing``) for 90 days.

    Raises:
        StoreError: the report is not there, or ships with the program.
    """
    store = store or open_store()
    with writing(store) as connection:
        known = connection.execute(
            select(reports.c.origin, reports.c.title, reports.c.place, reports.c.year, reports.c.sha256).where(
                reports.c.id == report
            )
        ).first()
        if known is None:
            raise StoreError(f"没有编号为 {report} 的报告，无从删除。")
        if known.origin == "shipped":
            raise StoreError(f"{report} 是随程序附带的摘编，不能删除；导入官方原文后以原文为准。")
        title = known.title or report
        change = Change("delete", f"report {report}", title, before=title, words=[f"删除《{title}》（{known.year}）"])
        with recorded(connection, change, of_reports(report)):
            _remove(connection, report)
            settle_replacements(connection, [(known.place, known.year)])
    let_go(known.sha256, store)
    return change.version


def refuse_twins(connection: Connection, filing: Filing, report: str) -> None:
    """Raise SameReportError when another imported file is of the same report."""
    for twin in _twins(connection, filing):
        if twin.origin == "imported" and twin.id != report:
            raise SameReportError(twin.id, twin.title, filing.title)


def _stored_as(connection: Connection, raw: RawDocument) -> str:
    return connection.scalar(select(reports.c.id).where(reports.c.sha256 == raw.sha256)) or ""


def _twins(connection: Connection, filing: Filing) -> Sequence[Row]:
    key = {name: getattr(filing, name) for name in REPORT_KEY}
    asked = select(reports.c.id, reports.c.origin, *(reports.c[name] for name in REPORT_KEY))
    of_place = asked.where(reports.c.place == filing.place, reports.c.year == filing.year).order_by(reports.c.id)
    return [row for row in connection.execute(of_place) if same_report(row._mapping, key)]


def _change_of(report: str, filing: Filing, replaced: Sequence[Row]) -> Change:
    title = filing.title or report
    kind, before = ("replace", "、".join(twin.title or twin.id for twin in replaced)) if replaced else ("import", "")
    words = [f"导入《{title}》（{filing.year}）"]
    return Change(kind, f"report {report}", title, before=before, after=title, words=words)


def _make_room(connection: Connection, replaced: Sequence[Row], filing: Filing, replace: bool) -> None:
    for twin in replaced:
        if not replace:
            raise SameReportError(twin.id, twin.title, filing.title)
        _remove(connection, twin.id)


def _remove(connection: Connection, report: str) -> None:
    connection.execute(delete(corrections).where(corrections.c.report == report))
    connection.execute(delete(reports).where(reports.c.id == report))
