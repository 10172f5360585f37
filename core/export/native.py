"""Charts of slides, native and editable: what shares an axis is drawn, in the colours of the places; nothing else
is a number in them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from pptx.chart.chart import Chart as SlideChart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.shapes.shapetree import SlideShapes
from pptx.util import Emu, Pt

from core.screens.exhibit import Chart, ChartKind, Mark

TYPES = {
    ChartKind.BAR: XL_CHART_TYPE.BAR_CLUSTERED,
    ChartKind.DOT: XL_CHART_TYPE.LINE_MARKERS,
    ChartKind.LINE: XL_CHART_TYPE.LINE_MARKERS,
    ChartKind.STACKED: XL_CHART_TYPE.BAR_STACKED_100,
}
MARKERS = (
    XL_MARKER_STYLE.CIRCLE,
    XL_MARKER_STYLE.SQUARE,
    XL_MARKER_STYLE.TRIANGLE,
    XL_MARKER_STYLE.DIAMOND,
    XL_MARKER_STYLE.X,
)
FEW = 3  # bars that would be too thick without air
TICKS, AIR = 5, 0.12  # most steps of an axis of rates, and the part of it left free above the highest mark
LABEL, AXIS = Pt(14), Pt(12)
DARK = 140  # brightness of a colour below which words on it are white
INK, GRID = RGBColor(0x1F, 0x29, 0x33), RGBColor(0xD5, 0xDB, 0xE1)


def drawn(chart: Chart | None) -> tuple[Mark, ...]:
    """Return the marks that share the axis and have a number."""
    return (
        tuple(mark for mark in chart.marks if mark.value is not None and not mark.apart and not mark.hollow)
        if chart
        else ()
    )


def add_chart(shapes: SlideShapes, chart: Chart, left: Emu, top: Emu, width: Emu, height: Emu) -> None:
    """Add a native chart of the marks that share the axis; each carries its label as the report wrote it."""
    marks = drawn(chart)
    categories, series = _categories(chart.kind, marks), list(dict.fromkeys(mark.series for mark in marks))
    data = CategoryChartData(number_format="General")
    data.categories = categories
    for name in series:
        mine = {mark.category: mark.value for mark in marks if mark.series == name}
        data.add_series(name or chart.unit, [mine.get(category) for category in categories])
    frame = shapes.add_chart(TYPES[chart.kind], left, top, width, height, data)
    _dress(frame.chart, chart.kind, len(series))
    if chart.kind in (ChartKind.BAR, ChartKind.STACKED):
        frame.chart.plots[0].gap_width = 60 if len(categories) > FEW else 180
    elif chart.unit == "%":
        _scale_of_rates(frame.chart, [mark.value for mark in marks])
    for number, name in enumerate(series):
        mine = {mark.category: mark for mark in marks if mark.series == name}
        if chart.kind is ChartKind.STACKED:
            _fill(frame.chart.plots[0].series[number], next(iter(mine.values())).colour)  # what the legend shows
        for n, category in enumerate(categories):
            if category in mine:
                _dress_point(frame.chart.plots[0].series[number], n, mine[category], chart.kind, number)


def _categories(kind: ChartKind, marks: Sequence[Mark]) -> list[str]:
    names = list(dict.fromkeys(mark.category for mark in marks))
    if kind is not ChartKind.LINE:
        return names
    years = sorted(map(int, names))
    return [str(year) for year in range(years[0], years[-1] + 1)]  # a year without a figure keeps its place, empty


def _dress(chart: SlideChart, kind: ChartKind, series: int) -> None:
    chart.font.size, chart.font.color.rgb = AXIS, INK
    chart.has_title = False
    chart.has_legend = series > 1
    if series > 1:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    category, value = chart.category_axis, chart.value_axis
    category.format.line.color.rgb = GRID
    category.has_major_gridlines = False
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.tick_labels.font.size = LABEL
    value.has_major_gridlines = kind in (ChartKind.DOT, ChartKind.LINE)
    if value.has_major_gridlines:
        value.major_gridlines.format.line.color.rgb = GRID
    value.visible = kind in (ChartKind.DOT, ChartKind.LINE)
    value.format.line.fill.background()
    if kind in (ChartKind.BAR, ChartKind.STACKED):
        category.reverse_order = True  # the first row on top
        chart.plots[0].overlap = 100 if kind is ChartKind.STACKED else 0
        value.minimum_scale = 0


def _scale_of_rates(chart: SlideChart, values: Sequence[float]) -> None:
    """Let the axis of rates begin and end at a whole per cent, with air for the label above a mark and no tick
    above 100.
    """
    axis, low, high = chart.value_axis, max(0, math.floor(min(values)) - 1), math.ceil(max(values))
    axis.minimum_scale, axis.major_unit = low, max(1, math.ceil((high - low) / TICKS))
    axis.maximum_scale = high + AIR * (high - low)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = 'General"%"', False


def _fill(bar: object, colour: str) -> None:
    bar.format.fill.solid()
    bar.format.fill.fore_color.rgb = RGBColor.from_string(colour.lstrip("#").upper())


def _dress_point(series: object, n: int, mark: Mark, kind: ChartKind, number: int) -> None:
    point, colour = series.points[n], RGBColor.from_string(mark.colour.lstrip("#").upper())
    if kind in (ChartKind.BAR, ChartKind.STACKED):
        _fill(point, mark.colour)
    else:
        series.smooth = False
        point.marker.style, point.marker.size = MARKERS[number % len(MARKERS)], 12
        point.marker.format.fill.solid()
        point.marker.format.fill.fore_color.rgb = colour
        point.marker.format.line.color.rgb = colour
        if kind is ChartKind.LINE:
            series.format.line.color.rgb, series.format.line.width = colour, Pt(2.25)
        else:
            series.format.line.fill.background()
    if not mark.label:
        return  # a part too narrow for its number
    frame = point.data_label.text_frame
    frame.text = mark.label
    frame.paragraphs[0].runs[0].font.size = LABEL
    frame.paragraphs[0].runs[0].font.bold = True
    if kind is ChartKind.STACKED and (299 * colour[0] + 587 * colour[1] + 114 * colour[2]) / 1000 < DARK:
        frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    point.data_label.position = {
        ChartKind.BAR: XL_LABEL_POSITION.OUTSIDE_END, ChartKind.STACKED: XL_LABEL_POSITION.CENTER,
    }.get(kind, XL_LABEL_POSITION.ABOVE)  # fmt: skip
