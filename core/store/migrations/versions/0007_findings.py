"""What the audit finds in each report, kept with its facts: 疑点 and 核对 no longer audit every report again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WORDS = ("key", "kind", "verdict", "words", "computed", "stated", "passages")


def upgrade() -> None:
    """Create the table; the next build fills it, since the reader that it is filled by is another one than before."""
    op.create_table(
        "findings",
        sa.Column("report", sa.Text, sa.ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in WORDS),
    )
