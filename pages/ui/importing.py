"""The steps of an import: what a file holds, whose it is said to be, and the store's answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import streamlit as st

from core import inbox
from core.analysis.rows import rows_of
from core.analysis.wording import period_of, text_of
from core.errors import DuibiaoError
from core.words import DOCUMENT_KINDS, ROLES, TRUSTS, UNPLACED
from pages.ui import loading
from pages.ui.batching import is_batch, show_batch, show_filed
from pages.ui.escape import escape
from pages.ui.loading import Filing, Preview, RawDocument
from pages.ui.shell import show_notes

# the chooser takes any file: one that cannot be read is told what to do instead, and 26 endings need not be listed
KINDS_OF_FILES = "Word、WPS、PDF、OFD、Excel、网页、文本"
PASTED = "粘贴的文字.txt"
MOST_PASTED = 200_000  # characters; the box bounds what it takes, a browser need not
MOST_FILES = 20
MOST_TYPED = 200
YEARS = (1990, 2100)
SAID = "import_said"  # what the last import did, shown after the page has taken it in


def _uploaded() -> list[tuple[bytes, str]]:
    files = st.file_uploader(
        f"报告文件：{KINDS_OF_FILES}（可多选；许多份可压成一个压缩包，附一张清单）", accept_multiple_files=True, key="files",
        help="清单是一张表（csv、xlsx），第一行写：文件、地区、发布机构、年份、网址、来源；只有“文件”一列必须有，空着的从报告里找",
    )  # fmt: skip
    return [(file.getvalue(), file.name) for file in files]


def _from_inbox() -> list[tuple[bytes, str]]:
    waiting = {file.name: file for file in inbox.waiting()}
    if not waiting:
        return []
    label = f"收件文件夹里等候确认的（{len(waiting)} 份）"
    chosen = st.multiselect(label, list(waiting), max_selections=MOST_FILES, key="inbox")
    return [(waiting[name].read_bytes(), name) for name in chosen[:MOST_FILES] if name in waiting]


def _pasted() -> list[tuple[bytes, str]]:
    pasted = st.text_area("或者粘贴报告全文", key="pasted", height=120, max_chars=MOST_PASTED)
    if len(pasted) > MOST_PASTED:
        st.error(f"粘贴的文字有 {len(pasted)} 字，超过 {MOST_PASTED} 字；请存成文件导入，或只粘贴报告本身。")
        return []
    return [(pasted.encode(), PASTED)] if pasted.strip() else []


def ask_for_files() -> Iterator[RawDocument]:
    """Let a visitor bring files or paste a text; yield what can be read and is looked at by itself, say why the rest
    cannot; many files, or a zip, are filed as a list.
    """
    show_filed()
    uploaded = _uploaded()
    if is_batch(uploaded):
        show_batch(uploaded)
        uploaded = []
    for data, name in (*uploaded, *_from_inbox(), *_pasted()):
        try:
            yield loading.read(data, name)
        except DuibiaoError as error:
            st.error(escape(str(error)))


def ask_whose(raw: RawDocument) -> Filing:
    """Show what the text says of itself and let a visitor correct it."""
    proposal, key = loading.guess(raw), raw.sha256[:12]
    filing = proposal.filing
    places = {"": UNPLACED} | {id: place.name for id, place in loading.places().listing([filing.place]).items()}
    first, second, third = st.columns([0.4, 0.25, 0.35])
    place = first.selectbox(
        "地区", list(places), list(places).index(filing.place), format_func=places.__getitem__, key=f"place_{key}"
    )
    year = second.number_input(
        "报告年份", *YEARS, value=filing.year or None, key=f"year_{key}", help="报告总结的是哪一年，不是发布的年份"
    )
    kind = third.selectbox(
        "文种",
        list(DOCUMENT_KINDS),
        list(DOCUMENT_KINDS).index(filing.kind),
        format_func=DOCUMENT_KINDS.__getitem__,
        key=f"kind_{key}",
    )
    title = st.text_input("标题", filing.title, MOST_TYPED, key=f"title_{key}")
    issuer = st.text_input("发布机构", filing.issuer, MOST_TYPED, key=f"issuer_{key}")
    trust = st.selectbox(
        "来源",
        list(TRUSTS),
        list(TRUSTS).index(filing.trust),
        format_func=TRUSTS.__getitem__,
        key=f"trust_{key}",
        help="官方网站上的原文选官方发布；媒体报道、转载页和不知出处的选待核，确认前不参与比较",
    )
    show_notes(proposal.why)
    level = filing.level if place == filing.place and issuer == filing.issuer else ""
    return replace(
        filing, place=place, year=int(year or 0), kind=kind, title=title, issuer=issuer, level=level, trust=trust
    )


def show_import(raw: RawDocument) -> None:
    """Show one file: whose it is, what was read in it, and the button that stores it."""
    st.subheader(escape(raw.name))
    filing = ask_whose(raw)
    if not filing.year:
        st.warning("没有读到报告年份，请填上再继续。")
        return
    try:
        preview = loading.preview(raw, filing)
    except DuibiaoError as error:
        st.error(escape(str(error)))
        return
    _show_preview(preview)
    if preview.already:
        st.info(f"这个文件已经在库里（{escape(preview.already)}），再导入也不会改变什么。")
        return
    twins = "、".join(title for _, title in preview.same_report)
    replacing = bool(twins) and st.checkbox(
        f"替换已导入的同一份报告：{escape(twins)}", key=f"replace_{raw.sha256[:12]}"
    )
    st.button(
        "确认导入", key=f"store_{raw.sha256[:12]}", type="primary", on_click=_store, args=(raw, filing, replacing),
        disabled=bool(twins) and not replacing,
    )  # fmt: skip


def _show_preview(preview: Preview) -> None:
    named = preview.facts[preview.facts["indicator"] != ""]
    st.markdown(
        f"读出 **{len(preview.facts)}** 个数字，其中 **{len(named)}** 个属于 {named['indicator'].nunique()} 项指标，"
        f"{len(preview.facts) - len(named)} 个未归类。"
    )
    for loss in preview.losses:
        st.warning(escape(loss))
    if preview.gives_way:
        st.caption(f"导入后，自带的摘编 {escape('、'.join(preview.gives_way))} 不再使用，以这份原文为准。")
    with st.expander("逐个数字和原句", expanded=True):
        st.dataframe(_readings(preview.facts), hide_index=True, row_height=34, height=320, alt="读出的数字和原句")


def _readings(facts: pd.DataFrame) -> pd.DataFrame:
    known, paged = loading.indicators(), bool((facts["page"] > 0).any())
    return pd.DataFrame(
        {
            "指标": known[row.indicator].name if row.indicator in known else f"未归类：{row.noun}",
            "数值": text_of(row), "性质": ROLES.get(row.role, ""), "统计期": period_of(row), "原句": row.quote.strip(),
            **({"页码": row.page or None} if paged else {}),
        }
        for row in rows_of(facts)
    )  # fmt: skip


def _store(raw: RawDocument, filing: Filing, replacing: bool) -> None:
    try:
        done = loading.import_report(raw, filing, replacing)
    except DuibiaoError as error:
        _say(False, str(error))
        return
    inbox.settle(raw.sha256)
    if raw.name == PASTED:
        st.session_state["pasted"] = ""
    if done.new:
        _say(True, f"已导入《{filing.title or raw.name}》，读出 {done.rows} 行，各页已更新。")
    else:
        _say(True, f"《{raw.name}》已经在库里，没有改变。")


def _say(good: bool, words: str) -> None:
    st.session_state.setdefault(SAID, []).append((good, words))


def show_said() -> None:
    """Say what the last imports did, once."""
    for good, words in st.session_state.pop(SAID, []):
        (st.success if good else st.error)(escape(words))
