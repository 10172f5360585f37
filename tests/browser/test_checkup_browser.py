"""本区体检 in a browser, and the card of a family under a comparison."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_links_browser import choose, keys
from tests.browser.test_pages_browser import EVIDENCE, opened

pytestmark = pytest.mark.browser


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


def test_the_card_of_a_family_stands_under_a_comparison_and_lays_out_all_when_asked(page, settle):
    opened(page, settle, "/indicator?i=online_case_rate")
    card = page.locator("[data-testid=stExpander]", has_text="口径族谱")
    card.locator("summary").click()
    expect(card.locator(".family table")).to_be_visible()
    sizes = card.locator(".family td").evaluate_all("cells => cells.map(c => parseFloat(getComputedStyle(c).fontSize))")
    assert min(sizes) >= 13

    card.get_by_text("仍要并排").click()
    expect(card.get_by_text("不可比高低、不排名")).to_be_visible()
    page.wait_for_url(re.compile("[?&]c="))
