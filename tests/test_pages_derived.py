"""Derived figures have a place on 指标对比: called derived, with their formula, never among the stated ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.sent import tables
from tests.test_pages import shown, unfold

ROOT = Path(__file__).resolve().parent.parent
COMPARE = "pages/look/indicator.py"

pytestmark = pytest.mark.usefixtures("own_store")


def opened(indicator: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.query_params["i"] = indicator
    unfold(app, "perhead")
    return app.switch_page(COMPARE).run()


def printed(app: AppTest) -> list[str]:
    return [table.replace("[\n ]", "", regex=True).to_csv() for table in tables(app)]  # whatever its lines of print


def test_shares_near_the_ceiling_show_the_rest_they_leave():
    """99.99 % of 348万余 leaves 174 to 522: the digits of the share leave that much open."""
    told = "".join(printed(opened("positive_rate")))
    assert "174–522" in told and "100%−99.99%" in told
    assert "算得" in shown(opened("positive_rate"))


def test_a_figure_per_head_carries_its_formula_and_its_source():
    told = "".join(printed(opened("requests_accepted")))
    assert "÷6,563,520人×10000" in told and "人口普查" in told


def test_a_place_without_a_sourced_denominator_says_so():
    assert "没有有来源的人口数" in shown(opened("service_windows"))


def test_a_rate_below_the_ceiling_shows_no_rest():
    assert "余下的" not in "".join(printed(opened("callback_satisfaction")))
