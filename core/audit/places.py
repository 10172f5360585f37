"""The figures of the places that a bulletin lists against the figure of the whole: their sum, where all of it is counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.audit.interval import difference, total
from core.audit.numbers import Number, Page, alike
from core.audit.relation import Kind, Relation, Verdict, related
from core.audit.writing import amount
from core.declarations import load_places
from core.divisions import ZONE, load_divisions
from core.model import Fact, Indicator

COUNTED = ("count", "amount")
FEWEST = 2
Said = tuple[Number, Fact]


def find_sums_of_places(page: Page, indicators: Mapping[str, Indicator]) -> Iterator[Relation]:
    """Yield a check of every count that a document states of its own place and of several within it, at one time.

    More than the whole is for a person to look at, and so is less where every division is listed and no other body;
    else the rest may be of bodies that are not listed.
    """
    inside = _inside(page.document.place)
    others = any(fact.whose for number in page.numbers for fact in number.facts)
    for id, indicator in indicators.items():
        if indicator.kind not in COUNTED:
            continue
        statements = [(number, fact) for number, fact in page.of(id) if number.counts]
        for whole, own in statements:
            if not own.place:
                parts = _parts(statements, whole, own, inside)
                closed = len(parts) == len(inside) and not others
                if len(parts) >= FEWEST and (relation := _judged(page, whole, list(parts.values()), closed)):
                    yield relation


def _inside(place: str) -> set[str]:
    """Return the ids of the divisions right below a place; development zones lie within others and are none of them."""
    declared = load_places()
    own = declared.get(place)
    if own is None or not own.code:
        return set()
    codes = {d.code for d in load_divisions().values() if d.parent == own.code and d.level != ZONE}
    return codes - {p.code for p in declared.values()} | {p.id for p in declared.values() if p.code in codes}


def _parts(statements: list[Said], whole: Number, own: Fact, inside: set[str]) -> dict[str, Number]:
    """Return the figure of each place at the time of the whole; () where one has several, or one is not exact."""
    by_place: dict[str, Number] = {}
    for number, fact in statements:
        fits = fact.period == own.period or fact.period.code == own.period.code
        if not fits or fact.place not in inside or not alike(number.unit, whole.unit):
            continue
        if fact.place in by_place and by_place[fact.place].value != number.value:
            return {}
        by_place[fact.place] = number
    return by_place if whole.interval and all(number.exact for number in by_place.values()) else {}


def _judged(page: Page, whole: Number, parts: list[Number], closed: bool) -> Relation | None:
    computed = total(part.interval for part in parts if part.interval)
    if whole.interval is None:
        return None
    summed = f"所列{len(parts)}个地区之和为{amount(computed.value)}"
    if computed.meets(whole.interval):
        return related(
            page,
            Kind.SUM,
            Verdict.PASS,
            (whole, *parts),
            f"{summed}，与{page.quoted(whole)}一致。",
            computed,
            whole.interval,
        )
    gap = difference(computed, whole.interval).value
    if gap < 0 and not closed:
        return None
    direction = f"多{amount(gap)}" if gap > 0 else f"少{amount(-gap)}"
    words = f"{summed}，比{page.quoted(whole)}{direction}，请核对各地或全域的数字。"
    return related(page, Kind.SUM, Verdict.REVIEW, (whole, *parts), words, computed, whole.interval)
