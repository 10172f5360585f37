"""A backup that any of our databases can be filled from: one zip, a table a member, a list of what must be in it.

It is read from one snapshot, so it is complete while people work, and what was made on SQLite can be restored on
PostgreSQL and the other way round.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Integer, Table, delete, func, insert, select, text

from core.errors import StoreError
from core.store.engine import Store, open_store, reading, writing
from core.store.migrating import HEAD
from core.store.records import now
from core.store.schema import METADATA, reports
from core.store.touching import touch_all
from core.store.versions import remembered
from core.version import VERSION

LIST = "manifest.json"
KIND = "duibiao-backup"
LEFT_OUT = {"sign_ins", "guesses", "touched"}  # nobody stays signed in, or shut out, by way of a backup
AT_ONCE = 500  # rows
MOST_BYTES = 20 * (1 << 30)  # unpacked
NOT_OURS = "{name} 不是本程序的备份，或已损坏：{what}。什么都没有改动。"


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds."""

    version: str  # of the data
    made_at: str
    rows: dict[str, int]  # table → how many


def backup(file: Path, *, store: Store | None = None) -> BackedUp:
    """Write everything into one file; it appears under its name when it is complete.

    Raises:
        StoreError: the file is there already or cannot be written.
    """
    if file.exists():
        raise StoreError(f"{file} 已经存在，请换一个文件名。")
    half = file.with_name(f"{file.name}.part")
    try:
        with reading(store or open_store()) as connection, zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as out:
            made = _write(connection, out)
        os.replace(half, file)
    except OSError as error:
        raise StoreError(f"{file} 写不进去：{error.strerror}。") from error
    finally:
        half.unlink(missing_ok=True)
    return made


def restore(file: Path, *, over: bool = False, store: Store | None = None) -> BackedUp:
    """Fill the store from a backup; all of it, or nothing.

    Args:
        over: also where people's work is in the store: it is replaced.

    Raises:
        StoreError: the file is no complete backup, a newer program made it, or the store is not empty.
    """
    store = store or open_store()
    with _opened(file) as archive:
        listing = _list_of(archive, file.name)
        with writing(store) as connection:
            if not over and connection.scalar(select(func.count()).where(reports.c.origin == "imported")):
                raise StoreError("库里已有导入的报告。确要用备份代替全部内容，请加 --over（先备份现有的）。")
            for table in reversed(_tables()):
                connection.execute(delete(table))
            for table in _tables():
                _fill(connection, table, archive, listing["tables"], file.name)
            _go_on_counting(connection)
            touch_all(connection)
            connection.execute(text("DELETE FROM sign_ins"))
    return BackedUp(
        listing["data_version"], listing["made_at"], {name: row["rows"] for name, row in listing["tables"].items()}
    )


def _tables() -> list[Table]:
    return [table for table in METADATA.sorted_tables if table.name not in LEFT_OUT]


def _write(connection: Connection, out: zipfile.ZipFile) -> BackedUp:
    held = {table.name: _write_table(connection, table, out) for table in _tables()}
    version, made_at = remembered(connection, "data_version"), now()
    listing = {
        "kind": KIND,
        "program": VERSION,
        "schema": HEAD,
        "data_version": version,
        "made_at": made_at,
        "tables": held,
    }
    out.writestr(LIST, json.dumps(listing, ensure_ascii=False, indent=1))
    return BackedUp(version, made_at, {name: row["rows"] for name, row in held.items()})


def _write_table(connection: Connection, table: Table, out: zipfile.ZipFile) -> dict[str, Any]:
    digest, rows = hashlib.sha256(), 0
    asked = select(table).order_by(*table.primary_key.columns)
    with out.open(f"{table.name}.jsonl", "w", force_zip64=True) as member:
        for row in connection.execution_options(yield_per=AT_ONCE).execute(asked):
            line = json.dumps(dict(row._mapping), ensure_ascii=False).encode() + b"\n"
            member.write(line)
            digest.update(line)
            rows += 1
    return {"rows": rows, "sha256": digest.hexdigest()}


def _opened(file: Path) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(file)
    except FileNotFoundError as error:
        raise StoreError(f"没有 {file} 这个文件。") from error
    except (OSError, zipfile.BadZipFile) as error:
        raise StoreError(NOT_OURS.format(name=file.name, what="打不开")) from error
    if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
        raise StoreError(NOT_OURS.format(name=file.name, what="解开后太大"))
    return archive


def _list_of(archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    try:
        listing = json.loads(archive.read(LIST))
    except (KeyError, ValueError) as error:
        raise StoreError(NOT_OURS.format(name=name, what="没有清单")) from error
    if not isinstance(listing, dict) or listing.get("kind") != KIND:
        raise StoreError(NOT_OURS.format(name=name, what="清单不对"))
    if listing["schema"] > HEAD:
        raise StoreError(f"{name} 是更新版本的程序（{listing['program']}）做的备份，请先升级程序。")
    return listing


def _fill(
    connection: Connection,
    table: Table,
    archive: zipfile.ZipFile,
    tables: Mapping[str, Mapping[str, object]],
    name: str,
) -> None:
    if table.name not in tables:
        return  # an earlier program knew no such table
    digest, rows = hashlib.sha256(), 0
    known = {column.name for column in table.columns}
    for batch in _batches(archive, table, digest):
        records = [{key: value for key, value in row.items() if key in known} for row in batch]
        connection.execute(insert(table), records)
        rows += len(records)
    if (rows, digest.hexdigest()) != (tables[table.name]["rows"], tables[table.name]["sha256"]):
        raise StoreError(NOT_OURS.format(name=name, what=f"{table.name} 与清单不符"))


def _batches(archive: zipfile.ZipFile, table: Table, digest: hashlib._Hash) -> Iterator[list[dict[str, object]]]:
    with archive.open(f"{table.name}.jsonl") as member:
        lines: Iterable[bytes] = member
        batch = []
        for line in lines:
            digest.update(line)
            batch.append(json.loads(line))
            if len(batch) == AT_ONCE:
                yield batch
                batch = []
        if batch:
            yield batch


def _go_on_counting(connection: Connection) -> None:
    """Let the numbers that PostgreSQL gives begin after those that were restored."""
    if connection.dialect.name != "postgresql":
        return
    for table in _tables():
        [key, *more] = table.primary_key.columns
        if not more and isinstance(key.type, Integer):
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', '{key.name}'), max({key.name})) FROM {table.name}"
                )
            )
