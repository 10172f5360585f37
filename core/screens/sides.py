"""我方 · 对方 · 年份: what every screen that compares is about, the same choice on all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from core.analysis.wording import join, listed
from core.comparability.classes import level_class
from core.holdings import Holds
from core.library import Library, remembered
from core.library.link import Choices, Menu
from core.library.roll import Roll, among_spoken, places_menu
from core.model import Place
from core.screens.groups import OwnGroup, dropped, keep_with_link, own_groups, places_of

OWN, PEERS, YEAR = "o", "p", "y"
STATE = (OWN, PEERS, YEAR)  # the keys that go from page to page
ALONE = {"none": "只看我方"}
USUAL = "常看的各地"
GROUP = "g:"  # how the id of a group begins
SAME_LEVEL, SAME_PROVINCE = f"{GROUP}same_level", f"{GROUP}same_province"
STATING = f"{GROUP}stating"  # on the page of one indicator: whoever states it
UNSAID = "没写"
FEWEST = 3  # places under one city or municipality that make a group


class Group(NamedTuple):
    """Places that are chosen together."""

    words: str  # 同级（市辖区）：26 地
    places: tuple[Place, ...]


class Sides(NamedTuple):
    """Who is compared with whom."""

    own: Place
    peers: tuple[Place, ...]  # those chosen; () where nobody was chosen, which means the usual ones
    alone: bool = False
    named: tuple[Place, ...] = ()  # of those chosen, the ones chosen by themselves and not with a group

    @property
    def marked(self) -> tuple[Place, ...]:
        """Return the places that stand out among many: 我方, those chosen by themselves, else the usual ones."""
        return (self.own, *(self.named or (place for place in self.peers if place.usual)))

    def among(self, library: Library) -> tuple[Place, ...]:
        """Return the places to show, in their fixed order."""
        usual = [] if self.peers or self.alone else [library.places[id] for id in library.usual_places]
        wanted = {place.id: place for place in (self.own, *self.peers, *usual)}
        return tuple(wanted[id] for id in library.places if id in wanted)


def ask_own(library: Library, choices: Choices) -> Place:
    """Ask for 我方, by default who has most to say; where a link names only places, the first of them."""
    options = places_with_reports(library.roll)
    if not choices.link.first(OWN) and (first := choices.link.first(PEERS)):
        named = {words: id for id, words in options.items()}.get(first, first)
        if named in options:
            choices.imply(OWN, named)
    return library.places[choices.one(Menu(OWN, "我方", options, fullest_place(library), amounts=how_much(library)))]


@remembered
def how_much(library: Library) -> dict[str, str]:
    """Return how many indicators each place with a report states, in words."""
    counts = np.append(library.spread.counts_of(Holds.VALUE), 0)  # the last of a place that nobody speaks of
    words = ["没有数", *(f"{n} 项" for n in range(1, counts.max() + 1))]
    return dict(zip(library.places, map(words.__getitem__, counts[among_spoken(library.roll)].tolist()), strict=True))


def chosen_places(choices: Choices, library: Library) -> tuple[Place, ...]:
    """Return the places that a page chose as 对方, those of groups included; none where nobody was chosen."""
    picked = choices.made.get(PEERS, ())
    own = library.places[choices.made[OWN][0]]
    groups = groups_beside(library.roll, own)
    by_group = {place.id for id in picked if id in groups for place in groups[id].places}
    if STATING in picked:
        by_group |= set(library.spread.stating(choices.made["i"][0]))
    mine = {id for group in own_groups(choices).values() if group.id in picked for id in group.places}
    wanted = {*picked, *by_group, *mine} - {own.id}
    return tuple(library.places[id] for id in library.places if id in wanted)


def ask_sides(
    library: Library, choices: Choices, empty: str = USUAL, amounts: Mapping[str, str] | None = None
) -> Sides:
    """Ask for 我方 and 对方. A link that names only 我方 among the places means it alone.

    Args:
        told: place → how much it has for the page, where that is not how many indicators it states.
    """
    own = ask_own(library, choices)
    named = set(choices.link.all(PEERS))
    if named and named <= {own.id, own.short_name}:
        choices.imply(PEERS, *ALONE)
    others = {**places_menu(library.roll)}
    others.pop(own.id, None)
    mine = own_groups(choices)
    stating = _stating(library, own, amounts) if amounts else {}
    groups = _of_own(library, own, mine.values()) | stating | groups_beside(library.roll, own)
    options = ALONE | {id: group.words for id, group in groups.items()} | others
    amounts = how_much(library) if amounts is None else amounts
    passed = {own.id: own.short_name}
    picked = choices.several(Menu(PEERS, "对方", options, empty=empty, also="h", passed=passed, amounts=amounts))
    wanted_groups = [mine[id] for id in picked if id in mine]
    keep_with_link(choices, wanted_groups)
    choices.noted += dropped(wanted_groups, library)
    wanted = {place.id for id in picked if id in groups for place in groups[id].places} | set(picked)
    peers = tuple(library.places[id] for id in others if id in wanted)
    choices.noted += left_out(library, own, picked, peers)
    by_name = tuple(place for place in peers if place.id in picked)
    return Sides(own, peers, picked == tuple(ALONE), by_name)


def _of_own(library: Library, own: Place, mine: Iterable[OwnGroup]) -> dict[str, Group]:
    groups = {group: tuple(p for p in places_of(group, library) if p != own) for group in mine}
    return {g.id: Group(f"{g.name}（自存）：{len(places)} 地", places) for g, places in groups.items() if places}


def _stating(library: Library, own: Place, amounts: Mapping[str, str]) -> dict[str, Group]:
    """Return the group of all that have a figure for the page, where a page counts its own."""
    ids = [id for id in library.places if amounts.get(id, UNSAID) != UNSAID and id != own.id]
    stating = [place for place in map(library.places.__getitem__, ids) if not place.sample]
    return {STATING: Group(f"有这项数的各地：{len(stating)} 地", tuple(stating))} if stating else {}


@remembered
def groups_beside(roll: Roll, own: Place) -> dict[str, Group]:
    """Return the groups of places with a report beside 我方, id → group; the id is what a link keeps."""
    known = together(roll)
    same = level_class(own.level)
    groups = {
        f"{GROUP}usual": ("常看各地", known.usual),
        SAME_LEVEL: (f"同级（{same}）", known.by_level.get(same, ())),
        SAME_PROVINCE: (f"本省（{own.province}）", known.by_province.get(own.province, ()) if own.province else ()),
    }
    beside = {id: _group(name, places, own) for id, (name, places) in groups.items()}
    mine = _city(own.group, known.by_city.get(own.group, ()), own)  # the others are the same whoever 我方 is
    cities = {**known.cities, **mine}
    if not mine:
        cities.pop(f"{GROUP}{own.group}", None)
    by_first = sorted(cities.items(), key=lambda city: city[1].places[0].order)
    return {id: group for id, group in (*beside.items(), *by_first) if group.places}


class Together(NamedTuple):
    """The places with a report by what they have in common, each list in their fixed order."""

    usual: tuple[Place, ...]
    by_level: Mapping[str, Sequence[Place]]
    by_province: Mapping[str, Sequence[Place]]
    by_city: Mapping[str, Sequence[Place]]
    cities: Mapping[str, Group]  # of so many places that they make a group, by its id


@remembered
def together(roll: Roll) -> Together:
    """Return the places with a report, gathered."""
    known = [place for id, place in roll.places.items() if id in roll.with_reports and not place.sample]
    levels: dict[str, list[Place]] = {}
    provinces: dict[str, list[Place]] = {}
    cities: dict[str, list[Place]] = {}
    for place in known:
        levels.setdefault(level_class(place.level), []).append(place)
        provinces.setdefault(place.province, []).append(place)
        cities.setdefault(place.group, []).append(place)
    groups = {id: group for name, places in cities.items() for id, group in _city(name, places).items()}
    return Together(tuple(place for place in known if place.usual), levels, provinces, cities, groups)


def _group(name: str, places: Iterable[Place], own: Place | None) -> Group:
    """Return places beside 我方 as a group."""
    others = tuple(places) if own is None else tuple(place for place in places if place.id != own.id)
    return Group(f"{name}：{len(others)} 地", others)


def _city(name: str, places: Sequence[Place], own: Place | None = None) -> dict[str, Group]:
    """Return the places under one city beside 我方 as a group by its id, none where they are too few."""
    group = _group(f"{name}各地", places, own)
    return {f"{GROUP}{name}": group} if len(group.places) >= FEWEST else {}


def left_out(library: Library, own: Place, picked: Iterable[str], peers: Iterable[Place]) -> list[str]:
    """Return a sentence on each reason for which a place that one looks for is not compared."""
    pending = [place.short_name for place in peers if not library.spread.is_confirmed(place.id)]
    waiting = [f"{listed(pending)}只有待核的来源，确认前不参与比较。"] if pending else []
    if SAME_LEVEL not in picked:
        return waiting
    shown = {own.id, *(place.id for place in peers)}
    usual = [library.places[id] for id in library.usual_places if id not in shown]
    apart = [place for place in usual if level_class(place.level) != level_class(own.level)]
    apart_words = [f"同级不含{join(f'{p.short_name}（{p.level}）' for p in apart)}：层级不同。"] if apart else []
    return [*apart_words, *waiting]


def ask_years(choices: Choices, known: Iterable[int], empty: str) -> tuple[int, ...]:
    """Ask for years of report; () means what ``empty`` says."""
    return tuple(map(int, choices.several(Menu(YEAR, "年份", {str(y): str(y) for y in known}, empty=empty))))


@remembered
def places_with_reports(roll: Roll) -> dict[str, str]:
    """Return the places that have a report, or that one speaks of, as a menu; all of them while there is none."""
    every, placed = places_menu(roll), {*roll.spoken}
    return {id: words for id, words in every.items() if id in placed} or every


@remembered
def fullest_place(library: Library) -> str:
    """Return the usual place whose fullest year has most to say beside the others."""
    usual = [library.places[id] for id in library.usual_places if id in library.places]
    if not usual:
        return ""

    return max(usual, key=lambda place: max(library.spread.fullness(place.id), default=(0, 0))[0]).id


def shown_places(library: Library, choices: Choices) -> tuple[Place, ...]:
    """Return the places that a page shows, once its menus were asked."""
    own = library.places[choices.made[OWN][0]]
    alone = choices.made.get(PEERS) == tuple(ALONE)
    return Sides(own, chosen_places(choices, library), alone).among(library)
