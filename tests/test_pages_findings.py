"""疑点 as a visitor uses it: filters in the address, both sentences, a conclusion that stays."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from core import store
from tests.sent import tables
from tests.test_pages import app, shown  # noqa: F401  (fixtures)

PAGE = "pages/check/findings.py"
GRAVEST = "14771"  # what the parts of the one wrong sum add up to


@pytest.fixture
def page(app) -> AppTest:  # noqa: F811
    return app.switch_page(PAGE).run()


def test_the_gravest_comes_first_with_its_sentence_and_what_was_computed(page):
    table = tables(page)[0]

    assert table["结论"].iloc[0] == "有误"
    assert list(table["结论"]).count("有误") == 1
    assert "通过" not in set(table["结论"])
    assert GRAVEST in shown(page)
    assert "<mark>14711次</mark>" in shown(page)
    assert any("通过的核对" in expander.label for expander in page.expander)


def test_report_and_verdict_are_taken_from_the_address(app):  # noqa: F811
    app.query_params["d"], app.query_params["v"] = "masked-2023", "masked"

    app.switch_page(PAGE).run()

    assert set(tables(app)[0]["结论"]) == {"不可判"}
    assert "1 份报告" in shown(app)


def test_what_matches_nothing_says_so(app):  # noqa: F811
    app.query_params["d"], app.query_params["v"] = "masked-2023", "error"

    app.switch_page(PAGE).run()

    assert "没有核对结果" in app.info[0].value


def test_a_conclusion_needs_a_name_is_kept_and_shown(page):
    press(page)
    assert "请写明" in page.error[0].value

    next(box for box in page.text_input if box.label == "核对人").set_value("李明*")
    next(box for box in page.text_input if box.label == "理由").set_value("原文如此，3~5%")
    press(page)

    assert not page.exception
    assert any("李明" in caption.value and "属实" in caption.value for caption in page.caption)
    assert store.reviews()["why"].tolist() == ["原文如此，3~5%"]
    assert tables(page)[0]["已核"].iloc[0] == "属实"


def press(page: AppTest) -> None:
    next(button for button in page.button if button.label in ("标为已核", "改写结论")).click().run()
