"""A store grown for measuring: the reports that it has, again and again, as those of other counties."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle

from sqlalchemy import ColumnElement, Connection, Table, func, insert, literal, select

from core.divisions import UPPER, load_divisions
from core.store.engine import Store, writing
from core.store.schema import facts, findings, reports
from core.store.versions import raise_version

CACHE = 400_000  # kilobytes: what grows this fast does not fit into what SQLite takes by itself


def grow(store: Store, rows: int) -> int:
    """Copy the reports of a store, with their facts and gaps, until it has so many rows of facts or more, and return
    how many.

    A copy is told of another county; its text and figures are those of its model. Nobody said what stands in such a
    store: it is for measuring only.
    """
    with writing(store) as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA cache_size=-{CACHE}")
        each = {
            id: number for id, number in connection.execute(select(facts.c.document, func.count()).group_by("document"))
        }
        have = sum(each.values())
        copies = zip(cycle(each), cycle(_counties(connection)), strict=False)
        for n, (model, place) in enumerate(copies if each else ()):
            if have >= rows:
                break
            _copy(connection, model, f"{model}+{n}", place)
            have += each[model]
        raise_version(connection, f"grown to {have}", f"为测量扩充到 {have} 行")
    return have


def _counties(connection: Connection) -> list[str]:
    taken = set(connection.scalars(select(reports.c.place)))
    return [code for code, known in load_divisions().items() if known.level not in UPPER and code not in taken]


def _copy(connection: Connection, model: str, id: str, place: str) -> None:
    _again(connection, reports, "id", model, {"id": id, "sha256": id, "place": place})
    _again(connection, facts, "document", model, {"document": id})
    _again(connection, findings, "report", model, {"report": id})


def _again(connection: Connection, table: Table, key: str, model: str, other: Mapping[str, str]) -> None:
    """Write the rows of a model again, with other words in some columns; the ids of facts say whose they are."""
    replaced: dict[str, ColumnElement[str]] = {name: literal(words) for name, words in other.items()}
    for column in table.c:
        if column.name in ("fact_id", "key"):
            replaced[column.name] = literal(f"{next(iter(other.values()))}:") + column
    rows = select(*(replaced.get(column.name, column) for column in table.c)).where(table.c[key] == model)
    connection.execute(insert(table).from_select([column.name for column in table.c], rows))
