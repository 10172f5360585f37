"""Which places what is held changed of, and since when: noted by the database itself, so that no write can forget it.

A place is touched at the step that the running transaction will have in the log of versions. Who knows the state of a
step asks for the places touched later.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import DDL, Connection, Table, event, func, select, update

from core.store.schema import holdings, meta, reports, touched, versions

# all that is told of a report: its text is read anew where it changes, and what it holds is written with that
OF_REPORTS = (
    "place", "issuer", "issuer_short", "level", "year", "kind", "title", "published", "address", "edition", "trust", "note",
    "origin", "replaced_by", "confirmed_by", "confirmed_at", "confirm_reason",
)  # fmt: skip
STEP = "(SELECT coalesce(max(id), 0) + 1 FROM versions)"
TOUCH = (
    f"INSERT INTO touched (place, step) SELECT DISTINCT told.place, {STEP} FROM ({{places}}) AS told "
    "WHERE told.place IS NOT NULL ON CONFLICT (place) DO UPDATE SET step = excluded.step"
)
OF_HOLDING = (
    "SELECT CASE WHEN {row}.place <> '' THEN {row}.place "
    "ELSE (SELECT place FROM reports WHERE id = {row}.report) END AS place"
)
OF_REPORT = "SELECT {row}.place AS place UNION SELECT place FROM holdings WHERE report = {row}.id AND place <> ''"
PLACES = {holdings: OF_HOLDING, reports: OF_REPORT}
ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
SQLITE = "CREATE TRIGGER {name} AFTER {act}{of} ON {table} FOR EACH ROW{when} BEGIN {touch}; END"
FUNCTION = (
    "CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {touch}; RETURN NULL; END $$"
)
POSTGRESQL = "CREATE TRIGGER {name} AFTER {act}{of} ON {table} FOR EACH ROW{when} EXECUTE FUNCTION {name}()"


class Moment(NamedTuple):
    """A state of the store."""

    step: int  # of the log of versions
    version: str


def moment_of(connection: Connection) -> Moment:
    """Return the state that a connection sees."""
    version = connection.scalar(select(meta.c.value).where(meta.c.key == "data_version"))
    return Moment(connection.scalar(select(func.max(versions.c.id))) or 0, version or "")


def touched_since(connection: Connection, moment: Moment) -> list[str] | None:
    """Return the places of which what is held changed after a moment; None where this store never was in that state."""
    then = select(versions.c.id).where(versions.c.id == moment.step, versions.c.version == moment.version)
    if connection.scalar(then) is None:
        return None
    return list(connection.scalars(select(touched.c.place).where(touched.c.step > moment.step)))


def touch_all(connection: Connection) -> None:
    """Let everything count as changed now: what is there was not written here."""
    step = select(func.coalesce(func.max(versions.c.id), 0) + 1).scalar_subquery()
    connection.execute(update(touched).values(step=step))


def triggers_of(table: Table, dialect: str) -> Iterator[str]:
    """Yield the statements that let a database note which places each change of a table touches."""
    for act, rows in ROWS.items():
        if table is reports and act == "INSERT":
            continue  # its holdings come after it
        names = {
            "name": f"{table.name}_touch_{act.lower()}", "act": act, "table": table.name, "of": "", "when": "",
            "touch": TOUCH.format(places=" UNION ".join(PLACES[table].format(row=row) for row in rows)),
        }  # fmt: skip
        if table is reports and act == "UPDATE":
            names["of"] = f" OF {', '.join(OF_REPORTS)}"
            differs = "IS NOT" if dialect == "sqlite" else "IS DISTINCT FROM"
            names["when"] = f" WHEN ({' OR '.join(f'OLD.{each} {differs} NEW.{each}' for each in OF_REPORTS)})"
        if dialect == "postgresql":
            yield FUNCTION.format(**names)
        yield (SQLITE if dialect == "sqlite" else POSTGRESQL).format(**names)


def _with_table(table: Table) -> None:
    """Let the triggers come with the table, whenever it is made."""
    for dialect in ("sqlite", "postgresql"):
        for statement in triggers_of(table, dialect):
            made = DDL(statement.replace("%", "%%")).execute_if(dialect=dialect)
            event.listen(table, "after_create", made)


for _table in PLACES:
    _with_table(_table)
