"""政务公开 as a visitor opens it."""

from __future__ import annotations

import json

from tests.sent import specs, tables
from tests.test_pages import app, shown  # noqa: F401  (fixtures)

PAGE = "pages/look/openness.py"


def counts(app):  # noqa: F811
    """Return the table of counts and rates, one line a report."""
    return next(table for table in tables(app) if "来源" in table.columns)


def test_the_official_table_has_its_labels_its_zeros_and_links_into_the_text(app):  # noqa: F811
    app.query_params["u"] = "2"

    app.switch_page(PAGE).run()

    assert not app.exception
    assert "一、本年新收政府信息公开申请数量" in shown(app)
    assert "法人或其他组织" in shown(app)
    assert 'class="zero"' in shown(app)
    assert 'href="text?d=' in shown(app)
    assert any("相符 42" in expander.label for expander in app.expander)


def test_what_is_not_said_has_its_reason_and_nothing_is_nought_per_cent(app):  # noqa: F811
    app.switch_page(PAGE).run()

    table = counts(app)
    rates = [value for name in table.columns if name.startswith("公开率") for value in table[name]]
    assert {"不适用", "只见节选"} <= set(rates)
    assert not [value for value in rates if value.startswith("0.00%")]
    assert {"年报表格", "正文"} <= set(table["来源"])
    figure = json.dumps(specs(app)[0], ensure_ascii=False)
    assert "不适用：没有办理的申请" in figure
    assert "待核" in "".join(table["来源"])
    assert "来源待核，确认前不画入图" in shown(app)


def test_kinds_of_applicants_that_a_report_does_not_give_say_why_in_each_cell(app):  # noqa: F811
    app.switch_page(PAGE).run()

    kinds = next(table for table in tables(app) if "自然人" in table.columns)
    assert not kinds[["自然人", "商业企业", "其他"]].eq("").any(axis=None)
    assert {"只见节选", "0"} == set(kinds["自然人"])


def test_places_and_years_come_from_the_address(app):  # noqa: F811
    app.query_params["y"] = "2024"

    app.switch_page(PAGE).run()

    assert len(counts(app)) == 1
