"""The evidence under a number: its sentence with the number marked, and where it stands. It stays while one looks
around.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st

from core.analysis.rows import Row, first
from core.analysis.wording import badges, edition_of, name_of, page_in_words, period_of, text_of, why_in_words
from core.errors import DuibiaoError
from core.library.link import Link
from core.library.menus import told_apart
from core.model import Edition
from core.same import made_once
from core.words import EDITIONS, TRUSTS, UNKNOWN
from pages.ui import address, loading
from pages.ui.escape import escape, marked_html
from pages.ui.escape import escape_html as e
from pages.ui.glossary import explained
from pages.ui.links import SENTENCE, to_indicator, to_profile, to_text
from pages.ui.loading import StoredReport
from pages.ui.menu import page_at
from pages.ui.pickers import choose
from pages.ui.replay import Same, replayed

KEY = SENTENCE
CELL = "\t"  # between the cells of a line of a table
WAYS = {"text": "在原文中查看", "profile": "看这个地方的全部指标", "indicator": "各地并排对比"}
ADDRESS = re.compile(r"^(?:https?://)?(?P<rest>[\w.-]+\.[a-z]{2,}(?:[/:?].*)?)$", re.IGNORECASE)


def follow_chart(carried: Sequence[str]) -> None:
    """Show the sentence of the mark that was clicked in a chart."""
    if carried:
        st.session_state[KEY] = carried[0]


def show_evidence(rows: Sequence[Row]) -> Row | None:
    """Show the sentence of the chosen row and return it; ``rows`` are those with a sentence.

    When none is chosen it is the first that states what is: a plan is never shown as if it were a result.
    """
    if not rows:
        st.caption("选中的报告里没有可引用的句子，原因见图和表。")
        return None
    ordered, labels = _labelled(rows)
    chosen = first(ordered, choose("原句", labels, KEY))
    replayed((Same(chosen), "card"), lambda: st.html(card(chosen)))
    show_page(chosen)
    show_links(to_text(chosen.document, chosen.start), to_profile(chosen), to_indicator(chosen.indicator))
    return chosen


@made_once
def _labelled(rows: Sequence[Row]) -> tuple[list[Row], dict[str, str]]:
    """Return the rows in the order of their menu, and the menu."""
    ordered = sorted(rows, key=lambda row: not row.present)
    return ordered, told_apart({row.fact_id: _label(row) for row in ordered})


def _label(row: Row) -> str:
    return " · ".join(filter(None, (name_of(row), text_of(row), row.part)))


def show_card(row: Row) -> None:
    """Show the evidence of a number met in its report, and the way to where it is compared."""
    st.html(card(row))
    show_page(row)
    show_links(to_indicator(row.indicator, row))


def show_crop(row: Row) -> bool:
    """Show the line of the page on which a number stands that was read from a picture, where the file is kept; return
    whether it was shown.
    """
    if row.edition != Edition.RECOGNISED or not loading.has_original(row.document):
        return False
    try:
        picture, page = loading.page_picture(row, cropped=True)
    except DuibiaoError as error:
        st.caption(escape(str(error)))
        return False
    st.image(picture, caption=f"{name_of(row)} 识别为 {text_of(row)}，原件第 {page} 页")
    return True


def show_page(row: Row) -> None:
    """Offer the page of the original file on which the number stands, where the file is kept, with its line where a
    machine read it.
    """
    show_crop(row)
    if row.page and loading.has_original(row.document):
        st.button(f"看原件{page_in_words(row)}", key=f"page_{row.fact_id}", on_click=_open_page, args=(row,))


def _open_page(row: Row) -> None:
    @st.dialog(f"原件{page_in_words(row)}", width="large")
    def shown() -> None:
        try:
            picture, page = loading.page_picture(row)
        except DuibiaoError as error:
            st.error(escape(str(error)))
            return
        st.image(picture, caption=f"{name_of(row)} {text_of(row)}，原件第 {page} 页")

    shown()


def show_links(*links: Link) -> None:
    """Offer the ways on, but to the page where one is; without a place or an indicator there is none."""

    def shown() -> None:
        with st.container(horizontal=True):
            for link in links:
                if link.choices and link.choices[0][1] and link.page != address.current().link.page:
                    page, _ = page_at(link.page)
                    st.page_link(page, label=WAYS[link.page], query_params=address.carried(link))

    replayed((links, tuple(address.remembered().items())), shown)


def card(row: Row) -> str:
    """Return the evidence of a row as HTML in which every word of a report is escaped."""
    report = _report(row.document)
    facts = {
        "报告": f"{e(report.get('title', UNKNOWN) or UNKNOWN)} {_badge(edition_of(row))}",
        "发布机构": e(row.issuer or UNKNOWN),
        "统计期": e(" · ".join(dict.fromkeys(filter(None, (period_of(row), row.period_written))))),
        "范围": e(" · ".join(badges(row))),
        "所在标题": e(row.path),
        "表中一栏": e(row.noun) if CELL in row.quote else "",
        "页码": e(page_in_words(row)),
        "注意": explained(e(why_in_words(row))),
        "发布日期": e(report.get("published", "") or UNKNOWN),
        "网址": linked(report.get("address", "")),
        "来源": e(TRUSTS.get(row.trust, "")),
    }
    lines = "".join(f"<dt>{name}</dt><dd>{words}</dd>" for name, words in facts.items() if words.strip())
    pending = _badge(TRUSTS["pending"], "hollow") if row.pending else ""
    return (
        f'<div class="evidence" data-report=""><div class="whose">{e(" · ".join(filter(None, (name_of(row), _indicator(row)))))} {pending}</div>'
        f'<div class="figure">{e(text_of(row))}</div><blockquote>{marked(row)}</blockquote><dl>{lines}</dl></div>'
    )


def marked(row: Row) -> str:
    """Return the sentence of a row as HTML with its number marked."""
    stands = row.start >= 0 and row.quote_start >= 0
    return marked_html(row.quote, [(row.start - row.quote_start, row.end - row.quote_start)] if stands else ())


def linked(written: str) -> str:
    """Return an address as a link, or as plain text where it is none."""
    match = ADDRESS.match(written.strip())
    if not match:
        return e(written) or UNKNOWN
    scheme = "http" if written.startswith("http://") else "https"
    return f'<a href="{scheme}://{e(match["rest"])}" target="_blank" rel="noopener noreferrer">{e(written)}</a>'


def show_source(report: StoredReport) -> None:
    """Say whose report this is, in which wording, and where a reader can check it."""
    document = report.document
    parts = (
        _badge(EDITIONS[document.edition]),
        _badge(TRUSTS["pending"], "hollow") if document.trust == "pending" else "",
        e(document.issuer or UNKNOWN),
        e(f"发布日期 {document.published or UNKNOWN}"),
        f"网址 {linked(document.address)}",
        e(report.note),
    )
    st.html(f'<p class="duibiao-choice" data-report="">{"　".join(filter(None, parts))}</p>')


def _report(id: str) -> dict:
    return loading.library().told_of.get(id, {})


def _indicator(row: Row) -> str:
    known = loading.indicators()
    return known[row.indicator].name if row.indicator in known else f"未归类：{row.noun}" if row.start >= 0 else ""


def _badge(words: str, style: str = "") -> str:
    return f'<span class="badge {style}">{explained(e(words))}</span>' if words else ""
