"""写前自检: a draft before it is published: what to look at, how to write it, what others state; nothing is stored."""

from __future__ import annotations

import streamlit as st

from pages.ui import loading
from pages.ui.drafting import ask_for_draft, show_draft
from pages.ui.shell import show_title
from pages.ui.signing import may_write

show_title(
    "写前自检", "发布前放入或粘贴草稿：核对数字关系，指出有歧义的写法，列出同类报告写了而这份没有写的。内容不入库。"
)
if not may_write("写前自检"):
    st.stop()
if loading.library().is_empty:
    st.info("库里还没有报告：导入后，这里还会列出同类报告写了而草稿没有写的。")
raw = ask_for_draft()
if raw:
    show_draft(raw)
