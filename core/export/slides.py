"""A deck: a cover, one finding a slide with native charts, the sentences in the notes, the sources at the end."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from core.analysis.spans import Sentence
from core.cutting import shortened
from core.export.challenges import challenges_of
from core.export.codes import picture_of
from core.export.columns import filled, letters, widths_of
from core.export.cover import Cover
from core.export.native import add_chart, drawn, halves
from core.export.slide_face import (
    BODY,
    BOTTOM,
    INK,
    INNER,
    LEFT,
    POINT,
    SECOND,
    SIDE,
    SMALL,
    SPACING,
    SUBTITLE,
    TOP,
    UNDER,
    box,
    clean,
    fitted,
    height_of,
    new_show,
    new_slide,
    put_aside,
    put_footnote,
    put_panels,
    put_table,
    put_title,
    room,
    write,
)
from core.export.sources import Source, brief_source, quotes_of, sources_of
from core.export.wanted import while_wanted_each
from core.library import Library
from core.screens.exhibit import Exhibit, Panel

ROWS = 8  # of a table on a slide
SLIDES_EACH = 2  # that one exhibit may take; the rest stands in the sheet
LEAST, MOST = 10, 14  # slides of a pack
COLUMNS = 6  # that can be read from the back of a room
TABLE_SIZES = (20, 18, BODY)  # pt; the first in which a table stands on one slide, else the last
LEAD = 24  # letters of a sentence that may be its heading
CELL_LETTERS = 60  # of a cell of a slide; the whole sentence stands in the notes
SOURCES_A_SLIDE = 20
CODE = Inches(1.6)  # QR of the page, beside the sources
PANELS = 6  # small charts on one slide
QUOTES, QUOTE_LETTERS = 12, 140  # in the notes
MORE = "另有 {} {}，见备注里的链接和表格文件。"
MORE_COLUMNS = "另有 {} 列（{}），见表格文件。"
NTH = "第 {} 页，共 {} 页"
OWN_SCALES = "各图各用各的刻度"
PROVENANCE = "数字均出自各地公开报告，原句在每页备注里，来源在最后；摘编请以官方原文为准。"
LOW, GAP = Inches(6.7), 4  # where sentences end at the latest; pt between two
EVEN = 1.2  # of an even part that the longest of the parts may take
Draw = Callable[[Slide], None]


@dataclass(frozen=True, slots=True)
class Part:
    """What one slide of an exhibit shows, and how much that is."""

    draw: Draw
    holds: int = 1  # lines, small charts, sentences


@dataclass(frozen=True, slots=True)
class Shown:
    """An exhibit in parts, each a slide, and what no slide of it can hold."""

    exhibit: Exhibit
    parts: tuple[Part, ...]
    unit: str = "行"  # of what the parts hold
    note: str = ""  # on the last slide
    scale: str = ""  # on every slide
    even: tuple[Part, ...] = ()  # as many parts, none much shorter than another: where all are shown


def deck(exhibits: Sequence[Exhibit], library: Library, cover: Cover) -> bytes:
    """Return a 16:9 deck of the exhibits in their order; a pack has at most ``MOST`` slides."""
    show = new_show()
    show.core_properties.title, show.core_properties.language = cover.title, "zh-CN"
    show.core_properties.comments = f"数据版本 {library.version}"
    _cover(new_slide(show), cover.title, cover.lines)
    sources = sources_of(exhibits, library)
    pages = _evenly(sources, SOURCES_A_SLIDE)
    parted = [_parted(exhibit) for exhibit in exhibits]
    shares = _shared_out(parted, 1 + len(pages))
    for shown, most in while_wanted_each(zip(parted, shares, strict=True)):
        _show(show, shown, most, library)
    for n, page in enumerate(pages):
        more = f"（{n + 1}/{len(pages)}）" if len(pages) > 1 else ""
        _sources(
            new_slide(show), f"来源：{len(sources)} 份公开报告{more}", page, cover.address if page is pages[-1] else ""
        )
    file = io.BytesIO()
    show.save(file)
    return file.getvalue()


def _evenly(sources: Sequence[Source], most: int) -> list[Sequence[Source]]:
    """Return the sources in as few parts as there must be, none much shorter than another."""
    each = -(-len(sources) // (-(-len(sources) // most) or 1)) or 1
    return [sources[start : start + each] for start in range(0, len(sources), each)]


def _shared_out(parted: Sequence[Shown], around: int) -> list[int]:
    """Return how many slides each exhibit gets: in a pack so many that it has at most ``MOST``, and ``LEAST`` where
    there is enough to show.

    Args:
        around: slides that are no exhibit's.
    """
    wanted = [len(shown.parts) for shown in parted]
    if not all(shown.exhibit.chapter for shown in parted):
        return [min(n, SLIDES_EACH) for n in wanted]
    got = [n if shown.exhibit.points else 1 for n, shown in zip(wanted, parted, strict=True)]
    for most in range(2, max(wanted, default=0) + 1):
        for n in sorted(range(len(wanted)), key=lambda n: -wanted[n]):
            whole = around + sum(got)
            if wanted[n] >= most and whole < (MOST if most <= SLIDES_EACH else LEAST):
                got[n] = most
    return got


def _cover(slide: Slide, title: str, lines: Sequence[str]) -> None:
    put_title(slide, title, Inches(1.9), 40)
    bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, LEFT, Inches(1.75), Inches(1.2), Inches(0.08))
    bar.fill.solid()
    bar.fill.fore_color.rgb = INK
    bar.line.fill.background()
    bar.shadow.inherit = False
    frame = box(slide, LEFT, Inches(3.0), INNER, Inches(3.4))
    for words in lines:
        write(frame, words, POINT, SECOND, space=GAP)
    write(box(slide, LEFT, Inches(6.5), INNER, Inches(0.6)), PROVENANCE, BODY, SECOND)


def _parted(exhibit: Exhibit) -> Shown:
    """Return the slides of an exhibit: its chart, else its small charts, else its sentences, else its table."""
    if drawn(exhibit.chart):
        return Shown(exhibit, (Part(lambda slide: _chart(slide, exhibit)),))
    panels = [panel for panel in exhibit.panels if drawn(panel.chart)]
    if panels:
        cut = [panels[start : start + PANELS] for start in range(0, len(panels), PANELS)]
        return Shown(
            exhibit, tuple(Part(_panels_on(part), len(part)) for part in cut), "项", OWN_SCALES if panels[1:] else ""
        )
    if exhibit.points:
        return Shown(exhibit, tuple(Part(_points_on(part), len(part)) for part in _readable(exhibit.points)), "句")
    return _table(exhibit)


def _panels_on(panels: Sequence[Panel]) -> Draw:
    return lambda slide: put_panels(slide, panels)


def _chart(slide: Slide, exhibit: Exhibit) -> None:
    marks = drawn(exhibit.chart)
    aside = [mark for mark in exhibit.chart.marks if mark not in marks]
    parts = halves(exhibit.chart)
    width = Emu((INNER - SIDE if aside else INNER) // len(parts))
    for n, part in enumerate(parts):
        left = Emu(LEFT + n * width)
        add_chart(slide.shapes, part, left, TOP, Emu(width - Inches(0.2)), Emu(BOTTOM - TOP), exhibit.title)
    put_aside(slide, aside)


def _readable(points: Sequence[Sentence]) -> list[list[Sentence]]:
    """Return sentences in as few parts as fit a slide in the smaller of two sizes, none much longer than another."""
    parts = _cut(points, LOW - TOP)
    even = _cut(points, int(EVEN * _depth(points, BODY) / len(parts)))
    return even if len(even) == len(parts) else parts


def _cut(points: Sequence[Sentence], room: int) -> list[list[Sentence]]:
    parts: list[list[Sentence]] = [[]]
    for point in points:
        if parts[-1] and _depth((*parts[-1], point), BODY) > room:
            parts.append([])
        parts[-1].append(point)
    return parts


def _depth(points: Sequence[Sentence], size: int) -> Emu:
    """Return how high sentences stand below each other."""
    lines = sum(-(-letters(point.text) // room(INNER, size)) for point in points)
    return Emu(int(lines * Pt(size) * SPACING + len(points) * Pt(GAP)))


def _points_on(points: Sequence[Sentence]) -> Draw:
    def draw(slide: Slide) -> None:
        size = POINT if _depth(points, POINT) <= LOW - TOP else BODY
        frame = box(slide, LEFT, TOP, INNER, Emu(LOW - TOP))
        for point in points:
            write(frame, point.text, size, INK, space=GAP, lead=_lead(point.text))

    return draw


def _lead(words: str) -> int:
    """Return how many letters of a sentence name what it lists: 我方较高的："""
    at = words.find("：") + 1
    return at if at <= LEAD else 0


def _table(exhibit: Exhibit) -> Shown:
    words = [[shortened(cell.words, CELL_LETTERS, cell.at) for cell in line] for line in exhibit.table.lines]
    head, lines = filled(exhibit.table.head, words)
    left_out = head[COLUMNS:]
    head, lines = head[:COLUMNS], [line[:COLUMNS] for line in lines]
    if not lines:
        return Shown(exhibit, (Part(lambda _: None, 0),))
    parts = next(parts for size in TABLE_SIZES if len(parts := _laid_out(head, lines, size)) == 1 or size == BODY)
    even = _laid_out(head, lines, BODY, -(-len(lines) // len(parts))) if parts[1:] else parts
    rest = MORE_COLUMNS.format(len(left_out), "、".join(left_out[:3])) if left_out else ""
    return Shown(exhibit, parts, "行", rest, even=even if len(even) == len(parts) else parts)


def _laid_out(head: Sequence[str], lines: Sequence[list[str]], size: int, most: int = ROWS) -> tuple[Part, ...]:
    """Return the slides of a table in letters of a size, at most so many lines on each."""
    widths = widths_of(head, lines, INNER / Pt(size))
    cut = _fitting(head, lines, widths, size, most)
    return tuple(Part(_table_on(head, part, widths, size), len(part)) for part in cut)


def _table_on(head: Sequence[str], lines: Sequence[Sequence[str]], widths: Sequence[float], size: int) -> Draw:
    return lambda slide: put_table(slide, head, lines, widths, size)


def _fitting(
    head: Sequence[str], lines: Sequence[list[str]], widths: Sequence[float], size: int, most: int
) -> list[list[list[str]]]:
    """Return the lines in parts that fit a slide, at most ``most`` each."""
    parts: list[list[list[str]]] = []
    left = Emu(0)
    for line in lines:
        height = height_of(line, widths, size)
        if not parts or len(parts[-1]) == most or height > left:
            parts.append([])
            left = Emu(BOTTOM - TOP - height_of(head, widths, size))
        parts[-1].append(line)
        left = Emu(left - height)
    return parts


def _show(show: Presentation, shown: Shown, most: int, library: Library) -> None:
    """Add up to ``most`` slides of an exhibit, say on the last what is left out, and write the notes."""
    exhibit, whole = shown.exhibit, len(shown.parts) <= most
    parts = shown.even if whole and shown.even else shown.parts[:most]
    for n, part in enumerate(parts):
        slide = new_slide(show)
        put_title(slide, exhibit.title)
        nth = NTH.format(n + 1, len(parts)) if len(parts) > 1 else ""
        subtitle = fitted("；".join(filter(None, (exhibit.subtitle, shown.scale, nth))), room(INNER, SUBTITLE))
        write(box(slide, LEFT, Inches(1.25), INNER, Inches(0.5)), subtitle, SUBTITLE, SECOND)
        part.draw(slide)
        if source := brief_source(exhibit, library):
            put_footnote(slide, fitted(source, room(INNER, SMALL)))
        notes = _said(exhibit, library) if n == 0 else [f"链接：{exhibit.address}"]
        slide.notes_slide.notes_text_frame.text = clean("\n".join(notes))
    rest = sum(part.holds for part in shown.parts[most:])
    more = (MORE.format(rest, shown.unit) if rest else "") + shown.note
    remarks = "；".join(filter(None, (*exhibit.remarks, more)))
    if remarks:
        write(box(slide, LEFT, UNDER, INNER, Inches(0.35)), fitted(remarks, room(INNER, BODY)), BODY, SECOND)


def _said(exhibit: Exhibit, library: Library) -> list[str]:
    sentence = [exhibit.sentence.text] if exhibit.sentence else []
    quotes = [shortened(quote, QUOTE_LETTERS) for quote in quotes_of(exhibit.rows, library)]
    more = [f"另有 {len(quotes) - QUOTES} 句见链接。"] if len(quotes) > QUOTES else []
    asked = [f"问：{c.question} 答：{shortened(c.answer, 160)}" for c in challenges_of(exhibit, library)]
    return [*exhibit.remarks, *sentence, *quotes[:QUOTES], *more, *asked, f"链接：{exhibit.address}"]


def _sources(slide: Slide, title: str, sources: Iterable[Source], address: str) -> None:
    """Write reports a line each, and the QR of the page beside the last of them."""
    put_title(slide, title)
    width = Emu(INNER - CODE - Inches(0.3))
    frame = box(slide, LEFT, Inches(1.3), width, Inches(5.8))
    for source in sources:
        write(frame, fitted(source.line, room(width, SMALL) - 1), SMALL, INK, space=2)  # digits may be wider
    if code := picture_of(address):
        slide.shapes.add_picture(code, Emu(LEFT + INNER - CODE), Inches(1.3), CODE, CODE)
        beside = box(slide, Emu(LEFT + INNER - CODE), Emu(Inches(1.35) + CODE), CODE, Inches(0.4))
        write(beside, "扫码看原句", BODY, SECOND)
