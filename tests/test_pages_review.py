"""核对 as an editor uses it: accept, compare, take back; what nobody said yes to is compared nowhere; a viewer writes
by no route.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from core import store
from core.declarations import load_places
from core.errors import StoreError
from core.export.formats import exported
from core.library import open_library
from core.library.link import Choices, Link
from core.reading import read_bytes
from core.screens import exhibits_of, view_of
from core.screens.review import queue
from core.store import Filing, Judgement, Store
from core.store.engine import open_store
from tests.frames import Frames
from tests.sent import tables
from tests.served import running_server
from tests.store_world import raw_document
from tests.test_pages import app, shown, unfold  # noqa: F401  (fixtures)
from tests.test_scans import LINES, as_file, fake, sheet  # noqa: F401  (fixture)

PAGE = "pages/check/review.py"
PLACE = next(place for place in load_places().values() if place.province and place.usual)
TEXT = "2019年工作总结\n一、工作情况\n电子证照归集80类，对外共享3300万次。大厅全年消防演练12次。\n"
NUMBER, SUGGESTED = "3300万次", "ecert_used"
ELSEWHERE = {"X-Forwarded-For": "192.0.2.7"}


def bring(to: Store | None = None) -> str:
    """Import a report with one number that nothing claims and one indicator is suggested for; return its id."""
    issuer = PLACE.issuers[0].name if PLACE.issuers else f"{PLACE.name}政务服务局"
    filing = Filing(PLACE.id, issuer, PLACE.level, 2019, "summary", "2019年工作总结")
    return store.import_report(raw_document(TEXT), filing, store=to).report


def number_of(report: str, to: Store | None = None) -> pd.Series:
    facts = store.facts(document=report, store=to)
    return facts[facts["written"] == NUMBER].iloc[0]


@pytest.fixture
def report(own_store):
    id = bring()
    yield id
    store.delete_report(id)


@pytest.fixture
def page(app, report) -> AppTest:  # noqa: F811
    app.query_params["x"] = f"n:{number_of(report)['fact_id']}"
    unfold(app, "proposed")
    unfold(app, "judged")
    return app.switch_page(PAGE).run()


def press(page: AppTest, label: str) -> None:
    next(button for button in page.button if button.label.startswith(label)).click().run()


def sign(page: AppTest) -> None:
    next(box for box in page.text_input if box.label == "核对人").set_value("李明")


def compared() -> str:
    """Return all that 指标对比 says of the suggested indicator."""
    view = view_of(Choices(Link.parse(f"indicator?i={SUGGESTED}&p={PLACE.id}")), open_library())
    return "\n".join(cell.words for exhibit in view.all for line in exhibit.table.lines for cell in line)


def test_what_is_accepted_is_compared_with_its_mark_and_what_is_taken_back_is_not(page, report):
    assert f"<mark>{NUMBER}</mark>" in shown(page)
    assert "有利：" in shown(page) and "不利：" in shown(page)
    assert NUMBER not in compared(), "nothing suggested is compared before a person said yes"

    press(page, "采用 1")
    assert "请写明是谁" in page.error[0].value
    assert NUMBER not in compared()

    sign(page)
    press(page, "采用 1")
    assert not page.exception and "已记下" in page.success[0].value
    fact = number_of(report)
    assert (fact["indicator"], fact["caveats"]) == (SUGGESTED, "corrected")
    assert NUMBER in compared() and "经人工更正" in compared()
    assert "新说法" in shown(page) and "李明" in shown(page)
    assert f"n:{fact['fact_id']}" not in {item.key for item in queue(open_library())}

    change = store.history(kind="judge").iloc[0]
    assert (change["who"], NUMBER in change["before"]) == ("李明", True)
    store.undo(int(change["id"]), who="王芳")
    assert number_of(report)["indicator"] == "" and NUMBER not in compared()
    assert store.judgements().empty and store.proposed_words().empty and store.corrections(report=report).empty


@pytest.mark.parametrize(("label", "waits"), [("不是指标", False), ("都不对", False), ("只记备注", True)])
def test_every_other_answer_changes_no_figure(page, report, label, waits):
    before = number_of(report)
    sign(page)
    press(page, label)

    assert not page.exception
    pd.testing.assert_series_equal(before, number_of(report))
    assert (f"n:{before['fact_id']}" in {item.key for item in queue(open_library())}) == waits
    store.undo(int(store.history(kind="judge").iloc[0]["id"]), who="李明")


def test_a_number_in_the_sample_that_reads_wrong_leaves_the_comparison(app):  # noqa: F811
    item = next(iter(queue(open_library(), ("sample",))))
    app.query_params["k"], app.query_params["x"] = "sample", item.key
    page = app.switch_page(PAGE).run()  # noqa: F811
    sign(page)
    press(page, "读错了")

    facts = store.facts(document=item.document)
    assert facts.loc[facts["fact_id"] == item.fact, "indicator"].tolist() in ([""], [])
    assert "抽查了 1 个数字，读错 1 个" in shown(page)
    store.undo(int(store.history(kind="judge").iloc[0]["id"]), who="李明")


@pytest.fixture
def scan(own_store, fake):  # noqa: F811
    filing = Filing(PLACE.id, f"{PLACE.name}政务服务局", PLACE.level, 2021, "summary", LINES[0])
    id = store.import_report(read_bytes(as_file(sheet(LINES)), "扫.png"), filing).report
    yield id
    store.delete_report(id)


def test_figures_of_a_scanned_page_are_confirmed_together_each_beside_its_picture(app, scan):  # noqa: F811
    """What is not ticked stays, nothing is noted without a name, and each is undone by itself."""
    waiting = [item for item in queue(open_library(), ("scanned",)) if item.document == scan]
    assert len(waiting) == 2
    app.query_params["x"] = waiting[0].key
    unfold(app, "confirming")
    page = app.switch_page(PAGE).run()
    [box] = page.checkbox
    assert "与原件一致" in box.label and next(b for b in page.button if b.label.startswith("打勾的")).disabled
    box.check().run()
    press(page, "打勾的 1 个")
    assert page.error and [item for item in queue(open_library(), ("scanned",)) if item.document == scan] == waiting

    sign(page)
    press(page, "打勾的 1 个")
    [left] = [item for item in queue(open_library(), ("scanned",)) if item.document == scan]
    assert left.key == waiting[0].key and "1 个数字读得对" in page.success[0].value
    store.undo(int(store.history(kind="judge").iloc[0]["id"]), who="李明")
    assert [item for item in queue(open_library(), ("scanned",)) if item.document == scan] == waiting


def test_a_colleague_is_asked_and_both_words_stand_in_the_annex_of_the_document(page, report):
    sign(page)
    next(box for box in page.text_input if box.label == "同事的姓名").set_value("王芳").run()
    press(page, "交给这位同事")
    fact = number_of(report)
    assert [item.asked for item in queue(open_library()) if item.fact == fact["fact_id"]] == ["王芳"]

    said = Judgement(report, int(fact["start"]), int(fact["end"]), "accepted", indicator=SUGGESTED)
    store.judge(said, who="王芳", why="原文说的是证照")
    library = open_library()
    exhibits = exhibits_of(Link.parse(f"indicator?i={SUGGESTED}&p={PLACE.id}"), library)
    paper = Document(io.BytesIO(exported(".docx", exhibits, library)))
    told = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "请同事看（王芳）" in told and "王芳" in told.split("请同事看（王芳）")[1] and "原文说的是证照" in told
    for change in store.history(kind="judge")["id"].head(2):
        store.undo(int(change), who="李明")


def test_filters_stand_in_the_address_and_bound_the_queue(app, report):  # noqa: F811
    app.query_params["k"], app.query_params["g"], app.query_params["w"] = "fills", PLACE.id, "2019"
    page = app.switch_page(PAGE).run()  # noqa: F811

    assert tables(page)[0]["数字"].tolist() == [NUMBER]


def test_what_was_accepted_and_corrected_away_can_be_accepted_again(report):
    fact = number_of(report)
    place = (report, int(fact["start"]), int(fact["end"]))
    said = Judgement(*place, "accepted", indicator=SUGGESTED)
    store.judge(said, who="李明", why="")
    store.correct_fact(*place, SUGGESTED, field="indicator", after="", who="王芳", why="再看看")
    store.judge(said, who="李明", why="看过了")

    assert number_of(report)["indicator"] == SUGGESTED
    assert store.judgements()["why"].tolist() == ["看过了"]


def test_who_looked_at_another_reading_is_told(report):
    fact = number_of(report)
    said = Judgement(report, int(fact["start"]), int(fact["end"]), "accepted", indicator=SUGGESTED)
    store.judge(said, who="李明", why="")

    with pytest.raises(StoreError, match="刚刚变过"):
        store.judge(said, who="王芳", why="")
    for indicator, sentence in (("requests_by_subject", "请写明这是其中哪一类"), ("nothing", "不认识")):
        with pytest.raises(StoreError, match=sentence):
            store.judge(replace(said, indicator=indicator, seen=SUGGESTED), who="李明", why="看看")
    with pytest.raises(StoreError, match="不认识"):
        store.judge(Judgement(report, said.start, said.end, "maybe", seen=SUGGESTED), who="李明", why="看看")


def test_a_viewer_answers_by_no_frame_and_the_interface_has_no_way_to(tmp_path: Path):
    with running_server(tmp_path) as served:
        office = open_store(f"sqlite:///{(served.folder / 'duibiao.db').as_posix()}")
        report = bring(office)
        opened = {"x": f"n:{number_of(report, office)['fact_id']}"}
        here, there = Frames(served), Frames(served, **ELSEWHERE)
        seen = here.run("review", opened)
        accept = next(id for (kind, label), id in seen.ids.items() if kind == "button" and label.startswith("采用 1"))
        frames = {seen.ids["text_input", "核对人"]: "李明", accept: True}

        shown_there = there.run("review", opened)
        assert not any(label.startswith("采用") for _, label in shown_there.ids)
        assert "还没有设立编辑" in "".join(shown_there.words)
        there.run("review", opened, frames)
        assert store.judgements(store=office).empty and number_of(report, office)["indicator"] == ""

        here.run("review", opened, frames)
        assert number_of(report, office)["indicator"] == SUGGESTED
        here.close()
        there.close()
