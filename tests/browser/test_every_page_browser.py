"""Every page, opened once: in Chinese, with one title and no error, asked of no other host, and with nothing that
axe-core finds serious or critical.
"""

from __future__ import annotations

import re
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from core.screens import screens

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
OTHER = (
    "basket?k=indicator%3Fi%3Dpositive_rate&k=openness",
    "basket?k=indicator%3Fi%3Dpositive_rate&k=openness&m=1",
    "indicator?i=positive_rate&dv=1-x",
)
SERIOUS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .filter((found) => ["serious", "critical"].includes(found.impact))
    .flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.target.flat().join(" ")} ${node.html.slice(0, 160)}`))"""
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


def listed(page: Page, settle) -> list[str]:
    """Return the addresses of the menu."""
    page.goto("/")
    settle(page)
    page.locator("nav a").first.wait_for()
    return [link.get_attribute("href").removeprefix("./") for link in page.locator("nav a").all()]


def faults_of(page: Page) -> list[str]:
    """Return what is wrong with an open page, a line each."""
    found = [f"{page.locator('h1').count()} titles"] if page.locator("h1").count() != 1 and "m=" not in page.url else []
    found += [
        f"{sign} is shown" for sign in ("[data-testid=stException]", "[role=dialog]") if page.locator(sign).count()
    ]
    texts = [LATIN.sub("", text) for text in page.evaluate(VISIBLE_TEXTS)]
    found += sorted({f"not Chinese: {text}" for text in texts if re.search("[A-Za-z]{3}", text)})
    page.evaluate(AXE)
    return found + page.evaluate(SERIOUS)


def test_every_page_is_whole_in_chinese_and_open_to_all_and_asks_no_other_host(page: Page, server, settle, drawn):
    menu = listed(page, settle)
    assert len(menu) >= 20 and set(screens()) <= {*(address.partition("?")[0] or "conclusion" for address in menu)}
    faults: dict[str, list[str]] = {}
    for address in (*menu, *OTHER):
        page.goto(f"/{address}")
        settle(page)
        drawn(page)
        faults[address] = faults_of(page)
    assert {address: found for address, found in faults.items() if found} == {}
    assert page.watch.foreign == []
    assert server.outward.read_text("utf-8") == ""
