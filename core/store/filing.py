"""Under whose name and year a report is filed, as a person or ``sources.toml`` says."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlsplit

from core.declarations import LEVELS
from core.errors import StoreError
from core.identity import identify
from core.identity.gazetteer import places_in
from core.identity.issuers import declared_issuer
from core.identity.press import is_press
from core.model import Document, DocumentKind, Edition, Place, Trust
from core.parsing.text import normalise
from core.places import derived, id_of, place_with
from core.reading.document import RawDocument, refusal
from core.visible import has_invisible

YEARS = range(1990, 2101)
GOVERNMENT = "gov.cn"
LONGEST = {"issuer": 200, "title": 300, "published": 40, "address": 1000, "note": 2000}  # characters


@dataclass(frozen=True, slots=True)
class Filing:
    """The identity of a report. Wrong words are refused in ``checked``."""

    place: str  # a key of data/districts.toml; "" when unknown
    issuer: str
    level: str
    year: int
    kind: str
    title: str
    published: str = ""
    address: str = ""
    edition: str = Edition.ORIGINAL.value
    trust: str = Trust.OFFICIAL.value
    note: str = ""


FIELDS = tuple(field.name for field in fields(Filing))
IDENTIFIED = ("place", "issuer", "level", "year", "kind", "title", "published", "address")
CORRECTABLE = tuple(name for name in FIELDS if name not in ("edition", "trust"))  # trust: see confirm_report
FIELD_WORDS = {
    "place": "地区", "issuer": "发布单位", "level": "行政层级", "year": "年份", "kind": "文种", "title": "标题",
    "published": "发布日期", "address": "网址", "edition": "版本", "trust": "来源", "note": "备注",
}  # fmt: skip


def propose(raw: RawDocument, places: Mapping[str, Place], **chosen: str | int) -> Filing:
    """Return the identity that a text gives away, with what a person chose in its place.

    Args:
        chosen: fields of ``Filing``; the place may be an id, a name or an alias.

    Raises:
        DocumentError: neither the text nor the person says the year.
        StoreError: a chosen word is not known.
    """
    identity = identify(raw, raw.name, places)
    fields: dict[str, Any] = {name: getattr(identity, name) for name in IDENTIFIED}
    if "place" in chosen:
        chosen["place"] = place_called(str(chosen["place"]), places)
        if chosen["place"] != identity.place:  # what was read of the issuer stays, as the chosen place calls it
            issuer = chosen["place"] and declared_issuer(identity.issuer, place_with(str(chosen["place"]), places))
            fields |= {"issuer": issuer.name if issuer else identity.issuer, "level": ""}
    fields |= chosen
    fields |= {"edition": Edition.RECOGNISED.value} if raw.recognised else {}
    fields.setdefault("trust", trust_of(raw.raw, str(fields["address"])))
    if not fields["year"]:
        raise refusal(raw.name, "没有找到报告年份", "请指明年份（命令行加 --year 2023）")
    return checked(Filing(**fields | {"kind": str(fields["kind"])}), places)


def as_read(raw: RawDocument, filing: Filing) -> Filing:
    """Return a filing that says so where a machine read the file from pictures, whatever a person chose."""
    return replace(filing, edition=Edition.RECOGNISED.value) if raw.recognised else filing


def trust_of(text: str, address: str) -> str:
    """Return how far a text may be trusted that nobody answers for: official only where a government's site has it.

    A press text, a copy on another site and a text of which nobody says where it stood are to be confirmed (待核).
    """
    host = urlsplit(address).hostname or ""
    of_government = host == GOVERNMENT or host.endswith("." + GOVERNMENT)
    return Trust.OFFICIAL.value if of_government and not is_press(normalise(text)) else Trust.PENDING.value


def doubts(raw: RawDocument, filing: Filing, places: Mapping[str, Place]) -> tuple[str, ...]:
    """Return what a person should look at before a filing counts, in sentences."""
    read = identify(raw, raw.name, places).place
    remarks = []
    if filing.place and read and read != filing.place:
        about, chosen = place_with(read, places), place_with(filing.place, places)
        remarks.append(
            f"注意：正文讲的是{about.name}，不是指定的{chosen.name}；其中的数字不是{chosen.short_name}的，请核对"
        )
    if is_press(normalise(raw.raw)):
        remarks.append("来源：这是媒体报道，按待核归档，确认前不参与比较")
    elif filing.trust == Trust.PENDING:
        remarks.append(
            "来源：没有政府网站的网址，按待核归档，确认前不参与比较；确属官方原文的，请指明（命令行加 --trust official）"
        )
    return tuple(remarks)


def place_called(written: str, places: Mapping[str, Place]) -> str:
    """Return the id of the place that is called so, "" for none.

    Raises:
        StoreError: no place is called so, or several are.
    """
    called = {name: p.id for p in places.values() for name in (*p.aliases, p.short_name, p.name, p.id)}
    if not written or written in called:
        return called.get(written, "")
    if derived(written):
        return written
    named = places_in(written)[-1:]
    if len(named) == 1 and named[0].end == len(written):
        if len(named[0].divisions) == 1:
            return id_of(named[0].id, places)
        raise StoreError(f"叫“{written}”的有 {len(named[0].divisions)} 处，请写全称：{named[0].words}。")
    near = difflib.get_close_matches(written, called, n=1)
    hint = f"是否想写“{near[0]}”？" if near else ""
    raise StoreError(f"地区“{written}”不认识。{hint}请写全国任一县级以上地方的名称、其下的开发区或街镇，或它的代码。")


def checked(filing: Filing, places: Mapping[str, Place]) -> Filing:
    """Return ``filing`` with its level filled in where the declarations know it.

    Raises:
        StoreError: a word that is not among the known ones, with the nearest that is.
    """
    if filing.place and filing.place not in places:
        place_called(filing.place, places)  # refuses, and says what is near
    _one_of("level", filing.level, LEVELS)
    _one_of("kind", filing.kind, tuple(DocumentKind))
    _one_of("edition", filing.edition, tuple(Edition))
    _one_of("trust", filing.trust, tuple(Trust))
    for name in ("issuer", "title", "published", "address", "note"):
        if has_invisible(getattr(filing, name).replace("\n", "")):
            raise StoreError(f"{FIELD_WORDS[name]}里有看不见的字符，请删除后重写。")
        if len(getattr(filing, name)) > LONGEST[name]:
            raise StoreError(
                f"{FIELD_WORDS[name]}有 {len(getattr(filing, name))} 字，太长，请不超过 {LONGEST[name]} 字。"
            )
    if filing.year not in YEARS:
        raise StoreError(f"年份 {filing.year} 不像报告年份，请改成四位数的年份，例如 2023。")
    values = {name: getattr(filing, name) for name in FIELDS}
    values |= {name: str(values[name]) for name in ("kind", "edition", "trust")}  # enumerations as their words
    values["level"] = filing.level or _declared_level(filing, places)
    return Filing(**values)


def report_id(filing: Filing, raw: RawDocument) -> str:
    """Return the id of an imported report: readable, stable, and its file's own."""
    return f"{filing.place or 'report'}-{filing.year}-{raw.sha256[:8]}"


def document_of(report: str, filing: Filing, raw: str) -> Document:
    """Return the document to be read for a filed report."""
    return Document(
        id=report, place=filing.place, issuer=filing.issuer, level=filing.level, year=filing.year,
        kind=DocumentKind(filing.kind), title=filing.title, published=filing.published, address=filing.address,
        edition=Edition(filing.edition), trust=Trust(filing.trust), raw=raw, text=normalise(raw),
    )  # fmt: skip


def _declared_level(filing: Filing, places: Mapping[str, Place]) -> str:
    if filing.place not in places:
        return ""
    place = places[filing.place]
    of_issuer = (i.level for i in place.issuers if filing.issuer == i.name or filing.issuer in i.aliases)
    return next(of_issuer, place.level)


def _one_of(field: str, written: str, known: tuple[str, ...]) -> None:
    if written in known:
        return
    near = difflib.get_close_matches(written, known, n=1)
    hint = f"是否想写“{near[0]}”？" if near else ""
    listed = "、".join(str(word) for word in known if word)
    raise StoreError(f"{FIELD_WORDS[field]}“{written}”不认识。{hint}可用：{listed}。")
