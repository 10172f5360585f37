"""Digests of a year are found without looking at every report: each import asks for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the index."""
    shipped = sa.text("origin = 'shipped'")
    op.create_index("reports_shipped", "reports", ["year"], sqlite_where=shipped, postgresql_where=shipped)
