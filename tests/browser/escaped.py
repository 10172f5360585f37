"""A page of hostile texts, each on every path on which Streamlit reads Markdown; run by test_escape_browser.py."""

import streamlit as st

from pages.ui.escape import escape
from tests.browser.hostile import FIXED, invented

PATHS = {
    "markdown": st.markdown,
    "caption": st.caption,
    "title": st.title,
    "subheader": st.subheader,
    "error": st.error,
    "info": st.info,
    "button": lambda text: st.button(text, key=f"press {text}"),
    "checkbox": lambda text: st.checkbox(text, key=f"tick {text}"),
    "expander": lambda text: st.expander(text),
    "pills": lambda text: st.pills("说法", [text], key=f"pick {text}", label_visibility="collapsed"),
}

for path, show in PATHS.items():
    for number, text in enumerate([*FIXED, *(invented() if path == "markdown" else [])]):
        with st.container(key=f"{path}-{number}"):
            show(escape(text))
