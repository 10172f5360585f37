"""搜索与问一句: indicators, places, work themes and sentences by everyday words, and a question answered from facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from core.analysis.asking import FIRST, Answer, Asked, answer
from core.analysis.dictionary import folded
from core.analysis.rows import Row, rows_of
from core.analysis.search import Hit, find_indicators, parse
from core.analysis.systems import load_systems
from core.analysis.wording import join, name_of, text_of
from core.charts.notes import source_line
from core.holdings import Holds
from core.library import Library, ids_of, remembered
from core.library.link import Choices, Link, Menu
from core.screens.area import area_of, areas, ask_area
from core.screens.exhibit import Cell, Exhibit, Page, View, plain
from core.screens.sides import OWN, PEERS, ask_own
from core.screens.tables import rows_table

PAGE = Page("search", "搜索 · 问一句", "用日常的话找指标、问一个数")
WORDS = "q"
OURS = re.compile("我[区市县省们方]|本[区市县地]")
HOW = "例如：我区网办率多少；谁的好评率最高；大厅多大"
MOST, MOST_SENTENCES = 10, 6
NOT_THERE = "下面是最接近的。"


class Place(NamedTuple):
    """A line of what was found, and where it leads."""

    kind: str
    name: str
    detail: str
    link: Link


class Chosen(NamedTuple):
    """What is asked, and of which places beside those that it names."""

    words: str
    area: str = ""  # "": all


def menus(library: Library, choices: Choices) -> Chosen:
    """Ask for the words, and who 我区 is."""
    words = choices.words(Menu(WORDS, "问一句，或搜一个词", empty=HOW))
    own = ask_own(library, choices)
    ask_area(library, choices)
    return Chosen(OURS.sub(own.short_name, words), area_of(choices))


@remembered
def show(library: Library, chosen: Chosen) -> View:
    """Return the answer to a question, and everything near what was asked."""
    words = chosen.words
    if not words:
        return View(PAGE.title, f"{PAGE.purpose}。{HOW}", (_often(library),))
    asked = asked_of(library, chosen)
    reply = answer(words, facts_for(asked, words), library.indicators, library.places)
    near = _near(library, words, reply, asked)
    made = (
        *((_answer(library, words, reply),) if reply.asked is not Asked.UNKNOWN else ()),
        *((near,) if near else ()),
    )
    nothing = "" if reply.asked is not Asked.UNKNOWN else f"{reply.sentence.text}{NOT_THERE if near else ''}"
    return View(PAGE.title, "", made, reply.rows, nothing=nothing)


def asked_of(library: Library, chosen: Chosen) -> Library:
    """Return the library of the area that is asked of and of the places that the words name; all where that is small."""
    if not chosen.area:
        return library
    named = parse(chosen.words, library.places).places
    return library.within(ids_of((*areas(library)[chosen.area].places, *named)))


def facts_for(library: Library, words: str) -> pd.DataFrame:
    """Return all figures, and the gaps that an answer may tell of: those of the places or, where a year but no place is
    asked for, of the indicators that are named.
    """
    query, figures = parse(words, library.whole.places), library.figures
    if query.places:
        ids = ids_of(query.places)
        return pd.concat([figures[~figures["place"].isin(ids)], library.facts(places=ids)])
    if query.years:
        named = tuple(sorted(hit.indicator.id for hit in find_indicators(FIRST.sub("", query.about))))
        return pd.concat([figures[~figures["indicator"].isin(named)], library.facts(named)])
    return figures


def _often(library: Library) -> Exhibit:
    """Return the indicators that most places state, for whoever has not asked yet."""
    counts = library.spread.places_with(Holds.STATED)
    ids = sorted(counts, key=counts.__getitem__, reverse=True)[:MOST]
    lines = [
        Place("指标", library.indicators[id].name, f"{counts[id]} 地写了", Link("indicator", (("i", id),)))
        for id in ids
    ]
    return _listed(library, "写得最多的指标", PAGE.purpose, lines)


def _answer(library: Library, words: str, reply: Answer) -> Exhibit:
    indicator = reply.indicator
    return Exhibit(
        "answer", f"问：{words}", indicator.name if indicator else "", reply.rows, rows_table(reply.rows, library.indicators),
        sentence=reply.sentence, notes=indicator.caveats if indicator else (),
        footer=source_line(reply.rows, library.updated),
    )  # fmt: skip


def _near(library: Library, words: str, reply: Answer, asked: Library) -> Exhibit | None:
    lines = [*_indicators(library, reply), *_places(words, library), *_themes(words), *_sentences(asked, words)]
    if not lines:
        return None
    return _listed(library, f"相近的 {len(lines)} 处", words, lines)


def _listed(library: Library, title: str, subtitle: str, lines: Sequence[Place]) -> Exhibit:
    cells = [(line.kind, Cell(line.name), line.detail) for line in lines]
    return Exhibit(
        "near", title, subtitle, (), plain(("类别", "名称", "说明"), cells, picks=[str(n) for n in range(len(lines))]),
        footer=library.updated, doors={str(n): line.link for n, line in enumerate(lines)},
    )  # fmt: skip


def _indicators(library: Library, reply: Answer) -> list[Place]:
    stated = library.spread.places_with(Holds.STATED)
    return [
        Place("指标", hit.indicator.name, _told(hit, stated.get(hit.indicator.id, 0)), _link(hit, reply))
        for hit in reply.hits[:MOST]
    ]


def _told(hit: Hit, places: int) -> str:
    return f"{f'{places} 地写了' if places else '还没有一地写了'}。{hit.indicator.definition}"


def _link(hit: Hit, reply: Answer) -> Link:
    who = [(OWN, place.id) for place in reply.places[:1]] + [(PEERS, place.id) for place in reply.places[1:]]
    return Link("indicator", (("i", hit.indicator.id), *(who if len(reply.places) < MOST else ())))


def _places(words: str, library: Library) -> list[Place]:
    named = parse(words, library.places).places
    return [Place("地区", place.name, "单地画像", Link("profile", ((OWN, place.id),))) for place in named]


def _themes(words: str) -> list[Place]:
    asked = folded(words)
    return [
        Place("专题", system.name, system.note, Link("theme", (("b", str(system.number)),)))
        for system in load_systems().values() if any(folded(word) in asked for word in (system.name, *system.words))
    ][:MOST]  # fmt: skip


def _sentences(library: Library, words: str) -> list[Place]:
    """Return sentences of reports that hold the words as they stand."""
    facts = library.figures
    holding = facts[(facts["status"] == "stated") & facts["quote"].str.contains(words, regex=False)]
    rows: dict[str, Row] = {row.quote: row for row in rows_of(holding.drop_duplicates("quote").head(MOST_SENTENCES))}
    return [
        Place(
            "原句",
            join((name_of(row), text_of(row))),
            row.quote.strip(),
            Link("text", (("d", row.document), ("a", str(row.start)))),
        )
        for row in rows.values()
    ]
