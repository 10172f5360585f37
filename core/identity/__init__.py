"""Say what report a text is: place, issuer, year reported on, genre, title, date; with the reason for each in
Chinese.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.identity.genre import kind_of
from core.identity.header import Header, read_header
from core.identity.issuers import declared_issuer, issuer_of, self_named
from core.identity.levels import level_said
from core.identity.masks import is_masked
from core.identity.places import place_of
from core.identity.said import Said, SaidYear
from core.identity.years import year_of
from core.model import DocumentKind, Place
from core.parsing.text import normalise
from core.places import derived
from core.reading.chrome import page_chrome
from core.reading.document import RawDocument

__all__ = ["Identity", "identify", "page_chrome"]

MASKED = Said("", "地区：文中的数字或地名以 X 代替，是脱敏文本，不推定地区")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a text says of itself; a person confirms or corrects it before it counts."""

    place: str  # a key of data/districts.toml; "" when the text does not give it away
    issuer: str  # as declared for the place, else as written; "" when not said
    level: str
    year: int | None  # the year reported on
    kind: DocumentKind
    title: str
    published: str  # ISO date or month
    address: str
    why: tuple[str, ...]  # where each was read, and what a person should look at


def identify(raw: RawDocument | str, name: str, places: Mapping[str, Place]) -> Identity:
    """Return what report ``raw`` is.

    Args:
        name: the file name; the last resort for the year, and for the place.
        places: from ``core.declarations.load_places``; their names and aliases decide the place.

    The year is the one reported on, never the one planned. A text with its figures masked has no place.
    """
    written = raw.raw if isinstance(raw, RawDocument) else raw
    text = normalise(written)
    header = read_header(written, text)
    year = year_of(text, header, name)
    issuer, level = _speaker(header, text)
    place = MASKED if is_masked(text) else place_of(text, header, level, name, places)
    issuer, level = _settled(places.get(place.value) or derived(place.value), issuer, level)
    why = (year.why, place.why, issuer.why, _caution(header, year))
    return Identity(
        place.value, issuer.value, level, year.value, kind_of(text, header.title), header.title, header.published,
        header.address, tuple(reason for reason in why if reason),
    )  # fmt: skip


def _speaker(header: Header, text: str) -> tuple[Said, str]:
    """Return who speaks and from which level; each may give the other away."""
    issuer = issuer_of(header)
    level = level_said(text, issuer.value or header.title)
    if issuer.value:
        return issuer, level
    issuer = self_named(text, level)
    return issuer, level or level_said("", issuer.value)


def _settled(place: Place | None, issuer: Said, level: str) -> tuple[Said, str]:
    """Return issuer and level as declared for the place, where they are."""
    if place is None:
        return issuer, level
    declared = declared_issuer(issuer.value, place)
    if declared:
        return Said(declared.name, issuer.why), declared.level
    known = {place.level, *(i.level for i in place.issuers)}
    return issuer, level if level in known else place.level


def _caution(header: Header, year: SaidYear) -> str:
    if not header.published or not year.value or int(header.published[:4]) >= year.value:
        return ""
    return f"发布日期 {header.published} 早于报告年份 {year.value}，请核对"
