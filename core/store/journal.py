"""The record of every change that people make: who, when, what, from where, and the rows as they stood before and
after, so that each can be undone.

Only tables that people own are recorded; what follows from them (facts, which digest gave way) is made anew.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, Table, insert, select

from core.store.acting import actor_now
from core.store.records import now
from core.store.schema import change_rows, changes, corrections, judgements, reports, reviews, saved
from core.store.versions import raise_version, remembered

KINDS = {
    "import": "导入", "replace": "替换", "delete": "删除", "confirm": "确认来源", "filing": "更正报告", "fact": "更正数字",
    "review": "核对结论", "keep": "保存", "decide": "落实结论", "judge": "核对建议", "undo": "撤销",
}  # fmt: skip
OWNED: Mapping[str, Table] = {table.name: table for table in (reports, corrections, reviews, judgements, saved)}
FOLLOWS = {"reports": ("replaced_by", "issuer_short"), "corrections": ("applied",)}  # columns made from others
THIS_MACHINE = "本机"
log = logging.getLogger(__name__)
Key = tuple[str, str]  # table and primary key
Image = dict[str, object]
Scope = Mapping[str, ColumnElement[bool]]  # table → which of its rows a change may touch


@dataclass(slots=True)
class Change:
    """A change while it is being made; filled in as it becomes known."""

    kind: str  # of KINDS
    target: str  # what else would change the same thing says the same: see ``undoing``
    title: str = ""  # what it was done to, in words
    who: str = ""
    why: str = ""
    before: str = ""  # in words
    after: str = ""
    undoes: int = -1
    version: str = ""  # of the data, where it was raised
    words: list[str] = field(default_factory=list)  # for whoever opens an older link; none: the version stays
    id: int = -1


@contextmanager
def recorded(connection: Connection, change: Change, scope: Scope) -> Iterator[Change]:
    """Record what the block does to the rows in ``scope``, in its own transaction; nothing done, nothing recorded."""
    before = images(connection, scope)
    yield change
    after = images(connection, scope)
    moved = {key: (before.get(key), after.get(key)) for key in before | after if before.get(key) != after.get(key)}
    if not moved:
        change.version = remembered(connection, "data_version")
        return
    _write(connection, change, moved)


def images(connection: Connection, scope: Scope) -> dict[Key, Image]:
    """Return the rows in ``scope`` as they stand, without the columns that follow from others."""
    rows = {}
    for name, wanted in scope.items():
        columns = own_columns(name)
        for row in connection.execute(select(*columns).where(wanted)):
            rows[name, str(row[0])] = dict(zip((c.name for c in columns), row, strict=True))
    return rows


def own_columns(name: str) -> list[ColumnElement]:
    """Return the columns of a table that people own, the key first."""
    return [column for column in OWNED[name].columns if column.name not in FOLLOWS.get(name, ())]


def of_reports(*ids: str) -> Scope:
    """Return the scope of a change to these reports: their rows and what was corrected of them."""
    return {"reports": reports.c.id.in_(ids), "corrections": corrections.c.report.in_(ids)}


def _write(connection: Connection, change: Change, moved: Mapping[Key, tuple[Image | None, Image | None]]) -> None:
    actor = actor_now()
    who = change.who.strip() or actor.name or THIS_MACHINE
    if change.words:
        change.version = raise_version(connection, _told_apart(change, moved), "；".join(change.words))
    else:
        change.version = remembered(connection, "data_version")
    values = {
        name: getattr(change, name)
        for name in ("kind", "target", "title", "why", "before", "after", "undoes", "version")
    }
    written = insert(changes).values(who=who, made_at=now(), via=actor.via, request=actor.request, **values)
    change.id = connection.execute(written.returning(changes.c.id)).scalar_one()
    rows = [
        {"change": change.id, "place": place, "key": key} | _difference(before, after)
        for (place, key), (before, after) in moved.items()
    ]
    connection.execute(insert(change_rows), rows)
    log.info(
        "change id=%d kind=%s target=%s who=%s via=%s request=%s",
        change.id, change.kind, change.target, who, actor.via, actor.request,
    )  # fmt: skip


def _difference(before: Image | None, after: Image | None) -> dict[str, str]:
    """Return both images as JSON; where the row was there before and after, only the columns that differ."""
    if before is not None and after is not None:
        differ = [name for name in before if before[name] != after[name]]
        before, after = ({name: image[name] for name in differ} for image in (before, after))
    return {"before": _json(before), "after": _json(after)}


def _json(image: Image | None) -> str:
    return "" if image is None else json.dumps(image, ensure_ascii=False, sort_keys=True)


def _told_apart(change: Change, moved: Mapping[Key, tuple[Image | None, Image | None]]) -> str:
    """Return all that distinguishes this change from another one, but for the moment it was made."""
    timeless = [
        [place, key, *({n: v for n, v in (image or {}).items() if not n.endswith("_at")} for image in pair)]
        for (place, key), pair in sorted(moved.items())
    ]
    return f"{change.kind} {json.dumps(timeless, ensure_ascii=False, sort_keys=True)}"
