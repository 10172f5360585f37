"""A database of any earlier schema opens as today's, and what people did in it is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from core import store as stores
from core.errors import StoreError
from core.store import Store
from core.store.engine import _opened, reading, writing
from core.store.migrating import HEAD, revision
from core.store.schema import METADATA
from tests.store_world import built_store, write_data

EARLIER = (Path(__file__).parent / "earlier_schemas.sql").read_text("utf-8").split("-- state ")[1:]
DONE = """
INSERT INTO reports (id, sha256, place, issuer, level, year, kind, title, edition, trust, origin, raw, replaced_by)
VALUES ('shan-2020-abc', 'abc', 'shan', '望山县行政审批局', '县', 2020, 'summary', '2020年总结', 'original', 'official',
 'imported', '望山2020年总结
一、工作情况
全年热线受理620件。', NULL);
INSERT INTO corrections (report, field, start, "end", indicator, before, after, who, made_at, why)
VALUES ('shan-2020-abc', 'value', 23, 27, 'calls', '620', '625', '李明', '2024-01-01', '笔误');
INSERT INTO corrections (report, field, start, "end", indicator, before, after, who, made_at, why)
VALUES ('shan-2020-abc', 'value', 23, 27, 'calls', '625', 'inf', '李明', '2024-01-02', '误写');
INSERT INTO meta (key, value) VALUES ('data_version', '7-abcdef01');
"""
OWN = {
    "reviews": "INSERT INTO reviews (key, verdict, who, why) VALUES ('k', 'holds', '李明', '已核');",
    "kept": "INSERT INTO kept (kind, name, content, who) VALUES ('basket', '例会', 'a', '李明');",
    "versions": "INSERT INTO versions (version, words) VALUES ('7-abcdef01', '更正');",
}


@pytest.fixture(params=range(1, len(EARLIER) + 1))
def old(request: pytest.FixtureRequest, address: str, tmp_path: Path) -> Iterator[tuple[int, Store]]:
    """A database as that state left it, opened and built by today's program."""
    _make(address, request.param)
    store = built_store(address, write_data(tmp_path / "data"))
    yield request.param, store
    store.engine.dispose()


def _make(address: str, state: int) -> None:
    script = "".join(part.split("\n", 1)[1] for part in EARLIER[:state]) + DONE
    script += "\n".join(insert for table, insert in OWN.items() if f"CREATE TABLE {table} " in script)
    engine = create_engine(address)
    if engine.dialect.name == "postgresql":
        script = script.replace("id INTEGER NOT NULL", "id SERIAL NOT NULL").replace(" DOUBLE,", " DOUBLE PRECISION,")
    with engine.begin() as connection:
        for statement in filter(str.strip, script.split(";\n")):
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_an_earlier_database_becomes_todays(old: tuple[int, Store]):
    state, store = old
    facts = stores.facts(indicator="calls", document="shan-2020-abc", store=store)

    assert list(facts["value"]) == [625], "the correction that holds counts, the one to inf does not"
    assert list(stores.corrections(store=store)["applied"]) == [True, False]
    assert stores.data_version(store=store).startswith("8-")
    assert (len(stores.reviews(store=store)), len(stores.saved("basket", store=store))) == (state >= 2, state >= 3)
    with reading(store) as connection:
        inspector = inspect(connection)
        for table in METADATA.sorted_tables:
            there = {column["name"]: column["nullable"] for column in inspector.get_columns(table.name)}
            assert there == {column.name: column.nullable for column in table.columns}, table.name
            assert {i["name"] for i in inspector.get_indexes(table.name)} >= {i.name for i in table.indexes}
        assert revision(connection) == HEAD


def test_opened_again_it_is_left_as_it_is(old: tuple[int, Store]):
    _, store = old
    before = stores.data_version(store=store)
    store.engine.dispose()
    _opened.cache_clear()

    again = built_store(str(store.engine.url.render_as_string(hide_password=False)), store.data)

    assert stores.data_version(store=again) == before
    again.engine.dispose()


def test_a_database_of_a_newer_program_is_refused(address: str, tmp_path: Path):
    store = built_store(address, write_data(tmp_path / "data"))
    with writing(store) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.engine.dispose()
    _opened.cache_clear()

    with pytest.raises(StoreError, match="更新版本的程序建立的"):
        built_store(address, store.data)
