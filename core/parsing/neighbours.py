"""The places that a document of one place may speak of line by line: what lies within it, and what lies beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from core import divisions
from core.declarations import load_places
from core.divisions import PROVINCE, Division, load_divisions
from core.parsing.text import normalise
from core.parsing.towns import GOVERNMENT, town_in
from core.places import derived, id_of

UNIT = re.compile(r"(?:[区县市州盟旗省镇乡]|街道|办事处|新城|园区)$")
CODE = re.compile(r"\d{6}")
PARK = re.compile(r"(?:高新技术产业开发区|高新技术开发区|经济技术开发区|经济开发区|高新区|经开区)$")
GOVERNED = re.compile(rf"{GOVERNMENT}$")  # 大祥区人民政府 is 大祥区
ZONES = (("高新", "高新区"), ("经济", "经开区"))
CALLED = {"高新": "高新区", "经济": "经开区", "经开": "经开区"}
SHORT_OWN = ("城区", "郊区", "矿区", "新区")  # names that are words as well


class Neighbours:
    """The places that a document may speak of, by the names it may call them."""

    def __init__(self, code: str) -> None:
        self._code = code
        self.names: Mapping[str, str] = _near(code) if code else {}

    def named(self, words: str) -> str:
        """Return the id of the place that words name and nothing else; "" where they name none, or a department.

        >>> of_shaoyang = neighbours_of("shaoyang")
        >>> of_shaoyang.named("大祥区"), of_shaoyang.named("双清"), of_shaoyang.named("市税务局"), of_shaoyang.named("经开区")
        ('430503', '430502', '', '430500-经开区')
        """
        words = words.strip()
        bare = GOVERNED.sub("", words)
        return self.names.get(words) or self.names.get(bare) or self._within(bare)

    def has_unit(self, name: str) -> bool:
        """Return whether a name says what it is: 大祥区; 大祥 does not."""
        return UNIT.search(name) is not None

    def _within(self, name: str) -> str:
        """Return the town of a county, or the development zone of a city, that has no code of its own."""
        division = load_divisions().get(self._code)
        if division is None or division.level == PROVINCE or len(name) < len("甲镇"):
            return ""
        if PARK.fullmatch(name):
            return self.names.get(CALLED[name[:2]]) or _listed(f"{self._code}-{CALLED[name[:2]]}")
        town = "" if division.level in divisions.UPPER else town_in(name)
        return _listed(f"{self._code}-{town}") if town else ""


@lru_cache(maxsize=64)
def neighbours_of(place: str) -> Neighbours:
    """Return the places that a document of ``place`` may speak of; none of an unknown place, a town or a zone."""
    declared = load_places().get(place)
    return Neighbours(declared.code if declared and CODE.fullmatch(declared.code) else "")


def _listed(id: str) -> str:
    return id if derived(id) else ""


def _near(code: str) -> dict[str, str]:
    """Return name → id: those within first, those beside where no name is borne within; a name of two is nobody's."""
    own = load_divisions().get(code)
    if own is None:
        return {}
    above = [own, *divisions.above(own)]
    taken = {name for up in above for name in _called(up)}
    beside = [d for d in divisions.directly_within(own.parent) if own.parent and d is not own]
    within = _by_name(divisions.within(own), taken)
    return {name: id for name, id in (_by_name(beside, taken | set(within)) | within).items() if id}


def _by_name(near: list[Division], taken: set[str]) -> dict[str, str]:
    bearers: dict[str, set[str]] = {}
    for division in near:
        for name in _called(division):
            bearers.setdefault(name, set()).add(division.code)
    known, divided = load_places(), load_divisions()
    for codes in bearers.values():  # 嘉峪关市 lies in 嘉峪关市: the upper one is meant
        codes -= {code for code in codes if any(up.code in codes for up in divisions.above(divided[code]))}
    once = {name: min(codes) for name, codes in bearers.items() if len(codes) == 1 and name not in taken}
    return {normalise(name): id_of(code, known) for name, code in once.items()}


def _called(division: Division) -> set[str]:
    names = set(divisions.names_of(division)) | {divisions.full_name(division)}
    stem = divisions.stem(division.name)
    if len(stem) >= len("大祥") and stem not in SHORT_OWN and stem != division.name:
        names |= {stem, stem + division.name[-1]}  # 城步, 城步县 of 城步苗族自治县
    if division.level == divisions.ZONE:
        names |= set(_zone_called(division))
    return {name for name in names if name not in SHORT_OWN}


def _zone_called(zone: Division) -> Iterator[str]:
    """Yield what a zone with a code is called in its city: 白沟新城 of 保定白沟新城, 益阳高新区 of 湖南益阳高新技术产业园区."""
    bare = zone.name
    city = ""
    for up in reversed([*divisions.above(zone)]):  # the province first
        own = divisions.stem(up.name)
        if bare.startswith(own):
            city, bare = own, bare.removeprefix(own).removeprefix(up.name[-1])
    short = next((called for words, called in ZONES if words in bare), "")
    yield bare
    if short:
        yield from (short, city + short) if city else (short,)
    elif bare.endswith("管理区"):
        yield bare.removesuffix("管理区") + "区"
