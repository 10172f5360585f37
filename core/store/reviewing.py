"""What people concluded about the findings of the audit (已核): who, when and why; the last word counts, every word
is kept.
"""

from __future__ import annotations

import pandas as pd
from sqlalchemy import func, insert, select

from core.errors import StoreError
from core.store import schema
from core.store.correcting import answered_for
from core.store.engine import Store, open_store, reading, writing
from core.store.journal import Change, recorded
from core.store.queries import frame_of
from core.store.records import now
from core.store.versions import remembered

TABLE = schema.reviews
REVIEWED = {"holds": "属实", "explained": "有解释，不是问题", "open": "撤回，仍未核"}


def review(key: str, verdict: str, who: str, why: str, *, title: str = "", store: Store | None = None) -> str:
    """Note what a person concluded about a finding. Return the data version.

    Args:
        key: of the finding, see ``core.audit.suspicions``; it does not change when its report is read again.
        verdict: one of ``REVIEWED``; "open" takes an earlier conclusion back.
        title: what 变更记录 calls the finding.

    Raises:
        StoreError: the verdict is not known, the finding has no key, or nobody answers for it.
    """
    answered_for(who, why)
    if verdict not in REVIEWED or not key.strip():
        raise StoreError(f"结论“{verdict}”不认识。可用：{'、'.join(REVIEWED.values())}。")
    answer = {"verdict": verdict, "who": who.strip(), "why": why.strip()}
    with writing(store or open_store()) as connection:
        last = connection.execute(
            select(TABLE.c.verdict, TABLE.c.who, TABLE.c.why).where(TABLE.c.key == key).order_by(TABLE.c.id.desc())
        ).first()
        if last is not None and last._asdict() == answer:
            return remembered(connection, "data_version")
        words = [f"{who} 对一处疑点下了结论：{REVIEWED[verdict]}"]
        was = REVIEWED[last.verdict] if last else ""
        change = Change("review", f"review {key}", title or key, who, why, was, REVIEWED[verdict], words=words)
        with recorded(connection, change, {TABLE.name: TABLE.c.key == key}):
            connection.execute(insert(TABLE).values(key=key, **answer, made_at=now()))
        return change.version


def reviews(*, store: Store | None = None) -> pd.DataFrame:
    """Return the conclusion that counts for each key: the last one, unless it was taken back."""
    last = select(func.max(TABLE.c.id)).where(TABLE.c.verdict.in_(list(REVIEWED))).group_by(TABLE.c.key)
    asked = select(TABLE).where(TABLE.c.id.in_(last), TABLE.c.verdict != "open").order_by(TABLE.c.id)
    with reading(store or open_store()) as connection:
        return frame_of(connection, asked)
