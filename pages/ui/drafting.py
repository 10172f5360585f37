"""写前自检: a draft is dropped or pasted, what should be looked at is shown, nothing of it is stored."""

from __future__ import annotations

import streamlit as st

from core.analysis.drafts import Absent, Draft, Remark
from core.apart import Task
from core.errors import DuibiaoError
from core.export.draft import draft_docx
from core.screens.exhibit import Exhibit, plain
from core.words import DOCUMENT_KINDS
from pages.ui import loading
from pages.ui.escape import escape, marked_html
from pages.ui.escape import escape_html as e
from pages.ui.importing import KINDS_OF_FILES, MOST_PASTED
from pages.ui.loading import RawDocument
from pages.ui.tables import show_table
from pages.ui.work import done

PASTED = "粘贴的草稿.txt"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def ask_for_draft() -> RawDocument | None:
    """Let somebody bring a draft; None until there is one that can be read."""
    file = st.file_uploader(f"草稿文件：{KINDS_OF_FILES}", key="draft_file")
    pasted = st.text_area("或者粘贴草稿", key="draft_pasted", height=160, max_chars=MOST_PASTED)
    data, name = (file.getvalue(), file.name) if file else (pasted.encode(), PASTED)
    if not data.strip():
        return None
    try:
        return loading.read(data, name)
    except DuibiaoError as error:
        st.error(escape(str(error)))
        return None


def show_draft(raw: RawDocument) -> None:
    """Show what should be looked at in a draft, what others state and it does not, and the Word file with both."""
    filing = loading.guess(raw).filing
    try:
        draft = done(Task.DRAFT, f"draft {raw.sha256} {loading.data_version()}", raw, filing)
    except DuibiaoError as error:
        st.error(escape(str(error)))
        return
    if not isinstance(draft, Draft):
        raise TypeError(f"no draft: {draft!r}")
    absent = loading.absent_from(draft, filing.kind)
    st.markdown(
        f"读出 **{draft.figures}** 个数字，**{draft.passed}** 处关系相符，**{len(draft.remarks)}** 处要看。"
        f"按{DOCUMENT_KINDS[filing.kind]}检查，没有存入库。"
    )
    _show_remarks(draft)
    _show_absent(absent)
    name = filing.title or raw.name.rpartition(".")[0]
    st.download_button(
        "下载带批注的 Word",
        lambda: draft_docx(draft, absent),
        f"{name}-自检.docx",
        WORD,
        key="draft_word",
        on_click="ignore",
    )


def _show_remarks(draft: Draft) -> None:
    st.subheader("要看的地方")
    if not draft.remarks:
        st.success("没有发现要改的地方。")
        return
    st.html("".join(_card(draft, remark) for remark in draft.remarks))


def _card(draft: Draft, remark: Remark) -> str:
    """Return a remark as HTML in which every word of the draft is escaped."""
    at = (
        draft.document.raw.find(remark.sentence, max(0, remark.start - len(remark.sentence))) if remark.sentence else -1
    )
    marks = [(remark.start - at, remark.end - at)] if at >= 0 else ()
    quoted = f"<blockquote>{marked_html(remark.sentence, marks)}</blockquote>" if remark.sentence else ""
    return (
        f'<div class="evidence remark" data-report=""><span class="badge">{e(remark.kind)}</span> {e(remark.words)}'
        f"{quoted}<dl><dt>怎样写</dt><dd>{e(remark.instead)}</dd></dl></div>"
    )


def _show_absent(absent: tuple[Absent, ...]) -> None:
    if not absent:
        return
    st.subheader("同类报告写了、这份没有写的")
    st.caption("已入库的报告里至少 3 个地方写了。只提示指标，不提供数字。")
    lines = [(one.name, f"{one.bodies} 个", one.definition) for one in absent]
    show_table(
        Exhibit("absent", "同类报告写了、这份没有写的", "", (), plain(("指标", "写了的地方", "说的是什么"), lines))
    )
