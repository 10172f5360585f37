"""A figure in the making: traces and layout gathered as plain values, which plotly checks in the tests and not while
somebody waits: that took five times as long as to make the figure.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from html import unescape

import plotly.graph_objects as go

from core.charts.template import INK, LABEL, width_of

TAG = re.compile(r"<[^>]*>")
LISTS = {"text": ("x", "y", "text", "customdata", "hovertext", "hoverinfo"), "lines": ("x", "y")}  # what a point has
CHECKED = False  # by plotly; the tests set it
TOUCH = 20  # px to each side of a point within which plotly takes a click for it


@dataclass(slots=True)
class Sketch:
    """What a figure will hold."""

    layout: dict
    traces: list[dict] = field(default_factory=list)

    def bar(self, **trace: object) -> None:
        """Add horizontal bars."""
        self._add("bar", {"orientation": "h", **trace})

    def scatter(self, **trace: object) -> None:
        """Add marks, lines or words."""
        self._add("scatter", {"cliponaxis": False, **trace})

    def say(self, x: float, y: float, text: str, step: float, data: list, hover: str, **trace: object) -> None:
        """Write words to the right of a point, with custom data; one can click anywhere along them.

        Args:
            text: may hold plotly's markup; what a report says in it is escaped.
            step: how far ``TOUCH`` px reach on the axis.
        """
        tail = int(max(width_of(unescape(TAG.sub("", line))) for line in text.split("<br>")) / TOUCH)
        self.scatter(
            x=[x + step * n for n in range(tail + 1)], y=[y] * (tail + 1), mode="text", text=[text, *[""] * tail],
            textposition="middle right", customdata=[data] * (tail + 1), hovertext=[hover, *[""] * tail],
            hoverinfo=["text", *["none"] * tail],
            **{"textfont": {"size": LABEL, "color": INK}, **trace},
        )  # fmt: skip

    def cells(self, **trace: object) -> None:
        """Add the cells of a matrix."""
        self.traces.append({"type": "heatmap", **trace})

    def _add(self, kind: str, trace: dict) -> None:
        """Add a trace whose marks and words keep their looks when one of them is chosen; plotly fades the others
        otherwise.
        """
        same = {"marker": {"opacity": trace.get("marker", {}).get("opacity", 1)}}
        if "text" in trace:
            same["textfont"] = {"color": trace.get("textfont", {}).get("color", INK)}
        self.traces.append({"type": kind, "selected": same, "unselected": same, **trace})

    def annotate(self, **note: object) -> None:
        """Add words that are no mark."""
        self.layout["annotations"] = [*self.layout.get("annotations", ()), {"showarrow": False, **note}]

    def rule(self, **line: object) -> None:
        """Add a thin line."""
        self.layout["shapes"] = [*self.layout.get("shapes", ()), {"type": "line", **line}]

    def figure(self) -> go.Figure:
        """Return the figure."""
        return figure_from(_gathered(self.traces), self.layout)


def figure_from(data: list[dict], layout: dict) -> go.Figure:
    """Return a figure that plotly draws once.

    Streamlit hands every figure to plotly twice, the second time as a copy. Plotly draws a copy again unless its
    data carry a
    revision that it knows and its layout no template, which it compares by identity.
    """
    revision = f"{zlib.crc32(repr(data).encode()):08x}"
    whole = layout | {"datarevision": revision, "template": "none"}  # without one it would be plotly's own
    figure = go.Figure({"data": data, "layout": whole}, _validate=CHECKED)
    figure.layout._props.pop("template")  # set to None it would be written as null
    return figure


def _gathered(traces: list[dict]) -> list[dict]:
    """Return the traces with words of one look, and plain lines of one look, each in one trace: fewer are drawn
    faster.
    """
    traces_left: list[dict] = []
    alike: dict[str, dict] = {}
    for trace in traces:
        lists = (
            LISTS.get(trace.get("mode", ""))
            if trace.get("hoverinfo") == "skip" or trace.get("mode") == "text"
            else None
        )
        look = str(sorted((name, value) for name, value in trace.items() if name not in (lists or ())))
        if lists is None or any(not isinstance(trace.get(name), list) for name in lists):
            traces_left.append(trace)
        elif look not in alike:
            alike[look] = trace | {name: list(trace[name]) for name in lists}
            traces_left.append(alike[look])
        else:
            for name in lists:
                alike[look][name] += [None, *trace[name]] if trace["mode"] == "lines" else trace[name]
    return traces_left
