"""What each report holds of each place, kept with its facts: menus and counts no longer read every figure."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table, and let the next build read every report again, which fills it."""
    op.create_table(
        "holdings",
        sa.Column("report", sa.Text, sa.ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False, primary_key=name == "place") for name in ("place", "level")),
        sa.Column("numbers", sa.Integer, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_index("holdings_by_place", "holdings", ["place", "report"])
    op.execute("DELETE FROM meta WHERE key = 'declared'")
