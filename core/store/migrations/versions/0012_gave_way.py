"""Reports that are named are found by their ids: the index of those that gave way no longer lists all in use."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index anew, of those that gave way alone."""
    gave_way = sa.text("replaced_by IS NOT NULL")
    op.drop_index("reports_replaced", "reports")
    op.create_index("reports_replaced", "reports", ["replaced_by"], sqlite_where=gave_way, postgresql_where=gave_way)
