"""Look the store over: is it whole, does anything stand alone, is anything stale or missing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text

from core.errors import DeclarationError
from core.store.building import is_stale
from core.store.engine import Store, open_store, reading
from core.store.health import trouble
from core.store.migrating import HEAD, revision
from core.store.schema import changes, corrections, facts, findings, reports
from core.store.shipped import load_shipped


@dataclass(frozen=True, slots=True)
class Look:
    """One thing that was looked at."""

    what: str
    good: bool
    words: str


def inspect_store(*, store: Store | None = None) -> list[Look]:
    """Return what was looked at, and what was found."""
    store = store or open_store()
    words = trouble(store=store)
    looks = [Look("数据库", not words, words or "可读可写")]
    with reading(store) as connection:
        looks += [_whole(connection), _schema(connection), *_alone(connection), _read_no_more(connection)]
    stale = is_stale(store)
    looks.append(Look("读数", not stale, "需要按当前程序重读：运行 build 或重新启动" if stale else "与当前程序一致"))
    return [*looks, _files(store)]


def _whole(connection: Connection) -> Look:
    if connection.dialect.name != "sqlite":
        return Look("完整性", True, "由数据库服务器保证")
    answers = [row[0] for row in connection.execute(text("PRAGMA integrity_check"))]
    broken = len(connection.execute(text("PRAGMA foreign_key_check")).all())
    good = answers == ["ok"] and not broken
    return Look(
        "完整性", good, "完好" if good else f"有损坏：{'；'.join(answers[:3])}，悬空的引用 {broken} 处。请用备份恢复"
    )


def _schema(connection: Connection) -> Look:
    current = revision(connection)
    return Look("结构", current == HEAD, f"{current}" if current == HEAD else f"{current or '未编号'}，应为 {HEAD}")


def _alone(connection: Connection) -> list[Look]:
    """Return whether anything belongs to a report that is not there."""
    looks = []
    for name, column in (
        ("数字", facts.c.document),
        ("疑点", findings.c.report),
        ("更正", corrections.c.report),
    ):
        alone = connection.scalar(select(func.count()).where(column.not_in(select(reports.c.id))))
        looks.append(Look(f"无主的{name}", not alone, f"{alone} 条" if alone else "没有"))
    half = select(func.count()).where(changes.c.undone_by >= 0, changes.c.undone_by.not_in(select(changes.c.id)))
    alone = connection.scalar(half)
    return [*looks, Look("变更记录", not alone, f"{alone} 条的撤销找不到" if alone else "前后相接")]


def _read_no_more(connection: Connection) -> Look:
    """Return how many corrections wait for a person: their number is read no more, or their value is none."""
    lost = connection.scalar(select(func.count()).where(corrections.c.applied.is_(False), corrections.c.start >= 0))
    return Look("更正的数字已读不到", not lost, f"{lost} 条，请在变更记录里核对" if lost else "没有")


def _files(store: Store) -> Look:
    try:
        shipped = load_shipped(store.data)
    except DeclarationError as error:
        return Look("随附报告", False, str(error))
    return Look("随附报告", True, f"{len(shipped)} 份齐全")
