"""政务公开 in a browser: heads that stay, a cell that leads into the report, bars that lead to a sentence."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_links_browser import keys
from tests.browser.test_pages_browser import EVIDENCE, opened, touch, written

pytestmark = pytest.mark.browser


def test_the_heads_stay_while_the_table_is_scrolled(page, settle):
    opened(page, settle, "/openness?u=2")
    table = page.locator(".official")
    before = page.locator(".official thead").bounding_box()["y"]

    table.evaluate("table => table.scrollTop = 400")

    assert table.evaluate("table => table.scrollTop") > 100
    assert abs(page.locator(".official thead").bounding_box()["y"] - before) < 2
    sizes = page.evaluate(
        "() => [...document.querySelectorAll('.official :is(th, td, span)')].map(c => parseFloat(getComputedStyle(c).fontSize))"
    )
    assert min(sizes) >= 13


def test_a_cell_leads_to_its_place_in_the_report(page, settle):
    opened(page, settle, "/openness?u=1")
    cell = page.locator(".official td a", has_text=re.compile(r"^\d{2}")).first
    told = cell.inner_text().replace(",", "")
    cell.click()
    page.wait_for_url(re.compile("/text"))
    settle(page)

    expect(page.locator(".number.chosen")).to_be_in_viewport()
    assert told in page.locator(".number.chosen").inner_text()


def test_a_part_of_a_bar_shows_its_sentence(page, settle):
    opened(page, settle, "/openness")
    written(page)
    page.locator(".st-key-outcomes").scroll_into_view_if_needed()
    bar = page.locator(".st-key-outcomes .barlayer .trace").nth(1).locator(".point").first.locator("path").first
    touch(page, bar)

    expect(page.locator(f"{EVIDENCE} .whose")).to_contain_text("无法提供")


def test_the_link_keeps_report_table_places_and_years(page, new_page, settle):
    opened(page, settle, "/openness?u=3&y=2024")

    other = opened(new_page(), settle, page.url)

    assert keys(other) >= {"u", "y"}
    assert other.locator(".official").inner_text() == page.locator(".official").inner_text()
    assert written(other) == written(page)
