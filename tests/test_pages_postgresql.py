"""Every page opens on PostgreSQL, and a report is brought, corrected and taken back there, as on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import store
from tests.postgres import own_schema
from tests.shipped import shipped_store

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(file.relative_to(ROOT).as_posix() for file in ROOT.glob("pages/*/*.py") if file.parent.name != "ui")
REPORT = "2016年工作总结\n一、工作情况\n全年热线受理1200件，回访满意率98.5%。\n"


@pytest.fixture(scope="module")
def built(postgres_address: str) -> Iterator[None]:
    with own_schema(postgres_address) as address, pytest.MonkeyPatch.context() as patch:
        patch.setenv(store.ADDRESS, shipped_store(address))
        yield
        store.open_store().engine.dispose()


def test_every_page_opens(built: None):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    for page in PAGES:
        app.switch_page(page).run()
        assert not app.exception and not app.error and len(app.title) == 1, page


def test_a_report_is_brought_and_taken_back(built: None):
    before = len(store.reports())
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.switch_page("pages/manage/import_report.py").run()
    app.text_area(key="pasted").set_value(REPORT).run()
    next(button for button in app.button if button.label == "确认导入").click().run()
    assert "已导入" in app.success[0].value and len(store.reports()) == before + 1

    app.session_state["change_chosen"] = int(store.history(kind="import")["id"].iloc[0])
    app.switch_page("pages/manage/changes.py").run()
    next(button for button in app.button if button.label == "撤销这一条").click().run()
    assert "已撤销" in app.success[0].value and len(store.reports()) == before
