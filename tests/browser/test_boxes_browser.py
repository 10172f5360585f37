"""Nothing is cut, overprinted or outside of its box: every page and every meeting screen, on a phone, a notebook and a
wide screen.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from core.screens import screens

pytestmark = pytest.mark.browser

SIZES = ((390, 844), (1280, 720), (1920, 1080))
BASKET = "basket?k=conclusion&k=indicator%3Fi%3Dpositive_rate&k=overview&k=openness&k=trend"
PAGES = (
    *screens(), "text", "reports", "import", "draft", "changes", "basket", BASKET, "indicator?p=g:same_level",
    *(f"{BASKET}&m={n}" for n in range(1, 6)),
)  # fmt: skip
CASES = [(address, size) for address in PAGES for size in SIZES]
BOXES = Path(__file__).with_name("boxes.js")
EMPTY = """<div class="stMain" style="width: 300px; overflow: auto">%s</div>"""
WRONG = {
    "page moves sideways": '<div style="width: 400px">宽</div>',
    "cut at the right": '<p style="width: 60px; overflow: hidden; white-space: nowrap">很长的一句话在这里被切断</p>',
    "outside of the screen": '<p style="position: absolute; left: 1270px; white-space: nowrap">伸出屏幕的一句话</p>',
    "one over the other": '<div class="js-plotly-plot"><svg width="200" height="60">'
    '<text x="10" y="30">接通率</text><text x="20" y="32">办结率</text></svg></div>',
    "outside of its figure": '<div class="js-plotly-plot" style="width: 90px"><svg width="200" height="60">'
    '<text x="60" y="30">长长的标签</text></svg></div>',
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_box_is_seen(page, what):
    page.set_content(EMPTY % WRONG[what])
    assert any(found.startswith(what) for found in page.evaluate(BOXES.read_text("utf-8")))


def test_every_box_holds_its_words(page, settle, drawn, share):
    measure, wrong = BOXES.read_text("utf-8"), []
    for address, (width, height) in CASES[::share]:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"/{address}")
        settle(page)
        drawn(page)
        wrong += [f"{address} {width}: {found}" for found in page.evaluate(measure)]
    assert wrong == []
