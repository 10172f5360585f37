"""Open the store, and the two ways into it: a reader's snapshot, a writer's one transaction."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, RootTransaction, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree

from core.declarations import DATA
from core.errors import StoreError
from core.store.migrating import is_current, migrate
from core.store.trouble import GONE, NOTHING_CHANGED, PERHAPS, Identity, identity_of, moved_away, reason_of

ADDRESS = "DUIBIAO_DATABASE"  # postgresql://user:password@host/database
BUSY_SECONDS = 15
MORE_READERS = 45  # beside the five connections that stay open: each page that reads at the same time takes one
CROWDED = "同时读取数据库的人太多"
WRITER_LOCK = 5_710_345  # one writer at a time, on PostgreSQL as on SQLite


@dataclass(frozen=True, slots=True)
class Store:
    """A database and the declarations it is built from."""

    engine: Engine
    data: Path
    file: Path | None = None  # on SQLite
    opened: Identity = (0, 0)  # which file that was


def open_store(address: str | None = None, data: Path = DATA) -> Store:
    """Return the store at ``address``, by default the one that DUIBIAO_DATABASE names.

    Raises:
        StoreError: the address is wrong or the database cannot be opened.
    """
    return _opened(address or os.environ.get(ADDRESS, ""), data)


@cache
def _opened(address: str, data: Path) -> Store:
    url = _url(address or URL.create("sqlite", database=str(data / "duibiao.db")))
    try:
        store = _at(url, data)
        with store.engine.connect() as connection:
            current = is_current(connection)
        if not current:
            with _transaction(store, patient=True) as connection:
                migrate(connection)
    except ModuleNotFoundError as error:
        raise StoreError(f"{ADDRESS} 需要 Python 包 {error.name}，请先安装（PostgreSQL 用 psycopg）。") from error
    except (DatabaseError, OSError) as error:
        shown = url.render_as_string(hide_password=True)
        raise StoreError(f"打不开数据库 {shown}：请检查地址、权限和文件是否完好。（{reason_of(error)}）") from error
    return store


def _at(url: URL, data: Path) -> Store:
    if url.get_backend_name() != "sqlite":
        return Store(_engine(url), data)
    file = Path(url.database or "").resolve()
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.touch()
    engine = _engine(url)
    event.listen(engine, "do_connect", lambda *_: _refuse_if_gone(file))
    return Store(engine, data, file, identity_of(file) or (0, 0))


def _refuse_if_gone(file: Path) -> None:
    """Raise StoreError rather than let SQLite make an empty file where the database was."""
    if not file.exists():
        raise StoreError(NOTHING_CHANGED.format(reason=GONE.format(name=file.name)))


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


def _engine(url: URL) -> Engine:
    """Return an engine; the only place that knows one database from another, with ``_begin``."""
    if url.get_backend_name() == "postgresql":
        engine = create_engine(url, isolation_level="REPEATABLE READ", pool_pre_ping=True)
        _watch(engine)
    else:
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, max_overflow=MORE_READERS)
        event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _watch(engine: Engine) -> None:
    """Let no connection wait for a server that a cut network hides."""
    from core.store.line import Line  # psycopg is there only where it is asked for

    line = Line()
    event.listen(engine, "do_connect", lambda dialect, record, arguments, settings: line.connect(settings))


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # the driver opens no transaction of its own: see _begin
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    if connection.dialect.name == "sqlite":
        if writes:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:  # waits for nothing and touches no file, so the driver may be asked by itself: each run of a page reads
            connection.connection.cursor().execute("BEGIN")
    elif writes:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {connection.get_execution_options()['milliseconds']}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")


@contextmanager
def reading(store: Store) -> Iterator[Connection]:
    """Yield a connection that sees one state of the store, whatever is written meanwhile.

    Raises:
        StoreError: the database cannot be read; the sentence says why.
    """
    with _in_true_words(), store.engine.connect() as connection:
        yield connection


@contextmanager
def writing(store: Store, *, patient: bool = False) -> Iterator[Connection]:
    """Yield the only writing connection; all of it is kept, or nothing.

    Args:
        patient: on PostgreSQL, wait for another writer as long as he needs, as programs do that start together.

    Raises:
        StoreError: another writer holds the store, it is read-only, full, gone or another one; the sentence says which.
    """
    with _in_true_words(), _transaction(store, patient) as connection:
        yield connection


@contextmanager
def _in_true_words() -> Iterator[None]:
    try:
        yield
    except NoneFree as error:
        raise StoreError(NOTHING_CHANGED.format(reason=CROWDED)) from error
    except (OperationalError, InterfaceError, InternalError) as error:
        raise StoreError(NOTHING_CHANGED.format(reason=reason_of(error))) from error
    except DatabaseError as error:
        if type(error) is not DatabaseError:  # a mistake of ours, not the database's state
            raise
        raise StoreError(NOTHING_CHANGED.format(reason=reason_of(error))) from error


def _refuse_if_moved(store: Store) -> None:
    if store.file and (reason := moved_away(store.file, store.opened)):
        raise StoreError(NOTHING_CHANGED.format(reason=reason))


@contextmanager
def _transaction(store: Store, patient: bool = False) -> Iterator[Connection]:
    options: dict[str, object] = {"writes": True, "milliseconds": 0 if patient else int(BUSY_SECONDS * 1000)}
    if store.engine.dialect.name == "postgresql":
        options["isolation_level"] = "READ COMMITTED"  # a snapshot taken before the lock would be stale
    _refuse_if_moved(store)
    with store.engine.connect().execution_options(**options) as connection, connection.begin() as transaction:
        yield connection
        _refuse_if_moved(store)  # before what was written counts
        _commit(transaction)


def _commit(transaction: RootTransaction) -> None:
    """Let what was written count. Who hears nothing more from the server cannot know whether it did."""
    try:
        transaction.commit()
    except DatabaseError as error:
        if error.connection_invalidated:
            raise StoreError(PERHAPS.format(reason=reason_of(error))) from error
        raise
