"""Lines of many places over the months of a series of bulletins: the own place in colour, the others quiet."""

from __future__ import annotations

import plotly.graph_objects as go

from core.analysis.league import League, Standing
from core.charts.lanes import hover
from core.charts.sketch import Sketch
from core.charts.template import LABEL, RULE, SECOND, escape, layout_for, line_axis
from core.charts.ticks import ticks
from core.model import Place
from core.words import period_in_words

BODY = 280
MOST_TICKS = 12


def over_months(league: League, own: Place, title: str) -> go.Figure:
    """Return a line a place; a month without a figure is a gap, and nothing is filled in."""
    sketch = Sketch(layout_for(title, "每条线一个地区；缺月不连", "", BODY, left=64, right=96))
    values = [row.number for standing in league.standings for rows in standing.figures.values() for row in rows]
    low, high = min(values), max(values)
    room = (high - low) * 0.12 or 1.0
    unit = league.indicator.unit if league.indicator else ""
    at, words = ticks(low - room, high + room, unit, 4)
    every = -(-len(league.periods) // MOST_TICKS)
    written = [n for n in range(len(league.periods)) if n % every == 0]
    sketch.layout |= {
        "xaxis": line_axis(
            anchor="y", range=[-0.4, len(league.periods) - 0.6], tickvals=written, showgrid=False,
            ticktext=[period_in_words(league.periods[n]) for n in written],
        ),
        "yaxis": line_axis(anchor="x", range=[low - room, high + room], tickvals=at, ticktext=words),
    }  # fmt: skip
    for standing in sorted(league.standings, key=lambda standing: standing.place == own):
        _add(sketch, standing, league, standing.place == own)
    return sketch.figure()


def _add(sketch: Sketch, standing: Standing, league: League, own: bool) -> None:
    told = [(n, rows[0]) for n, period in enumerate(league.periods) if len(rows := standing.figures[period]) == 1]
    if not told:
        return
    figures = dict(told)
    sketch.scatter(
        x=list(range(len(league.periods))),
        y=[figures[n].value if n in figures else None for n in range(len(league.periods))],
        mode="lines+markers", connectgaps=False, hoverinfo="text",
        hovertext=[hover(figures[n]) if n in figures else "" for n in range(len(league.periods))],
        customdata=[[figures[n].fact_id if n in figures else ""] for n in range(len(league.periods))],
        line={"color": standing.place.colour if own else RULE, "width": 3 if own else 1.5},
        marker={"symbol": standing.place.marker, "size": 9 if own else 6, "color": standing.place.colour},
    )  # fmt: skip
    if own:
        last, row = told[-1]
        sketch.annotate(
            text=f"<b>{escape(standing.place.short_name)}</b>", x=last, y=row.value, xanchor="left", xshift=10,
            font={"size": LABEL, "color": SECOND}, showarrow=False,
        )  # fmt: skip
