"""The evidence under a number: its sentence with the number marked, and where it stands. It stays while one looks
around.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import streamlit as st

from core.analysis.rows import Row, first
from core.analysis.wording import badges, edition_of, name_of, period_of, text_of, why_in_words
from core.words import EDITIONS, TRUSTS, UNKNOWN
from pages.ui import loading
from pages.ui.escape import escape_html as e
from pages.ui.links import label_of, to_indicator, to_profile, to_text
from pages.ui.loading import StoredReport
from pages.ui.pickers import choose

KEY = "f"
ADDRESS = re.compile(r"^(?:https?://)?(?P<rest>[\w.-]+\.[a-z]{2,}(?:[/:?].*)?)$", re.IGNORECASE)


def follow_chart(key: str) -> Callable[[], None]:
    """Return what a chart does when a mark is clicked: show its sentence."""

    def follow() -> None:
        points = st.session_state[key].selection.points
        if points and points[0].get("customdata"):
            st.session_state[KEY] = points[0]["customdata"][0]

    return follow


def follow_table(key: str, rows: Sequence[Row]) -> Callable[[], None]:
    """Return what a table does when a cell is clicked: show the sentence of its row."""

    def follow() -> None:
        cells = st.session_state[key].selection.cells
        if cells and rows[cells[0][0]].quote:
            st.session_state[KEY] = rows[cells[0][0]].fact_id

    return follow


def show_evidence(rows: Sequence[Row], links: Sequence[str] = ("text",)) -> Row | None:
    """Show the sentence of the chosen row and return it; ``rows`` are those with a sentence.

    When none is chosen it is the first that states what is: a plan is never shown as if it were a result.

    Args:
        links: where a reader may go on from here, of "text", "profile" and "compare".
    """
    if not rows:
        st.caption("选中的报告里没有可引用的句子，原因见图和表。")
        return None
    rows = sorted(rows, key=lambda row: not row.present)
    chosen = first(rows, choose("原句", _labels(rows), KEY))
    st.html(card(chosen))
    _links(chosen, links)
    return chosen


def _labels(rows: Sequence[Row]) -> dict[str, str]:
    labels: dict[str, str] = {}
    for row in rows:
        words = label_of(row)
        taken = sum(label == words or label.startswith(f"{words}（第") for label in labels.values())
        labels[row.fact_id] = f"{words}（第 {taken + 1} 处）" if taken else words
    return labels


def show_card(row: Row) -> None:
    """Show the evidence of a number met in its report, and the way to where it is compared."""
    st.html(card(row))
    if row.indicator in loading.indicators():
        target = to_indicator(loading.indicators()[row.indicator], row)
        st.page_link("pages/look/indicator.py", label="各地并排对比", query_params=target)


def card(row: Row) -> str:
    """Return the evidence of a row as HTML in which every word of a report is escaped."""
    report = _report(row.document)
    facts = {
        "报告": f"{e(report.get('title', UNKNOWN) or UNKNOWN)} {_badge(edition_of(row))}",
        "发布机构": e(row.issuer or UNKNOWN),
        "统计期": e(" · ".join(dict.fromkeys(filter(None, (period_of(row), row.period_written))))),
        "范围": e(" · ".join(badges(row))),
        "所在标题": e(row.path),
        "注意": e(why_in_words(row)),
        "发布日期": e(report.get("published", "") or UNKNOWN),
        "网址": address(report.get("address", "")),
        "来源": e(TRUSTS.get(row.trust, "")),
    }
    lines = "".join(f"<dt>{name}</dt><dd>{told}</dd>" for name, told in facts.items() if told.strip())
    pending = _badge(TRUSTS["pending"], "hollow") if row.pending else ""
    return (
        f'<div class="evidence" data-report=""><div class="whose">{e(" · ".join(filter(None, (name_of(row), _indicator(row)))))} {pending}</div>'
        f'<div class="figure">{e(text_of(row))}</div><blockquote>{marked(row)}</blockquote><dl>{lines}</dl></div>'
    )


def marked(row: Row) -> str:
    """Return the sentence of a row as HTML with its number marked."""
    start, end = row.start - row.quote_start, row.end - row.quote_start
    if row.start < 0 or row.quote_start < 0 or not start < end <= len(row.quote):
        return e(row.quote)
    return f"{e(row.quote[:start])}<mark>{e(row.quote[start:end])}</mark>{e(row.quote[end:])}"


def address(written: str) -> str:
    """Return an address as a link, or as plain text where it is none."""
    match = ADDRESS.match(written.strip())
    if not match:
        return e(written) or UNKNOWN
    scheme = "http" if written.startswith("http://") else "https"
    return f'<a href="{scheme}://{e(match["rest"])}" target="_blank" rel="noopener noreferrer">{e(written)}</a>'


def show_source(report: StoredReport) -> None:
    """Say whose report this is, in which wording, and where a reader can check it."""
    document = report.document
    told = (
        _badge(EDITIONS[document.edition]),
        _badge(TRUSTS["pending"], "hollow") if document.trust == "pending" else "",
        e(document.issuer or UNKNOWN),
        e(f"发布日期 {document.published or UNKNOWN}"),
        f"网址 {address(document.address)}",
        e(report.note),
    )
    st.html(f'<p class="duibiao-choice" data-report="">{"　".join(filter(None, told))}</p>')


def _report(id: str) -> dict:
    known = loading.reports()
    return known.loc[id].to_dict() if id in known.index else {}


def _indicator(row: Row) -> str:
    known = loading.indicators()
    return known[row.indicator].name if row.indicator in known else f"未归类：{row.noun}" if row.start >= 0 else ""


def _badge(words: str, style: str = "") -> str:
    return f'<span class="badge {style}">{e(words)}</span>' if words else ""


def _links(row: Row, wanted: Sequence[str]) -> None:
    """Offer the ways on from a sentence."""
    with st.container(horizontal=True):
        if "text" in wanted and row.document:
            st.page_link("pages/check/text.py", label="在原文中查看", query_params=to_text(row))
        if "profile" in wanted and row.place.id:
            st.page_link(
                "pages/look/profile.py", label=f"{row.place.short_name}画像", query_params=to_profile(row.place)
            )
        if "compare" in wanted and row.indicator in loading.indicators():
            target = to_indicator(loading.indicators()[row.indicator])
            st.page_link("pages/look/indicator.py", label="各地并排对比", query_params=target)
