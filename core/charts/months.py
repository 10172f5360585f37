"""What a series of bulletins says of many places: lines over its months, or the places of one: the own place in colour,
the others quiet.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import plotly.graph_objects as go

from core.analysis.league import League, Standing
from core.analysis.wording import text_of
from core.charts.lanes import hover
from core.charts.sketch import Sketch
from core.charts.template import LABEL, RULE, SECOND, escape, layout_for, line_axis, row_axis, width_of
from core.charts.ticks import ticks
from core.model import Place
from core.words import period_in_words

BODY = 280
ROW = 30
MOST_TICKS = 12


def at_once(league: League, own: Place, title: str) -> go.Figure:
    """Return one row a place, the figure of its last period at the end: a bar from zero, and a dot where it is no
    quantity (a rate, a score, a rank).
    """
    latest = [(s, row) for s in _comparable(league) for row in s.figures[league.periods[-1]]]
    names = [f"{s.place.short_name}{'（全域）' * s.whole}{'（待核）' * row.pending}" for s, row in latest]
    rows = [(s.place, row) for s, row in latest]
    numbers, bars = [row.number for _, row in rows], _adds_up(league)
    low, high = (0.0 if bars else min(numbers)), max(numbers)
    span = high - low or 1.0
    sketch = Sketch(layout_for(title, "", "", ROW * len(rows) + 16, left=max(map(width_of, names)) + 24, right=24))
    looks = {
        "x": numbers, "y": list(range(len(rows))), "customdata": [[row.fact_id] for _, row in rows],
        "hovertext": [hover(row) for _, row in rows], "hoverinfo": "text",
    }  # fmt: skip
    colours = [place.colour if place == own else RULE for place, _ in rows]
    if bars:
        sketch.bar(width=0.55, marker={"color": colours, "line": {"width": 0}}, **looks)
    else:
        sketch.scatter(mode="markers", marker={"color": colours, "size": 12}, **looks)
    for n, (place, row) in enumerate(rows):
        words = f"<b>{escape(text_of(row))}</b>" if place == own else escape(text_of(row))
        sketch.say(row.number, n, f" {words}" if bars else f"  {words}", span / 40, [row.fact_id], hover(row))
    sketch.layout |= {
        "xaxis": line_axis(range=[low - 0.05 * span * (not bars), high + 0.3 * span], visible=False),
        "yaxis": row_axis(
            tickvals=looks["y"], ticktext=[escape(name) for name in names], range=[len(rows) - 0.4, -0.6]
        ),
    }  # fmt: skip
    return sketch.figure()


def _adds_up(league: League) -> bool:
    return league.indicator is not None and league.indicator.additive == "yes"


def _comparable(league: League) -> list[Standing]:
    """Return the places that one axis can show: beside a whole its parts would all lie at its foot."""
    return [standing for standing in league.standings if not (standing.whole and _adds_up(league))]


def over_months(league: League, own: Place, title: str) -> go.Figure:
    """Return a line a place; a month without a figure is a gap, also where no place has one, and nothing is filled in."""
    sketch = Sketch(layout_for(title, "每条线一个地区；缺月不连", "", BODY, left=64, right=96))
    values = [row.number for standing in _comparable(league) for rows in standing.figures.values() for row in rows]
    low, high = min(values), max(values)
    room = (high - low) * 0.12 or 1.0
    unit = league.indicator.unit if league.indicator else ""
    at, words = ticks(low - room, high + room, unit, 4)
    slots = _slots(league.periods)
    every = -(-len(slots) // MOST_TICKS)
    written = [n for n, slot in enumerate(slots) if slot and n % every == 0]
    sketch.layout |= {
        "xaxis": line_axis(
            anchor="y", range=[-0.4, len(slots) - 0.6], tickvals=written, showgrid=False,
            ticktext=[period_in_words(slots[n]) for n in written],
        ),
        "yaxis": line_axis(anchor="x", range=[low - room, high + room], tickvals=at, ticktext=words),
    }  # fmt: skip
    for standing in sorted(_comparable(league), key=lambda standing: standing.place == own):
        _add(sketch, standing, slots, standing.place == own)
    return sketch.figure()


def _slots(periods: Sequence[str]) -> list[str]:
    """Return the periods of one axis, with "" wherever time is left out between two.

    >>> _slots(["2024-01", "2024-02", "2024-05"]), _slots(["2023-04/2023-06", "2024-04/2024-06"])
    (['2024-01', '2024-02', '', '2024-05'], ['2023-04/2023-06', '', '2024-04/2024-06'])
    """
    gaps = [end + 1 < start for (_, end), (start, _) in pairwise(map(_months, periods))]
    return [
        *periods[:1],
        *(slot for gap, period in zip(gaps, periods[1:], strict=True) for slot in ([""] * gap + [period])),
    ]


def _months(period: str) -> tuple[int, int]:
    """Return the first and the last month of a period, counted from the year 0."""
    first, last = period.split("/")[0], period.split("/")[-1]
    return int(first[:4]) * 12 + int(first[5:] or 1) - 1, int(last[:4]) * 12 + int(last[5:] or 12) - 1


def _add(sketch: Sketch, standing: Standing, slots: Sequence[str], own: bool) -> None:
    points = [(n, rows[0]) for n, slot in enumerate(slots) if len(rows := standing.figures.get(slot, ())) == 1]
    if not points:
        return
    figures = dict(points)
    sketch.scatter(
        x=list(range(len(slots))),
        y=[figures[n].value if n in figures else None for n in range(len(slots))],
        mode="lines+markers", connectgaps=False, hoverinfo="text",
        hovertext=[hover(figures[n]) if n in figures else "" for n in range(len(slots))],
        customdata=[[figures[n].fact_id if n in figures else ""] for n in range(len(slots))],
        line={"color": standing.place.colour if own else RULE, "width": 3 if own else 1.5},
        marker={"symbol": standing.place.marker, "size": 9 if own else 6, "color": standing.place.colour},
    )  # fmt: skip
    if own:
        last, row = points[-1]
        sketch.annotate(
            text=f"<b>{escape(standing.place.short_name)}</b>", x=last, y=row.value, xanchor="left", xshift=10,
            font={"size": LABEL, "color": SECOND}, showarrow=False,
        )  # fmt: skip
