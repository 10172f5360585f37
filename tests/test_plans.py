"""计划与落实: what a plan says is found, nothing is lost whatever people conclude, and silence is never called failure."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import store
from core.analysis.plans import Promise, Report, State, ledger, without_plan
from core.declarations import load_indicators, load_places
from core.model import Document
from core.parsing.commitments import find_commitments
from core.pipeline import read_facts
from tests.documents import document_of
from tests.sent import tables

ROOT = Path(__file__).resolve().parent.parent
PLANS = "pages/analyse/plans.py"


def document(raw: str, year: int = 2022, place: str = "yuhua", issuer: str = "某局") -> Document:
    return document_of(
        raw, year, id=f"{place}-{year}", place=place, issuer=issuer, level="市辖区", title=f"{year}年工作总结"
    )


def found_in(raw: str) -> list[tuple[str, str, str, str]]:
    report = document(raw)
    return [
        (c.quote, c.action, c.date, c.body)
        for c in find_commitments(report, read_facts(report, load_indicators()).sections)
    ]


PLAN = "2022年工作总结\n一、工作情况\n完成改造8处。\n二、2023年工作计划\n"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("一是新增“一件事”12个，6月底前上线。", ("新增“一件事”12个，6月底前上线。", "新增", "6月底前", "")),
        (
            "(二)由数据局牵头建设共享平台，年底前建成。",
            ("由数据局牵头建设共享平台，年底前建成。", "建设", "年底前", "数据局"),
        ),
        ("3.热线满意率达到97%以上；", ("热线满意率达到97%以上；", "达到", "", "")),
    ],
)
def test_a_sentence_of_a_plan_is_read_with_its_action_date_and_body(raw, expected):
    assert found_in(PLAN + raw) == [expected]


@pytest.mark.parametrize("raw", ["(一)深化改革再发力\n", "以人民为中心。", "今年天气很好，同志们辛苦了。"])
def test_headings_and_slogans_are_no_commitments(raw):
    assert found_in(PLAN + raw) == []


def test_what_was_done_is_no_commitment():
    assert found_in("2022年工作总结\n一、工作情况\n推进改革，新增窗口8个，年底前建成。") == []


def as_reports(*documents: Document) -> list[Report]:
    return [Report(d, read_facts(d, load_indicators()).sections) for d in documents]


def ledger_of(*documents: Document) -> tuple[Promise, ...]:
    from core.declarations import load_places
    from core.facts import facts_frame

    indicators = load_indicators()
    return ledger(
        as_reports(*documents), facts_frame([(d, read_facts(d, indicators)) for d in documents], load_places())
    )


def test_the_next_report_of_the_same_issuer_answers_by_the_same_indicator():
    plan = document(PLAN + "全程网办率提升至90%以上。")
    later = document("2023年工作总结\n一、工作情况\n事项全程网办率达到92.5%。", 2023)
    [promise] = ledger_of(plan, later)
    assert promise.state is State.LEADS
    assert promise.leads[0].why == "同一指标" and "92.5%" in promise.leads[0].quote


def test_another_issuer_answers_nothing():
    plan = document(PLAN + "全程网办率提升至90%以上。")
    [promise] = ledger_of(plan, document("2023年工作总结\n一、工作情况\n全程网办率达到92.5%。", 2023, issuer="别的局"))
    assert promise.state is State.NOT_YET and promise.leads == ()


@pytest.fixture(scope="module")
def shipped(library) -> list[Report]:
    return as_reports(*(library.report(id).document for id in library.reports["id"]))


def test_the_plans_that_ship(library, shipped):
    """雨花 and 松江 show open plans for 2024, the masked report its masked ones, 邵阳 has later reports to be held
    against.
    """
    found = ledger(shipped, library.facts())
    states = {(p.place.id, p.commitment.year): set() for p in found}
    for promise in found:
        states[promise.place.id, promise.commitment.year].add(promise.state)
        raw = library.report(promise.commitment.document).document.raw
        assert raw[promise.commitment.start : promise.commitment.end] == promise.commitment.quote
    assert states[("yuhua", 2024)] == states[("songjiang", 2024)] == {State.NOT_YET}
    assert states[("shaoyang", 2020)] <= {State.LEADS, State.EXCERPT}  # only excerpts of its later reports were seen
    masked = [row for p in found if p.place.id == "masked" for row in p.targets]
    assert masked and any(row.masked and row.value is None for row in masked)


def test_a_place_without_a_plan_says_so(library, shipped):
    told = without_plan(shipped, list(load_places().values()))
    assert list(map(attrgetter("id"), told)) == ["ankang", "ankang_city", "ankang_gaoxin"]
    assert all("没有工作计划" in why for why in told.values())


def test_no_commitment_is_lost_whatever_is_concluded(library):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.switch_page(PLANS).run()
    app.session_state["deciding_open"] = True
    app.run()
    before = len(next(table for table in tables(app) if "要做什么" in table))
    form = [button for button in app.button if button.label == "保存结论"]
    state = next(box for box in app.selectbox if box.label == "状态" and "推进中" in box.options)
    state.select("已兑现")
    next(box for box in app.text_input if box.label == "谁").input("张三")
    next(box for box in app.text_input if box.label == "理由").input("次年报告写明")
    form[0].click().run()
    assert not app.exception
    after = next(table for table in tables(app) if "要做什么" in table)
    assert len(after) == before and (after["状态"] == "已兑现").sum() == 1
    assert any("不等于没有完成" in block.value for block in app.html)


def test_a_decision_that_pages_show_raises_the_version(library):
    before = store.data_version()
    store.keep("decision", "k", "{}", "张三", counts="张三 判断了一条计划")
    assert store.data_version() != before
    between = store.data_version()
    store.keep("basket", "例会", "x", "张三")
    assert store.data_version() == between
