"""What slides are made of: boxes of words, tables, small charts, in the fonts and sizes of the house."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Show
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Emu, Inches, Length, Pt

from core.export.columns import deep, letters
from core.export.native import FONT, add_chart
from core.screens.exhibit import Mark, Panel

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, INNER = Inches(0.6), Inches(12.13)
INK, SECOND, RULE, HEADROW = (RGBColor.from_string(c) for c in ("1F2933", "5B6770", "AEB8C0", "F0F3F6"))
TITLE_ONLY = 5  # layouts of the library's own template
TITLE_TOP = Inches(0.4)
TITLE, LONG_TITLE, TITLES = 28, 22, (28, 24, 20)  # pt; of a title of two lines; of one line
BODY, SUBTITLE, POINT, SMALL = 16, 18, 20, 14  # pt; SMALL is for sources alone
SIDE = Inches(4.1)  # what stands beside a chart
TOP, BOTTOM, UNDER = Inches(1.8), Inches(6.2), Inches(6.3)  # of what a slide shows, and what is said under it
SPACING = 1.35  # of a line of print to the size of its letters
APART = "不同轴、不排名"
NOTE = 30  # letters of a reason beside a chart
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def new_show() -> Show:
    """Return an empty deck of 16:9 whose theme names our font, so that charts and tables have it without saying so."""
    show = Presentation()
    show.slide_width, show.slide_height = WIDTH, HEIGHT
    part = next(rel.target_part for rel in show.slide_master.part.rels.values() if rel.reltype.endswith("/theme"))
    theme = part.blob.decode("utf-8")
    for tag in ("latin", "ea"):
        theme = re.sub(rf'<a:{tag} typeface="[^"]*"', f'<a:{tag} typeface="{FONT}"', theme)
    part._blob = theme.encode("utf-8")  # the library gives a theme no other way in
    return show


def new_slide(show: Show) -> Slide:
    """Add a slide with a title and nothing else."""
    return show.slides.add_slide(show.slide_layouts[TITLE_ONLY])


def put_title(slide: Slide, words: str, top: Length = TITLE_TOP, size: int = TITLE) -> None:
    """Write the title as large as it stands on one line; one that needs two lines is smaller."""
    shape = cast(Shape, slide.shapes.title)  # of every layout that is used here
    shape.left, shape.top, shape.width, shape.height = LEFT, top, INNER, Inches(0.85)
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    shape.text_frame.clear()
    sizes = (size, *(smaller for smaller in TITLES if smaller < size))
    fitting = (size for size in sizes if letters(words) <= room(INNER, size) - 1)  # bold letters are wider
    write(frame, words, next(fitting, LONG_TITLE), INK, bold=True)


def room(width: Length, size: int) -> float:
    """Return how many Chinese letters of a size stand beside each other, with some to spare at the margins."""
    return width / Pt(size) - 1


def box(slide: Slide, left: Length, top: Length, width: Length, height: Length) -> TextFrame:
    """Add an empty box for words."""
    frame = slide.shapes.add_textbox(left, Emu(top), width, height).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Inches(0.03)
    return frame


def write(
    frame: TextFrame, words: str, size: int, colour: RGBColor, bold: bool = False, space: int = 0, lead: int = 0
) -> None:
    """Add a paragraph; the first fills the empty one that every frame begins with.

    Args:
        lead: letters at the beginning that are bold, so that the eye finds what the rest is about.
    """
    paragraph = (
        frame.paragraphs[0] if not frame.paragraphs[0].runs and len(frame.paragraphs) == 1 else frame.add_paragraph()
    )
    paragraph.alignment = 1  # left
    paragraph.space_after = Pt(space)
    if lead:
        _add_run(paragraph, words[:lead], size, colour, True)
    _add_run(paragraph, words[lead:], size, colour, bold)
    paragraph._p.get_or_add_endParaRPr().set("sz", str(size * 100))  # an empty cell is as high as this says


def _add_run(paragraph: _Paragraph, words: str, size: int, colour: RGBColor, bold: bool) -> None:
    run = paragraph.add_run()
    run.text = clean(words)
    run.font.size, run.font.bold, run.font.color.rgb, run.font.name = Pt(size), bold, colour, FONT
    properties = run._r.get_or_add_rPr()
    properties.set("lang", "zh-CN")
    properties.append(properties.makeelement(qn("a:ea"), {"typeface": FONT}))


def clean(words: str) -> str:
    """Return words without the characters that XML cannot hold."""
    return UNWRITABLE.sub("", words)


def put_footnote(slide: Slide, words: str) -> None:
    """Write the sources of a slide on one line under a rule."""
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, LEFT, Inches(6.78), Emu(LEFT + INNER), Inches(6.78))
    line.line.color.rgb, line.line.width = RULE, Pt(0.75)
    line.shadow.inherit = False
    write(box(slide, LEFT, Inches(6.84), INNER, Inches(0.4)), words, SMALL, SECOND)


def height_of(line: Sequence[str], widths: Sequence[float], size: int = BODY) -> Length:
    """Return how high a line of a table is."""
    return Emu(int(Pt(size) * SPACING * deep(line, widths)) + Inches(0.12))


def put_table(
    slide: Slide, head: Sequence[str], lines: Sequence[Sequence[str]], widths: Sequence[float], size: int = BODY
) -> None:
    """Add a table as wide as the slide, a hairline under each line.

    Args:
        size: of its letters, in pt.
    """
    heights = [height_of(line, widths, size) for line in (head, *lines)]
    shape = slide.shapes.add_table(len(lines) + 1, len(head), LEFT, TOP, INNER, Emu(sum(heights)))
    table = shape.table
    style = shape._element.find(f".//{qn('a:tableStyleId')}")
    style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the plain one without a grid
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
            _underline(cell)
            write(cell.text_frame, words, size, INK, bold=r == 0)


def _underline(cell: _Cell) -> None:
    line = parse_xml(f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill><a:srgbClr val="{RULE}"/></a:solidFill></a:lnB>')
    cell._tc.get_or_add_tcPr().insert(0, line)


def put_panels(slide: Slide, panels: Sequence[Panel]) -> None:
    """Add small charts beside and under each other, each with its name and on its own scale."""
    across = 2 if len(panels) in (2, 4) else min(len(panels), 3)
    down = -(-len(panels) // across)
    width, height, gap = int(INNER / across), int((BOTTOM - TOP) / down), Inches(0.2)
    for n, panel in enumerate(panels):
        left, top = Emu(LEFT + (n % across) * width), Emu(TOP + (n // across) * height)
        name = fitted(panel.title, room(Emu(width - gap), BODY))
        write(box(slide, left, top, Emu(width - gap), Inches(0.36)), name, BODY, INK, bold=True)
        below = Emu(height - Inches(0.45))
        add_chart(slide.shapes, panel.chart, left, Emu(top + Inches(0.36)), Emu(width - gap), below, panel.title)


def fitted(words: str, most: float) -> str:
    """Return words that stand on one line of so many letters, or their beginning with …

    >>> fitted("实质公开率（占实体答复）", 8)
    '实质公开率（占…'
    """
    length = len(words)
    while length and letters(words[:length]) > most - (length < len(words)):
        length -= 1
    return words if length == len(words) else f"{words[:length]}…"


def put_aside(slide: Slide, aside: Sequence[Mark]) -> None:
    """Tell what the chart does not draw: hatched what may not share the axis, in words what is silent; each with
    its reason.
    """
    left, top = Emu(LEFT + INNER - SIDE), Inches(1.9)
    apart = [mark for mark in aside if mark.value is not None]
    if apart:
        write(box(slide, left, top, SIDE, Inches(0.4)), APART, BODY, SECOND, bold=True)
    box_top: Length = Emu(top + Inches(0.42))
    for mark in (*apart, *(mark for mark in aside if mark.value is None)):
        words = f"{_name(mark)}　{mark.label}"
        lines = -(-letters(words) // room(Emu(SIDE - Inches(0.4)), BODY))
        height = Inches(0.42 + 0.28 * (lines - 1) + (0.63 if mark.note else 0))
        if box_top + height > BOTTOM:
            write(box(slide, left, box_top, SIDE, Inches(0.4)), "其余各行见备注", BODY, SECOND)
            return
        if mark.value is not None:
            _hatch(slide, mark, left, Emu(box_top + Inches(0.08)))
        frame = box(slide, Emu(left + Inches(0.38)), box_top, Emu(SIDE - Inches(0.4)), height)
        write(frame, words, BODY, INK, bold=mark.value is not None)
        if mark.note:
            write(frame, fitted(mark.note, NOTE), BODY, SECOND)
        box_top = Emu(box_top + height)


def _name(mark: Mark) -> str:
    return f"{mark.series} {mark.category}" if mark.series else mark.category


def _hatch(slide: Slide, mark: Mark, left: Length, top: Length) -> None:
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
