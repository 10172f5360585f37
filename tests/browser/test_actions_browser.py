"""What one may take along from a figure: link, rows, picture, citation."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ADDRESSES = ["", "indicator", "trend", "profile"]


def opened(page: Page, settle, address: str) -> Page:
    page.goto(f"/{address}")
    settle(page)
    page.locator(".actions button").first.wait_for()
    return page


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_figure_has_its_actions(page, settle, address):
    opened(page, settle, address)

    page.wait_for_function(
        "() => document.querySelectorAll('.js-plotly-plot').length"
        " === [...document.querySelectorAll('[class*=_actions]')].filter(e => e.className.includes('st-key-')).length"
    )
    for words in ("复制链接", "下载 CSV", "下载图片"):
        expect(page.get_by_role("button", name=words, exact=True).first).to_be_visible()


def test_the_link_is_shown_selected_and_says_what_is_chosen(page, settle):
    opened(page, settle, "indicator")
    page.get_by_role("button", name="复制链接", exact=True).click()

    box = page.locator(".actions textarea")
    expect(box).to_have_value(page.url)
    assert box.evaluate("box => box.selectionEnd - box.selectionStart") == len(page.url)


def test_the_citation_is_of_the_chosen_number(page, settle):
    opened(page, settle, "indicator")
    page.get_by_role("button", name="引用", exact=True).click()

    cited = page.locator(".actions textarea").input_value()
    assert page.locator(".evidence blockquote").inner_text().strip() in cited
    assert all(word in cited for word in ("《", "发布日期", "网址", "摘编", "数据版本"))


def test_the_rows_come_as_a_file_with_sentence_source_and_verdict(page, settle):
    opened(page, settle, "indicator")
    with page.expect_download() as given:
        page.get_by_role("button", name="下载 CSV", exact=True).click()

    raw = Path(given.value.path()).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")  # else a spreadsheet takes it for another encoding
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert given.value.suggested_filename.endswith(".csv")
    assert {row["可比性"] for row in rows} >= {"可比", "没有数值"} or len(rows) > 1
    [stated] = [row for row in rows if row["原句"] == page.locator(".evidence blockquote").inner_text().strip()][:1]
    assert stated["数值（原文写法）"] in stated["原句"]
    assert stated["报告"] and stated["发布机构"] and stated["统计期"] and stated["网址"]


def test_the_picture_is_made_by_the_browser(page, settle):
    opened(page, settle, "indicator")
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    with page.expect_download() as given:
        page.get_by_role("button", name="下载图片", exact=True).click()

    assert given.value.suggested_filename == "对标图.png"
    assert Path(given.value.path()).read_bytes().startswith(b"\x89PNG")
