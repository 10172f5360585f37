"""The tables of the store. Facts can always be read again; reports, corrections and confirmations cannot."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    delete,
    inspect,
    text,
)  # fmt: skip
from sqlalchemy.schema import CreateColumn

from core.facts import FRAME
from core.facts import Column as FrameColumn

METADATA = MetaData()


def _words(name: str) -> Column:
    return Column(name, Text, nullable=False, server_default="")


def _number(name: str) -> Column:
    return Column(name, Integer, nullable=False, server_default=text("-1"))


reports = Table(
    "reports",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("sha256", Text, nullable=False, unique=True),
    *map(_words, ("place", "issuer", "issuer_short", "level")),
    Column("year", Integer, nullable=False),
    *map(_words, ("kind", "title", "published", "address", "edition", "trust", "note")),
    _words("origin"),  # shipped, imported
    Column("replaced_by", Text, ForeignKey("reports.id", ondelete="SET NULL")),  # a digest's official text
    *map(_words, ("confirmed_by", "confirmed_at", "confirm_reason", "imported_at")),
    *map(_words, ("file_name", "remarks", "tables")),  # of the file as read; tables: JSON, see core.store.tables
    _words("raw"),  # last: a scan of the other columns never touches its pages
    Index("reports_by_place", "place", "year"),
    Index("reports_replaced", "replaced_by"),
)

REPORT_IN_FACTS = ("place", "issuer", "issuer_short", "level", "year", "edition", "trust")


def _of_facts(column: FrameColumn) -> Column:
    """Return a column of the facts frame as it is stored; a number that is not there is NULL."""
    if column.dtype == "float64":
        return Column(column.name, Double)
    kind = Text if column.dtype == "str" else Integer
    return Column(column.name, kind, nullable=False)


facts = Table(
    "facts",
    METADATA,
    Column("document", Text, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),  # reading order, gaps after facts
    *(_of_facts(column) for column in FRAME if column.name not in ("document", *REPORT_IN_FACTS)),
    Index("facts_by_indicator", "indicator", "document", "reason"),  # coverage() reads nothing else
)

corrections = Table(
    "corrections",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("report", Text, nullable=False, index=True),  # no foreign key: outlives the re-read of its report
    _words("field"),
    _number("start"),  # the key of a fact as it stood; -1: a field of the report itself
    _number("end"),
    *map(_words, ("indicator", "before", "after", "who", "made_at", "why")),
    Column("applied", Boolean, nullable=False, server_default=text("true")),  # false: its fact is read no more
)

reviews = Table(
    "reviews",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, index=True),  # of an audit finding: outlives the re-read of its report
    *map(_words, ("verdict", "who", "why", "made_at")),
)

kept = Table(
    "kept",
    METADATA,
    Column("id", Integer, primary_key=True),
    *map(_words, ("kind", "name", "content", "who", "made_at")),
    Index("kept_by_name", "kind", "name"),
)

versions = Table(
    "versions",
    METADATA,
    Column("id", Integer, primary_key=True),
    *map(_words, ("version", "words", "made_at")),  # words: what changed, for whoever opens an older link
    Index("versions_by_version", "version"),
)

meta = Table("meta", METADATA, Column("key", Text, primary_key=True), _words("value"))


def create_tables(connection: Connection) -> None:
    """Create what is missing; columns that a newer release added are added to what people own.

    The facts are dropped when their columns changed: the next build reads them again from the reports.
    """
    outdated = _columns(connection, facts) not in (set(), {column.name for column in facts.columns})
    if outdated:
        facts.drop(connection)
    METADATA.create_all(connection)
    if outdated:
        connection.execute(delete(meta).where(meta.c.key == "declared"))
    for table in (reports, corrections, reviews, kept, versions):
        for column in table.columns:
            if column.name not in _columns(connection, table):
                written = CreateColumn(column).compile(dialect=connection.dialect)
                connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {written}"))


def _columns(connection: Connection, table: Table) -> set[str]:
    inspector = inspect(connection)
    if not inspector.has_table(table.name):
        return set()
    return {column["name"] for column in inspector.get_columns(table.name)}
