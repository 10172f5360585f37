"""对标报告 as a Word document: the conclusion and its figures with native charts first, what they rest on in an annex."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from core.analysis.spans import counted
from core.audit.words import VERDICTS as GRAVITY
from core.export.columns import asked_by, filled, shortened, widths_of
from core.export.native import drawn
from core.export.sources import HEAD as SOURCE_HEAD
from core.export.sources import brief_source, quotes_of, sources_of
from core.export.word_charts import add_word_chart
from core.library import Library
from core.screens.exhibit import Exhibit
from core.screens.findings import alarms_of
from core.words import PRODUCT

FONT = "Microsoft YaHei"
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
SHORT_SIDE, LONG_SIDE, MARGIN = Cm(21), Cm(29.7), Cm(2.2)
ROOM = SHORT_SIDE - 2 * MARGIN
WIDE, MANY = 2.5, 10  # pages' widths that a table asks for, and columns it has, before its page is turned
CELL = Pt(9)
CHART_HEIGHT, PANEL_HEIGHT = Cm(7), Cm(4.5)
ROWS = 8  # of a table in the body; the whole of it stands in the annex
COLUMNS = 6
NOTHING = "无。"
MORE = "共{}，全表见附录。"


def document(exhibits: Sequence[Exhibit], library: Library, title: str = "") -> bytes:
    """Return the exhibits as a report: headings, captions, native charts, short tables, an annex, page numbers.

    Args:
        title: by default 报告 of the product; further lines stand below it: who is compared, for which year.
    """
    title, *lines = (title or f"{PRODUCT}报告").split("\n")
    paper = Document()
    dress(paper)
    paper.core_properties.title, paper.core_properties.language = title, "zh-CN"
    paper.core_properties.comments = f"数据版本 {library.version}"
    paper.add_paragraph(clean(title), style="Title")
    for words in lines:
        quiet(paper, words)
    quiet(paper, "数字均出自各地公开报告，来源在附录；摘编由本项目按原文数字改写，引用请以官方原文为准。")
    chapter = ""
    for number, exhibit in enumerate(exhibits, 1):
        if exhibit.chapter and exhibit.chapter != chapter:
            paper.add_heading(clean(exhibit.chapter), 1)
            chapter = exhibit.chapter
        _figure(paper, exhibit, number)
    _annex(paper, exhibits, library)
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _figure(paper: Paper, exhibit: Exhibit, number: int) -> None:
    """Write an exhibit as a reader needs it: finding, chart or short table, sentences, source."""
    paper.add_heading(clean(exhibit.title), 2)
    if exhibit.subtitle:
        quiet(paper, exhibit.subtitle)
    for point in exhibit.points:
        paper.add_paragraph(clean(point.text), style="List Bullet")
    if drawn(exhibit.chart):
        add_word_chart(paper, exhibit.chart, Emu(ROOM), CHART_HEIGHT, exhibit.title)
        _caption(paper, "图", exhibit.title)
    for panel in exhibit.panels:
        if drawn(panel.chart):
            add_word_chart(paper, panel.chart, Emu(ROOM), PANEL_HEIGHT, panel.title)
            _caption(paper, "图", panel.title)
    if not (drawn(exhibit.chart) or exhibit.panels or exhibit.points):
        _short_table(paper, exhibit, number)
    if exhibit.sentence:
        paper.add_paragraph(clean(exhibit.sentence.text))
    quiet(paper, "　".join(filter(None, (brief_source(exhibit.rows), *exhibit.notes[:1]))))


def _short_table(paper: Paper, exhibit: Exhibit, number: int) -> None:
    head, lines = filled(exhibit.table.head, _words(exhibit))
    if not lines:
        return
    _caption(paper, "表", exhibit.title)
    _table(paper, head[:COLUMNS], [[shortened(w, LETTERS) for w in line[:COLUMNS]] for line in lines[:ROWS]])
    if not _fits(head, lines):
        quiet(paper, MORE.format(counted(len(lines), "行")))


LETTERS = 60  # of a cell in the body


def _fits(head: Sequence[str], lines: Sequence[Sequence[str]]) -> bool:
    """Say whether the body shows a table whole: every line, every column, every word."""
    whole = all(len(words) <= LETTERS for line in lines for words in line)
    return whole and len(lines) <= ROWS and len(head) <= COLUMNS


def _words(exhibit: Exhibit) -> list[list[str]]:
    return [[cell.words for cell in line] for line in exhibit.table.lines]


def _is_wide(exhibit: Exhibit) -> bool:
    """Return whether a table is read better on a page that lies on its side."""
    head, lines = filled(exhibit.table.head, _words(exhibit))
    return len(head) > MANY or asked_by(head, lines) > WIDE * (SHORT_SIDE - 2 * MARGIN) / CELL


def _turn(paper: Paper, lying: bool) -> None:
    """Go on to a page that lies or stands, unless the page does so already."""
    if (paper.sections[-1].orientation == WD_ORIENT.LANDSCAPE) == lying:
        return
    section = paper.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG_SIDE, SHORT_SIDE) if lying else (SHORT_SIDE, LONG_SIDE)


def _annex(paper: Paper, exhibits: Sequence[Exhibit], library: Library) -> None:
    paper.add_page_break()
    paper.add_heading("附录", 1)
    _whole_tables(paper, exhibits)
    _alarms(paper, exhibits, library)
    _definitions(paper, exhibits, library)
    paper.add_heading("原句", 2)
    rows = {row.fact_id: row for exhibit in exhibits for row in exhibit.rows if row.value is not None}
    for quote in quotes_of(list(rows.values()), library):
        paper.add_paragraph(clean(quote), style="List Bullet")
    paper.add_heading("来源", 2)
    _table(paper, SOURCE_HEAD, [s.words for s in sources_of(exhibits, library)])


def _whole_tables(paper: Paper, exhibits: Sequence[Exhibit]) -> None:
    """Write the tables that the body shows in part, or as a chart, the wide ones on pages that lie."""
    for exhibit in exhibits:
        head, lines = filled(exhibit.table.head, _words(exhibit))
        shown = not (exhibit.chart or exhibit.panels or exhibit.points) and _fits(head, lines)
        if lines and not shown:
            _turn(paper, _is_wide(exhibit))
            _caption(paper, "附表", exhibit.title)
            _table(paper, head, lines)
    _turn(paper, False)


def _alarms(paper: Paper, exhibits: Sequence[Exhibit], library: Library) -> None:
    titles = library.reports["title"].to_dict()
    lines = [
        (GRAVITY[f.verdict], titles.get(f.report, f.report), f.kind, f.words) for f in alarms_of(exhibits, library)
    ]
    paper.add_heading("疑点", 2)
    if not lines:
        paper.add_paragraph(NOTHING)
        return
    _table(paper, ("结论", "报告", "关系", "说明"), lines)


def _definitions(paper: Paper, exhibits: Sequence[Exhibit], library: Library) -> None:
    paper.add_heading("口径", 2)
    known = dict.fromkeys(
        row.indicator for exhibit in exhibits for row in exhibit.rows if row.indicator in library.indicators
    )
    lines = [
        (i.name, i.definition, i.formula or "—", i.standard or "—") for i in (library.indicators[id] for id in known)
    ]
    _table(paper, ("指标", "定义", "公式", "依据标准"), lines)


def _table(paper: Paper, head: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    head, lines = filled(head, lines)
    section = paper.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    widths = widths_of(head, lines, room / CELL)
    table = paper.add_table(len(lines) + 1, len(head), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(int(room * width / sum(widths)))
    for r, line in enumerate((head, *lines)):
        for cell, column, words in zip(table.rows[r].cells, table.columns, line, strict=True):
            run = cell.paragraphs[0].add_run(clean(words))
            run.font.size, run.bold = CELL, r == 0
            cell.width = column.width
    _repeat_head(table)
    paper.add_paragraph()


def _repeat_head(table: WordTable) -> None:
    properties = table.rows[0]._tr.get_or_add_trPr()
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    properties.append(header)


def _caption(paper: Paper, kind: str, words: str) -> None:
    """Add a caption that the office program numbers."""
    line = paper.add_paragraph(style="Caption")
    line.add_run(kind)
    _field(line, f"SEQ {kind} \\* ARABIC")
    line.add_run(clean(f"　{words}"))


def _field(line: Paragraph, code: str, shown: str = "") -> None:
    run = line.add_run()
    for kind in ("begin", "", "separate", "shown", "end"):
        if kind == "":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = code
        elif kind == "shown":
            element = OxmlElement("w:t")
            element.text = shown
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def quiet(paper: Paper, words: str) -> None:
    """Add a line in small grey letters."""
    run = paper.add_paragraph().add_run(clean(words))
    run.font.size, run.font.color.rgb = Pt(9), RGBColor(0x5B, 0x67, 0x70)


def dress(paper: Paper) -> None:
    """Set page, page numbers and the fonts of every style that is used."""
    section = paper.sections[0]
    section.page_width, section.page_height = SHORT_SIDE, LONG_SIDE
    section.left_margin = section.right_margin = MARGIN
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(foot, "PAGE")
    for name, size in (
        ("Normal", 10.5),
        ("Title", 22),
        ("Heading 1", 15),
        ("Heading 2", 12),
        ("Caption", 9),
        ("List Bullet", 10.5),
    ):
        style = paper.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor(0x1F, 0x29, 0x33)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)  # a theme's font would win over the one named
        fonts.set(qn("w:eastAsia"), FONT)


def clean(words: str) -> str:
    """Return words without the characters that XML cannot hold."""
    return UNWRITABLE.sub("", words)
