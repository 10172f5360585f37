"""What the audit found is kept with the facts: after whatever people do it is what an audit of the reports would find."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from core import store as stores
from core.audit.suspicions import Finding, findings_of
from core.declarations import load_indicators
from core.errors import StoreError
from core.store import Store
from tests.store_world import built_store, filing, raw_document, write_data

STEPS = 16
TEXT = "{year}年工作总结\n一、工作情况\n全年开展上门帮办共{whole}次（其中：企业帮办310件，个人帮办215件）。热线受理{calls}件。\n"


def afresh(store: Store) -> list[Finding]:
    indicators = load_indicators(store.data / "indicators")
    documents = sorted((one.document for one in stores.whole_reports(store=store)), key=lambda document: document.id)
    return [finding for document in documents for finding in findings_of(document, indicators)]


def test_after_any_writes_the_findings_are_those_of_the_reports(tmp_path: Path):
    store = built_store(f"sqlite:///{tmp_path / 'store.db'}", write_data(tmp_path / "data"))
    chance, counts = random.Random(18), set()
    acts: list[Callable[[random.Random, Store], object]] = [bring, bring, replace, refile, correct, take_out, undo]
    for _ in range(STEPS):
        try:
            chance.choice(acts)(chance, store)
        except StoreError:  # refused: a twin, or something later builds on it
            counts.add(-1)
        kept = stores.findings_in(store=store)
        assert kept == afresh(store)
        counts.add(len(kept))
    assert len(counts) > 3, "the writes changed what is found"


def text(chance: random.Random) -> str:
    return TEXT.format(year=2021, whole=chance.choice([525, 530, 620]), calls=chance.randrange(1000, 9000))


def bring(chance: random.Random, store: Store, **options: bool) -> None:
    identity = filing(place="shan", issuer=f"第{chance.randrange(4)}单位", level="县", year=2021)
    stores.import_report(raw_document(text(chance)), identity, store=store, **options)


def replace(chance: random.Random, store: Store) -> None:
    bring(chance, store, replace=True)


def imported(chance: random.Random, store: Store) -> str:
    known = stores.reports(store=store)
    return chance.choice(["none", *known.loc[known["origin"] == "imported", "id"]])


def refile(chance: random.Random, store: Store) -> None:
    stores.correct_report(
        imported(chance, store), who="李明", why="年份不对", store=store, year=chance.choice([2022, 2023])
    )


def correct(chance: random.Random, store: Store) -> None:
    facts = stores.facts(indicator="calls", gaps=False, store=store)
    row = facts.iloc[chance.randrange(len(facts))]
    place = int(row["start"]), int(row["end"])
    stores.correct_fact(
        row["document"], *place, "calls", field="value", after=str(chance.randrange(9000)), who="李明", why="笔误", store=store
    )  # fmt: skip


def take_out(chance: random.Random, store: Store) -> None:
    stores.delete_report(imported(chance, store), store=store)


def undo(chance: random.Random, store: Store) -> None:
    stores.undo(chance.randrange(1, 8), who="李明", store=store)
