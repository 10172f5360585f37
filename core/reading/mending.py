"""Put a text together again that was broken on its way here: lines cut inside a sentence, pinyin between the characters of
a word, characters without width, passages struck through.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from core.reading.document import Parsed, RawTable, Span
from core.reading.pages import PAGE_END
from core.reading.stretches import merged

_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
# what a reader does not see, or reads past
_UNSEEN = re.compile(
    rf"""
    [\u200b-\u200d\u2060\ufeff\u00ad]+
  | ~~[^~\n]{{1,80}}~~  # struck through in Markdown
  | \*\*(?=\d[\d.,]*[万亿]?[%％]?\*\*) | (?<=[\d%％万亿])\*\*(?=[%％件个万亿，。；,;])  # a number in bold type
  | [（(][a-zA-Z\u00b7' {_TONES}]{{0,40}}[{_TONES}][a-zA-Z\u00b7' {_TONES}]{{0,40}}[）)]  # 办结率（bàn jié lǜ）
    """,
    re.VERBOSE,
)
_LINE = re.compile("[^\n]+")
_COUNTER = "件次|人次|户次|工作日|小时|分钟|平方米|百分点|公里|万元|亿元|件|个|项|家|次|人|台|名|户|条|份|张|场|期|元|天|秒|批|宗|笔|起|倍|辆|处"
_STOPS = "，。；、,;:：!！?？"
_NUMBER_ENDS = re.compile(r"(?:\d(?:\.\d+)?|[Xx])[余多]?[百千]?[万亿]?$")
_UNIT_BEGINS = re.compile(
    rf"[余多](?:{_COUNTER})(?P<over>.)?|[余多]?(?:[%％‰]|个?百分点|[百千]?[万亿]余?(?:{_COUNTER})?(?:次)?|(?:{_COUNTER})(?=[{_STOPS})）]))(?P<more>.)?"
)
_NUMBER_BEGINS = re.compile(rf"\d[\d.,，]*[余多]?[百千]?[万亿]?余?(?:[%％‰]|个百分点|{_COUNTER}|$)")
_LEADS_ON = re.compile("(?:截[至止]|[由从自达为至到共约有近超占])$")  # a number follows
_CANNOT_BEGIN = re.compile("[，。；、,;：:)）》”’%％]")  # no line begins so
_OPENS = re.compile(
    r"[ \u3000\t]{2,}|\u3000|[ ]*(?:第?[一二三四五六七八九十百]+(?:[、.．是)）]|[章节部条])|其[一二三四五]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.．、)）](?!\d)|[①-⑳■◆▲★●○·•\-*#>]|附件|附[:：]|表[ ]?\d|图[ ]?\d|来源|时间|发布|作者|单位[:：])"
)
_HAN_ENDS = re.compile(r"[\u4e00-\u9fff（(“《]$")
_HAN_BEGINS = re.compile(r"[\u4e00-\u9fff（(“《\d]")
_HEADING_ENDS = re.compile(
    "(?:情况|工作|打算|计划|思路|成效|做法|问题|总结|亮点|回顾|体会|建议|目标|措施|特点|安排|报告|通报|简报)$"
)
_UNFINISHED = re.compile(r"[，、,]$")
_CLAUSES = re.compile(r"[，；,;]")
_CELLS = re.compile(r"[|\t｜]")
_WRAPPED = 18  # characters that a line of running text has at least
_OFTEN = 4
_SOME = 4
_NEAR = 6  # breaks


class Mended(NamedTuple):
    """A text, and what of the file's text was left out of it: (offset in the mended text, characters) in order."""

    text: str
    cuts: tuple[tuple[int, int], ...]


def mend(parsed: Parsed) -> tuple[Parsed, tuple[tuple[int, int], ...]]:
    """Return what was read with broken lines joined and unseen characters left out, and where.

    Tables keep their lines.
    """
    tables = [(table.start, table.end) for table in parsed.tables]
    mended = mend_text(parsed.text, tables)
    if not mended.cuts:
        return parsed, ()
    cut = _starts(mended.cuts)
    moved = tuple(_moved(table, cut) for table in parsed.tables)
    return Parsed(mended.text, moved, parsed.notes), mended.cuts


def mend_text(text: str, tables: Iterable[Span] = ()) -> Mended:
    """Return a text with its broken lines joined; ``tables`` are left as they are.

    >>> mend_text("受理诉求12.5\\n万件，按时办\\n结率99.8\\n%。\\n").text
    '受理诉求12.5万件，按时办结率99.8%。\\n'
    """
    apart = merged(tables)
    spans = [match.span() for match in _UNSEEN.finditer(text)]
    spans += _breaks(text, apart)
    pieces, cuts, at, length = [], [], 0, 0
    for start, end in merged(spans):
        pieces.append(text[at:start])
        length += start - at
        cuts.append((length, end - start))
        at = end
    return Mended("".join((*pieces, text[at:])), tuple(cuts))


def _starts(cuts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the cuts by their offset in the text of the file."""
    gone, starts = 0, []
    for at, length in cuts:
        starts.append((at + gone, length))
        gone += length
    return starts


def _moved(table: RawTable, cuts: list[tuple[int, int]]) -> RawTable:
    def to(offset: int) -> int:
        return offset - sum(min(length, offset - start) for start, length in cuts if start < offset)

    spans = tuple(tuple((to(start), to(end)) for start, end in row) for row in table.spans)
    return RawTable(table.rows, spans, to(table.start), to(table.end))


class _Line(NamedTuple):
    text: str
    start: int
    end: int


def _breaks(text: str, apart: list[Span]) -> Iterator[Span]:
    """Yield the line breaks that cut a sentence, blanks around them included."""
    lines = [_Line(m.group(), *m.span()) for m in _LINE.finditer(text)]
    if len(lines) < 2:
        return
    pairs = list(zip(lines, lines[1:], strict=False))
    sure = [_is_sure(text, one, other, apart) for one, other in pairs]
    width = _width(lines)
    broken = _neighbours(sure)
    running = False  # whether the line before was joined, so that this one is running text
    for n, (one, other) in enumerate(pairs):
        running = sure[n] or _is_likely(text, one, other, apart, broken[n], running, width)
        if running:
            yield _gap(text, one, other)


def _gap(text: str, one: _Line, other: _Line) -> Span:
    start = one.start + len(one.text.rstrip())
    end = other.start + len(other.text) - len(other.text.lstrip())
    latin = text[start - 1].isascii() and text[start - 1].isalpha() and text[end].isascii() and text[end].isalpha()
    return (start, end - 1) if latin and end - start > 1 else (start, end)


def _side_by_side(text: str, one: _Line, other: _Line, apart: list[Span]) -> bool:
    """Return whether a line follows the other at once and both are running text."""
    if text.count("\n", one.end, other.start) != 1 or not one.text.strip() or not other.text.strip():
        return False
    if one.text.endswith(PAGE_END):  # what goes on over a page was joined when the page was read
        return False
    if _CELLS.search(one.text[:-1]) and _CELLS.search(other.text):
        return False
    return not (_within(apart, one.start) or _within(apart, other.start))


def _within(apart: list[Span], offset: int) -> bool:
    n = bisect_right(apart, (offset, sys.maxsize)) - 1
    return n >= 0 and offset < apart[n][1]


def _is_sure(text: str, one: _Line, other: _Line, apart: list[Span]) -> bool:
    """Return whether the second line cannot begin one: 12.5⏎万件,… · 99.8⏎%,… · …办结⏎,同比…"""
    if not _side_by_side(text, one, other, apart):
        return False
    before, behind = one.text.rstrip(), other.text.lstrip()
    if before[-1] in "。；;!！?？":
        return False
    if _UNFINISHED.search(before) and len(before) > 1 and not _OPENS.match(one.text) and not _OPENS.match(other.text):
        return True
    if _CANNOT_BEGIN.match(behind) and (len(behind) > 1 or behind in "，。；") and before[-1] not in "：:":
        return True
    if (
        _LEADS_ON.search(before)
        and (len(before) >= _SOME or before[0] == "截")
        and behind[0].isdigit()
        and len(behind) > 1
    ):
        return True
    unit = _UNIT_BEGINS.match(behind)
    return bool(unit and (unit["more"] or unit["over"]) and _NUMBER_ENDS.search(before))


def _neighbours(sure: list[bool]) -> list[bool]:
    """Return for each break whether one near it is sure."""
    return [any(sure[max(0, n - _NEAR) : n + _NEAR + 1]) for n in range(len(sure))]


def _is_likely(text: str, one: _Line, other: _Line, apart: list[Span], broken: bool, running: bool, width: int) -> bool:
    """Return whether a break cuts a sentence by what stands around it: other breaks that do, or lines of one width."""
    before, behind = one.text.rstrip(), other.text
    if not _side_by_side(text, one, other, apart) or _OPENS.match(behind):
        return False
    if not _HAN_ENDS.search(before) or not _HAN_BEGINS.match(behind.lstrip()):
        return False
    prose = running or _CLAUSES.search(before) is not None
    if not prose and (_OPENS.match(one.text) or _HEADING_ENDS.search(before)):
        return False
    if _NUMBER_BEGINS.match(behind.lstrip()):
        return prose or broken
    if broken:
        return prose or _CLAUSES.search(behind) is not None
    return bool(width) and abs(len(one.text) - width) <= 1 and (prose or _CLAUSES.search(behind) is not None)


def _width(lines: list[_Line]) -> int:
    """Return how wide the lines of a text are that was printed with a right edge; 0 where there is none."""
    open_ended = Counter(
        len(line.text) for line in lines if len(line.text) >= _WRAPPED and _HAN_ENDS.search(line.text.rstrip())
    )
    if not open_ended:
        return 0
    width, _ = max(open_ended.items(), key=lambda item: open_ended[item[0]] + open_ended[item[0] - 1])
    close = open_ended[width] + open_ended[width - 1] + open_ended[width + 1]
    longer = sum(len(line.text) > width + 2 for line in lines)
    return width if close >= _OFTEN and longer <= close // 4 else 0
