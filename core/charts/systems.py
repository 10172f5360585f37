"""Figures of 专题: rates on aligned rows, stages in their own units, before and after, parts of a stated total."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.analysis.compare import Comparison
from core.analysis.rows import Row
from core.analysis.systems import System, Whole, cut_of
from core.analysis.wording import name_of, period_of
from core.charts.lanes import hover
from core.charts.notes import source_line
from core.charts.sketch import Sketch
from core.charts.template import (
    GRID,
    INK,
    PAPER,
    RULE,
    SECOND,
    escape,
    layout_for,
    line_axis,
    quiet,
    row_axis,
    width_of,
)
from core.declarations import load_indicators
from core.words import ROLES

ROW, GAP = 46, 34  # px a row takes, px between panels of different units
ROOM = 1.55  # the axis goes on this far beyond the longest mark: labels stand there
MARK = 13  # px a mark takes
RATE_WIDTH, RATE_ROOM = (
    400,
    1.12,
)  # px of the scale of rates on the narrowest screen, and how far it goes on beyond 100 %
DARK = ("#12467B", "#4A86BD", "#A9C6E0", "#DDE3E8")


@dataclass(frozen=True, slots=True)
class Panel:
    """Rows that share one scale: their heads, where the scale begins and ends, and what draws them on its axes."""

    heads: Sequence[str]
    low: float
    high: float
    draw: Callable[[Sketch, str], None]  # sketch, suffix of the axes


def aligned_rates(views: Sequence[Comparison], system: System, updated: str = "") -> go.Figure | None:
    """Return one row a rate, all on one line from 0 to 100 %; only what may be compared is marked, silent rates
    say so.
    """
    rates = [view for view in views if view.indicator.unit == "%"]
    marks = [(n, row) for n, view in enumerate(rates) for row in view.rows if row.ranked]
    if not marks:
        return None
    low = max(0.0, min(row.number for _, row in marks) // 10 * 10 - 10)

    def draw(sketch: Sketch, axis: str) -> None:
        for n, view in enumerate(rates):
            if not any(row.ranked for row in view.rows):
                sketch.say(
                    low,
                    n,
                    "没有可比的数",
                    (100 - low) / 40,
                    [""],
                    "",
                    xaxis=f"x{axis}",
                    yaxis=f"y{axis}",
                    textfont={"color": SECOND},
                )
            line = system.lines.get(view.indicator.id)
            if line:
                _add_line(sketch, float(line["value"]), n, str(line["source"]), axis)
        px = RATE_WIDTH / ((100 - low) * RATE_ROOM)
        for n in range(len(rates)):
            mine = sorted((row for at, row in marks if at == n), key=lambda row: row.number)
            for row, side in zip(
                mine, _sides([row.number * px for row in mine], [width_of(_told(row)) for row in mine]), strict=True
            ):
                _add_mark(sketch, row, n, axis, side)

    heads = [f"<b>{escape(view.indicator.name)}</b>" for view in rates]
    rows = [row for _, row in marks]
    words = "、".join(f"{escape(p.short_name)}" for p in dict.fromkeys(row.place for row in rows))
    return _figure(
        f"{system.name}：{words}",
        "单位：% · 一行一个口径，各行分母不同；数字后为年份",
        [Panel(heads, low, 100, draw)],
        rows,
        updated,
        room=RATE_ROOM,
    )


def staged(groups: Sequence[Sequence[Row]], system: System, updated: str = "") -> go.Figure | None:
    """Return the stages of each report as bars, each unit on a scale of its own: calls and cases are no one funnel."""
    panels, rows = [], []
    for stages in groups:
        for unit in dict.fromkeys(row.unit for row in stages):
            mine = [row for row in stages if row.unit == unit]
            rows += mine
            heads = [f"<b>{escape(_called(row))}</b><br>{quiet(name_of(row))}" for row in mine]
            panels.append(Panel(heads, 0, max(row.number for row in mine), _bars(mine)))
    return _figure(f"{system.name}", "各单位各有刻度，互不相减", panels, rows, updated) if panels else None


def before_and_after(pairs: Sequence[tuple[Row, Row]], system: System, updated: str = "") -> go.Figure | None:
    """Return before and after of each report, a scale a pair."""
    panels = [Panel([_pair_head(a, b)], 0, max(a.number, b.number), _dumbbell(a, b)) for a, b in pairs]
    return (
        _figure(
            system.name,
            "空心为改革前，实心为改革后；各对各有刻度",
            panels,
            [row for pair in pairs for row in pair],
            updated,
        )
        if panels
        else None
    )


def parts_of_wholes(wholes: Sequence[Whole], system: System, updated: str = "") -> go.Figure | None:
    """Return each stated total above the bar of its stated parts; what is left over, or too much, is seen and said."""
    panels = [
        Panel(
            [f"<b>{escape(_called(w.total))}</b><br>{quiet(name_of(w.total))}", "<b>写到的分项</b>"], 0,
            max(float(w.total.number), sum(float(r.number) for r in w.parts)), _whole(w),
        )
        for w in wholes
    ]  # fmt: skip
    rows = [row for w in wholes for row in (w.total, *w.parts)]
    rest = "；".join(f"{name_of(w.total)} {w.brief}" for w in wholes if w.brief)
    return (
        _figure(
            f"{system.name}：{rest}" if rest else system.name, "上为写明的总数，下为写到的分项", panels, rows, updated
        )
        if panels
        else None
    )


def _called(row: Row) -> str:
    return load_indicators()[row.indicator].name


def _figure(
    title: str, subtitle: str, panels: Sequence[Panel], rows: Sequence[Row], updated: str, room: float = ROOM
) -> go.Figure:
    body = sum(len(panel.heads) for panel in panels) * ROW + (len(panels) - 1) * GAP
    left = min(
        260.0,
        max(
            width_of(head.split("<br>")[0].replace("<b>", "").replace("</b>", ""))
            for panel in panels
            for head in panel.heads
        )
        + 24,
    )
    sketch = Sketch(layout_for(title, subtitle, source_line(rows, updated), body, left=left, right=24))
    top = 1.0
    for n, panel in enumerate(panels):
        axis = "" if n == 0 else str(n + 1)
        height = len(panel.heads) * ROW / body
        span = (panel.high - panel.low) or 1.0
        sketch.layout[f"xaxis{axis}"] = line_axis(
            range=[panel.low, panel.low + span * room], visible=room != ROOM, anchor=f"y{axis}"
        )
        sketch.layout[f"yaxis{axis}"] = row_axis(
            tickmode="array",
            tickvals=list(range(len(panel.heads))),
            ticktext=list(panel.heads),
            range=[len(panel.heads) - 0.5, -0.5],
            domain=[max(0.0, top - height), top],
            anchor=f"x{axis}",
        )
        panel.draw(sketch, axis)
        top -= height + GAP / body
    sketch.layout["barmode"] = "overlay"
    return sketch.figure()


def _bars(rows: Sequence[Row]) -> Callable[[Sketch, str], None]:
    top = max(row.number for row in rows) or 1.0

    def draw(sketch: Sketch, axis: str) -> None:
        for n, row in enumerate(rows):
            sketch.bar(
                x=[row.value],
                y=[n],
                width=0.46,
                customdata=[[row.fact_id]],
                marker={"color": row.place.colour},
                hovertext=[hover(row)],
                hoverinfo="text",
                xaxis=f"x{axis}",
                yaxis=f"y{axis}",
            )
            words = f" <b>{escape(row.written)}</b> {quiet(period_of(row))}"
            sketch.say(row.number, n, words, top / 40, [row.fact_id], hover(row), xaxis=f"x{axis}", yaxis=f"y{axis}")

    return draw


def _dumbbell(before: Row, after: Row) -> Callable[[Sketch, str], None]:
    def draw(sketch: Sketch, axis: str) -> None:
        on = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"}
        colour = before.place.colour
        sketch.scatter(
            x=[before.value, after.value],
            y=[0, 0],
            mode="lines",
            line={"color": RULE, "width": 3},
            hoverinfo="skip",
            **on,
        )
        for row, fill in ((before, PAPER), (after, colour)):
            sketch.scatter(
                x=[row.value],
                y=[0],
                mode="markers+text",
                text=[escape(row.written)],
                textposition="top center",
                customdata=[[row.fact_id]],
                marker={"size": 14, "color": fill, "line": {"color": colour, "width": 2}},
                hovertext=[hover(row)],
                hoverinfo="text",
                textfont={"color": INK},
                **on,
            )
        cut = cut_of(before, after)
        if cut:
            sketch.scatter(
                x=[(before.number + after.number) / 2],
                y=[0],
                mode="markers+text",
                text=[f"<i>{escape(f'{cut.name} {cut.value:.1f}{cut.unit}')}</i>"],
                marker={"size": 14, "opacity": 0},  # unseen, it keeps the words off the line
                textposition="bottom center",
                customdata=[[after.fact_id]],
                hovertext=[escape(cut.words)],
                hoverinfo="text",
                textfont={"color": SECOND},
                **on,
            )

    return draw


def _pair_head(before: Row, after: Row) -> str:
    name = _called(after).replace("(改革后)", "").replace("（提速后）", "")
    return f"<b>{escape(name)}</b><br>{quiet(name_of(after))}"


def _whole(whole: Whole) -> Callable[[Sketch, str], None]:
    def draw(sketch: Sketch, axis: str) -> None:
        on = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"}
        top = max(float(whole.total.number), sum(float(row.number) for row in whole.parts)) or 1.0
        _bars([whole.total])(sketch, axis)
        at = 0.0
        for n, row in enumerate(whole.parts):
            sketch.bar(
                x=[row.value],
                base=[at],
                y=[1],
                width=0.46,
                customdata=[[row.fact_id]],
                hovertext=[hover(row)],
                hoverinfo="text",
                marker={"color": DARK[n % len(DARK)], "line": {"color": PAPER, "width": 1}},
                **on,
            )
            at += float(row.number)
        if whole.rest > 0:
            sketch.bar(
                x=[whole.rest],
                base=[at],
                y=[1],
                width=0.46,
                hoverinfo="skip",
                marker={
                    "color": PAPER,
                    "line": {"color": RULE, "width": 1},
                    "pattern": {"shape": "/", "fgcolor": RULE, "size": 6},
                },
                **on,
            )
        words = "＋".join(escape(row.written) for row in whole.parts)
        sketch.say(max(at, float(whole.total.number)), 1, f" {words}", top / 40, [whole.parts[0].fact_id], words, **on)

    return draw


def _add_line(sketch: Sketch, value: float, n: int, source: str, axis: str) -> None:
    sketch.scatter(
        x=[value, value],
        y=[n - 0.36, n + 0.36],
        mode="lines",
        line={"color": SECOND, "width": 2, "dash": "dot"},
        hovertext=[escape(source)] * 2,
        hoverinfo="text",
        xaxis=f"x{axis}",
        yaxis=f"y{axis}",
    )


def _sides(at: Sequence[float], widths: Sequence[float]) -> list[str]:
    """Return where the label of each mark of a row stands so that none covers another; ``at`` and ``widths`` in
    px, ``at`` rising. Where there is room neither above nor below, the first of the marks in the way has its own at its
    left.

    >>> _sides([0, 10, 300], [50, 50, 50])
    ['top center', 'bottom center', 'top center']
    >>> _sides([100, 100, 101], [50, 50, 50])
    ['middle left', 'bottom center', 'top center']
    """
    last = {"top center": -1, "bottom center": -1}  # which mark has the last label above and below
    sides: list[str] = []
    for n, (x, width) in enumerate(zip(at, widths, strict=True)):
        ends = {side: at[k] + widths[k] / 2 if k >= 0 else float("-inf") for side, k in last.items()}
        side = next((side for side, end in ends.items() if end <= x - width / 2), min(ends, key=ends.__getitem__))
        k = last[side]
        if ends[side] > x - width / 2 and all(at[j] < at[k] - widths[k] - MARK for j in range(k)):
            sides[k] = "middle left"
        last[side] = n
        sides.append(side)
    return sides


def _told(row: Row) -> str:
    return f"{ROLES[row.role]} {row.written} {row.of_year}" if row.target else f"{row.written} {row.of_year}"


def _add_mark(sketch: Sketch, row: Row, n: int, axis: str, side: str) -> None:
    sketch.scatter(
        x=[row.value],
        y=[n],
        mode="markers+text",
        text=[escape(_told(row))],
        textposition=side,
        customdata=[[row.fact_id]],
        marker={
            "size": MARK,
            "symbol": row.place.marker,
            "color": row.place.colour,
            "line": {"color": GRID, "width": 0},
        },
        hovertext=[hover(row)],
        hoverinfo="text",
        xaxis=f"x{axis}",
        yaxis=f"y{axis}",
    )
