"""How applications ended and who made them: one bar of 100 % a report with the counts in it; a report without
cases says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.analysis.openness import OUTCOMES, Entry
from core.charts.sketch import Sketch
from core.charts.template import (
    INK,
    LABEL,
    LINE,
    NOTE,
    PAPER,
    SECOND,
    escape,
    layout_for,
    line_axis,
    row_axis,
    width_of,
)

ROW = 40
KEY_WIDTH = 640  # px in which the names of the colours stand, also on the narrowest screen
ROOM = 5.5  # px a per cent is wide, about
# from dark to light, so that a grey print keeps the order: given, given in part, and four ways of giving nothing
LOOKS = {
    "foi_result_disclosed": ("#12467B", PAPER),
    "foi_result_partial": ("#4A86BD", PAPER),
    "foi_result_refused": ("#B5651D", PAPER),
    "foi_result_unavailable": ("#E3BE8E", INK),
    "foi_result_not_processed": ("#A9B4BD", INK),
    "foi_result_other": ("#DDE3E8", INK),
}
SHADES = (
    ("#12467B", PAPER),
    ("#B5651D", PAPER),
    ("#4A86BD", PAPER),
    ("#E3BE8E", INK),
    ("#A9B4BD", INK),
    ("#DDE3E8", INK),
)


@dataclass(frozen=True, slots=True)
class Mix:
    """What a bar of 100 % is made of: part → count, or why it cannot be drawn; each part's fact."""

    name: str
    counts: Mapping[str, float]
    facts: Mapping[str, str]
    why: str


def outcome_bars(entries: Sequence[Entry], updated: str = "") -> go.Figure:
    """Return how applications ended, one bar an entry, first on top; every part carries its fact as custom data."""
    mixes = [Mix(e.name, e.mix, {code: e.figures[code].fact for code in OUTCOMES}, e.why_no_mix) for e in entries]
    parts = {code: (name, *LOOKS[code]) for code, name in OUTCOMES.items()}
    title = "办理结果构成" if any(mix.counts for mix in mixes) else "所选报告没有可画的办理结果"
    return _bars(title, "办理结果构成，各占办结件数的百分比；条内为件数", mixes, parts, _source(entries, updated))


def applicant_bars(entries: Sequence[Entry], updated: str = "") -> go.Figure:
    """Return who applied, one bar an entry, first on top; every part carries its fact as custom data."""
    mixes = [Mix(e.name, e.applied, {kind: f.fact for kind, f in e.applicants.items()}, e.why_nobody) for e in entries]
    kinds = dict.fromkeys(kind for entry in entries for kind in entry.applicants)
    parts = {kind: (kind, *look) for kind, look in looks_of(kinds).items()}
    title = "申请人构成" if any(mix.counts for mix in mixes) else "所选报告没有可画的申请人类别"
    return _bars(
        title, "新收申请的申请人构成，各占新收件数的百分比；条内为件数", mixes, parts, _source(entries, updated)
    )


def looks_of(kinds: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return kind of applicant → colour of its part and of the words on it, in the order in which they are drawn."""
    return {kind: SHADES[n % len(SHADES)] for n, kind in enumerate(kinds)}


def _bars(
    title: str, subtitle: str, mixes: Sequence[Mix], parts: Mapping[str, tuple[str, str, str]], source: str
) -> go.Figure:
    left = max((width_of(mix.name) for mix in mixes), default=60) + 24
    drawable = any(mix.counts for mix in mixes)
    key = _key(parts) if drawable else ""
    sketch = Sketch(layout_for(title, subtitle, source, ROW * len(mixes) + 30, left=left, right=24))
    _add_parts(sketch, parts, mixes)
    for n, mix in enumerate(mixes):
        if not mix.counts:
            sketch.say(0, n, escape(mix.why), 1, [""], escape(mix.why), textfont={"size": LABEL, "color": SECOND})
    if key:
        room = LINE * (key.count("<br>") + 1)
        sketch.annotate(
            text=key,
            x=0,
            xref="paper",
            xanchor="left",
            xshift=4 - left,
            y=1,
            yref="paper",
            yanchor="bottom",
            align="left",
            font={"size": LABEL, "color": INK},
        )
        sketch.layout["margin"]["t"] += room
        sketch.layout["height"] += room
    sketch.layout |= {
        "barmode": "overlay",
        "bargap": 0.3,
        "xaxis": line_axis(
            range=[0, 100],
            tickvals=[0, 25, 50, 75, 100],
            ticktext=["0", "25%", "50%", "75%", "100%"],
            showgrid=drawable,
            showticklabels=drawable,
        ),
        "yaxis": row_axis(
            tickvals=list(range(len(mixes))),
            ticktext=[escape(mix.name) for mix in mixes],
            range=[len(mixes) - 0.5, -0.5],
        ),
    }
    return sketch.figure()


def _key(parts: Mapping[str, tuple[str, str, str]]) -> str:
    """Return what each colour means, as lines of words; plotly's own legend needs a trace a colour, which is drawn
    slowly.
    """
    lines, used = [""], 0.0
    for name, fill, _ in parts.values():
        wide = width_of(name) + 2 * LABEL
        if lines[-1] and used + wide > KEY_WIDTH:
            lines.append("")
            used = 0
        lines[-1] += f'<span style="color:{fill}">■</span> {escape(name)}　'
        used += wide
    return "<br>".join(lines)


def in_words(entries: Sequence[Entry]) -> str:
    """Return the figure in one paragraph, for readers who cannot see it."""
    lines = [
        f"{entry.name}：" + "、".join(f"{OUTCOMES[code]} {count:,.10g} 件" for code, count in entry.mix.items())
        if entry.mix
        else f"{entry.name}：{entry.why_no_mix}"
        for entry in entries
    ]
    return f"办理结果构成。{'；'.join(lines)}。"


def applicants_in_words(entries: Sequence[Entry]) -> str:
    """Return who applied in one paragraph, for readers who cannot see the figure."""
    lines = (
        f"{entry.name}："
        + ("、".join(f"{kind} {count:,.10g} 件" for kind, count in entry.applied.items()) or entry.why_nobody)
        for entry in entries
    )
    return f"申请人构成。{'；'.join(lines)}。"


def _source(entries: Sequence[Entry], updated: str) -> str:
    sources = "、".join(dict.fromkeys(f"{entry.issuer_short}（{entry.source}）" for entry in entries))
    return " · ".join(filter(None, (f"来源：{sources}" if sources else "", updated)))


def _add_parts(sketch: Sketch, parts: Mapping[str, tuple[str, str, str]], mixes: Sequence[Mix]) -> None:
    """Add the parts of every bar, each beginning where the one before it ends: one trace for each colour that
    words on them have.
    """
    names = ("base", "x", "y", "text", "customdata", "hovertext", "fill")
    bars: dict[str, dict[str, list]] = {}
    for n, mix in enumerate(mixes):
        whole, begins = sum(mix.counts.values()), 0.0
        for code, count in mix.counts.items():
            name, fill, ink = parts[code]
            share = count / whole * 100
            hover = f"{escape(mix.name)}　{escape(name)} {count:,.10g} 件，占 {share:.1f}%（算得）"
            values = (begins, share, n, _label(count, share), [mix.facts.get(code, "")], hover, fill)
            for column, value in zip(names, values, strict=True):
                bars.setdefault(ink, {}).setdefault(column, []).append(value)
            begins += share
    for ink, columns in bars.items():
        fills = columns.pop("fill")
        sketch.bar(
            **columns,
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": NOTE, "color": ink},
            marker={"color": fills, "line": {"color": PAPER, "width": 1}},
            hoverinfo="text",
        )


def _label(count: float, share: float) -> str:
    """Return the count where the part is wide enough for it."""
    number = f"{count:,.10g}"
    return number if count and width_of(number, NOTE) + 4 <= share * ROOM else ""
