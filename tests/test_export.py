"""What leaves the house: every number in a deck, a sheet and a document is one of a fact, its period, its name or
its source.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.shared import Cm
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Inches

from core.cli import main
from core.cutting import shortened
from core.errors import DuibiaoError
from core.export.challenges import ORDER
from core.export.columns import deep, filled, letters, widths_of
from core.export.formats import FORMATS, exported
from core.export.native import drawn, halves
from core.export.wanted import CalledOff, while_wanted
from core.library import Library
from core.library.link import Link
from core.screens import exhibits_of_all, screens
from core.screens.exhibit import Chart, ChartKind, Exhibit, Mark, Panel, Table
from core.screens.findings import alarms_of

LINKS = (
    "indicator?i=positive_rate",
    "indicator?i=ratings_total&y=2023",
    "indicator?i=requests_accepted",
    "indicator?i=hall_area",
    "trend",
    "overview",
    "profile?o=masked",
)
PAGES = (
    *LINKS,
    "theme?b=1",
    "theme?b=17",
    "profile?o=songjiang",
    "conclusion",
    "openness",
    "plans",
    "measures",
    "words",
    "dictionary?q=满意",
    "index?i=positive_rate,window_total",
    "findings",
)
DIGITS = re.compile(r"\d[\d,.]*\d|\d")
COUNTS = re.compile(r"(?:另有|共|等) \d+ (?:[行列项句家条页]|个数)")  # what a file counts of itself
OWN = {str(n) for n in range(1, 21)}  # counters of figures and sources


@pytest.fixture(scope="module")
def exhibits(library) -> list[Exhibit]:
    return exhibits_of_all(map(Link.parse, LINKS), library)


@pytest.fixture(scope="module")
def pages(library) -> list[Exhibit]:
    """What every page takes along."""
    named = {link.partition("?")[0] for link in PAGES}
    links = (*PAGES, *(page for page in screens() if page not in named))
    found = exhibits_of_all(map(Link.parse, links), library)
    assert {exhibit.link.page for exhibit in found} >= set(screens()) - {"search"}  # it asks for words first
    return found


def traced(exhibits: Iterable[Exhibit], library: Library) -> str:
    """Return everything that may carry a digit: facts with their sentences and sources, what people declared, what
    the audit found.
    """
    known = library.reports.set_index("id", drop=False)
    told: list[object] = [library.version, date.today()]
    for exhibit in exhibits:
        told += [
            exhibit.title,
            exhibit.subtitle,
            exhibit.footer,
            exhibit.address,
            *exhibit.notes,
            exhibit.sentence.text if exhibit.sentence else "",
        ]
        told += [cell.words for line in exhibit.table.lines for cell in line]
        for row in exhibit.rows:
            told += [
                row.written,
                row.quote,
                row.path,
                row.period,
                row.year,
                row.fact_id,
                row.document,
                row.words,
                row.noun,
                row.part,
            ]
            told += [f"{number:.15g}" for number in (row.value, row.low, row.high) if number is not None]
            if row.indicator in library.indicators:
                i = library.indicators[row.indicator]
                told += [i.name, i.definition, i.formula, i.standard, i.id, *i.caveats]
        told += [library.reports.loc[id].to_dict() for id in exhibit.documents if id in known.index]
    told += [(f.words, f.computed, f.stated, [p.text for p in f.passages]) for f in alarms_of(exhibits, library)]
    return "\n".join(map(str, told))


def strange(texts: Iterable[str], allowed: str) -> list[str]:
    known = set(DIGITS.findall(allowed)) | OWN
    return [
        text
        for text in texts
        for digits in DIGITS.findall(COUNTS.sub("", text))
        if digits not in known and digits.rstrip(".0") not in known
    ]


def charts_of(exhibit: Exhibit) -> int:
    """Return how many native charts an exhibit has in a file that shows two slides of small ones at most."""
    return bool(drawn(exhibit.chart)) + sum(bool(drawn(panel.chart)) for panel in exhibit.panels[:12])


def texts_of_deck(content: bytes) -> list[str]:
    found = []
    for slide in Presentation(io.BytesIO(content)).slides:
        found.append(slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "")
        for shape in slide.shapes:
            if shape.has_text_frame:
                found += [run.text for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
            if shape.has_chart:
                for plot in shape.chart.plots:
                    found += [str(category) for category in plot.categories]
                    found += [f"{value:.15g}" for series in plot.series for value in series.values if value is not None]
                    found += [series.name for series in plot.series]
    return found


def test_every_number_of_a_deck_is_traced(pages, library):
    found = texts_of_deck(exported(".pptx", pages, library))
    assert sum(bool(DIGITS.search(text)) for text in found) > 100
    assert strange(found, traced(pages, library)) == []


def test_every_number_of_a_sheet_is_traced(pages, library):
    book = openpyxl.load_workbook(io.BytesIO(exported(".xlsx", pages, library)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    texts = [f"{cell.value:.15g}" if isinstance(cell.value, (int, float)) else cell.value for cell in cells]
    assert strange(texts, traced(pages, library)) == []


def test_every_number_of_a_document_is_traced(pages, library):
    paper = Document(io.BytesIO(exported(".docx", pages, library)))
    texts = [paragraph.text for paragraph in paper.paragraphs] + [
        c.text for t in paper.tables for row in t.rows for c in row.cells
    ]
    assert strange(texts, traced(pages, library)) == []
    annex = [p for p in paper.paragraphs if p.style.name == "Heading 1"][-1]
    assert (annex.text, annex.paragraph_format.page_break_before) == ("附录", True)
    assert not [p for p in paper.paragraphs if 'w:type="page"' in p._p.xml]  # it leaves an empty page behind a full one
    held = [rel.target_part for rel in paper.part.rels.values() if rel.reltype.endswith("/chart")]
    assert len(held) == sum(map(charts_of, pages)) > 5
    assert all("embeddings" in str(rel.target_part.partname) for part in held for rel in part.rels.values())
    assert "█" not in "".join(texts)


def test_a_deck_can_be_read_from_the_back_of_a_room(pages, library):
    """Body from 16 pt (sources 14), tables of eight rows at most, nothing beside the slide, charts where there are
    figures, no version codes on the face.
    """
    show = Presentation(io.BytesIO(exported(".pptx", pages, library)))
    charts = 0
    for slide in show.slides:
        title = slide.shapes.title.text_frame.text
        assert title
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= show.slide_width, title
            assert shape.top >= 0 and shape.top + shape.height <= show.slide_height, title
            frames = [shape.text_frame] if shape.has_text_frame else []
            if shape.has_table:
                assert len(shape.table.rows) <= 9, title
                frames += [cell.text_frame for row in shape.table.rows for cell in row.cells]
            charts += shape.has_chart
            for run in (run for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs):
                smallest = 14 if title.startswith("来源：") or run.text.startswith("来源：") else 16
                assert run.font.size.pt >= smallest or not run.text, (title, run.text)
                assert library.version not in run.text
                assert run._r.rPr.get("lang") == "zh-CN"
    assert charts == sum(map(charts_of, pages)) + sum(len(halves(e.chart)) - 1 for e in pages if drawn(e.chart))


@pytest.mark.parametrize("kind", [ChartKind.DUMBBELL, ChartKind.FUNNEL, ChartKind.STRIP])
def test_every_kind_of_figure_is_a_native_chart_that_holds_its_numbers(kind, exhibits, library):
    marks = tuple(
        Mark(category, series, value, f"{value}件", (), "#0072B2", at=value / 100)
        for category in ("甲", "乙")
        for series, value in (
            (("", 90 if category == "甲" else 40),) if kind is ChartKind.FUNNEL else (("松江", 80), ("雨花", 20))
        )
    )
    exhibit = replace(exhibits[0], chart=Chart(kind, "件", marks), figure=None)
    show = Presentation(io.BytesIO(exported(".pptx", [exhibit], library)))
    [chart] = [shape.chart for slide in show.slides for shape in slide.shapes if shape.has_chart]
    held = {value for series in chart.plots[0].series for value in series.values if value is not None}
    assert {m.at if kind is ChartKind.STRIP else m.value for m in marks} <= held
    told = chart._chartSpace.xml
    assert all(mark.label in told for mark in marks)


def test_small_charts_stand_on_one_slide(exhibits, library):
    panels = tuple(Panel(f"图{n}", exhibits[0].chart) for n in "甲乙丙丁")
    exhibit = replace(exhibits[0], chart=None, figure=None, panels=panels)
    show = Presentation(io.BytesIO(exported(".pptx", [exhibit], library)))
    assert [sum(shape.has_chart for shape in slide.shapes) for slide in show.slides][1] == 4


def test_likely_questions_are_answered_from_facts(pages, library):
    paper = Document(io.BytesIO(exported(".问答.docx", pages, library)))
    texts = [paragraph.text for paragraph in paper.paragraphs]
    assert strange(texts, traced(pages, library)) == []
    asked = {p.text for p in paper.paragraphs if p.style.name == "Heading 2"}
    assert asked == set(ORDER)


def test_the_same_figures_stand_in_link_slide_and_sheet(exhibits, library):
    """Native charts hold the numbers of the facts, and none that may not share the axis."""
    show = Presentation(io.BytesIO(exported(".pptx", exhibits, library)))
    drawn = {
        round(value, 6)
        for slide in show.slides
        for shape in slide.shapes
        if shape.has_chart
        for s in shape.chart.plots[0].series
        for value in s.values
        if value is not None
    }
    charts = [chart for e in exhibits for chart in (e.chart, *(panel.chart for panel in e.panels)) if chart]
    expected = {
        round(m.value, 6)
        for chart in charts
        for m in chart.marks
        if m.value is not None and not m.apart and not m.hollow
    }
    assert drawn == expected
    expected -= {round(m.value, 6) for chart in charts if chart.reckoned for m in chart.marks}  # no report states them
    rows = list(csv.DictReader(io.StringIO(exported(".csv", exhibits, library).decode("utf-8-sig"))))
    assert expected <= {round(float(row["数值"]), 6) for row in rows if row["数值"]}
    told = json.loads(exported(".json", exhibits, library))
    assert expected <= {round(f["数值"], 6) for e in told["exhibits"] for f in e["facts"] if f["数值"] != ""}


def test_what_may_not_share_the_axis_is_told_with_its_reason(exhibits, library):
    told = "\n".join(texts_of_deck(exported(".pptx", exhibits, library)))
    for mark in (mark for exhibit in exhibits if exhibit.chart for mark in exhibit.chart.marks if mark.apart):
        assert mark.label in told and mark.note[:20] in told


def test_a_stated_zero_is_drawn(library):
    """Bars of nothing have a line at their foot, in the colour of the place."""
    marks = tuple(Mark(name, "", 0.0, "0 件", (), colour) for name, colour in (("甲", "#0072B2"), ("乙", "#5B6770")))
    panels = (Panel("行政复议件数", Chart(ChartKind.BAR, "件", marks)),)
    show = Presentation(
        io.BytesIO(exported(".pptx", [Exhibit("a", "持平 1 项", "", (), Table(), panels=panels)], library))
    )
    [chart] = [shape.chart for slide in show.slides for shape in slide.shapes if shape.has_chart]
    points = [chart.plots[0].series[0].points[n] for n in range(2)]
    assert [str(point.format.line.color.rgb) for point in points] == ["0072B2", "5B6770"]
    assert [point.data_label.text_frame.text for point in points] == ["0 件", "0 件"]


def test_a_masked_figure_is_no_number(exhibits, library):
    book = openpyxl.load_workbook(io.BytesIO(exported(".xlsx", exhibits, library)))
    head, *lines = list(book["指标矩阵"].iter_rows(values_only=True))
    masked = [dict(zip(head, line, strict=True)) for line in lines if line[head.index("状态")] == "脱敏"]
    assert masked and all(line["数值"] is None or line["数值"] == "" for line in masked)


@pytest.mark.parametrize("ending", FORMATS)
def test_hostile_report_text_opens_clean(exhibits, library, ending):
    """Formulas, markup, control characters, text in the other direction and very long text stay text."""
    bad = "=cmd|' /C calc'!A0 <b>x</b> ]]> \x00\x07\ufffe \u202e倒 " + "长" * 40_000
    rows = tuple(replace(row, quote=bad, written="=1+1", words=(bad,)) for row in exhibits[0].rows)
    hostile = replace(exhibits[0], rows=rows, title="=2+2", notes=(bad,), footer="@SUM(1)")
    content = exported(ending, [hostile], library)
    if ending == ".xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert [c.coordinate for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"] == []
    elif ending == ".pptx":
        assert texts_of_deck(content)
    elif ending == ".docx":
        assert Document(io.BytesIO(content)).paragraphs


def test_an_unknown_ending_and_an_empty_export_are_answered_in_a_sentence(exhibits, library):
    with pytest.raises(DuibiaoError, match="pptx"):
        exported(".doc", exhibits, library)
    with pytest.raises(DuibiaoError, match="没有可以导出"):
        exported(".pptx", [], library)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_that_is_called_off_ends_at_the_next_exhibit(exhibits, library, ending):
    asked: list[int] = []
    with while_wanted(lambda: len(asked) < 2 and not asked.append(1)), pytest.raises(CalledOff, match="已取消"):
        exported(ending, exhibits, library)
    assert len(asked) == 2
    assert exported(ending, exhibits[:1], library)  # what is asked for afterwards is made


def test_the_command_writes_a_deck_from_links(library, tmp_path: Path, capsys):
    file = tmp_path / "月报.pptx"
    assert (
        main(
            [
                "export",
                str(file),
                "--link",
                "http://10.0.0.8:8501/indicator?i=positive_rate&p=nowhere",
                "--title",
                "月报",
            ]
        )
        == 0
    )
    assert "nowhere" in capsys.readouterr().out
    assert Presentation(file).slides[0].shapes.title.text_frame.text == "月报"
    assert main(["export", str(tmp_path / "x.pptx"), "--link", "nowhere"]) == 2


def test_tables_of_slides_stay_above_the_footnote(pages, library):
    show = Presentation(io.BytesIO(exported(".pptx", pages, library)))
    tables = [
        (slide.shapes.title.text_frame.text, shape)
        for slide in show.slides
        for shape in slide.shapes
        if shape.has_table
    ]
    assert len(tables) > 5
    for title, shape in tables:
        assert shape.top + sum(row.height for row in shape.table.rows) <= Inches(6.5), title
        assert abs(sum(column.width for column in shape.table.columns) - Inches(12.13)) < Inches(0.01)


@given(
    st.lists(
        st.sampled_from(["受理", "诉求", "5200件", "348万余件", "99.99%", "1,436件", "，", "。", "满意", "2023年"]),
        max_size=30,
    ),
    st.integers(4, 40),
)
def test_words_cut_short_hold_no_part_of_a_number(pieces, most):
    words = "".join(pieces)
    cut = shortened(words, most)
    assert len(cut) <= most + 1
    assert cut == words or words.startswith(cut[:-1])
    whole, kept = DIGITS.findall(words), DIGITS.findall(cut)
    assert kept == whole[: len(kept)]


def test_a_column_of_sentences_gets_the_room_that_years_leave():
    head, lines = ["年份", "原句"], [["2023", "全年受理各类诉求并按时办结，群众满意率保持在较高水平。" * 3]]
    years, sentences = widths_of(head, lines, 60)
    assert years + sentences == pytest.approx(60)
    assert letters("2023") < years < 8
    assert deep(lines[0], [years, sentences]) == 2
    assert filled(["甲", "乙"], [["1", ""], ["2", ""]]) == (["甲"], [["1"], ["2"]])


def test_the_slides_of_a_table_are_about_as_long(pages, library):
    """Ten lines stand on two slides of five rather than eight and two, where their heights allow it."""
    of_title: dict[str, list[int]] = {}
    for slide in Presentation(io.BytesIO(exported(".pptx", pages, library))).slides:
        for shape in (shape for shape in slide.shapes if shape.has_table):
            of_title.setdefault(slide.shapes.title.text_frame.text, []).append(len(shape.table.rows) - 1)
    split = [lines for lines in of_title.values() if len(lines) == 2]
    uneven = [lines for lines in split if min(lines) < max(lines) // 2 and sum(lines) <= 2 * 8 - 2]
    assert split and not uneven, uneven


def test_wide_tables_stand_on_pages_that_lie(pages, library):
    paper = Document(io.BytesIO(exported(".docx", pages, library)))
    sizes = [(section.page_width, section.page_height) for section in paper.sections]
    assert {width > height for width, height in sizes} == {True, False}
    assert sizes[0] == sizes[-1] and sizes[0][0] < sizes[0][1]  # it begins and ends on pages that stand
    widest = max(section.page_width - section.left_margin - section.right_margin for section in paper.sections)
    assert all(sum(column.width for column in table.columns) <= widest + Cm(0.1) for table in paper.tables)
