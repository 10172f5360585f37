"""Rows of a figure: where each stands, what is written at its head, and the marks that need no scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.analysis.compare import Comparison
from core.analysis.rows import Row
from core.analysis.wording import badges, period_of, reason_of, text_of, why_in_brief, why_in_words
from core.charts.sketch import Sketch
from core.charts.template import GRID, LABEL, NOTE, RULE, SECOND, escape, quiet, row_axis, width_of, wrap

ROW = 52  # px a row takes
GLYPHS = {
    "circle": "●", "square": "■", "triangle-up": "▲", "diamond": "◆", "x": "✕", "triangle-down": "▼", "pentagon": "⬟",
    "hexagon": "⬢", "star": "★", "cross": "✚", "triangle-right": "▶", "triangle-left": "◀",
}  # fmt: skip
GAP = 58  # px between the rows that share the axis and those set apart: ticks, rule and the words below it
MARKS = 0.66  # share of the width that marks may take; the rest is for what is written at their ends
STEP = 0.04  # share of the width that a click reaches, in the narrowest column a figure stands in
NOTE_LENGTH = 36  # characters of a reason that are written in the figure; the whole of it is in hover and table
SWATCH = 0.05  # width of the mark of a row without a scale, as a share of the plot
HOVER_CHARACTERS = 32
HOVERS = 2000  # figures of which the words are remembered
APART = "以下不可直接比较，原因在后"


@dataclass(frozen=True, slots=True)
class Placed:
    """A row, how far down it stands among its own, and whether it is set apart from the scale."""

    row: Row
    y: float
    apart: bool
    named: bool = False  # another issuer of the place speaks of the same year: the issuer is written, not the level


def placed(view: Comparison) -> list[Placed]:
    """Return the rows from top to bottom: those that share the axis, then those set apart below a rule."""
    issuers: dict[tuple[str, int], set[str]] = {}
    for row in view.rows:
        issuers.setdefault((row.place.id, row.year), set()).add(row.issuer_short)
    return [
        Placed(row, float(n), apart, len(issuers[(row.place.id, row.year)]) > 1)
        for apart, rows in ((False, view.together), (True, view.apart))
        for n, row in enumerate(rows)
    ]


def _counts(rows: Sequence[Placed]) -> tuple[int, int]:
    apart = sum(p.apart for p in rows)
    return len(rows) - apart, apart


def height_of(rows: Sequence[Placed]) -> float:
    """Return how many px the rows take, the axis between the two groups included."""
    together, apart = _counts(rows)
    return ROW * (together + apart) + (GAP if together and apart else 0)


def head(p: Placed) -> str:
    """Return what is written at the head of a row: place, year and, smaller, what must stand beside them."""
    row, glyph = p.row, GLYPHS.get(p.row.place.marker, "●")
    year = f" {row.of_year}" if row.of_year else ""
    name = f'<span style="color:{row.place.colour}">{glyph}</span> <b>{escape(row.place.short_name)}</b>{year}'
    return f"{name}<br>{quiet(_beside(p))}"


def _beside(p: Placed) -> str:
    period = period_of(p.row) if p.row.part_year else ""
    badges_of = [p.row.issuer_short, *badges(p.row)[1:]] if p.named and p.row.issuer_short else badges(p.row)
    return " · ".join(filter(None, (period, *badges_of))) or " "


def left_of(rows: Sequence[Placed]) -> float:
    """Return the px the heads of the rows need."""
    names = max((width_of(f"● {p.row.place.short_name} 2023") for p in rows), default=0)
    notes = max((width_of(_beside(p), NOTE) for p in rows), default=0)
    return min(max(names, notes), 260.0) + 20


def add_rows(sketch: Sketch, rows: Sequence[Placed], low: float, span: float) -> None:
    """Add the axes that carry the rows, the rule above those set apart, and every mark that needs no scale.

    Args:
        low: where the scale begins.
        span: how much of it the marks take; what is written at their ends stands right of it.
    """
    together, apart = _counts(rows)
    height = height_of(rows) or 1
    cut = apart * ROW / height
    sketch.layout |= {
        "xaxis": sketch.layout["xaxis"] | {"range": [low, low + span / MARKS], "anchor": "y"},
        "yaxis": _axis([p for p in rows if not p.apart], [1 - together * ROW / height, 1] if together else [0.99, 1]),
    }
    if apart:
        sketch.layout["xaxis2"] = {"range": [0, 1], "visible": False, "fixedrange": True, "anchor": "y2"}
        sketch.layout["yaxis2"] = _axis([p for p in rows if p.apart], [0, cut]) | {"anchor": "x2"}
        _add_rule(sketch, cut)
    for p in rows:
        if p.apart:
            _add_apart(sketch, p)
        elif not p.row.ranked:
            _say(
                sketch, p, low, escape(reason_of(p.row)), span / MARKS * STEP, textfont={"size": LABEL, "color": SECOND}
            )


def _axis(rows: Sequence[Placed], domain: list[float]) -> dict:
    return row_axis(
        tickmode="array", tickvals=[p.y for p in rows], ticktext=[head(p) for p in rows],
        range=[len(rows) - 0.5, -0.5], domain=domain,
    )  # fmt: skip


def _add_rule(sketch: Sketch, y: float) -> None:
    line = {"color": RULE, "width": 1}
    sketch.rule(xref="paper", x0=0, x1=1, yref="paper", y0=y, y1=y, line=line)
    sketch.annotate(text=quiet(APART), xref="paper", x=0, xanchor="left", yref="paper", y=y, yanchor="bottom")


def _add_apart(sketch: Sketch, p: Placed) -> None:
    """Draw a row without a scale: hatched, or hollow where the source is still to be confirmed or it is a plan."""
    hollow = p.row.pending or p.row.target
    sketch.bar(
        x=[SWATCH], y=[p.y], xaxis="x2", yaxis="y2", width=0.42, customdata=[[p.row.fact_id]],
        marker={
            "color": "rgba(0,0,0,0)" if hollow else GRID,
            "line": {"color": p.row.place.colour, "width": 1.6},
            "pattern": {"shape": "" if hollow else "/", "fgcolor": p.row.place.colour, "size": 7, "solidity": 0.25},
        },
        hovertext=[hover(p.row)], hoverinfo="text",
    )  # fmt: skip
    note = why_in_words(p.row)
    short = note if len(note) <= NOTE_LENGTH else f"{note[:NOTE_LENGTH]}…"
    text = escape(text_of(p.row)) + (f"<br>{quiet(short)}" if note else "")
    _say(sketch, p, SWATCH + 0.012, text, STEP, xaxis="x2", yaxis="y2")


def _say(sketch: Sketch, p: Placed, x: float, text: str, step: float, **trace: object) -> None:
    sketch.say(x, p.y, text, step, [p.row.fact_id], hover(p.row), **trace)


def add_value_text(sketch: Sketch, p: Placed, x: float, span: float) -> None:
    """Write the value of a row at its mark, as the report wrote it."""
    note = why_in_brief(p.row)
    text = f" <b>{escape(text_of(p.row))}</b>" + (f"<br> {quiet(note)}" if note else "")
    _say(sketch, p, x, text, span / MARKS * STEP)


def add_openness(sketch: Sketch, p: Placed, span: float) -> None:
    """Draw what the wording leaves open: a whisker to the other end, an arrow where there is no other end."""
    row, step = p.row, span * 0.05
    if row.bound not in ("at_least", "at_most", "between") or row.value is None:
        return
    ends = {
        "at_least": (row.value, row.high if row.high is not None else row.value + step),
        "at_most": (row.value, row.low if row.low is not None else row.value - step),
        "between": (row.low if row.low is not None else row.value, row.high if row.high is not None else row.value),
    }[row.bound]
    arrow = {"at_least": "triangle-right", "at_most": "triangle-left", "between": "line-ns"}[row.bound]
    closed = (row.high if row.bound == "at_least" else row.low) is not None
    sketch.scatter(
        x=list(ends), y=[p.y, p.y], mode="lines+markers", line={"color": row.place.colour, "width": 2, "dash": "dot"},
        marker={
            "symbol": ["circle", "line-ns" if closed else arrow], "size": [1, 10], "color": row.place.colour,
            "line": {"width": 2, "color": row.place.colour},
        },
        hoverinfo="skip",
    )  # fmt: skip


@lru_cache(maxsize=HOVERS)
def hover(row: Row) -> str:
    """Return what a pointer over a mark reads: value, what it covers, and the sentence it stands in."""
    lines = [
        f"<b>{escape(row.place.short_name)} {escape(text_of(row))}</b>",
        escape(" · ".join(filter(None, (period_of(row), *badges(row))))),
        quiet(why_in_words(row)) if why_in_words(row) else "",
        wrap(f"“{row.quote.strip()}”", HOVER_CHARACTERS) if row.quote else "",
        quiet("点击查看原句") if row.quote else "",
    ]
    return "<br>".join(filter(None, lines))
