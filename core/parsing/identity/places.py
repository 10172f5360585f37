"""Find the place of a report by the names and aliases that the declarations give; a guess that is not clear is not
made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick

from core.model import Place
from core.parsing.identity.header import Header
from core.parsing.identity.said import Said

TITLE, SOURCE, ADDRESS = 20, 15, 15  # what a name there weighs; a name in the text weighs one
ENOUGH = 2
MASKED_NAME = re.compile(r"[X×]")
OTHER_UNIT = re.compile(r"[\u4e00-\u9fff]?(?P<unit>[市区县州旗])")
UNIT = re.compile(r"[市区县](?<=[\u4e00-\u9fff]{2}.)(?![\u4e00-\u9fff]?[域间块])")
NO_NAME = re.compile(
    r"[省市区县镇社园城辖地片景校小特新厂库街专老郊山湾林战疆灾全我该各本外跨首同兄弟邻近周边个每两示范灾牧矿中心下属发开和及与、的在为是级直]"
)
SAME_RANK = {"直辖市辖区": "市辖区"}


def place_of(text: str, header: Header, level: str, name: str, places: Mapping[str, Place]) -> Said:
    """Return the id of the place a report is from, "" where the text does not give one away clearly.

    Args:
        level: how the report speaks of itself; a county's report that names the city above it is not the city's.
        name: the file name, used only where text and header name no place at all.
    """
    finder = _finder(tuple(places.values()))
    head = _weighed(finder, header)
    body = finder.count(text)
    scores = Counter(body)
    scores.update(head)
    if not scores:
        return _of_file(finder, name)
    (best, score), rival = scores.most_common(1)[0], scores.most_common(2)[1:]
    place = places[best]
    if rival and score < 2 * rival[0][1]:
        return Said("", f"地区：文中同时提到{place.short_name}和{places[rival[0][0]].short_name}，请指明")
    if not head.get(best):
        return _of_text(text, header, place, score, level)
    return Said(best, f"地区 {place.short_name}：标题、来源或网址中写明")


@dataclass(frozen=True)
class _Finder:
    """Counts the names of places in a text in one pass."""

    automaton: ahocorasick.Automaton | None

    def count(self, text: str) -> Counter[str]:
        counts: Counter[str] = Counter()
        for end, found in self.automaton.iter_long(text) if self.automaton else ():
            counts.update(place for place, unit in found if not _is_longer_name(text, end + 1, unit))
        return counts


@lru_cache(maxsize=8)
def _finder(places: tuple[Place, ...]) -> _Finder:
    owners: dict[str, set[tuple[str, str]]] = {}
    for place in places:
        for name in (place.name, place.short_name, *place.aliases):
            if len(name) >= 2 and not MASKED_NAME.search(name):
                unit = place.name[-1] if name == place.short_name else ""
                owners.setdefault(name, set()).add((place.id, unit))
    automaton = ahocorasick.Automaton()
    for name, found in owners.items():
        automaton.add_word(name, tuple(sorted(found)))
    if owners:
        automaton.make_automaton()
    return _Finder(automaton if owners else None)


def _is_longer_name(text: str, end: int, unit: str) -> bool:
    """雨花台区 does not name 雨花区, nor 邵阳县 the city of 邵阳: a short name counts only without another unit behind it."""
    if not unit:
        return False
    match = OTHER_UNIT.match(text, end)
    return match is not None and match[0] != unit


def _weighed(finder: _Finder, header: Header) -> Counter[str]:
    scores: Counter[str] = Counter()
    sources = (header.signed, *header.sources.values())
    for words, weight in ((header.title, TITLE), (" ".join(sources), SOURCE), (header.address, ADDRESS)):
        for place in finder.count(words):
            scores[place] += weight
    return scores


def _of_text(text: str, header: Header, place: Place, score: int, level: str) -> Said:
    """Judge a place that only the text names: often enough, from its own level, and no other place more often."""
    ranks = {SAME_RANK.get(rank, rank) for rank in (place.level, *(i.level for i in place.issuers))}
    other, times = _most_named(text, place)
    elsewhere, _ = _most_named(f"{header.title} {header.signed}", place)
    if elsewhere:
        return Said("", f"地区：标题或落款写的是“{elsewhere}”，不在已登记的地区里")
    if score < ENOUGH:
        return Said("", f"地区：正文只提到一次{place.short_name}，请指明")
    if level and SAME_RANK.get(level, level) not in ranks:
        return Said("", f"地区：正文提到{place.short_name}，但按行文是{level}的报告，请指明")
    if times >= max(score, ENOUGH):
        return Said("", f"地区：正文更多提到“{other}”，请指明")
    return Said(place.id, f"地区 {place.short_name}：正文提到 {score} 次，标题和来源未写明，请核对")


def _most_named(text: str, place: Place) -> tuple[str, int]:
    known = "".join((place.name, place.short_name, *place.aliases))
    named = (text[match.start() - 2 : match.end()] for match in UNIT.finditer(text))
    names = Counter(name for name in named if name[:2] not in known and not NO_NAME.search(name[:2]))
    return names.most_common(1)[0] if names else ("", 0)


def _of_file(finder: _Finder, name: str) -> Said:
    found = finder.count(name)
    if len(found) != 1:
        return Said("", "地区：文中没有写明，请指明")
    return Said(next(iter(found)), f"地区：只有文件名“{name}”这样写，请核对")
