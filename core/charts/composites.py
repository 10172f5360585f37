"""A composite: the parts of each score in a row, and the ranks it takes when the weights change."""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go

from core.analysis.composite import Composite
from core.charts.sketch import Sketch
from core.charts.template import (
    INK,
    NOTE,
    PAPER,
    escape,
    layout_for,
    legend_above,
    line_axis,
    row_axis,
    width_of,
)
from core.model import Place

ROW, LEGEND = 46, 30
TOLD_FROM = 4  # points that are wide enough for their number
SHADES = ("#12467B", "#4A86BD", "#A9C6E0", "#B5651D", "#E3BE8E", "#A9B4BD", "#DDE3E8")
INKS = (PAPER, PAPER, INK, PAPER, INK, INK, INK)


def score_bars(result: Composite, places: Mapping[str, Place], updated: str = "") -> go.Figure:
    """Return one bar a body, divided by what each indicator adds; behind it the score and the ranks it may take."""
    names = [f"{places[score.body[0]].short_name} {score.body[1]}" for score in result.scores]
    left = max(map(width_of, names)) + 24
    totals = "；".join(f"{name} {score.value:.1f} 分" for name, score in zip(names, result.scores, strict=True))
    sketch = Sketch(
        layout_for(
            "综合指数（自定）",
            f"满分 100；{totals}",
            f"算得：各项按打分方法换算后加权；名次为权重变动时十次里九次的范围 · {updated}",
            ROW * len(names),
            left=left,
            right=24,
        )
    )
    for n, indicator in enumerate(result.used):
        parts = [next((part for part in score.parts if part.indicator is indicator), None) for score in result.scores]
        sketch.bar(
            x=[part.points if part else 0 for part in parts],
            y=list(range(len(parts))),
            name=indicator.name,
            width=0.6,
            marker={"color": SHADES[n % len(SHADES)], "line": {"color": PAPER, "width": 1}},
            customdata=[[part.row.fact_id if part else ""] for part in parts],
            text=[f"{part.points:.0f}" if part and part.points >= TOLD_FROM else "" for part in parts],
            textposition="inside",
            textfont={"size": NOTE, "color": INKS[n % len(INKS)]},
            hovertext=[
                f"{escape(indicator.name)} {escape(part.row.written)}，折 {part.part:.2f}，权重 {part.weight:.0%}，得 {part.points:.1f} 分（算得）"
                if part
                else ""
                for part in parts
            ],
            hoverinfo="text",
            textangle=0,
            insidetextanchor="middle",
            constraintext="none",
        )
    for n, score in enumerate(result.scores):
        ranks = f"第 {score.low} 名" if score.low == score.high else f"第 {score.low}–{score.high} 名"
        sketch.say(score.value, n, f" <b><i>{score.value:.1f}</i></b>　{ranks}", 2, [""], "", showlegend=False)
    sketch.layout |= {
        "barmode": "stack",
        "showlegend": True,
        "xaxis": line_axis(range=[0, 140], visible=False),
        "yaxis": row_axis(
            tickvals=list(range(len(names))), ticktext=[escape(name) for name in names], range=[len(names) - 0.5, -0.5]
        ),
        "legend": legend_above(),
    }
    sketch.layout["margin"]["t"] += LEGEND
    sketch.layout["height"] += LEGEND
    return sketch.figure()
