"""How numbers and labels lie to each other in a text: what is in reach, what belongs to whom, what a clause says
itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from core.parsing.breaks import CLAUSE_STOPS, Breaks
from core.parsing.candidates import Statement
from core.parsing.labels import Hit
from core.parsing.text import says_any

# words of a clause that add no subject of their own: the subject of the clause before carries over; all of them
# literal, so
# that ``re`` skips to their first characters
LIGHT = re.compile(
    r"其中|共计|总计|合计|累计|累积|总数|总量|共|已经|已|均|都|达到|高达|达|为|是|有|同比|环比|比上年|较上年|比去年|较去年|同期|相比"
    r"|增长|增加|上升|减少|压缩|压减|精简|精减|缩短|缩减|缩小|提速|提升|提高|下降|降低|优化|了|约|近|超过|超|平均|目前|现在|现"
    r"|仅|只|需|由|从|原来|原|至|到|实现|完成|分别|以上|左右|年均|保持|在|其余|个人| |\n|“|”|\"|'|\(|\)|~|-"
)
AMONG = re.compile(r"其中|\((?:含|包括|包含)|,(?:含|包括|包含)|集中在|主要涉及")
# 共办理此类工单25件: of the kind that the sentence or heading before it names
THIS_KIND = re.compile(r"[此该这]类")
# of some days only: 春节期间受理诉求1832件
SPECIAL_DAYS = re.compile(
    r"(?:春节|国庆|元旦|中秋|五一|端午|清明|双节|中考|高考|中高考|两会|汛期|节日|节假日|疫情|寒假|暑假|开学季)[^,。;]{0,6}(?:期间|假期|长假)"
)
# what is named as a way is not what is counted: 通过门户网站、政务新媒体等渠道公开信息96840条
WAYS = re.compile(
    r"(?:通过|利用|依托|借助|运用)[^,。;:\d]{2,40}等(?:多种|各类|各种|多个|多元|线上|线下)*(?:渠道|平台|方式|途径|载体|形式)"
)
CONNECTS = re.compile(r"^(?:[^,;:。、!?\n]{0,6}(?:和|及|与|、|以及)[ ]*)?$")
OPENS_MEMBER = "、,:"  # a label may begin with the mark before it: 、投诉
SENTENCE_BEFORE_MAX = 80
UNCOUNTED = ("%", "百分点", "‰", "倍", "")


class Layout:
    """One text with its labels and numbers, in reading order."""

    def __init__(
        self, text: str, hits: list[Hit], statements: list[Statement], sentences: Breaks, clauses: Breaks
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.clauses = clauses
        self.hits = hits
        self.statements = statements
        self.hit_starts = [hit.start for hit in hits]
        self.number_starts = [s.quantity.start for s in statements]
        self._own_subject: dict[int, bool] = {}
        self._noun_behind: dict[int, bool] = {}
        self._stretches: dict[int, tuple[int, int]] = {}
        self._behind: dict[tuple[int, int], bool] = {}
        self._among = [match.start() for match in AMONG.finditer(text)]
        self._this_kind = [match.start() for match in THIS_KIND.finditer(text)]
        self._special_days = [match.start() for match in SPECIAL_DAYS.finditer(text)]
        self._ways = [match.span() for match in WAYS.finditer(text)]

    def in_reach(self, statement: Statement) -> list[Hit]:
        """Return the labels that may be said of the number, from the sentence before it to the end of its clause."""
        high = self._right_edge(statement)
        furthest = max(high, statement.clause[1])
        start, end = statement.quantity.start, statement.quantity.end
        return [
            hit
            for hit in self.between(self._left_edge(statement), high)
            if hit.end <= furthest and (hit.end <= start or hit.start >= end or hit.start < start and hit.end > end)
        ]  # a label that cuts the number is none; one may reach around it

    def between(self, low: int, high: int) -> list[Hit]:
        """Return the labels that begin in a stretch."""
        return self.hits[bisect_left(self.hit_starts, low) : bisect_left(self.hit_starts, high)]

    def numbers_between(self, low: int, high: int) -> range:
        """Return the indices of the statements whose numbers begin in a stretch."""
        return range(bisect_left(self.number_starts, low), bisect_left(self.number_starts, high))

    def stretch(self, statement: Statement) -> tuple[int, int]:
        """Return the part of the clause between the numbers before and behind."""
        i = statement.index
        if i not in self._stretches:
            start, end = statement.clause
            if i:
                start = max(start, self.statements[i - 1].quantity.end)
            if i + 1 < len(self.statements):
                end = min(end, self.number_starts[i + 1])
            self._stretches[i] = start, end
        return self._stretches[i]

    def among(self, statement: Statement) -> int:
        """Return where the last 其中 before a number in its sentence stands, −1 where there is none."""
        return _last_before(self._among, statement)

    def is_of_some_only(self, statement: Statement, hit: Hit) -> bool:
        """Return whether the sentence tells of a kind said before (此类) or of some days only, or the label names a
        way.
        """
        if self._this_kind and _last_before(self._this_kind, statement) >= 0:
            return True
        days = _last_before(self._special_days, statement) if self._special_days else -1
        if days >= 0 and not hit.start <= days < hit.end:
            return True
        return bool(self._ways) and any(start <= hit.start < end for start, end in self._ways)

    def without_ways(self, words: str) -> str:
        """Return words of the text without the ways by which something was done."""
        return WAYS.sub("", words) if self._ways else words

    def belongs_behind(self, hit: Hit) -> bool:
        """Return whether the label completes a number before it: 1635项政务服务事项."""
        span = hit.start, hit.end
        if span not in self._behind:
            self._behind[span] = self._completes(hit)
        return self._behind[span]

    def _completes(self, hit: Hit) -> bool:
        i = bisect_left(self.number_starts, hit.start) - 1
        if i < 0:
            return False
        gap = self.text[self.statements[i].quantity.end : hit.start]
        return len(gap) <= 4 and not says_any(gap, CLAUSE_STOPS + "、")

    def belongs_before(self, hit: Hit) -> bool:
        """Return whether a number follows the label at once: 承诺件645个."""
        i = bisect_left(self.number_starts, hit.end)
        return i < len(self.number_starts) and self.number_starts[i] - hit.end <= 1

    def belongs_to_next(self, statement: Statement, hit: Hit) -> bool:
        """Return whether a label that ends behind a number is said of the one that follows it.

        61件(上年结转3件), 诉求类27件、咨询类6件, and of a label with a gap 复议14件(维持10件).
        """
        end = statement.quantity.end
        if hit.end <= end or hit.start == end and self.text[end] not in OPENS_MEMBER:
            return False
        if hit.start >= end and self.text[hit.start] in OPENS_MEMBER:
            return True
        i = bisect_left(self.number_starts, hit.end)
        if i == len(self.statements) or self.number_starts[i] != hit.end:
            return False
        following = self.statements[i]
        return following.quantity.unit == statement.quantity.unit and following.role is statement.role

    def has_own_subject(self, statement: Statement) -> bool:
        """Return whether the clause of a number names what it is of, so that no subject carries over."""
        if statement.index not in self._own_subject:
            start, end = self.stretch(statement)
            own = self.text[start : statement.quantity.start] + self.text[statement.quantity.end : end]
            self._own_subject[statement.index] = _says_something(own)
        return self._own_subject[statement.index]

    def has_noun_behind(self, statement: Statement) -> bool:
        """Return whether a counted number is followed by what it counts: 政务服务事项的46个部门."""
        if statement.quantity.unit in UNCOUNTED:
            return False
        if statement.index not in self._noun_behind:
            behind = self.text[statement.quantity.end : self.stretch(statement)[1]]
            counted = not behind.startswith(("、", "和", "及", "与")) and _says_something(behind.split("、")[0])
            self._noun_behind[statement.index] = counted
        return self._noun_behind[statement.index]

    def sentence_before(self, statement: Statement) -> int:
        """Return where the sentence before the statement's begins."""
        return self.sentences.before(statement.sentence[0])

    def _left_edge(self, statement: Statement) -> int:
        """Return where the sentence begins, or the short one before it in the same paragraph."""
        start, before = statement.sentence[0], self.sentence_before(statement)
        return before if start - before < SENTENCE_BEFORE_MAX and "\n" not in self.text[before:start] else start

    def _right_edge(self, statement: Statement) -> int:
        """Return where the words behind a number stop being said of it; 38个区级和822个… share theirs."""
        at, stop = statement.quantity.end, statement.clause[1]
        for following in self.statements[statement.index + 1 :]:
            number = following.quantity
            if number.start >= stop:
                break
            if not CONNECTS.match(self.text[at : number.start]):
                return number.start
            at = number.end
        return stop


def _last_before(places: list[int], statement: Statement) -> int:
    i = bisect_left(places, statement.quantity.start) - 1
    return places[i] if i >= 0 and places[i] >= statement.sentence[0] else -1


def _says_something(words: str) -> bool:
    return len(LIGHT.sub("", words)) >= 2
