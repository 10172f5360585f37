"""Peers are suggested with their reasons in words; another class of level never, another level of it with a word."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from core.analysis.peers import peers_of
from core.declarations import load_places
from core.holdings import Held, Holds
from core.places import derived
from core.standing import Standing, Told
from tests.said import frame, indicator, said, spread_of

OWN, SAME, MUNICIPAL, CITY = (load_places()[id] for id in ("ankang", "yuhua", "songjiang", "shaoyang"))
NEIGHBOUR = derived("610113")  # a district of the same province


def report(place, year=2023, kind="summary", pending=False, edition="excerpt") -> dict[str, object]:
    return {"place": place.id, "year": year, "kind": kind, "pending": pending, "edition": edition}


def confirmed_by(rows: Iterable[dict[str, object]]) -> dict[str, set[Told]]:
    standings: dict[object, Standing] = {}
    for row in rows:
        one = Held(level="", origin="shipped", own=True, numbers=0, content="", **row)
        standings.setdefault(row["place"], Standing()).add(one)
    return {place: known.confirmed for place, known in standings.items() if known.confirmed}


def suggested(*rows, facts=None, people=None, year=2023):
    own = said(OWN.id, 1, "1件")
    places = [OWN, SAME, MUNICIPAL, CITY, NEIGHBOUR]
    stated = spread_of(frame(own, *(facts or ())), {"calls": indicator(), "other": indicator("other")})
    shared = stated.shared(OWN.id, Holds.ACTUAL)
    return {peer.place.id: peer for peer in peers_of(OWN, year, places, confirmed_by(rows), shared, people)}


@pytest.mark.parametrize(
    ("place", "row", "reasons", "differs"),
    [
        (SAME, report(SAME), ("同级（市辖区）", "同有 2023 年报告", "同文种（工作总结）", "都写了 1 项指标"), ()),
        (MUNICIPAL, report(MUNICIPAL), ("同有 2023 年报告", "同文种（工作总结）", "都写了 1 项指标"), ("层级不同（直辖市辖区）",)),
        (NEIGHBOUR, report(NEIGHBOUR, 2022, "other"), ("同级（市辖区）", "同省（陕西）", "都写了 1 项指标"), ("报告年份不同（2022）",)),
    ],
)  # fmt: skip
def test_every_reason_is_said_in_words(place, row, reasons, differs):
    found = suggested(report(OWN), row, facts=[said(place.id, 2, "2件")])
    assert (found[place.id].reasons, found[place.id].differs) == (reasons, differs)
    assert place.short_name in found[place.id].words


def test_who_is_of_another_class_or_has_no_confirmed_report_is_no_peer():
    assert suggested(report(OWN), report(CITY), facts=[said(CITY.id, 2, "2件")]) == {}
    assert suggested(report(OWN), report(SAME, pending=True), facts=[said(SAME.id, 2, "2件")]) == {}
    apart = suggested(report(OWN), report(SAME), facts=[said(SAME.id, 2, "2件", indicator="other")])[SAME.id]
    assert apart.differs == ("还没有两地都写了的指标",)


def test_populations_count_where_a_source_gives_them():
    facts = [said(SAME.id, 2, "2件")]
    near = suggested(report(OWN), report(SAME), facts=facts, people={OWN.id: 900_000, SAME.id: 1_200_000})
    far = suggested(report(OWN), report(SAME), facts=facts, people={OWN.id: 900_000, SAME.id: 2_000_000})
    assert "人口相近" in near[SAME.id].reasons and "人口相近" not in far[SAME.id].reasons
    assert near[SAME.id].weight > far[SAME.id].weight


def test_a_whole_report_tells_more_than_an_excerpt():
    facts = [said(SAME.id, 2, "2件")]
    whole, part = (
        suggested(report(OWN), report(SAME, edition=edition), facts=facts)[SAME.id] for edition in ("digest", "excerpt")
    )
    assert "有报告全文" in whole.reasons and "有报告全文" not in part.reasons and whole.weight > part.weight


def test_a_file_that_is_summary_and_disclosure_report_is_alike_to_both():
    found = suggested(report(OWN, kind="both"), report(SAME, kind="disclosure"), facts=[said(SAME.id, 2, "2件")])
    assert "同文种（政府信息公开年报）" in found[SAME.id].reasons


def test_the_shipped_library_suggests_districts_and_no_city(library):
    spread = library.spread
    confirmed, shared = (
        {id: known.confirmed for id, known in spread.standings.items()},
        spread.shared(OWN.id, Holds.ACTUAL),
    )
    found = [p.place.id for p in peers_of(OWN, 2023, library.places.values(), confirmed, shared)]
    assert {"yuhua", "songjiang"} <= set(found[:4])
    assert not {"shaoyang", "ankang_city", "ankang"} & set(found)
