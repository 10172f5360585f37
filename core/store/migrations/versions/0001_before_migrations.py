"""Whatever was there before schemas had numbers: four states, told apart by the tables and columns that lack."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _words(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text, nullable=False, server_default="") for name in names]


def _number(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer, nullable=False, server_default=sa.text("-1"))


def _id() -> sa.Column:
    return sa.Column("id", sa.Integer, primary_key=True)


def _tables(metadata: sa.MetaData) -> None:
    sa.Table(
        "reports", metadata,
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("sha256", sa.Text, nullable=False, unique=True),
        *_words("place", "issuer", "issuer_short", "level"),
        sa.Column("year", sa.Integer, nullable=False),
        *_words("kind", "title", "published", "address", "edition", "trust", "note", "origin"),
        sa.Column("replaced_by", sa.Text, sa.ForeignKey("reports.id", ondelete="SET NULL")),
        *_words("confirmed_by", "confirmed_at", "confirm_reason", "imported_at", "file_name", "remarks", "tables", "raw"),
        sa.Index("reports_by_place", "place", "year"),
        sa.Index("reports_replaced", "replaced_by"),
    )  # fmt: skip
    sa.Table(
        "corrections", metadata,
        _id(),
        sa.Column("report", sa.Text, nullable=False, index=True),
        *_words("field"), _number("start"), _number("end"),
        *_words("indicator", "before", "after", "who", "made_at", "why"),
        sa.Column("applied", sa.Boolean, nullable=False, server_default=sa.text("true")),
    )  # fmt: skip
    key = sa.Column("key", sa.Text, nullable=False, index=True)
    sa.Table("reviews", metadata, _id(), key, *_words("verdict", "who", "why", "made_at"))
    columns = _words("kind", "name", "content", "who", "made_at")
    sa.Table("kept", metadata, _id(), *columns, sa.Index("kept_by_name", "kind", "name"))
    versions = _words("version", "words", "made_at")
    sa.Table("versions", metadata, _id(), *versions, sa.Index("versions_by_version", "version"))
    sa.Table("meta", metadata, sa.Column("key", sa.Text, primary_key=True), *_words("value"))


def upgrade() -> None:
    """Create the tables that lack, add the columns that lack."""
    metadata = sa.MetaData()
    _tables(metadata)
    connection = op.get_bind()
    inspector = sa.inspect(connection)
    there = {
        table.name: {column["name"] for column in inspector.get_columns(table.name)}
        for table in metadata.sorted_tables
        if inspector.has_table(table.name)
    }
    metadata.create_all(connection)
    for table in metadata.sorted_tables:
        for column in table.columns:
            if table.name in there and column.name not in there[table.name]:
                op.add_column(
                    table.name,
                    sa.Column(column.name, column.type, nullable=column.nullable, server_default=column.server_default),
                )
