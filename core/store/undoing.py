"""Take a change back: the rows it touched stand again as they stood, and what follows from them is made anew.

A change that a later one builds on is not taken back before that one: nothing that somebody did since is lost.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from core.errors import StoreError
from core.store.engine import Store, open_store, writing
from core.store.importing import refuse_twins
from core.store.journal import KINDS, OWNED, Change, Image, Scope, recorded
from core.store.records import Declared, declared_in, file_report, filed_as, read_again, settle_replacements
from core.store.schema import change_rows, changes, corrections, reports

DAYS_IN_BIN = 90


@dataclass(frozen=True, slots=True)
class _Moved:
    """One row that a change touched."""

    place: str
    key: str
    before: Image | None
    after: Image | None


def undo(change: int, *, who: str, why: str = "", store: Store | None = None) -> str:
    """Take a change back, as a change of its own that can be taken back too. Return the data version.

    Raises:
        StoreError: there is no such change, it is taken back already, something later builds on it, or the text of
            what was deleted has left the bin.
    """
    change, store = int(change), store or open_store()
    declared = declared_in(store.data)
    with writing(store) as connection:
        change_made = connection.execute(select(changes).where(changes.c.id == change)).first()
        if change_made is None:
            raise StoreError(f"变更记录里没有第 {change} 条。")
        if change_made.undone_by >= 0:
            raise StoreError(f"第 {change} 条已经撤销（见第 {change_made.undone_by} 条）。")
        moved = _moved(connection, change)
        _refuse_if_built_on(connection, change_made.target, change, moved)
        words = [
            f"{who or '本机'} 撤销了一处变更：{KINDS.get(change_made.kind, change_made.kind)}《{change_made.title}》"
        ]
        done = Change(
            "undo",
            change_made.target,
            change_made.title,
            who,
            why,
            change_made.after,
            change_made.before,
            undoes=change,
            words=words,
        )
        with recorded(connection, done, _scope(moved)):
            for row in reversed(moved):
                _turn_back(connection, row)
            _follow(connection, moved, declared)
        connection.execute(update(changes).where(changes.c.id == change).values(undone_by=done.id))
        if change_made.undoes >= 0:  # what had been taken back holds again
            connection.execute(update(changes).where(changes.c.id == change_made.undoes).values(undone_by=-1))
        return done.version


def empty_bin(connection: Connection) -> int:
    """Forget the texts that were deleted more than 90 days ago, and return how many; the record of it stays."""
    ended = (datetime.now(UTC) - timedelta(days=DAYS_IN_BIN)).isoformat(timespec="seconds")
    old = select(changes.c.id).where(changes.c.kind == "delete", changes.c.undone_by < 0, changes.c.made_at < ended)
    return connection.execute(delete(change_rows).where(change_rows.c.change.in_(old))).rowcount


def _moved(connection: Connection, change: int) -> list[_Moved]:
    asked = select(change_rows).where(change_rows.c.change == change).order_by(change_rows.c.id)
    rows = [_Moved(r.place, r.key, _image(r.before), _image(r.after)) for r in connection.execute(asked)]
    if not rows:
        raise StoreError(f"第 {change} 条删除已超过 {DAYS_IN_BIN} 天，文字已从回收站清除，不能恢复。")
    return sorted(rows, key=lambda row: row.place != reports.name)


def _image(written: str) -> Image | None:
    return json.loads(written) if written else None


def _scope(moved: Sequence[_Moved]) -> Scope:
    keys: dict[str, list[object]] = {}
    for row in moved:
        keys.setdefault(row.place, []).append(_typed(row))
    return {place: _key(place).in_(ids) for place, ids in keys.items()}


def _key(place: str) -> ColumnElement:
    return next(iter(OWNED[place].primary_key.columns))


def _is_imported(connection: Connection, report: str) -> bool:
    return connection.scalar(select(reports.c.origin).where(reports.c.id == report)) == "imported"


def _typed(row: _Moved) -> object:
    return row.key if row.place == reports.name else int(row.key)


def _refuse_if_built_on(connection: Connection, target: str, change: int, moved: Sequence[_Moved]) -> None:
    """Raise StoreError, naming the later change, where this one cannot be taken back alone."""
    later = (changes.c.id > change, changes.c.undone_by < 0, changes.c.undoes < 0)
    same = connection.execute(
        select(changes.c.id, changes.c.who).where(changes.c.target == target, *later).order_by(changes.c.id)
    ).first()
    if same:
        raise StoreError(f"{same.who} 之后又改过同一处（第 {same.id} 条），请先撤销那一条。")
    for row in moved:
        if not _stands(connection, row):
            raise StoreError("这一处之后又变过，与当时留下的不同，不能直接撤销；请在变更记录里先撤销后来的变更。")
    for row in moved:
        if row.place == reports.name and row.before is None:
            _refuse_if_corrected(connection, row.key, [other.key for other in moved])


def _stands(connection: Connection, row: _Moved) -> bool:
    table, key = OWNED[row.place], _key(row.place)
    row_now = connection.execute(select(table).where(key == _typed(row))).first()
    if row.after is None or row_now is None:
        return row_now is None and row.after is None
    return all(row_now._mapping[name] == value for name, value in row.after.items())


def _refuse_if_corrected(connection: Connection, report: str, own: Sequence[str]) -> None:
    made = connection.scalars(select(corrections.c.id).where(corrections.c.report == report)).all()
    if left := [id for id in made if str(id) not in own]:
        raise StoreError(f"这份报告之后有 {len(left)} 处更正，请先撤销它们；或在报告库删除，会连同更正放进回收站。")


def _turn_back(connection: Connection, row: _Moved) -> None:
    table, key = OWNED[row.place], _key(row.place)
    here = key == _typed(row)
    if row.before is None:
        connection.execute(delete(table).where(here))
    elif row.after is None:
        connection.execute(insert(table).values(row.before))
    else:
        connection.execute(update(table).where(here).values(row.before))


def _follow(connection: Connection, moved: Sequence[_Moved], declared: Declared) -> None:
    """Make anew what follows from the rows: readings, short names, which digest gave way."""
    touched = {row.key for row in moved if row.place == reports.name}
    touched |= {
        str((row.before or row.after or {}).get("report", "")) for row in moved if row.place == corrections.name
    }
    there = connection.scalars(select(reports.c.id).where(reports.c.id.in_(touched))).all()
    for report in there:
        filing = filed_as(connection, report)
        if _is_imported(connection, report):
            refuse_twins(connection, filing, report)
        file_report(connection, report, filing, declared, {})
        read_again(connection, report, declared)
    settle_replacements(connection)
