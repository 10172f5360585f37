"""Find what the page adds to a report: header lines (发布日期, 来源, 索引号), tool words (打印本页), footers (上一篇, 主办单位).

A number in these lines is never a figure of the report: the title after 下一篇 may hold a year, a 索引号 looks like a count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.parsing.text import any_of
from core.reading import chrome_words as words
from core.reading.stretches import Stretch, outside


class Kind(StrEnum):
    """What a line of page chrome is."""

    HEAD = "head"  # 发布日期：2024-01-23 来源：区局
    TOOL = "tool"  # 打印本页
    PATH = "path"  # 当前位置：首页 > 政务公开
    NEIGHBOUR = "neighbour"  # 下一篇：……
    RELATED = "related"  # 相关文档：
    ATTACHED = "attached"  # 附件：……
    FOOT = "foot"  # 主办单位：……


@dataclass(frozen=True, slots=True)
class ChromeLine:
    """A line, or the head of one, that the page added."""

    kind: Kind
    start: int
    end: int


LEAD = "•·●■◆▪*|【[（(>»-‹«<"  # what may stand before a label: bullets, bars, brackets
DATE = r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
FIRMLY_LABELLED = words.DATES | words.ISSUERS | words.PARTICULARS
LABELS = {label: Kind.HEAD for label in FIRMLY_LABELLED | words.WEAK}
LABELS |= {label: Kind.PATH for label in words.PATHS} | {label: Kind.FOOT for label in words.CONTACTS}
LABELS |= {label: Kind.RELATED for label in words.RELATED} | {label: Kind.NEIGHBOUR for label in words.NEIGHBOURS}
LABELS |= {label: Kind.ATTACHED for label in words.ATTACHMENTS}
UNLABELLED = (Kind.RELATED, Kind.NEIGHBOUR, Kind.ATTACHED)  # stand without a colon too
DOUBTFUL = words.WEAK | words.CONTACTS
LONGEST_LABEL = max(map(len, LABELS))

NUMBERED = re.compile(r"[0-9一二三四五六]{1,2}$")  # 附件1
TRAIL = re.compile(r"首页[>›»＞/\\|→-]|[^>›»＞。]{1,20}(?:[>›»＞][^>›»＞。]{1,30}){2,}$")  # 首页>政务公开>年报
TOOLS = re.compile(
    rf"(?:[|｜/、,，:：•·【】\[\]()（）<>《》]*(?:{'|'.join(map(re.escape, words.TOOL_WORDS))}))+[|｜/、:：•·【】\[\]()（）<>《》]*"
)
FOOT = re.compile("|".join(map(re.escape, words.FOOT_WORDS)))
BARE_DATE = re.compile(rf"\s*{DATE}\s*(?:$|【?字|浏览|阅读|点击|来源|作者|编辑|\||｜)")
GLUED_LABEL = any_of(FIRMLY_LABELLED)
GLUED = re.compile(
    rf"\s*(?:(?:{GLUED_LABEL})\s*[:：][^。;；]{{0,40}}?)+(?:(?<=[:：])|(?<=[:：]\s))\s*(?:{DATE}|【?[\s大中小]+】?|\d+(?=\s|次|$))"
)
VALUE = re.compile(rf"\s*(?:{DATE}|[\dA-Za-z/\-:.]{{3,60}}|\S{{1,12}}[〔\[【]\d{{4}}[〕\]】]\S{{0,4}}\d+\s*号)\s*$")
LONG = 200  # a longer line is a paragraph
PROSE = 36  # a line this long with a full stop is one too


def page_chrome(text: str, apart: Sequence[Stretch] = ()) -> list[Stretch]:
    """Return the spans of ``text`` that belong to the page and not to the report, in order, without overlap.

    Works on raw and on normalised text alike; stretches ``apart`` (tables), whole lines in order, are not looked at.

    >>> page_chrome("总结\\n发布日期：2024-01-23\\n全年办件3万件。\\n下一篇：2022年总结")
    [(3, 18), (28, 39)]
    """
    spans: list[Stretch] = []
    for line in chrome_lines(text, text_lines(text, apart)):
        if spans and line.start == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
    return spans


def chrome_lines(text: str, lines: Sequence[tuple[int, str]]) -> list[ChromeLine]:
    """Return every line of page chrome among ``lines`` of ``text`` (see ``text_lines``), with its kind."""
    first, last = _body(lines)
    chromes: list[ChromeLine] = []
    for n, (start, line) in enumerate(lines):
        inside = first <= n <= last
        chrome = _judge(line, start, inside) or _continues(text, chromes, line, start, inside)
        if chrome:
            chromes.append(chrome)
    return chromes


def kind_of(line: str) -> Kind | None:
    """Return what page chrome a single line is; None for a line of the report."""
    chrome = _judge(line, 0, False)
    return chrome.kind if chrome and chrome.end == len(line) else None


def text_lines(text: str, apart: Sequence[Stretch] = ()) -> list[tuple[int, str]]:
    """Return the lines of ``text`` that hold something, each with its offset; lone figures, the cells of a table,
    are left out.
    """
    lines: list[tuple[int, str]] = []
    for start, end in outside(apart, len(text)):
        for line in text[start:end].split("\n"):
            if line and not line.isspace() and (len(line) > 6 or line.strip("0123456789| ")):
                lines.append((start, line))
            start += len(line) + 1
    return lines


def _body(lines: Sequence[tuple[int, str]]) -> tuple[int, int]:
    """Return the first and the last line that is a paragraph; what lies outside is header and footer."""
    prose = [n for n, (_, line) in enumerate(lines) if _is_prose(line)]
    return (prose[0], prose[-1]) if prose else (0, -1)


def _is_prose(line: str) -> bool:
    return len(line) >= PROSE and "。" in line


def _judge(line: str, start: int, inside: bool) -> ChromeLine | None:
    if len(line) > LONG or _is_prose(line):
        match = GLUED.match(line, 0, LONG) if ":" in line[:20] or "：" in line[:20] else None
        return ChromeLine(Kind.HEAD, start, start + match.end()) if match else None
    kind = _kind(line, inside)
    return ChromeLine(kind, start, start + len(line)) if kind else None


def _kind(line: str, inside: bool) -> Kind | None:
    squeezed = "".join(line.split()).lstrip(LEAD).replace("：", ":")
    return squeezed and (_labelled(squeezed, inside) or _worded(squeezed, line)) or None


def _labelled(squeezed: str, inside: bool) -> Kind | None:
    label, colon, _ = squeezed[: LONGEST_LABEL + 3].partition(":")
    if not colon and not inside:
        label, colon, _ = label.partition("|")  # 索引号 | 0001: the particulars as a table
    label = label.rstrip("】]>)）")
    kind = LABELS.get(label) or LABELS.get(NUMBERED.sub("", label))
    if not kind or not (colon or kind in UNLABELLED):
        return None
    return None if inside and label in DOUBTFUL else kind


def _worded(squeezed: str, line: str) -> Kind | None:
    if squeezed[0] in "12" and BARE_DATE.match(line):
        return Kind.HEAD
    if len(squeezed) <= 40 and (TOOLS.fullmatch(squeezed) or squeezed.startswith(words.TOOL_HEADS)):
        return Kind.TOOL
    if TRAIL.match(squeezed):
        return Kind.PATH
    if FOOT.search(squeezed):
        return Kind.FOOT
    return Kind.ATTACHED if squeezed.lower().endswith(words.FILE_ENDINGS) else None


def _continues(text: str, before: list[ChromeLine], line: str, start: int, inside: bool) -> ChromeLine | None:
    """Say whether a line goes on with the chrome line above it: a value, the title after 下一篇, the list after 相关文档."""
    if not before or len(line) > LONG or text[before[-1].end : start].strip():
        return None
    above, head = before[-1].kind, text[before[-1].start : before[-1].end].strip(LEAD + " \t:：】]")
    goes_on = {
        Kind.HEAD: head in FIRMLY_LABELLED and VALUE.match(line) is not None,
        Kind.NEIGHBOUR: head in words.NEIGHBOURS and len(line) <= 80,
    }.get(above, above in (Kind.RELATED, Kind.ATTACHED, Kind.FOOT) and not inside)
    return ChromeLine(above, start, start + len(line)) if goes_on else None
