"""Whatever the set of facts: no chart, table, sentence or export sets an incomparable figure on the axis, in the
order or in a native chart.

What may share an axis is said a second time and another way in ``test_comparability_properties.forbidden``.
"""

from __future__ import annotations

import io
import random
import re
from dataclasses import replace
from itertools import combinations

import openpyxl
import pytest
from pptx import Presentation

from core.analysis.compare import Comparison
from core.analysis.rows import Row, in_order, judged, rows_of
from core.analysis.sentences import sentence_of
from core.charts.figure import figure_of
from core.declarations import load_indicators, load_places
from core.export.formats import exported
from core.facts import typed
from core.library import Library
from core.library.link import Link
from core.model import Indicator
from core.screens.exhibit import Exhibit
from core.screens.indicator import exhibit_of
from core.screens.tables import marks_of, rows_table
from core.words import COMPARABILITY
from tests.test_comparability_properties import CHOICES, forbidden, made, picked

SETS, FIGURES, FILES = 10_000, 400, 12
PLACES = dict(zip(CHOICES["place"], load_places(), strict=False))
WORLDS = {
    "rate": (replace(load_indicators()["positive_rate"], within=""), {"unit": "%"}),
    "count": (replace(load_indicators()["requests_accepted"], within=""), {"unit": "件"}),
}


def view_of(dice: random.Random, indicator: Indicator, ordinary: dict[str, str]) -> Comparison:
    odd = dice.choice((0.05, 0.15, 0.4))
    rows = []
    for _ in range(dice.randint(2, 8)):
        pick = picked(dice, odd)
        pick |= {name: to for name, to in ordinary.items() if pick[name] == CHOICES[name][0]}
        kept = made(pick | {"indicator": indicator.id})
        place = PLACES[pick["place"]]
        rows.append(
            kept
            | {
                "place": place,
                "quote": f"原句 {kept['written']}。",
                "reason": "masked" if kept["status"] == "masked" else "",
            }
        )
    found = judged(rows_of(typed(rows)), indicator)
    return Comparison(indicator, in_order(found))


def may_stand_together(view: Comparison) -> set[str]:
    """Return the facts on the axis, after making sure, by the second telling of the rules, that every pair of them
    may be.
    """
    on_axis = [row for row in view.together if row.ranked]
    world = {view.indicator.id: view.indicator}
    for one, other in combinations(on_axis, 2):
        assert forbidden(one, other, world) == ""
    return {row.fact_id for row in on_axis}


@pytest.mark.parametrize("world", WORLDS)
def test_tables_marks_and_sentences_of_ten_thousand_sets(world, share: int):
    dice, compared = random.Random(7), 0
    for _ in range(SETS // share // len(WORLDS)):
        view = view_of(dice, *WORLDS[world])
        allowed = may_stand_together(view)
        marks = [*marks_of(view.together), *marks_of(view.apart, apart=True)]
        assert {mark.facts[0] for mark in marks if mark.value is not None and not mark.apart} <= allowed
        assert all(mark.note for mark in marks if mark.apart)

        for row, line in zip(
            (*view.together, *view.apart), rows_table((*view.together, *view.apart)).lines, strict=True
        ):
            told = " ".join(cell.words for cell in line)
            assert row.fact_id in allowed or row.silent or any(words in told for words in _reasons(row))

        compared += _sentence_orders_only(view, allowed)
    assert compared > SETS / share / 100, "sentences that never compare prove nothing"


def _reasons(row: Row) -> list[str]:
    return [
        words.split("（")[0]
        for words in (*row.words, *(COMPARABILITY[code] for code in row.why if code in COMPARABILITY))
    ]


def _sentence_orders_only(view: Comparison, allowed: set[str]) -> bool:
    """Say whether the sentence tells an order; whoever it names in it is on the axis."""
    told = re.search(r"；([^；。]*(?:高于|低于|最高|最低|相近)[^。]*)。", sentence_of(view).text)
    if not told:
        return False
    ranked = {row.place.short_name for row in view.rows if row.fact_id in allowed}
    named = {place.short_name for place in load_places().values() if place.short_name in told[1]}
    assert named <= ranked
    return True


@pytest.mark.parametrize("world", WORLDS)
def test_figures_draw_on_the_axis_only_what_may_share_it(world, share: int):
    dice = random.Random(11)
    for _ in range(FIGURES // share // len(WORLDS)):
        view = view_of(dice, *WORLDS[world])
        allowed = may_stand_together(view)
        drawn = {
            str(data[0])
            for trace in figure_of(view).data
            if trace.xaxis in (None, "x")
            and (trace.type == "bar" or "markers" in (trace.mode or ""))
            and trace.customdata is not None
            for data in trace.customdata
        }
        assert drawn <= allowed


@pytest.mark.parametrize("world", WORLDS)
def test_native_charts_of_slides_and_sheets_hold_only_what_may_share_the_axis(library: Library, world):
    dice, report = random.Random(13), library.reports["id"].iloc[0]
    for _ in range(FILES // len(WORLDS)):
        view = view_of(dice, *WORLDS[world])
        allowed = may_stand_together(view)
        made_up = exhibit_of(view, "compare", library.version).at(Link("indicator"))
        exhibit = replace(
            made_up, rows=tuple(replace(row, document=report) for row in made_up.rows)
        )  # files look up the sources
        values = sorted(row.value for row in view.rows if row.fact_id in allowed)
        assert _charted(exported(".pptx", [exhibit], library)) == values
        assert _in_sheet(exhibit, library) == values


def _charted(deck: bytes) -> list[float]:
    shapes = [shape for slide in Presentation(io.BytesIO(deck)).slides for shape in slide.shapes if shape.has_chart]
    return sorted(
        v for shape in shapes for series in shape.chart.plots[0].series for v in series.values if v is not None
    )


def _in_sheet(exhibit: Exhibit, library: Library) -> list[float]:
    book = openpyxl.load_workbook(io.BytesIO(exported(".xlsx", [exhibit], library)))
    sheet = next(sheet for sheet in book if sheet.title.startswith("1 "))
    heads = [cell.value for cell in sheet[5]]
    at, same = heads.index("数值"), heads.index("同轴")
    return sorted(line[at] for line in sheet.iter_rows(min_row=6, values_only=True) if line[same] == "同轴")
