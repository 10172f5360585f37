"""对标报告 as a Word document: 总体, 指标对照, 差距, 可借鉴, 疑点, 口径与来源附录."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

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

from core.analysis.compare import Comparison
from core.analysis.summaries import Summary, summary_of
from core.audit.words import VERDICTS as GRAVITY
from core.export.columns import asked_by, filled, widths_of
from core.export.sources import HEAD as SOURCE_HEAD
from core.export.sources import quotes_of, sources_of
from core.library import Library
from core.screens.exhibit import Exhibit, Mark
from core.screens.findings import alarms_of
from core.words import PRODUCT

FONT = "Microsoft YaHei"
BAR = 14  # characters the longest bar is wide; drawn with characters, it prints in grey and needs no picture
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
SHORT_SIDE, LONG_SIDE, MARGIN = Cm(21), Cm(29.7), Cm(2.2)
WIDE, MANY = 2.5, 10  # pages' widths that a table asks for, and columns it has, before its page is turned
CELL = Pt(9)
SHADE, HATCH = "█", "▨"
NOTHING = "无。"


def document(exhibits: Sequence[Exhibit], library: Library, title: str = "") -> bytes:
    """Return the exhibits as a report with headings, captions, real tables, page numbers and its sources."""
    paper = Document()
    _dress(paper)
    paper.add_paragraph(_clean(title or f"{PRODUCT}报告"), style="Title")
    _quiet(
        paper, f"数据版本 {library.version}。数字均出自各地公开报告；摘编由本项目按原文数字改写，引用请以官方原文为准。"
    )
    summary = summary_of([_comparison(e, library) for e in exhibits if _is_comparison(e)])
    _overall(paper, summary, exhibits)
    _figures(paper, exhibits)
    _sentences(paper, "三、差距", (s.text for s in summary.differences))
    _worth_a_look(paper, exhibits, library)
    _alarms(paper, exhibits, library)
    _appendix(paper, exhibits, library)
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _is_comparison(exhibit: Exhibit) -> bool:
    return exhibit.sentence is not None and len({row.indicator for row in exhibit.rows}) == 1


def _comparison(exhibit: Exhibit, library: Library) -> Comparison:
    return Comparison(library.indicators[exhibit.rows[0].indicator], exhibit.rows)


def _overall(paper: Paper, summary: Summary, exhibits: Sequence[Exhibit]) -> None:
    paper.add_heading("一、总体", 1)
    if any(map(_is_comparison, exhibits)):
        paper.add_paragraph(_clean(summary.overall.text))
    for exhibit in exhibits:
        paper.add_paragraph(_clean(exhibit.title), style="List Bullet")


def _figures(paper: Paper, exhibits: Sequence[Exhibit]) -> None:
    paper.add_heading("二、指标对照", 1)
    for exhibit in exhibits:
        _turn(paper, _is_wide(exhibit))
        paper.add_heading(_clean(exhibit.title), 2)
        _quiet(paper, exhibit.subtitle)
        if exhibit.chart and exhibit.chart.marks:
            _caption(paper, "图", exhibit.title)
            _bars(paper, exhibit.chart.marks)
        _caption(paper, "表", exhibit.title)
        _table(paper, exhibit.table.head, _words(exhibit))
        if exhibit.sentence:
            paper.add_paragraph(_clean(exhibit.sentence.text))
        for note in exhibit.notes:
            paper.add_paragraph(_clean(f"注意：{note}"), style="List Bullet")
        _quiet(paper, exhibit.footer)
    _turn(paper, False)


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


def _bars(paper: Paper, marks: Sequence[Mark]) -> None:
    """Draw the marks as bars of characters; what may not share the axis is hatched and of no length."""
    top = max((m.value for m in marks if m.value is not None and not m.apart and not m.hollow), default=0)
    lines = []
    for mark in marks:
        name = " · ".join(filter(None, (mark.category, mark.series)))
        joins = mark.value is not None and not mark.apart and not mark.hollow
        bar = (
            SHADE * max(1 if mark.value else 0, round(BAR * mark.value / top))
            if joins and top
            else HATCH
            if mark.value is not None
            else ""
        )
        lines.append((name, bar, mark.label, mark.note))
    _table(paper, ("地区", "从零起的长度", "原文写法", "原因或注意"), lines)


def _sentences(paper: Paper, heading: str, told: Iterable[str]) -> None:
    paper.add_heading(heading, 1)
    for words in list(told) or [NOTHING]:
        paper.add_paragraph(_clean(words))


def _worth_a_look(paper: Paper, exhibits: Sequence[Exhibit], library: Library) -> None:
    """Quote what the reports say where they state a number; which of it is worth taking over is for people to say."""
    paper.add_heading("四、可借鉴：各地原句", 1)
    for exhibit in exhibits:
        quotes = quotes_of([row for row in exhibit.rows if row.value is not None], library)
        if quotes:
            paper.add_heading(_clean(exhibit.subtitle.partition(" · ")[0]), 2)
        for quote in quotes:
            paper.add_paragraph(_clean(quote), style="List Bullet")


def _alarms(paper: Paper, exhibits: Sequence[Exhibit], library: Library) -> None:
    paper.add_heading("五、疑点", 1)
    titles = library.reports["title"].to_dict()
    lines = [
        (GRAVITY[f.verdict], titles.get(f.report, f.report), f.kind, f.words) for f in alarms_of(exhibits, library)
    ]
    if not lines:
        paper.add_paragraph(NOTHING)
        return
    _table(paper, ("结论", "报告", "关系", "说明"), lines)


def _appendix(paper: Paper, exhibits: Sequence[Exhibit], library: Library) -> None:
    paper.add_heading("六、口径与来源附录", 1)
    paper.add_heading("口径", 2)
    known = dict.fromkeys(
        row.indicator for exhibit in exhibits for row in exhibit.rows if row.indicator in library.indicators
    )
    lines = [
        (i.name, i.definition, i.formula or "—", i.standard or "—") for i in (library.indicators[id] for id in known)
    ]
    _table(paper, ("指标", "定义", "公式", "依据标准"), lines)
    paper.add_heading("来源", 2)
    _table(paper, SOURCE_HEAD, [s.words for s in sources_of(exhibits, library)])


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
            run = cell.paragraphs[0].add_run(_clean(words))
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
    line.add_run(_clean(f"　{words}"))


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


def _quiet(paper: Paper, words: str) -> None:
    run = paper.add_paragraph().add_run(_clean(words))
    run.font.size, run.font.color.rgb = Pt(9), RGBColor(0x5B, 0x67, 0x70)


def _dress(paper: Paper) -> None:
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
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)


def _clean(words: str) -> str:
    """Return words without the characters that XML cannot hold."""
    return UNWRITABLE.sub("", words)
