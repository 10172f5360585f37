"""A number that was read wrongly is corrected on the page or in a sheet: with a name, a reason and its history,
and its label says the new one.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from core import store
from core.cli import main
from core.errors import DocumentError
from core.export.corrections import HEAD, SHEET, history, read_sheet
from core.export.formats import exported
from core.library import Library, open_library
from core.library.corrections import Asked, apply
from core.library.link import VERSION, Link
from core.library.since import since
from core.screens import exhibits_of
from tests.shipped import shipped_store

ROOT = Path(__file__).resolve().parent.parent
LINK = Link.parse("indicator?i=positive_rate")
SIGNED = {"who": "张三", "why": "对照了官网"}


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[Library]:
    """The library of a store that one test changes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(store.ADDRESS, shipped_store(f"sqlite:///{tmp_path / 'corrections.db'}"))
        yield open_library()


def number_of(library: Library, place: str = "songjiang") -> str:
    return next(
        row.fact_id for row in exhibits_of(LINK, library)[0].rows if row.place.id == place and row.value is not None
    )


def with_lines(content: bytes, *lines: tuple[str, ...]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for line in lines:
        book[SHEET].append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_sheet_goes_out_is_written_in_and_comes_back_with_its_history(changing, tmp_path, capsys):
    number = number_of(changing)
    file = tmp_path / "月报.xlsx"
    content = exported(".xlsx", exhibits_of(LINK, changing), changing)
    file.write_bytes(
        with_lines(
            content,
            (number, "数值", "", "98.5", "张三", "原文漏了一位", ""),
            (number, "统计期", "", "去年", "张三", "x", ""),
        )
    )

    assert main(["import-corrections", str(file)]) == 2
    told = capsys.readouterr().out
    assert "第 2 行" in told and "已更正" in told and "第 3 行" in told and "不是统计期" in told and "更正 1 处" in told

    after = open_library()
    [row] = [row for row in exhibits_of(LINK, after)[0].rows if row.fact_id == number]
    assert (row.value, row.written) == (98.5, "98.5%")
    assert "99.99%" in row.quote and "corrected" in row.caveats
    book = openpyxl.load_workbook(io.BytesIO(exported(".xlsx", exhibits_of(LINK, after), after)))
    assert [cell.value for cell in book[SHEET][2]][:6] == [number, "数值", "99.99", "98.5", "张三", "原文漏了一位"]
    checkers = {line[-3] for line in book["事实"].iter_rows(min_row=2, values_only=True)}
    assert "张三" in checkers
    assert read_sheet(exported(".xlsx", exhibits_of(LINK, after), after), "x.xlsx") == []  # history is not done again


def test_the_same_sheet_twice_changes_nothing_and_an_outdated_one_is_refused(changing):
    asked = Asked(number_of(changing), "数值", "98.5", **SIGNED)
    assert apply(asked).changed
    assert not apply(asked).changed and not apply(asked).refused
    outdated = apply(Asked(asked.number, "数值", "97", before="99.99", **SIGNED))
    assert outdated.refused and "98.5" in outdated.words


def test_words_of_the_screen_are_understood(changing):
    number = number_of(changing)
    assert apply(Asked(number, "性质", "目标", **SIGNED)).changed
    assert apply(Asked(number, "指标", "热线回访满意率", **SIGNED)).changed
    assert [line[1:4] for line in history()] == [("性质", "实绩", "目标"), ("指标", "好评率", "热线回访满意率")]


@pytest.mark.parametrize(
    ("field", "after", "said"),
    [
        ("颜色", "红", "没有“颜色”"),
        *[("数值", odd, "不是数字") for odd in ("很多", "inf", "nan", "1_000", "1e3", "１２")],
        ("性质", "梦想", "不认识。可用：实绩、目标"),
        ("指标", "不存在的指标", "照指标字典写名称"),
    ],
)
def test_what_cannot_be_corrected_says_why(library, field, after, said):
    outcome = apply(Asked(number_of(library), field, after, **SIGNED))
    assert outcome.refused and said in outcome.words and history() == []


def test_unknown_numbers_and_nobody_are_refused(library):
    assert "没有编号" in apply(Asked("songjiang-2023:1:x", "数值", "1", **SIGNED)).words
    assert "没有编号" in apply(Asked("nowhere", "年份", "2023", **SIGNED)).words
    assert "谁" in apply(Asked(number_of(library), "数值", "1", who="", why="")).words


def test_the_year_of_a_report_is_corrected_in_a_sheet_too(changing):
    assert "年份" in apply(Asked("songjiang-2023", "年份", "明年", **SIGNED)).words
    assert apply(Asked("songjiang-2023", "备注", "已核", **SIGNED)).changed


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", "编号,项目".encode()])
def test_what_is_no_sheet_is_refused_in_a_sentence(content):
    with pytest.raises(DocumentError, match="xlsx"):
        read_sheet(content, "x.xlsx")


def test_a_sheet_without_its_columns_is_refused():
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.save(file)
    with pytest.raises(DocumentError, match="没有“更正”表"):
        read_sheet(file.getvalue(), "x.xlsx")
    book.create_sheet(SHEET).append(list(HEAD[:3]))
    book.save(file := io.BytesIO())
    with pytest.raises(DocumentError, match="缺少这几列：改为、谁、为什么、何时"):
        read_sheet(file.getvalue(), "x.xlsx")


def test_a_link_says_what_changed_since_it_was_copied(changing, capsys, tmp_path):
    copied = changing.version
    assert since(copied, changing.version) == [] == since("", changing.version)
    apply(Asked(number_of(changing), "数值", "98.5", **SIGNED))
    now = open_library().version
    told = since(copied, now)
    assert copied in told[0] and "1 次变化" in told[0] and now in told[0]
    assert "张三" in told[1] and "由“99.99”改为“98.5”" in told[1]
    assert "没有过这个版本" in since("9-deadbeef", now)[0]
    assert main(["export", str(tmp_path / "x.csv"), "--link", LINK.with_(VERSION, copied).written()]) == 0
    assert told[1] in capsys.readouterr().out


def test_the_page_of_the_report_corrects_a_number(changing, monkeypatch, caplog):
    def here(*_, **__):
        raise AssertionError("a report is read again in the process that serves the pages")

    monkeypatch.setattr("core.store.correcting.read_again", here)
    caplog.set_level("INFO")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.query_params["d"] = "songjiang-2023"
    app.query_params["a"] = number_of(changing).split(":")[1]
    app.switch_page("pages/check/text.py").run()
    next(box for box in app.selectbox if box.label == "项目").select("value")
    next(box for box in app.text_input if box.label == "改为").input("98.5")
    submit = next(button for button in app.button if button.label == "更正")
    submit.click().run()
    assert any("谁" in error.value for error in app.error)
    next(box for box in app.text_input if box.label == "谁").input("张三")
    next(box for box in app.text_input if box.label == "为什么").input("对照了官网")
    next(button for button in app.button if button.label == "更正").click().run()
    assert not app.exception and len(history()) == 1
    assert "kind=fact" in caplog.text and "who=张三" in caplog.text
    assert any("98.5%" in html.proto.body for html in app.get("html"))
