"""Who may write, who is signed in, and what was changed with how it stood before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _words(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text, nullable=False, server_default="") for name in names]


def _number(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer, nullable=False, server_default=sa.text("-1"))


def upgrade() -> None:
    """Create the tables."""
    name = sa.Column("name", sa.Text, primary_key=True)
    op.create_table("editors", name, *_words("password", "address", "added_at", "added_by", "removed_at"))
    token = sa.Column("token", sa.Text, primary_key=True)
    op.create_table("sign_ins", token, *_words("editor", "origin", "began_at", "ends_at"))
    op.create_index("sign_ins_by_editor", "sign_ins", ["editor"])
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer, primary_key=True),
        *_words("made_at", "who", "via", "request", "kind", "target", "title", "before", "after", "why", "version"),
        _number("undoes"),
        _number("undone_by"),
    )
    op.create_index("changes_by_target", "changes", ["target"])
    op.create_table(
        "change_rows",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("change", sa.Integer, sa.ForeignKey("changes.id", ondelete="CASCADE"), nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        *_words("before", "after"),
    )
    op.create_index("ix_change_rows_change", "change_rows", ["change"])
