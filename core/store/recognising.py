"""Propose how a file is to be filed: what its text says, and where it is silent, the digest whose figures it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import Connection, Row, select, text

from core.identity import identify
from core.model import Status, Trust
from core.places import Gazetteer
from core.reading import RawDocument
from core.store.engine import Store, open_store, reading
from core.store.filing import Filing, document_of, doubts, propose
from core.store.overlay import Row as OfFact
from core.store.placing import known_places
from core.store.records import declared_in, read_rows
from core.store.schema import SHIPPED, facts, reports

SAME_FIGURES = 0.9  # of the longer of the two texts
ENOUGH_FIGURES = 8
DECLARED = ("place", "issuer", "level", "kind")  # taken over from the digest
FILLED = ("title", "published", "address")  # taken over where the text does not say it
Figure = tuple[float | None, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """An identity for a person to confirm, and where each part of it was read."""

    filing: Filing
    why: tuple[str, ...]


def propose_filing(raw: RawDocument, *, store: Store | None = None, **chosen: str | int) -> Proposal:
    """Return the identity that a file gives away, with what a person chose in its place.

    A text that names neither place nor issuer is known by its figures when a shipped digest has the same ones.

    Raises:
        DocumentError: neither the text nor the person says the year.
        StoreError: a chosen word is not known.
    """
    store = store or open_store()
    places = known_places(store)
    filing = propose(raw, places, **chosen)
    as_written = Proposal(filing, identify(raw, raw.name, places).why)
    read = partial(read_rows, document_of("new", filing, raw.raw), declared_in(store.data))
    return held_against_digests(raw, as_written, chosen, read, places, store)


def held_against_digests(
    raw: RawDocument,
    as_written: Proposal,
    chosen: Iterable[str],
    read: Callable[[], list[OfFact]],
    places: Gazetteer,
    store: Store,
) -> Proposal:
    """Return what a text says of itself, completed by the shipped digest that has the same figures, with what to look at.

    Args:
        chosen: the fields that a person chose: they stay.
        read: reads the text under that identity, where it matters.
    """
    filing, why = as_written.filing, as_written.why
    chosen = {name: getattr(filing, name) for name in chosen}  # the place by its id
    digest = None if filing.trust == Trust.OFFICIAL else _digest_with_figures_of(read(), filing.year, store)
    if digest is None or any(chosen.get(name, getattr(digest, name)) != getattr(digest, name) for name in DECLARED):
        return Proposal(filing, (*why, *doubts(raw, filing, places)))
    whole = bool(filing.place and filing.issuer)
    if whole and filing.place != digest.place:
        return Proposal(filing, (*why, *doubts(raw, filing, places)))
    known = {} if whole else {name: getattr(digest, name) for name in DECLARED}
    known |= {name: getattr(filing, name) or getattr(digest, name) for name in FILLED}
    if digest.trust == Trust.OFFICIAL:
        known["trust"] = digest.trust
    filing = replace(filing, **known | {name: getattr(filing, name) for name in chosen})
    alike = f"数字与摘编 {digest.id} 相同，按它的官方原文归档，请核对"
    remark = alike if whole else f"文中没有写全地区和发布单位；{alike}"
    return Proposal(filing, (*why, remark, *doubts(raw, filing, places)))


def _digest_with_figures_of(rows: list[OfFact], year: int, store: Store) -> Row | None:
    figures = _figures((row["start"], row["value"], row["unit"]) for row in rows if row["status"] != "gap")
    if figures.total() < ENOUGH_FIGURES:
        return None
    with reading(store) as connection:
        digests = connection.execute(
            select(reports.c.id, *(reports.c[name] for name in ("trust", *DECLARED, *FILLED))).where(
                text(SHIPPED), reports.c.year == year
            )
        ).all()
        alike = [(_likeness(figures, _stored_figures(connection, digest.id)), digest) for digest in digests]
    share, best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return best if share >= SAME_FIGURES else None


def _stored_figures(connection: Connection, report: str) -> Counter[Figure]:
    asked = select(facts.c.start, facts.c.value, facts.c.unit)
    return _figures(
        connection.execute(asked.where(facts.c.document == report, facts.c.status.in_(list(map(str, Status)))))
    )


def _figures(stated: Iterable[tuple[int, float | None, str]]) -> Counter[Figure]:
    """Return each figure once, however many indicators it is said of; a masked one is its unit alone."""
    distinct = {(start, None if value is None or value != value else value, unit) for start, value, unit in stated}
    return Counter((value, unit) for _, value, unit in distinct)


def _likeness(one: Counter[Figure], other: Counter[Figure]) -> float:
    return (one & other).total() / max(one.total(), other.total(), 1)
