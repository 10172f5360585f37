"""Bring the schema of a database to today's: migrations for what people own, anew for what can be read again."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Column, Connection, Inspector, MetaData, String, Table, delete, inspect, select

from core.errors import StoreError
from core.store.schema import DERIVED, METADATA, meta

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = max(file.stem for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))[:4]
REVISION = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
NEWER = (
    "数据库是更新版本的程序建立的（结构 {current}，本程序到 {head}）。请升级程序后再打开，或用 restore 恢复到另一个库。"
)


def revision(connection: Connection) -> str:
    """Return the number of the schema, "" where the database is empty or older than the numbers."""
    if not inspect(connection).has_table(REVISION.name):
        return ""
    return connection.scalar(select(REVISION.c.version_num)) or ""


def is_current(connection: Connection) -> bool:
    """Return whether there is nothing to do; a database of a newer program is refused.

    Raises:
        StoreError: a newer program made it.
    """
    current = revision(connection)
    if current > HEAD:
        raise StoreError(NEWER.format(current=current, head=HEAD))
    return current == HEAD and not _outdated(connection)


def migrate(connection: Connection) -> None:
    """Bring the schema to today's, inside the open transaction."""
    if not inspect(connection).has_table(meta.name):
        METADATA.create_all(connection)
        REVISION.create(connection, checkfirst=True)
        connection.execute(REVISION.insert().values(version_num=HEAD))
        return
    if revision(connection) != HEAD:
        _upgrade(connection)
    outdated = _outdated(connection)
    for table in outdated:
        table.drop(connection, checkfirst=True)
        table.create(connection)
    if outdated:
        connection.execute(delete(meta).where(meta.c.key == "declared"))  # the next build reads everything again


def _upgrade(connection: Connection) -> None:
    from alembic.migration import MigrationContext  # slow to import, seldom needed
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory

    steps = ScriptDirectory(str(MIGRATIONS))
    context = MigrationContext.configure(connection, opts={"fn": lambda rev, _: steps._upgrade_revs("head", rev)})
    with Operations.context(context):
        context.run_migrations()


def _outdated(connection: Connection) -> list[Table]:
    """Return the tables that can be read again and have not the columns they must have."""
    inspector = inspect(connection)
    return [table for table in DERIVED if _columns(inspector, table) != {column.name for column in table.columns}]


def _columns(inspector: Inspector, table: Table) -> set[str]:
    return {c["name"] for c in inspector.get_columns(table.name)} if inspector.has_table(table.name) else set()
