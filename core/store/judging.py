"""What people say of the indicators that were suggested for a number. Only a yes makes a figure of it: a correction,
and with it a word that is proposed to whoever looks after the lexicon.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, Row, func, insert, select

from core.errors import StoreError
from core.facts import RECOGNISED
from core.model import Indicator, Role, Status
from core.store import schema
from core.store.correcting import LONGEST_NAME, answered_for, lay, take_effect, there
from core.store.engine import Store, open_store, reading, writing
from core.store.journal import Change, of_reports, recorded
from core.store.queries import frame_of
from core.store.records import declared_in, filed_as, now
from core.store.versions import remembered
from core.visible import has_invisible

TABLE, FACTS = schema.judgements, schema.facts
ACCEPTED, NO_INDICATOR, REJECTED, NOTED, RIGHT, WRONG, ASKED = (
    "accepted", "no_indicator", "rejected", "noted", "right", "wrong", "asked",
)  # fmt: skip
JUDGED = {
    ACCEPTED: "采用", NO_INDICATOR: "不是指标", REJECTED: "都不对", NOTED: "备注，留待再看", ASKED: "请同事看",
    RIGHT: "读得对", WRONG: "读错了",
}  # fmt: skip
NAMING = (ACCEPTED, RIGHT, WRONG)  # what names an indicator
SIGNED = ("value", "low", "high")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says of one number."""

    report: str
    start: int
    end: int
    verdict: str  # of JUDGED
    seen: str = ""  # the indicator that the number was claimed as when it was looked at, "" for none
    indicator: str = ""  # what it is of, where accepted
    part: str = ""  # of the whole, "" for the whole itself
    wording: str = ""  # the words that the lexicon did not know
    asked: str = ""  # the colleague who is to look at it


def judge(judgement: Judgement, *, who: str, why: str, store: Store | None = None) -> str:
    """Note what a person says of a number. Return the data version.

    What is accepted becomes a correction; what is claimed and called wrong is taken out of its indicator.

    Raises:
        StoreError: the number is not there or reads otherwise by now, the verdict or the indicator is not known, or
            nobody answers for it.
    """
    answered_for(who, why or JUDGED.get(judgement.verdict, ""))
    store = store or open_store()
    declared = declared_in(store.data)
    named = judgement.indicator in declared.indicators if judgement.verdict in NAMING else not judgement.indicator
    if judgement.verdict not in JUDGED or not named:
        raise StoreError(f"结论“{judgement.verdict}”或指标“{judgement.indicator}”不认识，没有改动。")
    if (
        has_invisible(judgement.part + judgement.wording + judgement.asked)
        or len(judgement.part) > LONGEST_NAME
        or len(judgement.wording) > LONGEST_NAME
    ):
        raise StoreError(f"分项和新说法请各不超过 {LONGEST_NAME} 字，且没有看不见的字符。")
    if (judgement.verdict == ASKED) != bool(judgement.asked.strip()) or len(judgement.asked) > LONGEST_NAME:
        raise StoreError(f"请写明请哪位同事看，不超过 {LONGEST_NAME} 字。")
    if judgement.verdict == ACCEPTED and not judgement.part and declared.indicators[judgement.indicator].only_parts:
        raise StoreError(f"{declared.indicators[judgement.indicator].name}只有各类的数，请写明这是其中哪一类。")
    with writing(store) as connection:
        there(connection, judgement.report)
        fact = _fact(connection, judgement)
        filing = filed_as(connection, judgement.report)
        if _is_said_already(connection, judgement, fact):
            return remembered(connection, "data_version")
        title = filing.title or judgement.report
        name = declared.indicators[judgement.indicator].name if judgement.indicator else ""
        answer = "，".join(filter(None, (JUDGED[judgement.verdict], name, judgement.part, judgement.asked)))
        change = Change(
            "judge", f"fact {judgement.report} {judgement.start} {judgement.end} indicator", title, who, why
        )
        was = declared.indicators[judgement.seen].name if judgement.seen in declared.indicators else "未归类"
        change.before, change.after = f"{fact.written} {was}", f"{fact.written} {answer}"
        change.words = [f"{who} 核对了《{title}》中的一个数字：{answer}"]
        scope = {**of_reports(judgement.report), TABLE.name: TABLE.c.report == judgement.report}
        with recorded(connection, change, scope):
            connection.execute(insert(TABLE).values(_values(judgement, fact, who, why)))
            if judgement.verdict in (ACCEPTED, RIGHT) and RECOGNISED in fact.caveats.split(";"):
                _confirm(connection, judgement, who, why)
            if judgement.verdict == ACCEPTED:
                _accept(connection, judgement, fact, declared.indicators[judgement.indicator], who, why)
            elif judgement.verdict in (NO_INDICATOR, WRONG) and fact.indicator:
                _take_out(connection, judgement, who, why)
            take_effect(connection, judgement.report, filing, declared)
        return change.version


def judgements(*, every: bool = False, store: Store | None = None) -> pd.DataFrame:
    """Return the last word on each number that anybody looked at, or ``every`` word; oldest first."""
    asked = select(TABLE).order_by(TABLE.c.id)
    if not every:
        last = select(func.max(TABLE.c.id)).group_by(TABLE.c.report, TABLE.c.start, TABLE.c.end)
        asked = asked.where(TABLE.c.id.in_(last))
    with reading(store or open_store()) as connection:
        return frame_of(connection, asked)


def proposed_words(*, store: Store | None = None) -> pd.DataFrame:
    """Return what was accepted with words that the lexicon does not know: indicator, wording, example, who, made_at."""
    columns = [TABLE.c[name] for name in ("indicator", "part", "wording", "example", "written", "who", "made_at")]
    asked = select(*columns).where(TABLE.c.verdict == ACCEPTED, TABLE.c.wording != "")
    with reading(store or open_store()) as connection:
        return frame_of(connection, asked.order_by(TABLE.c.indicator, TABLE.c.id))


def _fact(connection: Connection, judgement: Judgement) -> Row:
    here = (FACTS.c.document == judgement.report, FACTS.c.start == judgement.start, FACTS.c.end == judgement.end)
    fact = connection.execute(select(FACTS).where(*here, FACTS.c.indicator == judgement.seen)).first()
    if fact is None:
        raise StoreError("这个数字的读法刚刚变过，或已有人改过；没有改动，请刷新页面后再看。")
    return fact


def _is_said_already(connection: Connection, judgement: Judgement, fact: Row) -> bool:
    """Return whether this was the last word on the number, and it still reads so."""
    if judgement.verdict in (NOTED, ASKED) or judgement.verdict in (NO_INDICATOR, WRONG) and fact.indicator:
        return False
    if judgement.verdict == ACCEPTED and (fact.indicator, fact.part) != (judgement.indicator, judgement.part):
        return False
    here = (TABLE.c.report == judgement.report, TABLE.c.start == judgement.start, TABLE.c.end == judgement.end)
    last = connection.execute(select(TABLE).where(*here).order_by(TABLE.c.id.desc())).first()
    return last is not None and (last.verdict, last.indicator, last.part) == (
        judgement.verdict,
        judgement.indicator,
        judgement.part,
    )


def _values(judgement: Judgement, fact: Row, who: str, why: str) -> dict[str, object]:
    names = ("report", "start", "end", "verdict", "indicator", "part", "wording", "asked")
    values = {name: getattr(judgement, name) for name in names}
    return values | {"written": fact.written, "example": fact.quote, "who": who.strip(), "why": why, "made_at": now()}


def _confirm(connection: Connection, judgement: Judgement, who: str, why: str) -> None:
    """Lay down that a figure, as it is said of what it is said of now, was held against its picture."""
    key: dict[str, int | str] = {"start": judgement.start, "end": judgement.end, "indicator": judgement.seen}
    lay(connection, judgement.report, RECOGNISED, "待核", "已与原件核对", who, why or JUDGED[judgement.verdict], **key)


def _take_out(connection: Connection, judgement: Judgement, who: str, why: str) -> None:
    """Lay down the correction that takes a number out of its indicator."""
    key: dict[str, int | str] = {"start": judgement.start, "end": judgement.end, "indicator": judgement.seen}
    lay(connection, judgement.report, "indicator", judgement.seen, "", who, why or JUDGED[judgement.verdict], **key)


def _accept(connection: Connection, judgement: Judgement, fact: Row, indicator: Indicator, who: str, why: str) -> None:
    """Lay down the corrections that make a number a figure of an indicator, in the unit and with the sign it has."""
    reason = why or JUDGED[ACCEPTED]
    key: dict[str, int | str] = {"start": judgement.start, "end": judgement.end, "indicator": judgement.indicator}
    if fact.indicator != judgement.indicator:
        own = key | {"indicator": fact.indicator}
        lay(connection, judgement.report, "indicator", fact.indicator, judgement.indicator, who, reason, **own)
    if fact.part != judgement.part:
        lay(connection, judgement.report, "part", fact.part, judgement.part, who, reason, **key)
    if not fact.unit and fact.status == Status.STATED:
        lay(connection, judgement.report, "unit", "", indicator.unit, who, reason, **key)
    if indicator.of_change and fact.role == Role.CHANGE:  # 时限压缩60% is 60 of what says so itself
        for name in SIGNED:
            value = getattr(fact, name)
            if value is not None and value < 0:
                lay(connection, judgement.report, name, f"{value:.15g}", f"{-value:.15g}", who, reason, **key)
