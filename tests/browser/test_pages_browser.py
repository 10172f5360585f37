"""The pages as a visitor uses them: a figure is drawn, a number is clicked, its sentence is read, the link is sent
round.

That no page makes an error in the console or asks another host is checked for each by the fixture ``page``.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as WaitedInVain

from tests.browser.hostile import FIXED

pytestmark = pytest.mark.browser

DRAWN = ".js-plotly-plot .main-svg"
EVIDENCE = ".st-key-report_evidence"
FIGURES = "() => [...document.querySelectorAll('.js-plotly-plot text')].map(text => text.textContent).filter(Boolean)"


def opened(page: Page, settle, address: str) -> Page:
    page.goto(address)
    settle(page)
    return page


def written(page: Page) -> list[str]:
    """Return every word drawn in the figures of a page, once they stand still."""
    page.locator(DRAWN).first.wait_for()
    page.wait_for_function("() => document.querySelectorAll('.js-plotly-plot text').length > 4")
    return page.evaluate(FIGURES)


def touch(page: Page, mark) -> None:
    """Click where a mark is drawn; plotly takes clicks on a layer of its own above it."""
    box = mark.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize("width", [1280, 1920])
def test_the_first_screen_of_the_overview_needs_no_scrolling(page, settle, width):
    page.set_viewport_size({"width": width, "height": width * 9 // 16})
    opened(page, settle, "/overview")
    written(page)

    for figure in page.locator(".js-plotly-plot").all():
        box = figure.bounding_box()
        assert box["y"] + box["height"] <= width * 9 // 16
    sizes = page.evaluate(
        "() => [...document.querySelectorAll('.js-plotly-plot text')].filter(t => t.textContent.trim())"
        ".map(t => parseFloat(getComputedStyle(t).fontSize))"
    )
    assert min(sizes) >= 13


def test_a_number_clicked_in_the_figure_shows_its_sentence_and_the_link_says_which(page, new_page, settle):
    opened(page, settle, "/indicator")
    before = page.locator(f"{EVIDENCE} .figure").inner_text()
    written(page)
    marks = page.locator(".js-plotly-plot .textpoint").all()
    values = [mark for mark in marks if re.search(r"\d", mark.text_content()) and before not in mark.text_content()]

    touch(page, values[-1])
    page.wait_for_function(
        "before => document.querySelector('.st-key-report_evidence .figure')?.textContent !== before", arg=before
    )
    settle(page)

    figure = page.locator(f"{EVIDENCE} .figure").inner_text()
    assert figure in values[-1].text_content()
    expect(page.locator(f"{EVIDENCE} mark")).to_have_text(figure)
    page.wait_for_url(re.compile("[?&]f="))
    other = opened(new_page(), settle, page.url)
    assert other.locator(f"{EVIDENCE} .figure").inner_text() == figure
    assert written(other) == written(page)


def test_choices_are_in_the_link_and_a_fresh_browser_shows_the_same_figures(page, new_page, settle):
    opened(page, settle, "/indicator")
    written(page)
    page.locator(".st-key-p input").first.click()
    page.get_by_role("option").nth(2).click()
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile("[?&]p="))
    settle(page)

    other = opened(new_page(), settle, page.url)

    assert written(other) == written(page)
    assert other.locator("h1").inner_text() == page.locator("h1").inner_text()


def test_a_cell_of_the_matrix_leads_to_the_place_and_its_theme(page, settle):
    opened(page, settle, "/overview")
    cell = page.locator(".js-plotly-plot").first.locator(".textpoint").first
    touch(page, cell)

    page.wait_for_url(re.compile("/profile"))
    settle(page)
    expect(page.locator(".duibiao-table, [data-testid=stExpander]").first).to_be_visible()


def test_a_headline_is_a_door_to_its_page(page, settle):
    opened(page, settle, "/overview")
    name = page.locator(".js-plotly-plot").nth(1).locator(".textpoint").first
    told = name.text_content()
    touch(page, name)

    page.wait_for_url(re.compile("/indicator"))
    settle(page)
    assert page.locator("h1").inner_text() in told


def test_a_number_in_the_text_leads_to_its_indicator_and_back(page, settle):
    opened(page, settle, "/text")
    number = page.locator(".number.stated").first
    number.click()
    page.wait_for_url(re.compile("[?&]a="))
    settle(page)

    expect(page.locator(f"{EVIDENCE} mark").first).to_have_text(number.inner_text())
    page.get_by_role("link", name="各地并排对比").first.click()
    page.wait_for_url(re.compile("/indicator"))
    settle(page)
    expect(page.locator(f"{EVIDENCE} .figure")).to_have_text(
        number.inner_text() if number.count() else re.compile(".+")
    )
    page.get_by_role("link", name="在原文中查看").click()
    page.wait_for_url(re.compile("/text"))
    settle(page)
    expect(page.locator(".number.chosen")).to_be_in_viewport()


def test_the_evidence_stays_while_one_looks_around(page, settle):
    opened(page, settle, "/text")
    page.locator(".number").first.click()
    page.locator(f"{EVIDENCE} mark").first.wait_for()
    page.locator(".number").last.scroll_into_view_if_needed()

    expect(page.locator(f"{EVIDENCE} .figure").first).to_be_in_viewport()


def chosen_report(page: Page, settle) -> None:
    """Open the list of reports on the one that was brought."""
    opened(page, settle, "/reports")
    page.locator(".st-key-d input").fill("地区未定 2021")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("[?&]d="))
    settle(page)


def pasted(page: Page, settle, report: str) -> None:
    """Paste a text and wait until it is read: what is typed while the page is written anew is lost."""
    for _ in range(3):
        settle(page)
        box = page.get_by_label("或者粘贴报告全文")
        box.fill(report)
        box.press("Control+Enter")
        try:
            page.get_by_role("button", name="确认导入").wait_for()
            return
        except WaitedInVain:
            continue
    expect(page.get_by_role("button", name="确认导入")).to_be_visible()


def test_hostile_text_of_a_report_is_shown_as_it_is(page, settle, press):
    lines = "\n".join(f"第{n}行{text}完" for n, text in enumerate(FIXED))
    sentence = "12345热线<b>受理</b>诉求41273件,增速3~5%,力争10~12%,$5至$8,[x](http://a.example/x)。"
    report = f"临海区行政审批服务局2021年工作总结\n\n一、热线\n{sentence}\n{lines}\n"
    opened(page, settle, "/import")
    pasted(page, settle, report)
    press(page.get_by_role("button", name="确认导入"), page.get_by_text(re.compile("已导入|已经在库里")))
    chosen_report(page, settle)
    page.get_by_role("link", name="看原文").click()
    page.wait_for_url(re.compile("/text"))
    settle(page)

    page.locator(".report p").first.wait_for()
    shown = page.locator(".report p").all_inner_texts()
    read = report.replace("~~删~~", "")  # what is struck through is not read: core.reading.mending
    assert [line.rstrip() for line in shown] == [line.rstrip() for line in read.splitlines()]
    assert page.locator(".report :is(b, img, a, script)").count() == 0
    number = page.locator(".number", has_text="41273件")
    number.click()
    expect(page.locator(f"{EVIDENCE} blockquote").first).to_have_text(sentence)

    chosen_report(page, settle)
    page.get_by_text("删除这份导入的报告").click()
    page.get_by_role("button", name="删除").click()
    expect(page.get_by_text("删除这份导入的报告")).to_have_count(0)
    opened(page, settle, "/reports")
    expect(page.get_by_text("地区未定 2021")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 1301, 1443])
def test_a_figure_is_as_wide_as_whole_pixels(page, settle, width):
    """With parts of a pixel Streamlit gives plotly two widths, and every figure is drawn twice."""
    page.set_viewport_size({"width": width, "height": 720})
    page.goto("/openness")
    settle(page)
    page.locator(".js-plotly-plot .main-svg").first.wait_for()

    widths = page.locator(".js-plotly-plot").evaluate_all(
        "drawn => drawn.map(each => each.getBoundingClientRect().width)"
    )

    assert widths
    assert all(each == int(each) for each in widths)


READABLE = "table => parseFloat(getComputedStyle(table.querySelector('td')).fontSize) >= 13"


def test_the_family_stands_under_a_comparison_and_lays_out_all_when_asked(page, settle):
    opened(page, settle, "/indicator?i=online_case_rate")
    for title in ("同类不同口径：", "不可比高低、不排名"):
        card = page.locator("[data-testid=stExpander]", has=page.locator("summary", has_text=title))
        card.locator("summary").click()
        table = card.locator(".duibiao-table")
        expect(table).to_be_visible()
        assert table.evaluate(READABLE)
