"""Every page runs, from the entry point, as a visitor would open it, on the data that ship."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from unittest.mock import Mock

import pytest
from streamlit.testing.v1 import AppTest

from core import store
from core.analysis.compare import side_by_side
from core.analysis.profile import profile
from core.analysis.rows import Row
from core.declarations import load_indicators, load_places, load_themes
from core.errors import StoreError
from core.export.columns import MARGINS, letters
from core.library import library_at, open_library
from core.library.menus import reports_menu
from core.screens.exhibit import plain
from core.words import REASONS, ROLES
from pages.ui.address import PATHS
from pages.ui.glossary import explained
from pages.ui.tables import FIGURE, FOLD, LETTER, REST, ROOM, ROOM_BESIDE, ROOM_OF_PHONE, laid_out
from tests.sent import specs, tables

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    file.relative_to(ROOT).as_posix() for file in ROOT.glob("pages/*/*.py") if file.parent.name not in ("ui", "reader")
)
COMPARE, PROFILE, TREND, TEXT = (
    "pages/look/indicator.py", "pages/look/profile.py", "pages/analyse/trend.py", "pages/check/text.py",
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("own_store")


@pytest.fixture
def app(own_store: None) -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


def shown(app: AppTest) -> str:
    """Return all that a page says in text, tables and HTML."""
    texts = [each.value for kind in ("html", "markdown", "caption", "subheader") for each in getattr(app, kind)]
    folded = [each.label for each in app.expander]
    return "\n".join([*texts, *folded, *(each.replace("\n", "", regex=True).to_csv() for each in tables(app))])


def unfold(app: AppTest, key: str) -> None:
    """Open something folded, as a click on it does: what stands in it is made then."""
    app.session_state[f"{key}_open"] = True


def drawn(app: AppTest) -> str:
    """Return the figure of a page as text."""
    return json.dumps(specs(app)[0], ensure_ascii=False)


@cache
def views() -> list[tuple[str, list[Row]]]:
    """Return every indicator with the rows of its comparison, all places, latest years."""
    facts, places = store.facts(), [place for place in load_places().values() if place.usual]
    known = facts.loc[facts["status"] != "gap", "indicator"].unique()
    return [
        (id, list(side_by_side(facts[facts["indicator"] == id], indicator, places, []).rows))
        for id, indicator in load_indicators().items()
        if id in known
    ]


def first_with(wanted) -> tuple[str, Row]:
    """Return the first indicator, and its row, of which ``wanted`` is true."""
    return next((id, row) for id, rows in views() for row in rows if wanted(row))


@pytest.mark.parametrize("page", PAGES)
def test_page_opens_inside_the_frame(app, page):
    app.switch_page(page).run()

    assert not app.exception
    assert len(app.title) == 1
    assert app.caption[-1].value.startswith("数据来自各地公开报告")
    assert "数据更新：" in shown(app)


@pytest.mark.parametrize("page", PAGES)
def test_page_says_how_to_get_data_where_there_is_none(page, tmp_path, monkeypatch):
    monkeypatch.setenv(store.ADDRESS, f"sqlite:///{tmp_path / 'empty.db'}")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()

    app.switch_page(page).run()

    assert not app.exception
    assert len(app.title) == 1
    assert any("导入" in info.value for info in app.info) or page in (
        "pages/manage/import_report.py",
        "pages/look/dictionary.py",
        "pages/manage/own.py",
    )


def test_a_page_is_shown_as_it_was_however_many_versions_came_before_the_database_went(app, monkeypatch):
    """Versions that were only begun push what was shown out of the cache: it is kept apart."""
    for version in ("begun", "begun after it"):
        library_at(version)
    with monkeypatch.context() as patch:
        patch.setattr(store, "trouble", lambda: "连不上数据库服务器")
        patch.setattr(store, "reports", lambda: pytest.fail("nothing is asked of it"))
        patch.setattr(store, "data_version", broken := Mock(side_effect=StoreError("连不上数据库服务器。")))
        app.run()
    assert broken.called and not app.exception
    assert any("现在不能导入和更正" in error.value for error in app.error)


def test_the_menu_has_the_four_sections(app):
    listed = (ROOT / "app.py").read_text("utf-8")
    assert set(PATHS.values()) == set(PAGES)
    assert [address for address in PATHS if f'"{address}"' not in listed] == []
    assert {page.split("/")[1] for page in PAGES} == {"look", "analyse", "check", "manage"}


def test_compare_quotes_the_report_marks_the_number_and_names_the_source(app):
    id, row = first_with(lambda row: row.ranked)
    app.query_params["i"] = id

    app.switch_page(COMPARE).run()

    assert f"<mark>{row.written}</mark>" in shown(app)
    assert store.report(row.document).document.title in shown(app)
    assert "摘编" in shown(app)
    assert len(specs(app)) == 1


def test_compare_says_why_a_place_is_silent(app):
    id, row = first_with(lambda row: row.silent and row.reason == "not_mentioned")
    app.query_params["i"] = id

    app.switch_page(COMPARE).run()

    assert REASONS[row.reason] in drawn(app)
    assert REASONS[row.reason] in set(tables(app)[0]["数值"])


def test_what_is_pending_is_hollow_named_so_and_left_out(app):
    id, row = first_with(lambda row: row.pending)
    app.query_params["i"] = id

    app.switch_page(COMPARE).run()

    table = tables(app)[0]
    assert "来源待核" in "".join(table["说明"])
    assert row.written not in specs(app)[0]["layout"]["title"]["text"]


def test_years_and_places_chosen_in_the_address_are_shown(app):
    id, row = first_with(lambda row: row.ranked)
    app.query_params["i"], app.query_params["p"], app.query_params["y"] = id, row.place.id, str(row.year)

    app.switch_page(COMPARE).run()

    assert set(tables(app)[0]["地区"]) == {row.place.short_name}
    assert f"{row.place.short_name} · {row.year}" in shown(app)


def test_an_unknown_word_in_a_link_falls_back_and_says_so(app):
    app.query_params["i"] = "没有这个指标*"

    app.switch_page(COMPARE).run()

    assert not app.exception
    assert any("链接里的" in caption.value and "已改用默认选择" in caption.value for caption in app.caption)


def test_another_sentence_can_be_chosen(app):
    id, rows = next((id, rows) for id, rows in views() if sum(bool(row.quote) for row in rows) > 1)
    app.query_params["i"] = id
    app.switch_page(COMPARE).run()

    sentences = app.selectbox(key="f")
    sentences.set_value(sentences.options and [row.fact_id for row in rows if row.quote][-1]).run()

    assert not app.exception
    assert any(
        row.quote[:20].strip() in shown(app).replace("<mark>", "").replace("</mark>", "") for row in rows if row.quote
    )


def test_a_trend_of_a_family_opens(app):
    families = {i.family for id, i in load_indicators().items() if i.family and id in {id for id, _ in views()}}
    app.query_params["g"] = sorted(families)[0]

    app.switch_page(TREND).run()

    assert not app.exception


def test_a_profile_lists_figures_and_reasons(app):
    place = next(iter(load_places().values()))
    app.query_params["o"] = place.id

    unfold(app, "silent")
    app.switch_page(PROFILE).run()

    assert app.title[0].value == place.name
    assert len(tables(app)[0])
    assert "未提及" in shown(app)


@pytest.mark.parametrize("place", load_places())
def test_a_profile_shows_first_what_is_and_names_every_plan_a_plan(app, place):
    app.query_params["o"] = place

    app.switch_page(PROFILE).run()

    table = tables(app)[0]
    scopes = table.get("层级与范围", table.get("其余"))  # joined with others where there is little room
    if scopes is not None:  # they differ
        assert table.loc[scopes.str.contains("目标"), "数值"].str.startswith(ROLES["target"]).all()
    else:
        assert "目标" not in shown(app).partition("层级与范围 ")[2].split("<")[0]
    rows = [row for chapter in _profile(place).chapters for row in chapter.figures if row.quote]
    if any(row.present for row in rows):
        assert next(row for row in rows if row.fact_id == app.selectbox(key="f").value).present


def _profile(place: str):
    return profile(store.facts(), load_indicators(), list(load_themes().values()), load_places()[place])


def test_the_text_page_opens_with_the_newest_whole_report(app):
    app.switch_page(TEXT).run()

    reports = store.reports()
    whole = reports[(reports["edition"] != "excerpt") & (reports["trust"] != "pending")]
    opened = reports.set_index("id").loc[app.selectbox(key="d").value]
    assert opened["edition"] != "excerpt"
    assert opened["year"] == whole["year"].max()


def test_the_menu_of_reports_goes_by_place_then_newest_year_then_whole_texts(app):
    app.switch_page(TEXT).run()

    known, places = store.reports().set_index("id"), load_places()
    listed = known.loc[[id for id in _ids(app)]]
    order = [(places[r.place].order, -r.year, r.edition == "excerpt") for r in listed.itertuples() if r.place in places]
    assert order == sorted(order)


def _ids(app: AppTest) -> list[str]:
    by_words = {words: id for id, words in reports_menu(open_library()).items()}
    return [by_words[words] for words in app.selectbox(key="d").options]


def test_the_text_page_shows_the_report_and_the_number_of_the_link(app):
    _, row = first_with(lambda row: row.ranked)
    app.query_params["d"], app.query_params["a"] = row.document, str(row.start)

    app.switch_page(TEXT).run()

    assert not app.exception
    assert f"<mark>{row.written}</mark>" in shown(app)


def test_the_dictionary_finds_by_wording_and_says_who_uses_it(app):
    app.switch_page("pages/look/dictionary.py").run()

    app.text_input(key="q").set_value("网办率").run()

    assert len(tables(app)[0]) >= 4
    assert "定义" in shown(app)


def test_the_dictionary_says_that_nothing_is_found(app):
    app.switch_page("pages/look/dictionary.py").run()

    app.text_input(key="q").set_value("不会有的说法").run()

    assert "没有哪项指标" in app.info[0].value


REPORT = """临江区行政审批局2021年工作总结

一、12345热线。全年受理诉求4.1万件，按时办结率99.5%，回访满意率3~5%，<b>不是</b>[链接](http://a.example)。
"""


def test_a_pasted_report_is_previewed_corrected_and_joins_the_pages(app):
    app.switch_page("pages/manage/import_report.py").run()
    app.text_area(key="pasted").set_value(REPORT).run()
    assert not app.exception
    assert "4.1万件" in "".join(app.dataframe[0].value["数值"])

    place = list(load_places())[0]
    next(box for box in app.selectbox if box.label == "地区").set_value(place).run()
    next(button for button in app.button if button.label == "确认导入").click().run()

    assert "已导入" in app.success[0].value
    assert place in set(store.reports().query("origin == 'imported'")["place"])

    app.text_area(key="pasted").set_value(REPORT + " ").run()
    app.text_area(key="pasted").set_value(REPORT).run()
    assert any("已经在库里" in info.value for info in app.info)


def test_a_file_that_is_no_report_is_refused_in_one_sentence(app):
    app.switch_page("pages/manage/import_report.py").run()

    app.file_uploader(key="files").upload("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00").run()

    assert not app.exception
    assert "photo" in app.error[0].value


def box(app: AppTest, label: str):
    return next(each for each in app.text_input if each.label == label)


def test_a_pending_report_is_confirmed_by_a_person_and_then_counts(app):
    pending = store.reports().query("trust == 'pending'")["id"].iloc[0]
    app.query_params["d"] = pending
    app.switch_page("pages/manage/reports.py").run()

    app.button[0].click().run()
    assert "请写明" in app.error[0].value

    box(app, "确认人").set_value("张三")
    box(app, "依据").set_value("已与 https://www.example.gov.cn/1 核对")
    app.button[0].click().run()

    assert not app.exception
    assert store.report(pending).document.trust == "official"


def test_no_page_lies_directly_in_the_pages_folder():
    """Streamlit would serve it without app.py to whoever comes by a deep link."""
    assert list((ROOT / "pages").glob("*.py")) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_short(page):
    assert len((ROOT / page).read_text("utf-8").splitlines()) < 80


def test_a_comparison_carries_its_sentence_and_the_card_of_its_family(app):
    declared = load_indicators()
    id = next(id for id, rows in views() if declared[id].family and sum(row.ranked for row in rows) > 1)
    app.query_params["i"], app.query_params["c"] = id, "true"

    app.switch_page(COMPARE).run()

    assert not app.exception
    assert any(declared[id].family in expander.label for expander in app.expander)
    assert "不可比高低、不排名" in shown(app)
    assert any(f'<pre tabindex="0">{declared[id].name}' in block.proto.body for block in app.get("html"))


def test_a_newcomer_is_answered_by_one_choice_and_finds_how_to_read_the_page(app):
    unfold(app, "guide")
    app.switch_page("pages/look/conclusion.py").run()
    assert "先在上面选我方" in shown(app)

    app.selectbox(key="o").set_value("songjiang").run()

    assert not app.exception
    told = shown(app)
    assert all(words in told for words in ("松江 ", "领先与较高", "落后与较低", "不可直接比"))
    assert '<abbr title="这个数是按什么数出来的' in told


def test_a_word_is_explained_where_it_stands_first_and_never_inside_a_tag():
    assert explained('<a title="口径">口径、口径</a>').count("<abbr") == 1
    assert explained('<a title="待核">甲</a>') == '<a title="待核">甲</a>'
    assert "只见节选</abbr>" in explained("只见节选")


@pytest.mark.parametrize("columns", [3, 8, 40])
@pytest.mark.parametrize("words", ["只见节选", "2024年1月至2024年12月31日止的全部办件", "1"])
def test_no_column_is_narrower_than_a_letter_however_many_there_are(columns, words):
    """The grid breaks words into lines without end where a column has no room for one letter, and the browser stands still."""
    table = plain([f"第{n}列" for n in range(columns)], [[words] * columns] * 3)
    for room in (ROOM, ROOM_BESIDE - FOLD):
        shown = laid_out(table, room)
        assert min(shown.widths) > 2 * LETTER
        slid = (
            letters(words) <= FIGURE
        )  # figures stand beside each other; what is longer is joined where it has no room
        assert len(shown.head) == columns or (REST in shown.head and not slid)


def test_a_long_cell_breaks_in_no_number():
    """A browser breaks a number only where its column is narrower than the number."""
    words = "“9159件”“4763件”“84件”“765件”之和为14771，与“14711次”相差60。"
    laid = laid_out(
        plain(["类别", "数字", "要核对的", "报告"], [["疑点：有误", "14711次", words, "甲区 2023"]] * 2),
        ROOM_BESIDE - FOLD,
    )
    for cell, width in zip(laid.lines[0], laid.widths, strict=True):
        longest = max((letters(number) for number in re.findall(r"[\d.,%]+", cell)), default=0)
        assert longest + MARGINS <= width / LETTER, (cell, width)
    assert any(cell == words for cell in laid.lines[0])


@pytest.mark.parametrize("room", [ROOM, ROOM_BESIDE, ROOM_OF_PHONE])
def test_a_table_never_breaks_what_is_short_nor_hides_a_cell(room):
    """What has no room beside each other is joined in the last column, by name; what all lines say is told once."""
    head = ("要做什么", "地区", "年份", "状态", *(f"第{n}项" for n in range(12)), "出处")
    lines = [
        (f"第 {line} 件要做的事，写得够长，一行放不下的那种", "甲区", f"202{line}", "未见披露", *(f"{n}0 件" for n in range(12)), "年报")
        for line in range(3)
    ]  # fmt: skip
    laid = laid_out(plain(head, lines, "j", "abc", beside=("出处",)), room)
    width = sum(laid.widths)
    assert width <= room
    assert laid.above == ("各行都是：状态 未见披露" + "".join(f" · 第{n}项 {n}0 件" for n in range(12)))
    assert "出处" not in laid.head and len(laid.lines) == 3
    unlike = laid_out(plain(head[:-1], [(*line[:3], *(f"{line[2]}{n}" for n in range(13))) for line in lines]), room)
    shown = str(unlike.lines)
    assert all(f"{line[2]}{n}" in shown for line in lines for n in range(13))
    assert sum(unlike.widths) <= room
