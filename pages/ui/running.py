"""Run a page: what goes wrong is a sentence with an id, and the log has the rest under that id."""

from __future__ import annotations

import logging

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from core.errors import DuibiaoError
from pages.ui import loading
from pages.ui.escape import escape
from pages.ui.runs import run_id

BROKEN = "这一页出错了，错误编号 {id}。请刷新再试；仍不行时，把编号告诉管理员，日志里有原因。"

SECONDS_TO_ASK = 5.0  # whether the database is back

log = logging.getLogger(__name__)


def run_page(page: StreamlitPage) -> None:
    """Run a page; an error ends it with a sentence."""
    try:
        page.run()
        loading.shown()
    except DuibiaoError as error:
        log.warning("page=%s request=%s refused: %s", page.url_path, run_id(), error)
        st.error(escape(str(error)))
    except Exception:  # noqa: BLE001  whatever it is, a visitor gets a sentence with an id and the log the traceback
        log.exception("page=%s request=%s", page.url_path, run_id())
        st.error(BROKEN.format(id=run_id()))


def show_trouble() -> None:
    """Say over every page that the database is out of reach while it is."""
    if loading.trouble():
        _show_until_over()


@st.fragment(run_every=SECONDS_TO_ASK)
def _show_until_over() -> None:
    if words := loading.trouble_now():
        st.error(escape(f"{words}。页面显示的是之前读到的数据；现在不能导入和更正。"))
    else:
        st.rerun()
