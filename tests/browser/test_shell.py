"""What the shell promises, seen in a browser: Chinese, our own fonts, no other host, no error."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PLACED = """([text, kept]) => {
  const element = document.createElement("p");
  if (kept) element.dataset.report = "";
  element.textContent = text;
  element.title = text;
  document.body.append(element);
  return new Promise((tell) => requestAnimationFrame(() => tell([element.textContent, element.title])));
}"""


def test_a_deep_link_writes_no_error_and_asks_for_nothing_missing(page, settle):
    missing: list[str] = []
    page.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
    page.goto("/changes")
    settle(page)
    assert missing == []


def test_a_browser_that_signs_in_is_heard(page):
    page.goto("/duibiao/sign-in?next=changes")
    page.get_by_label("姓名").fill("没有这个人")
    page.locator("#password").fill("不是这个密码")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_text("姓名或密码不对。")).to_be_visible()
    page.watch.errors.clear()  # the refusal is a 403, of which a browser makes a note


@pytest.fixture
def home(page, settle) -> Page:
    page.goto("/")
    settle(page)
    return page


def test_streamlits_words_become_chinese_and_those_of_a_report_stay(home):
    words = {
        "Search": "查找",
        "  Fullscreen ": "  全屏 ",
        "50.0MB per file": "每个不超过 50.0MB",
        "Remove 报告.txt": "移除 报告.txt",
        "Fullscreen: 各地数值": "全屏：各地数值",
        "Search engines": "Search engines",
    }
    assert {word: home.evaluate(PLACED, [word, False]) for word in words} == {
        word: [to, to] for word, to in words.items()
    }
    assert home.evaluate(PLACED, ["Search", True]) == ["Search", "Search"]


def test_the_menu_is_chinese_and_the_fonts_are_the_machines_own(home):
    home.locator("[data-testid=stMainMenu] button, [data-testid=stMainMenuButton]").first.click()
    expect(home.get_by_text("打印", exact=True)).to_be_visible()
    family = home.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).fontFamily")
    assert family.startswith('"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC"')


def test_the_policy_stops_code_that_is_not_ours(home):
    home.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    )
    home.evaluate("new Image().src = 'http://elsewhere.example/x.png'")
    home.wait_for_function("() => window.violations?.some((each) => each.startsWith('img-src'))")
    assert home.evaluate("window.ran") is None
    assert [error for error in home.watch.errors if "content policy: img-src" in error]
    home.watch.errors.clear()
    home.watch.foreign.clear()  # Chromium tells of the request that it did not send
