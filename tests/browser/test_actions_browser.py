"""What one may take along from a figure: link, rows, picture, citation."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def opened(page: Page, settle, address: str) -> Page:
    page.goto(f"/{address}")
    settle(page)
    page.locator(".actions button").first.wait_for()
    return page


def assert_every_figure_has_its_actions(page: Page) -> None:
    page.wait_for_function(
        "() => [...document.querySelectorAll('.js-plotly-plot')].map(plot => plot.closest('[class*=st-key-]').className"
        ".match(/st-key-([\\w-]+)/)[1]).every(key => document.querySelector(`.st-key-${key}_actions`))"
    )
    for words in ("复制链接", "二维码", "下载 CSV", "截图卡"):
        expect(page.get_by_role("button", name=words, exact=True).first).to_be_visible()


def test_the_link_is_shown_selected_and_says_what_is_chosen(page, settle):
    opened(page, settle, "indicator")
    page.get_by_role("button", name="复制链接", exact=True).first.click()

    box = page.locator(".actions textarea")
    link = box.input_value()
    told = dict(parse_qsl(urlsplit(link).query))
    assert page.get_by_title(f"数据版本 {told.pop('dv')}", exact=True).count() == 1
    assert dict(parse_qsl(urlsplit(page.url).query)).items() <= told.items()
    assert {"i", "o"} <= told.keys()  # a link names the defaults too, which move with the data; an address need not
    assert box.evaluate("box => box.selectionEnd - box.selectionStart") == len(link)

    page.goto(link)
    settle(page)
    expect(page.locator(".duibiao-since")).to_have_count(0)  # nothing changed since


def test_a_link_of_other_data_says_so_until_it_is_understood(page, settle):
    page.goto("/indicator?i=positive_rate&dv=7-abc%3Cb%3E")
    settle(page)
    expect(page.locator(".duibiao-since")).to_contain_text("7-abc<b>")
    page.get_by_role("button", name="知道了").click()
    expect(page.locator(".duibiao-since")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("dv="))


def test_the_code_of_a_link_is_a_picture(page, settle):
    opened(page, settle, "indicator")
    page.get_by_role("button", name="二维码", exact=True).first.click()
    picture = page.locator(".actions img.code")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100


def test_the_first_page_is_also_found_by_its_name(page, settle):
    page.goto("/conclusion?dv=1-x")
    settle(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("h1")).to_have_text("对标结论")
    expect(page.locator(".duibiao-since")).to_be_visible()


def test_the_citation_is_of_the_chosen_number(page, settle):
    opened(page, settle, "indicator")
    page.get_by_role("button", name="引用", exact=True).first.click()

    cited = page.locator(".actions textarea").input_value()
    assert page.locator(".evidence blockquote").inner_text().strip() in cited
    assert all(word in cited for word in ("《", "发布日期", "网址", "摘编", "数据版本"))


def test_the_rows_come_as_a_file_with_sentence_source_and_verdict(page, settle):
    opened(page, settle, "indicator")
    with page.expect_download() as given:
        page.get_by_role("button", name="下载 CSV", exact=True).first.click()

    raw = Path(given.value.path()).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")  # else a spreadsheet takes it for another encoding
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert given.value.suggested_filename.endswith(".csv")
    assert {row["可比性"] for row in rows} >= {"可比", "没有数值"} or len(rows) > 1
    [stated] = [row for row in rows if row["原句"] == page.locator(".evidence blockquote").inner_text().strip()][:1]
    assert stated["数值（原文写法）"] in stated["原句"]
    assert stated["报告"] and stated["发布机构"] and stated["统计期"] and stated["网址"]


def test_every_figure_of_a_profile_has_its_actions(page, settle):
    opened(page, settle, "profile")
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    assert_every_figure_has_its_actions(page)


@pytest.mark.parametrize("address", ["indicator", "overview", "trend", "openness"])
def test_every_figure_has_its_actions_and_a_card_is_made_in_both_sizes(page, settle, address):
    opened(page, settle, address)
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    assert_every_figure_has_its_actions(page)
    page.get_by_role("button", name="截图卡", exact=True).first.click()
    expect(page.locator(".actions img.card")).to_be_visible()
    for size in ((1280, 720), (1920, 1080)):
        with page.expect_download() as given:
            page.get_by_role("button", name=f"下载 {size[0]}×{size[1]}").click()
        assert given.value.suggested_filename.endswith(f"{size[0]}x{size[1]}.png")
        with Image.open(given.value.path()) as card:
            assert card.size == size
            inked = ImageChops.difference(card.convert("L"), Image.new("L", size, 255)).point(
                lambda v: 255 if v > 80 else 0
            )
            assert sum(inked.histogram()[200:]) > 3_000  # words and marks, not a blank sheet
    page.get_by_role("button", name="复制图片").first.click()
    expect(page.locator(".actions", has=page.locator("img.card")).get_by_role("status")).to_contain_text("复制")
