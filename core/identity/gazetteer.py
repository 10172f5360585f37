"""Find the division of China that a title or a body names: 安康市石泉县, 昌图县七家子镇, 咸阳高新区."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick

from core import divisions
from core.divisions import CITY, PROVINCE, Division, load_divisions

GOES_TO = re.compile(r"(?:[赴到往向对与和同及]|学习|考察|帮扶|支援|借鉴)$")
TOWN = re.compile(
    r"[\u4e00-\u9fff]{1,4}?(?:镇|乡|街道|苏木)(?=人民|办事|党|便民|政务|社区|工委|关于|\s|20\d\d|二[〇○零]|$)"
)
ZONE = re.compile(
    r"(?P<own>[\u4e00-\u9fff]{0,6}?)(?P<kind>高新技术产业开发区|高新技术开发区|经济技术开发区|高新区|经开区|经济开发区|开发区"
    r"|工业园区|管理区|示范区|保税区|度假区|新区)(?=管委|管理委|行政|政务|党|审批|营商|便民|人民|关于|\s|20\d\d|二[〇○零]|$)"
)
CALLED = {"高新技术产业开发区": "高新区", "高新技术开发区": "高新区", "经济技术开发区": "经开区"}
SERVICE = re.compile(r"12345|(?:市民|便民)?热线|政务服务(?:中心|局|大厅)")  # 宜春12345
CHAINED = 2  # a name of so few characters (城区, 和县) counts only behind what it belongs to, or at the very start


@dataclass(frozen=True, slots=True)
class Named:
    """A place as words name it."""

    divisions: tuple[Division, ...]  # several where more than one bears the name
    within: str  # the town or zone named behind it, "" for the division itself
    start: int
    end: int

    @property
    def id(self) -> str:
        """Return the id of the place by rule; only where one division bears the name."""
        [division] = self.divisions
        return f"{division.code}-{self.within}" if self.within else division.code

    @property
    def words(self) -> str:
        """Return the full names of all that bear it, for a person to choose from."""
        return "、".join(divisions.full_name(d) + self.within for d in self.divisions)


def places_in(words: str) -> list[Named]:
    """Return the places that a title, a body or a signature names, in reading order.

    >>> [named.id for named in places_in("邵阳市大祥区行政审批服务局2023年工作总结")]
    ['430503']
    >>> [named.id for named in places_in("昌图县七家子镇2024年政府信息公开工作年度报告")]
    ['211224-七家子镇']
    """
    named_places: list[Named] = []
    for start, end, bearers, weak in _hits(words):
        if GOES_TO.search(words, 0, start):
            continue
        before = (
            named_places[-1] if named_places and named_places[-1].end == start and not named_places[-1].within else None
        )
        below = tuple(d for d in bearers if before and set(divisions.above(d)) & set(before.divisions))
        if before and below:
            named_places[-1] = _followed(words, below, before.start, end)
        elif weak or (end - start <= CHAINED and start > 0):
            named_places += [
                named for named in [_followed(words, bearers, start, end)] if weak and _counts(named, words)
            ]
        else:
            named_places.append(_followed(words, bearers, start, end))
    return [named for named in named_places if not _only_qualifies(named, words)]


def _counts(named: Named, words: str) -> bool:
    """A stem (安康, 湖南) counts with a zone or a service behind it, or until it shows that it only qualifies a name."""
    return bool(named.within or SERVICE.match(words, named.end)) or any(
        start == named.end for start, *_ in _hits(words)
    )


def _only_qualifies(named: Named, words: str) -> bool:
    is_stem = not named.within and words[named.start : named.end] in _stems()
    return is_stem and not SERVICE.match(words, named.end)


def _followed(words: str, bearers: tuple[Division, ...], start: int, end: int) -> Named:
    if (town := TOWN.match(words, end)) and bearers[0].level not in (PROVINCE,):
        return Named(bearers, town[0], start, town.end())
    zone = ZONE.match(words, end)
    if zone and all(d.level in (CITY, PROVINCE) or zone["own"] or zone["kind"] != "新区" for d in bearers):
        return Named(bearers, zone["own"] + CALLED.get(zone["kind"], zone["kind"]), start, zone.end())
    return Named(bearers, "", start, end)


def _hits(words: str) -> Iterator[tuple[int, int, tuple[Division, ...], bool]]:
    for last, (name, bearers, weak) in _automaton().iter_long(words):
        yield last + 1 - len(name), last + 1, bearers, weak


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name, bearers in _stems().items():
        automaton.add_word(name, (name, bearers, True))
    for division in load_divisions().values():
        for name in divisions.names_of(division):
            automaton.add_word(name, (name, divisions.named(name), False))
    automaton.make_automaton()
    return automaton


@cache
def _stems() -> dict[str, tuple[Division, ...]]:
    by_stem: dict[str, tuple[Division, ...]] = {}
    for division in load_divisions().values():
        name = divisions.stem(division.name)
        if division.level in (PROVINCE, CITY) and name != division.name:
            by_stem[name] = (*by_stem.get(name, ()), division)
    return by_stem
