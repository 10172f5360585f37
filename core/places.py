"""Every place there is: those declared with colour and issuers, and all others by rule from the divisions of China.

The id of a place that nobody declared says it all: the code of a division (430105), with a name behind it where the
place lies within that division and has no code of its own (430503-城北街道, 610900-高新区).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import ItemsView, Iterable, Iterator, Mapping, ValuesView
from functools import lru_cache

from core import divisions
from core.divisions import Division, load_divisions
from core.model import Place

WITHIN = re.compile(r"(?P<code>\d{6})(?:-(?P<name>[\u4e00-\u9fff]{2,20}))?")
TOWN = re.compile(r"(?:镇|乡|街道|苏木)$")
ZONE = re.compile(r"(?:高新区|经开区|开发区|高新技术产业园区|管理区|示范区|园区|新区|新城|保税区|度假区|林区|农场)$")
UNITS = {"市": "县", "区": "市辖区", "县": "县", "旗": "县"}
# each at least 3:1 on white and none close to a declared one; with the markers: a hundred places told apart
COLOURS = (
    "#B5527F", "#8C6D1F", "#2F7F93", "#B0413E", "#5A6FC0", "#5F7D2E", "#A0522D", "#3F7F5F", "#7A5C99", "#6B7A99",
    "#99610A", "#4C6A92", "#A8446B",
)  # fmt: skip
MARKERS = ("triangle-down", "pentagon", "hexagon", "star", "cross", "triangle-right", "triangle-left", "circle")


class Gazetteer(Mapping[str, Place]):
    """The places that are listed, in their order; asked by id it answers for every other place of China as well."""

    def __init__(self, listed: Iterable[Place]) -> None:
        self._listed = {place.id: place for place in listed}

    def __getitem__(self, id: str) -> Place:
        place = self._listed.get(id) or derived(id)
        if place is None:
            raise KeyError(id)
        return place

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed)

    def __len__(self) -> int:
        return len(self._listed)

    def values(self) -> ValuesView[Place]:
        """Return the places that are listed."""
        return self._listed.values()

    def items(self) -> ItemsView[str, Place]:
        """Return the places that are listed, with their ids."""
        return self._listed.items()

    def listing(self, ids: Iterable[str]) -> Gazetteer:
        """Return the gazetteer with these places listed too, in the fixed order of places."""
        wanted = dict.fromkeys((*self._listed, *(id for id in ids if id in self)))
        return Gazetteer(sorted((self[id] for id in wanted), key=lambda place: place.order))


@lru_cache(maxsize=4000)
def derived(id: str) -> Place | None:
    """Return the place with an id that nobody declared, with a colour and marker by rule; None for no place.

    >>> derived("430105").name, derived("211224-七家子镇").short_name, derived("211224-七家子镇").level
    ('长沙市开福区', '昌图·七家子镇', '镇街')
    """
    match = WITHIN.fullmatch(id)
    division = load_divisions().get(match["code"]) if match else None
    if match is None or division is None:
        return None
    name = match["name"] or ""
    level = level_within(division, name) if name else division.level
    if not level:
        return None
    mark = zlib.crc32(id.encode())
    return Place(
        id=id,
        name=divisions.full_name(division) + name,
        short_name=f"{divisions.stem(division.name)}·{name}" if name else divisions.short_name(division),
        level=level,
        province=divisions.stem(divisions.province_of(division).name),
        aliases=(),
        colour=COLOURS[mark % len(COLOURS)],
        marker=MARKERS[mark // len(COLOURS) % len(MARKERS)],
        order=int(division.code) * 1000 + (1 + mark % 999 if name else 0),
        issuers=(),
        code="" if name else division.code,
        group=group_of(division),
    )


def level_within(division: Division, name: str) -> str:
    """Return the level of a place without a code of its own, "" where its name does not tell."""
    if TOWN.search(name):
        return "镇街"
    if ZONE.search(name):
        return "开发区"
    return UNITS.get(name[-1], "") if division.level in divisions.UPPER else ""


def group_of(division: Division) -> str:
    """Return under which name a place is listed with its neighbours: its city's, or its municipality's."""
    city = next((d for d in (division, *divisions.above(division)) if d.level == divisions.CITY), None)
    return divisions.stem((city or divisions.province_of(division)).name)


def place_with(id: str, places: Mapping[str, Place]) -> Place:
    """Return the place with this id, declared or by rule.

    Raises:
        KeyError: there is no such place.
    """
    place = places.get(id) or derived(id)
    if place is None:
        raise KeyError(id)
    return place


def id_of(code: str, places: Mapping[str, Place]) -> str:
    """Return the id of the place with this code: of the one declared for it, else the code itself."""
    return next((place.id for place in places.values() if place.code == code), code)
