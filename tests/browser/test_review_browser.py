"""核对 in a browser: the keys answer, go on and back; nothing is cut on a phone, a notebook and a wide screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages_browser import EVIDENCE, opened

pytestmark = pytest.mark.browser

SUGGESTIONS = "/review?k=fills&k=other"
BOXES = Path(__file__).with_name("boxes.js")
WIDTH = "width => document.documentElement.clientWidth === width"
HEADING = re.compile(r"^\d+ 处等待核对")


def test_keys_go_on_and_answer_and_a_letter_in_a_box_is_no_key(page, settle):
    opened(page, settle, SUGGESTIONS)
    first = page.locator(f"{EVIDENCE} .evidence blockquote").first.inner_text()
    waiting = page.get_by_role("heading", name=HEADING).inner_text()

    page.keyboard.press("j")
    expect(page).to_have_url(re.compile("x=n"))
    settle(page)
    assert page.locator(f"{EVIDENCE} .evidence blockquote").first.inner_text() != first

    page.get_by_label("核对人").fill("xnj")
    page.get_by_label("核对人").press("Enter")
    settle(page)
    assert page.get_by_role("heading", name=HEADING).inner_text() == waiting

    page.locator("h1").click()
    page.keyboard.press("x")
    expect(page.get_by_text("已记下：不是指标")).to_be_visible()
    expect(page.get_by_role("heading", name=HEADING)).not_to_have_text(waiting)


def test_every_box_of_an_item_holds_its_words(page, settle, drawn):
    wrong = []
    for address in (SUGGESTIONS, "/review?k=error", "/review?k=sample"):
        for n, (width, height) in enumerate(((390, 844), (1280, 720), (1920, 1080))):
            page.set_viewport_size({"width": width, "height": height})
            if n == 0:
                opened(page, settle, address)
            page.wait_for_function(WIDTH, arg=width)
            drawn(page)
            wrong += [f"{address} {width}: {found}" for found in page.evaluate(BOXES.read_text("utf-8"))]
    assert wrong == []
