"""Every public figure that ships reads back from its report as it was taken: value, unit, bound, time and scope.

A line of ``shipped_figures.csv`` is a figure; its period is "" where the text says since when, or leaves it open.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from core import store
from core.analysis.compare import side_by_side
from core.analysis.density import density
from core.comparability.classes import level_class, scope_class
from core.declarations import load_indicators, load_places
from core.facts import Row, rows_of
from core.model import Role
from core.parsing.carried import CAVEAT

with (Path(__file__).parent / "shipped_figures.csv").open(encoding="utf-8", newline="") as lines:
    FIGURES = list(csv.DictReader(lines))
RESULTS = (Role.ACTUAL, Role.AFTER, Role.CHANGE, Role.RANK)


@pytest.fixture(scope="module")
def read(own_store: None) -> dict[tuple[str, str], list[Row]]:
    found = defaultdict(list)
    for row in rows_of(store.facts()):
        found[row.document, row.indicator].append(row)
    return found


def is_figure(row: Row, figure: dict[str, str]) -> bool:
    """Return whether a row of the store is this figure, wherever its sentence puts it."""
    return (
        row.value == float(figure["value"])
        and (row.unit, row.bound) == (figure["unit"], figure["bound"])
        and figure["period"] in ("", row.period)
        and scope_class(row.scope, load_indicators()[row.indicator]) == figure["scope"]
        and row.role in RESULTS
        and not row.whose
    )


def test_every_figure_reads_back(read):
    lost = [f for f in FIGURES if not any(is_figure(row, f) for row in read[f["report"], f["indicator"]])]
    assert lost == []


def test_comparisons_are_dense_enough_to_answer(read):
    """Confirmed figures alone, since what is pending shares no axis."""
    found = density(store.facts(), load_indicators(), [])
    assert found.at_least(2) >= 55
    assert found.at_least(3, in_a_year=True) >= 18
    assert found.at_least(5, in_a_year=True) >= 5


def test_two_figures_of_one_id_scope_and_period_stand_on_one_axis(read):
    """Those that are confirmed, of one class of places: the level of a count must agree too. Applications that may hold
    the year before are not alike.
    """
    alike = defaultdict(set)
    for figure in FIGURES:
        for row in read[figure["report"], figure["indicator"]]:
            if (
                is_figure(row, figure)
                and figure["period"]
                and not row.pending
                and not row.part
                and CAVEAT not in row.caveats
            ):
                alike[figure["indicator"], figure["scope"], row.period, level_class(row.level)].add(row)
    facts, places = store.facts(), load_places().listing(store.reports()["place"])
    checked = 0
    for (id, scope, period, *_), rows in alike.items():
        if len({row.place.id for row in rows}) < 2:
            continue
        own = [places[row.place.id] for row in rows]
        documents = [row.document for row in rows]
        view = side_by_side(
            facts[(facts["indicator"] == id) & facts["document"].isin(documents)], load_indicators()[id], own, []
        )
        together = {row.place.id for row in view.together if row.ranked and row.period == period}
        assert {row.place.id for row in rows} <= together, (id, scope, period)
        checked += 1
    assert checked >= 20
