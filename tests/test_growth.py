"""What keeps pages quick in a store that has grown: the measure tells a square from a line, what
is said of a place is found by its index, and no screen asks for all that is not said.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from core import store as stores
from core.divisions import load_divisions
from core.store import growing
from tests.growth import is_linear
from tests.store_world import built_store, write_data

CORE = Path(__file__).resolve().parent.parent / "core"


def test_a_square_is_told_from_a_line():
    assert is_linear(lambda text: [text.count(c, 0, 9) for c in text], "ab", 10_000)
    assert not is_linear(lambda text: [text.count(c) for c in text], "ab", 600)


def test_what_others_say_of_a_place_is_found_by_its_index(tmp_path: Path):
    store = built_store(f"sqlite:///{tmp_path / 'store.db'}", write_data(tmp_path / "data"))
    asked: list[tuple[str, object]] = []
    event.listen(store.engine, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
    try:
        stores.bulletins(2, about="430111", store=store)
        stores.facts(places=["430111"], gaps=False, store=store)
        plans = [_plan(store.engine, statement, values) for statement, values in [*asked] if "FROM" in statement]
    finally:
        store.engine.dispose()

    assert len(plans) == 2
    assert "SCAN" not in plans[0]
    assert not re.search(r"SCAN facts(?! USING INDEX facts_by_place)", plans[1])


def test_no_import_looks_at_every_report(tmp_path: Path):
    store = built_store(f"sqlite:///{tmp_path / 'store.db'}", write_data(tmp_path / "data"))
    asked: list[tuple[str, object]] = []
    event.listen(store.engine, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
    text = "\n".join(f"{n}月热线受理{n}20件。" for n in range(1, 9)).encode()
    try:
        done = stores.file_one("a.txt", text, {"place": "shan", "year": 2023, "issuer": "某局"}, store=store)
        plans = [
            (statement, _plan(store.engine, statement, values))
            for statement, values in [*asked]
            if re.search(r"FROM|UPDATE|DELETE", statement)
        ]
    finally:
        store.engine.dispose()

    assert done.new, done
    assert any("reports_shipped" in plan for _, plan in plans), "the digests of its year were asked for"
    assert [statement for statement, plan in plans if re.search(r"SCAN (reports|facts|holdings|findings)", plan)] == []


def test_a_store_grown_in_steps_has_as_many_copies_in_one_county_as_in_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    few = {code: known for code, known in load_divisions().items() if code in ("610303", "610304", "610322", "610323")}
    monkeypatch.setattr(growing, "load_divisions", lambda: few)
    store = built_store(f"sqlite:///{tmp_path / 'store.db'}", write_data(tmp_path / "data"))
    for rows in (60, 120, 180):
        assert growing.grow(store, rows) >= rows
    copies = [row.place for row in stores.reports(store=store).itertuples() if "+" in row.id]
    store.engine.dispose()
    each = Counter(copies)
    assert set(each) == set(few) and max(each.values()) - min(each.values()) <= 1


def _plan(engine: Engine, statement: str, values: object) -> str:
    with engine.connect() as connection:
        return "\n".join(str(row) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values))


def test_no_screen_asks_for_all_that_is_not_said():
    """A screen names the indicator, places or reports that it shows, or leaves the gaps out."""
    whole = {file.name for file in (CORE / "screens").glob("*.py") if "library.facts()" in file.read_text("utf-8")}
    assert not whole
