"""变更记录 as people ask for it: the changes that pass a filter, and what lies in the bin."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import or_, select

from core.store.engine import Store, open_store, reading
from core.store.queries import frame_of
from core.store.schema import change_rows, changes, reports
from core.store.undoing import DAYS_IN_BIN

MOST = 1000


@dataclass(frozen=True, slots=True)
class Binned:
    """A deleted report that can be taken back."""

    change: int
    title: str
    who: str
    made_at: str
    until: str


@dataclass(frozen=True, slots=True)
class EarlierText:
    """The text of a report that another file took the place of, or that was deleted."""

    change: int
    report: str
    title: str
    year: int
    made_at: str
    row: dict[str, object]  # the report's own columns, its text among them


def history(
    *, who: str = "", kind: str = "", about: str = "", limit: int = MOST, store: Store | None = None
) -> pd.DataFrame:
    """Return the changes, newest first: id, made_at, who, via, kind, title, before, after, why, undone_by, undoes.

    Args:
        kind: of ``core.store.journal.KINDS``.
        about: stands in the title, before, after or why.
    """
    columns = [changes.c[n] for n in ("id", "made_at", "who", "via", "kind", "title", "before", "after", "why")]
    asked = select(*columns, changes.c.undone_by, changes.c.undoes, changes.c.request, changes.c.version)
    if who:
        asked = asked.where(changes.c.who == who)
    if kind:
        asked = asked.where(changes.c.kind == kind)
    if about:
        words = (changes.c.title, changes.c.before, changes.c.after, changes.c.why)
        asked = asked.where(or_(*(column.contains(about, autoescape=True) for column in words)))
    with reading(store or open_store()) as connection:
        return frame_of(connection, asked.order_by(changes.c.id.desc()).limit(limit))


def binned(*, store: Store | None = None) -> list[Binned]:
    """Return the deleted reports that can still be taken back, the latest first."""
    moved = select(change_rows.c.change).distinct()
    asked = select(changes.c.id, changes.c.title, changes.c.who, changes.c.made_at)
    asked = asked.where(changes.c.kind == "delete", changes.c.undone_by < 0, changes.c.id.in_(moved))
    with reading(store or open_store()) as connection:
        rows = connection.execute(asked.order_by(changes.c.id.desc()))
        return [Binned(row.id, row.title, row.who, row.made_at, _until(row.made_at)) for row in rows]


def earlier_texts(*, store: Store | None = None) -> list[EarlierText]:
    """Return every text that was replaced or deleted and is still kept, the latest first."""
    asked = select(changes.c.id, changes.c.made_at, change_rows.c.key, change_rows.c.before)
    joined = asked.join(change_rows, change_rows.c.change == changes.c.id)
    gone = joined.where(change_rows.c.place == reports.name, change_rows.c.after == "", change_rows.c.before != "")
    with reading(store or open_store()) as connection:
        texts = connection.execute(gone.where(changes.c.kind.in_(("replace", "delete"))).order_by(changes.c.id.desc()))
        return [_earlier(row.id, row.made_at, row.key, json.loads(row.before)) for row in texts]


def _earlier(change: int, made_at: str, report: str, row: dict[str, Any]) -> EarlierText:
    return EarlierText(change, report, str(row["title"]), int(row["year"]), made_at, row)


def _until(made_at: str) -> str:
    return (datetime.fromisoformat(made_at) + timedelta(days=DAYS_IN_BIN)).date().isoformat()
