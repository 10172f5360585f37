"""How many commitments of each plan stand where: one bar a place and year, parts with their counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from core.analysis.plans import Promise, State
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
    width_of,
)

ROW = 34
LEGEND = 30
BELOW = 8
LOOKS = {  # state → fill, ink, pattern
    State.DONE: ("#12467B", PAPER, ""),
    State.PARTLY: ("#4A86BD", PAPER, ""),
    State.GOING_ON: ("#A9C6E0", INK, ""),
    State.REDEFINED: ("#E3BE8E", INK, ""),
    State.ADJUSTED: ("#B5651D", PAPER, ""),
    State.LEADS: (PAPER, INK, "/"),
    State.UNSEEN: (GRID, INK, ""),
    State.EXCERPT: (PAPER, INK, "."),
    State.NOT_YET: (PAPER, INK, ""),
}


FLAT = {State.LEADS: "#F2E3C9", State.EXCERPT: "#D5DBE1"}  # where nothing is hatched


def fill_of(state: State) -> str:
    """Return the colour of a state in a file."""
    return FLAT.get(state, LOOKS[state][0])


def promise_bars(promises: Sequence[Promise], states: Mapping[str, State]) -> go.Figure:
    """Return one bar a plan, divided by where its commitments stand; hatched what a person has yet to decide."""
    plans = list(dict.fromkeys((p.place, p.commitment.year) for p in promises))
    names = [f"{place.short_name} {year} 计划" for place, year in plans]
    left = max((width_of(name) for name in names), default=60) + 24
    sketch = Sketch(layout_for("", "", "", ROW * len(plans), left=left, right=24))
    for state, (fill, ink, pattern) in LOOKS.items():
        counts = [
            sum(states[p.key] is state for p in promises if (p.place, p.commitment.year) == plan) for plan in plans
        ]
        if any(counts):
            sketch.bar(
                x=counts,
                y=list(range(len(plans))),
                name=state.value,
                customdata=[[place.id, year, state.name] for place, year in plans],
                text=[str(count) if count else "" for count in counts],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"size": NOTE, "color": ink},
                constraintext="none",
                marker={
                    "color": fill,
                    "line": {"color": RULE, "width": 1},
                    "pattern": {"shape": pattern, "fgcolor": RULE, "size": 6, "solidity": 0.25},
                },
                hovertext=[
                    f"{escape(name)}　{state.value} {count} 条" for name, count in zip(names, counts, strict=True)
                ],
                hoverinfo="text",
            )
    sketch.layout |= {
        "barmode": "stack",
        "bargap": 0.3,
        "showlegend": True,
        "xaxis": line_axis(visible=False),
        "yaxis": row_axis(
            tickvals=list(range(len(plans))), ticktext=[escape(name) for name in names], range=[len(plans) - 0.5, -0.5]
        ),
        "legend": legend_above(),
    }
    sketch.layout["margin"]["t"] += LEGEND
    sketch.layout["height"] += LEGEND - sketch.layout["margin"]["b"] + BELOW
    sketch.layout["margin"]["b"] = BELOW
    return sketch.figure()
