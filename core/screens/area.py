"""The part of a large library that a page is about which goes through all figures or texts of what it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from core.library import Library, ids_of, remembered
from core.library.link import Choices, Menu
from core.library.roll import Roll
from core.model import Place
from core.screens.sides import FEWEST, GROUP, together

AREA = "area"
MOST = 1500  # reports of an area
ONLY = "库里报告多，这一页只看所选范围：{words}。"


class Area(NamedTuple):
    """Places that are looked at together."""

    name: str
    places: tuple[Place, ...]


def ask_area(library: Library, choices: Choices) -> Library:
    """Return the library of the area that is asked for; the whole one, without a question, where that is small."""
    known = areas(library)
    if not known:
        return library
    words = {id: f"{area.name}：{len(area.places)} 地" for id, area in known.items()}
    chosen = choices.one(Menu(AREA, "范围", words))
    choices.noted.append(ONLY.format(words=words[chosen]))
    return narrowed(library, chosen)


def imply_area(library: Library, choices: Choices, place: str) -> None:
    """Let a link that was made without an area be about the first that has a place among its own."""
    if not choices.link.all(AREA):
        known = areas(library)
        of = [id for id in _areas(library.roll).of_place.get(place, ()) if id in known] if known else []
        choices.imply(AREA, *of[:1])


def area_of(choices: Choices) -> str:
    """Return which area a page asked for, "" where it is about all."""
    return next(iter(choices.made.get(AREA, ())), "")


def narrowed(library: Library, area: str) -> Library:
    """Return the library of an area, of all for ""."""
    return library.within(ids_of(areas(library)[area].places)) if area else library


@remembered
def areas(library: Library) -> dict[str, Area]:
    """Return what may be looked at by itself, by its id: the usual places first, then cities and provinces; none where
    the library is small.
    """
    if not library.is_large:
        return {}
    known, reports = _areas(library.roll), library.spread.reports
    counts = np.array([reports.get(id, 0) for id in library.roll.places])
    of_areas = np.add.reduceat(counts[known.members], known.begins).tolist()
    return {id: area for (id, area), count in zip(known.areas.items(), of_areas, strict=True) if 0 < count <= MOST}


class _Areas(NamedTuple):
    areas: dict[str, Area]
    members: np.ndarray  # of one area after another, each place by its number on the roll
    begins: np.ndarray  # where those of an area begin
    of_place: Mapping[str, Sequence[str]]  # the areas that each place is in


@remembered
def _areas(roll: Roll) -> _Areas:
    known = together(roll)
    cities = ((name, f"{name}各地", places) for name, places in known.by_city.items() if len(places) >= FEWEST)
    provinces = (
        (f"{name}（省级）", f"{name}（省级）各地", places)
        for name, places in known.by_province.items()
        if name and len(known.by_city.get(name, ())) < len(places)  # no municipality twice
    )
    groups: list[tuple[str, str, Sequence[Place]]] = [("usual", "常看各地", known.usual), *cities, *provinces]
    areas = {f"{GROUP}{id}": Area(name, tuple(places)) for id, name, places in groups if places}
    number = {id: n for n, id in enumerate(roll.places)}
    members = np.array([number[place.id] for area in areas.values() for place in area.places], np.int64)
    sizes = [len(area.places) for area in areas.values()]
    of_place: dict[str, list[str]] = {}
    for id, area in areas.items():
        for place in area.places:
            of_place.setdefault(place.id, []).append(id)
    return _Areas(areas, members, np.cumsum([0, *sizes])[:-1], of_place)
