"""The coverage matrix: places by themes, how much each report says."""

from __future__ import annotations

import plotly.graph_objects as go

from core.analysis.overview import Cell, Coverage
from core.charts.lanes import GLYPHS
from core.charts.sketch import Sketch
from core.charts.template import INK, LABEL, NOTE, escape, layout_for, quiet, row_axis, width_of
from core.model import Place

SHADES = ("#FFFFFF", "#E9F0F7", "#CFE0EF", "#AECBE4", "#8DB6DB")  # by the share of the theme that is stated
LINE = 29
HEAD = 44
LEAST_LEFT = 206  # px for the names of the lines
MARKS = (("pending", "○", "待核"), ("masked", "▦", "脱敏"), ("target", "◇", "仅有目标"))
KEY = "格内数字：有数值的指标数，色深为占该主题的比例　○ 待核　▦ 脱敏　◇ 仅有目标　— 没有数值　·　点击格子看该地该主题"


def coverage_matrix(view: Coverage) -> go.Figure:
    """Return the matrix; each cell carries place and theme as custom data.

    A cell shows how many indicators of the theme have a figure, and marks those pending, masked or only planned.
    A theme without any figure shows a dash: silence is seen, not left white.
    """
    lines = {line: n for n, line in enumerate(view.lines)}
    themes = {theme.id: n for n, theme in enumerate(view.themes)}
    body = LINE * len(lines)
    left = max(LEAST_LEFT, *(_needed(view, line) for line in lines)) if lines else LEAST_LEFT
    sketch = Sketch(layout_for("", "", "", body, left=left, right=8))
    sketch.layout |= {"height": body + HEAD + 30, "margin": {"l": left, "r": 8, "t": HEAD, "b": 30, "pad": 4}}
    at = [(themes[c.theme.id], lines[(c.place, c.level)], c) for c in view.cells]
    sketch.cells(
        x=[x for x, _, _ in at], y=[y for _, y, _ in at], z=[_shade(c) for _, _, c in at], zmin=0, zmax=len(SHADES) - 1,
        colorscale=[[n / (len(SHADES) - 1), shade] for n, shade in enumerate(SHADES)], showscale=False, xgap=2, ygap=2,
        hoverinfo="skip",
    )  # fmt: skip
    sketch.scatter(
        x=[x for x, _, _ in at], y=[y for _, y, _ in at], mode="markers+text", text=[_text(c) for _, _, c in at],
        marker={"size": LINE - 2, "opacity": 0, "symbol": "square"}, textposition="middle center",
        textfont={"size": LABEL, "color": INK}, customdata=[[c.place.id, c.theme.id] for _, _, c in at],
        hovertext=[_hover(c) for _, _, c in at], hoverinfo="text",
    )  # fmt: skip
    sketch.layout |= {
        "xaxis": row_axis(
            side="top",
            ticks="",
            tickvals=list(themes.values()),
            ticktext=[_heading(t.name) for t in view.themes],
            range=[-0.5, len(themes) - 0.5],
        ),
        "yaxis": row_axis(
            tickvals=list(lines.values()),
            ticktext=[_line(view, line) for line in lines],
            range=[len(lines) - 0.5, -0.5],
        ),
    }
    sketch.annotate(
        text=quiet(KEY),
        x=0,
        xref="paper",
        xanchor="left",
        xshift=4 - left,
        y=0,
        yref="paper",
        yanchor="top",
        yshift=-6,
    )
    return sketch.figure()


def _shade(cell: Cell) -> int:
    total = cell.stated + cell.pending + cell.masked + cell.target + cell.silent
    share = cell.stated / total if total else 0
    return 0 if not cell.stated else 1 + min(3, int(share * 8))


def _text(cell: Cell) -> str:
    notes = "".join(f"{glyph}{getattr(cell, name)}" for name, glyph, _ in MARKS if getattr(cell, name))
    if not cell.stated:
        return quiet(notes or "—")
    return f"<b>{cell.stated}</b>" + (f" {quiet(notes)}" if notes else "")


def _hover(cell: Cell) -> str:
    counts = [
        f"{cell.stated} 项有数值",
        *(f"{getattr(cell, name)} 项{word}" for name, _, word in MARKS if getattr(cell, name)),
    ]
    head = f"<b>{escape(cell.place.short_name)} · {escape(cell.theme.name)}</b>　{escape(cell.level)}"
    return "<br>".join(
        (
            head,
            "，".join((*counts, f"{cell.silent} 项没有数值")),
            quiet(f"报告年份：{'、'.join(map(str, cell.years))}"),
            quiet(cell.theme.question),
        )
    )


def _heading(name: str) -> str:
    return f"{name[:2]}<br>{name[2:]}" if len(name) > 3 else f"{name}<br> "


def _line(view: Coverage, line: tuple[Place, str]) -> str:
    place, level = line
    years = next(cell.years for cell in view.cells if (cell.place, cell.level) == line)
    glyph = f'<span style="color:{place.colour}">{GLYPHS.get(place.marker, "●")}</span>'
    return f"{glyph} <b>{escape(place.short_name)}</b> {quiet(f'{level} {_span(years)}')}"


def _needed(view: Coverage, line: tuple[Place, str]) -> int:
    """Return the px that the name of a line takes."""
    place, level = line
    years = next(cell.years for cell in view.cells if (cell.place, cell.level) == line)
    return int(width_of(f"● {place.short_name} ") + width_of(f"{level} {_span(years)}", NOTE)) + 16


def _span(years: tuple[int, ...]) -> str:
    """Return years as people write a span: 2019–2023, or the one year."""
    if not years:
        return ""
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
