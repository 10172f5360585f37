"""What people said of the indicators that were suggested for a number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    words = ("written", "verdict", "indicator", "part", "wording", "example", "who", "why", "made_at")
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("report", sa.Text, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False, server_default=sa.text("-1")) for name in ("start", "end")),
        *(sa.Column(name, sa.Text, nullable=False, server_default="") for name in words),
    )
    op.create_index("ix_judgements_report", "judgements", ["report"])
