"""Let a report whose source is pending (待核) count: one person who names the official page, or two who looked."""

from __future__ import annotations

import re

from sqlalchemy import Connection, insert, select, update

from core.errors import StoreError
from core.model import Trust
from core.store.correcting import answered_for
from core.store.engine import Store, open_store, reading, writing
from core.store.journal import Change, of_reports, recorded
from core.store.records import now
from core.store.schema import reports, reviews

ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s/]+")
LOOKED = "source "  # before the report, the key of a first look
FIRST = "looked"


def confirm_report(report: str, *, who: str, why: str, store: Store | None = None) -> str:
    """Let a pending report count as official from now on, or note a first look at it. Return the data version.

    Args:
        why: with the address of the official page one person is enough; without it a second person must say so too.

    Raises:
        StoreError: it is not there or not pending, nobody answers for it, or the same person looks twice.
    """
    answered_for(who, why)
    with writing(store or open_store()) as connection:
        title = _pending(connection, report)
        first = _first_look(connection, report)
        if not ADDRESS.search(why) and not first:
            return _note_look(connection, report, title, who, why)
        if not ADDRESS.search(why) and first == who.strip():
            raise StoreError("您已经核对过这份报告。请写明官方网页的网址，或由另一位编辑再核对一次。")
        signed = {"confirmed_by": who, "confirmed_at": now(), "confirm_reason": why}
        words = [f"{who} 确认了《{title}》的来源"]
        change = Change("confirm", f"trust {report}", title, who, why, "待核", "已确认", words=words)
        with recorded(connection, change, of_reports(report)):
            connection.execute(update(reports).where(reports.c.id == report).values(signed))
        return change.version


def looked_at(report: str, *, store: Store | None = None) -> str:
    """Return who has looked at the source of a report that waits for a second person, "" for nobody."""
    with reading(store or open_store()) as connection:
        return _first_look(connection, report)


def _pending(connection: Connection, report: str) -> str:
    """Return the title of a report that is pending."""
    asked = select(reports.c.trust, reports.c.confirmed_at, reports.c.title).where(reports.c.id == report)
    row = connection.execute(asked).first()
    if row is None:
        raise StoreError(f"没有编号为 {report} 的报告，无从确认。")
    if row.trust != Trust.PENDING or row.confirmed_at:
        raise StoreError(f"{report} 不在待核状态，不需要确认。")
    return row.title or report


def _first_look(connection: Connection, report: str) -> str:
    looks = select(reviews.c.who).where(reviews.c.key == f"{LOOKED}{report}", reviews.c.verdict == FIRST)
    return connection.scalar(looks.order_by(reviews.c.id).limit(1)) or ""


def _note_look(connection: Connection, report: str, title: str, who: str, why: str) -> str:
    key = f"{LOOKED}{report}"
    change = Change("confirm", f"look {report}", title, who, why, "待核", "一人已核对，待另一人确认")
    with recorded(connection, change, {reviews.name: reviews.c.key == key}):
        connection.execute(insert(reviews).values(key=key, verdict=FIRST, who=who.strip(), why=why, made_at=now()))
    return change.version
