"""本区体检 and the card of a family as a visitor opens them."""

from __future__ import annotations

import pandas as pd
import pytest

from core.analysis.checkup import State
from core.analysis.conclusion import fullness
from core.declarations import load_indicators
from core.library import open_library
from core.screens.sides import stated_rows
from tests.test_pages import app, own_store, shown, views  # noqa: F401  (fixtures)

PAGE, COMPARE = "pages/look/checkup.py", "pages/look/indicator.py"


@pytest.fixture
def among_all(app):  # noqa: F811
    """The place and year of which most is known of others, among all places of the library."""
    library = open_library()
    everywhere = list(library.places.values())
    _, year, own = max(
        (*best, place.id)
        for place in everywhere
        for best in fullness(stated_rows(library), library.indicators, place, [p for p in everywhere if p != place])
    )
    app.query_params["o"], app.query_params["y"] = own, str(year)
    app.query_params["h"] = [id for id in library.places if id != own]
    return app.switch_page(PAGE).run()


def test_every_line_has_a_word_and_where_nothing_can_be_said_a_reason(app):  # noqa: F811
    app.switch_page(PAGE).run()

    table = app.dataframe[0].value
    assert set(table["结论"]) <= {state.value for state in State}
    assert all(table.loc[table["结论"] == State.INCOMPARABLE.value, "原因或注意"])
    assert any("我方没写" in expander.label for expander in app.expander)


def test_medians_carry_how_many_and_gaps_of_rates_are_points(among_all):
    table = among_all.dataframe[0].value
    told = table.loc[table.get("中位数（算得）", pd.Series("", table.index)) != ""]

    assert not among_all.exception
    assert all("地）" in word for word in told["中位数（算得）"])
    assert all("百分点" in line["差距（算得）"] for _, line in told.iterrows() if line["本区"].endswith("%"))
    assert len(among_all.get("plotly_chart")) == bool(len(told))


def test_thresholds_come_from_the_address(app):  # noqa: F811
    app.query_params["yp"] = "2"
    app.query_params["ln"] = "5"

    app.switch_page(PAGE).run()

    assert app.selectbox(key="yp").value == "2"
    assert app.selectbox(key="ln").value == "5"


def test_the_sentence_of_the_chosen_line_can_be_copied(app):  # noqa: F811
    app.switch_page(PAGE).run()

    name = app.dataframe[0].value["指标"].iloc[0]
    assert any(block.value.startswith(name) for block in app.code)


def test_a_comparison_carries_its_sentence_and_the_card_of_its_family(app):  # noqa: F811
    declared = load_indicators()
    id = next(id for id, rows in views() if declared[id].family and sum(row.ranked for row in rows) > 1)
    app.query_params["i"], app.query_params["c"] = id, "true"

    app.switch_page(COMPARE).run()

    assert not app.exception
    assert any(declared[id].family in expander.label for expander in app.expander)
    assert "不可比高低、不排名" in shown(app)
    assert any(block.value.startswith(declared[id].name) for block in app.code)
