"""主题词: what sets a report's words apart, how themes share the text, what changes from review to plan and from year
to year, and a word in its sentences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core.analysis.terms import MOST, Counted, Key, contexts, counted, keyness, repeats, shift, theme_shares
from core.charts.terms import key_bars, share_rows
from core.declarations import CACHE
from core.library import Library, remembered, taken_apart
from core.library import menus as menu
from core.library.link import Choices, Link, Menu
from core.model import Place, Theme
from core.parsing.terms import TermCounter, term_counter
from core.screens.area import area_of, ask_area, narrowed
from core.screens.exhibit import Chart, ChartKind, Exhibit, Mark, Page, Panel, Quote, View, plain, quoting
from core.words import EDITIONS

PAGE = Page("words", "主题词", "各地用词有什么不同", wide=True)
MODE, REPORT, WORD = "v", "d", "w"
MODES = {"key": "特色词", "themes": "主题占比", "shift": "总结与计划", "repeat": "雷同率", "context": "词语上下文"}
SIDES = ("工作计划", "工作总结")
THE_OTHERS = "其余各地"
TOLD = "词频只数官方原文；一份报告和其余各地比，看哪些词用得多、哪些用得少。词多词少不说明工作好坏。"
HINT = "例如：一件事、免申即享、督办"
MOST_SENTENCES = 60
ON_PANEL = 6  # words or themes of a small chart
REPEATED = "雷同率：后一年报告里连续 8 个字的片段，有百分之几在前一年也逐字出现。同一机构、全文；节选不算。"
TOO_FEW = "有全文词频的报告不到两份，比不出特色词。导入官方原文即可。"
NO_PARTS = "没有一份报告同时有总结和计划两部分。"
NO_PAIRS = "库里还没有同一机构两年的全文，算不出雷同率。导入官方原文即可。"
NO_WORD, NOT_FOUND = "写一个词，看它在各份报告里怎么用。", "没有找到。"


class Chosen(NamedTuple):
    """How the words are looked at, and in which report, or which word."""

    mode: str
    report: str
    word: str
    area: str = ""  # whose reports; "": all


def counter() -> TermCounter:
    """Return the counter of words, warmed at the start."""
    CACHE.mkdir(parents=True, exist_ok=True)
    return term_counter(CACHE)


@remembered
def counted_reports(library: Library) -> tuple[list[Counted], dict[str, str]]:
    """Return the word counts of the reports, and why the others have none."""
    return counted([document for document, _ in taken_apart(library)], library.places, counter())


@remembered
def shifts(library: Library) -> dict[str, list[Key]]:
    """Return report → the words that set its plan apart from its review; reports without one of the two are left
    out.
    """
    by_document = {
        d.id: shift(d, sections, counter()) for d, sections in taken_apart(library) if d.place in library.places
    }
    return {id: keys for id, keys in by_document.items() if keys}


def menus(library: Library, choices: Choices) -> Chosen:
    """Ask for a way of looking, and for the report or the word that it needs."""
    mode, library = choices.one(Menu(MODE, "看什么", MODES)), ask_area(library, choices)
    words = menu.reports_menu(library)
    known = [c.document for c in counted_reports(library)[0]] if mode == "key" else shifts(library)
    reports = {id: words[id] for id in known} if mode in ("key", "shift") else {}
    report = choices.one(Menu(REPORT, "报告", reports)) if reports else ""
    word = choices.words(Menu(WORD, "词语", empty=HINT, most=20)) if mode == "context" else ""
    return Chosen(mode, report, word, area_of(choices))


@remembered
def show(library: Library, chosen: Chosen) -> View:
    """Return one way of looking at the words, or why there is nothing to look at."""
    library = narrowed(library, chosen.area)
    made = {"key": _keys, "themes": _shares, "shift": _shift, "repeat": _repeats, "context": _contexts}[chosen.mode]
    exhibit = made(library, chosen)
    if isinstance(exhibit, str):
        return View(PAGE.title, TOLD, _refused(library, chosen), nothing=exhibit)
    return View(PAGE.title, TOLD, (exhibit, *_refused(library, chosen)))


def _keys(library: Library, chosen: Chosen) -> Exhibit | str:
    """Return the words that set a report apart from those of the other places."""
    counts, _ = counted_reports(library)
    if len({c.place for c in counts}) < 2:
        return TOO_FEW
    mine = next(c for c in counts if c.document == chosen.report)
    others = [c for c in counts if c.place != mine.place]
    subtitle = f"与其余 {len({c.place for c in others})} 地比，每千词出现的次数；特色程度由大到小，左右各 {MOST} 词"
    footer = f"{mine.source} · {library.updated}"
    title = f"{menu.reports_menu(library)[chosen.report]}的特色词"
    return _of_keys(
        "keys", title, subtitle, [k for k in keyness(mine, others) if k.word not in _names(library)], mine.place, footer,
        (mine.place.short_name, THE_OTHERS),
    )  # fmt: skip


def _names(library: Library) -> frozenset[str]:
    """Return what the places are called: a report says its own name most often, and that tells nothing."""
    return frozenset(
        name for place in library.places.values() for name in (place.name, place.short_name, *place.aliases)
    )


def _shift(library: Library, chosen: Chosen) -> Exhibit | str:
    """Return the words that set the plan of a report apart from its review."""
    if not chosen.report:
        return NO_PARTS
    document = library.report(chosen.report).document
    footer = f"按{EDITIONS[document.edition]}文字计数 · {library.updated}"
    title = f"{menu.reports_menu(library)[chosen.report]}：从总结到计划"
    subtitle = "每千词出现的次数；右为计划，左为总结"
    return _of_keys(
        "shift", title, subtitle, shifts(library)[chosen.report], library.places[document.place], footer, SIDES
    )


def _of_keys(
    key: str, title: str, subtitle: str, differences: Sequence[Key], place: Place, footer: str, sides: tuple[str, str]
) -> Exhibit:
    """Return the words that stand out most on either side, here first; each leads to its sentences."""
    keys = [*[k for k in differences if k.strength > 0][:MOST], *[k for k in differences if k.strength < 0][:MOST]]
    lines = [
        (k.word, f"{k.count}", f"{k.here:.2f}", f"{k.other_count}", f"{k.there:.2f}", f"{abs(k.strength):.1f}")
        for k in keys
    ]
    head = ("词", f"{sides[0]}次数", f"{sides[0]}每千词", f"{sides[1]}次数", f"{sides[1]}每千词", "特色程度")
    return Exhibit(
        key, title, subtitle, (), plain(head, lines), key_bars(title, subtitle, keys, place.colour, footer, sides),
        footer=footer, alt="；".join(f"{line[0]} {line[1]}" for line in lines),
        doors={k.word: Link(PAGE.address, ((MODE, "context"), (WORD, k.word))) for k in keys},
        panels=tuple(_side(side, mine, place.colour) for side, mine in _by_side(keys, sides) if mine),
    )  # fmt: skip


def _by_side(keys: Sequence[Key], sides: tuple[str, str]) -> list[tuple[str, list[Key]]]:
    """Return the words of either side that a small chart has room for, those that stand out most first."""
    here, there = ([key for key in keys if (key.strength > 0) is own][:ON_PANEL] for own in (True, False))
    return [
        (f"{sides[0]}更常用，每千词（{sides[1]}）", here),
        (f"{sides[1]}更常用，{sides[0]}每千词（{sides[1]}）", there),
    ]


def _side(title: str, keys: Sequence[Key], colour: str) -> Panel:
    marks = (Mark(key.word, "", round(key.here, 2), f"{key.here:.2f}（{key.there:.2f}）", (), colour) for key in keys)
    return Panel(title, Chart(ChartKind.BAR, "次/千词", tuple(marks), reckoned=True))


def _most(place: Place, share: Mapping[str, float], themes: Mapping[str, Theme]) -> Panel:
    """Return the themes to which a place gives most of its words, for files."""
    first = sorted(share.items(), key=lambda item: -item[1])[:ON_PANEL]
    marks = (Mark(themes[id].name, "", round(part, 1), f"{part:.1f}%", (), place.colour) for id, part in first if part)
    return Panel(place.short_name, Chart(ChartKind.BAR, "%", tuple(marks), reckoned=True))


def _shares(library: Library, chosen: Chosen) -> Exhibit | str:
    """Return how the places share their text among the themes, each in its newest counted report."""
    by_place: dict[Place, Counted] = {}
    for c in sorted(counted_reports(library)[0], key=lambda c: c.year):
        by_place[c.place] = c
    counts = {place: by_place[place] for place in library.places.values() if place in by_place}
    if not counts:
        return TOO_FEW
    shares = {place: theme_shares(c) for place, c in counts.items()}
    editions = "；".join(f"{place.short_name} {c.year} 年" for place, c in counts.items())
    footer = f"{editions} · {'、'.join(dict.fromkeys(c.source for c in counts.values()))} · {library.updated}"
    title = "各地把笔墨用在哪些主题上"
    lines = [
        (theme.name, *(f"{shares[place].get(id, 0):.1f}%" for place in shares)) for id, theme in library.themes.items()
    ]
    return Exhibit(
        "shares", title, "主题词占全部主题词的百分比", (), plain(("主题", *(place.short_name for place in shares)), lines),
        share_rows(title, shares, library.themes, footer), footer=footer,
        panels=tuple(_most(place, share, library.themes) for place, share in shares.items()),
        alt="；".join(f"{line[0]} {line[1]}" for line in lines),
    )  # fmt: skip


def _repeats(library: Library, chosen: Chosen) -> Exhibit | str:
    """Return how much of a report stood in the one before it, and the sentences."""
    pairs = repeats([document for document, _ in taken_apart(library)], library.places)
    if not pairs:
        return NO_PAIRS
    lines = [
        (one.issuer, f"{one.before.year}→{one.after.year}", f"{one.share:.1f}%", str(len(one.sentences)))
        for one in pairs
    ]
    quotes = tuple(
        Quote(f"{one.issuer} {one.before.year}→{one.after.year}：雷同率 {one.share:.1f}%（算得），逐字相同 {len(one.sentences)} 句", text)
        for one in pairs for _, text in one.sentences[:MOST_SENTENCES]
    )  # fmt: skip
    return Exhibit(
        "repeat", "逐年雷同率", "连续 8 个字在前一年也逐字出现的百分比", (),
        plain(("机构", "年份", "雷同率（算得）", "逐字相同的句数"), lines), notes=(REPEATED,), quotes=quotes,
        footer=library.updated,
    )  # fmt: skip


def _contexts(library: Library, chosen: Chosen) -> Exhibit | str:
    """Return the sentences in which a word stands."""
    if not chosen.word:
        return NO_WORD
    sentences = contexts(chosen.word, [library.report(id).document for id in library.reports["id"]])
    words = menu.reports_menu(library)
    quotes = tuple(Quote(words[c.document], c.text, tuple(c.marks)) for c in sentences[:MOST_SENTENCES])
    if not quotes:
        return NOT_FOUND
    count = f"{len({c.document for c in sentences})} 份报告 {len(sentences)} 句；按现有文字（摘编或原文）查找。"
    return Exhibit(
        "context", f"“{chosen.word}”所在的句子", count, (), quoting(quotes, "报告"), quotes=quotes,
        footer=library.updated,
    )  # fmt: skip


def _refused(library: Library, chosen: Chosen) -> tuple[Exhibit, ...]:
    """Return the reports whose words are not counted, and why."""
    refused, words = counted_reports(library)[1], menu.reports_menu(library)
    if chosen.mode not in ("key", "themes") or not refused:
        return ()
    table = plain(("报告", "原因"), [(words[id], why) for id, why in refused.items()])
    title = f"{len(refused)} 份报告没有计入词频"
    return (Exhibit("refused", title, PAGE.title, (), table, footer=library.updated, aside=True),)
