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
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from core.analysis.rows import Row
from core.analysis.wording import name_of, text_of
from core.audit.words import VERDICTS as GRAVITY
from core.cutting import shortened
from core.export.codes import picture_of
from core.export.columns import asked_by, filled, widths_of
from core.export.cover import Cover
from core.export.native import FONT, drawn
from core.export.quoted import quoted_lines
from core.export.sources import brief_source, sources_of
from core.export.wanted import while_wanted_each
from core.export.word_charts import add_word_chart
from core.library import Library
from core.screens.exhibit import Exhibit, Panel
from core.screens.findings import alarms_of
from core.screens.review import in_words, spoken
from core.words import UNKNOWN

UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
SHORT_SIDE, LONG_SIDE, MARGIN = Cm(21), Cm(29.7), Cm(2.2)
ROOM = SHORT_SIDE - 2 * MARGIN
WIDE, MANY = 2.5, 10  # pages' widths that a table asks for, and columns it has, before its page is turned
CELL = Pt(9)
CHART_HEIGHT, PANEL_HEIGHT = Cm(7), Cm(2.9)
ACROSS, PANELS = 3, 12  # small charts beside each other, and of one exhibit
ROWS = 8  # of a table in the body
COLUMNS = 6
CODE = Cm(2.6)
NOTHING = "无。"
LINE = 'w:val="single" w:sz="4" w:space="0" w:color="AEB8C0"'
HAIRLINES = (
    f'<w:tblBorders {nsdecls("w")}><w:top {LINE}/><w:left w:val="nil"/><w:bottom {LINE}/><w:right w:val="nil"/>'
    f'<w:insideH {LINE}/><w:insideV w:val="nil"/></w:tblBorders>'
)
AIR = (
    f'<w:tblCellMar {nsdecls("w")}><w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
)
MORE, MORE_IN_SHEET = "共 {} 行，全表见附录。", "共 {} 行，其余见表格文件。"
WORDS_IN_SHEET = "带…的格子全文见表格文件。"


def document(exhibits: Sequence[Exhibit], library: Library, cover: Cover) -> bytes:
    """Return the exhibits as a report: headings, captions, native charts, short tables, an annex, page numbers.

    What belongs to a pack (``Exhibit.chapter``) stands in brief: its whole tables are for the sheet.
    """
    paper = Document()
    dress(paper)
    paper.core_properties.title, paper.core_properties.language = cover.title, "zh-CN"
    paper.core_properties.comments = f"数据版本 {library.version}"
    paper.add_paragraph(clean(cover.title), style="Title")
    _front(paper, cover)
    quiet(paper, "数字均出自各地公开报告，来源在附录；摘编由本项目按原文数字改写，引用请以官方原文为准。")
    chapter, noted = "", set[str]()
    for exhibit in while_wanted_each(exhibits):
        if exhibit.chapter and exhibit.chapter != chapter:
            paper.add_heading(clean(exhibit.chapter), 1)
            chapter = exhibit.chapter
        notes = [note for note in exhibit.notes[:1] if note not in noted]  # the same under each list: said once
        noted.update(notes)
        _figure(paper, exhibit)
        quiet(paper, "　".join(filter(None, (*exhibit.remarks, brief_source(exhibit, library), *notes))))
    _annex(paper, exhibits, library)
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _figure(paper: Paper, exhibit: Exhibit) -> None:
    """Write an exhibit as a reader needs it: finding, chart or short table, sentences."""
    paper.add_heading(clean(exhibit.title), 2)
    if exhibit.subtitle:
        quiet(paper, exhibit.subtitle).paragraph_format.keep_with_next = True
    for point in exhibit.points:
        paper.add_paragraph(clean(point.text), style="List Bullet")
    if drawn(exhibit.chart):
        add_word_chart(paper, exhibit.chart, Emu(ROOM), CHART_HEIGHT, exhibit.title)
        _caption(paper, "图", exhibit.title)
    _panels(paper, [panel for panel in exhibit.panels if drawn(panel.chart)])
    if not (drawn(exhibit.chart) or exhibit.panels or exhibit.points):
        _short_table(paper, exhibit)
    if exhibit.sentence and not exhibit.points:
        paper.add_paragraph(clean(exhibit.sentence.text))


def _panels(paper: Paper, panels: Sequence[Panel]) -> None:
    """Lay small charts out beside and under each other, each with its name and on its own scale."""
    if not panels:
        return
    shown = panels[:PANELS]
    across = min(len(shown), ACROSS)
    grid = paper.add_table(-(-len(shown) // across), across)
    for n, panel in enumerate(shown):
        first = grid.cell(n // across, n % across).paragraphs[0]
        first.paragraph_format.space_after, first.paragraph_format.keep_with_next = Pt(0), True
        name = first.add_run(clean(panel.title))
        name.font.size, name.bold = CELL, True
        width = Emu(int(ROOM / across) - Cm(0.4))
        add_word_chart(grid.cell(n // across, n % across), panel.chart, width, PANEL_HEIGHT, panel.title)
    more = f"另有 {len(panels) - PANELS} 项见表格文件。" if len(panels) > PANELS else ""
    if panels[1:]:
        quiet(paper, f"各图各用各的刻度。{more}").paragraph_format.keep_with_next = True


def _front(paper: Paper, cover: Cover) -> None:
    """Write who is compared and when, and beside it the code that opens the page."""
    if (picture := picture_of(cover.address)) is None:
        for words in cover.lines:
            quiet(paper, words)
        return
    grid = paper.add_table(1, 2)
    for n, words in enumerate(cover.lines):
        line = grid.cell(0, 0).paragraphs[0] if not n else grid.cell(0, 0).add_paragraph()
        line.paragraph_format.space_after = Pt(2)
        _grey(line, words)
    grid.autofit = False
    for cell, width in zip(grid.rows[0].cells, (ROOM - 2 * CODE, 2 * CODE), strict=True):
        cell.width = Emu(int(width))
    beside = grid.cell(0, 1).paragraphs[0]
    beside.add_run().add_picture(picture, CODE)
    below = grid.cell(0, 1).add_paragraph()
    _grey(below, f"扫码看原句：{cover.address}")
    for line in (beside, below):
        line.alignment, line.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.RIGHT, Pt(0)


def _short_table(paper: Paper, exhibit: Exhibit) -> None:
    head, lines = filled(exhibit.table.head, _words(exhibit))
    if not lines:
        return
    if not exhibit.chapter:  # the heading of a chapter says the same
        _caption(paper, "表", exhibit.title)
    brief = filled(exhibit.table.head, _in_brief(exhibit))[1]
    _table(paper, head[:COLUMNS], [line[:COLUMNS] for line in brief[:ROWS]])
    if not _fits(head, lines):
        more = MORE if not exhibit.chapter else MORE_IN_SHEET if len(lines) > ROWS else WORDS_IN_SHEET
        quiet(paper, more.format(len(lines)))


LETTERS = 60  # of a cell in the body


def _fits(head: Sequence[str], lines: Sequence[Sequence[str]]) -> bool:
    """Say whether the body shows a table whole: every line, every column, every word."""
    whole = all(len(words) <= LETTERS for line in lines for words in line)
    return whole and len(lines) <= ROWS and len(head) <= COLUMNS


def _in_brief(exhibit: Exhibit) -> list[list[str]]:
    """Return the cells as the body shows them: the beginning of long ones, or the clause that they stand for."""
    return [[shortened(cell.words, LETTERS, cell.at) for cell in line] for line in exhibit.table.lines]


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
    # not a break of its own, which leaves an empty page where the body ends with its page
    paper.add_heading("附录", 1).paragraph_format.page_break_before = True
    full = [exhibit for exhibit in exhibits if not exhibit.chapter]
    _whole_tables(paper, full)
    if full:
        _alarms(paper, full, library)
    sources = sources_of(exhibits, library)
    cited, quotes = quoted_lines(exhibits, library, {source.document: source.words[0] for source in sources})
    _definitions(paper, cited, library)
    paper.add_heading("原句", 2)
    for quote in quotes:
        small(paper, quote)
    _answers(paper, cited, library)
    paper.add_heading("来源", 2)
    for source in sources:
        small(paper, f"{source.line}　{source.words[5] if source.words[5] != UNKNOWN else '网址未写明'}")


def _whole_tables(paper: Paper, exhibits: Sequence[Exhibit]) -> None:
    """Write the tables that the body shows in part, or as a chart, the wide ones on pages that lie."""
    for exhibit in while_wanted_each(exhibits):
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


def _answers(paper: Paper, cited: Sequence[Row], library: Library) -> None:
    """Write who was asked to look at a figure, and what was answered, where anybody was."""
    judgements = spoken(library)
    lines = [
        f"{name_of(row)} {text_of(row)}：{in_words(words)}"
        for row in cited
        for words in judgements.get((row.document, row.start, row.end), ())
    ]
    if lines:
        paper.add_heading("核对", 2)
    for line in lines:
        small(paper, line)


def _definitions(paper: Paper, cited: Sequence[Row], library: Library) -> None:
    paper.add_heading("口径", 2)
    for id in dict.fromkeys(row.indicator for row in cited if row.indicator in library.indicators):
        declared = library.indicators[id]
        meaning = "；".join(filter(None, (declared.definition.rstrip("。"), declared.formula, declared.standard)))
        small(paper, f"{declared.name}：{meaning}")


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
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
            run = cell.paragraphs[0].add_run(clean(words))
            run.font.size, run.bold = CELL, r == 0
            cell.width = column.width
    _dress_table(table)
    paper.add_paragraph().paragraph_format.space_after = Pt(0)


def _dress_table(table: WordTable) -> None:
    """Draw hairlines between lines of a table, with air around the words; a line stands whole on a page, and the head
    again on the next.
    """
    properties = table._tbl.tblPr
    properties.find(qn("w:tblLayout")).addprevious(parse_xml(HAIRLINES))  # the format prescribes the order
    properties.find(qn("w:tblLayout")).addnext(parse_xml(AIR))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in table.rows[0].cells:
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="F0F3F6"/>'))


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


def quiet(paper: Paper, words: str) -> Paragraph:
    """Add a line in small grey letters, and return it."""
    line = paper.add_paragraph()
    _grey(line, words)
    return line


def _grey(line: Paragraph, words: str) -> None:
    run = line.add_run(clean(words))
    run.font.size, run.font.color.rgb = Pt(9), RGBColor(0x5B, 0x67, 0x70)


def small(paper: Paper, words: str) -> None:
    """Add a line of the annex: small, close to the next."""
    line = paper.add_paragraph()
    line.paragraph_format.space_after = Pt(1)
    run = line.add_run(clean(words))
    run.font.size = Pt(8.5)


def dress(paper: Paper) -> None:
    """Set page, page numbers and the fonts of every style that is used."""
    effects = [id for id, rel in paper.part.rels.items() if rel.reltype.endswith("/stylesWithEffects")]
    for id in effects:  # of the library's template: says the styles again, otherwise
        del paper.part.rels[id]
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
