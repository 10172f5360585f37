"""Native charts, editable in any office program: what shares an axis is drawn, in the colours of the places; nothing
else is a number in them. Slides and documents hold the same charts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from pptx.chart.chart import Chart as SlideChart
from pptx.chart.data import CategoryChartData
from pptx.chart.marker import Marker
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.shapetree import SlideShapes
from pptx.text.text import Font, TextFrame
from pptx.util import Emu, Pt

from core.export.columns import letters
from core.screens.exhibit import Chart, ChartKind, Mark

TYPES = {
    ChartKind.BAR: XL_CHART_TYPE.BAR_CLUSTERED,
    ChartKind.DOT: XL_CHART_TYPE.LINE_MARKERS,
    ChartKind.LINE: XL_CHART_TYPE.LINE_MARKERS,
    ChartKind.STACKED: XL_CHART_TYPE.BAR_STACKED_100,
    ChartKind.PARTS: XL_CHART_TYPE.BAR_STACKED,
    ChartKind.DUMBBELL: XL_CHART_TYPE.LINE_MARKERS,
    ChartKind.FUNNEL: XL_CHART_TYPE.BAR_STACKED,
    ChartKind.STRIP: XL_CHART_TYPE.LINE_MARKERS,
}
STACKS = (ChartKind.STACKED, ChartKind.PARTS)
BARS = (ChartKind.BAR, *STACKS)
ON_AXIS = (ChartKind.DOT, ChartKind.LINE, ChartKind.DUMBBELL)
MARKERS = (
    XL_MARKER_STYLE.CIRCLE,
    XL_MARKER_STYLE.SQUARE,
    XL_MARKER_STYLE.TRIANGLE,
    XL_MARKER_STYLE.DIAMOND,
    XL_MARKER_STYLE.X,
)
FEW, MANY = 3, 12  # bars that would be too thick without air; names that stand below each other on a slide
NAMES_MOST = 0.42  # of the width of a chart that the names of its bars take
TICKS, AIR = 5, 0.12  # most steps of an axis of rates, and the part of it left free above the highest mark
FONT = "Microsoft YaHei"  # an office program without it takes its own Chinese font
LABEL, AXIS = Pt(16), Pt(14)
ZERO = Pt(3)  # how wide the line is that stands for a bar of nothing
DARK = 140  # brightness of a colour below which words on it are white
INK, GRID, EDGE = RGBColor(0x1F, 0x29, 0x33), RGBColor(0xD5, 0xDB, 0xE1), RGBColor(0xAE, 0xB8, 0xC0)


def drawn(chart: Chart | None) -> tuple[Mark, ...]:
    """Return the marks that share the axis and have a number; none of a kind of chart that is not drawn here."""
    if chart is None or chart.kind not in TYPES:
        return ()
    return tuple(mark for mark in chart.marks if mark.value is not None and not mark.apart and not mark.hollow)


def add_chart(
    shapes: SlideShapes, chart: Chart, left: Emu, top: Emu, width: Emu, height: Emu, name: str = "", size: Emu = LABEL
) -> GraphicFrame:
    """Add a native chart of the marks that share the axis; each carries its label as the report wrote it.

    Args:
        name: read aloud in place of the picture.
        size: of its letters where it will stand.
    """
    marks = drawn(chart)
    data = DATA.get(chart.kind, _by_category)(chart, marks)
    frame = shapes.add_chart(TYPES[chart.kind], left, top, width, height, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", name)
    _number_axes(frame.chart)
    if chart.kind is ChartKind.STRIP:
        _dress_strip(frame.chart, marks)
        return frame
    categories, series = categories_of(chart.kind, marks), list(dict.fromkeys(mark.series for mark in marks))
    _dress(frame.chart, chart.kind, len(series), min(mark.value for mark in marks))
    plot = frame.chart.plots[0]
    if chart.kind in BARS:
        plot.gap_width = 60 if len(categories) > FEW else 180
        if len(categories) > MANY:
            frame.chart.category_axis.tick_labels.font.size = AXIS
        if chart.kind is ChartKind.BAR:
            frame.chart.value_axis.maximum_scale = _end_of_bars(marks, width / size)
        if chart.end:
            frame.chart.value_axis.maximum_scale = chart.end
        if len(series) == 1:
            _make_room(frame.chart, max(map(letters, categories)) * size / width)
    elif chart.kind is ChartKind.FUNNEL:
        _dress_funnel(frame.chart)
    elif chart.unit == "%":
        _scale_of_rates(frame.chart, [mark.value for mark in marks])
    if chart.kind is ChartKind.DUMBBELL:
        _join_up(frame.chart)
    for number, name in enumerate(series):
        mine = {mark.category: mark for mark in marks if mark.series == name}
        place = number + (chart.kind is ChartKind.FUNNEL)  # behind the spacer
        if chart.kind in STACKS:
            _fill(plot.series[place], next(iter(mine.values())).colour, outlined=True)  # what the legend shows
        if chart.kind is ChartKind.DUMBBELL:
            _mark(plot.series[place].marker, next(iter(mine.values())).colour, number)
        for n, category in enumerate(categories):
            if category in mine:
                lowest = chart.kind is ChartKind.DUMBBELL and _is_lowest(mine[category], marks)
                below = XL_LABEL_POSITION.BELOW if lowest else None
                _dress_point(plot.series[place], n, mine[category], chart.kind, number, below)
    return frame


def halves(chart: Chart) -> tuple[Chart, ...]:
    """Return bars with too many rows for one column as two charts with one scale, else the chart alone."""
    marks = drawn(chart)
    names = categories_of(chart.kind, marks)
    if chart.kind not in BARS or len(names) <= MANY:
        return (chart,)
    sums: dict[str, float] = {}
    for mark in marks:
        sums[mark.category] = sums.get(mark.category, 0.0) * (chart.kind in STACKS) + mark.value
    half = -(-len(names) // 2)
    return tuple(
        replace(chart, marks=tuple(mark for mark in marks if mark.category in part), end=max(sums.values()))
        for part in (names[:half], names[half:])
    )


def _number_axes(chart: SlideChart) -> None:
    """Give the axes positive numbers: the library's are below what the format allows."""
    for tag in ("c:axId", "c:crossAx"):
        for axis in chart._chartSpace.iter(qn(tag)):
            axis.set("val", axis.get("val").lstrip("-"))


def _make_room(chart: SlideChart, share: float) -> None:
    """Let the names of bars stand on one line: they get a share of the width, the bars what is left.

    Args:
        share: of the width that the longest name needs.
    """
    left = min(NAMES_MOST, share + AIR / 6)
    places = "".join(
        f'<c:{tag} val="{v:.4f}"/>' for tag, v in (("x", left), ("y", 0.02), ("w", 0.99 - left), ("h", 0.96))
    )
    layout = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/>{places}</c:manualLayout></c:layout>'
    )
    area = chart._chartSpace.find(f".//{qn('c:plotArea')}")
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    area.insert(0, layout)


def _end_of_bars(marks: Sequence[Mark], room: float) -> float:
    """Return where the axis ends so that each label has room behind its bar, on one line.

    Args:
        room: how wide the chart is, in letters of a label.
    """
    named = min(room * NAMES_MOST, 1 + max(letters(mark.category) for mark in marks))
    left = room - named
    shares = ((mark.value, min(0.7, (letters(mark.label) + 1.5) / left)) for mark in marks)
    return max((value / (1 - share) for value, share in shares), default=0) or 1


def _by_category(chart: Chart, marks: Sequence[Mark]) -> CategoryChartData:
    categories = categories_of(chart.kind, marks)
    data = CategoryChartData(number_format="General")
    data.categories = categories
    for name in dict.fromkeys(mark.series for mark in marks):
        mine = {mark.category: mark.value for mark in marks if mark.series == name}
        data.add_series(name or chart.unit, [mine.get(category) for category in categories])
    return data


def _funnel(chart: Chart, marks: Sequence[Mark]) -> CategoryChartData:
    """Return the stages behind an unseen series that centres them."""
    widest = max(mark.value for mark in marks)
    data = CategoryChartData(number_format="General")
    data.categories = [mark.category for mark in marks]
    data.add_series("居中", [(widest - mark.value) / 2 for mark in marks])
    data.add_series(chart.unit, [mark.value for mark in marks])
    return data


def _strip(chart: Chart, marks: Sequence[Mark]) -> CategoryChartData:
    """Return where each mark stands between the least and the most of its own row, a series a body."""
    data = CategoryChartData(number_format="General")
    data.categories = categories_of(chart.kind, marks)
    for name, mine in _bodies(marks):
        data.add_series(name, [mine[c].at if c in mine else None for c in categories_of(chart.kind, marks)])
    return data


def _bodies(marks: Sequence[Mark]) -> list[tuple[str, dict[str, Mark]]]:
    """Return series with at most one mark a category: several grey bodies share a name, never a series."""
    series: list[tuple[str, dict[str, Mark]]] = []
    for mark in marks:
        fitting = next((mine for name, mine in series if name == mark.series and mark.category not in mine), None)
        if fitting is None:
            series.append((mark.series, fitting := {}))
        fitting[mark.category] = mark
    return series


DATA = {ChartKind.FUNNEL: _funnel, ChartKind.STRIP: _strip}


def _dress_strip(chart: SlideChart, marks: Sequence[Mark]) -> None:
    """Mark the own body, leave the others grey, and hide the scale: every row has one of its own."""
    _dress(chart, ChartKind.DUMBBELL, 1)
    chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = -0.25, 1.25
    categories = categories_of(ChartKind.STRIP, marks)
    for number, (_, mine) in enumerate(_bodies(marks)):
        series = chart.plots[0].series[number]
        series.format.line.fill.background()
        for n, category in enumerate(categories):
            if category in mine:
                _dress_point(series, n, mine[category], ChartKind.DOT, 0)
    _join_up(chart)


def _dress_funnel(chart: SlideChart) -> None:
    chart.has_legend = False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 25, 100
    spacer = plot.series[0]
    spacer.format.fill.background()
    spacer.format.line.fill.background()
    chart.category_axis.reverse_order = True
    chart.value_axis.visible = False
    chart.value_axis.minimum_scale = 0


def _join_up(chart: SlideChart) -> None:
    """Draw a line from the highest to the lowest mark of each category: what makes dots a dumbbell."""
    line = chart._chartSpace.find(f".//{qn('c:lineChart')}")
    drawn_line = f'<c:spPr {nsdecls("c", "a")}><a:ln w="38100"><a:solidFill><a:srgbClr val="AEB8C0"/></a:solidFill></a:ln></c:spPr>'
    joined = parse_xml(f"<c:hiLowLines {nsdecls('c', 'a')}>{drawn_line}</c:hiLowLines>")
    line.find(qn("c:marker")).addprevious(joined)


def categories_of(kind: ChartKind, marks: Sequence[Mark]) -> list[str]:
    """Return the rows of a chart in their order; on a line of years every year between the first and the last."""
    names = list(dict.fromkeys(mark.category for mark in marks))
    if kind is not ChartKind.LINE or not all(map(str.isdecimal, names)):
        return names
    years = sorted(map(int, names))
    return [str(year) for year in range(years[0], years[-1] + 1)]  # a year without a figure keeps its place, empty


def _dress(chart: SlideChart, kind: ChartKind, series: int, lowest: float = 0) -> None:
    chart.font.size, chart.font.color.rgb = AXIS, INK
    _in_house_font(chart.font)
    _without_frame(chart)
    chart.has_title = False
    chart.has_legend = series > 1
    if series > 1:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    category, value = chart.category_axis, chart.value_axis
    category.format.line.color.rgb = GRID
    category.has_major_gridlines = False
    value.has_major_gridlines = kind in ON_AXIS
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.tick_labels.font.size = LABEL
    if value.has_major_gridlines:
        value.major_gridlines.format.line.color.rgb = GRID
    value.visible = kind in ON_AXIS
    value.format.line.fill.background()
    if kind in BARS:
        category.reverse_order = True  # the first row on top
        chart.plots[0].overlap = 100 if kind in STACKS else 0
        if lowest >= 0:
            value.minimum_scale = 0


def _in_house_font(font: Font) -> None:
    """Name the font for Chinese letters too: a document's own theme has another."""
    font.name = FONT
    font._rPr.append(font._rPr.makeelement(qn("a:ea"), {"typeface": FONT}))


def _without_frame(chart: SlideChart) -> None:
    space = chart._chartSpace
    bare = parse_xml(f"<c:spPr {nsdecls('c', 'a')}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>")
    space.find(qn("c:chart")).addnext(bare)


def _scale_of_rates(chart: SlideChart, values: Sequence[float]) -> None:
    """Let the axis of rates begin and end at a whole per cent, with air for the label above a mark and no tick
    above 100.
    """
    axis, low, high = chart.value_axis, max(0, math.floor(min(values)) - 1), math.ceil(max(values))
    axis.minimum_scale, axis.major_unit = low, max(1, math.ceil((high - low) / TICKS))
    axis.maximum_scale = high + AIR * (high - low)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = 'General"%"', False


def _fill(bar: object, colour: str, *, outlined: bool = False) -> None:
    bar.format.fill.solid()
    bar.format.fill.fore_color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
    if outlined:
        bar.format.line.color.rgb, bar.format.line.width = EDGE, Pt(0.75)


def _dress_point(
    series: object, n: int, mark: Mark, kind: ChartKind, number: int, place: XL_LABEL_POSITION | None = None
) -> None:
    point, colour = series.points[n], RGBColor.from_string(mark.colour.lstrip("#").upper())
    if kind in (*BARS, ChartKind.FUNNEL):
        _fill(point, mark.colour, outlined=kind in STACKS)
        if kind is ChartKind.BAR and not mark.value:  # a stated zero is seen: a line at the foot of its bar
            point.format.line.color.rgb, point.format.line.width = colour, ZERO
    else:
        series.smooth = False
        _mark(point.marker, mark.colour, number)
        if kind is ChartKind.LINE:
            series.format.line.color.rgb, series.format.line.width = colour, Pt(2.25)
        else:
            series.format.line.fill.background()
    if not mark.label:
        return  # a part too narrow for its number
    inside = kind in (*STACKS, ChartKind.FUNNEL)
    place = place or (XL_LABEL_POSITION.CENTER if inside else PLACES.get(kind, XL_LABEL_POSITION.ABOVE))
    frame = _label(point, mark.label, place)
    if inside and (299 * colour[0] + 587 * colour[1] + 114 * colour[2]) / 1000 < DARK:
        frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)


def _is_lowest(mark: Mark, marks: Sequence[Mark]) -> bool:
    beside = [other for other in marks if other.category == mark.category]
    return len(beside) > 1 and mark is min(beside, key=lambda other: other.value)


def _mark(marker: Marker, colour: str, number: int) -> None:
    shade = RGBColor.from_string(colour.lstrip("#").upper())
    marker.style, marker.size = MARKERS[number % len(MARKERS)], 12
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = shade
    marker.format.line.color.rgb = shade


PLACES = {ChartKind.BAR: XL_LABEL_POSITION.OUTSIDE_END}


def _label(point: object, words: str, place: XL_LABEL_POSITION) -> TextFrame:
    frame = point.data_label.text_frame
    frame.text, frame.word_wrap = words, False
    run = frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold = LABEL, True
    _in_house_font(run.font)
    point.data_label.position = place
    return frame
