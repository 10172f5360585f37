"""No chart lays two years beside each other without saying so, and no target stands among results without its name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.analysis.systems import load_systems
from core.library import Library
from core.library.link import Choices, Link
from core.screens import screens, view_of
from core.screens.exhibit import Chart, Mark


@pytest.fixture(scope="module")
def charts(library: Library) -> list[Chart]:
    """Return the charts of every page as it opens, of every system, and of every indicator of which a target is known."""
    facts = library.facts()
    targets = facts.loc[(facts["role"] == "target") & (facts["indicator"] != ""), "indicator"].unique()
    links = [*map(Link, screens()), *(Link.parse(system.link) for system in load_systems().values())]
    links += [Link.parse(f"{page}?i={indicator}") for page in ("indicator", "trend") for indicator in targets]
    return [chart for link in links for chart in drawn(library, link)]


def drawn(library: Library, link: Link) -> Iterator[Chart]:
    for exhibit in view_of(Choices(link), library).all:
        yield from (panel.chart for panel in exhibit.panels)
        if exhibit.chart:
            yield exhibit.chart


def said_of(mark: Mark) -> str:
    return mark.category + mark.series + mark.label + mark.note


def test_years_that_share_a_chart_are_named(charts: list[Chart], library: Library):
    ends = library.facts().set_index("fact_id")["period_end"].str[:4]
    mixed = 0
    for chart in charts:
        of_year = {
            (mark, ends[id])
            for mark in chart.marks
            if mark.value is not None and not mark.apart
            for id in mark.facts
            if id in ends
        }
        if len({year for _, year in of_year}) > 1:
            mixed += 1
            assert [said_of(mark) for mark, year in of_year if year not in said_of(mark)] == []
    assert mixed


def test_a_target_is_named_one(charts: list[Chart], library: Library):
    roles = library.facts().set_index("fact_id")["role"]
    aims = [
        mark for chart in charts for mark in chart.marks
        if (known := [id for id in mark.facts if id in roles]) and all(roles[id] == "target" for id in known)
    ]  # fmt: skip
    assert aims
    assert [said_of(mark) for mark in aims if "目标" not in said_of(mark) and not mark.hollow] == []
