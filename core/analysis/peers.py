"""With whom a place may be compared: a suggestion for each other place, with its reasons in words and what differs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

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

    place: Place
    reasons: tuple[str, ...]  # 同级（市辖区）, 同省, 同年, 同文种 …
    differs: tuple[str, ...]  # 层级不同：直辖市辖区 …
    shared: int  # indicators that both state
    weight: int

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
    mine, peers = confirmed.get(own.id, ()), []
    for place in places:
        if place == own or not place.province or level_class(place.level) != level_class(own.level):
            continue
        if place.id in confirmed:
            peers.append(_peer(own, place, year, (mine, confirmed[place.id]), shared.get(place.id, 0), people or {}))
    return tuple(sorted(peers, key=lambda peer: (-peer.weight, peer.place.order)))


def _peer(
    own: Place, place: Place, year: int, reports: tuple[Collection[Told], Collection[Told]], shared: int,
    people: Mapping[str, float],
) -> Peer:  # fmt: skip
    mine, theirs = reports
    kinds = _kinds(report for report in mine if report.year == year) & _kinds(theirs)
    years = {report.year for report in theirs}
    alike = {
        "level": f"同级（{own.level}）" if place.level == own.level else "",
        "province": f"同省（{own.province}）" if own.province and place.province == own.province else "",
        "year": f"同有 {year} 年报告" if year in years else "",
        "kind": f"同文种（{'、'.join(DOCUMENT_KINDS[kind] for kind in DOCUMENT_KINDS if kind in kinds)}）"
        if kinds
        else "",
        "whole": "有报告全文" if any(report.edition != Edition.EXCERPT for report in theirs) else "",
        "people": "人口相近" if _near(people.get(own.id), people.get(place.id)) else "",
    }
    differs: tuple[str, ...] = (
        f"层级不同（{place.level}）" if place.level != own.level else "",
        "" if alike["year"] else f"报告年份不同（{'、'.join(map(str, sorted(years)))}）",
    )
    reasons = (*filter(None, alike.values()), *((f"都写了 {shared} 项指标",) if shared else ()))
    differs = (*differs, "" if shared else "还没有两地都写了的指标")
    beside = min(shared, MANY) // (1 if alike["year"] else OTHER_YEAR)
    weight = sum(WEIGHTS[name] for name, words in alike.items() if words) + beside
    return Peer(place, reasons, tuple(filter(None, differs)), shared, weight)


def _kinds(reports: Iterable[Told]) -> set[str]:
    """Return the genres of reports; one that is both tells as a summary and as a disclosure report."""
    kinds = {report.kind for report in reports}
    return kinds | {"summary", "disclosure"} if "both" in kinds else kinds


def _near(one: float | None, other: float | None) -> bool:
    if not one or not other:
        return False
    return max(one, other) <= NEAR * min(one, other)
