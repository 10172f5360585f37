"""A figure for the back row of a meeting room: every size in it multiplied, nothing else changed."""

from __future__ import annotations

import re
from typing import Any

import plotly.graph_objects as go

from core.charts.sketch import figure_from
from core.charts.template import FOOTNOTE

FOR_A_ROOM = 1.54  # the smallest text of the house, 13 px, becomes 20
SIZED = ("size", "height", "l", "r", "t", "b", "pad", "width", "xshift", "yshift", "ax", "ay")
PIXELS = re.compile(r"font-size:(\d+(?:\.\d+)?)px")
MANY, LINE, AIR = 8, 30, 14  # columns whose heads fit beside each other; px of a line of a head, and around it
ABOVE = 4  # px over a title: its letters reach higher the larger they are
TAG = re.compile(r"<[^>]+>")
KEPT_BELOW = 46  # px for the figures of the axis
NOT_IN_PIXELS = ("domain", "range")


def enlarged(figure: go.Figure, factor: float = FOR_A_ROOM) -> go.Figure:
    """Return the figure with type, marks, margins and height ``factor`` times as large.

    Its footnote is left out: broken for a small figure, it would not fit; the screen writes it below.
    """
    drawn = figure.to_plotly_json()
    data = [_trace(trace, factor) for trace in drawn["data"]]
    layout = _grown(drawn["layout"], factor)
    layout["annotations"] = [note for note in layout.get("annotations", ()) if note.get("name") != FOOTNOTE]
    spare = layout["margin"]["b"] - KEPT_BELOW
    if len(layout["annotations"]) < len(drawn["layout"].get("annotations", ())) and spare > 0:
        layout["margin"]["b"], layout["height"] = KEPT_BELOW, layout["height"] - spare
    if layout.get("title", {}).get("pad"):
        layout["title"]["pad"]["t"] += ABOVE
    _break_heads(layout)
    return figure_from(data, layout)


def _break_heads(layout: dict) -> None:
    """Write the heads of many columns in lines of two letters: turned on their side nobody reads them from afar."""
    heads = layout.get("xaxis", {})
    if heads.get("side") != "top" or len(heads.get("ticktext") or ()) <= MANY:
        return
    plain = [TAG.sub("", head).strip() for head in heads["ticktext"]]
    lines = -(-max(map(len, plain)) // 2)
    heads["ticktext"] = ["<br>".join(head[at : at + 2] for at in range(0, len(head), 2)) for head in plain]
    heads["tickangle"] = 0
    above = lines * LINE + AIR
    layout["height"] += above - layout["margin"]["t"]
    layout["margin"]["t"] = above


def _trace(trace: dict, factor: float) -> dict:
    """Return a trace grown; the width of a bar is in units of its axis and stays."""
    grown = _grown(trace, factor)
    return grown | ({"width": trace["width"]} if "width" in trace else {})


def _grown(part: dict[str, Any], factor: float) -> dict[str, Any]:
    return {
        key: value * factor
        if key in SIZED and isinstance(value, (int, float))
        else value
        if key in NOT_IN_PIXELS
        else _part_grown(value, factor)
        for key, value in part.items()
    }


def _part_grown(part: object, factor: float) -> object:
    if isinstance(part, dict):
        return _grown(part, factor)
    if isinstance(part, (list, tuple)):
        return [_part_grown(one, factor) for one in part]
    if isinstance(part, str):
        return PIXELS.sub(lambda match: f"font-size:{float(match[1]) * factor:.0f}px", part)
    return part
