"""变更记录: every write stands there with who, what and from where, and each is taken back byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from core import store as stores
from core.errors import StoreError
from core.store import Store, build, import_report
from core.store.acting import Actor, acting
from core.store.building import empty_bin
from core.store.engine import reading, writing
from core.store.journal import KINDS
from core.store.schema import METADATA, change_rows, changes
from core.store.versions import remember
from tests.store_world import built_store, filing, raw_document, write_data

OFFICIAL = raw_document("临江市2021年工作总结\n一、工作情况\n全年热线受理7301件，回访满意率96.6%，按时办结率97%。\n")
REVISED = raw_document("临江市2021年工作总结\n一、工作情况\n全年热线受理7500件，回访满意率96.6%。\n")
SIGNED = {"who": "李明", "why": "核对了官网 https://linjiang.example/2021"}
APART = {"changes", "change_rows", "versions", "meta", "touched", "alembic_version"}


@pytest.fixture
def store(address: str, tmp_path: Path) -> Iterator[Store]:
    made = built_store(address, write_data(tmp_path / "data"))
    yield made
    made.engine.dispose()


def whole(store: Store) -> dict[str, list[tuple]]:
    """Return every row of every table but the record itself and what counts the changes."""
    tables = [table for table in METADATA.sorted_tables if table.name not in APART]
    with reading(store) as connection:
        return {t.name: sorted(map(tuple, connection.execute(select(t))), key=repr) for t in tables}


def official(store: Store) -> str:
    return import_report(OFFICIAL, filing(), store=store).report


def number_of(store: Store, report: str) -> dict[str, object]:
    row = stores.facts(document=report, indicator="calls", store=store).iloc[0]
    return {"report": report, "start": int(row["start"]), "end": int(row["end"]), "indicator": "calls"}


def correct(store: Store, field: str, after: str, **more: object) -> None:
    report = stores.reports(store=store).query("origin == 'imported'")["id"].iloc[0]
    stores.correct_fact(**number_of(store, report), field=field, after=after, **SIGNED, store=store, **more)


def judge(store: Store, verdict: str, **more: str) -> None:
    report = stores.reports(store=store).query("origin == 'imported'")["id"].iloc[0]
    row = stores.facts(document=report, indicator="satisfied", store=store).iloc[0]
    said = stores.Judgement(report, int(row["start"]), int(row["end"]), verdict, "satisfied", **more)
    stores.judge(said, **SIGNED, store=store)


def removed(store: Store) -> None:
    stores.delete_report(stores.reports(store=store).query("origin == 'imported'")["id"].iloc[0], store=store)


def with_corrections(store: Store) -> None:
    """An imported report with two corrections of one number, one of another, and one of the report."""
    report = official(store)
    correct(store, "value", "7302")
    correct(store, "value", "7303")
    correct(store, "bound", "about")
    stores.correct_report(report, title="改过的标题", **SIGNED, store=store)


WRITES: dict[str, tuple[Callable[[Store], object], Callable[[Store], object]]] = {
    "import": (lambda s: None, official),
    "replace": (with_corrections, lambda s: import_report(REVISED, filing(), replace=True, store=s)),
    "delete": (with_corrections, removed),
    "confirm": (lambda s: None, lambda s: stores.confirm_report("shan-2021", **SIGNED, store=s)),
    "confirm: looked at": (
        lambda s: None,
        lambda s: stores.confirm_report("shan-2021", who="李明", why="看过纸质原件", store=s),
    ),
    "filing": (lambda s: None, lambda s: stores.correct_report("jiang-2021", year=2020, title="新", **SIGNED, store=s)),
    "filing: place": (official, lambda s: stores.correct_report("shan-2021", place="jiang", **SIGNED, store=s)),
    "fact": (official, lambda s: correct(s, "value", "7302")),
    "fact: masked": (official, lambda s: correct(s, "value", "")),
    "fact: of no indicator": (official, lambda s: correct(s, "indicator", "")),
    "review": (lambda s: None, lambda s: stores.review("key", "holds", "李明", "已核", store=s)),
    "review: again": (
        lambda s: stores.review("key", "holds", "李明", "已核", store=s),
        lambda s: stores.review("key", "open", "王芳", "再看", store=s),
    ),
    "keep": (
        lambda s: stores.keep("basket", "例会", "a\nb", "李明", store=s),
        lambda s: stores.keep("basket", "例会", "b", "王芳", store=s),
    ),
    "decide": (lambda s: None, lambda s: stores.keep("decision", "k", "{}", "李明", counts="判断", store=s)),
    "judge: another indicator": (official, lambda s: judge(s, "accepted", indicator="closed")),
    "judge: of no indicator": (with_corrections, lambda s: judge(s, "no_indicator")),
}  # kind, and which of it


@pytest.mark.parametrize("name", WRITES)
def test_every_write_is_taken_back_byte_for_byte_and_made_again(store: Store, name: str):
    prepare, write = WRITES[name]
    prepare(store)
    before = whole(store)
    write(store)
    after = whole(store)
    assert after != before
    [made, *_] = stores.history(store=store).itertuples()
    assert made.kind == name.partition(":")[0]

    stores.undo(made.id, who="王芳", why="误操作", store=store)
    assert whole(store) == before

    [taken_back, *_] = stores.history(store=store).itertuples()
    assert (taken_back.kind, taken_back.undoes, taken_back.who) == ("undo", made.id, "王芳")
    stores.undo(taken_back.id, who="王芳", store=store)
    assert whole(store) == after


def test_no_kind_of_write_is_left_out_above():
    assert {name.partition(":")[0] for name in WRITES} | {"undo"} == set(KINDS)


def test_a_change_says_who_what_and_from_where(store: Store):
    official(store)
    with acting(Actor("李明", "页面 192.0.2.7", "r-1")):
        correct(store, "value", "7302")

    [made, imported] = stores.history(store=store).itertuples()
    assert (made.who, made.via, made.kind, made.title) == ("李明", "页面 192.0.2.7", "fact", "临江市2021年工作总结")
    assert (made.before, made.after, made.why, made.request) == ("数值 7301", "数值 7302", SIGNED["why"], "r-1")
    assert (imported.who, imported.via, imported.kind) == ("本机", "命令行", "import")
    assert len(stores.history(kind="fact", store=store)) == len(stores.history(about="7302", store=store)) == 1
    assert stores.history(who="王芳", store=store).empty


def test_what_a_later_change_builds_on_is_not_taken_back_before_it(store: Store):
    report = official(store)
    correct(store, "value", "7302")
    correct(store, "value", "7303")
    second, first, imported = stores.history(store=store)["id"]

    with pytest.raises(StoreError, match=f"第 {second} 条"):
        stores.undo(first, who="李明", store=store)
    with pytest.raises(StoreError, match="之后有 2 处更正"):
        stores.undo(imported, who="李明", store=store)

    stores.undo(second, who="李明", store=store)
    stores.undo(first, who="李明", store=store)
    assert stores.facts(document=report, indicator="calls", store=store)["value"].iloc[0] == 7301
    with pytest.raises(StoreError, match="已经撤销"):
        stores.undo(first, who="李明", store=store)


def test_a_restored_report_never_stands_beside_its_successor(store: Store):
    with_corrections(store)
    removed(store)
    deleted = stores.history(kind="delete", store=store)["id"].iloc[0]
    import_report(REVISED, filing(), store=store)
    before = whole(store)

    with pytest.raises(StoreError, match="地区、发布单位、年份、文种都相同"):
        stores.undo(deleted, who="李明", store=store)
    assert whole(store) == before


def test_the_bin_keeps_a_report_with_its_corrections_for_ninety_days(store: Store):
    with_corrections(store)
    removed(store)
    [binned] = stores.binned(store=store)
    assert (binned.title, binned.until > binned.made_at) == ("改过的标题", True)
    [text] = stores.earlier_texts(store=store)
    assert text.row["raw"] == OFFICIAL.raw

    for days, left in ((89, 1), (91, 0)):
        moment = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
        with writing(store) as connection:
            connection.execute(update(changes).where(changes.c.kind == "delete").values(made_at=moment))
            empty_bin(connection)
        assert len(stores.binned(store=store)) == left
    with pytest.raises(StoreError, match="已超过 90 天"):
        stores.undo(binned.change, who="李明", store=store)
    assert len(stores.history(kind="delete", store=store)) == 1


def test_a_correction_on_an_older_version_is_told_and_overwrites_nothing(store: Store):
    report = official(store)
    correct(store, "value", "7302", seen="7301")
    before = whole(store)

    with pytest.raises(StoreError, match="李明 在 .*已改为“7302”，与您看到的不同；没有改动"):
        correct(store, "value", "7400", seen="7301")
    assert whole(store) == before
    assert stores.facts(document=report, indicator="calls", store=store)["value"].iloc[0] == 7302


def test_taken_back_corrections_outlive_a_new_reading(store: Store):
    official(store)
    correct(store, "value", "7302")
    stores.undo(stores.history(store=store)["id"].iloc[0], who="李明", store=store)
    with writing(store) as connection:
        remember(connection, "declared", "outdated")

    build(store=store)

    assert 7302 not in set(stores.facts(store=store)["value"])
    with reading(store) as connection:
        assert connection.execute(select(change_rows.c.id)).all()
