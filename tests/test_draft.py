"""写前自检: what is unclear in a draft is named with a way to write it that makes up no number; nothing is stored."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core import store
from core.analysis.drafts import CLEARLY, CORRECT, LEAST_BODIES, OF_FINDING, Draft, absent_from, check_draft
from core.cli import main
from core.declarations import load_indicators, load_places
from core.export.draft import AUTHOR, draft_docx
from core.reading import read_bytes
from core.store import ADDRESS
from core.store.filing import document_of, propose
from tests.shipped import shipped_store

ROOT = Path(__file__).resolve().parent.parent
TITLE = "示例市青溪区政务服务中心2024年工作总结"
UNCLEAR = [
    ("全年办理各类事项近80余万件。", "措辞", "近80余万件"),
    ("全年制作证照1647余张。", "措辞", "1647余张"),
    ("我局未收到件政府信息公开申请。", "措辞", "未收到件"),
    ("近年来共受理投诉35件。", "统计期", "近年来"),
    ("帮办代办100件，其中企业开办60件、工程建设45件。", "待核", ""),
    ("群众满意率99.2%，同比增长3%。", "措辞", "3%"),
    ("热线按时办结率98.5%。", "统计范围", "98.5%"),
]


def drafted(text: str, dated: bool = True) -> Draft:
    raw = read_bytes(f"{TITLE}\n\n一、工作情况\n{text}\n".encode(), "草稿.txt")
    filing = propose(raw, load_places())
    return check_draft(document_of("draft", filing, raw.raw), load_indicators(), load_places(), dated)


@pytest.mark.parametrize(("text", "kind", "written"), UNCLEAR)
def test_what_is_unclear_is_named_where_it_stands(text: str, kind: str, written: str):
    draft = drafted(text)
    remarks = [r for r in draft.remarks if r.kind == kind and draft.document.raw[r.start : r.end].startswith(written)]

    assert remarks and all(r.sentence in text and r.instead for r in remarks)


def test_a_clear_text_has_no_remark():
    draft = drafted("全区热线按时办结率98.5%。全区各级政务大厅设综合窗口36个。")

    assert draft.remarks == () and draft.figures == 2


def test_a_year_that_nobody_says_is_asked_for():
    assert [r.kind for r in drafted("全区办件5万件。", dated=False).remarks if r.start < 0] == ["年份"]


def test_no_way_of_writing_holds_a_number():
    ways = [instead for _, instead in CLEARLY.values()] + list(OF_FINDING.values()) + [CORRECT]

    assert not [way for way in ways if re.search(r"\d", way)]


def test_what_several_state_and_the_draft_does_not_is_named_without_figures():
    known = load_indicators()
    asked, stated = [id for id, one in known.items() if "summary" in one.genres][:2]
    bodies = range(LEAST_BODIES)
    told = {"role": "actual", "status": "stated", "part": "", "whose": "", "trust": "official"}
    facts = pd.DataFrame(
        [{"indicator": id, "place": f"p{n}", "document": f"d{n}", **told} for id in (asked, stated) for n in bodies]
    )
    reports = pd.DataFrame({"kind": "summary"}, index=[f"d{n}" for n in bodies])
    found = absent_from({stated}, "summary", facts, reports, known)

    assert [(one.indicator, one.bodies) for one in found] == [(asked, LEAST_BODIES)]
    assert absent_from({stated}, "summary", facts.assign(trust="pending"), reports, known) == ()
    assert absent_from({stated}, "summary", facts, reports.assign(kind="disclosure"), known) == ()


def test_the_word_file_holds_the_text_and_a_comment_on_each_number():
    draft = drafted("".join(text for text, _, _ in UNCLEAR))
    paper = docx.Document(io.BytesIO(draft_docx(draft, ())))
    text = "\n".join(p.text for p in paper.paragraphs)

    assert TITLE in text and UNCLEAR[0][0] in text
    comments = list(paper.comments)
    assert len(comments) == len([r for r in draft.remarks if r.start >= 0])
    assert {comment.author for comment in comments} == {AUTHOR}
    assert any("近80余万件" in comment.text for comment in comments)


def test_the_command_writes_remarks_and_the_word_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv(ADDRESS, shipped_store(f"sqlite:///{tmp_path}/store.sqlite3"))
    file, word = tmp_path / "草稿.txt", tmp_path / "出.docx"
    file.write_text(f"{TITLE}\n\n一、工作情况\n{UNCLEAR[0][0]}\n", "utf-8")
    assert main(["audit", str(file), "--draft", "--word", str(word)]) == 0
    assert "近80余万件" in capsys.readouterr().out and word.read_bytes()[:2] == b"PK"
    assert main(["audit", str(file), str(file), "--word", str(word)]) == 2


def test_the_page_checks_what_is_pasted_and_stores_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(ADDRESS, shipped_store(f"sqlite:///{tmp_path}/store.sqlite3"))
    before = store.data_version()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.switch_page("pages/manage/draft.py").run()
    app.text_area(key="draft_pasted").set_value(f"{TITLE}\n\n一、工作情况\n{UNCLEAR[0][0]}").run()

    assert not app.exception
    assert "近80余万件" in "".join(each.value for each in app.html)
    assert store.data_version() == before
