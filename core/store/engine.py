"""Open the store, and the two ways into it: a reader's snapshot, a writer's one transaction."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from core.declarations import DATA
from core.errors import StoreError
from core.store.migrating import is_current, migrate

ADDRESS = "DUIBIAO_DATABASE"  # postgresql://user:password@host/database
BUSY_SECONDS = 60
WRITER_LOCK = 5_710_345  # one writer at a time, on PostgreSQL as on SQLite


@dataclass(frozen=True, slots=True)
class Store:
    """A database and the declarations it is built from."""

    engine: Engine
    data: Path


def open_store(address: str | None = None, data: Path = DATA) -> Store:
    """Return the store at ``address``, by default the one that DUIBIAO_DATABASE names.

    Raises:
        StoreError: the address is wrong or the database cannot be opened.
    """
    own = URL.create("sqlite", database=str(data / "duibiao.db"))
    return _opened(address or os.environ.get(ADDRESS) or own, data)


@cache
def _opened(address: str | URL, data: Path) -> Store:
    url = _url(address)
    if url.get_backend_name() == "sqlite":
        Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
    try:
        store = Store(_engine(url), data)
        with reading(store) as connection:
            current = is_current(connection)
        if not current:
            with _transaction(store) as connection:
                migrate(connection)
    except ModuleNotFoundError as error:
        raise StoreError(f"{ADDRESS} 需要 Python 包 {error.name}，请先安装（PostgreSQL 用 psycopg）。") from error
    except (DatabaseError, OSError) as error:
        shown = url.render_as_string(hide_password=True)
        raise StoreError(f"打不开数据库 {shown}：请检查地址、权限和文件是否完好。（{_cause(error)}）") from error
    return store


def _url(address: str | URL) -> URL:
    try:
        url = make_url(address)
        url.get_dialect()
    except ArgumentError as error:
        raise StoreError(
            f"{ADDRESS} 的写法不对，应如 postgresql://用户:密码@主机/库名 或 sqlite:///文件.db。"
        ) from error
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(f"{ADDRESS} 只认 SQLite 与 PostgreSQL，不认 {url.get_backend_name()}。")
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise StoreError(f"{ADDRESS} 须写明文件，如 sqlite:///文件.db：内存里的库关掉程序就没有了。")
    return url


def _cause(error: Exception) -> str:
    return str(getattr(error, "orig", error)).strip().splitlines()[0]


def _engine(url: URL) -> Engine:
    """Return an engine; the only place that knows one database from another, with ``_begin``."""
    if url.get_backend_name() == "postgresql":
        engine = create_engine(url, isolation_level="REPEATABLE READ", pool_pre_ping=True)
    else:
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # the driver opens no transaction of its own: see _begin
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif writes:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")


@contextmanager
def reading(store: Store) -> Iterator[Connection]:
    """Yield a connection that sees one state of the store, whatever is written meanwhile."""
    with store.engine.connect() as connection:
        yield connection


@contextmanager
def writing(store: Store) -> Iterator[Connection]:
    """Yield the only writing connection; all of it is kept, or nothing.

    Raises:
        StoreError: another writer held the store for a minute, the disk is full, the server is gone.
    """
    try:
        with _transaction(store) as connection:
            yield connection
    except OperationalError as error:
        raise StoreError(
            f"数据库正被别的程序占用或无法写入，什么都没有改动，请稍后再试。（{_cause(error)}）"
        ) from error


@contextmanager
def _transaction(store: Store) -> Iterator[Connection]:
    options: dict[str, object] = {"writes": True}
    if store.engine.dialect.name == "postgresql":
        options["isolation_level"] = "READ COMMITTED"  # a snapshot taken before the lock would be stale
    with store.engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection
