"""我方 · 对方 · 年份: what every screen that compares is about, the same choice on all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from core.analysis.conclusion import fullness
from core.analysis.rows import Row, rows_of
from core.library import Library, remembered
from core.library.link import Choices, Menu
from core.model import Place

OWN, PEERS, YEAR = "o", "p", "y"
STATE = (OWN, PEERS, YEAR)  # the keys that go from page to page
ALONE = {"none": "只看我方"}
USUAL = "常看的各地"


class Sides(NamedTuple):
    """Who is compared with whom."""

    own: Place
    peers: tuple[Place, ...]  # those chosen; () where nobody was chosen, which means the usual ones
    alone: bool = False

    def among(self, library: Library) -> tuple[Place, ...]:
        """Return the places to show, in their fixed order."""
        usual = [] if self.peers or self.alone else [library.places[id] for id in library.usual_places]
        wanted = {self.own, *self.peers, *usual}
        return tuple(place for place in library.places.values() if place in wanted)


def ask_own(library: Library, choices: Choices) -> Place:
    """Ask for 我方, by default who has most to say; where a link names only places, the first of them."""
    options = places_with_reports(library)
    by_words = {words: id for id, words in options.items()}
    named = [by_words.get(word, word) for word in choices.link.all(PEERS)]
    if named and not choices.link.first(OWN) and named[0] in options:
        choices.imply(OWN, named[0])
    return library.places[choices.one(Menu(OWN, "我方", options, fullest_place(library)))]


def ask_sides(library: Library, choices: Choices, empty: str = USUAL) -> Sides:
    """Ask for 我方 and 对方. A link that names only 我方 among the places means it alone."""
    own = ask_own(library, choices)
    named = set(choices.link.all(PEERS))
    if named and named <= {own.id, own.short_name}:
        choices.imply(PEERS, *ALONE)
    others = {id: place.short_name for id, place in library.places.items() if id != own.id}
    menu = Menu(PEERS, "对方", ALONE | others, empty=empty, also="h", passed={own.id: own.short_name})
    picked = choices.several(menu)
    return Sides(own, tuple(library.places[id] for id in picked if id in others), picked == tuple(ALONE))


def ask_years(choices: Choices, known: Iterable[int], empty: str) -> tuple[int, ...]:
    """Ask for years of report; () means what ``empty`` says."""
    return tuple(map(int, choices.several(Menu(YEAR, "年份", {str(y): str(y) for y in known}, empty=empty))))


def places_with_reports(library: Library) -> dict[str, str]:
    """Return the places that have a report, or that one speaks of, as a menu; all of them while there is none."""
    placed = set(library.reports["place"]) | set(library.told)
    return {id: p.short_name for id, p in library.places.items() if id in placed or not placed & set(library.places)}


@remembered
def fullest_place(library: Library) -> str:
    """Return the usual place whose fullest year has most to say beside the others."""
    usual = [library.places[id] for id in library.usual_places if id in library.places]
    if not usual:
        return ""

    def worth(place: Place) -> int:
        others = tuple(other for other in library.places.values() if other != place)
        return max(fullness(stated_rows(library), library.indicators, place, others), default=(0, 0))[0]

    return max(usual, key=worth).id


@remembered
def stated_rows(library: Library) -> tuple[Row, ...]:
    """Return every row of the library that states or hides a figure."""
    facts = library.facts()
    return rows_of(facts[facts["status"] != "gap"])
