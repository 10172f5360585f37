"""两版逐数对读: what two texts of one report say the same, differently, and not both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core import store as stores
from core.analysis.editions import Match, counted, side_by_side
from core.store import Store, import_report, preview_import
from tests.store_world import built_store, filing, raw_document, write_data

DRAFT = "临江市2021年工作总结\n一、工作情况\n全年热线受理7301件，回访满意率96.6%，按时办结率97%。新建服务点3个。\n"
FINAL = "临江市2021年工作总结\n一、工作情况\n新设窗口8个。全年热线受理7301件，回访满意率约96.6%，按时办结率98%。\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = built_store(f"sqlite:///{tmp_path / 'store.db'}", write_data(tmp_path / "data"))
    yield made
    made.engine.dispose()


def read(store: Store, text: str):
    return preview_import(raw_document(text), filing(), store=store).facts


def test_each_number_is_the_same_changed_lost_or_new(store: Store):
    pairs = side_by_side(read(store, DRAFT), read(store, FINAL))

    told = {(pair.row.indicator or pair.row.unit, pair.match) for pair in pairs}
    assert told == {
        ("calls", Match.SAME), ("satisfied", Match.CHANGED), ("closed", Match.CHANGED),
        ("个", Match.LOST), ("个", Match.NEW),
    }  # fmt: skip
    assert list(counted(pairs).values()) == [1, 2, 1, 1]


def test_a_text_against_itself_is_the_same_throughout(store: Store):
    facts = read(store, DRAFT)
    assert {pair.match for pair in side_by_side(facts, facts)} == {Match.SAME}
    assert side_by_side(facts.iloc[:0], facts.iloc[:0]) == []


def test_equal_numbers_find_each_other_past_one_that_is_gone(store: Store):
    before = "".join(f"新建服务点{n}个。\n" for n in (1, 2, 3, 4))
    after = "".join(f"新建服务点{n}个。\n" for n in (2, 3, 5))

    matches = counted(side_by_side(read(store, before), read(store, after)))

    assert matches == {Match.SAME: 2, Match.CHANGED: 1, Match.LOST: 1, Match.NEW: 0}


def test_a_report_knows_its_digest_the_file_it_replaced_and_the_bin(store: Store):
    import_report(raw_document(DRAFT), filing(), store=store)
    final = import_report(raw_document(FINAL), filing(), replace=True, store=store).report

    other = stores.other_texts(final, store=store)

    assert [text.raw.raw for text in other][0] == DRAFT and "已以原文为准" in other[1].words
    assert len(other) == 2 and stores.other_texts("shan-2021", store=store) == []
