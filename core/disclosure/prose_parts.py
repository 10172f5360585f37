"""What the text of a report counts of the parts that its tables state: applicants, results, documents, decisions, the
outcomes of disputes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.disclosure.nouns import CellKey

Way = tuple[CellKey, ...]

GAP = (
    r"(?:的|数量|数|申请|决定|决定书|处理|答复|结果|情况|政府信息|信息|公开|共计|合计|总计|计|共|为|有|[ ,:“”\"]){0,4}"
)
NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+|\d+)[ ]*(?:件|份|宗|起|例|人次|个|部|项)(?!以上|以下|以内|套)"
# a change, another year, a rate, a rough number, other bodies: nothing to hold against a cell
OTHER = re.compile(
    r"同比|增[加长]|减少|下降|上升|较|比[上去]|累计|历年|近[两三五]年|占|约|每|平均|去年|上年|超期|建议|提案|热线|工单|网站|平台|新媒体|各[县区乡镇街部单]"
)
ROWS = {
    "refused": ("secret", "forbidden", "security", "third_party", "internal", "process", "enforcement", "query"),
    "unavailable": ("not_held", "to_be_made", "unclear"),
    "unprocessed": ("petition", "repeated", "publication", "excessive", "reissue"),
}
LEGAL = ("business", "research", "welfare", "legal", "other")
DISPUTES = {
    "review": ("review",),
    "direct": ("direct",),
    "after_review": ("after_review",),
    "litigation": ("direct", "after_review"),
}
EVERY = ("review", "direct", "after_review")


@dataclass(frozen=True, slots=True)
class Part:
    """A part that a text may count: how it is written before its number, and the cells it should agree with."""

    code: str
    name: str
    written: re.Pattern[str]
    ways: tuple[Way, ...]


def _part(code: str, name: str, words: str, *ways: Way) -> Part:
    return Part(code, name, re.compile(f"(?:{words}){GAP}{NUMBER}"), ways)


def _rows(*rows: str, column: str = "total") -> Way:
    return tuple((2, row, column) for row in rows)


def _published(row: str, label: str) -> tuple[Part, ...]:
    about = rf"(?:行政)?{label}" if row == "documents" else rf"(?:政府)?{label}"
    return tuple(
        _part(
            f"{row}_{column}", f"{noun}{label}", rf"{verbs}[^,。;\d]{{0,6}}{about}|{about}{verbs}", ((1, row, column),)
        )
        for column, noun, verbs in (
            ("made", "制发", "(?:制发|制定|印发|出台|新增|新制定)"),
            ("repealed", "废止", "(?:废止|失效)"),
            ("valid", "现行有效", "现行有效"),
        )
    )


def _decided(row: str, label: str) -> Part:
    words = rf"{label}(?:处理)?决定|(?:作出|做出|办理)(?:处理)?{label}"
    return _part(f"{row}_decided", f"{label}处理决定", words, ((1, row, "decided"),))


PARTS = (
    _part("natural", "自然人申请", "自然人", *(_rows(row, column="natural") for row in ("new", "results"))),
    _part(
        "legal_persons", "法人或其他组织申请", "法人(?:或|和|及|、|与)其他组织",
        *(tuple((2, row, column) for column in LEGAL) for row in ("new", "results")),
    ),
    _part("granted", "予以公开", "(?<!不)予以公开|全部公开", _rows("granted")),
    _part("partial", "部分公开", "部分公开", _rows("partial")),
    _part("refused", "不予公开", "不予公开", _rows(*ROWS["refused"])),
    _part("unavailable", "无法提供", "无法提供", _rows(*ROWS["unavailable"])),
    _part("unprocessed", "不予处理", "不予处理", _rows(*ROWS["unprocessed"])),
    _part("other_results", "其他处理", "其他处理", _rows("not_corrected", "fee_unpaid", "other"), _rows("other")),
)  # fmt: skip
PUBLISHED = (
    *_published("documents", "规范性文件"),
    *_published("regulations", "规章"),
    *(_decided(row, label) for row, label in (("licensing", "行政许可"), ("penalties", "行政处罚"), ("coercion", "行政强制"))),
)  # fmt: skip
OUTCOMES = {
    column: (name, re.compile(f"(?:{words}){GAP}{NUMBER}"))
    for column, name, words in (
        ("upheld", "维持", "(?:结果)?维持(?!原)"),
        ("corrected", "纠正", "(?:结果)?纠正"),
        ("other", "其他结果", "其他结果"),
        ("pending", "尚未审结", "(?:尚)?未审结|正在审理"),
    )
}
COURT = re.compile(
    r"(?P<after_review>复议后(?:起诉|诉讼|提起))|(?P<direct>直接(?:起诉|诉讼|提起))|(?P<review>复议)|(?P<litigation>诉讼|应诉)"
)


def parts_said(text: str, start: int, end: int, about: str) -> Iterator[tuple[Part, re.Match[str]]]:
    """Yield the parts that a sentence counts, with where: ``about`` is its paragraph as far as it was read."""
    if "申请" in about:
        yield from _said(PARTS, text, start, end)
    yield from _said(PUBLISHED, text, start, end)
    yield from _outcomes(text, start, end, about)


def _said(parts: tuple[Part, ...], text: str, start: int, end: int) -> Iterator[tuple[Part, re.Match[str]]]:
    for part in parts:
        for match in part.written.finditer(text, start, end):
            if not OTHER.search(text, _clause(text, match.start(), start), match.end()):
                yield part, match


def _outcomes(text: str, start: int, end: int, about: str) -> Iterator[tuple[Part, re.Match[str]]]:
    """Yield the outcomes of the disputes that were named last before them; of all, where several kinds were named."""
    for column, (name, written) in OUTCOMES.items():
        for match in written.finditer(text, start, end):
            named = [m.lastgroup for m in COURT.finditer(about, 0, len(about) - (end - match.start()))]
            clause = _clause(text, match.start(), start)
            if named and not OTHER.search(text, clause, match.end()):
                court = str(named[-1])
                ways = [DISPUTES[court]] + ([EVERY] if len(set(named)) > 1 else [])
                cells = tuple(tuple((3, row, column) for row in rows) for rows in ways)
                yield Part(f"{court}_{column}", f"{COURTS[court]}{name}", written, cells), match


COURTS = {"review": "行政复议", "litigation": "行政诉讼", "direct": "未经复议直接起诉", "after_review": "复议后起诉"}


def _clause(text: str, at: int, start: int) -> int:
    return max(text.rfind(",", start, at) + 1, start)
