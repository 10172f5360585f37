"""What follows from the facts is kept with them: after whatever people do it is what an audit of the reports would find,
and what a count of the figures gives.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from core import store as stores
from core.audit.suspicions import Finding, findings_of
from core.declarations import load_indicators
from core.errors import StoreError
from core.holdings import Holds
from core.library import Library
from core.spread import Spread
from core.store import Store
from tests.store_world import built_store, filing, raw_document, write_data

STEPS = 16
TEXT = "{year}年工作总结\n一、工作情况\n全年开展上门帮办共{whole}次（其中：企业帮办310件，个人帮办215件）。热线受理{calls}件。\n"


def afresh(store: Store) -> list[Finding]:
    indicators = load_indicators(store.data / "indicators")
    documents = sorted((one.document for one in stores.whole_reports(store=store)), key=lambda document: document.id)
    return [finding for document in documents for finding in findings_of(document, indicators)]


def counted(facts: pd.DataFrame) -> dict[str, object]:
    """Return what the facts frame gives where it is counted row by row."""
    stated = facts[facts["indicator"] != ""]
    sure = stated[(stated["trust"] != "pending") & (stated["part"] == "") & (stated["role"] != "target")]
    return {
        "written of": stated.groupby("indicator")["place"].nunique().to_dict(),
        "sure": sure[sure["status"] == "stated"].groupby(["indicator", "year"])["place"].nunique().groupby("indicator").max().to_dict(),
        "values": stated[stated["value"].notna()].groupby("place")["indicator"].nunique().to_dict(),
        "numbers": len(facts.drop_duplicates(["document", "start"])),
    }  # fmt: skip


def kept_counts(spread: Spread) -> dict[str, object]:
    return {
        "written of": spread.places_with(Holds.ANYTHING), "sure": spread.most_in_a_year(Holds.SURE),
        "values": spread.indicators_with(Holds.VALUE), "numbers": spread.reports["numbers"].sum(),
    }  # fmt: skip


def test_the_shipped_reports_are_counted_as_their_figures_are(library: Library):
    assert kept_counts(library.spread) == counted(library.figures)


def test_after_any_writes_what_is_kept_is_what_the_reports_give(tmp_path: Path):
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
        spread = Spread(stores.held(store=store), load_indicators(store.data / "indicators"))
        assert kept_counts(spread) == counted(stores.facts(gaps=False, store=store))
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
