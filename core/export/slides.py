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

from core.analysis.spans import Sentence, counted
from core.export.challenges import challenges_of
from core.export.columns import deep, filled, letters, shortened, widths_of
from core.export.native import add_chart, drawn
from core.export.sources import Source, brief_source, quotes_of, sources_of
from core.library import Library
from core.screens.exhibit import Exhibit, Mark, Panel
from core.words import PRODUCT

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, INNER = Inches(0.6), Inches(12.13)
FONT = "Microsoft YaHei"  # an office program without it takes its own Chinese font
INK, SECOND, RULE, HEADROW = (RGBColor.from_string(c) for c in ("1F2933", "5B6770", "AEB8C0", "F0F3F6"))
TITLE_ONLY = 5  # layouts of the library's own template
TITLE_TOP = Inches(0.4)
BODY, SUBTITLE, POINT, SMALL = 16, 18, 20, 14  # pt; SMALL is for sources alone
SIDE = Inches(4.1)  # what stands beside a chart
TOP, BOTTOM, UNDER = Inches(1.8), Inches(6.2), Inches(6.3)  # of what a slide shows, and what is said under it
ROWS = 8  # of a table on a slide
TABLE_SLIDES = 2  # that one table may take; the rest stands in the sheet
COLUMNS = 6  # that can be read from the back of a room
CELL_LETTERS = 60  # of a cell of a slide; the whole sentence stands in the notes
SPACING = 1.35  # of a line of print to the size of its letters
SOURCES_A_SLIDE = 8
PANELS = 6  # small charts on one slide
QUOTES, QUOTE_LETTERS = 12, 140  # in the notes
MORE_ROWS = "另有{}，见备注里的链接和表格文件。"
MORE_COLUMNS = "另有{}（{}），见表格文件。"
APART = "不同轴、不排名"
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def deck(exhibits: Sequence[Exhibit], library: Library, title: str = "") -> bytes:
    """Return a 16:9 deck of the exhibits in their order.

    Args:
        title: of the cover, by default the name of the product; further lines stand below it, by default the places
            that speak.
    """
    title, *lines = (title or PRODUCT).split("\n")
    show = Presentation()
    show.slide_width, show.slide_height = WIDTH, HEIGHT
    show.core_properties.title, show.core_properties.language = title, "zh-CN"
    show.core_properties.comments = f"数据版本 {library.version}"
    _name_fonts(show)
    places = dict.fromkeys(row.place.short_name for exhibit in exhibits for row in exhibit.rows)
    _cover(_slide(show), title, lines or ("、".join(places),))
    for exhibit in exhibits:
        _show(show, exhibit, library)
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


def _cover(slide: Slide, title: str, lines: Sequence[str]) -> None:
    _title(slide, title, Inches(2.3), 40)
    box = _box(slide, LEFT, Inches(3.6), INNER, Inches(2))
    for words in lines:
        _write(box, words, 24, SECOND)
    _write(_box(slide, LEFT, Inches(6.5), INNER, Inches(0.6)), PROVENANCE, BODY, SECOND)


PROVENANCE = "数字均出自各地公开报告，原句在每页备注里，来源在最后；摘编请以官方原文为准。"


def _show(show: Presentation, exhibit: Exhibit, library: Library) -> None:
    """Add the slides of an exhibit: its chart, else its small charts, else its sentences, else its table."""
    marks = drawn(exhibit.chart)
    if marks:
        slide = _begun(show, exhibit)
        aside = [mark for mark in exhibit.chart.marks if mark not in marks]
        width = INNER - SIDE if aside else INNER
        add_chart(slide.shapes, exhibit.chart, LEFT, TOP, Emu(width - Inches(0.2)), Emu(BOTTOM - TOP), exhibit.title)
        _beside(slide, aside)
    elif exhibit.panels:
        slide = _begun(show, exhibit)
        _panels(slide, exhibit.panels)
    elif exhibit.points:
        slide = _begun(show, exhibit)
        _points(slide, exhibit.points)
    else:
        slide = _tables(show, exhibit)
    slide.notes_slide.notes_text_frame.text = _clean("\n".join(_said(exhibit, library)))


def _begun(show: Presentation, exhibit: Exhibit, title: str = "") -> Slide:
    slide = _slide(show)
    _title(slide, title or exhibit.title)
    _write(_box(slide, LEFT, Inches(1.25), INNER, Inches(0.5)), shortened(exhibit.subtitle, 60), SUBTITLE, SECOND)
    _footnote(slide, exhibit)
    return slide


def _panels(slide: Slide, panels: Sequence[Panel]) -> None:
    shown = [panel for panel in panels if drawn(panel.chart)][:PANELS]
    across = min(len(shown), 3) or 1
    down = -(-len(shown) // across)
    width, height = int(INNER / across), int((BOTTOM - TOP) / max(down, 1))
    for n, panel in enumerate(shown):
        left, top = LEFT + (n % across) * width, TOP + (n // across) * height
        _write(_box(slide, Emu(left), Emu(top), Emu(width), Inches(0.36)), panel.title, BODY, INK, bold=True)
        room = Emu(height - Inches(0.45))
        add_chart(slide.shapes, panel.chart, Emu(left), Emu(top + Inches(0.36)), Emu(width), room, panel.title)


def _points(slide: Slide, points: Sequence[Sentence]) -> None:
    longest = sum(-(-letters(point.text) // (INNER / Pt(POINT))) for point in points)
    size = POINT if longest <= 10 else BODY
    box = _box(slide, LEFT, TOP, INNER, Emu(BOTTOM - TOP))
    for point in points:
        _write(box, point.text, size, INK, space=8)


def _said(exhibit: Exhibit, library: Library) -> list[str]:
    sentence = [exhibit.sentence.text] if exhibit.sentence else []
    quotes = [shortened(quote, QUOTE_LETTERS) for quote in quotes_of(exhibit.rows, library)]
    more = [f"另有{counted(len(quotes) - QUOTES, '句')}见链接。"] if len(quotes) > QUOTES else []
    asked = [f"问：{c.question} 答：{shortened(c.answer, 160)}" for c in challenges_of(exhibit, library)]
    return [*sentence, *quotes[:QUOTES], *more, *asked, f"链接：{exhibit.address}"]


def _beside(slide: Slide, aside: Sequence[Mark]) -> None:
    """Tell what the chart does not draw: hatched what may not share the axis, in words what is silent; each with
    its reason.
    """
    left, top = Emu(LEFT + INNER - SIDE), Inches(1.9)
    apart = [mark for mark in aside if mark.value is not None]
    if apart:
        _write(_box(slide, left, top, SIDE, Inches(0.4)), APART, BODY, SECOND, bold=True)
    box_top = top + Inches(0.42)
    for mark in (*apart, *(mark for mark in aside if mark.value is None)):
        height = Inches(0.42 if not mark.note else 1.05)
        if box_top + height > BOTTOM:
            _write(_box(slide, left, box_top, SIDE, Inches(0.4)), "其余各行见备注", BODY, SECOND)
            return
        if mark.value is not None:
            _hatch(slide, mark, left, box_top + Inches(0.08))
        box = _box(slide, Emu(left + Inches(0.38)), box_top, Emu(SIDE - Inches(0.4)), height)
        _write(box, f"{_name(mark)}　{mark.label}", BODY, INK, bold=mark.value is not None)
        if mark.note:
            _write(box, shortened(mark.note, 30), BODY, SECOND)
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
    line = slide.shapes.add_connector(1, LEFT, Inches(6.78), Emu(LEFT + INNER), Inches(6.78))
    line.line.color.rgb, line.line.width = RULE, Pt(0.75)
    words = shortened(brief_source(exhibit.rows), int(INNER / Pt(SMALL)))
    _write(_box(slide, LEFT, Inches(6.84), INNER, Inches(0.4)), words, SMALL, SECOND)


def _appendix(slide: Slide, sources: Iterable[Source]) -> None:
    _title(slide, "来源")
    lines = [[source.words[0], source.short, source.words[2], source.words[4], source.words[6]] for source in sources]
    lines = [[shortened(words, CELL_LETTERS) for words in line] for line in lines]
    _grid(slide, APPENDIX, lines, Inches(1.3), widths_of(APPENDIX, lines, _letters(SMALL)), SMALL)


APPENDIX = ("编号", "发布机构", "标题", "发布日期", "来源")


def _tables(show: Presentation, exhibit: Exhibit) -> Slide:
    """Show a table on as many slides as it may take, say what is left out, and return the first."""
    words = [[shortened(cell.words, CELL_LETTERS) for cell in line] for line in exhibit.table.lines]
    head, lines = filled(exhibit.table.head, words)
    left_out = head[COLUMNS:]
    head, lines = head[:COLUMNS], [line[:COLUMNS] for line in lines]
    widths = widths_of(head, lines, _letters(BODY))
    parts = _parted(head, lines, widths)
    slides = []
    for n, part in enumerate(parts[:TABLE_SLIDES]):
        more = f"（{n + 1}/{min(len(parts), TABLE_SLIDES)}）" if len(parts) > 1 else ""
        slide = _begun(show, exhibit, f"{exhibit.title}{more}")
        _grid(slide, head, part, TOP, widths, BODY)
        slides.append(slide)
    slides = slides or [_begun(show, exhibit)]
    rest = sum(map(len, parts[TABLE_SLIDES:]))
    told = [MORE_ROWS.format(counted(rest, "行"))] if rest else []
    told += [MORE_COLUMNS.format(counted(len(left_out), "列"), "、".join(left_out[:3]))] if left_out else []
    if told:
        _write(_box(slides[-1], LEFT, UNDER, INNER, Inches(0.35)), "".join(told), BODY, SECOND)
    return slides[0]


def _parted(head: Sequence[str], lines: Sequence[list[str]], widths: Sequence[float]) -> list[list[list[str]]]:
    """Return the lines in parts that fit a slide, at most ``ROWS`` each."""
    parts: list[list[list[str]]] = []
    room = Emu(0)
    for line in lines:
        height = _height(line, widths, BODY)
        if not parts or len(parts[-1]) == ROWS or height > room:
            parts.append([])
            room = Emu(BOTTOM - TOP - _height(head, widths, BODY))
        parts[-1].append(line)
        room = Emu(room - height)
    return parts


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


def _write(frame: TextFrame, words: str, size: int, colour: RGBColor, bold: bool = False, space: int = 0) -> None:
    """Add a paragraph; the first fills the empty one that every frame begins with."""
    paragraph = (
        frame.paragraphs[0] if not frame.paragraphs[0].runs and len(frame.paragraphs) == 1 else frame.add_paragraph()
    )
    paragraph.alignment = 1  # left
    paragraph.space_after = Pt(space)
    run = paragraph.add_run()
    run.text = _clean(words)
    run.font.size, run.font.bold, run.font.color.rgb, run.font.name = Pt(size), bold, colour, FONT
    run._r.get_or_add_rPr().set("lang", "zh-CN")
    east_asian = run._r.get_or_add_rPr().makeelement(qn("a:ea"), {"typeface": FONT})
    run._r.get_or_add_rPr().append(east_asian)
    paragraph._p.get_or_add_endParaRPr().set("sz", str(size * 100))  # an empty cell is as high as this says


def _clean(words: str) -> str:
    """Return words without the characters that XML cannot hold."""
    return UNWRITABLE.sub("", words)
