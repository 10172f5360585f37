"""Find the place of a report: by the division its title names, the names and aliases that the declarations give, or the
divisions its text names; a guess that is not clear is not made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import ahocorasick

from core.divisions import above
from core.identity.gazetteer import Named, places_in
from core.identity.header import Header
from core.identity.labels import FORMAL, SOURCES
from core.identity.press import asked_in
from core.identity.said import Said
from core.model import Place
from core.places import id_of, place_with

TITLE, SOURCE, ADDRESS = 20, 15, 15  # what a name there weighs; a name in the text weighs one
ENOUGH, OFTEN = 2, 3
MASKED_NAME = re.compile(r"[X×]")
OTHER_UNIT = re.compile(r"[\u4e00-\u9fff]?(?P<unit>[市区县州旗])")
UNIT = re.compile(r"[市区县](?<=[\u4e00-\u9fff]{2}.)(?![\u4e00-\u9fff]?[域间块])")
NO_NAME = re.compile(
    r"[省市区县镇社园城辖地片景校小特新厂库街专老郊山湾林战疆灾全我该各本外跨首同兄弟邻近周边个每两示范灾牧矿中心下属发开和及与、的在为是级直]"
)
SAME_RANK = {"直辖市辖区": "市辖区"}


def place_of(text: str, header: Header, level: str, name: str, places: Mapping[str, Place]) -> Said:
    """Return the id of the place a report is from, "" where the text does not give one away clearly.

    The title decides, then who published it, then the names in the text. A name that several places bear is asked,
    unless the text says which of them it means.

    Args:
        level: how the report speaks of itself; a county's report that names the city above it is not the city's.
        name: the file name, used only where text and header name no place at all.
        places: those declared, whose aliases count too; every division of China is known besides.
    """
    clear = _titled(text, header, places) or _pressed(text, places) or _signed(text, header, FORMAL, level, places)
    if clear:
        return clear
    named = _of_names(text, header, level, name, places)
    if named.value:
        return named
    return _signed(text, header, SOURCES, level, places) or _of_divisions(text, header, level, places) or named


def _titled(text: str, header: Header, places: Mapping[str, Place]) -> Said | None:
    """Return the division that the title names, else the one that published it, as long as it names one."""
    own = _finder(tuple(places.values()))
    for words, where in ((header.title, "标题"), (header.signed, "落款")):
        if any(not places[id].code for id in own.count(words)):
            return None  # a place that only the declarations know
        named = places_in(words)
        apart = [n for n in named if not _holds(n, named)]
        if not apart:
            continue
        if len(apart) > 1:
            names = "、".join(dict.fromkeys(words[n.start : n.end] for n in apart))
            return Said("", f"地区：{where}同时提到{names}，请指明")
        return _one_of(apart[0], words, text, where, places)
    return None


# what a title begins with that may be a place the divisions do not know
STRANGER = re.compile(
    r"(?:关于)?(?P<place>[\u4e00-\u9fff]{2,12}?(?:开发区|产业园|工业园|园区|新区|新城|示范区|[省市区县州旗镇乡]|街道))(?!域|场)"
)


def _holds(named: Named, others: Sequence[Named]) -> bool:
    """A place above another one that is named too only says where that lies."""
    codes = {division.code for division in named.divisions}
    below = (other for other in others if other is not named)
    return not named.within and any(
        {d.code for division in other.divisions for d in above(division)} & codes
        or (other.within and {d.code for d in other.divisions} & codes)
        for other in below
    )


def _one_of(named: Named, words: str, text: str, where: str, places: Mapping[str, Place]) -> Said:
    called = words[named.start : named.end]
    meant = named if len(named.divisions) == 1 else _meant(named, text)
    if meant is None:
        return Said("", f"地区：叫“{called}”的有 {len(named.divisions)} 处（{named.words}），请指明")
    id = id_of(meant.id, places)
    return Said(id, f"地区 {place_with(id, places).short_name}：{where}中写明")


def _meant(named: Named, text: str) -> Named | None:
    """Return the one of several bearers of a name whose city or province the text names, and no other's."""
    meant = [d for d in named.divisions if any(text.count(up.name) >= ENOUGH for up in above(d))]
    return replace(named, divisions=(meant[0],)) if len(meant) == 1 else None


def _pressed(text: str, places: Mapping[str, Place]) -> Said | None:
    """记者从芙蓉区政务服务中心获悉: a press text is about the place that it asked."""
    body = asked_in(text)
    named = places_in(body)
    return _one_of(named[-1], body, text, "报道", places) if named else None


def _signed(text: str, header: Header, labels: Sequence[str], level: str, places: Mapping[str, Place]) -> Said | None:
    """Return the place of the body that published a report, unless the report speaks from another level."""
    for label in labels:
        body = header.sources.get(label, "")
        named = places_in(body)
        reading = _one_of(named[-1], body, text, label, places) if named else None
        if reading and reading.value and (not level or _rank(level) in _ranks(place_with(reading.value, places))):
            return reading
    return None


def _of_divisions(text: str, header: Header, level: str, places: Mapping[str, Place]) -> Said | None:
    """Return the division of the report's own level that its text names more than twice as often as any other."""
    counts = Counter(n.id for n in places_in(text) if len(n.divisions) == 1 and not n.within)
    own = [(id, n) for id, n in counts.most_common() if level and _rank(place_with(id, places).level) == _rank(level)]
    if not own or own[0][1] < OFTEN or (len(own) > 1 and own[0][1] <= 2 * own[1][1]):
        return None
    id = id_of(own[0][0], places)
    why = f"地区 {place_with(id, places).short_name}：正文提到 {own[0][1]} 次，标题和来源未写明，请核对"
    return Said(id, why)


def _rank(level: str) -> str:
    return SAME_RANK.get(level, level)


def _ranks(place: Place) -> set[str]:
    return {_rank(level) for level in (place.level, *(i.level for i in place.issuers))}


def _of_names(text: str, header: Header, level: str, name: str, places: Mapping[str, Place]) -> Said:
    """Weigh the names and aliases that the declarations give."""
    finder = _finder(tuple(places.values()))
    head = _weighed(finder, header)
    body = finder.count(text)
    scores = Counter(body)
    scores.update(head)
    if not scores:
        return _of_file(finder, name, header.title)
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
        for end, owners in self.automaton.iter_long(text) if self.automaton else ():
            counts.update(place for place, unit in owners if not _is_longer_name(text, end + 1, unit))
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
    for name, ids in owners.items():
        automaton.add_word(name, tuple(sorted(ids)))
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
    other, times = _most_named(text, place)
    elsewhere, _ = _most_named(f"{header.title} {header.signed}", place)
    if elsewhere:
        return Said("", f"地区：标题或落款写的是“{elsewhere}”，不在已登记的地区里")
    if score < ENOUGH:
        return Said("", f"地区：正文只提到一次{place.short_name}，请指明")
    if level and _rank(level) not in _ranks(place):
        return Said("", f"地区：正文提到{place.short_name}，但按行文是{level}的报告，请指明")
    if times >= max(score, ENOUGH):
        return Said("", f"地区：正文更多提到“{other}”，请指明")
    return Said(place.id, f"地区 {place.short_name}：正文提到 {score} 次，标题和来源未写明，请核对")


def _most_named(text: str, place: Place) -> tuple[str, int]:
    known = "".join((place.name, place.short_name, *place.aliases))
    named = (text[match.start() - 2 : match.end()] for match in UNIT.finditer(text))
    names = Counter(name for name in named if name[:2] not in known and not NO_NAME.search(name[:2]))
    return names.most_common(1)[0] if names else ("", 0)


def _of_file(finder: _Finder, name: str, title: str) -> Said:
    places = finder.count(name)
    if len(places) != 1:
        stranger = STRANGER.match(title)
        why = f"标题写的是“{stranger['place']}”，不在已知的地区里" if stranger else "文中没有写明"
        return Said("", f"地区：{why}，请指明")
    return Said(next(iter(places)), f"地区：只有文件名“{name}”这样写，请核对")
