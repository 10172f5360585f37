"""Whom a person asked to look at a number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("judgements", sa.Column("asked", sa.Text, nullable=False, server_default=""))
