"""本区体检 in a browser, and the card of a family under a comparison."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_links_browser import choose, keys
from tests.browser.test_pages_browser import EVIDENCE, opened

pytestmark = pytest.mark.browser

# the words of a table are painted on a canvas, in no less than 13 pixels
PAINTED = """table => [...table.querySelectorAll('canvas')].some(drawn => parseFloat(
  getComputedStyle(drawn).getPropertyValue('--gdg-base-font-style').split(' ').at(-1)) >= 13)"""


def test_the_link_keeps_place_peers_and_thresholds(page, new_page, settle):
    opened(page, settle, "/checkup?yp=2&rp=5&ln=5")
    choose(page, settle, "o", 1)
    choose(page, settle, "p", 2)

    other = opened(new_page(), settle, page.url)

    assert keys(other) >= {"o", "p", "yp", "rp", "ln"}
    assert other.locator("h1").inner_text() == "本区体检"
    assert (
        other.locator("[data-testid=stCode]").first.inner_text()
        == page.locator("[data-testid=stCode]").first.inner_text()
    )


def test_a_click_on_a_line_shows_its_sentence(page, settle):
    opened(page, settle, "/checkup")
    sentence = page.locator(f"{EVIDENCE} [data-testid=stCode]")
    before = sentence.inner_text()

    box = page.locator("[data-testid=stDataFrame]").first.bounding_box()
    page.mouse.click(box["x"] + 30, box["y"] + 35 + 34 * 2.5)

    expect(sentence).not_to_have_text(before)


def test_the_family_stands_under_a_comparison_and_lays_out_all_when_asked(page, settle):
    opened(page, settle, "/indicator?i=online_case_rate")
    for title in ("同类不同口径：", "不可比高低、不排名"):
        card = page.locator("[data-testid=stExpander]", has=page.locator("summary", has_text=title))
        card.locator("summary").click()
        table = card.get_by_test_id("stDataFrame")
        expect(table).to_be_visible()
        page.wait_for_function(PAINTED, arg=table.element_handle())
