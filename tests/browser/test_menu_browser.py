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
