"""A place is touched too by what its reports are called and who issued them: answers about it outlive a data version."""

from __future__ import annotations

from alembic import op

from core.store.schema import reports
from core.store.touching import ROWS, triggers_of

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the triggers of reports anew."""
    dialect = op.get_bind().dialect.name
    of = f" ON {reports.name}" if dialect == "postgresql" else ""
    for act in ROWS:
        op.execute(f"DROP TRIGGER IF EXISTS {reports.name}_touch_{act.lower()}{of}")
    for statement in triggers_of(reports, dialect):
        op.execute(statement)
