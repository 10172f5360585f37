"""What follows from the facts is kept with them: after whatever people do it is what an audit of the reports would find,
and what a count of the figures gives.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from core import crosstab
from core import store as stores
from core.audit.suspicions import Finding, findings_of
from core.declarations import load_indicators, load_places
from core.errors import StoreError
from core.holdings import Holds
from core.library import Library
from core.library.kept import kept_now
from core.spread import Spread
from core.store import Store
from tests.store_world import built_store, filing, raw_document, write_data

STEPS = 20
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
        "values": spread.indicators_with(Holds.VALUE), "numbers": spread.totals.numbers,
    }  # fmt: skip


def told_of(place: str, store: Store) -> object:
    """Return all that a screen may ask the store of one place: its facts, what is known of the reports that speak of it, their
    texts and what was found in them.
    """
    facts = stores.facts(places=[place], store=store)
    ids = {*facts["document"], *stores.reports(places=[place], store=store)["id"]}
    texts = sorted((one.document for one in stores.whole_reports(ids=ids, store=store)), key=lambda one: one.id)
    reports = stores.reports(ids=ids, store=store).drop(columns="imported_at")
    return facts.to_csv(), reports.to_csv(), texts, stores.findings_in(ids, store=store)


def all_of(spread: Spread) -> dict[str, object]:
    """Return everything that is asked of what reports hold."""
    bodies, states = spread.states(spread.places)
    return {
        what.name: (spread.places_with(what), spread.places_and_years(what), spread.indicators_with(what)) for what in Holds
    } | {
        "stating": {id: spread.stating(id) for id in spread.ids}, "full": {own: spread.fullness(own) for own in spread.places},
        "shared": {own: spread.shared_by_year(own, Holds.CONFIRMED) for own in spread.places},
        "ever": {own: spread.shared(own, Holds.ACTUAL) for own in spread.places}, "reports": spread.reports,
        "states": sorted(zip(bodies, states.tolist(), strict=True)), "totals": spread.totals, "years": spread.years_with(spread.ids),
        "standings": {p: (s.reports, s.pending, s.imported, s.confirmed, s.levels, s.own) for p, s in spread.standings.items()},
    }  # fmt: skip


def test_the_shipped_reports_are_counted_as_their_figures_are(library: Library):
    assert kept_counts(library.spread) == counted(library.figures)


def test_after_any_writes_what_is_kept_is_what_the_reports_give(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(crosstab, "SHELF", 2)  # a few places fill several shelves
    store = built_store(address, write_data(tmp_path / "data"))
    chance, counts = random.Random(18), set()
    untouched: dict[tuple[object, str, int], object] = {}
    acts: list[Callable[[random.Random, Store], object]] = [
        bring,
        bring,
        replace,
        doubt,
        confirm,
        refile,
        correct,
        take_out,
        undo,
    ]
    for step in range(STEPS):
        try:
            chance.choice(acts)(chance, store)
        except StoreError:  # refused: a twin, or something later builds on it
            counts.add(-1)
        kept = stores.findings_in(store=store)
        assert kept == afresh(store)
        indicators = load_indicators(store.data / "indicators")
        spread, now = Spread(stores.held(store=store), indicators), kept_now(indicators, store)
        assert kept_counts(spread) == counted(stores.facts(gaps=False, store=store))
        assert all_of(now.spread) == all_of(spread), "what a process keeps is what it would read anew"
        assert [*now.roll.places] == [*load_places().listing(spread.places)]
        assert (now.roll.spoken, now.roll.with_reports) == (spread.places, spread.with_reports)
        for place in spread.places:
            mark = now.touched.get(place, 0)
            told = told_of(place, store)
            assert untouched.setdefault((now.answers, place, mark), told) == told, "what is kept of it stays true"
        counts.add(len(kept))
        if step == STEPS // 2:
            stores.backup(tmp_path / "then.zip", store=store)
    assert len(counts) > 3, "the writes changed what is found"
    stores.restore(tmp_path / "then.zip", over=True, store=store)
    indicators = load_indicators(store.data / "indicators")
    assert all_of(kept_now(indicators, store).spread) == all_of(Spread(stores.held(store=store), indicators))
    store.engine.dispose()


def text(chance: random.Random) -> str:
    return TEXT.format(year=2021, whole=chance.choice([525, 530, 620]), calls=chance.randrange(1000, 9000))


def bring(chance: random.Random, store: Store, **options: bool) -> None:
    identity = filing(place="shan", issuer=f"第{chance.randrange(4)}单位", level="县", year=2021)
    stores.import_report(raw_document(text(chance)), identity, store=store, **options)


def replace(chance: random.Random, store: Store) -> None:
    bring(chance, store, replace=True)


def doubt(chance: random.Random, store: Store) -> None:
    identity = filing(place="shan", issuer="日报", level="县", year=2021, trust="pending")
    stores.import_report(raw_document(text(chance)), identity, store=store)


def confirm(chance: random.Random, store: Store) -> None:
    stores.confirm_report(imported(chance, store), who="李明", why="https://a.gov.cn/1", store=store)


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
