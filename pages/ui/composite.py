"""What 综合指数 shows: the choice of indicators and weights, the scores with their parts, and why others may not enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from core.analysis.composite import Composite, Definition, Method, Missing
from core.analysis.rows import Row
from core.charts.composites import score_bars
from core.errors import DuibiaoError
from core.library.menus import indicators_menu
from core.screens import composite
from pages.ui import loading
from pages.ui.escape import escape
from pages.ui.evidence import follow_chart
from pages.ui.figures import show_figure
from pages.ui.pickers import choose, choose_several
from pages.ui.signing import ask_who, may_write
from pages.ui.views import kept

SAVED = "composite"


def open_to_choice() -> dict[str, str]:
    """Return the indicators at least two places state, and why each may not enter: "" when it may."""
    return composite.open_to_choice(loading.library())


def pick_definition(possible: Mapping[str, str]) -> Definition:
    """Let a visitor choose indicators, weights and rules; all of it is in the address."""
    declared = loading.indicators()
    menu = indicators_menu([declared[id] for id in possible])
    items = choose_several(
        "指标", menu, composite.ITEMS, composite.first_choice(possible), empty="选三项左右，太多看不出是哪项起作用"
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        method = choose("归一", composite.METHODS, composite.METHOD)
        missing = choose("缺数", composite.RULES, composite.MISSING)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        weights = tuple(
            (id, float(choose(f"权重：{menu[id]}", composite.WEIGHTS, f"{composite.WEIGHT}{id}"))) for id in items
        )
    return Definition(weights, Method(method), Missing(missing))


def scored(definition: Definition) -> Composite:
    """Return the composite of all places."""
    return _scored(loading.data_version(), definition)


@kept
def _scored(version: str, definition: Definition) -> Composite:
    return composite.scored(loading.library(), definition)


def show_scores(found: Composite) -> list[Row]:
    """Show the scores with their parts, and return the rows that they rest on."""
    places = loading.places()
    figure = score_bars(found, places, loading.data_version())
    told = "；".join(f"{places[score.body[0]].short_name} {score.value:.1f} 分" for score in found.scores)
    show_figure(figure, "scores", told, follow_chart("scores"))
    table = pd.DataFrame(
        {
            "地区": f"{places[score.body[0]].short_name} {score.body[1]}", "总分（算得）": f"{score.value:.1f}",
            "名次范围": f"{score.low}–{score.high}" if score.low != score.high else str(score.low),
            **{part.indicator.name: f"{part.row.written} → {part.points:.1f}" for part in score.parts},
        }
        for score in found.scores
    )  # fmt: skip
    st.dataframe(table.fillna("缺"), hide_index=True, alt="各项得分", row_height=34, lazy=False)
    return [part.row for score in found.scores for part in score.parts]


def show_refusals(found: Composite) -> None:
    """Say which of the chosen indicators and which places do not enter, and why."""
    lines = [f"{indicator.name}：{why}" for indicator, why in found.refused] + [
        f"{place.short_name}：{why}" for place, why in found.left_out
    ]
    if lines:
        st.caption(escape(f"没有计入：{'；'.join(lines)}。"))


def show_candidates(possible: Mapping[str, str]) -> None:
    """Show which indicators may enter, and what the others would need."""
    declared = loading.indicators()
    ready = sum(not why for why in possible.values())
    with st.expander(f"哪些指标可以打分：可用 {ready} 项，还差条件 {len(possible) - ready} 项", expanded=not ready):
        table = pd.DataFrame(
            {"指标": declared[id].name, "能否打分": "可以" if not why else "不可以", "原因": why}
            for id, why in sorted(possible.items(), key=lambda item: bool(item[1]))
        )
        if len(table):
            st.dataframe(
                table,
                hide_index=True,
                alt="可以打分的指标",
                row_height=34,
                lazy=False,
                height=min(420, 35 * (len(table) + 1) + 4),
            )


def show_saved(definition: Definition, query: Sequence[tuple[str, str]]) -> None:
    """Keep the definition by name, and offer those that are kept as links."""
    known = loading.kept(SAVED)
    with st.expander(f"按名称保存（已存 {len(known)} 个）"):
        if definition.weights and may_write("按名称保存"):
            with st.form("keep_composite", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
                name, who = st.text_input("名称", max_chars=60), ask_who("谁存的")
                if st.form_submit_button("保存"):
                    _keep(name, who, query)
        for row in known.itertuples(index=False):
            st.page_link(
                "pages/analyse/index.py",
                label=f"{row.name}（{row.who}，{row.made_at[:10]}）",
                query_params=_choices(row.content),
            )


def _choices(content: str) -> list[tuple[str, str]]:
    return [tuple(line.split("=", 1)) for line in content.splitlines() if "=" in line]


def _keep(name: str, who: str, query: Sequence[tuple[str, str]]) -> None:
    try:
        loading.keep(SAVED, name, "\n".join(f"{key}={value}" for key, value in query), who)
    except DuibiaoError as error:
        st.error(escape(str(error)))
        return
    st.rerun()
