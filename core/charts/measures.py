"""Measures by theme and place: how many are told as done; a click opens their sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from core.charts.sketch import Sketch
from core.charts.template import INK, LABEL, PAPER, escape, layout_for, width_of
from core.model import Place, Theme

ROW = 30
SCALE = [[0.0, "#F5F7F9"], [1.0, "#8DB4DA"]]


def measures_matrix(
    counts: Mapping[tuple[str, str], tuple[int, int]], places: Sequence[Place], themes: Sequence[Theme]
) -> go.Figure:
    """Return a matrix of themes and places.

    Args:
        counts: theme and place → measures told as done, and those that are only planned.
    """
    left = max(width_of(theme.name) for theme in themes) + 20
    sketch = Sketch(layout_for("", "", "", ROW * len(themes), left=left, right=8))
    words = [[_words(counts.get((theme.id, place.id))) for place in places] for theme in themes]
    done = [[(counts.get((theme.id, place.id)) or (0, 0))[0] for place in places] for theme in themes]
    sketch.cells(
        z=done,
        x=list(range(len(places))),
        y=list(range(len(themes))),
        colorscale=SCALE,
        showscale=False,
        xgap=2,
        ygap=2,
        text=words,
        texttemplate="%{text}",
        textfont={"size": LABEL, "color": INK},
        hoverinfo="text",
        hovertext=[
            [
                f"{escape(place.short_name)} {escape(theme.name)}：{_words(counts.get((theme.id, place.id)))}"
                for place in places
            ]
            for theme in themes
        ],
    )
    sketch.scatter(  # a cell cannot be clicked by itself
        x=[n for _ in themes for n in range(len(places))],
        y=[m for m in range(len(themes)) for _ in places],
        mode="markers",
        marker={"size": 26, "symbol": "square", "color": "rgba(0,0,0,0)"},
        customdata=[[theme.id, place.id] for theme in themes for place in places],
        hoverinfo="skip",
        showlegend=False,
    )
    sketch.layout |= {
        "xaxis": {
            "side": "top",
            "ticks": "",
            "tickvals": list(range(len(places))),
            "ticktext": [escape(p.short_name) for p in places],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"size": LABEL, "color": INK},
        },
        "yaxis": {
            "ticks": "",
            "tickvals": list(range(len(themes))),
            "ticktext": [escape(t.name) for t in themes],
            "range": [len(themes) - 0.5, -0.5],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"size": LABEL, "color": INK},
        },
        "plot_bgcolor": PAPER,
        "height": ROW * len(themes) + 44,
        "margin": {"l": left, "r": 8, "t": 34, "b": 8, "pad": 4},
    }
    return sketch.figure()


def _words(count: tuple[int, int] | None) -> str:
    if not count or count == (0, 0):
        return "—"
    done, planned = count
    return " ".join(filter(None, (str(done) if done else "", f"计划{planned}" if planned else "")))
