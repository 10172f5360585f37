"""疑点 in a browser: a link says what is shown, a line opens its finding, a conclusion stays."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_links_browser import choose
from tests.browser.test_pages_browser import EVIDENCE, opened

pytestmark = pytest.mark.browser


def test_the_marked_numbers_of_a_link_are_those_a_fresh_browser_shows(page, new_page, settle):
    opened(page, settle, "/findings?v=review")
    choose(page, settle, "x", 1)
    expect(page.locator(f"{EVIDENCE} dt", has_text="结论").locator("+ dd")).to_have_text("待核")
    marks = page.locator(f"{EVIDENCE} mark").all_inner_texts()

    other = opened(new_page(), settle, page.url)

    assert other.locator(f"{EVIDENCE} mark").all_inner_texts() == marks
    assert len(marks) >= 2


def test_two_sentences_stand_side_by_side(page, settle):
    page.set_viewport_size({"width": 1920, "height": 1080})
    opened(page, settle, "/findings?v=review")

    first, second = (quote.bounding_box() for quote in page.locator(f"{EVIDENCE} .sides blockquote").all()[:2])
    assert first["y"] == second["y"]
    assert first["x"] + first["width"] <= second["x"]


def test_a_click_on_a_line_opens_its_finding(page, settle):
    opened(page, settle, "/findings?v=wording")
    before = page.locator(f"{EVIDENCE} .evidence p b").inner_text()

    page.locator(".duibiao-table tbody tr").nth(1).locator("td").first.click()

    expect(page.locator(f"{EVIDENCE} .evidence p b")).not_to_have_text(before)


def test_a_number_of_a_finding_is_found_in_its_report(page, settle):
    opened(page, settle, "/findings?v=error")
    page.get_by_role("link", name="在原文中查看").first.click()
    page.wait_for_url(re.compile("/text"))
    settle(page)

    expect(page.locator(".number.chosen")).to_be_in_viewport()


def test_a_conclusion_stays(page, new_page, settle, press):
    opened(page, settle, "/findings?v=wording")
    for label, words in (("核对人", "李明"), ("理由", "3~5%如此")):
        page.get_by_label(label).fill(words)
        page.get_by_label(label).press("Tab")
        settle(page)
    press(page.get_by_role("button", name="标为已核"), page.get_by_text("已核：属实。3~5%如此"))

    other = opened(new_page(), settle, page.url)
    expect(other.get_by_text("已核：属实。3~5%如此")).to_be_visible()


def test_a_table_is_read_by_its_keys(page, settle):
    """Arrows move among the cells, Enter opens a line, a head sorts: as in the grid of an office."""
    opened(page, settle, "/findings?v=wording")
    before = page.locator(f"{EVIDENCE} .evidence p b").inner_text()
    lines = page.locator(".duibiao-table tbody tr")

    lines.first.locator("td").first.focus()
    page.keyboard.press("ArrowDown")
    expect(lines.nth(1).locator("td").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f"{EVIDENCE} .evidence p b")).not_to_have_text(before)

    head = page.locator(".duibiao-table th").first
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
