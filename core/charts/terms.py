"""Words as bars: here to the right, elsewhere to the left; shares of themes place by place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from core.analysis.terms import Key
from core.charts.sketch import Sketch
from core.charts.template import (
    NOTE,
    PAPER,
    RULE,
    SECOND,
    escape,
    layout_for,
    legend_above,
    line_axis,
    row_axis,
    width_of,
)
from core.model import Place, Theme

ROW, SMALL = 26, 24


def key_bars(
    title: str, subtitle: str, keys: Sequence[Key], colour: str, footer: str, sides: tuple[str, str]
) -> go.Figure:
    """Return one row a word: how often in a thousand words here (right) and there (left), with the counts of both
    sides.
    """
    left = max((width_of(key.word) for key in keys), default=60) + 24
    sketch = Sketch(layout_for(title, subtitle, footer, ROW * len(keys) + 24, left=left, right=24))
    top = max((max(key.here, key.there) for key in keys), default=1.0) or 1.0
    rows = list(range(len(keys)))
    for sign, side, fill, values in (
        (1, sides[0], colour, [k.here for k in keys]),
        (-1, sides[1], RULE, [k.there for k in keys]),
    ):
        counts = [k.count if sign > 0 else k.other_count for k in keys]
        sketch.bar(
            x=[sign * value for value in values],
            y=rows,
            width=0.6,
            marker={"color": fill},
            customdata=[[key.word] for key in keys],
            text=[f"{count} 次" for count in counts],
            textposition="outside",
            textfont={"size": NOTE, "color": SECOND},
            hovertext=[
                f"{escape(side)}：{escape(k.word)} {c} 次，每千词 {v:.1f} 次；特色程度 {abs(k.strength):.1f}"
                for k, c, v in zip(keys, counts, values, strict=True)
            ],
            hoverinfo="text",
        )
    for x, words, anchor in ((0.06 * top, f"{sides[0]} →", "left"), (-0.06 * top, f"← {sides[1]}", "right")):
        sketch.annotate(
            text=escape(words), x=x, xanchor=anchor, y=-0.9, yanchor="bottom", font={"size": NOTE, "color": SECOND}
        )
    sketch.layout |= {
        "barmode": "overlay",
        "xaxis": line_axis(range=[-1.25 * top, 1.25 * top], visible=False),
        "yaxis": row_axis(tickvals=rows, ticktext=[escape(key.word) for key in keys], range=[len(keys) - 0.4, -1.3]),
    }
    return sketch.figure()


def share_rows(
    title: str, shares: Mapping[Place, Mapping[str, float]], themes: Mapping[str, Theme], footer: str
) -> go.Figure:
    """Return one row a theme with a mark a place: its share of the words that tell a theme."""
    shown = [id for id in themes if any(share.get(id) for share in shares.values())]
    left = max((width_of(themes[id].name) for id in shown), default=60) + 24
    sketch = Sketch(
        layout_for(
            title,
            "各主题词占全部主题词的百分比；一词只计入一个主题",
            footer,
            SMALL * len(shown) + 30,
            left=left,
            right=24,
        )
    )
    for place, share in shares.items():
        sketch.scatter(
            x=[share.get(id, 0.0) for id in shown],
            y=list(range(len(shown))),
            mode="markers",
            name=place.short_name,
            marker={"size": 12, "symbol": place.marker, "color": place.colour, "line": {"color": PAPER, "width": 1}},
            customdata=[[place.id, id] for id in shown],
            hovertext=[
                f"{escape(place.short_name)} {escape(themes[id].name)} {share.get(id, 0.0):.1f}%（算得）"
                for id in shown
            ],
            hoverinfo="text",
        )
    sketch.layout |= {
        "showlegend": True,
        "xaxis": line_axis(rangemode="tozero", ticksuffix="%"),
        "yaxis": row_axis(
            tickvals=list(range(len(shown))),
            ticktext=[escape(themes[id].name) for id in shown],
            range=[len(shown) - 0.5, -0.5],
            showgrid=True,
            gridcolor="#F0F3F6",
        ),
        "legend": legend_above(),
    }
    sketch.layout["margin"]["t"] += 30
    sketch.layout["height"] += 30
    return sketch.figure()
