"""A finding of the audit on screen: in a list, in full with both sentences, and the form in which a person
concludes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from core.analysis.suspicions import Finding, Passage, counted
from core.audit import Verdict
from core.audit.words import VERDICTS
from core.errors import DuibiaoError
from core.store import REVIEWED
from core.words import UNPLACED
from pages.ui import audits, loading, views
from pages.ui.escape import escape
from pages.ui.escape import escape_html as e
from pages.ui.links import AT
from pages.ui.pickers import choose, choose_several
from pages.ui.signing import ask_who, may_write

KEY = "x"
REPORT, DOCUMENT = "m", "d"  # the report of this page, and of a link from another
SIDES = 4  # sentences laid side by side; more are told in words
COLOURS = {Verdict.ERROR: "#B42318", Verdict.REVIEW: "#9A5B00", Verdict.WORDING: "#9A5B00", Verdict.PASS: "#1E6B41"}
STATES = {"all": "全部", "open": "未核", "done": "已核"}
EVERY = "全部报告"


def pick_findings(found: Sequence[Finding]) -> list[Finding]:
    """Let a visitor choose a report, verdicts and whether a person has looked, and return what is left."""
    words = views.report_words()
    _take_report_of_link()
    report = choose("报告", {"all": EVERY} | {id: words[id] for id in loading.reports()["id"]}, REPORT)
    verdicts = choose_several("结论", {str(v): VERDICTS[v] for v in counted(found)}, "v", [])
    state = choose("核对", STATES, "r")
    done = audits.reviews()
    return [
        finding
        for finding in found
        if report in ("all", finding.report)
        and (not verdicts or finding.verdict in verdicts)
        and (state == "all" or (finding.key in done) == (state == "done"))
    ]


def _take_report_of_link() -> None:
    """Take the report of a link that names it as other pages do; their menu has no 全部报告, so the two share no key."""
    asked = st.query_params.get(DOCUMENT)
    if asked:
        st.query_params[REPORT] = asked
        del st.query_params[DOCUMENT]


def in_numbers(found: Sequence[Finding]) -> str:
    """Return how many findings there are of each verdict, in words."""
    told = "，".join(f"{VERDICTS[verdict]} {n}" for verdict, n in counted(found).items() if n)
    reports = len({finding.report for finding in found})
    return f"{reports} 份报告，{len(found)} 处核对：{told}" if found else "没有可以核对的关系"


def show_list(found: Sequence[Finding], key: str, alt: str) -> None:
    """Show findings, one line each; a click on a line opens it."""
    done = audits.reviews()
    table = pd.DataFrame(
        {
            "结论": VERDICTS[f.verdict], "报告": _short_name(f.report), "关系": f.kind, "说明": f.words,
            "已核": REVIEWED[done[f.key]["verdict"]] if f.key in done else "",
        }
        for f in found
    )  # fmt: skip
    if not table["已核"].any():
        table = table.drop(columns="已核")

    st.dataframe(
        table.style.map(_severity, subset=["结论"]),
        hide_index=True,
        key=key,
        alt=alt,
        selection_mode="single-cell",
        on_select=_follow(key, found),
        row_height=34,
        lazy=False,
        height=min(470, 35 * (len(table) + 1) + 4),
        column_config={
            "结论": st.column_config.TextColumn(width=64),
            "报告": st.column_config.TextColumn(width=96),
            "关系": st.column_config.TextColumn(width=92),
        },
    )


def _short_name(report: str) -> str:
    row = loading.reports().loc[report]
    known = loading.places()
    return f"{known[row['place']].short_name if row['place'] in known else UNPLACED} {row['year']}"


def _follow(key: str, found: Sequence[Finding]) -> Callable[[], None]:
    def follow() -> None:
        cells = st.session_state[key].selection.cells
        if cells:
            st.session_state[KEY] = found[cells[0][0]].key

    return follow


def _severity(word: str) -> str:
    """Return the style of a verdict; the word says it, the colour only helps."""
    return next((f"color: {colour}; font-weight: 600" for v, colour in COLOURS.items() if VERDICTS[v] == word), "")


def pick_finding(found: Sequence[Finding]) -> Finding:
    """Let a visitor choose one finding."""
    by_key = {finding.key: finding for finding in found}
    return by_key[choose("核对", _labels(found), KEY, found[0].key)]


def _labels(found: Sequence[Finding]) -> dict[str, str]:
    reports, labels = views.report_words(), {}
    for finding in found:
        words = f"{reports[finding.report]} · {VERDICTS[finding.verdict]} · {finding.kind} · {'、'.join(finding.figures[:3])}"
        taken = sum(label == words or label.startswith(f"{words}（第") for label in labels.values())
        labels[finding.key] = f"{words}（第 {taken + 1} 处）" if taken else words
    return labels


def show_finding(finding: Finding) -> None:
    """Show a finding in full: what was computed, the sentences side by side, who has looked at it."""
    report = loading.reports().loc[finding.report]
    told = {"原文写作": finding.stated, "算得": finding.computed, "报告": report["title"], "发布机构": report["issuer"]}
    lines = "".join(f"<dt>{name}</dt><dd>{e(words)}</dd>" for name, words in told.items() if words)
    sides = "".join(f"<blockquote>{marked(passage)}</blockquote>" for passage in finding.passages[:SIDES])
    st.html(
        f'<div class="evidence" data-report=""><div class="whose">{e(views.report_words()[finding.report])} · {e(finding.kind)}</div>'
        f'<div class="figure" style="color:{COLOURS.get(finding.verdict, "inherit")}">{VERDICTS[finding.verdict]}</div>'
        f'<p>{e(finding.words)}</p><div class="sides">{sides}</div><dl>{lines}</dl></div>'
    )
    _links(finding.passages[:SIDES])


def marked(passage: Passage) -> str:
    """Return a passage as HTML with its numbers marked, every word of the report escaped."""
    told, at = "", 0
    for start, end in passage.marks:
        told += f"{e(passage.text[at:start])}<mark>{e(passage.text[start:end])}</mark>"
        at = end
    return told + e(passage.text[at:])


def _links(passages: Sequence[Passage]) -> None:
    words = views.report_words()
    with st.container(horizontal=True):
        for n, passage in enumerate(passages, 1):
            label = "在原文中查看" if len(passages) == 1 else f"在原文中查看第 {n} 处"
            st.page_link(
                "pages/check/text.py", label=label, query_params={"d": words[passage.document], AT: str(passage.start)}
            )


def show_conclusion(finding: Finding, done: Mapping[str, pd.Series]) -> None:
    """Show what a person concluded, and let a person conclude."""
    before = done.get(finding.key)
    if before is not None:
        told = f"{before['who']} {before['made_at'][:10]} 已核：{REVIEWED[before['verdict']]}。{before['why']}"
        st.caption(escape(told))
    if not may_write("核对结论"):
        return
    with st.form(f"review_{finding.key}", border=False):
        options = [id for id in REVIEWED if id != "open" or before is not None]
        verdict = st.radio("核对结论", options, format_func=REVIEWED.__getitem__, horizontal=True)
        who = ask_who("核对人")
        why = st.text_input("理由", max_chars=200, placeholder="例如：已对照官方原文，确为笔误")
        if st.form_submit_button("标为已核" if before is None else "改写结论"):
            _conclude(finding, verdict, who, why)


def _conclude(finding: Finding, verdict: str, who: str, why: str) -> None:
    try:
        loading.review(finding.key, verdict, who, why)
    except DuibiaoError as error:
        st.error(escape(str(error)))
    else:
        st.rerun()
