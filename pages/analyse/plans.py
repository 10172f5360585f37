"""计划与落实: what was promised, what later reports say of it, and the form in which a person concludes."""

from __future__ import annotations

import json

import streamlit as st

from core.analysis.plans import DECIDED, Promise
from core.cutting import shortened
from core.errors import DuibiaoError
from core.library.menus import told_apart
from core.screens.exhibit import View
from core.screens.plans import PROMISE, promises
from core.screens.sides import shown_places
from pages.ui import address, loading
from pages.ui.escape import escape
from pages.ui.evidence import show_links
from pages.ui.links import to_text
from pages.ui.screen import show_screen
from pages.ui.signing import ask_who, may_write
from pages.ui.unfolding import unfolding

NONE = {"": "没有对应的原句"}


def conclude(view: View) -> None:
    """Offer the way to the report, and let a person decide where the commitment stands; the last decision counts."""
    if not view.beside:
        return
    key = address.current().made[PROMISE][0]
    library = loading.library()
    promise = next(p for p in promises(library, shown_places(library, address.current())) if p.key == key)
    show_links(to_text(promise.commitment.document, promise.targets[0].start if promise.targets else -1))
    with unfolding(st.expander, "作出结论", "deciding") as is_open:
        if is_open and may_write("落实情况的结论"):
            _ask(key, promise)


def _ask(key: str, promise: Promise) -> None:
    """Ask where a commitment stands, by which sentence, who says so and why."""
    leads = told_apart(
        {f"{lead.document}:{lead.start}": f"{lead.year} 年：{shortened(lead.quote, 30)}" for lead in promise.leads}
    )
    with st.form(f"decide_{key}", border=False, clear_on_submit=True):
        state = st.selectbox("状态", DECIDED, format_func=lambda state: state.value)
        lead = st.selectbox("对应的原句", [*NONE, *leads], format_func=(NONE | leads).__getitem__)
        who, why = ask_who("谁"), st.text_input("理由", max_chars=200)
        if st.form_submit_button("保存结论"):
            save(promise, {"state": state.value, "lead": lead, "why": why.strip()}, who)


def save(promise: Promise, decision: dict[str, str], who: str) -> None:
    """Keep a decision; what is shown of the commitment changes with it."""
    try:
        if not decision["why"]:
            raise DuibiaoError("请写明理由，以便日后查对。")
        content = json.dumps(decision, ensure_ascii=False)
        loading.decide(promise, content, who)
    except DuibiaoError as error:
        st.error(escape(str(error)))
        return
    st.rerun()


show_screen(beside=conclude)
