"""Say of which indicator a number is said: candidates with verdicts, and the decision made from them alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from core.declarations import WILDCARD
from core.model import Certainty, Indicator, Quantity, Role, Section, Status
from core.parsing.labels import Hit
from core.parsing.subjects import own_part
from core.parsing.text import bare

SENTENCE = re.compile(r"[^。!?\n]+[。!?]*")
CLAUSE_STOPS = ",;:。!?\n"
BREAKS = re.compile(r"[。!?;\n]")

# what separates a label from its number, in points; a candidate costs the sum
COMMA, SEMICOLON, PAUSE, NUMBER_BETWEEN, LETTER = 4.0, 10.0, 1.5, 3.0, 0.25
CHAIN = 0.4  # 材料38份精减至24份,减少14份,精简了37%: numbers of one change stand in a chain
PAIRED = (Role.BEFORE, Role.AFTER, Role.CHANGE)
OWN_SUBJECT = 12.0  # the clause of the number has a subject of its own
BEHIND, BEHIND_RATE, LABEL_OF_ANOTHER, SENTENCE_BEFORE = 1.5, 9.0, 4.0, 9.0
AROUND, NEXT_MEMBER, NOUN_OF_COUNTER, NOUN_BEHIND = 0.5, 6.0, -2.0, 3.0
LABEL_LETTER, LABEL_LETTER_MAX, CONTEXT = 0.7, 8, 2.0
REACH = 12.0  # points beyond which a label is too far
SOFT_REACH = 4.0
BARE_GAP = 6

LISTED = re.compile(r"[ ]*[”\"]?(?:[、和及与均都皆]|以及|双双|同为)")  # what follows a member of a list
PARENTHESES = re.compile(r"\([^()\n]*\)")
NEXT_IN_LIST = re.compile(r"^(?:[、和及与]|以及)")
# words of a clause that add no subject of their own: the subject of the clause before carries over
LIGHT = re.compile(
    r"其中|共计|总计|合计|累计|累积|总数|总量|共|已经|已|均|都|达到|高达|达|为|是|有|同比|环比|比上年|较上年|比去年|较去年|同期|相比"
    r"|增长|增加|上升|减少|压缩|压减|精简|精减|缩短|缩减|缩小|提速|提升|提高|下降|降低|优化|了|约|近|超过|超|平均|目前|现在|现"
    r"|仅|只|需|由|从|原来|原|至|到|实现|完成|分别|以上|左右|年均|保持|在|其余|个人|[\s“”\"'()~-]"
)
# a stock is not stated where a clause says that some of it changes
DELTA = re.compile(r"取消|新增|增设|优化|调整(?![为至到])|承接|下放|划转|清理|合并|改为|改备案|废止|抽查|整改|撤销|减免|替代")
AMONG = "其中"
PER = re.compile(r"每|人均|日均|月均|周均|年均|户均|场均|单日|百万人")
COUNTED = ("count", "stock", "amount")
CONNECTS = re.compile(r"^(?:[^,;:。、!?\n]{0,6}(?:和|及|与|、|以及)[ ]*)?$")
LIST_WORD = re.compile(r"[”\"]?(?:[、和及与]|以及)[“\"]?")
EACH = re.compile(r"[均都皆]|双双|同为")
RESPECTIVELY = re.compile(r"分别")
LIST_BREAK = re.compile(r"、|以及|和|及|与")
LIST_GAP = re.compile(r"^[ ]*(?:、|,|和|及|与|以及|;)?[ ]*(?:达到|达|为|是)?$")


class Verdict(StrEnum):
    """What became of a label in reach of a number."""

    ACCEPTED = "accepted"
    OUTDONE = "outdone"  # another label is nearer or longer
    WRONG_UNIT = "wrong_unit"
    WRONG_ROLE = "wrong_role"  # a target, a change … that this indicator does not take
    NO_CONTEXT = "no_context"  # none of `near` stands around
    FORBIDDEN = "forbidden"  # one of `forbid` stands in the clause
    TOO_FAR = "too_far"
    PART = "part"  # behind 其中: a member of the whole that the label names
    RATIO = "ratio"  # 每百万人, 日均: no total
    TAKEN = "taken"  # the label already belongs to a number before this one
    AMBIGUOUS = "ambiguous"  # 办结率和满意率分别为96%: which is which?


class Candidate(NamedTuple):
    """A label that was considered for a number, and the verdict on it."""

    indicator: Indicator
    label: str
    label_start: int
    label_end: int
    quantity: Quantity
    verdict: Verdict
    cost: float


@dataclass(frozen=True, slots=True)
class Statement:
    """A number with the sentence and clause it stands in."""

    quantity: Quantity
    role: Role
    section: Section
    sentence: tuple[int, int]
    clause: tuple[int, int]
    context: str  # the sentence, the one before it, and the headings


class Matcher:
    """Decide the indicators of the statements of one text, in reading order."""

    def __init__(self, text: str, hits: list[Hit], statements: list[Statement]) -> None:
        self._text = text
        self._hits = hits
        self._starts = [hit.start for hit in hits]
        self._statements = statements
        self._numbers = [s.quantity.start for s in statements]
        self._own_subject: dict[int, bool] = {}
        self._taken: set[tuple[str, int, Role]] = set()
        self._said: set[tuple[str, int]] = set()
        self._claimed: list[tuple[int, int, str]] = []
        self._slots = self._read_respectively()

    def candidates(self, index: int) -> list[Candidate]:
        """Return the labels considered for the statement, best first, each with its verdict."""
        statement = self._statements[index]
        slot = self._slots.get(index)
        if slot == ():
            return self._ambiguous(statement)
        judged = [self._judge(statement, index, hit, slot) for hit in self._in_reach(statement, index, slot)]
        judged.sort(key=lambda c: (c.verdict is not Verdict.ACCEPTED, c.cost, -len(c.label)))
        if slot is None and self._sums_up(statement, judged):
            return [c._replace(verdict=Verdict.AMBIGUOUS) if c.verdict is Verdict.ACCEPTED else c for c in judged]
        return _settle(judged, self._shared(statement, judged))

    def claim(self, candidate: Candidate, role: Role) -> None:
        """Remember that a number has taken this label for its indicator."""
        self._taken.add((candidate.indicator.id, candidate.label_start, role))
        self._said.add((candidate.indicator.id, bisect_left(self._numbers, candidate.quantity.start)))
        if WILDCARD not in candidate.label:
            self._claimed.append((candidate.label_start, candidate.label_end, candidate.quantity.unit))

    def _in_reach(self, statement: Statement, index: int, slot: tuple[int, int] | None) -> Iterator[Hit]:
        if slot is not None:
            low, high = slot
        else:
            low = self._left_edge(statement)
            high = self._right_edge(statement, index)
        first = bisect_left(self._starts, low)
        for hit in self._hits[first : bisect_left(self._starts, high)]:
            if hit.end <= max(high, statement.clause[1]) and not _cuts(hit, statement.quantity):
                yield hit

    def _left_edge(self, statement: Statement) -> int:
        """Return where the sentence begins, or the one before it in the same paragraph."""
        start = statement.sentence[0]
        before = max(self._text.rfind(stop, 0, max(0, start - 1)) for stop in "。!?\n") + 1
        newline = self._text.rfind("\n", 0, start)
        return before if start - before < 80 and newline < before else start

    def _right_edge(self, statement: Statement, index: int) -> int:
        """Return where the words behind a number stop being said of it."""
        at = statement.quantity.end
        stop = statement.clause[1]
        following = index + 1
        while following < len(self._statements):
            number = self._statements[following].quantity
            if number.start >= stop:
                break
            if not CONNECTS.match(self._text[at : number.start]):
                return number.start
            at = number.end
            following += 1
        return stop

    def _judge(self, statement: Statement, index: int, hit: Hit, slot: tuple[int, int] | None) -> Candidate:
        refused = _refused(statement, hit.indicator)
        if refused is not None:
            return Candidate(hit.indicator, hit.label, hit.start, hit.end, statement.quantity, refused, 0.0)
        cost = 0.0 if slot is not None else self._cost(statement, index, hit)
        verdict = self._verdict(statement, hit, cost)
        cost -= LABEL_LETTER * min(len(hit.label), LABEL_LETTER_MAX) + self._context(statement, hit.indicator)
        return Candidate(hit.indicator, hit.label, hit.start, hit.end, statement.quantity, verdict, cost)

    def _verdict(self, statement: Statement, hit: Hit, cost: float) -> Verdict:
        indicator = hit.indicator
        if cost > REACH or not _certain(statement.quantity, hit, cost):
            return Verdict.TOO_FAR
        if indicator.forbid:
            around = bare(self._around(statement, hit))
            if any(word in around for word in indicator.forbid):
                return Verdict.FORBIDDEN
        if self._is_member(statement, hit):
            return Verdict.PART
        if indicator.kind in COUNTED and "/" not in statement.quantity.unit and self._is_ratio(statement, hit):
            return Verdict.RATIO
        if indicator.kind == "stock" and self._says_change(statement, hit):
            return Verdict.FORBIDDEN
        if indicator.avoid:
            before = bare(self._text[statement.sentence[0] : statement.quantity.start])
            if any(word in before for word in indicator.avoid):
                return Verdict.FORBIDDEN
        if indicator.near and not any(word in statement.context for word in indicator.near):
            return Verdict.NO_CONTEXT
        if self._is_taken(statement, hit):
            return Verdict.TAKEN
        return Verdict.ACCEPTED

    def _around(self, statement: Statement, hit: Hit) -> str:
        """Return the words that may forbid: the clause with the label, cut at the 、 of a list of numbers."""
        start, end = min(hit.start, statement.clause[0]), max(statement.clause[1], hit.end)
        i = bisect_left(self._numbers, statement.quantity.start)
        before = self._statements[i - 1].quantity.end if i else 0
        if self._text.startswith("、", before) and start < before <= hit.start:
            start = before
        pause = self._text.find("、", statement.quantity.end, end)
        if pause >= hit.end and i + 1 < len(self._numbers) and self._numbers[i + 1] < end:
            end = pause
        return self._text[start:end]

    def _is_taken(self, statement: Statement, hit: Hit) -> bool:
        """Return whether a number before this one has the label, or one of its unit a longer label that holds it."""
        if (hit.indicator.id, hit.start, statement.role) in self._taken:
            return not own_part(self._text, statement.quantity, hit.indicator.parts)
        return any(
            start <= hit.start and hit.end <= end and end - start > hit.end - hit.start and unit == statement.quantity.unit
            for start, end, unit in self._claimed
        )

    def _context(self, statement: Statement, indicator: Indicator) -> float:
        """Return what the words around add: most where one of `near` stands before the number in its own sentence."""
        if not indicator.near:
            return 0.0
        start, at = statement.sentence[0], statement.quantity.start
        nearest = max(self._text.rfind(word, start, at) for word in indicator.near)
        return CONTEXT / 2 if nearest < 0 else CONTEXT - CONTEXT / 4 * (at - nearest) / (at - start + 1)

    def _cost(self, statement: Statement, index: int, hit: Hit) -> float:
        quantity = statement.quantity
        if hit.start < quantity.start and hit.end > quantity.end:  # 优化…一件事 around 5个
            letters = hit.end - hit.start - len(hit.label) - (quantity.end - quantity.start)
            return AROUND + LETTER * letters + LABEL_OF_ANOTHER * self._belongs_behind(hit)
        if hit.end <= quantity.start:
            low, high = hit.end, quantity.start
            cost = 0.0
            if hit.start < statement.sentence[0]:
                cost += SENTENCE_BEFORE
            if self._belongs_behind(hit):
                cost += LABEL_OF_ANOTHER
            if hit.end <= statement.clause[0] and self._has_own_subject(index):
                cost += OWN_SUBJECT
            elif self._has_noun_behind(index):
                cost += NOUN_BEHIND
        else:
            low, high = quantity.end, hit.start
            cost = BEHIND_RATE if quantity.unit in ("%", "百分点", "‰", "倍") else BEHIND
            if self._belongs_before(hit):
                cost += LABEL_OF_ANOTHER
            elif low == high and cost == BEHIND:
                cost = NOUN_OF_COUNTER  # 40个电子印章
            if NEXT_IN_LIST.match(self._text[low:high]):  # 1023项和四大依职权类
                cost += NEXT_MEMBER
        if high - low > 1 and self._numbers_within(hit.start, hit.end):
            cost += LABEL_OF_ANOTHER
        gap = self._text[low:high]
        if "(" in gap:
            gap = PARENTHESES.sub("", gap)
        numbers = self._numbers_within(low, high)
        letters = len(gap)
        for n in range(bisect_left(self._numbers, low), bisect_left(self._numbers, high)):
            number = self._statements[n].quantity
            letters -= number.end - number.start
        chain = CHAIN if statement.role in PAIRED and low >= hit.end else 1.0
        return (
            cost
            + chain * NUMBER_BETWEEN * numbers
            + chain * COMMA * gap.count(",")
            + SEMICOLON * gap.count(";")
            + PAUSE * gap.count("、")
            + LETTER * max(letters, 0)
        )

    def _has_own_subject(self, index: int) -> bool:
        """Return whether the clause of a number names what it is of, so that no subject carries over."""
        if index not in self._own_subject:
            self._own_subject[index] = self._names_own_subject(index)
        return self._own_subject[index]

    def _has_noun_behind(self, index: int) -> bool:
        """Return whether a counted number is followed by what it counts: 政务服务事项的46个部门."""
        statement = self._statements[index]
        if statement.quantity.unit in ("%", "百分点", "‰", "倍", ""):
            return False
        end = statement.clause[1]
        if index + 1 < len(self._statements):
            end = min(end, self._numbers[index + 1])
        behind = self._text[statement.quantity.end : end]
        return not behind.startswith(("、", "和", "及", "与")) and len(LIGHT.sub("", behind.split("、")[0])) >= 2

    def _names_own_subject(self, index: int) -> bool:
        statement = self._statements[index]
        start, end = statement.clause
        low, high = start, end
        if index and self._statements[index - 1].quantity.end > start:
            low = self._statements[index - 1].quantity.end
        if index + 1 < len(self._statements) and self._numbers[index + 1] < end:
            high = self._numbers[index + 1]
        quantity = statement.quantity
        own = self._text[low : quantity.start] + self._text[quantity.end : high]
        return len(LIGHT.sub("", own)) >= 2

    def _numbers_within(self, low: int, high: int) -> int:
        return bisect_left(self._numbers, high) - bisect_left(self._numbers, low)

    def _is_member(self, statement: Statement, hit: Hit) -> bool:
        """Return whether 其中 stands before the number and the label is the whole's: 公开512条,其中动态203条."""
        among = self._text.rfind(AMONG, statement.sentence[0], statement.quantity.start)
        if among < 0 or ";" in self._text[among : statement.quantity.start]:
            return False
        if own_part(self._text, statement.quantity, hit.indicator.parts):
            return False
        whole = bisect_left(self._numbers, among) - 1
        return hit.start < among or (whole >= 0 and (hit.indicator.id, whole) in self._said)

    def _is_ratio(self, statement: Statement, hit: Hit) -> bool:
        i = bisect_left(self._numbers, statement.quantity.start)
        before = self._statements[i - 1].quantity.end if i else 0
        found = PER.search(self._text, max(before, statement.clause[0]), statement.quantity.start)
        return bool(found) and not hit.start <= found.start() < hit.end

    def _says_change(self, statement: Statement, hit: Hit) -> bool:
        """Return whether the words before the number say that part of a stock changes: 取消审批事项5项."""
        i = bisect_left(self._numbers, statement.quantity.start)
        before = self._statements[i - 1].quantity.end if i else 0
        found = DELTA.search(self._text, max(before, statement.clause[0]), statement.quantity.start)
        return bool(found) and not hit.start <= found.start() < hit.end

    def _belongs_behind(self, hit: Hit) -> bool:
        """Return whether the label completes a number before it: 1635项政务服务事项."""
        i = bisect_left(self._numbers, hit.start) - 1
        if i < 0:
            return False
        gap = self._text[self._statements[i].quantity.end : hit.start]
        return len(gap) <= 4 and not any(stop in gap for stop in CLAUSE_STOPS + "、")

    def _belongs_before(self, hit: Hit) -> bool:
        """Return whether a number follows the label at once: 承诺件645个."""
        i = bisect_left(self._numbers, hit.end)
        if i >= len(self._numbers):
            return False
        return self._numbers[i] - hit.end <= 1

    def _shared(self, statement: Statement, judged: list[Candidate]) -> list[Candidate]:
        """Return the labels that share this number, the best at each place: 差评回复率、整改率均达到100%."""
        best = judged[0] if judged and judged[0].verdict is Verdict.ACCEPTED else None
        if best is None:
            return []
        before = self._text[statement.clause[0] : statement.quantity.start]
        if best.label_end > statement.quantity.start or not EACH.search(before):
            return [best]
        at_end: dict[int, Candidate] = {best.label_end: best}
        for c in judged:
            if c.verdict is Verdict.ACCEPTED and c.label_start >= statement.clause[0] and LISTED.match(self._text, c.label_end):
                at_end.setdefault(c.label_end, c)
        return list(at_end.values())

    def _sums_up(self, statement: Statement, judged: list[Candidate]) -> bool:
        """Return whether a count stands behind a list of indicators and is nobody's own: 跨省通办、全区通办事项870个."""
        best = judged[0] if judged and judged[0].verdict is Verdict.ACCEPTED else None
        if best is None or statement.quantity.unit == "%" or not best.label_end <= statement.quantity.start:
            return False
        if EACH.search(self._text, best.label_end, statement.quantity.start) or best.label_start <= statement.clause[0]:
            return False
        return any(
            c.verdict is Verdict.ACCEPTED
            and c.indicator is not best.indicator
            and statement.clause[0] <= c.label_start
            and c.label_end < best.label_start
            and LIST_WORD.fullmatch(self._text, c.label_end, best.label_start)
            for c in judged
        )

    def _ambiguous(self, statement: Statement) -> list[Candidate]:
        found = []
        for hit in self._hits[bisect_left(self._starts, statement.sentence[0]) : bisect_left(self._starts, statement.quantity.start)]:
            if _takes_unit(hit.indicator, statement.quantity) and statement.role in hit.indicator.roles:
                found.append(Candidate(hit.indicator, hit.label, hit.start, hit.end, statement.quantity, Verdict.AMBIGUOUS, 0.0))
        return found

    def _read_respectively(self) -> dict[int, tuple[int, int] | tuple[()]]:
        """Return for each number behind 分别 the stretch that names its subject; () where counts do not match."""
        slots: dict[int, tuple[int, int] | tuple[()]] = {}
        for word in RESPECTIVELY.finditer(self._text):
            first = bisect_left(self._numbers, word.end())
            numbers = self._run_of_numbers(word.end(), first)
            if len(numbers) < 2:
                continue
            begin = max(self._text.rfind(stop, 0, word.start()) for stop in CLAUSE_STOPS) + 1
            edges = [begin, *(m.end() for m in LIST_BREAK.finditer(self._text, begin, word.start()))]
            nouns = list(zip(edges, [*edges[1:], word.start()], strict=True))
            named = [noun for noun in nouns if self._names_something(noun)]
            if not any(self._names_something(noun) for noun in nouns):
                continue
            rows = nouns if len(nouns) == len(numbers) else named
            for n, number in enumerate(numbers):
                slots[number] = rows[n] if len(rows) == len(numbers) else ()
        return slots

    def _run_of_numbers(self, at: int, first: int) -> list[int]:
        run: list[int] = []
        for i in range(first, len(self._statements)):
            gap = self._text[at : self._numbers[i]]
            if (len(gap) > 8 or any(s in gap for s in ",;。\n")) if not run else not LIST_GAP.match(gap):
                break
            run.append(i)
            at = self._statements[i].quantity.end
        return run

    def _names_something(self, noun: tuple[int, int]) -> bool:
        i = bisect_left(self._starts, noun[0])
        return i < len(self._hits) and self._hits[i].end <= noun[1]


def _refused(statement: Statement, indicator: Indicator) -> Verdict | None:
    """Return what rules an indicator out for a number wherever its label stands."""
    if not _takes_unit(indicator, statement.quantity):
        return Verdict.WRONG_UNIT
    return None if statement.role in indicator.roles else Verdict.WRONG_ROLE


def _certain(quantity: Quantity, hit: Hit, cost: float) -> bool:
    """Return whether a soft or bare number is close enough to its label to count."""
    if quantity.certainty is Certainty.SOFT:
        return cost <= SOFT_REACH and (quantity.value or 0) >= 2
    if quantity.certainty is Certainty.BARE:
        return 0 <= hit.start - quantity.end <= BARE_GAP
    if not quantity.unit and quantity.status is Status.STATED:
        return 0 <= quantity.start - hit.end <= BARE_GAP  # 注册用户达87.6万
    return True


def _cuts(hit: Hit, quantity: Quantity) -> bool:
    """Return whether label and number share characters without the label reaching around the number."""
    if hit.end <= quantity.start or hit.start >= quantity.end:
        return False
    return not (hit.start < quantity.start and hit.end > quantity.end)


def _takes_unit(indicator: Indicator, quantity: Quantity) -> bool:
    if quantity.certainty is Certainty.BARE:
        return indicator.kind in ("count", "stock")
    if quantity.status is Status.MASKED and not quantity.unit:
        return indicator.kind in ("amount", "score")
    if not quantity.unit:
        return indicator.kind in ("count", "stock")
    return quantity.unit in indicator.units


def _settle(judged: list[Candidate], winners: list[Candidate]) -> list[Candidate]:
    """Return the candidates with every accepted one that lost marked as outdone; one winner an indicator."""
    won: dict[str, Candidate] = {}
    for winner in winners:
        won.setdefault(winner.indicator.id, winner)
    return [
        c._replace(verdict=Verdict.OUTDONE)
        if c.verdict is Verdict.ACCEPTED and won.get(c.indicator.id) is not c
        else c
        for c in judged
    ]
