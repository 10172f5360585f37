"""Backup and restore: everything comes back, on another database too, complete while people work, or not at all."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text

from core import store as stores
from core.cli import main
from core.errors import StoreError
from core.store import Store
from core.store.archive import LEFT_OUT
from core.store.engine import open_store, reading, writing
from core.store.schema import METADATA
from core.version import VERSION
from tests.served import ROOT
from tests.store_world import built_store, import_number, write_data

ROWS = [table for table in METADATA.sorted_tables if table.name not in LEFT_OUT]


@pytest.fixture
def store(address: str, tmp_path: Path) -> Iterator[Store]:
    made = built_store(address, write_data(tmp_path / "data"))
    import_number(made, 1)
    deleted = import_number(made, 2)
    stores.correct_report("jiang-2021", title="改过", who="李明", why="笔误", store=made)
    stores.delete_report(deleted, store=made)
    stores.keep("basket", "例会", "=a\nb", "李明", store=made)
    stores.add_editor("李明", "long enough 1", store=made)
    yield made
    made.engine.dispose()


def whole(store: Store) -> dict[str, list[tuple]]:
    with reading(store) as connection:
        return {t.name: list(map(tuple, connection.execute(select(t).order_by(*t.primary_key.columns)))) for t in ROWS}


def test_everything_comes_back_on_either_database(store: Store, tmp_path: Path):
    file = tmp_path / "backup.zip"
    stores.backup(file, store=store)
    other = open_store(f"sqlite:///{tmp_path / 'restored.db'}", store.data)

    made = stores.restore(file, store=other)

    assert whole(other) == whole(store)
    assert made.version == stores.data_version(store=store)
    assert not stores.build(store=other).changed
    stores.undo(stores.binned(store=other)[0].change, who="李明", store=other)
    again = tmp_path / "again.zip"
    stores.backup(again, store=other)
    stores.restore(again, over=True, store=store)
    assert whole(store) == whole(other)
    import_number(store, 3)  # the numbers that a database gives go on after those restored
    stores.keep("basket", "新的", "c", "李明", store=store)
    assert all(look.good for look in stores.inspect_store(store=store))


def test_a_store_with_work_in_it_is_not_overwritten_by_the_way(store: Store, tmp_path: Path):
    file = tmp_path / "backup.zip"
    stores.backup(file, store=store)
    import_number(store, 5)
    before = whole(store)

    with pytest.raises(StoreError, match="请加 --over"):
        stores.restore(file, store=store)
    with pytest.raises(StoreError, match="已经存在"):
        stores.backup(file, store=store)
    assert whole(store) == before


@pytest.mark.parametrize("harm", ["cut", "changed", "no list", "newer", "no zip"])
def test_what_is_no_whole_backup_changes_nothing(tmp_path: Path, harm: str):
    store = built_store(f"sqlite:///{tmp_path / 'store.db'}", write_data(tmp_path / "data"))
    file, bad = tmp_path / "backup.zip", tmp_path / "bad.zip"
    stores.backup(file, store=store)
    before = whole(store)
    _harm(file, bad, harm)

    with pytest.raises(StoreError, match="什么都没有改动|先升级程序"):
        stores.restore(bad, over=True, store=store)
    assert whole(store) == before
    store.engine.dispose()


def _harm(file: Path, bad: Path, harm: str) -> None:
    if harm in ("cut", "no zip"):
        bad.write_bytes(file.read_bytes()[: 2000 if harm == "cut" else 0] or b"text")
        return
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(bad, "w") as out:
        for name in source.namelist():
            content = source.read(name)
            if name == "manifest.json":
                if harm == "no list":
                    continue
                content = json.dumps(json.loads(content) | ({"schema": "9999"} if harm == "newer" else {})).encode()
            if harm == "changed" and name == "facts.jsonl":
                content = content.replace(b"7300", b"7301")
            out.writestr(name, content)


def test_the_doctor_finds_what_is_wrong(tmp_path: Path):
    store = built_store(f"sqlite:///{tmp_path / 'store.db'}", write_data(tmp_path / "data"))
    assert all(look.good for look in stores.inspect_store(store=store))

    with writing(store) as connection:
        connection.execute(
            text("INSERT INTO corrections (report, field, start, \"end\") VALUES ('gone', 'value', 1, 2)")
        )
        connection.execute(text("UPDATE meta SET value = 'x' WHERE key = 'reader'"))
    (store.data / "reports" / "jiang-2021.txt").unlink()

    assert {look.what for look in stores.inspect_store(store=store) if not look.good} == {
        "无主的更正",
        "读数",
        "随附报告",
    }
    store.engine.dispose()


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.strip().endswith(VERSION)


def test_the_changelog_knows_the_version():
    assert f"## [{VERSION}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
