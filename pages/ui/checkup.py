"""What 本区体检 shows: whose check-up, the thresholds, the lines, and the sentences to copy."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from core.analysis.checkup import Checkup, Line, State, Thresholds
from core.analysis.compare import Comparison, side_by_side
from core.analysis.summaries import summary_of
from core.analysis.wording import join, text_of
from core.charts.standings import standings_figure
from core.model import Place
from core.screens import checkup as checkups
from core.words import DIRECTIONS
from pages.ui import loading
from pages.ui.escape import escape_html as e
from pages.ui.pickers import choose, choose_several
from pages.ui.views import kept

LINE = "j"
STEPS = {  # key → label, counter, steps; 0 switches a warning off
    "yp": ("黄牌：低于中位数", "个百分点", (0, 1, 2, 5, 10, 20)), "rp": ("红牌：低于中位数", "个百分点", (0, 1, 2, 5, 10, 20)),
    "yq": ("黄牌：差中位数的", "%", (0, 5, 10, 20, 50)), "rq": ("红牌：差中位数的", "%", (0, 5, 10, 20, 50)),
}  # fmt: skip
LEAST = (3, 5, 8, 10)
COLOURS = {"红牌": "#B42318", "黄牌": "#9A5B00"}


def pick_checkup() -> tuple[Checkup, tuple[Place, ...]]:
    """Let a visitor choose 本区, year, level and peers, and return the check-up and the places it is among."""
    library, known = loading.library(), loading.places()
    own = choose("本区", options := checkups.own_menu(library), checkups.OWN, next(iter(options)))
    years, fullest = checkups.years_of(library, own)
    year = int(choose("年份", years, checkups.YEAR, fullest))
    levels = checkups.levels_of(library, own, year)
    level = choose("层级", levels, checkups.LEVEL) if len(levels) > 1 else next(iter(levels))
    others = {id: place.short_name for id, place in known.items() if id != own}
    peers = choose_several("对照", others, checkups.PEERS, [], empty="同级各地")
    found = _checkup(library.version, own, year, level, tuple(peers))
    invited = {row.place.id for line in found.lines for row in line.peers}
    return found, (known[own], *(place for id, place in known.items() if id in (peers or invited) and id != own))


@kept
def _checkup(version: str, own: str, year: int, level: str, peers: tuple[str, ...]) -> Checkup:
    return checkups.checkup(loading.library(), own, year, level, peers)


def pick_thresholds() -> Thresholds:
    """Let a visitor set when a line is warned of; all of it is in the address."""
    with st.expander("红黄牌门槛"), st.container(horizontal=True):
        values = [_step(key, *step) for key, step in STEPS.items()]
        least = int(choose("可比不足几地不亮牌", {str(n): f"{n} 地" for n in LEAST}, "ln"))
    return Thresholds(*values, least=least)


def _step(key: str, label: str, counter: str, steps: Sequence[int]) -> float:
    return float(choose(label, {str(n): f"{n} {counter}" if n else "不设" for n in steps}, key))


def pick_states(found: Checkup) -> list[Line]:
    """Let a visitor choose which states to see; silent indicators are told below in any case."""
    return checkups.lines_of(found, choose_several("结论", checkups.STATES_MENU, checkups.STATES, []))


def show_lines(lines: Sequence[Line], thresholds: Thresholds) -> None:
    """Show the lines as a table; a click opens a line."""
    table = pd.DataFrame(
        {
            "指标": line.indicator.name,
            "结论": line.state.value,
            "牌": thresholds.card(line),
            "本区": text_of(line.own) if line.own else "",
            "中位数": checkups.median_in_words(line),
            "差距": checkups.gap_in_words(line),
            "方向": DIRECTIONS[line.indicator.direction],
            "原因或注意": "；".join(line.words),
            "对照各地": checkups.peers_in_words(line),
        }
        for line in lines
    )
    empty = [name for name in ("牌", "中位数", "差距") if not table[name].any()]

    def follow() -> None:
        cells = st.session_state["checkup"].selection.cells
        if cells:
            st.session_state[LINE] = lines[cells[0][0]].indicator.id

    styled = table.drop(columns=empty).style
    st.dataframe(
        styled if "牌" in empty else styled.map(_card, subset=["牌"]),
        hide_index=True,
        key="checkup",
        alt="本区体检",
        selection_mode="single-cell",
        on_select=follow,
        row_height=34,
        lazy=False,
        height=min(500, 35 * (len(table) + 1) + 4),
        column_config={
            "指标": st.column_config.TextColumn(width=180, pinned=True),
            "结论": st.column_config.TextColumn(width=64),
            "本区": st.column_config.TextColumn(width=110),
            "中位数": st.column_config.TextColumn(width=120),
            "差距": st.column_config.TextColumn(width=100),
            "对照各地": st.column_config.TextColumn(width=240),
        },
    )


def _card(word: str) -> str:
    return f"color: {COLOURS[word]}; font-weight: 600" if word in COLOURS else ""


def show_reasons(found: Checkup) -> None:
    """Say which indicators have no data of the own place, by reason."""
    by_reason: dict[str, list[str]] = {}
    for line in found.of(State.NO_DATA):
        by_reason.setdefault(join(line.words) or "没有数值", []).append(line.indicator.name)
    if by_reason:
        with st.expander(f"无数据 {len(found.of(State.NO_DATA))} 项和原因"):
            told = "".join(f"<dt>{e(reason)}</dt><dd>{e(join(names))}</dd>" for reason, names in by_reason.items())
            st.html(f'<div class="evidence" data-report=""><dl>{told}</dl></div>')


def figure_of(found: Checkup, lines: Sequence[Line]) -> go.Figure:
    """Return where the place stands, indicator by indicator."""
    return standings_figure(found.place, lines, checkups.figure_footer(found, loading.data_version()))


def pick_line(lines: Sequence[Line]) -> Line:
    """Let a visitor choose one line."""
    by_id = {line.indicator.id: line for line in lines}
    names = [line.indicator.name for line in lines]
    words = {
        id: n.indicator.name if names.count(n.indicator.name) == 1 else f"{n.indicator.name}（{id}）"
        for id, n in by_id.items()
    }
    return by_id[choose("指标", words, LINE, lines[0].indicator.id)]


def view_of(line: Line, places: Sequence[Place], year: int) -> Comparison:
    """Return the comparison a line stands for."""
    return side_by_side(loading.facts(line.indicator.id), line.indicator, list(places), [year])


def show_summary(found: Checkup, lines: Sequence[Line], places: Sequence[Place]) -> None:
    """Show the sentences on the whole check-up, to copy: of the indicators that some peer states too."""
    shared = [line for line in lines if checkups.shared(line)]
    with st.expander(f"整体对标句（{len(shared)} 项有对照的指标）"):
        if shared:
            text = summary_of([view_of(line, places, found.year) for line in shared], found.place).whole().text
            st.code(text, language=None, wrap_lines=True)
        else:
            st.caption("没有一项指标有别处的数值可以对照。")
