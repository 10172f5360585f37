"""A deck: a cover, one conclusion a slide with a native chart, the sentences in the notes, the sources at the end."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from core.export.columns import deep, filled, letters, shortened, widths_of
from core.export.native import add_chart, drawn
from core.export.sources import HEAD, Source, quotes_of, sources_of
from core.library import Library
from core.screens.exhibit import Exhibit, Mark, Table
from core.words import PRODUCT

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, INNER = Inches(0.6), Inches(12.13)
FONT = "Microsoft YaHei"  # an office program without it takes its own Chinese font
INK, SECOND, RULE, HEADROW = (RGBColor.from_string(c) for c in ("1F2933", "5B6770", "AEB8C0", "F0F3F6"))
TITLE_ONLY = 5  # layouts of the library's own template
TITLE_TOP = Inches(0.45)
SIDE = Inches(3.9)  # what stands beside a chart
TABLE_TOP, TABLE_BOTTOM, UNDER_TABLE = Inches(1.8), Inches(5.95), Inches(6.15)
CELL_LETTERS = 90  # of a cell of a slide; the whole sentence stands in the notes
SPACING = 1.45  # of a line of print to the size of its letters
SOURCES_A_SLIDE = 7
MORE_ROWS = "这里只放得下这些行，其余在备注、链接和表格文件里。"
APART = "不同轴、不排名"
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def deck(exhibits: Sequence[Exhibit], library: Library, title: str = "") -> bytes:
    """Return a 16:9 deck of the exhibits in their order.

    Args:
        title: of the cover; by default the name of the product.
    """
    show = Presentation()
    show.slide_width, show.slide_height = WIDTH, HEIGHT
    _name_fonts(show)
    _cover(_slide(show), title or PRODUCT, exhibits, library)
    for exhibit in exhibits:
        _conclusion(show, exhibit, library)
    sources = sources_of(exhibits, library)
    for start in range(0, len(sources), SOURCES_A_SLIDE):
        _appendix(_slide(show), sources[start : start + SOURCES_A_SLIDE])
    file = io.BytesIO()
    show.save(file)
    return file.getvalue()


def _slide(show: Presentation) -> Slide:
    return show.slides.add_slide(show.slide_layouts[TITLE_ONLY])


def _name_fonts(show: Presentation) -> None:
    """Name our font in the theme, so that charts and tables have it without saying so."""
    part = next(rel.target_part for rel in show.slide_master.part.rels.values() if rel.reltype.endswith("/theme"))
    theme = part.blob.decode("utf-8")
    for tag in ("latin", "ea"):
        theme = re.sub(rf'<a:{tag} typeface="[^"]*"', f'<a:{tag} typeface="{FONT}"', theme)
    part._blob = theme.encode("utf-8")  # the library gives a theme no other way in


def _cover(slide: Slide, title: str, exhibits: Sequence[Exhibit], library: Library) -> None:
    _title(slide, title, Inches(2.4), 40)
    places = dict.fromkeys(row.place.short_name for exhibit in exhibits for row in exhibit.rows)
    box = _box(slide, LEFT, Inches(3.6), INNER, Inches(2))
    _write(box, "、".join(places), 22, SECOND)
    _write(box, f"数据版本 {library.version}", 16, SECOND)
    _write(
        box,
        "数字均出自各地公开报告，原句在每页备注里，来源在最后。摘编由本项目按原文数字改写，引用请以官方原文为准。",
        14,
        SECOND,
    )


def _conclusion(show: Presentation, exhibit: Exhibit, library: Library) -> None:
    marks = drawn(exhibit.chart)
    aside = [mark for mark in exhibit.chart.marks if mark not in marks] if exhibit.chart else []
    slide = _slide(show)
    _title(slide, exhibit.title)
    _write(_box(slide, LEFT, Inches(1.25), INNER, Inches(0.5)), exhibit.subtitle, 16, SECOND)
    if marks:
        width = INNER - SIDE if aside else INNER
        add_chart(slide.shapes, exhibit.chart, LEFT, Inches(1.8), Emu(width - Inches(0.2)), Inches(4.6))
        _beside(slide, aside)
    elif exhibit.table.lines:
        _table(slide, exhibit.table)
    _footnote(slide, exhibit)
    slide.notes_slide.notes_text_frame.text = _clean("\n".join(_said(exhibit, library)))


def _said(exhibit: Exhibit, library: Library) -> list[str]:
    sentence = [exhibit.sentence.text] if exhibit.sentence else []
    return [*sentence, *quotes_of(exhibit.rows, library), f"链接：{exhibit.address}"]


def _beside(slide: Slide, aside: Sequence[Mark]) -> None:
    """Tell what the chart does not draw: hatched what may not share the axis, in words what is silent; each with
    its reason.
    """
    left, top = Emu(LEFT + INNER - SIDE), Inches(1.9)
    apart = [mark for mark in aside if mark.value is not None]
    if apart:
        _write(_box(slide, left, top, SIDE, Inches(0.4)), APART, 14, SECOND, bold=True)
    box_top = top + Inches(0.42)
    for mark in (*apart, *(mark for mark in aside if mark.value is None)):
        height = Inches(0.42 if not mark.note else 0.78)
        if box_top + height > Inches(6.4):
            _write(_box(slide, left, box_top, SIDE, Inches(0.4)), "其余各行见备注", 13, SECOND)
            return
        if mark.value is not None:
            _hatch(slide, mark, left, box_top + Inches(0.08))
        box = _box(slide, Emu(left + Inches(0.38)), box_top, Emu(SIDE - Inches(0.4)), height)
        _write(box, f"{_name(mark)}　{mark.label}", 14, INK, bold=mark.value is not None)
        if mark.note:
            _write(box, shortened(mark.note, 44), 12, SECOND)
        box_top += height


def _name(mark: Mark) -> str:
    return f"{mark.series} {mark.category}" if mark.series else mark.category


def _hatch(slide: Slide, mark: Mark, left: Emu, top: Emu) -> None:
    swatch = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, Emu(top), Inches(0.28), Inches(0.2))
    colour = RGBColor.from_string(mark.colour.lstrip("#").upper())
    swatch.line.color.rgb, swatch.line.width = colour, Pt(1)
    swatch.shadow.inherit = False
    if mark.hollow:
        swatch.fill.background()
        return
    swatch.fill.patterned()
    swatch.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    swatch.fill.fore_color.rgb, swatch.fill.back_color.rgb = colour, RGBColor(0xFF, 0xFF, 0xFF)


def _footnote(slide: Slide, exhibit: Exhibit) -> None:
    line = slide.shapes.add_connector(1, LEFT, Inches(6.52), Emu(LEFT + INNER), Inches(6.52))
    line.line.color.rgb, line.line.width = RULE, Pt(0.75)
    box = _box(slide, LEFT, Inches(6.58), INNER, Inches(0.8))
    _write(box, exhibit.footer, 12, SECOND)
    if exhibit.notes:
        told = "；".join(note.rstrip("。") for note in exhibit.notes)
        _write(box, f"注意：{shortened(told, 120)}", 12, SECOND)


def _appendix(slide: Slide, sources: Iterable[Source]) -> None:
    _title(slide, "来源")
    lines = [source.words for source in sources]
    _grid(slide, HEAD, lines, Inches(1.4), widths_of(HEAD, lines, _letters(11)), 11)


def _table(slide: Slide, table: Table) -> None:
    """Show as many lines as the slide holds, and say so where there are more."""
    size = 12 if len(table.head) <= 10 else 11
    head, lines = filled(table.head, [[shortened(cell.words, CELL_LETTERS) for cell in line] for line in table.lines])
    widths = widths_of(head, lines, _letters(size))
    room, shown = TABLE_BOTTOM - TABLE_TOP - _height(head, widths, size), []
    for line in lines:
        room -= _height(line, widths, size)
        if room < 0 and shown:
            _write(_box(slide, LEFT, UNDER_TABLE, INNER, Inches(0.3)), MORE_ROWS, 12, SECOND)
            break
        shown.append(line)
    _grid(slide, head, shown, TABLE_TOP, widths, size)


def _letters(size: int) -> float:
    """Return how many Chinese letters of a size stand beside each other on a slide."""
    return INNER / Pt(size)


def _height(line: Sequence[str], widths: Sequence[float], size: int) -> Emu:
    return Emu(int(Pt(size) * SPACING * deep(line, widths)) + Inches(0.12))


def _grid(
    slide: Slide, head: Sequence[str], lines: Sequence[Sequence[str]], top: Emu, widths: Sequence[float], size: int
) -> None:
    heights = [_height(line, widths, size) for line in (head, *lines)]
    shape = slide.shapes.add_table(len(lines) + 1, len(head), LEFT, top, INNER, Emu(sum(heights)))
    table = shape.table
    shape._element.graphic.graphicData.tbl[0][
        -1
    ].text = "{5940675A-B579-460E-94D1-54222C63F5DA}"  # the plain style with a grid
    table.horz_banding = False
    for n, width in enumerate(widths):
        table.columns[n].width = Emu(int(INNER * width / sum(widths)))
    for r, line in enumerate((head, *lines)):
        table.rows[r].height = heights[r]
        for c, words in enumerate(line):
            cell = table.cell(r, c)
            cell.margin_left = cell.margin_right = Inches(0.06)
            cell.margin_top = cell.margin_bottom = Inches(0.04)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            if r == 0:
                cell.fill.solid()
                cell.fill.fore_color.rgb = HEADROW
            _write(cell.text_frame, words, size, INK, bold=r == 0)


def _title(slide: Slide, words: str, top: Emu = TITLE_TOP, size: int = 28) -> None:
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = LEFT, top, INNER, Inches(0.85)
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    shape.text_frame.clear()
    _write(frame, words, size if letters(words) <= INNER / Pt(size) else size - 6, INK, bold=True)


def _box(slide: Slide, left: Emu, top: Emu, width: Emu, height: Emu) -> TextFrame:
    frame = slide.shapes.add_textbox(left, Emu(top), width, height).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Inches(0.03)
    return frame


def _write(frame: TextFrame, words: str, size: int, colour: RGBColor, bold: bool = False) -> None:
    """Add a paragraph; the first fills the empty one that every frame begins with."""
    paragraph = (
        frame.paragraphs[0] if not frame.paragraphs[0].runs and len(frame.paragraphs) == 1 else frame.add_paragraph()
    )
    paragraph.alignment = 1  # left
    run = paragraph.add_run()
    run.text = _clean(words)
    run.font.size, run.font.bold, run.font.color.rgb, run.font.name = Pt(size), bold, colour, FONT
    east_asian = run._r.get_or_add_rPr().makeelement(qn("a:ea"), {"typeface": FONT})
    run._r.get_or_add_rPr().append(east_asian)
    paragraph._p.get_or_add_endParaRPr().set("sz", str(size * 100))  # an empty cell is as high as this says


def _clean(words: str) -> str:
    """Return words without the characters that XML cannot hold."""
    return UNWRITABLE.sub("", words)
