"""How much of each theme a place states, hides, plans or does not mention: bars of counts, one a theme."""

from __future__ import annotations

import plotly.graph_objects as go

from core.analysis.profile import STATE_WORDS, Profile
from core.charts.sketch import Sketch
from core.charts.template import (
    GRID,
    INK,
    NOTE,
    PAPER,
    RULE,
    escape,
    layout_for,
    legend_above,
    line_axis,
    row_axis,
)

ROW = 21
LOOKS = {  # state → fill, outline, pattern
    "stated": ("", "", ""),
    "pending": (PAPER, RULE, ""),
    "masked": (GRID, RULE, "x"),
    "target": (PAPER, RULE, "."),
    "silent": ("#F1F4F6", GRID, ""),
}


FLAT = {"pending": "#C9D1D8", "masked": "#8A949C", "target": "#E3BE8E", "silent": "#F1F4F6"}  # where nothing is hatched


def composition(view: Profile) -> go.Figure:
    """Return one bar a theme, divided by what is known of its indicators; each carries its theme as custom data."""
    chapters = [chapter for chapter in view.chapters if chapter.rows]
    sketch = Sketch(layout_for("", "", "", ROW * len(chapters), left=84, right=12))
    for state, words in STATE_WORDS.items():
        counts = [chapter.states.count(state) for chapter in chapters]
        if any(counts):
            _add_part(sketch, state, words, counts, [c.theme.id for c in chapters], view.place.colour)
    sketch.layout |= {
        "height": ROW * len(chapters) + 34,
        "margin": {"l": 84, "r": 12, "t": 28, "b": 6, "pad": 4},
        "barmode": "stack",
        "bargap": 0.22,
        "showlegend": True,
        "xaxis": line_axis(visible=False),
        "yaxis": row_axis(
            tickvals=list(range(len(chapters))),
            ticktext=[escape(c.theme.name) for c in chapters],
            range=[len(chapters) - 0.5, -0.5],
        ),
        "legend": legend_above(),
    }
    return sketch.figure()


def _add_part(sketch: Sketch, state: str, words: str, counts: list[int], themes: list[str], colour: str) -> None:
    fill, outline, pattern = LOOKS[state]
    sketch.bar(
        x=counts, y=list(range(len(counts))), name=words, customdata=[[theme] for theme in themes],
        text=[str(count) if count else "" for count in counts], textposition="inside", insidetextanchor="middle",
        textangle=0, constraintext="none", textfont={"size": NOTE, "color": PAPER if state == "stated" else INK},
        marker={
            "color": fill or colour, "line": {"color": outline or colour, "width": 1},
            "pattern": {"shape": pattern, "fgcolor": RULE, "size": 5, "solidity": 0.3},
        },
        hovertext=[f"{words} {count} 项" for count in counts], hoverinfo="text",
    )  # fmt: skip
