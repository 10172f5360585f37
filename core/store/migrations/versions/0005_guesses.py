"""How often somebody tried to sign in of late."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    full_at = sa.Column("full_at", sa.Double, nullable=False)
    op.create_table("guesses", sa.Column("key", sa.Text, primary_key=True), full_at)
