"""Under which identity a file is filed: whose it is, how far it is trusted, and of which report it is another text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core import store as stores
from core.declarations import load_places
from core.store import SameReportError, Store, import_report
from core.store.filing import doubts, propose, trust_of
from core.store.sameness import same_report
from tests.store_world import built_store, filing, raw_document, write_data

YEAR = {"place": "a", "issuer": "某局", "year": 2023, "kind": "summary", "title": "某局2023年工作总结"}
PRESS = "政务服务再提速\n记者从芙蓉区政务服务中心获悉，该区今年已设置综合窗口38个。\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = built_store(f"sqlite:///{tmp_path / 'store.db'}", write_data(tmp_path / "data"))
    yield store
    store.engine.dispose()


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"title": "2023年度总结及2024年计划"}, True),
        ({"title": "某局2023年上半年工作总结"}, False),
        ({"title": "某局2023年前三季度工作总结"}, False),
        ({"year": 2022}, False),
        ({"kind": "disclosure"}, False),
        ({"issuer": "另一局"}, False),
        ({"place": ""}, False),
    ],
)
def test_which_texts_are_of_the_same_report(changes, same):
    assert same_report(YEAR, YEAR | changes) is same
    assert same_report(YEAR | changes, YEAR) is same


def test_what_has_no_place_is_the_same_as_no_other():
    assert not same_report(YEAR | {"place": ""}, YEAR | {"place": ""})
    nobody = YEAR | {"issuer": ""}
    assert same_report(nobody, nobody) and not same_report(nobody, nobody | {"title": "总结"})


def test_a_half_year_report_and_the_years_report_stand_side_by_side(store: Store):
    half = import_report(
        raw_document("上半年热线受理3100件。"), filing(title="临江市2021年上半年工作总结"), replace=True, store=store
    )
    assert half.gave_way == ()  # not even the digest of the year's report
    year = import_report(raw_document("全年热线受理7301件。"), filing(), replace=True, store=store)
    assert year.gave_way == ("jiang-2021",)
    assert {half.report, year.report} <= set(stores.reports(store=store)["id"])


def test_replacing_replaces_nothing_without_a_place(store: Store):
    first, second = (
        import_report(raw_document(f"热线受理{n}件。"), filing(place="", level=""), replace=True, store=store)
        for n in (11, 12)
    )
    assert second.gave_way == ()
    assert {first.report, second.report} <= set(stores.reports(store=store)["id"])
    with pytest.raises(SameReportError):
        import_report(raw_document("热线受理13件。"), filing(year=2030), store=store)
        import_report(raw_document("热线受理14件。"), filing(year=2030), store=store)


@pytest.mark.parametrize(
    ("text", "address", "trust"),
    [
        ("2023年工作总结", "https://www.example.gov.cn/a.html", "official"),
        ("2023年工作总结", "", "pending"),
        ("2023年工作总结", "https://copies.example/a.html", "pending"),
        ("2023年工作总结", "http://10.1.2.3/gov.cn/a.html", "pending"),
        ("2023年工作总结", "https://www.examplegov.cn/a.html", "pending"),
        (PRESS, "https://www.example.gov.cn/a.html", "pending"),
        ("本报讯（记者 张三）大厅搬迁。", "https://www.example.gov.cn/a.html", "pending"),
    ],
)
def test_only_a_governments_own_page_is_official_by_itself(text, address, trust):
    assert trust_of(text, address) == trust


def test_a_press_text_about_another_place_is_warned_of():
    places = load_places()
    chosen = propose(raw_document(PRESS), places, place="yuhua", year=2023)
    assert (chosen.place, chosen.trust) == ("yuhua", "pending")
    warned = "".join(doubts(raw_document(PRESS), chosen, places))
    assert "正文讲的是长沙市芙蓉区，不是指定的长沙市雨花区" in warned and "媒体报道" in warned


def test_a_place_given_by_hand_keeps_the_issuer_that_was_read():
    text = "2023年工作总结\n来源：区行政审批服务局\n全区办件3万件，我区设窗口20个。\n"
    alone = propose(raw_document(text), load_places())
    given = propose(raw_document(text), load_places(), place="雨花区")
    assert (alone.place, alone.issuer) == ("", "区行政审批服务局")
    assert (given.place, given.issuer, given.level) == ("yuhua", "雨花区行政审批服务局", "市辖区")
