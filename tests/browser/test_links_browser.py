"""What is on screen is in the link: every choice of every page, sent to a fresh browser, shows the same figures."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as WaitedInVain

pytestmark = pytest.mark.browser

SEEN = """() => [
  ...document.querySelectorAll('.js-plotly-plot text, .stMain h1, .duibiao-choice, .evidence .figure, .evidence blockquote, .number.chosen')
].map(each => each.textContent.trim()).filter(Boolean)"""
STILL = "() => !document.querySelector('[data-testid=stSkeleton]')"


def opened(page: Page, settle, address: str) -> list[str]:
    """Open an address and return what can be read there once it stands still."""
    page.goto(address)
    return seen(page, settle)


def seen(page: Page, settle) -> list[str]:
    settle(page)
    page.wait_for_function(STILL)
    before: list[str] = []
    while (now := page.evaluate(SEEN)) != before or not now:
        before = now
        page.wait_for_timeout(400)
    return now


def choose(page: Page, settle, key: str, number: int) -> None:
    """Choose the option of this number in a menu."""
    before, option = page.url, page.get_by_role("option").nth(number)
    for _ in range(5):  # a page that runs again meanwhile closes its menus
        settle(page)
        if not option.is_visible():
            page.locator(f".st-key-{key} input").first.click()
        try:
            option.click(timeout=6_000)
            break
        except WaitedInVain:
            page.keyboard.press("Escape")
    page.wait_for_url(lambda url: url != before and key in parse_qs(urlsplit(url).query))
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    settle(page)


def keys(page: Page) -> set[str]:
    return set(parse_qs(urlsplit(page.url).query))


def same_in_a_fresh_browser(page: Page, new_page, settle) -> None:
    here, fresh = seen(page, settle), new_page()
    there, looks = opened(fresh, settle, page.url), 20
    while there != here and looks:  # a figure comes with its script, which a fresh browser loads after the words
        fresh.wait_for_timeout(300)
        there, looks = seen(fresh, settle), looks - 1
    assert there == here


def test_the_comparison(page, new_page, settle):
    opened(page, settle, "/indicator")
    choose(page, settle, "i", 3)
    choose(page, settle, "y", 1)  # the first one takes all
    choose(page, settle, "p", 2)

    same_in_a_fresh_browser(page, new_page, settle)
    assert keys(page) >= {"i", "y", "p"}


def test_the_sentence_of_a_comparison(page, new_page, settle):
    opened(page, settle, "/indicator")
    choose(page, settle, "f", 1)

    same_in_a_fresh_browser(page, new_page, settle)


def test_the_trend(page, new_page, settle):
    opened(page, settle, "/trend")
    choose(page, settle, "g", 1)

    same_in_a_fresh_browser(page, new_page, settle)


def test_the_profile(page, new_page, settle):
    opened(page, settle, "/profile")
    choose(page, settle, "o", 2)
    choose(page, settle, "y", 1)
    choose(page, settle, "t", 1)

    same_in_a_fresh_browser(page, new_page, settle)
    assert keys(page) >= {"o", "y", "t"}


def test_the_dictionary(page, new_page, settle):
    opened(page, settle, "/dictionary")
    page.locator(".st-key-q input").fill("满意")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("[?&]q="))
    settle(page)
    choose(page, settle, "k", 1)

    same_in_a_fresh_browser(page, new_page, settle)


def test_the_text(page, new_page, settle):
    opened(page, settle, "/text")
    choose(page, settle, "d", 4)
    seen(page, settle)  # a number of the report before is gone
    page.locator(".number").first.click()
    page.wait_for_url(re.compile("[?&]a="))

    same_in_a_fresh_browser(page, new_page, settle)


def test_back_brings_the_page_and_its_choices_again(page, settle):
    opened(page, settle, "/indicator")
    choose(page, settle, "f", 1)
    before, address = seen(page, settle), page.url
    page.locator(".stMain").get_by_role("link", name=re.compile("在原文中查看|画像")).first.click()
    page.wait_for_url(re.compile("/(text|profile)"))
    settle(page)

    page.go_back()

    page.wait_for_url(re.compile("/indicator"))
    assert seen(page, settle) == before
    assert page.url == address


def test_back_undoes_one_choice_at_a_time(page, settle):
    opened(page, settle, "/indicator?i=positive_rate")
    addresses = [page.url]
    for key, number in (("y", 1), ("p", 2), ("o", 2)):
        choose(page, settle, key, number)
        addresses.append(page.url)
    assert len(set(addresses)) == 4
    shown = seen(page, settle)

    for address in addresses[-2::-1]:
        page.go_back()
        page.wait_for_url(address)
        settle(page)
    page.go_forward()
    page.go_forward()
    page.go_forward()
    page.wait_for_url(addresses[-1])
    assert seen(page, settle) == shown


def test_the_sides_go_along_and_fill_only_an_address_that_names_no_choice(page, settle):
    opened(page, settle, "/indicator?i=positive_rate")
    choose(page, settle, "o", 1)
    chosen = parse_qs(urlsplit(page.url).query)["o"]
    page.locator("nav a", has_text="单地画像").click()
    page.wait_for_url(re.compile("/profile"))
    settle(page)
    assert parse_qs(urlsplit(page.url).query)["o"] == chosen

    opened(page, settle, "/profile")  # a new visit of the same browser
    page.wait_for_url(re.compile("[?&]o="))
    assert parse_qs(urlsplit(page.url).query)["o"] == chosen

    opened(page, settle, "/profile?t=all")  # a link says all by itself
    assert "o" not in parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize(
    ("address", "bad"),
    [
        ("indicator", {"i": "没有*这项", "p": "无此地", "y": "3000", "f": "无此句"}),
        ("profile", {"o": "无此地", "n": "1e999", "t": "无此题"}),
        ("trend", {"g": "无此族"}),
        ("text", {"d": "无此报告", "a": "-7"}),
        ("dictionary", {"k": "无此项"}),
    ],
)
def test_a_link_with_unknown_words_opens_and_says_so(page, settle, address, bad):
    opened(page, settle, f"/{address}?{urlencode(bad)}")

    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    expect(page.get_by_text(re.compile("^链接里的")).first).to_be_visible()


def test_the_link_of_a_page_that_became_part_of_another_leads_there(page, settle):
    opened(page, settle, "/checkup?o=songjiang&w=2024&yp=2")

    expect(page.locator("h1")).to_have_text("对标结论")
    assert keys(page) >= {"o", "y", "yp"} and "/checkup" not in page.url
