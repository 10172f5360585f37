"""From the first page to a deck: a figure is collected with one click, shown on the meeting screen with the keys,
and taken along as a file.
"""

from __future__ import annotations

import io
import re
import time
from urllib.parse import urlencode

import pytest
from docx import Document
from playwright.sync_api import expect
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from tests.served import running_server

pytestmark = pytest.mark.browser

TEN = (
    "positive_rate",
    "ratings_total",
    "requests_accepted",
    "hall_area",
    "service_windows",
    "callback_satisfaction",
    "licensing_items",
    "service_items_total",
    "self_service_terminals",
    "answer_rate",
)
SMALLEST = """() => Math.min(...[...document.querySelectorAll('.stMain *')].filter(e => e.offsetParent && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
SCALE = "e => new DOMMatrix(getComputedStyle(e).transform).a"


def basket_of(*indicators: str) -> str:
    return f"/basket?{urlencode([('k', f'indicator?i={indicator}&fig=compare') for indicator in indicators])}"


def test_a_figure_is_collected_and_the_basket_is_a_link(page, new_page, settle):
    page.goto("/indicator?i=positive_rate")
    settle(page)
    page.get_by_role("button", name="加入会议篮").first.click()
    page.locator(".duibiao-head a", has_text="会议篮 1").click()
    settle(page)
    expect(page.locator(".st-key-item_0")).to_contain_text("好评率")

    other = new_page()
    other.goto(page.url)
    settle(other)
    expect(other.locator(".st-key-item_0")).to_contain_text("好评率")


def test_the_keys_turn_the_screens_and_nothing_is_small(page, settle):
    page.goto(basket_of("positive_rate", "hall_area"))
    settle(page)
    page.get_by_role("button", name="进入会议模式").click()
    expect(page.locator(".keys")).to_contain_text("1 / 2")
    settle(page)
    page.locator(".js-plotly-plot").wait_for()
    assert page.evaluate(SMALLEST) >= 20
    assert not page.locator("[data-testid=stSidebar]").is_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".keys")).to_contain_text("2 / 2")
    expect(page.locator(".js-plotly-plot", has_text="大厅")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".keys")).to_contain_text("2 / 2")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="进入会议模式")).to_be_visible()


def test_order_notes_and_names(page, settle):
    page.goto(basket_of("positive_rate", "hall_area"))
    settle(page)
    rows = page.locator(".order li")
    first, last = rows.nth(0).bounding_box(), rows.nth(1).bounding_box()
    page.mouse.move(first["x"] + 60, first["y"] + 8)
    page.mouse.down()
    page.mouse.move(last["x"] + 60, last["y"] + last["height"] - 2, steps=3)
    page.mouse.up()
    expect(page.locator(".st-key-item_0")).to_contain_text("大厅")
    settle(page)
    rows.nth(0).get_by_role("button").press("Alt+ArrowDown")
    expect(page.locator(".st-key-item_0")).to_contain_text("好评率")
    settle(page)
    page.locator(".st-key-down_0 button").click()
    expect(page.locator(".st-key-item_0")).to_contain_text("大厅")
    settle(page)
    expect(page.locator(".st-key-item_0 input")).to_have_count(2)  # the other item's lines are gone
    page.locator(".st-key-item_0").get_by_label("备注").fill("先讲面积 3~5% *x*，" + "再讲口径，" * 40)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("note"))
    settle(page)
    page.locator(".st-key-item_0").get_by_label("图的标题").fill("大厅够用吗 <b>")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-item_0 .basket-card b")).to_contain_text("大厅够用吗 <b>")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".st-key-item_0 .basket-card b")).not_to_contain_text("够用吗")
    drawn = page.locator(".st-key-item_0 .basket-card img")
    assert drawn.evaluate("image => image.decode().then(() => image.naturalWidth)") == 80
    page.locator("summary", has_text="按名称保存").click()
    page.get_by_label("名称").fill("十二月例会")
    page.get_by_label("谁存的").fill("张三")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("summary", has_text="按名称保存")).to_contain_text("已存 1 个")
    page.locator(".st-key-out_1 button").click()
    expect(page.locator(".st-key-item_1")).to_have_count(0)


def test_ten_slides_of_the_four_places(page, settle):
    page.goto(basket_of(*TEN))
    settle(page)
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="幻灯片 PPTX").click()
    show = Presentation(io.BytesIO(download.value.path().read_bytes()))
    titles = [slide.shapes.title.text_frame.text for slide in show.slides]
    assert len(titles) >= len(TEN) + 2
    assert sum(shape.has_chart for slide in show.slides for shape in slide.shapes) >= 6


def taken(page, name: str, files: dict[str, bytes]) -> float:
    """Take a file along and return the seconds until it is there."""
    began = time.monotonic()
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name=name).click()
    files[name] = download.value.path().read_bytes()
    return time.monotonic() - began


@pytest.mark.alone
def test_a_newcomer_has_the_pack_from_a_link_in_six_actions(page, settle):
    """Link → slides and report that can be shown as they are; each file is there within five seconds."""
    actions = ["open the link"]
    page.goto("/?o=songjiang&y=2024")
    settle(page)
    files: dict[str, bytes] = {}
    for name in ("幻灯片 PPTX", "报告 DOCX", "会前问答单"):
        actions.append(name)
        assert any(taken(page, name, files) < 5 for _ in range(3)), name
    assert len(actions) <= 6
    show = Presentation(io.BytesIO(files["幻灯片 PPTX"]))
    assert 10 <= len(show.slides) <= 14
    assert sum(shape.has_chart for slide in show.slides for shape in slide.shapes) >= 6
    assert any(shape.shape_type == MSO_SHAPE_TYPE.PICTURE for shape in show.slides[len(show.slides) - 1].shapes)
    assert Document(io.BytesIO(files["报告 DOCX"])).paragraphs and Document(io.BytesIO(files["会前问答单"])).paragraphs


def test_the_basket_and_its_short_link_outlive_the_server(tmp_path, browser, settle):
    """What was collected is there after a restart: in the browser, and behind the short link."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="zh-CN")
    page = context.new_page()
    with running_server(tmp_path) as first:
        page.goto(f"{first.address}{basket_of('positive_rate', 'hall_area')}")
        settle(page)
        page.locator(".st-key-basket_link_actions, .st-key-basket_link").get_by_role("button", name="短链接").click()
        short = page.get_by_label("短链接").input_value()
        assert "/m/" in short
        port = first.port
    with running_server(tmp_path, port=port) as again:
        page.goto(f"{again.address}/basket")
        expect(page.locator(".st-key-item_1")).to_contain_text("大厅")
        other = browser.new_page(locale="zh-CN")
        other.goto(f"{again.address}/m/{short.rpartition('/')[2]}")
        expect(other.locator(".st-key-item_1")).to_contain_text("大厅")
        other.close()
    context.close()


def test_the_basket_survives_the_browser_and_every_change_can_be_taken_back(page, settle):
    page.goto("/indicator?i=positive_rate")
    settle(page)
    page.get_by_role("button", name="加入会议篮").first.click()
    basket = page.locator(".duibiao-head a", has_text="会议篮 1")
    expect(basket).to_be_visible()
    page.wait_for_function("() => localStorage.getItem('duibiao_basket')")  # kept a moment after it is shown
    page.reload()
    expect(basket).to_be_visible(timeout=20_000)  # the page first, then what the browser kept
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator(".duibiao-head a", has_text="会议篮 1")).to_be_visible(timeout=20_000)
    other.close()
    basket.click()
    settle(page)
    page.locator("summary", has_text="存在这个浏览器里").click()
    page.get_by_label("这一篮叫什么").fill("例会 <b>")
    page.keyboard.press("Enter")
    expect(page.locator(".shelves li")).to_contain_text("例会 <b>　1 项")
    page.get_by_role("button", name="删除 例会").click()
    expect(page.locator(".shelves li")).to_have_count(0)
    page.get_by_role("button", name="撤销删除").click()
    expect(page.locator(".shelves li")).to_have_count(1)
    page.get_by_role("button", name="清空").click()
    expect(page.get_by_text("篮里还没有图")).to_be_visible()
    expect(page.locator(".shelves li")).to_be_visible()  # the shelf stays open
    page.get_by_role("button", name="撤销", exact=True).click()
    expect(page.locator(".st-key-item_0")).to_contain_text("好评率")


def test_own_words_are_a_slide_and_the_number_keys_jump(page, settle):
    page.goto(basket_of("positive_rate", "hall_area"))
    settle(page)
    page.locator("summary", has_text="自己写的文字").click()
    page.get_by_label("标题", exact=True).fill("下一步打算 3~5% *x*")
    page.get_by_label("文字，一行一条").fill("先对口径\n再对年份")
    page.locator("[data-testid=stFormSubmitButton] button", has_text="加入会议篮").click()
    expect(page.locator(".st-key-item_2")).to_contain_text("下一步打算 3~5% *x*")
    page.get_by_role("button", name="进入会议模式").click()
    expect(page.locator(".keys")).to_contain_text("1 / 3")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    expect(page.locator(".keys")).to_contain_text("3 / 3")
    expect(page.locator(".meeting-points li")).to_have_text(["先对口径", "再对年份"])


def test_the_screens_of_a_pack_fit_zoom_point_and_darken(page, settle):
    """No screen of a pack scrolls on a projector, a larger one is used as a smaller one is; what the keys turn on is off
    outside of the meeting.
    """
    used: list[list[float]] = []
    for width, height in ((1280, 720), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"/basket?{urlencode([('k', 'conclusion?o=songjiang&y=2024')])}&m=2")
        used.append([])
        settle(page)
        expect(page.locator(".meeting-panels section")).not_to_have_count(0)
        title, keys = page.locator(".meeting-title").bounding_box(), page.locator(".keys").bounding_box()
        words = page.locator(".meeting-title").evaluate(
            "e => { const r = document.createRange(); r.selectNodeContents(e); return Math.max(...[...r.getClientRects()].map(b => b.right)) }"
        )
        assert words <= keys["x"] or title["y"] >= keys["y"] + keys["height"], (width, words, keys)
        for n in range(2, 6):
            expect(page.locator(".keys")).to_contain_text(f"{n} / ")
            settle(page)
            expect(page.locator(".meeting-title, .js-plotly-plot").first).to_be_visible()  # a figure bears its title
            told = page.locator(":is(.meeting-panels, .meeting-table, .meeting-points, .js-plotly-plot)").bounding_box()
            assert told["y"] + told["height"] <= height, (width, n, told)
            used[-1].append((told["y"] + told["height"]) / height)
            page.keyboard.press("ArrowRight")
    assert used[0] == pytest.approx(used[1], abs=0.02)
    page.keyboard.press("d")
    page.keyboard.press("p")
    page.keyboard.press("+")
    expect(page.locator("html.meeting-dark")).to_have_count(1)
    expect(page.locator(".meeting-pointer")).to_have_count(1)
    assert page.locator(".stMainBlockContainer").evaluate(SCALE) > 1.5
    page.keyboard.press("Escape")
    expect(page.locator("html.meeting-dark, .meeting-pointer")).to_have_count(0)
    expect(page.get_by_role("button", name="进入会议模式")).to_be_visible()
    settle(page)  # the style of the meeting goes when the run ends
    assert page.locator(".stMainBlockContainer").evaluate(SCALE) == 1


def test_a_note_is_added_to_a_figure_and_taken_away(page, new_page, settle):
    page.goto("/trend")
    settle(page)
    page.get_by_text("加批注").click()
    page.get_by_label("日期").fill("2021-06-24")
    page.get_by_label("文字").fill("挂牌 <b>3~5%</b>")
    page.get_by_label("谁写的").fill("张三")
    page.get_by_role("button", name="加上").click()
    notes = page.locator(".duibiao-notes", has_text="2021-06-24 挂牌 <b>3~5%</b>（张三")
    expect(notes).to_be_visible(timeout=20_000)
    other = new_page()
    other.goto(page.url)
    expect(other.locator(".duibiao-notes", has_text="挂牌 <b>3~5%</b>")).to_be_visible(timeout=20_000)
    settle(page)
    page.get_by_text("批注（1）").click()
    page.get_by_role("button", name="删去").click()
    expect(notes).to_have_count(0)
