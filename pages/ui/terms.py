"""What 主题词 shows: the words of one report against the others, themes, plan against review, repeats of a year, a word in its sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from core.analysis.terms import (
    MOST,
    Context,
    Counted,
    Key,
    contexts,
    counted,
    keyness,
    repeats,
    shift,
    theme_shares,
)
from core.charts.terms import key_bars, share_rows
from core.declarations import CACHE
from core.model import Place
from core.parsing.terms import TermCounter, term_counter
from core.pipeline import read_facts
from core.words import EDITIONS
from pages.ui import loading, views
from pages.ui.escape import escape
from pages.ui.escape import escape_html as e
from pages.ui.figures import clicked, show_figure
from pages.ui.pickers import choose
from pages.ui.views import kept

MODE, REPORT, WORD = "v", "d", "w"
MODES = {"key": "特色词", "themes": "主题占比", "shift": "总结与计划", "repeat": "雷同率", "context": "词语上下文"}
MOST_SENTENCES = 60


def counter() -> TermCounter:
    """Return the counter of words, warmed at the start."""
    CACHE.mkdir(parents=True, exist_ok=True)
    return term_counter(CACHE)


@kept
def _counted(version: str) -> tuple[list[Counted], dict[str, str]]:
    documents = [loading.report(id).document for id in loading.reports()["id"]]
    return counted(documents, loading.places(), counter())


def show_mode(mode: str) -> None:
    """Show one way of looking at the words."""
    {"key": _show_keys, "themes": _show_themes, "shift": _show_shift, "repeat": _show_repeats, "context": _show_contexts}[mode]()


def _told(keys: Sequence[Key]) -> list[Key]:
    """Return the words that stand out most on either side, here first."""
    here = [key for key in keys if key.strength > 0][:MOST]
    return [*here, *[key for key in keys if key.strength < 0][:MOST]]


def _show_keys() -> None:
    found, refused = _counted(loading.data_version())
    if len(found) < 2:
        st.info("有全文词频的报告不到两份，比不出特色词。导入官方原文即可。")
        return
    words = views.report_words()
    id = choose("报告", {c.document: words[c.document] for c in found}, REPORT)
    mine = next(c for c in found if c.document == id)
    others = [c for c in found if c.place != mine.place]
    keys = _told(keyness(mine, others))
    subtitle = f"与其余 {len({c.place for c in others})} 地比，每千词出现的次数；G² 由大到小，左右各 {MOST} 词"
    figure = key_bars(f"{words[id]}的特色词", subtitle, keys, mine.place.colour, f"{mine.source} · 数据版本 {loading.data_version()}", (mine.place.short_name, "其余各地"))
    chosen = clicked(show_figure(figure, "keys", "；".join(f"{k.word} {k.count} 次" for k in keys)))
    _show_word(chosen)
    _show_refused(refused)


def _show_word(chosen: Sequence[str]) -> None:
    if chosen:
        st.subheader(escape(f"“{chosen[0]}”所在的句子"), anchor=False)
        _show_sentences(contexts(chosen[0], [loading.report(id).document for id in loading.reports()["id"]]))


def _show_refused(refused: Mapping[str, str]) -> None:
    words = views.report_words()
    if refused:
        with st.expander(f"{len(refused)} 份报告没有计入词频"):
            st.caption(escape("；".join(f"{words[id]}：{why}" for id, why in refused.items())))


def _show_themes() -> None:
    found, refused = _counted(loading.data_version())
    newest: dict[Place, Counted] = {}
    for c in sorted(found, key=lambda c: c.year):
        newest[c.place] = c
    shares = {place: theme_shares(newest[place]) for place in loading.places().values() if place in newest}
    told = "；".join(f"{place.short_name} {newest[place].year} 年" for place in shares)
    footer = f"{told} · {'、'.join(dict.fromkeys(newest[place].source for place in shares))} · 数据版本 {loading.data_version()}"
    show_figure(share_rows("各地把笔墨用在哪些主题上", shares, loading.themes(), footer), "shares", "各地主题占比")
    _show_refused(refused)


def _show_shift() -> None:
    words = views.report_words()
    documents = {id: loading.report(id).document for id in loading.reports()["id"]}
    found = {id: _shift(loading.data_version(), id) for id in documents}
    with_both = {id: words[id] for id, keys in found.items() if keys}
    if not with_both:
        st.info("没有一份报告同时有总结和计划两部分。")
        return
    id = choose("报告", with_both, REPORT)
    place = loading.places()[documents[id].place]
    keys = _told(found[id])
    footer = f"按{EDITIONS[documents[id].edition]}文字计数 · 数据版本 {loading.data_version()}"
    figure = key_bars(f"{words[id]}：从总结到计划", "每千词出现的次数；右为计划，左为总结", keys, place.colour, footer, ("工作计划", "工作总结"))
    _show_word(clicked(show_figure(figure, "shift", "；".join(f"{k.word} 计划 {k.count} 次，总结 {k.other_count} 次" for k in keys))))


@kept
def _shift(version: str, id: str) -> list[Key]:
    document = loading.report(id).document
    if document.place not in loading.places():
        return []
    return shift(document, read_facts(document, loading.indicators()).sections, counter())


def _show_repeats() -> None:
    st.caption(escape("雷同率：后一年报告里连续 8 个字的片段，有百分之几在前一年也逐字出现。同一机构、全文；节选不算。"))
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


def _show_contexts() -> None:
    word = st.text_input("词语", key=WORD, bind="query-params", max_chars=20, placeholder="例如：一件事、免申即享、督办")
    if not word.strip():
        st.info("写一个词，看它在各份报告里怎么用。")
        return
    found = contexts(word, [loading.report(id).document for id in loading.reports()["id"]])
    st.caption(escape(f"{len({c.document for c in found})} 份报告 {len(found)} 句；按现有文字（摘编或原文）查找。"))
    _show_sentences(found)


def _show_sentences(found: Sequence[Context]) -> None:
    words = views.report_words()
    lines = []
    for c in found[:MOST_SENTENCES]:
        told, at = [], 0
        for start, end in c.marks:
            told += [e(c.text[at:start]), f"<mark>{e(c.text[start:end])}</mark>"]
            at = end
        lines.append(f'<blockquote>{"".join(told)}{e(c.text[at:]).strip()}<br><span class="badge">{e(words[c.document])}</span></blockquote>')
    st.html(f'<div class="evidence" data-report="">{"".join(lines) or "<p>没有找到。</p>"}</div>')
