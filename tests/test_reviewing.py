"""What people concluded about a finding is kept, counts until it is taken back, and outlives a new reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core import store as stores
from core.errors import StoreError
from core.store import Store, build
from tests.store_world import built_store, write_data

KEY = "0123456789abcdef"
SIGNED = {"who": "李明", "why": "对照了官网"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = built_store(f"sqlite:///{tmp_path / 'store.db'}", write_data(tmp_path / "data"))
    yield store
    store.engine.dispose()


def verdicts(store: Store) -> dict[str, str]:
    kept = stores.reviews(store=store)
    return dict(zip(kept["key"], kept["verdict"], strict=True))


def test_a_conclusion_is_kept_and_raises_the_version(store):
    before = stores.data_version(store=store)

    version = stores.review(KEY, "holds", **SIGNED, store=store)

    assert version == stores.data_version(store=store) != before
    assert stores.reviews(store=store).iloc[0][["key", "verdict", "who", "why"]].tolist() == [
        KEY,
        "holds",
        "李明",
        "对照了官网",
    ]


def test_the_same_conclusion_twice_changes_nothing(store):
    first = stores.review(KEY, "holds", **SIGNED, store=store)

    assert stores.review(KEY, "holds", **SIGNED, store=store) == first


def test_the_last_word_counts_and_can_be_taken_back(store):
    stores.review(KEY, "holds", **SIGNED, store=store)
    stores.review(KEY, "explained", "王芳", "口径不同", store=store)
    assert verdicts(store) == {KEY: "explained"}

    stores.review(KEY, "open", **SIGNED, store=store)
    assert verdicts(store) == {}


def test_conclusions_outlive_a_new_reading_of_everything(store, monkeypatch):
    stores.review(KEY, "explained", **SIGNED, store=store)
    monkeypatch.setattr("core.store.building.reader_version", lambda: "another")

    assert build(store=store).changed
    assert verdicts(store) == {KEY: "explained"}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (("holds", "", "x"), "请写明是谁"),
        (("holds", "李明", " "), "请写明是谁"),
        (("maybe", "李明", "x"), "结论“maybe”不认识。可用：属实"),
    ],
)
def test_nobody_concludes_without_name_and_reason(store, said, sentence):
    before = stores.data_version(store=store)

    with pytest.raises(StoreError, match=sentence):
        stores.review(KEY, *said, store=store)

    assert stores.data_version(store=store) == before
