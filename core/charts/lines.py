"""Lines over years with real gaps and labelled breaks; small multiples beyond three series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from core.analysis.rows import Row
from core.analysis.trend import Series, Trend
from core.analysis.wording import reason_of, why_in_brief
from core.charts.dots import scale
from core.charts.figure import ON_A_LINE
from core.charts.labels import PANEL, add_labels, crowded, over_or_under, shifted, words_at
from core.charts.lanes import GLYPHS, hover
from core.charts.notes import source_line
from core.charts.sketch import Sketch
from core.charts.template import GRID, INK, LABEL, NOTE, PAPER, RULE, SECOND, escape, layout_for, line_axis, quiet
from core.charts.ticks import ticks

TOGETHER = 3  # series that one panel carries
COLUMNS = 2
GAP = 74  # px between panels: ticks of one, heading of the next
GUTTER = 0.11
MOST_YEARS = 6  # written under one panel
GROUND = 0.2  # share of the height above the axis that words below a point take
NARROW = 0.5  # share of the width that a single year takes


def lines_over_years(trend: Trend, updated: str = "") -> go.Figure:
    """Return the series of a trend: in one panel up to three rates of one indicator, else a panel each.

    A line joins neighbouring years that may be compared, and nothing else. A break carries its reason; a year whose
    report is silent has a grey mark with the reason.
    """
    panels = _panels(trend)
    lines = -(-len(panels) // COLUMNS) if len(panels) > 1 else 1
    body = lines * PANEL + (lines - 1) * GAP + 30
    sketch = Sketch(
        layout_for(_title(trend), _subtitle(trend), source_line(trend.rows, updated), body, left=64, right=24)
    )
    for n, panel in enumerate(panels):
        _add_panel(sketch, panel, trend, n, _domain(n, len(panels), body, narrow=len(trend.years) == 1))
    return sketch.figure()


def _panels(trend: Trend) -> list[tuple[Series, ...]]:
    one_indicator = len({s.indicator.id for s in trend.series}) == 1
    rates = all(s.indicator.kind in ON_A_LINE for s in trend.series)
    whole = not any(series.breaks or series.loose for series in trend.series)
    if one_indicator and whole and (len(trend.years) == 1 or rates and len(trend.series) <= TOGETHER):
        return [trend.series]
    return [(series,) for series in trend.series]


def _title(trend: Trend) -> str:
    span = f"{trend.years[0]}–{trend.years[-1]} 年" if len(trend.years) > 1 else ""
    return f"{trend.title}　{span}" if span else trend.title


def _subtitle(trend: Trend) -> str:
    units = "、".join(dict.fromkeys(series.indicator.unit for series in trend.series))
    if len(trend.years) == 1:
        return f"单位：{units} · 只有 {trend.years[0]} 年有数值，还连不成线"
    blank = any(_silences(series, trend.years) for series in trend.series)
    return f"单位：{units} · 只连接同一机构、同一口径、相邻年份的数值；空缺处没有补数" + (
        "，“—”为报告没写" if blank else ""
    )


def _silences(series: Series, years: Sequence[int]) -> list[Row]:
    """Return the years among those shown of which a report was read and has no number to draw."""
    return [row for row in (*series.silent, *(r for r in series.rows if r.masked)) if row.year in years]


def _domain(n: int, count: int, body: float, narrow: bool) -> tuple[list[float], list[float]]:
    if count == 1:
        return [0, NARROW if narrow else 1], [0, 1 - 30 / body]
    width = (1 - GUTTER * (COLUMNS - 1)) / COLUMNS
    left = (n % COLUMNS) * (width + GUTTER)
    top = 1 - (30 + (n // COLUMNS) * (PANEL + GAP)) / body
    return [left, left + width], [max(0.0, top - PANEL / body), top]


def _add_panel(
    sketch: Sketch, panel: Sequence[Series], trend: Trend, n: int, domain: tuple[list[float], list[float]]
) -> None:
    axis = "" if n == 0 else str(n + 1)
    rows = [row for series in panel for row in series.rows if row.value is not None]
    low, high = _range(panel, rows, trend)
    values, words = ticks(low, high, panel[0].indicator.unit, 3)
    years = trend.years
    sketch.layout |= {
        f"xaxis{axis}": line_axis(
            domain=domain[0],
            anchor=f"y{axis}",
            range=[years[0] - 0.6, years[-1] + 0.6],
            tickvals=_ticks(years),
            ticktext=[str(year) for year in _ticks(years)],
            showgrid=False,
            tickangle=0,
        ),
        f"yaxis{axis}": line_axis(
            domain=domain[1], anchor=f"x{axis}", range=[low, high], tickvals=values, ticktext=words
        ),
    }
    _add_heading(sketch, panel, trend, domain)
    groups = crowded([row for row in rows if len(panel) > 1], low, high)
    moves = shifted(groups, low, high, float(years[-1] - years[0]))
    for series in panel:
        _add_series(sketch, series, axis, low, high, direct=len(panel) > 1, years=years, moves=moves)
    on = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"}
    for group in groups:
        add_labels(sketch, group, on, low, high, float(years[-1] - years[0]), moves)


def _ticks(years: Sequence[int]) -> list[int]:
    """Return the years that are written: every one, or every second or third where they are many."""
    return [year for year in years if (years[-1] - year) % -(-len(years) // MOST_YEARS) == 0]


def _range(panel: Sequence[Series], rows: Sequence[Row], trend: Trend) -> tuple[float, float]:
    kind, unit = panel[0].indicator.kind, panel[0].indicator.unit
    if kind in ON_A_LINE:
        shared = [
            r.value
            for s in trend.series
            if s.indicator.id == panel[0].indicator.id
            for r in s.rows
            if r.value is not None
        ]
        low, high = scale(shared, unit)
        return (low - (high - low) * 0.12, high + (high - low) * 0.28)
    alike = [r for s in trend.series if s.indicator.id == panel[0].indicator.id for r in s.rows if r.value is not None]
    top = max((row.number for row in alike), default=1.0) or 1.0  # one scale for all panels of an indicator
    return (0.0, top * 1.32)


def _add_heading(
    sketch: Sketch, panel: Sequence[Series], trend: Trend, domain: tuple[list[float], list[float]]
) -> None:
    if len(panel) > 1:
        return
    series = panel[0]
    several = len({s.indicator.id for s in trend.series}) > 1
    glyph = f'<span style="color:{series.place.colour}">{GLYPHS.get(series.place.marker, "●")}</span>'
    name = f"{glyph} <b>{escape(series.place.short_name)}</b>"
    sketch.annotate(
        text=f"{name}　{quiet(series.indicator.name)}" if several else name,
        x=domain[0][0],
        xref="paper",
        xanchor="left",
        y=domain[1][1],
        yref="paper",
        yanchor="bottom",
        font={"size": LABEL},
    )


def _add_series(
    sketch: Sketch,
    series: Series,
    axis: str,
    low: float,
    high: float,
    direct: bool,
    years: Sequence[int],
    moves: Mapping[str, float],
) -> None:
    on = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"}
    for segment in series.segments:
        sketch.scatter(
            x=[row.year for row in segment], y=[row.value for row in segment], mode="lines", hoverinfo="skip",
            line={"color": series.place.colour, "width": 2}, **on,
        )  # fmt: skip
    over = over_or_under(series.rows, [row for run in series.segments for row in run], low, high, years, ground=GROUND)
    points = sorted((row for row in series.rows if row.value is not None), key=lambda r: r.of_year)
    for n, row in enumerate(points):
        _add_point(sketch, row, on, direct and n == len(points) - 1, over[row.fact_id], moves.get(row.fact_id))
    for row in _silences(series, years):
        sketch.scatter(
            x=[row.year], y=[low], mode="markers", hovertext=[f"{row.year} {escape(reason_of(row))}"],
            hoverinfo="text", marker={"symbol": "line-ew-open", "size": 12, "color": RULE, "line": {"width": 2}}, **on,
        )  # fmt: skip
    for gap in series.breaks:
        sketch.scatter(
            x=[(gap.after + gap.before) / 2], y=[high], mode="text", text=[quiet(f"⁄⁄ {gap.why}")], hoverinfo="skip",
            textposition="bottom center", textfont={"size": NOTE, "color": SECOND}, **on,
        )  # fmt: skip
        sketch.rule(
            x0=(gap.after + gap.before) / 2, x1=(gap.after + gap.before) / 2, y0=low, y1=high,
            xref=on["xaxis"], yref=on["yaxis"], line={"color": GRID, "width": 1, "dash": "dot"}, layer="below",
        )  # fmt: skip


def _add_point(sketch: Sketch, row: Row, on: dict[str, str], named: bool, over: bool, move: float | None) -> None:
    hollow = row.pending or row.target or not row.ranked
    name = f"{escape(row.place.short_name)} " if named else ""
    why = f"<br>{quiet(why_in_brief(row).split('，')[0])}" if hollow else ""
    sketch.scatter(
        x=[row.of_year + (move or 0.0)],
        y=[row.value],
        mode="markers+text",
        text=[f"{name}{words_at(row)}{why}" if move is None else ""],
        textposition="top center" if over else "bottom center",
        textfont={"size": LABEL, "color": SECOND if hollow else INK},
        customdata=[[row.fact_id]],
        hovertext=[hover(row)],
        hoverinfo="text",
        marker={
            "symbol": row.place.marker,
            "size": 11,
            "color": PAPER if hollow else row.place.colour,
            "line": {"color": row.place.colour, "width": 2},
        },
        **on,
    )
