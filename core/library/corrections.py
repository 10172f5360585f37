"""Corrections that people ask for, in the words of the screen: made one by one, or refused with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core import store
from core.declarations import load_indicators
from core.errors import DuibiaoError, StoreError
from core.store import FACT_FIELDS, REPORT_FIELDS, Store
from core.words import BOUNDS, ROLES


@dataclass(frozen=True, slots=True)
class Asked:
    """One correction that a person asks for."""

    number: str  # of a fact, or of a report
    field: str  # in the words of FACT_FIELDS or REPORT_FIELDS
    after: str
    who: str
    why: str
    before: str = ""  # what the person believes stands there; "" when not said
    line: int = 0  # of the sheet


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it."""

    asked: Asked
    changed: bool
    refused: bool
    words: str


def apply(asked: Asked, store_: Store | None = None) -> Outcome:
    """Make one correction; what cannot be made is said and changes nothing."""
    try:
        before = store.data_version(store=store_)
        _correct(asked, store_)
    except DuibiaoError as error:
        return Outcome(asked, False, True, str(error))
    changed = store.data_version(store=store_) != before
    return Outcome(asked, changed, False, "已更正" if changed else "与现有的相同，没有改动")


def _correct(asked: Asked, store_: Store | None) -> None:
    signed: dict[str, Any] = {"who": asked.who, "why": asked.why, "store": store_}
    fact = _code(asked.field, FACT_FIELDS)
    if ":" not in asked.number:
        field = _code(asked.field, REPORT_FIELDS)
        if not field:
            raise StoreError(f"报告没有“{asked.field}”这一项可以更正。可用：{'、'.join(REPORT_FIELDS.values())}。")
        year = field == "year"
        if year and not asked.after.isdecimal():
            raise StoreError(f"“{asked.after}”不是年份，请写四位数字。")
        signed[field] = int(asked.after) if year else asked.after
        store.correct_report(asked.number, **signed)
        return
    if not fact:
        raise StoreError(f"数字没有“{asked.field}”这一项可以更正。可用：{'、'.join(FACT_FIELDS.values())}。")
    known = store.facts(document=asked.number.rsplit(":", 2)[0], store=store_)
    facts = known[(known["fact_id"] == asked.number) & (known["start"] >= 0)]
    if facts.empty:
        raise StoreError(f"没有编号为 {asked.number} 的数字，请从“事实”表抄编号。")
    row = facts.iloc[0]
    code = code_of(row[fact])
    stands = in_words(fact, code)
    if asked.before and asked.before != stands:
        raise StoreError(f"原值现在是“{stands}”，不是“{asked.before}”：可能已有人改过，请核对后再改。")
    store.correct_fact(
        row["document"],
        int(row["start"]),
        int(row["end"]),
        row["indicator"],
        field=fact,
        after=_as_code(fact, asked.after),
        seen=code,
        **signed,
    )


def code_of(value: object) -> str:
    """Return what stands in a column of a fact as a correction writes it: "" where there is none.

    >>> code_of(98.5), code_of(float("nan")), code_of(None), code_of("件")
    ('98.5', '', '', '件')
    """
    if value is None or value != value:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _code(words: str, fields: dict[str, str]) -> str:
    by_words = {name: code for code, name in fields.items()}
    return by_words.get(words) or (words if words in fields else "")


def values_of(field: str) -> dict[str, str]:
    """Return code → words of the values of a field that are written as codes in the store."""
    if field == "indicator":
        return {id: indicator.name for id, indicator in load_indicators().items()}
    return {str(code): words or "准确" for code, words in {"bound": BOUNDS, "role": ROLES}.get(field, {}).items()}


def _as_code(field: str, words: str) -> str:
    """Return what the store writes for what a person wrote.

    Raises:
        StoreError: a field that is written as codes has no such value; the sentence names those it has.
    """
    values = values_of(field)
    codes = {name: code for code, name in values.items()}
    if not values or not words or words in values or words in codes:
        return codes.get(words, words)
    if field == "indicator":
        raise StoreError(f"没有叫“{words}”的指标。请照指标字典写名称；不属于任何指标的留空。")
    raise StoreError(f"“{words}”不认识。可用：{'、'.join(codes)}。")


def in_words(field: str, code: str) -> str:
    """Return the word that people write for a code of a field."""
    return values_of(field).get(code, code)
