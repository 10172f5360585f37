"""A store grown for measuring: the reports that it has, again and again, as those of other counties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle, islice

from sqlalchemy import Column, ColumnElement, Connection, MetaData, Table, Text, delete, func, insert, literal, select

from core.divisions import UPPER, load_divisions
from core.store.engine import Store, writing
from core.store.schema import facts, findings, holdings, reports
from core.store.versions import raise_version

CACHE = 400_000  # kilobytes: what grows this fast does not fit into what SQLite takes by itself
EACH = 33  # rows that a report has in the mean: ten million of 300 000 reports, as a country would have
COPIES = Table(
    "copies", MetaData(), *(Column(name, Text) for name in ("model", "copy", "place")), prefixes=["TEMPORARY"]
)
AT_ONCE = 10_000


def grow(store: Store, rows: int) -> int:
    """Copy the fullest reports of a store, with their facts, until it has so many rows of facts or more, and return how
    many.

    A copy is told of another county; its text and figures are those of its model. Nobody said what stands in such a
    store: it is for measuring only.
    """
    with writing(store) as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA cache_size=-{CACHE}")
        counted = select(facts.c.document, func.count()).group_by(facts.c.document).order_by(func.count().desc())
        each = [(id, number) for id, number in connection.execute(counted)]
        have = sum(number for _, number in each)
        COPIES.create(connection)
        grown = sum("+" in id for id, _ in each)  # by an earlier call
        models = _fullest([(id, number) for id, number in each if "+" not in id])
        for batch in _batches(models, _counties(connection), rows - have, grown):
            connection.execute(insert(COPIES), batch)
        for table, key in ((reports, "id"), (facts, "document"), (findings, "report"), (holdings, "report")):
            _again(connection, table, key)
        have = connection.scalar(select(func.count()).select_from(facts)) or 0
        COPIES.drop(connection)
        raise_version(connection, f"grown to {have}", f"为测量扩充到 {have} 行")
    return have


def write_again(store: Store, place: str | None = None) -> None:
    """Write what one report holds as it stands, as an import would: its place counts as changed, at a data version of its
    own.

    Args:
        place: one of whose reports it is; None for a report of any, always the same.
    """
    with writing(store) as connection:
        last = select(func.max(holdings.c.report)).join(reports, reports.c.id == holdings.c.report)
        last = last if place is None else last.where(reports.c.place == place)
        mine = holdings.c.report == last.scalar_subquery()
        rows = [dict(row._mapping) for row in connection.execute(select(holdings).where(mine))]
        connection.execute(delete(holdings).where(mine))
        connection.execute(insert(holdings), rows)
        raise_version(connection, "written again", "为测量重写了一份报告的所载")


def _fullest(each: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return as many of the fullest reports as have ``EACH`` rows in the mean; one at least."""
    total, models = 0, list(each[:1])
    for n, (_, number) in enumerate(each, 1):
        total += number
        models = list(each[:n]) if total >= EACH * n else models
    return models


def _batches(
    models: Sequence[tuple[str, int]], counties: Sequence[str], rows: int, first: int
) -> Iterator[list[dict[str, str]]]:
    """Yield the copies that are to be made until there are so many rows more, numbered from the first."""
    batch: list[dict[str, str]] = []
    places = islice(cycle(counties), first, None)  # each has as many copies as another
    for n, ((model, number), place) in enumerate(zip(cycle(models), places, strict=False), first):
        if rows <= 0:
            break
        batch.append({"model": model, "copy": f"{model}+{n}", "place": place})
        rows -= number
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _counties(connection: Connection) -> list[str]:
    taken = set(connection.scalars(select(reports.c.place).where(reports.c.id.not_like("%+%"))))
    return [code for code, known in load_divisions().items() if known.level not in UPPER and code not in taken]


def _again(connection: Connection, table: Table, key: str) -> None:
    """Write the rows of the models again, once for each copy; the ids of facts say whose they are."""
    copy = COPIES.c["copy"]
    others: dict[str, ColumnElement[str]] = {key: copy, "sha256": copy}
    others |= {"place": COPIES.c.place} if table is reports else {}
    others |= {name: copy + literal(":") + table.c[name] for name in ("fact_id", "key") if name in table.c}
    rows = select(*(others.get(column.name, column) for column in table.c)).join(COPIES, COPIES.c.model == table.c[key])
    connection.execute(insert(table).from_select([column.name for column in table.c], rows))
