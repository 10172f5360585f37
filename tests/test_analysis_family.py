"""口径族谱: every definition of a family stands, what is said of each is set beside the others, and a warning goes
with it.
"""

from __future__ import annotations

from core.analysis.family import WARNING, families, family_of
from core.analysis.rows import Row
from tests.said import FIRST, PLACES, SECOND, THIRD, frame, indicator, rate, said

CASES = rate("cases", name="网办办件率", basis="办件", family="网办类", standard="GB/T 1-2020")
ITEMS = rate("items", name="网上可办率", basis="事项", stage="上线", family="网办类", standard="GB/T 1-2020")
COUNT = indicator(
    "online_items", name="网上可办事项数", unit="项", kind="stock", additive="stock", basis="事项", family="网办类"
)
OTHER = rate("closed", name="办结率", family="办结类")
DECLARED = {i.id: i for i in (CASES, ITEMS, COUNT, OTHER)}


def percent(place: str, of: str, value: float | None, written: str, **changes):
    return said(place, value, written, indicator=of, unit="%", **changes)


def laid(*rows) -> tuple:
    return family_of(frame(*rows), DECLARED, "网办类", PLACES[:3])


def codes(rows: tuple[Row, ...]) -> dict[str, tuple[str, ...]]:
    return {row.indicator: row.why for row in rows}


def test_the_families_are_named_in_declared_order():
    assert families(DECLARED.values()) == ("网办类", "办结类")


def test_every_definition_stands_also_where_nobody_reports_it():
    found = laid(
        percent(FIRST, "cases", 94.3, "94.3%"),
        percent(SECOND, "items", None, "X.X%"),
        percent(FIRST, "closed", 99, "99%"),
    )

    assert [(v.indicator.id, [p.id for p in v.places]) for v in found.variants] == [
        ("cases", [FIRST]),
        ("items", [SECOND]),
        ("online_items", []),
    ]
    assert [v.indicator.id for v in found.reported] == ["cases", "items"]
    assert found.standards == ("GB/T 1-2020",)
    assert "网上可办率" in found.in_words() and "网办类有 3 种口径" in found.in_words()


def test_two_places_that_report_two_definitions_stand_side_by_side_only_under_a_warning():
    found = laid(percent(FIRST, "cases", 94.3, "94.3%"), percent(SECOND, "items", 87.7, "87.7%"))

    assert codes(found.refused) == {"cases": ("variant", "basis", "stage"), "items": ("variant", "basis", "stage")}
    assert "这里 网上可办率，别处 网办办件率" in found.refused[1].words[0]
    assert "不排名" in WARNING


def test_those_of_the_definition_most_report_come_first_and_may_be_compared():
    found = laid(
        percent(FIRST, "items", 87.7, "87.7%"),
        percent(SECOND, "cases", 94.3, "94.3%"),
        percent(THIRD, "cases", 92.1, "92.1%"),
    )

    assert [row.place.id for row in found.rows] == [SECOND, THIRD, FIRST]
    assert [row.verdict for row in found.rows] == ["comparable", "comparable", "incomparable"]


def test_the_latest_year_stands_unless_years_are_chosen():
    told = (percent(FIRST, "cases", 90, "90%", year=2020), percent(FIRST, "cases", 94.3, "94.3%", year=2021))

    assert [row.year for row in laid(*told).rows] == [2021]
    assert [row.year for row in family_of(frame(*told), DECLARED, "网办类", PLACES[:3], [2020]).rows] == [2020]
