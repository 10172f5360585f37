"""What 主题词 shows: the words of one report against the others, themes, plan against review, repeats of a year, a
word in its sentences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.analysis.terms import Context, contexts, repeats
from core.export.lines import table_csv
from core.library.link import Choices, Link
from core.screens import words
from core.screens.exhibit import Exhibit
from pages.ui import loading, views
from pages.ui.actions import show_actions_of
from pages.ui.escape import escape
from pages.ui.escape import escape_html as e
from pages.ui.figures import clicked, show_figure
from pages.ui.pickers import choose
from pages.ui.views import kept

MOST_SENTENCES = 60


def show_mode(mode: str, filters: DeltaGenerator) -> None:
    """Show one way of looking at the words; what more is chosen for it stands among the ``filters``."""
    {
        "key": _show_keys,
        "themes": _show_themes,
        "shift": _show_shift,
        "repeat": _show_repeats,
        "context": _show_contexts,
    }[mode](filters)


def _show_exhibit(exhibit: Exhibit) -> list:
    """Show the figure of an exhibit with its actions, and return what was clicked in it."""
    alt = "；".join(f"{line[0].words} {line[1].words}" for line in exhibit.table.lines)
    chosen = clicked(show_figure(exhibit.figure, exhibit.key, alt))
    show_actions_of(exhibit.key, exhibit.title, lambda: table_csv(exhibit.table))
    return chosen


def _choices() -> Choices:
    return Choices(Link("words"))


def _show_keys(filters: DeltaGenerator) -> None:
    library = loading.library()
    found, refused = words.counted_reports(library)
    if len({c.place for c in found}) < 2:
        st.info("有全文词频的报告不到两份，比不出特色词。导入官方原文即可。")
        return
    with filters:
        id = choose("报告", {c.document: views.report_words()[c.document] for c in found}, words.REPORT)
    _show_word(_show_exhibit(_keys(library.version, id)))
    _show_refused(refused)


@kept
def _keys(version: str, id: str) -> Exhibit:
    return words.keys_exhibit(loading.library(), _choices(), id)


def _show_word(chosen: Sequence[str]) -> None:
    if chosen:
        st.subheader(escape(f"“{chosen[0]}”所在的句子"), anchor=False)
        _show_sentences(contexts(chosen[0], [loading.report(id).document for id in loading.reports()["id"]]))


def _show_refused(refused: Mapping[str, str]) -> None:
    names = views.report_words()
    if refused:
        with st.expander(f"{len(refused)} 份报告没有计入词频"):
            st.caption(escape("；".join(f"{names[id]}：{why}" for id, why in refused.items())))


def _show_themes(_: DeltaGenerator) -> None:
    _show_exhibit(_shares(loading.data_version()))
    _show_refused(words.counted_reports(loading.library())[1])


@kept
def _shares(version: str) -> Exhibit:
    return words.shares_exhibit(loading.library(), _choices())


def _show_shift(filters: DeltaGenerator) -> None:
    library = loading.library()
    with_both = {id: views.report_words()[id] for id in words.shifts(library)}
    if not with_both:
        st.info("没有一份报告同时有总结和计划两部分。")
        return
    with filters:
        id = choose("报告", with_both, words.REPORT)
    _show_word(_show_exhibit(_shift(library.version, id)))


@kept
def _shift(version: str, id: str) -> Exhibit:
    return words.shift_exhibit(loading.library(), _choices(), id)


def _show_repeats(_: DeltaGenerator) -> None:
    st.caption(
        escape("雷同率：后一年报告里连续 8 个字的片段，有百分之几在前一年也逐字出现。同一机构、全文；节选不算。")
    )
    found = repeats([loading.report(id).document for id in loading.reports()["id"]], loading.places())
    if not found:
        st.info("库里还没有同一机构两年的全文，算不出雷同率。导入官方原文即可。")
    for one in found:
        st.html(
            f'<div class="evidence" data-report=""><div class="whose">{e(one.issuer)} {one.before.year}→{one.after.year}</div>'
            f'<div class="figure"><i>{one.share:.1f}%</i></div><p>逐字相同的句子 {len(one.sentences)} 句</p>'
            + "".join(f"<blockquote>{e(text)}</blockquote>" for _, text in one.sentences[:MOST_SENTENCES])
            + "</div>"
        )


def _show_contexts(filters: DeltaGenerator) -> None:
    with filters:
        word = st.text_input(
            "词语", key=words.WORD, bind="query-params", max_chars=20, placeholder="例如：一件事、免申即享、督办"
        )
    if not word.strip():
        st.info("写一个词，看它在各份报告里怎么用。")
        return
    found = contexts(word, [loading.report(id).document for id in loading.reports()["id"]])
    st.caption(escape(f"{len({c.document for c in found})} 份报告 {len(found)} 句；按现有文字（摘编或原文）查找。"))
    _show_sentences(found)


def _show_sentences(found: Sequence[Context]) -> None:
    names = views.report_words()
    lines = []
    for c in found[:MOST_SENTENCES]:
        told, at = [], 0
        for start, end in c.marks:
            told += [e(c.text[at:start]), f"<mark>{e(c.text[start:end])}</mark>"]
            at = end
        lines.append(
            f'<blockquote>{"".join(told)}{e(c.text[at:]).strip()}<br><span class="badge">{e(names[c.document])}</span></blockquote>'
        )
    st.html(f'<div class="evidence" data-report="">{"".join(lines) or "<p>没有找到。</p>"}</div>')
