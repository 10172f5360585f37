"""Which places what is held changed of, noted by the database: a process asks again only for these.

Reports in use are found by their place alone.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.store.touching import PLACES, triggers_of

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table, and the triggers that fill it."""
    op.create_table(
        "touched",
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("step", sa.Integer, nullable=False),
    )
    op.create_index("ix_touched_step", "touched", ["step"])
    op.drop_index("reports_by_place", "reports")
    op.create_index("reports_by_place", "reports", ["place", "replaced_by", "year"])
    for table in PLACES:
        for statement in triggers_of(table, op.get_bind().dialect.name):
            op.execute(statement)
