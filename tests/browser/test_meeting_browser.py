"""From the first page to a deck: a figure is collected with one click, shown on the meeting screen with the keys, and taken along as a file."""

from __future__ import annotations

import io
import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect
from pptx import Presentation

pytestmark = pytest.mark.browser

TEN = ("positive_rate", "ratings_total", "requests_accepted", "hall_area", "service_windows", "callback_satisfaction", "licensing_items",
       "service_items_total", "self_service_terminals", "answer_rate")  # fmt: skip
SMALLEST = """() => Math.min(...[...document.querySelectorAll('.stMain *')].filter(e => e.offsetParent && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .map(e => parseFloat(getComputedStyle(e).fontSize)))"""


def basket_of(*indicators: str) -> str:
    return f"/basket?{urlencode([('k', f'indicator?i={indicator}&fig=compare') for indicator in indicators])}"


def test_a_figure_is_collected_and_the_basket_is_a_link(page, new_page, settle):
    page.goto("/indicator?i=positive_rate")
    settle(page)
    page.get_by_role("button", name="加入会议篮").click()
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
    page.locator(".st-key-down_0 button").click()
    expect(page.locator(".st-key-item_0")).to_contain_text("大厅")
    settle(page)
    expect(page.locator(".st-key-item_0 input")).to_have_count(1)  # the other item's line is gone
    page.locator(".st-key-item_0 input").fill("先讲面积 3~5% *x*")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("note"))
    page.locator("summary", has_text="按名称保存").click()
    page.get_by_label("名称").fill("十二月例会")
    page.get_by_label("谁存的").fill("张三")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("summary")).to_contain_text("已存 1 个")
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
