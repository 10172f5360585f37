"""Bring the store to the state of ``data/``, keeping what people imported, corrected and confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy import Connection, delete, select, update

from core.declarations import load_indicators, load_places, load_themes
from core.errors import StoreError
from core.executing import HERE, Means, spread
from core.model import Document
from core.store.engine import Store, open_store, reading, writing
from core.store.filecolumns import file_columns
from core.store.filing import Filing, checked
from core.store.preparing import program_of, read_as_stored
from core.store.records import (
    Contents,
    Declared,
    declared_in,
    file_report,
    settle_replacements,
    stored_document,
    write_contents,
)
from core.store.schema import corrections, reports
from core.store.shipped import Shipped, load_shipped
from core.store.undoing import empty_bin
from core.store.versions import declared_digest, raise_version, reader_version, remember, remembered

ENDED = "读 {report} 的进程两次意外停止，可能占用过多内存；什么都没有改动。"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    version: str
    changed: bool
    reports: int  # read again
    facts: int  # facts and gaps


def build(*, store: Store | None = None, means: Means = HERE) -> Built:
    """Read everything again when the declarations, the shipped reports or the reading code changed; else do nothing.

    One transaction: a build that is killed, or that meets a wrong declaration, leaves the store as it was.

    Args:
        means: where the reports are read; the store is written here.

    Raises:
        DeclarationError: a row of ``data/`` is wrong.
    """
    store = store or open_store()
    stamp = {"declared": declared_digest(store.data), "reader": reader_version()}
    with reading(store) as connection:
        if _is_current(connection, stamp):
            return Built(remembered(connection, "data_version"), False, 0, 0)
    for load in (load_indicators, load_themes, load_places):
        load.cache_clear()
    declared, shipped = declared_in(store.data), load_shipped(store.data)
    with writing(store, patient=True) as connection:
        empty_bin(connection)
        if _is_current(connection, stamp):  # another process was faster
            return Built(remembered(connection, "data_version"), False, 0, 0)
        _file_shipped(connection, shipped, declared)
        known = list(connection.scalars(select(reports.c.id).order_by(reports.c.id)))
        facts = sum(_read_all(connection, known, declared, store, means))
        settle_replacements(connection)
        for key, value in stamp.items():
            remember(connection, key, value)
        version = raise_version(
            connection,
            f"build {stamp['declared']} {stamp['reader']}",
            f"按当前的指标、随附数据和读法重读了 {len(known)} 份报告",
        )
    return Built(version, True, len(known), facts)


def _read_all(
    connection: Connection, known: list[str], declared: Declared, store: Store, means: Means
) -> Iterator[int]:
    """Read the stored reports once more, and yield how many rows each has."""
    documents = (stored_document(connection, report) for report in known)
    read = spread(partial(read_as_stored, program_of(store)), documents, means, _refuse)
    for report, contents in zip(known, read, strict=True):
        yield write_contents(connection, report, contents, declared)


def _refuse(document: Document) -> Contents:
    raise StoreError(ENDED.format(report=document.id))


def is_stale(store: Store) -> bool:
    """Return whether a build would read anything again."""
    stamp = {"declared": declared_digest(store.data), "reader": reader_version()}
    with reading(store) as connection:
        return not _is_current(connection, stamp)


def corrected_filing(connection: Connection, report: str, filing: Filing) -> Filing:
    """Return a filing with what people corrected of this report."""
    made = connection.execute(
        select(corrections.c.field, corrections.c.after)
        .where(corrections.c.report == report, corrections.c.start < 0)
        .order_by(corrections.c.id)
    )
    changes: dict[str, Any] = {field: int(after) if field == "year" else after for field, after in made}
    return replace(filing, **changes)


def _is_current(connection: Connection, stamp: dict[str, str]) -> bool:
    return all(remembered(connection, key) == value for key, value in stamp.items())


def _file_shipped(connection: Connection, shipped: list[Shipped], declared: Declared) -> None:
    imported = set(connection.scalars(select(reports.c.sha256).where(reports.c.origin == "imported")))
    shipped = [entry for entry in shipped if entry.raw.sha256 not in imported]
    ids = [entry.id for entry in shipped]
    connection.execute(delete(reports).where(reports.c.origin == "shipped", reports.c.id.not_in(ids)))
    connection.execute(update(reports).where(reports.c.origin == "shipped").values(sha256=reports.c.id))  # free to swap
    for entry in shipped:
        filing = corrected_filing(connection, entry.id, checked(entry.filing, declared.places))
        file_report(connection, entry.id, filing, declared, file_columns(entry.raw) | {"origin": "shipped"})
