"""What Streamlit takes for a run by itself, before anything is shown: a click of ours cannot cost less."""

from __future__ import annotations

import streamlit as st

st.html("…")
