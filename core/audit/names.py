"""A number of things and the names of the things: 四类(甲、乙、丙、丁), 甲、乙、丙三项制度."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.audit.interval import Interval
from core.audit.relation import Kind, Relation, Side, Verdict
from core.model import Document
from core.parsing.numerals import parse_numeral

COUNTED = (
    r"(?P<number>[二两三四五六七八九十]{1,2}|(?<![\d.])[2-9]|(?<![\d.])1[0-2])(?P<counter>大(?:类)?|个|类|种|项|家|位)"
)
ITEM = r"[^、,。;:!?()\n\d]{2,16}"
# 四大类事项(甲、乙、丙和丁)
ENCLOSED = re.compile(rf"{COUNTED}(?P<noun>[\u4e00-\u9fff“”\"]{{0,10}})\((?P<list>{ITEM}(?:、{ITEM})+)\)")
# 设有甲、乙、丙三大区域
BEFORE = re.compile(rf"(?P<list>{ITEM}(?:、{ITEM}?)+?)(?P<open>等)?{COUNTED}(?=[\u4e00-\u9fff])")
NOT_BEFORE = re.compile(r"[第每前近约各余多\d.一二三四五六七八九十]$")
AND = re.compile(r"和|及|与|以及")
OPEN = re.compile(r"等|包括|如|例如|其中|含|为主|以上")
# a parenthesis behind these says what else is meant, not which ones: 12个镇(街道、园区)
KINDS_OF_PLACES = re.compile(r"镇|乡|街道|村|社区|县|区|市|州|部门|单位|园|窗口|网点|站点|人员|企业")
MOST_OFF = 2


def find_names(document: Document) -> Iterator[Relation]:
    """Yield a check of every number of things whose names stand beside it; only a closed list can be wrong."""
    for match in ENCLOSED.finditer(document.text):
        if relation := _enclosed(document, match):
            yield relation
    for match in BEFORE.finditer(document.text):
        if relation := _before(document, match):
            yield relation


def _enclosed(document: Document, match: re.Match[str]) -> Relation | None:
    least, most = _counted(match["list"])
    number = _number(document, match)
    if number is None or OPEN.search(match["list"]) or document.text.startswith("等", match.end()):
        return None
    if least <= number <= most:
        return _told(document, match, Verdict.PASS, number, number)
    closed = (
        least > 2 and abs(number - least) <= MOST_OFF and not KINDS_OF_PLACES.search(match["noun"] or match["list"])
    )
    return _told(document, match, Verdict.REVIEW, least, number) if closed and match["noun"] else None


def _before(document: Document, match: re.Match[str]) -> Relation | None:
    least, most = _counted(match["list"])
    number = _number(document, match)
    return (
        _told(document, match, Verdict.PASS, number, number) if number is not None and least <= number <= most else None
    )


def _counted(listed: str) -> tuple[int, int]:
    """Return how many names a list has at least and at most: 和 joins two names or stands inside one."""
    items = listed.split("、")
    return len(items), len(items) + sum(1 for item in items if AND.search(item))


def _number(document: Document, match: re.Match[str]) -> int | None:
    if NOT_BEFORE.search(document.text, max(0, match.start("number") - 1), match.start("number")):
        return None
    value = parse_numeral(match["number"])
    return None if value is None else int(value)


def _told(document: Document, match: re.Match[str], verdict: Verdict, named: int, number: int) -> Relation:
    sides = tuple(_side(document, *match.span(group)) for group in ("number", "list"))
    written = document.raw[match.start("number") : match.end("counter")]
    words = f"“{written}”与所列的{named}个名称{'一致' if verdict is Verdict.PASS else '不符'}。"
    return Relation(document.id, Kind.NAMES, verdict, _exact(named), _exact(number), sides, words)


def _side(document: Document, start: int, end: int) -> Side:
    return Side(start, end, document.raw[start:end])


def _exact(number: int) -> Interval:
    return Interval(Decimal(number), Decimal(number), Decimal(number))
