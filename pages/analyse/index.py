"""综合指数: a composite that the office defines itself, with its parts, and how far its order holds when the weights
change.
"""

from __future__ import annotations

import streamlit as st

from core.screens.composite import NOTES
from pages.ui import loading
from pages.ui.actions import show_actions
from pages.ui.composite import (
    open_to_choice,
    pick_definition,
    scored,
    show_candidates,
    show_refusals,
    show_saved,
    show_scores,
)
from pages.ui.escape import escape
from pages.ui.evidence import show_evidence
from pages.ui.shell import nothing_yet, show_notes, show_title

NOTHING_CHOSEN = "还没有选指标。下面列出哪些指标可以打分、其余还差什么；导入更多地方的报告，可用的会多起来。"

if loading.reports().empty:
    nothing_yet("综合指数")

show_title(
    "综合指数",
    "自己选指标、定权重；只收可比的数，不足三地不排，差别在舍入以内的不打分。分数是算得的，不是任何报告的说法。",
)
possible = open_to_choice()
with st.container(key="filters"):
    definition = pick_definition(possible)
found = scored(definition)
left, right = st.columns([0.68, 0.32], gap="medium")
with left:
    rows = []
    if found.scores:
        rows = show_scores(found)
        actions = st.container()
    else:
        st.info(escape(found.why_none if definition.weights else NOTHING_CHOSEN))
    show_refusals(found)
    show_candidates(possible)
    show_saved(definition, [(key, value) for key in st.query_params for value in st.query_params.get_all(key)])
    show_notes(NOTES)
with right, st.container(border=True, key="report_evidence"):
    if rows:
        chosen = show_evidence(rows, ("text", "compare"))
        with actions:
            show_actions("scores", "综合指数", rows, chosen)
    else:
        st.caption("有了分数，这里显示每个数字的原句。")
