"""On paper, A4 or 16:9, every figure is whole: as wide as the sheet at most, never broken between two."""

from __future__ import annotations

import io

import pypdfium2
import pytest

pytestmark = pytest.mark.browser

SHEETS = {"A4": {"format": "A4"}, "16:9": {"width": "13.333in", "height": "7.5in"}}
PLACED = """() => [...document.querySelectorAll(".js-plotly-plot")].map((plot) => {
  const words = [...plot.querySelectorAll("text")].map((e) => e.textContent).filter((words) => words.trim().length > 3)
  return words.slice(-4)  // the foot of the figure: sources and version
})"""


def words_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as file:
        return ["".join(page.get_textpage().get_text_range().split()) for page in file]


@pytest.mark.parametrize("address", ["overview", "indicator?i=positive_rate", "openness", "trend", "words"])
def test_no_figure_is_cut(page, settle, address):
    page.goto(f"/{address}")
    settle(page)
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    figures = page.evaluate(PLACED)
    assert figures and any(figures)
    for name, sheet in SHEETS.items():
        sheets = words_of(page.pdf(print_background=True, **sheet))
        for foot in filter(None, figures):
            wanted = ["".join(words.split()) for words in foot]
            assert any(all(words in paper for words in wanted) for paper in sheets), (name, wanted)
        assert "总览指标对比专题" not in "".join(sheets)  # the menu stays on the screen


def test_a_printed_figure_is_inside_its_sheet(page, settle):
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto("/overview")
    settle(page)
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    with pypdfium2.PdfDocument(io.BytesIO(page.pdf(print_background=True, format="A4"))) as file:
        width = file[0].get_width()
        text = file[0].get_textpage()
        right = max(text.get_charbox(n)[2] for n in range(text.count_chars()))
    assert width * 0.5 < right < width
