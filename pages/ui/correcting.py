"""Correct a number on the spot beside its report; who, when and why are kept, the sentence stays as it is."""

from __future__ import annotations

import streamlit as st

from core.analysis.rows import Row
from core.library.corrections import Asked, code_of, in_words, values_of
from core.store import FACT_FIELDS
from pages.ui import loading
from pages.ui.escape import escape
from pages.ui.signing import ask_who, may_write

SHOWN = "correction_shown"  # what stood beside the form when it was shown: somebody else may correct it meanwhile


def show_correction(row: Row) -> None:
    """Let a person correct what was read of a number."""
    if not may_write("更正"):
        return
    with st.expander("更正这个数字"), st.form(f"correct_{row.fact_id}", border=False):
        st.caption("原句不动，只改读法；改了什么、谁改的都留痕，并在各页注明“经人工更正”。")
        field = st.selectbox("项目", list(FACT_FIELDS), format_func=FACT_FIELDS.__getitem__)
        after = st.text_input("改为", max_chars=80)
        st.caption(
            f"数值只写数字；性质写{'、'.join(list(values_of('role').values())[:3])}…；指标写名称，留空为不属于任何指标。"
        )
        who, why = ask_who("谁"), st.text_input("为什么", max_chars=200)
        pressed = st.form_submit_button("更正")
        shown = st.session_state.get(SHOWN, {}) if pressed else {}
        st.session_state[SHOWN] = {name: in_words(name, code_of(getattr(row, name))) for name in FACT_FIELDS} | {
            "fact_id": row.fact_id
        }
        if pressed:
            before = shown.get(field, "") if shown.get("fact_id") == row.fact_id else ""
            outcome = loading.correct(Asked(row.fact_id, FACT_FIELDS[field], after.strip(), who, why, before))
            if outcome.changed:
                st.rerun()
            (st.error if outcome.refused else st.info)(escape(outcome.words))
