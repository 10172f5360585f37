"""写前自检: what in a draft cannot be read one way alone, and how to write it; what others state and it does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from core.analysis.rows import Row, rows_of
from core.audit import Kind, Verdict
from core.audit.suspicions import Finding, findings_of
from core.audit.words import KINDS, VERDICTS
from core.facts import facts_frame
from core.model import Document, DocumentKind, Indicator, Place, Role, Status, Trust
from core.pipeline import read_facts
from core.words import CAVEATS

SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]?")
# what a remark of a caveat is called, and how the sentence is written clearly; no number is ever made up
CLEARLY = {
    "contradictory_hedge": ("措辞", "只留一个修饰语：“近…”或“…余”；有准确数的，直接写准确数。"),
    "exact_hedged": ("措辞", "数字已写到个位，删去“余”；不是准确数的，只写到十位或百位再加“余”。"),
    "since_unknown": ("统计期", "写明从何时起：“自____年____月以来累计…”，并另写当年数。"),
    "span_unknown": ("统计期", "写明年月：“____年____月”。"),
    "change_unit_unclear": ("措辞", "写“提高____个百分点（由____%到____%）”；确是相对变化的，写“比上年的____增长____%”。"),
    "unit_lost": ("措辞", "在数字后补上量词：件、项、次、个。"),
    "may_hold_carried": ("口径", "分开写：“新收____件，上年结转____件”。"),
    "since_launch": ("统计期", "另写当年数：“其中____年____件”。"),
}  # fmt: skip
OF_FINDING = {
    KINDS[Kind.HEDGE]: CLEARLY["contradictory_hedge"][1],
    KINDS[Kind.LOST]: "补上数字；确实没有的，写“未收到…”，不留量词。",
    KINDS[Kind.UNIT]: CLEARLY["change_unit_unclear"][1],
    KINDS[Kind.TORN]: "数字写在同一行，中间不留空格。",
    KINDS[Kind.TABLE]: "写全表头，使每一列说清是什么、单位是什么。",
}
CORRECT = "核对底数后改正其中一处；确有原因的，写明原因（统计时点、口径不同等）。"
VAGUE_TIME = re.compile(r"近年来|近几年来?|近[两三五]年来?|一段时期以来")
SCOPE = re.compile(
    r"全[省市区县州旗镇乡国]|本级|[市县区省]直|各[级地县区镇乡]|辖区|大厅|本[单机]|[我本][局委办中]|本中心|街道"
)
SOUGHT = (Verdict.ERROR, Verdict.REVIEW, Verdict.WORDING)
LEAST_BODIES = 3  # that state an indicator before its absence is worth a word
MOST_ABSENT = 20
MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Remark:
    """What should be looked at in a draft before it is published."""

    kind: str  # 有误, 待核, 措辞, 统计期, 口径, 统计范围, 年份
    words: str  # what is wrong or unclear
    instead: str  # a clear way to write it, with blanks for numbers
    start: int = -1  # in the text of the draft, −1 where it is about the whole
    end: int = -1
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Absent:
    """An indicator that others state and a draft does not."""

    indicator: str
    name: str
    bodies: int  # that state it
    definition: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it was read."""

    document: Document
    remarks: tuple[Remark, ...]
    passed: int  # relations that hold
    figures: int
    stated: frozenset[str]  # indicators of which it says anything


def check_draft(
    document: Document, indicators: dict[str, Indicator], places: Mapping[str, Place], dated: bool = True
) -> Draft:
    """Return what should be looked at in a draft, in the order of its text.

    Args:
        document: the draft.
        indicators: what is declared.
        places: all places.
        dated: the year is the draft's own, not one that stands in for it.
    """
    rows = [
        row for row in rows_of(facts_frame([(document, read_facts(document, indicators))], places)) if row.start >= 0
    ]
    findings = findings_of(document, indicators)
    remarks = [
        *_of_findings(document, findings),
        *_of_caveats(document, rows),
        *_of_time(document),
        *_of_year(document, dated),
        *_of_scope(document, rows, indicators),
    ]
    return Draft(
        document,
        tuple(sorted(_once(remarks), key=lambda remark: remark.start)),
        sum(finding.verdict is Verdict.PASS for finding in findings),
        len({row.start for row in rows}),
        frozenset(row.indicator for row in rows if row.indicator),
    )


def absent_from(
    stated: Iterable[str], kind: str, facts: pd.DataFrame, reports: pd.DataFrame, indicators: Mapping[str, Indicator]
) -> tuple[Absent, ...]:
    """Return the indicators that several bodies state as a result of their own and a draft does not, most bodies first.

    Args:
        stated: the indicators of the draft.
        kind: its genre; reports of another one are no measure for it.
        facts: of the library.
        reports: of the library, by id.
        indicators: what is declared.
    """
    has = set(stated)
    alike = reports.index[reports["kind"].isin([kind, DocumentKind.BOTH])]
    own = facts[
        facts["document"].isin(alike) & (facts["role"] == Role.ACTUAL) & (facts["status"] == Status.STATED)
        & (facts["part"] == "") & (facts["whose"] == "") & (facts["trust"] != Trust.PENDING)
    ]  # fmt: skip
    bodies = own.groupby("indicator")["place"].nunique()
    absent = [
        Absent(id, indicators[id].name, int(count), indicators[id].definition)
        for id, count in bodies.items()
        if count >= LEAST_BODIES and id in indicators and id not in has and _tells(indicators[id], kind)
    ]
    return tuple(sorted(absent, key=lambda one: (-one.bodies, one.name))[:MOST_ABSENT])


def _tells(indicator: Indicator, kind: str) -> bool:
    return kind == DocumentKind.BOTH or kind in indicator.genres


def _of_findings(document: Document, findings: Iterable[Finding]) -> Iterator[Remark]:
    for finding in findings:
        if finding.verdict in SOUGHT:
            passage = next((p for p in finding.passages if p.marks), None)
            start = passage.start if passage else -1
            end = start + passage.marks[0][1] - passage.marks[0][0] if passage else -1
            instead = OF_FINDING.get(finding.kind, CORRECT)
            yield _remark(document, VERDICTS[finding.verdict], finding.words, instead, start, end)


def _of_caveats(document: Document, rows: Iterable[Row]) -> Iterator[Remark]:
    for row in rows:
        for code in row.caveats:
            if code in CLEARLY:
                kind, instead = CLEARLY[code]
                yield _remark(document, kind, f"“{row.written}”：{CAVEATS[code]}。", instead, row.start, row.end)


def _of_time(document: Document) -> Iterator[Remark]:
    for match in VAGUE_TIME.finditer(document.text):
        sentence = _sentence(document, match.start())
        if re.search(r"\d", sentence):
            words = f"“{match[0]}”没有说明是哪几年，句中的数字不能与别处比较。"
            yield _remark(document, "统计期", words, "写明起止：“____年至____年”。", *match.span())


def _of_year(document: Document, dated: bool) -> Iterator[Remark]:
    if not dated:
        words = "标题和正文没有写明是哪一年的情况。"
        yield Remark("年份", words, "在标题或首句写明年份：“____年”。")


def _of_scope(document: Document, rows: Iterable[Row], indicators: Mapping[str, Indicator]) -> Iterator[Remark]:
    open_ = {
        indicators[row.indicator].name: row
        for row in rows
        if row.indicator in indicators and row.stated and row.role == Role.ACTUAL and not row.part and row.section_kind != "table"
        and not SCOPE.search(_paragraph(document, row.start) + row.path)
    }  # fmt: skip
    if open_:
        names = "、".join(list(open_)[:MOST_NAMED]) + (f"等 {len(open_)} 项" if len(open_) > MOST_NAMED else "")
        first = next(iter(open_.values()))
        words = f"统计范围未写明：{names}，看不出是全域、本级还是一个大厅的数。"
        yield _remark(
            document, "统计范围", words, "在段首写明范围：“全____”“____本级”或“____政务大厅”。", first.start, first.end
        )


def _remark(document: Document, kind: str, words: str, instead: str, start: int, end: int) -> Remark:
    return Remark(kind, words, instead, start, end, _sentence(document, start) if start >= 0 else "")


def _sentence(document: Document, at: int) -> str:
    start = max(document.raw.rfind(mark, 0, at) for mark in "。！？；\n") + 1
    match = SENTENCE.match(document.raw, start)
    return match[0].strip() if match else ""


def _paragraph(document: Document, at: int) -> str:
    end = document.raw.find("\n", at)
    return document.raw[document.raw.rfind("\n", 0, at) + 1 : end if end >= 0 else None]


def _once(remarks: Iterable[Remark]) -> list[Remark]:
    """Return remarks without those that say of one number what another one says already."""
    once: dict[tuple[int, str], Remark] = {}
    for remark in remarks:
        once.setdefault((remark.start, remark.instead), remark)
    return list(once.values())
