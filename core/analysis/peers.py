"""With whom a place may be compared: a suggestion for each other place, with its reasons in words and what differs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from core.comparability.classes import level_class
from core.model import Edition, Place
from core.standing import Told
from core.words import DOCUMENT_KINDS

MANY = 10  # indicators that both state; more of them weigh no more
OTHER_YEAR = 2  # figures of another year weigh half, since no verdict follows from them
NEAR = 1.5  # populations are close while one is at most so many times the other
WEIGHTS = {"level": 3, "province": 2, "year": 2, "kind": 2, "people": 2, "whole": 4}


@dataclass(frozen=True, slots=True)
class Peer:
    """A place to compare with."""

    own: Place
    place: Place
    year: int  # of report
    alike: frozenset[str]  # in what, of ``WEIGHTS``
    kinds: frozenset[str]  # genres of reports that both have
    years: frozenset[int]  # of the other's reports
    shared: int  # indicators that both state

    @property
    def weight(self) -> int:
        """Return how much alike they are."""
        beside = min(self.shared, MANY) // (1 if "year" in self.alike else OTHER_YEAR)
        return sum(WEIGHTS[name] for name in self.alike) + beside

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return in what they are alike: 同级（市辖区）, 同省, 同年, 同文种 …"""
        words = {
            "level": f"同级（{self.own.level}）", "province": f"同省（{self.own.province}）", "year": f"同有 {self.year} 年报告",
            "kind": f"同文种（{'、'.join(DOCUMENT_KINDS[kind] for kind in DOCUMENT_KINDS if kind in self.kinds)}）",
            "whole": "有报告全文", "people": "人口相近",
        }  # fmt: skip
        both = (f"都写了 {self.shared} 项指标",) if self.shared else ()
        return (*(words[name] for name in words if name in self.alike), *both)

    @property
    def differs(self) -> tuple[str, ...]:
        """Return in what they are not: 层级不同（直辖市辖区） …"""
        level = "" if "level" in self.alike else f"层级不同（{self.place.level}）"
        year = "" if "year" in self.alike else f"报告年份不同（{'、'.join(map(str, sorted(self.years)))}）"
        return tuple(filter(None, (level, year, "" if self.shared else "还没有两地都写了的指标")))

    @property
    def words(self) -> str:
        """Return the suggestion in words."""
        but = f"；{'、'.join(self.differs)}" if self.differs else ""
        return f"{self.place.short_name}：{'、'.join(self.reasons)}{but}"


def peers_of(
    own: Place, year: int, places: Iterable[Place], confirmed: Mapping[str, Collection[Told]], shared: Mapping[str, int],
    people: Mapping[str, float] | None = None,
) -> tuple[Peer, ...]:  # fmt: skip
    """Return whom a place may be compared with in a year of report, the most alike first.

    A place of another class of level (a city beside a district) is never suggested, nor one without a confirmed report
    or that lies nowhere (a masked sample);
    within a class another level is, and it is said, as where no indicator is stated by both.

    Args:
        confirmed: what the confirmed reports of each place are.
        shared: how many indicators each place and the own one state.
        people: populations by place, where a source gives them.
    """
    mine = frozenset(report for report in confirmed.get(own.id, ()) if report.year == year)
    kinds, peers = _known_of(mine).kinds, []
    for place in places:
        if may_be_peers(own, place) and place.id in confirmed:
            theirs = _known_of(frozenset(confirmed[place.id]))
            peers.append(_peer(own, place, year, kinds, theirs, shared.get(place.id, 0), people or {}))
    return tuple(sorted(peers, key=lambda peer: (-peer.weight, peer.place.order)))


def may_be_peers(own: Place, place: Place) -> bool:
    """Return whether two places are of one class of level, and the other one lies anywhere."""
    return place != own and bool(place.province) and level_class(place.level) == level_class(own.level)


def _peer(
    own: Place, place: Place, year: int, kinds: frozenset[str], theirs: _Known, shared: int,
    people: Mapping[str, float],
) -> Peer:  # fmt: skip
    both = kinds & theirs.kinds
    alike = {
        "level": place.level == own.level,
        "province": bool(own.province) and place.province == own.province,
        "year": year in theirs.years,
        "kind": bool(both),
        "whole": theirs.whole,
        "people": _near(people.get(own.id), people.get(place.id)),
    }
    return Peer(own, place, year, frozenset([name for name, so in alike.items() if so]), both, theirs.years, shared)


class _Known(NamedTuple):
    """What the confirmed reports of a place are together."""

    years: frozenset[int]
    kinds: frozenset[str]
    whole: bool  # one is no excerpt


@lru_cache(maxsize=10_000)
def _known_of(reports: frozenset[Told]) -> _Known:
    """Return what reports are together; one that is both tells as a summary and as a disclosure report."""
    kinds = frozenset(report.kind for report in reports)
    kinds |= {"summary", "disclosure"} if "both" in kinds else frozenset[str]()
    whole = any(report.edition != Edition.EXCERPT for report in reports)
    return _Known(frozenset(report.year for report in reports), kinds, whole)


def _near(one: float | None, other: float | None) -> bool:
    if not one or not other:
        return False
    return max(one, other) <= NEAR * min(one, other)
