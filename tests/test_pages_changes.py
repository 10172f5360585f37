"""变更记录 on screen: a correction stands there and is taken back; a deleted report comes back from the bin."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import store
from tests.store_world import raw_document

ROOT = Path(__file__).resolve().parent.parent
TEXT = "2016年工作总结\n一、工作情况\n热线受理1200件。\n"


@pytest.fixture(scope="module")
def report(own_store: None) -> str:
    filing = store.propose_filing(raw_document(TEXT), title="=1+1 *总结*", issuer="某局").filing
    return store.import_report(raw_document(TEXT), filing).report


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


def opened(app: AppTest, chosen: int = -1) -> AppTest:
    app.session_state["change_chosen"] = chosen
    app.switch_page("pages/manage/changes.py").run()
    assert not app.exception
    return app


def test_a_correction_is_listed_and_taken_back_apart(report: str, app: AppTest, monkeypatch: pytest.MonkeyPatch):
    store.correct_report(report, title="新标题", who="李明", why="笔误")
    made = int(store.history(kind="filing")["id"].iloc[0])

    monkeypatch.setattr("core.store.undoing._turn_back", lambda *_: pytest.fail("done in the process of the pages"))
    opened(app, made)
    assert "标题 =1+1 *总结*" in list(app.dataframe[0].value["之前"])
    next(button for button in app.button if button.label == "撤销这一条").click().run()

    assert "已撤销" in app.success[0].value
    assert store.report(report).document.title == "=1+1 *总结*"


def test_a_deleted_report_comes_back_from_the_bin(report: str, app: AppTest):
    store.delete_report(report)

    opened(app)
    next(button for button in app.button if button.label == "恢复").click().run()

    assert report in set(store.reports()["id"])
    assert any("（0 份" in expander.label for expander in app.expander)


def test_two_texts_of_a_report_are_held_against_each_other(report: str, app: AppTest):
    revised = raw_document(TEXT.replace("1200", "1300"))
    filing = store.propose_filing(revised, title="=1+1 *总结*", issuer="某局").filing
    after = store.import_report(revised, filing, replace=True).report

    app.query_params["d"] = after
    app.switch_page("pages/manage/reports.py").run()
    box = app.selectbox(key="ed")
    box.select_index(1).run()

    assert not app.exception
    [table] = [frame.value for frame in app.dataframe if "前一版" in frame.value]
    assert list(table["前一版"]) == ["1200件"] and list(table["后一版"]) == ["1300件"]


def test_the_filters_of_the_changes_stand_in_the_address(app: AppTest):
    app.query_params["did"] = "导入"
    app.switch_page("pages/manage/changes.py").run()

    assert not app.exception and app.selectbox(key="did").value == "import"
