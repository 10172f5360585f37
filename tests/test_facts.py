"""A field of a fact is declared once: frame, store, views and comparisons follow."""

from __future__ import annotations

import math
from dataclasses import replace

from core.declarations import load_places
from core.facts import BLANK, COLUMNS, NUMBER, TEXT, UNPLACED, WHOLE, Row, cells_of, rows_of, typed
from core.model import Bound, Reason, Role, SectionKind, Status, Suggestion, Trust
from core.store import schema

PLACE = next(iter(load_places().values()))
OFFERED = (Suggestion("cases_total", part="省派", against="缺：对象"), Suggestion("cases_closed"))
FULL = Row(
    fact_id="a:1:x", document="a", place=PLACE, year=2023, trust=Trust.OFFICIAL, indicator="x", value=-4.94,
    unit="%", bound=Bound.EXACT, status=Status.STATED, role=Role.CHANGE, period="2023", months=12, whose="全市",
    base="同比", section_kind=SectionKind.REVIEW, start=1, end=6, caveats=("unit_lost", "derived"), suggestions=OFFERED,
)  # fmt: skip


def test_a_row_comes_back_from_the_frame_as_it_went():
    gone = replace(UNPLACED, id="declared-no-more")
    rows = (FULL, replace(FULL, place=gone, value=None), Row.absent(PLACE, "x", 2023, Reason.NO_REPORT))

    back = rows_of(typed([cells_of(row) for row in rows]))

    assert back == rows
    assert [type(row.status) for row in back] == [Status] * 3
    assert back[2].bound == "" and back[2].low is None


def test_the_frame_and_the_store_have_the_fields_of_a_row():
    judged = ("verdict", "why", "words")
    assert (*COLUMNS, *judged) == tuple(Row.__dataclass_fields__)
    assert sorted((*TEXT, *NUMBER, *WHOLE)) == sorted(COLUMNS)
    its = {f"its_{name}" for name in schema.OF_ITS_PLACE}
    stored = {column.name for column in schema.facts.columns} - {"position"} - its
    assert stored | set(schema.REPORT_IN_FACTS) == set(COLUMNS)


def test_what_a_row_leaves_out_is_blank():
    [said] = rows_of(typed([{"place": "", "year": 2023, "indicator": "x", "status": "gap"}]))

    assert said == Row(place=UNPLACED, year=2023, indicator="x", status=Status.GAP)
    assert math.isnan(BLANK["value"]) and BLANK["start"] == -1
