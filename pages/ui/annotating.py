"""Add a note or a dated line to a figure of the page, and take it away; the address carries them."""

from __future__ import annotations

from datetime import date

import streamlit as st

from core.screens.annotations import KEY, MOST, NAME, WORDS, Annotation, annotation, annotations_of
from core.screens.exhibit import View
from pages.ui import address
from pages.ui.escape import escape
from pages.ui.unfolding import unfolding

WRONG = "没有加上：写 1 到 60 个字和您的姓名；日期写成 2019-01-24、2019-01 或 2019，也可以不写。"
FULL = f"已有 {MOST} 条批注，先删去一条。"


def show_annotating(view: View) -> None:
    """Show what was added to the figures of a page, and the way to add more."""
    titles = {exhibit.key: exhibit.title for exhibit in view.exhibits if not exhibit.aside}
    if not titles:
        return
    annotations = annotations_of(address.current().link)
    with unfolding(st.expander, f"批注（{len(annotations)}）" if annotations else "加批注", "annotating") as is_open:
        if is_open:
            _show_form(annotations, titles)


def _show_form(annotations: tuple[Annotation, ...], titles: dict[str, str]) -> None:
    """Show what was added, each to be taken away, and the form to add one."""
    for n, one in enumerate(annotations):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(escape(one.in_words))
            st.button("删去", key=f"annotation_{n}", on_click=_keep, args=(annotations[:n] + annotations[n + 1 :],))
    with st.form("annotate", border=False, clear_on_submit=True):
        figure = st.selectbox("哪个图", list(titles), format_func=titles.__getitem__)
        day = st.text_input("日期", max_chars=10, placeholder="可不写，例如 2019-01-24")
        words = st.text_input("文字", max_chars=WORDS, placeholder="例如：市政务服务办挂牌")
        who = st.text_input("谁写的", max_chars=NAME)
        if st.form_submit_button("加上"):
            _add(annotations, Annotation(figure, day.strip(), words.strip(), who.strip(), f"{date.today():%Y-%m-%d}"))


def _add(annotations: tuple[Annotation, ...], one: Annotation) -> None:
    checked = annotation(one.written())
    if checked is None or len(annotations) >= MOST:
        st.caption(WRONG if checked is None else FULL)
        return
    _keep((*annotations, checked))
    st.rerun()


def _keep(annotations: tuple[Annotation, ...]) -> None:
    st.query_params[KEY] = [one.written() for one in annotations]
