"""Cut a report into sections: headings, what each part is about, and the tables of the disclosure standard."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.model import DocumentKind, Section, SectionKind
from core.parsing.cues import NO_KINDS, cue_finder
from core.parsing.periods import counted_months, reporting_months, reporting_years
from core.reading.stretches import merged

DIGITS = "一二三四五六七八九十"
HEADING = re.compile(
    rf"""
    (?= ^ | [{DIGITS}][是要] ) (?:  # cheap refusal
    ^[ ]* (?: (?P<part>    第[{DIGITS}]+(?:部分|章)   )  # 第一部分 2023年度工作总结
            | (?P<chapter> [{DIGITS}]{{1,3}}、        )  # 一、2023年工作回顾
            | (?P<section> \([{DIGITS}]{{1,3}}\)      )  # (一)推动审批改革
            | (?P<item>    \d{{1,2}}(?:[.](?!\d)|、)  )  # 1.狠抓管理
            )
  | (?P<point> [{DIGITS}] (?<![第统唯之专同合单万进].) (?: 是(?=[\u4e00-\u9fff“]) | 要(?=[\u4e00-\u9fff]) ) )  # 一是
  | ^[ ]* (?P<marked> [■□◆◇●★▲] [ ]* 20\d\d年 [^\n。;]{{2,24}} ) [ ]* $  # ■ 2023年,我们这样努力
  | ^[ ]* (?P<plain> [^\n。,;:!?|]{{4,20}} ) [ ]* $  # 2025年目标与思路: counts where its words announce something
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
DEPTH = {"part": 0, "plain": 1, "marked": 1, "chapter": 1, "section": 2, "item": 3, "point": 4}
TITLE = re.compile(r"[^\n。;!?]{0,48}")

PLAN, NEXT, REVIEW, PROBLEM = "plan", "next", "review", "problem"  # kinds of the cues of headings
YEAR = re.compile(r"(20\d\d)年")
TITLE_YEAR = re.compile(r"20\d\d(?=年|[)—-])")

YEAR_AHEAD = re.compile(
    r"[ ]*(?P<year>20\d\d)[ ]?年[^。]{0,60}?(?:将|力争|争取|计划|打算|拟|确保)"
)  # a paragraph without a heading that turns to a year
SENTENCE_STOP = re.compile("[。;!?][”“]*(?=[^ \n])")
OPENING = 80  # letters of a paragraph that say what it turns to

TABLE_ANCHOR = re.compile(
    r"第二十条第?\(?[一1]\)?项|本年新收政府信息公开申请数量|未经复议直接起诉|本年制发件数|上一年项目数量"
)
SHORTEST_PROSE = 12
PROSE = re.compile(rf"[^|\n]{{{SHORTEST_PROSE},}}。")


@dataclass(frozen=True, slots=True)
class _Open:
    depth: int
    title: str
    kind: SectionKind
    year: int


def find_sections(
    text: str,
    year: int,
    title: str = "",
    known: Sequence[tuple[int, int]] = (),
    genre: DocumentKind = DocumentKind.SUMMARY,
) -> list[Section]:
    """Return the sections of ``text`` in reading order; together they cover it without overlap.

    Args:
        text: normalised report text.
        year: the year reported on; a plan section carries the year its heading names, else the next.
        title: normalised; says which months the report covers, and whether it is nothing but a plan.
        known: where disclosure tables were read; they count as tables whatever they look like.
        genre: what a summary of a year turns to is the next one; what others turn to is of their own year.

    Headings may be glued to the body or missing; 一是 counts only where it continues a row that began at 一.
    """
    tables = merged([*table_spans(text, known), *known])
    sections: list[Section] = []
    months, years = reporting_months(title, year), reporting_years(title, year)
    if months == (1, 12):
        months = counted_months(text)
    only_plan = announced(title) & {PLAN, REVIEW} == {PLAN}
    stack = [
        _Open(
            -1,
            title if only_plan else "",
            SectionKind.PLAN if only_plan else SectionKind.REVIEW,
            _planned(title, year) if only_plan else year,
        )
    ]
    base = stack[0].year
    coming = base if genre is DocumentKind.OTHER else base + 1
    start = 0
    for mark, depth, title in _headings(text, tables):
        if mark > start:
            sections += _paragraph_kinds(text, stack, start, mark, tables, coming)
        while stack[-1].depth >= depth:
            stack.pop()
        stack.append(_opened(stack[-1], depth, title, year))
        start = mark
    sections += _paragraph_kinds(text, stack, start, len(text), tables, coming)
    if not only_plan and sections and all(_of_no_year(section) for section in sections):
        sections = [replace(section, year=year) for section in sections]  # an excerpt of a plan: it is of its own year
    dated = [_dated(section, year, months, years) for section in _with_tables(sections, tables)]
    return [section if section.year == base else replace(section, now=base) for section in dated]


def _of_no_year(section: Section) -> bool:
    """Return whether a section is a plan whose headings say neither a year nor that it comes next."""
    path = "".join(section.path)
    return (
        section.kind is SectionKind.PLAN
        and not YEAR.search(path)
        and not any(NEXT in announced(t) for t in section.path)
    )


def announced(title: str) -> frozenset[str]:
    """Return what a heading or title announces: plan, next, review, problem; see the cues of headings."""
    return cue_finder().in_heading(title)


def _planned(title: str, year: int) -> int:
    """Return the year that a report planning throughout is about: the one its title names, else its own, or the next
    where the title says that it comes.
    """
    named = [int(y) for y in TITLE_YEAR.findall(title)]
    return max(named) if named else year + (NEXT in announced(title))


def _dated(section: Section, year: int, months: tuple[int, int], years: int) -> Section:
    """Return the section with the months, and the years, its statements are about."""
    if years > 1 and section.year == year:
        return replace(section, years=years)
    if months == (1, 12):
        return section
    if section.kind is not SectionKind.PLAN:
        return replace(section, months=months)
    if months[1] < 12 and section.year == year + 1 and not any(str(section.year) in title for title in section.path):
        return replace(section, year=year, months=(months[1] + 1, 12))
    return section


def table_spans(text: str, known: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Return where the disclosure tables lie: from the line of the first anchor to the last line that is no prose.

    Args:
        known: where tables were read, whole lines; they are not looked at again.
    """
    spans: list[tuple[int, int]] = []
    begins = {first for first, _ in known}
    for anchor in TABLE_ANCHOR.finditer(text):
        if spans and anchor.start() < spans[-1][1]:
            continue
        read = next((end for first, end in known if first <= anchor.start() < end), 0)
        start = text.rfind("\n", 0, anchor.start()) + 1
        if not read and PROSE.search(text, start, max(text.find("\n", anchor.end()), anchor.end())):
            continue  # a sentence that uses the words of the table
        spans.append((start, _table_end(text, max(anchor.end(), read - 1), begins)))
    return spans


def _table_end(text: str, at: int, begins: set[int]) -> int:
    """Return where the table that holds ``at`` ends: before the first line of prose, or where one that was read
    begins.
    """
    end = at
    position = text.find("\n", at)
    while 0 <= position < len(text):
        if position + 1 in begins:
            return position + 1
        stop = text.find("\n", position + 1)
        stop = len(text) if stop < 0 else stop
        line = text[position + 1 : stop]
        if (
            len(line) > SHORTEST_PROSE
            and PROSE.search(line)
            or ("问题" in line and re.match(r"[ ]*[一二三四五六]、", line))
        ):
            break
        if line.strip():
            end = stop
        position = stop if stop < len(text) else -1
    return max(end, at)


def _headings(text: str, tables: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    headings = []
    expected = 1
    for match in HEADING.finditer(text):
        if any(start <= match.start() < end for start, end in tables):
            continue
        level = match.lastgroup or "point"
        if level == "plain" and not (match.start() and len(announced(match[level]) - {NEXT}) == 1):
            continue
        if level == "point":
            number = DIGITS.index(match[level][0]) + 1
            if number not in (1, expected):
                continue
            expected = number + 1
        else:
            expected = 1
        mark = match.start(level)
        title = TITLE.match(text, mark)
        headings.append((mark, DEPTH[level], title.group().strip() if title else ""))
    return headings


def _opened(above: _Open, depth: int, title: str, year: int) -> _Open:
    kind, about = above.kind, above.year
    if depth <= DEPTH["item"]:
        kind, about = _kind_of(title, above, year)
    return _Open(depth, title, kind, about)


def _kind_of(title: str, above: _Open, year: int) -> tuple[SectionKind, int]:
    """Return what a heading announces; a heading that announces nothing keeps the kind above it."""
    says = announced(title)
    if PROBLEM in says and above.kind is not SectionKind.PLAN:
        return SectionKind.PROBLEM, year
    if above.kind is SectionKind.PLAN:
        looks_back = above.depth < 0 and says & {PLAN, NEXT, REVIEW} == {REVIEW}  # 一、发展基础 of a plan
        return (SectionKind.REVIEW, _looked_back_on(title, above)) if looks_back else (above.kind, above.year)
    named = [int(y) for y in YEAR.findall(title)]
    later = bool(named) and max(named) > year
    coming = NEXT in says or (PLAN in says and not named and REVIEW not in announced(above.title))
    if (later or coming) and REVIEW not in says:
        return SectionKind.PLAN, max(named) if later else year + 1
    if REVIEW in says and above.depth < DEPTH["chapter"]:
        return SectionKind.REVIEW, year
    return above.kind, above.year


def _looked_back_on(title: str, plan: _Open) -> int:
    """Return the year that a plan looks back on: the one its heading names, else the one before it begins."""
    named = [int(y) for y in YEAR.findall(title)]
    return max(named) if named else plan.year - reporting_years(plan.title, plan.year)


def _paragraph_kinds(
    text: str, stack: list[_Open], start: int, end: int, tables: list[tuple[int, int]], coming: int
) -> list[Section]:
    """Return the stretch as sections, turning to problem or plan where a paragraph says so, and to plan up to its end
    where a sentence inside does; a cell of a table does not.

    Args:
        coming: the year of what comes next.
    """
    path = tuple(level.title for level in stack[1:])
    above = tuple(level.title for level in stack[1:] if level.depth < DEPTH["item"])
    kind, year = stack[-1].kind, stack[-1].year
    base = stack[0].year
    sections: list[Section] = []
    begin, opened, opens = start, start, cue_finder().has_openings(text[start:end])
    while begin < end:
        if table := next((last for first, last in tables if first <= begin < last), 0):
            begin = table
            continue
        stop = text.find("\n", begin, end)
        stop = end if stop < 0 else stop + 1
        turned = None
        says = cue_finder().in_opening(text[begin : min(stop, begin + OPENING)]) if opens else NO_KINDS
        if kind is SectionKind.REVIEW and PROBLEM in says:
            turned = SectionKind.PROBLEM, base
        elif kind is not SectionKind.PLAN:
            ahead = YEAR_AHEAD.match(text, begin, stop)
            named = coming if NEXT in says else int(ahead["year"]) if ahead else base
            turned = (SectionKind.PLAN, named) if named > base or NEXT in says else None
        if turned and turned != (kind, year):
            if begin > opened:
                sections.append(Section(path, kind, opened, begin, year))
            (kind, year), path, opened = turned, above, begin
        elif opens and kind is not SectionKind.PLAN and (ahead_at := _turning(text, begin, stop)):
            sections += [
                Section(path, kind, opened, ahead_at, year),
                Section(path, SectionKind.PLAN, ahead_at, stop, coming),
            ]
            opened = stop
        begin = stop
    if end > opened:
        sections.append(Section(path, kind, opened, end, year))
    return sections


def _turning(text: str, begin: int, end: int) -> int:
    """Return where in a paragraph a sentence turns to what comes next; 0 where none does."""
    for stop in SENTENCE_STOP.finditer(text, begin, end):
        if NEXT in cue_finder().in_opening(text[stop.end() : min(end, stop.end() + OPENING)]):
            return stop.end()
    return 0


def _with_tables(sections: list[Section], tables: list[tuple[int, int]]) -> list[Section]:
    if not tables:
        return sections
    cut: list[Section] = []
    for section in sections:
        at = section.start
        for start, end in tables:
            if end <= at or start >= section.end:
                continue
            if start > at:
                cut.append(Section(section.path, section.kind, at, start, section.year))
            at = max(at, start)
            stop = min(end, section.end)
            cut.append(Section(section.path, SectionKind.TABLE, at, stop, section.year))
            at = stop
        if at < section.end:
            cut.append(Section(section.path, section.kind, at, section.end, section.year))
    return cut


class SectionIndex:
    """Find the section of an offset."""

    def __init__(self, sections: list[Section]) -> None:
        self.sections = sections
        self._starts = [section.start for section in sections]

    def at(self, offset: int) -> Section:
        """Return the section that holds ``offset``."""
        return self.sections[bisect_right(self._starts, offset) - 1]
