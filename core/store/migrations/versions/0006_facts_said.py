"""An index of what is said: of a hundred rows of the facts two are figures, and most pages ask for these alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NAME, SAID = "facts_said", "status <> 'gap'"


def upgrade() -> None:
    """Create the index; facts of an older form are made anew afterwards, and bring it along."""
    inspector = sa.inspect(op.get_bind())
    there = {column["name"] for column in inspector.get_columns("facts")} if inspector.has_table("facts") else set()
    if {"document", "position", "status"} <= there:
        stated = sa.text(SAID)
        op.create_index(NAME, "facts", ["document", "position"], sqlite_where=stated, postgresql_where=stated)
