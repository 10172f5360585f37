"""What people correct of a report and of its numbers, each with who, when and why."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, select

from core.errors import StoreError
from core.facts import NUMBER
from core.model import Bound, Role
from core.plain import HOW, is_plain
from core.store.engine import Store, open_store, writing
from core.store.filing import CORRECTABLE, FIELD_WORDS, Filing, checked
from core.store.importing import refuse_twins
from core.store.journal import Change, of_reports, recorded
from core.store.overlay import FACT_FIELDS
from core.store.records import Declared, clock, declared_in, file_report, filed_as, now, read_again, settle_replacements
from core.store.schema import corrections, facts, reports
from core.store.versions import remembered
from core.visible import has_invisible

LONGEST_NAME, LONGEST_REASON, LONGEST_VALUE = 60, 500, 200  # characters
MONTH = r"\d{4}-(?:0[1-9]|1[0-2])"
PERIOD = re.compile(rf"\d{{4}}|{MONTH}(?:/{MONTH})?")


def correct_report(report: str, *, who: str, why: str, store: Store | None = None, **changes: str | int) -> str:
    """Correct place, issuer, level, year, kind, title … of a report and read it again. Return the data version.

    Raises:
        SameReportError: with this identity it would be a second file of another report.
        StoreError: a field or word that is not known.
    """
    answered_for(who, why)
    for field in changes:
        if field not in CORRECTABLE:
            known = "、".join(f"{FIELD_WORDS[name]}（{name}）" for name in CORRECTABLE)
            raise StoreError(f"报告没有“{field}”这一项可以更正。可用：{known}。")
    store = store or open_store()
    declared = declared_in(store.data)
    with writing(store) as connection:
        there(connection, report)
        before = filed_as(connection, report)
        wanted: dict[str, Any] = dict(changes)
        after = checked(_relevelled(replace(before, **wanted), changes), declared.places)
        changed = [field for field in CORRECTABLE if getattr(before, field) != getattr(after, field)]
        if not changed:
            return remembered(connection, "data_version")
        _refuse_double(connection, report, after)
        title, fields = after.title or report, "、".join(FIELD_WORDS[field] for field in changed)
        was, now_is = (
            "；".join(f"{FIELD_WORDS[f]} {getattr(filing, f)}" for f in changed) for filing in (before, after)
        )
        words = [f"{who} 更正了《{title}》的{fields}"]
        change = Change("filing", f"filing {report}", title, who, why, was, now_is, words=words)
        with recorded(connection, change, of_reports(report)):
            for field in changed:
                lay(connection, report, field, str(getattr(before, field)), str(getattr(after, field)), who, why)
            take_effect(connection, report, after, declared)
        return change.version


def correct_fact(
    report: str, start: int, end: int, indicator: str, *,
    field: str, after: str, who: str, why: str, seen: str | None = None, store: Store | None = None,
) -> str:  # fmt: skip
    """Correct one column of the fact that stands at these offsets. Return the data version.

    Args:
        indicator: what the fact is said of now, "" for 未归类.
        field: one of ``FACT_FIELDS``; ``indicator`` set to "" takes a wrongly read number out of its indicator.
        after: as text; "" for a value that is masked.
        seen: what the person saw there, as text; None where he was shown nothing.

    Raises:
        StoreError: no fact stands there, somebody has corrected it since it was seen, or the field or word is not known.
    """
    answered_for(who, why)
    store = store or open_store()
    declared = declared_in(store.data)
    _check_fact_field(field, after, declared)
    with writing(store) as connection:
        there(connection, report)
        key: dict[str, int | str] = {"start": start, "end": end, "indicator": indicator}
        fact = connection.execute(
            select(facts.c[field]).where(facts.c.document == report, *(facts.c[n] == v for n, v in key.items()))
        ).first()
        if fact is None:
            raise StoreError(f"{report} 的第 {start}–{end} 字处没有这个数字，无从更正；请刷新页面后再试。")
        before = "" if fact[0] is None else f"{fact[0]:.15g}" if field in NUMBER else fact[0]
        if seen is not None and seen != before:
            raise StoreError(_overtaken(connection, report, field, before, key))
        if before == after:
            return remembered(connection, "data_version")
        filing = filed_as(connection, report)
        title, target = filing.title or report, f"fact {report} {start} {end} {field}"
        sentence = f"{who} 更正了《{title}》中的一个数字：{FACT_FIELDS[field]}由“{before}”改为“{after}”"
        was, now_is = (f"{FACT_FIELDS[field]} {value}" for value in (before, after))
        change = Change("fact", target, title, who, why, was, now_is, words=[sentence])
        with recorded(connection, change, of_reports(report)):
            lay(connection, report, field, before, after, who, why, **key)
            take_effect(connection, report, filing, declared)
        return change.version


def answered_for(who: str, why: str) -> None:
    """Raise StoreError unless a person answers, with a reason, both of a length that fits a line."""
    if not who.strip() or not why.strip():
        raise StoreError("请写明是谁、为什么，以便日后查对。")
    if has_invisible(who + why):
        raise StoreError("姓名或理由里有看不见的字符，请删除后重写。")
    if len(who) > LONGEST_NAME or len(why) > LONGEST_REASON:
        raise StoreError(f"姓名请不超过 {LONGEST_NAME} 字，理由请不超过 {LONGEST_REASON} 字。")


def there(connection: Connection, report: str) -> None:
    """Raise StoreError unless the report is stored."""
    if connection.scalar(select(reports.c.id).where(reports.c.id == report)) is None:
        raise StoreError(f"没有编号为 {report} 的报告，无从更正。")


def _relevelled(filing: Filing, changes: dict[str, str | int]) -> Filing:
    """Return the filing with the level left to the declarations when place or issuer moved and no level was said."""
    moved = "place" in changes or "issuer" in changes
    return replace(filing, level="") if moved and "level" not in changes else filing


def _refuse_double(connection: Connection, report: str, filing: Filing) -> None:
    origin = connection.scalar(select(reports.c.origin).where(reports.c.id == report))
    if origin == "imported":
        refuse_twins(connection, filing, report)


def lay(
    connection: Connection, report: str, field: str, before: str, after: str, who: str, why: str, **key: int | str
) -> None:
    """Write down one correction in the open transaction; ``take_effect`` makes it count."""
    values = {"report": report, "field": field, "before": before, "after": after, "who": who, "why": why}
    connection.execute(insert(corrections).values(values | key | {"made_at": now()}))


def _overtaken(connection: Connection, report: str, field: str, stands: str, key: dict[str, int | str]) -> str:
    """Return who corrected a fact since a person looked at it."""
    same = (corrections.c.report == report, corrections.c.field == field)
    asked = select(corrections.c.who, corrections.c.made_at).where(*same, corrections.c.start == key["start"])
    last = connection.execute(asked.order_by(corrections.c.id.desc())).first()
    by = f"{last.who} 在 {clock(last.made_at)} 已改为" if last else "现在是"
    return f"这个数字的{FACT_FIELDS[field]}，{by}“{stands}”，与您看到的不同；没有改动，请核对后再改。"


def take_effect(connection: Connection, report: str, filing: Filing, declared: Declared) -> None:
    """Read a report again with what people corrected of it."""
    file_report(connection, report, filing, declared, {})
    read_again(connection, report, declared)
    settle_replacements(connection)


def _check_fact_field(field: str, after: str, declared: Declared) -> None:
    if field not in FACT_FIELDS:
        raise StoreError(
            f"数字没有“{field}”这一项可以更正。可用：{'、'.join(f'{words}（{name}）' for name, words in FACT_FIELDS.items())}。"
        )
    known = {"indicator": ("", *declared.indicators), "bound": tuple(Bound), "role": tuple(Role)}
    if field in known and after not in known[field]:
        raise StoreError(f"“{after}”不认识。可用：{'、'.join(word for word in known[field] if word)}。")
    if field in NUMBER and after and not is_plain(after):
        raise StoreError(f"“{after[:40]}”不是数字。{HOW}。")
    if has_invisible(after):
        raise StoreError("改后的内容里有看不见的字符，请删除后重写。")
    if len(after) > LONGEST_VALUE:
        raise StoreError(f"改后的内容请不超过 {LONGEST_VALUE} 字。")
    if field == "period" and not PERIOD.fullmatch(after):
        raise StoreError(f"“{after}”不是统计期，请写成 2023、2023-09 或 2023-04/2023-12。")
