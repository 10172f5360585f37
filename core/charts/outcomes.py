"""How applications ended, one bar of 100 % a report with the counts in it; a report without decided cases says why."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from core.analysis.openness import OUTCOMES, Entry
from core.charts.sketch import Sketch
from core.charts.template import INK, LABEL, NOTE, PAPER, SECOND, escape, layout_for, line_axis, row_axis, width_of

ROW = 40
LEGEND = 52  # px for two lines of names
ROOM = 5.5  # px a per cent is wide, about
# from dark to light, so that a grey print keeps the order: given, given in part, and four ways of giving nothing
LOOKS = {
    "foi_result_disclosed": ("#12467B", PAPER), "foi_result_partial": ("#4A86BD", PAPER), "foi_result_refused": ("#B5651D", PAPER),
    "foi_result_unavailable": ("#E3BE8E", INK), "foi_result_not_processed": ("#A9B4BD", INK), "foi_result_other": ("#DDE3E8", INK),
}  # fmt: skip


def outcome_bars(entries: Sequence[Entry], version: str = "") -> go.Figure:
    """Return one bar an entry, first on top; every part carries its fact as custom data."""
    left = max((width_of(entry.name) for entry in entries), default=60) + 24
    told = [entry for entry in entries if entry.mix]
    sketch = Sketch(
        layout_for(
            _title(told), "办理结果构成，各占办结件数的百分比；条内为件数", _source(entries, version), ROW * len(entries) + 30,
            left=left, right=24,
        )
    )  # fmt: skip
    for code, name in OUTCOMES.items():
        _add_outcome(sketch, code, name, entries)
    for n, entry in enumerate(entries):
        if not entry.mix:
            sketch.say(0, n, escape(entry.why_no_mix), 1, [""], escape(entry.why_no_mix), showlegend=False, textfont={"size": LABEL, "color": SECOND})
    sketch.layout |= {
        "barmode": "stack", "bargap": 0.3, "showlegend": bool(told),
        "xaxis": line_axis(range=[0, 100], tickvals=[0, 25, 50, 75, 100], ticktext=["0", "25%", "50%", "75%", "100%"], showgrid=bool(told), showticklabels=bool(told)),
        "yaxis": row_axis(tickvals=list(range(len(entries))), ticktext=[escape(entry.name) for entry in entries], range=[len(entries) - 0.5, -0.5]),
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "font": {"size": NOTE, "color": SECOND}, "itemclick": False, "itemdoubleclick": False, "traceorder": "normal"},
    }  # fmt: skip
    sketch.layout["margin"]["t"] += LEGEND
    sketch.layout["height"] += LEGEND
    return sketch.figure()


def in_words(entries: Sequence[Entry]) -> str:
    """Return the figure in one paragraph, for readers who cannot see it."""
    lines = [
        f"{entry.name}：" + "、".join(f"{OUTCOMES[code]} {count:,.10g} 件" for code, count in entry.mix.items()) if entry.mix
        else f"{entry.name}：{entry.why_no_mix}"
        for entry in entries
    ]  # fmt: skip
    return f"办理结果构成。{'；'.join(lines)}。"


def _title(told: Sequence[Entry]) -> str:
    return "办理结果构成" if told else "没有一份报告写明全部办理结果"


def _source(entries: Sequence[Entry], version: str) -> str:
    sources = "、".join(dict.fromkeys(f"{entry.issuer_short}（{entry.source}）" for entry in entries))
    return " · ".join(filter(None, (f"来源：{sources}" if sources else "", f"数据版本 {version}" if version else "")))


def _add_outcome(sketch: Sketch, code: str, name: str, entries: Sequence[Entry]) -> None:
    fill, ink = LOOKS[code]
    shown = [(n, entry, entry.mix[code]) for n, entry in enumerate(entries) if entry.mix]
    if not shown:
        return
    shares = [count / sum(entry.mix.values()) * 100 for _, entry, count in shown]
    sketch.bar(
        x=shares, y=[n for n, _, _ in shown], name=name, customdata=[[entry.figures[code].fact] for _, entry, _ in shown],
        text=[_label(count, share) for (_, _, count), share in zip(shown, shares, strict=True)],
        textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none", textfont={"size": NOTE, "color": ink},
        marker={"color": fill, "line": {"color": PAPER, "width": 1}},
        hovertext=[
            f"{escape(entry.name)}　{name} {count:,.10g} 件，占 {share:.1f}%（算得）"
            for (_, entry, count), share in zip(shown, shares, strict=True)
        ],
        hoverinfo="text",
    )  # fmt: skip


def _label(count: float, share: float) -> str:
    """Return the count where the part is wide enough for it."""
    told = f"{count:,.10g}"
    return told if count and width_of(told, NOTE) + 4 <= share * ROOM else ""
