"""计划与落实: what was promised for a year, what later reports say of it, and what people concluded."""

from __future__ import annotations

import streamlit as st

from core.export.lines import table_csv
from core.screens.plans import decisions, in_numbers, ledger_table, rests_on
from pages.ui import loading
from pages.ui.actions import show_actions_of
from pages.ui.escape import escape
from pages.ui.figures import show_figure
from pages.ui.plans import (
    figure_of,
    pick_promise,
    pick_promises,
    planless,
    show_form,
    show_ledger,
    show_promise,
)
from pages.ui.shell import nothing_yet, show_title

if loading.reports().empty:
    nothing_yet("计划与落实")

show_title("计划与落实", "各地计划里说要做的事，逐条列出；同一机构以后的报告里找相近的原句，由人判断是否兑现。")
decided = decisions()
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    found, places = pick_promises(decided)
st.caption(escape(in_numbers(found, decided) + (rests_on(loading.library(), found) if found else "")))
if found:
    left, right = st.columns([0.6, 0.4], gap="medium")
    with left:
        show_figure(figure_of(found, decided), "promises", in_numbers(found, decided))
        show_actions_of("promises", "计划台账", lambda: table_csv(ledger_table(loading.library(), found, decided)))
        show_ledger(found, decided)
    with right, st.container(border=True, key="report_evidence"):
        promise = pick_promise(found)
        show_promise(promise, decided)
        show_form(promise)
for place, why in planless(places).items():
    st.caption(escape(f"{place.short_name}：{why}，没有可以列出的计划。"))
