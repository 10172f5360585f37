"""Read a list of parts, behind 其中 or in parentheses, and the wholes it may be of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.audit.numbers import Number, Page, alike, has_unread
from core.parsing.openings import load_openings

AMONG = re.compile(
    r"其中(?:主要)?(?:包括|包含|含|为|有)?[ ]*(?P<closes>:)?|(?<=[,:])[ ]*(?P<respectively>分别(?:为|是)[ ]*:?)"
)
OVER = re.compile(r"共计?$|共有$|[总合累]计|总共|总[数量]|合共|一共|[增减]至|结转|此外|另外|同时|其中")
EACH = re.compile(r"[各均]$|均为$|分别")
LAST = re.compile(r"其他|其它|其余")
NAMED = re.compile(r"[\u4e00-\u9fffA-Za-z]")
STOP = re.compile(r"[,;:。、)]")
WORD_BEFORE = re.compile(r"[\u4e00-\u9fff]+\Z")
NOUN_REACH = 14  # 162个政务服务项目(行政审批140个,管理服务22个)


@dataclass(frozen=True, slots=True)
class Listing:
    """Parts that a text lists, and what they may be parts of, nearest first."""

    parts: tuple[Number, ...]
    firm: int  # how many of them stand in one even row; what follows may be another matter
    wholes: tuple[Number, ...]
    enclosed: bool  # in parentheses right behind the whole, or behind 其中:
    ends: bool  # the last of the firm parts is 其他
    together: bool  # the whole stands in the same sentence
    opposed: bool = False  # the firm parts are two of which there is no third: 线上, 线下


def listings(page: Page) -> Iterator[Listing]:
    """Yield the lists behind 其中 and the ones in parentheses behind their whole."""
    yield from _among(page)
    yield from _in_parentheses(page)


def _among(page: Page) -> Iterator[Listing]:
    taken = 0
    for match in AMONG.finditer(page.text):
        if match.start() >= taken and (listing := _behind(page, match)):
            taken = listing.parts[listing.firm - 1].end
            yield listing


def _behind(page: Page, match: re.Match[str]) -> Listing | None:
    at = match.start()
    start, stop = page.sentence_at(at)
    opened = _opened(page.text, start, at)
    row = _parts(page, match.end(), _closing(page.text, opened, stop) if opened >= 0 else stop)
    if row is None:
        return None
    wholes, together = _wholes(page, start, opened if opened >= 0 else at, row[0][0].unit)
    beside = opened >= 0 and bool(wholes) and not page.text[wholes[0].end : opened].strip()
    if wholes and has_unread(page.unread(wholes[0].end, at)):
        return None
    return _listing(
        page, *row, wholes, together and (beside or bool(match["closes"] or match["respectively"])), together
    )


def _in_parentheses(page: Page) -> Iterator[Listing]:
    opened = page.text.find("(")
    while opened >= 0:
        whole = _whole_before(page, opened)
        end = _closing(page.text, opened, min(opened + 400, len(page.text))) if whole else opened
        if whole and not AMONG.search(page.text, opened, end) and (row := _parts(page, opened + 1, end)):
            partial = page.text.startswith("含", opened + 1)
            listing = _listing(page, *row, (whole,), not partial, True)
            if listing and len(listing.parts) > 1 and listing.parts[0].unit == whole.unit:
                yield listing
        opened = page.text.find("(", opened + 1)


def _whole_before(page: Page, opened: int) -> Number | None:
    before = page.within(opened - NOUN_REACH, opened)
    if not before or not before[-1].counts or STOP.search(page.text, before[-1].end, opened):
        return None
    return before[-1]


def _listing(
    page: Page, parts: tuple[Number, ...], firm: int, wholes: tuple[Number, ...], enclosed: bool, together: bool
) -> Listing | None:
    if not wholes or (len(parts) == 1 and wholes[0].unit != parts[0].unit):
        return None
    last = parts[firm - 1]
    before = max((number.end for number in page.within(last.sentence[0], last.start)), default=last.sentence[0])
    ends = firm > 1 and bool(LAST.search(page.text, before, last.start))
    return Listing(parts, firm, wholes, enclosed, ends, together, _are_opposed(page.text, parts[:firm]))


def _are_opposed(text: str, parts: tuple[Number, ...]) -> bool:
    """Return whether two parts are named by words that leave no third: 线上办理1001件,线下窗口2000件."""
    if len(parts) != 2:
        return False
    nouns = [WORD_BEFORE.search(text, max(0, part.start - NOUN_REACH), part.start) for part in parts]
    first, second = (noun[0] if noun else "" for noun in nouns)
    return any(
        (one in first and other in second) or (other in first and one in second)
        for one, other in load_openings().opposed
    )


def _opened(text: str, start: int, at: int) -> int:
    """Return where the parenthesis opens that is still open at ``at``, −1 when there is none."""
    opened = text.rfind("(", start, at)
    return opened if opened > text.rfind(")", start, at) else -1


def _closing(text: str, opened: int, stop: int) -> int:
    depth = 0
    for i in range(opened, stop):
        depth += (text[i] == "(") - (text[i] == ")")
        if not depth:
            return i
    return stop


def _parts(page: Page, start: int, end: int) -> tuple[tuple[Number, ...], int] | None:
    """Return the named counts of one unit listed in a stretch, and how many of them stand in an even row.

    A row is even when the same units stand behind each part: 甲5项,金额3万元;乙2项,金额1万元. None where a part is unreadable.
    """
    parts: list[Number] = []
    behind: list[tuple[str, ...]] = []  # the units between each part and the next
    at, depth = start, 0
    others: tuple[str, ...] = ()
    for number in page.within(start, end):
        gap = page.text[at : number.start]
        at = number.end
        depth += gap.count("(") - gap.count(")")
        if has_unread(gap):
            return None
        if depth > 0 or not number.counts:
            continue
        if parts and number.unit != parts[0].unit:
            others = (*others, number.unit)
            continue
        between = page.text[(parts[-1].end if parts else start) : number.start]
        if EACH.search(between):
            return None
        if not NAMED.search(gap) or (parts and _is_over(page, between, parts)):
            end = at
            break
        behind += [others] if parts else []
        parts.append(number)
        others = ()
    if not parts or has_unread(page.text[at:end], parts[0].unit):
        return None
    return tuple(parts), _even(behind)


def _even(behind: list[tuple[str, ...]]) -> int:
    even = next((n for n, units in enumerate(behind) if units != behind[0]), len(behind))
    return 1 + even if even > 1 or not any(behind[:1]) else 1


def _is_over(page: Page, between: str, parts: list[Number]) -> bool:
    """Return whether the list ends before a number: a total follows, or a semicolon in a list of commas."""
    by_semicolons = len(parts) == 1 or ";" in page.text[parts[0].end : parts[1].start]
    return bool(OVER.search(between)) or (";" in between and not by_semicolons)


def _wholes(page: Page, start: int, at: int, unit: str) -> tuple[tuple[Number, ...], bool]:
    """Return the numbers that parts of ``unit`` may be of, nearest first, and whether they stand in the same
    sentence.
    """
    own = _counted(page, start, at, unit)
    if own:
        return own, True
    paragraph = page.paragraph_of(start)
    if start <= paragraph or NAMED.search(page.text, start, at):
        return (), False
    before, _ = page.sentence_at(start - 2)
    return (_counted(page, before, start, unit), False) if before >= paragraph else ((), False)


def _counted(page: Page, start: int, end: int, unit: str) -> tuple[Number, ...]:
    members = [number for number in page.within(start, end) if number.counts and alike(number.unit, unit)]
    return tuple(reversed(members))
