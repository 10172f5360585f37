"""Every one of the systems opens by its link in a browser and says its own words and figures, or why there are none."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from core.analysis.systems import load_systems

pytestmark = pytest.mark.browser

SYSTEMS = load_systems()
# what a reader sees: the text of the page, of the drawings, and the cells of the table
SEEN = """() => [document.querySelector('.stMain').innerText, ...[...document.querySelectorAll('.stMain table, .stMain .js-plotly-plot text')].map(e => e.textContent)].join('\\n')"""


def test_the_links_of_the_list_show_what_they_promise(page: Page, settle, share):
    for system in list(SYSTEMS.values())[:: 1 if share == 1 else 4]:  # tests/test_one_exhibit.py asks all of them
        page.goto(f"/{system.link}")
        expect(page.locator("h1")).to_have_text(system.name)
        settle(page)
        for words in system.shows:
            page.wait_for_function(f"words => ({SEEN})().includes(words)", arg=words, timeout=15_000)


def test_a_system_is_three_clicks_away(page: Page, settle):
    page.goto("/")
    settle(page)
    page.locator("nav a", has_text="专题").click()
    settle(page)
    page.get_by_role("combobox", name="专题").click()
    page.keyboard.type("帮办代办")
    page.get_by_role("option", name="48. 帮办代办").click()
    expect(page.locator("h1")).to_have_text("帮办代办")
    expect(page.locator(".js-plotly-plot", has_text="14711")).to_have_count(1)
