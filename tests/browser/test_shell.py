"""What the shell promises, seen in a browser: Chinese, our own fonts, no other host, no error."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# Formats, standards and names that are written in Latin letters in Chinese too.
LATIN = re.compile(
    r"\b(?:TXT|XLSM|XLSB|TSV|WPS|RTF|ODT|ODS|ET|JPE?G|ZIP|RAR|MHT|"
    r"MD|HTML?|DOCX?|PDF|CSV|XLSX?|PNG|PPTX?|JSON|TOML|GB ?18030|UTF-?(?:8|16)|GB/T|Word|Excel|Markdown|[KMG]?B|Ctrl"
    r"|Esc|Enter|Tab|VR|AI|APP|App|5G|WiFi|Wi-Fi|EMS|CA|OA|ETC|IT|VIP|POS|ID|PPP|ISO|H5|LED|OFD|RPA|PC|DeepSeek|Streamlit)\b"
    r"|\b\d+-[0-9a-f]{8}\b"  # a data version
)
VISIBLE_TEXTS = """() => {
  const shown = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const kept = "script, style, [data-report], [class*='st-key-report'], [data-testid='stIconMaterial'], code";
    if (!node.parentElement.closest(kept) && node.parentElement.checkVisibility()) shown.push(node.data.trim());
  }
  const named = ["aria-label", "placeholder", "title", "alt", "data-title"];
  for (const element of document.querySelectorAll(named.map((name) => `[${name}]`).join(","))) {
    if (!element.closest("[data-report], [class*='st-key-report']"))
      for (const name of named) shown.push(element.getAttribute(name) ?? "");
  }
  return shown.filter((text) => /[A-Za-z]{2}/.test(text));
}"""
PLACED = """([text, kept]) => {
  const element = document.createElement("p");
  if (kept) element.dataset.report = "";
  element.textContent = text;
  element.title = text;
  document.body.append(element);
  return new Promise((tell) => requestAnimationFrame(() => tell([element.textContent, element.title])));
}"""


def addresses(page, settle) -> list[str]:
    page.goto("/")
    settle(page)
    page.locator("nav a").first.wait_for()
    return [f"/{link.get_attribute('href').removeprefix('./')}" for link in page.locator("nav a").all()]


def test_every_page_is_in_chinese(page, settle):
    english: dict[str, list[str]] = {}
    found = addresses(page, settle)
    assert len(found) >= 6
    for address in found:
        page.goto(address)
        settle(page)
        texts = [LATIN.sub("", text) for text in page.evaluate(VISIBLE_TEXTS)]
        english[address] = sorted({text for text in texts if re.search("[A-Za-z]{3}", text)})
    assert {address: texts for address, texts in english.items() if texts} == {}


def test_a_deep_link_writes_no_error_and_asks_for_nothing_missing(page, settle):
    missing: list[str] = []
    page.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
    address = addresses(page, settle)[-1]
    page.goto(address)
    settle(page)
    assert missing == []


def test_streamlits_words_become_chinese(page, settle):
    words = {
        "Search": "查找",
        "  Fullscreen ": "  全屏 ",
        "50.0MB per file": "每个不超过 50.0MB",
        "Remove 报告.txt": "移除 报告.txt",
        "Fullscreen: 各地数值": "全屏：各地数值",
        "Search engines": "Search engines",
    }
    page.goto("/")
    settle(page)
    assert {word: page.evaluate(PLACED, [word, False]) for word in words} == {
        word: [to, to] for word, to in words.items()
    }


def test_words_of_a_report_are_never_changed(page, settle):
    page.goto("/")
    settle(page)
    assert page.evaluate(PLACED, ["Search", True]) == ["Search", "Search"]


def test_the_menu_is_chinese(page, settle):
    page.goto("/")
    settle(page)
    page.locator("[data-testid=stMainMenu] button, [data-testid=stMainMenuButton]").first.click()
    expect(page.get_by_text("打印", exact=True)).to_be_visible()


def test_the_fonts_are_the_machines_own(page, settle):
    page.goto("/")
    settle(page)
    family = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).fontFamily")
    assert family.startswith('"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC"')


def test_the_policy_stops_code_that_is_not_ours(page, settle):
    page.goto("/")
    settle(page)
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    )
    page.evaluate("new Image().src = 'http://elsewhere.example/x.png'")
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert [error for error in page.watch.errors if "content policy: img-src" in error]
    page.watch.errors.clear()
    page.watch.foreign.clear()  # Chromium tells of the request that it did not send


def test_neither_browser_nor_server_turned_to_another_host(page, server, settle):
    for address in addresses(page, settle):
        page.goto(address)
        settle(page)
    assert page.watch.foreign == []
    assert server.outward.read_text("utf-8") == ""
