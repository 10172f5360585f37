"""对标句 on screen: exact text with a button to copy it."""

from __future__ import annotations

import streamlit as st

from core.analysis.compare import Comparison
from core.analysis.sentences import sentence_of
from core.model import Place


def show_sentence(view: Comparison, own: Place | None = None) -> None:
    """Show the sentence on a comparison; the button at its corner copies it."""
    st.caption("对标句")
    st.code(sentence_of(view, own).text, language=None, wrap_lines=True)
