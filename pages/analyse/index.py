"""综合指数: a composite that the office defines itself, kept under a name."""

from __future__ import annotations

import streamlit as st

from core.errors import DuibiaoError
from core.library.link import Link
from pages.ui import address, loading
from pages.ui.escape import escape
from pages.ui.screen import show_screen
from pages.ui.signing import ask_who, may_write

SAVED = "composite"

show_screen()
known = loading.saved(SAVED)
with st.expander(f"按名称保存（已存 {len(known)} 个）"):
    if may_write("按名称保存"):
        with st.form("keep_composite", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
            name, who = st.text_input("名称", max_chars=60), ask_who("谁存的")
            if st.form_submit_button("保存"):
                choices = address.current().written.choices
                try:
                    loading.keep(SAVED, name, "\n".join(f"{key}={value}" for key, value in choices), who)
                except DuibiaoError as error:
                    st.error(escape(str(error)))
                else:
                    st.rerun()
    for row in known.itertuples(index=False):
        saved = [tuple(line.split("=", 1)) for line in row.content.splitlines() if "=" in line]
        st.page_link(
            address.PATHS["index"],
            label=escape(f"{row.name}（{row.who}，{row.made_at[:10]}）"),
            query_params=address.carried(Link("index", tuple(saved))),
        )
