"""主题词 as exhibits: what sets a report's words apart, themes of the places, plan against review."""

from __future__ import annotations

from collections.abc import Sequence

from core.analysis.terms import MOST, Counted, Key, counted, keyness, repeats, shift, theme_shares
from core.charts.terms import key_bars, share_rows
from core.declarations import CACHE
from core.library import Library, menus, remembered, taken_apart
from core.library.link import Choices
from core.model import Place
from core.parsing.terms import TermCounter, term_counter
from core.screens.exhibit import Exhibit, plain
from core.words import EDITIONS

MODE, REPORT, WORD = "v", "d", "w"
MODES = {"key": "特色词", "themes": "主题占比", "shift": "总结与计划", "repeat": "雷同率", "context": "词语上下文"}
SIDES = ("工作计划", "工作总结")
THE_OTHERS = "其余各地"


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
    found = {d.id: shift(d, sections, counter()) for d, sections in taken_apart(library) if d.place in library.places}
    return {id: keys for id, keys in found.items() if keys}


def outstanding(keys: Sequence[Key]) -> list[Key]:
    """Return the words that stand out most on either side, here first."""
    here = [key for key in keys if key.strength > 0][:MOST]
    return [*here, *[key for key in keys if key.strength < 0][:MOST]]


def newest(library: Library) -> dict[Place, Counted]:
    """Return the newest counted report of each place."""
    by_place: dict[Place, Counted] = {}
    for c in sorted(counted_reports(library)[0], key=lambda c: c.year):
        by_place[c.place] = c
    return {place: by_place[place] for place in library.places.values() if place in by_place}


def keys_exhibit(library: Library, choices: Choices, id: str) -> Exhibit:
    """Return the words that set a report apart from those of the other places."""
    found, _ = counted_reports(library)
    mine = next(c for c in found if c.document == id)
    others = [c for c in found if c.place != mine.place]
    words = menus.reports_menu(library)[id]
    subtitle = f"与其余 {len({c.place for c in others})} 地比，每千词出现的次数；G² 由大到小，左右各 {MOST} 词"
    footer = f"{mine.source} · 数据版本 {library.version}"
    return _of_keys(
        choices,
        "keys",
        f"{words}的特色词",
        subtitle,
        outstanding(keyness(mine, others)),
        mine.place,
        footer,
        (mine.place.short_name, THE_OTHERS),
    )


def shift_exhibit(library: Library, choices: Choices, id: str) -> Exhibit:
    """Return the words that set the plan of a report apart from its review."""
    document = library.report(id).document
    footer = f"按{EDITIONS[document.edition]}文字计数 · 数据版本 {library.version}"
    title = f"{menus.reports_menu(library)[id]}：从总结到计划"
    return _of_keys(
        choices,
        "shift",
        title,
        "每千词出现的次数；右为计划，左为总结",
        outstanding(shifts(library)[id]),
        library.places[document.place],
        footer,
        SIDES,
    )


def _of_keys(
    choices: Choices,
    key: str,
    title: str,
    subtitle: str,
    keys: list[Key],
    place: Place,
    footer: str,
    sides: tuple[str, str],
) -> Exhibit:
    lines = [
        (k.word, f"{k.count}", f"{k.here:.2f}", f"{k.other_count}", f"{k.there:.2f}", f"{abs(k.strength):.1f}")
        for k in keys
    ]
    head = ("词", f"{sides[0]}次数", f"{sides[0]}每千词", f"{sides[1]}次数", f"{sides[1]}每千词", "G²")
    figure = key_bars(title, subtitle, keys, place.colour, footer, sides)
    return Exhibit(
        choices.link, key, title, subtitle, (), plain(head, lines), figure, footer=footer, said=tuple(choices.said)
    )


def shares_exhibit(library: Library, choices: Choices) -> Exhibit:
    """Return how the places share their text among the themes."""
    found = newest(library)
    shares = {place: theme_shares(c) for place, c in found.items()}
    told = "；".join(f"{place.short_name} {c.year} 年" for place, c in found.items())
    footer = f"{told} · {'、'.join(dict.fromkeys(c.source for c in found.values()))} · 数据版本 {library.version}"
    title = "各地把笔墨用在哪些主题上"
    lines = [
        (theme.name, *(f"{shares[place].get(id, 0):.1f}%" for place in shares)) for id, theme in library.themes.items()
    ]
    table = plain(("主题", *(place.short_name for place in shares)), lines)
    return Exhibit(
        choices.link,
        "shares",
        title,
        "主题词占全部主题词的百分比",
        (),
        table,
        share_rows(title, shares, library.themes, footer),
        footer=footer,
        said=tuple(choices.said),
    )


def exhibits(library: Library, choices: Choices) -> list[Exhibit]:
    """Return what a link to 主题词 shows; [] where too few texts are counted. Words in their sentences are for the
    screen.
    """
    mode, words = choices.one(MODE, MODES), menus.reports_menu(library)
    found, _ = counted_reports(library)
    if mode == "key" and len({c.place for c in found}) > 1:
        return [keys_exhibit(library, choices, choices.one(REPORT, {c.document: words[c.document] for c in found}))]
    if mode == "themes" and found:
        return [shares_exhibit(library, choices)]
    if mode == "shift" and shifts(library):
        return [shift_exhibit(library, choices, choices.one(REPORT, {id: words[id] for id in shifts(library)}))]
    if mode == "repeat" and (pairs := repeats([document for document, _ in taken_apart(library)], library.places)):
        lines = [
            (one.issuer, f"{one.before.year}→{one.after.year}", f"{one.share:.1f}%", str(len(one.sentences)))
            for one in pairs
        ]
        return [
            Exhibit(
                choices.link,
                "repeat",
                "逐年雷同率",
                "连续 8 个字在前一年也逐字出现的百分比",
                (),
                plain(("机构", "年份", "雷同率（算得）", "逐字相同的句数"), lines),
                footer=f"数据版本 {library.version}",
                said=tuple(choices.said),
            )
        ]
    return []
