"""The menu: a click goes to the page, from a page whose choices are in the address too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_the_menu_leads_on_from_a_page_whose_choices_are_in_the_address(page: Page, settle):
    page.goto("/theme?t=14")
    settle(page)
    for title, path in (
        ("指标对比", "indicator"),
        ("综合指数", "index"),
        ("主题词", "words"),
        ("总览", "overview"),
        ("对标结论", ""),
    ):
        page.locator("nav a", has_text=title).click()
        expect(page.locator("nav a[aria-current=page]")).to_have_text(title)
        expect(page).to_have_url(re.compile(rf"/{path}(\?|$)"))
        settle(page)
        expect(page.locator("h1")).to_have_count(1)
        expect(page.locator("[data-testid=stException]")).to_have_count(0)


# A button that is out of use until its file is there, as Streamlit has them, and a link that takes the file.
SLOW_FILE = """() => {
  const room = document.createElement("div"), button = document.createElement("button")
  room.dataset.testid = "stDownloadButton"
  Object.assign(button, { textContent: "幻灯片", onclick: () => (button.disabled = true) })
  room.append(button)
  document.querySelector(".stMain").prepend(room)
}"""
TAKEN = """() => {
  let taken = 0
  const link = document.createElement("a")
  Object.assign(link, { href: "/media/file.pptx", onclick: () => { taken += 1; return false } })
  link.click()
  return taken
}"""


def test_a_file_that_takes_long_is_told_and_can_be_called_off(page: Page, settle):
    page.goto("/dictionary")
    settle(page)
    page.evaluate(SLOW_FILE)
    page.get_by_role("button", name="幻灯片").click()
    told = page.locator(".duibiao-waiting")
    expect(told).to_contain_text("正在生成“幻灯片”，已用")
    told.get_by_role("button", name="取消").click()
    expect(told).to_have_count(0)
    assert page.evaluate(TAKEN) == 0  # the file that comes then
    assert page.evaluate(TAKEN) == 1  # the next one
