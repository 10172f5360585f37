"""What forbids that a number is said of an indicator although a label stands in reach: one small rule each."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.declarations import WILDCARD
from core.model import Certainty, Indicator, Quantity, Role, Status
from core.parsing.candidates import Candidate, Statement, Verdict
from core.parsing.costs import REACH
from core.parsing.labels import Hit
from core.parsing.layout import Layout
from core.parsing.subjects import own_part
from core.parsing.text import bare, says_any

SOFT_REACH = 4.0
BARE_GAP = 2  # letters between a number that lost its counter and its label
# adjectives that narrow what a label says: 高频政务服务事项 are not all of them
NARROW = (
    "高频",
    "重点",
    "涉企",
    "部分",
    "热门",
    "常用",
    "特色",
    "重复",
    "个别",
    "试点",
    "专项",
    "典型",
    "突出",
    "简易",
    "某",
)
# a rate that selects is nobody's figure: 满意率低于90%的单位
SELECTS = re.compile(
    r"(?:低于|高于|不足|未达到?|未达|超过|达到?|在)[^,。;]{0,8}%(?:以下|以上)?的?(?:单位|部门|区县|窗口|乡镇|街道|承办)"
)
SELECTED = 8
# one theme by its name is not all of them: “新生儿出生一件事”材料由13份减到4份
ONE_THEME = re.compile(r"[“\"](?P<name>[^“”\"\n]{2,14})一件事(?:一次办)?[”\"](?![、等“\"])")
NO_THEME = re.compile(r"(?:高效|办[成好]|集成|主题|打包|重点|联办|关联|个人|企业|法人|周期|人生|事项|办理)$")
NOUN_OF_BODY = re.compile(r"(?:部门|单位|窗口|企业|乡镇|街道|社区|村|市州|县|区县|网点|站点)(?!级)")
BODIES = ("个", "家")
COUNTED = ("count", "stock", "amount")
PER = re.compile(r"每|人均|日均|月均|周均|年均|户均|场均|单日|百万人")
# 仍有13%的事项未实现全程网办: of what is not so
NEGATED = re.compile(
    r"尚未|仍未|还未|暂未|未(?:实现|能|达|完成|进驻|入驻|开通|上线|接通|纳入|覆盖|整改|解决|办结|按)|没有|无法|不能|尚无"
)
# a stock is not stated where a clause says that some of it changes
DELTA = re.compile(
    r"取消|新增|增设|优化|调整(?![为至到])|承接|下放|划转|清理|合并|改为|改备案|废止|抽查|整改|撤销|减免|替代|注销|关停|关闭|退出"
)


class Claims:
    """What the numbers read so far have taken."""

    def __init__(self) -> None:
        self._labels: set[tuple[str, int, Role]] = set()
        self._numbers: set[tuple[str, int]] = set()
        self._spans: dict[str, list[tuple[int, int]]] = {}  # by unit

    def add(self, candidate: Candidate, statement: Statement) -> None:
        """Remember that the number of a statement has taken a label for its indicator."""
        self._labels.add((candidate.indicator.id, candidate.label_start, statement.role))
        self._numbers.add((candidate.indicator.id, statement.index))
        if WILDCARD not in candidate.label:
            self._spans.setdefault(candidate.quantity.unit, []).append((candidate.label_start, candidate.label_end))

    def has_label(self, statement: Statement, hit: Hit) -> bool:
        """Return whether a number before this one took the very label."""
        return (hit.indicator.id, hit.start, statement.role) in self._labels

    def has_longer(self, statement: Statement, hit: Hit) -> bool:
        """Return whether a number of the same unit took a longer label that holds this one."""
        spans = self._spans.get(statement.quantity.unit, ())
        return any(start <= hit.start and hit.end <= end and end - start > hit.end - hit.start for start, end in spans)

    def has_number(self, indicator: Indicator, index: int) -> bool:
        """Return whether a statement's number is said of the indicator."""
        return (indicator.id, index) in self._numbers


def fitting(statement: Statement, hits: Iterable[Hit]) -> list[Hit]:
    """Return the labels whose indicator takes the counter and role of a number; ``ruled_out`` says why the others
    do not.
    """
    unit, role, kinds = statement.quantity.unit, statement.role, _kinds_without_counter(statement.quantity)
    if kinds:
        return [hit for hit in hits if hit.indicator.kind in kinds and role in hit.indicator.roles]
    return [hit for hit in hits if unit in hit.indicator.units and role in hit.indicator.roles]


def ruled_out(statement: Statement, indicator: Indicator) -> Verdict | None:
    """Return what rules an indicator out for a number wherever its label stands."""
    kinds = _kinds_without_counter(statement.quantity)
    if indicator.kind not in kinds if kinds else statement.quantity.unit not in indicator.units:
        return Verdict.WRONG_UNIT
    return None if statement.role in indicator.roles else Verdict.WRONG_ROLE


def _kinds_without_counter(quantity: Quantity) -> tuple[str, ...]:
    """Return the kinds of indicator that a number suits whose counter is lost or left out; none where the counter
    tells.
    """
    if quantity.status is Status.MASKED and not quantity.unit:
        return ("amount", "score")
    return ("count", "stock") if not quantity.unit or quantity.certainty is Certainty.BARE else ()


def verdict_on(layout: Layout, claims: Claims, statement: Statement, hit: Hit, distance: float) -> Verdict:
    """Return the verdict on a label in reach whose indicator takes the unit and role."""
    indicator = hit.indicator
    if distance > REACH or not _close_enough(statement.quantity, hit, distance):
        return Verdict.TOO_FAR
    if layout.belongs_to_next(statement, hit):
        return Verdict.OUTDONE
    if _is_forbidden(layout, statement, hit):
        return Verdict.FORBIDDEN
    if statement.quantity.unit == "%" and SELECTS.search(layout.text, *_own_words(layout, statement)):
        return Verdict.PART
    if (
        _is_member(layout, claims, statement, hit)
        or layout.is_of_some_only(statement, hit)
        or _is_narrowed(layout, hit)
        or _is_of_one_theme(layout, statement, hit)
        or _counts_bodies(layout, statement, hit)
    ):
        return Verdict.PART
    if indicator.kind in COUNTED and "/" not in statement.quantity.unit and _said_before(PER, layout, statement, hit):
        return Verdict.RATIO
    if indicator.near and not says_any(_context(layout, statement), indicator.near):
        return Verdict.NO_CONTEXT
    if claims.has_label(statement, hit):
        return Verdict.ACCEPTED if own_part(layout.text, statement.quantity, indicator.parts) else Verdict.TAKEN
    return Verdict.TAKEN if claims.has_longer(statement, hit) else Verdict.ACCEPTED


def _context(layout: Layout, statement: Statement) -> str:
    """Return the words that say what a number is about; a place in an order is about what its own sentence or
    heading names.
    """
    if statement.role is not Role.RANK:
        return statement.context
    return bare(layout.text[slice(*statement.sentence)] + "".join(statement.section.path))


def _close_enough(quantity: Quantity, hit: Hit, distance: float) -> bool:
    """Return whether a soft, bare or counterless number is close enough to its label to count."""
    if quantity.certainty is Certainty.SOFT:
        return distance <= SOFT_REACH and (quantity.value or 0) >= 2
    if quantity.certainty is Certainty.BARE:
        return 0 <= hit.start - quantity.end <= BARE_GAP and WILDCARD not in hit.label
    if not quantity.unit and quantity.status is Status.STATED:
        return 0 <= quantity.start - hit.end <= BARE_GAP  # 注册用户达87.6万
    return True


def _is_forbidden(layout: Layout, statement: Statement, hit: Hit) -> bool:
    indicator = hit.indicator
    if indicator.forbid:
        around = bare(layout.without_ways(_around(layout, statement, hit)))
        if says_any(around, indicator.forbid):
            return True
    if indicator.avoid:
        before = bare(layout.text[statement.sentence[0] : statement.quantity.start])
        if says_any(before, indicator.avoid):
            return True
    if indicator.outside and statement.section.path:
        heading = bare(statement.section.path[-1])
        if says_any(heading, indicator.outside):
            return True
    if _is_negated(layout, statement, hit):
        return True
    return indicator.kind == "stock" and _said_before(DELTA, layout, statement, hit)


def _is_negated(layout: Layout, statement: Statement, hit: Hit) -> bool:
    """Return whether the number's own stretch says that something is not so, outside the label."""
    start, end = layout.stretch(statement)
    pause = layout.text.find("、", statement.quantity.end, end)
    words = layout.text[start : pause if pause >= 0 else end]
    if "未" not in words and "没" not in words and "无" not in words and "不能" not in words:  # by far most
        return False
    found = NEGATED.search(words)
    return found is not None and not hit.start <= start + found.start() < hit.end


def _around(layout: Layout, statement: Statement, hit: Hit) -> str:
    """Return the words that may forbid: the clause with the label, cut at the 、 of a list of numbers."""
    text = layout.text
    start, end = min(layout.clauses.start(hit.start), statement.clause[0]), max(statement.clause[1], hit.end)
    low, high = layout.stretch(statement)
    if start < low <= hit.start and text.startswith("、", low):
        start = low
    pause = text.find("、", statement.quantity.end, end)
    if pause >= hit.end and high < statement.clause[1]:
        end = pause
    at = statement.quantity.end
    if hit.start >= at or not text.startswith("(", at):
        return text[start:end]
    closed = text.find(")", at, end)  # 收到61件(上年结转3件)
    return text[start:at] + (text[closed + 1 : end] if closed >= 0 else "")


def _is_member(layout: Layout, claims: Claims, statement: Statement, hit: Hit) -> bool:
    """Return whether 其中 stands before the number and the label is the whole's: 公开512条,其中动态203条."""
    among = layout.among(statement)
    if (
        among < 0
        or ";" in layout.text[among : statement.quantity.start]
        or own_part(layout.text, statement.quantity, hit.indicator.parts)
    ):
        return False
    before = layout.numbers_between(layout.sentence_before(statement), among)
    return hit.start < among or any(claims.has_number(hit.indicator, whole) for whole in before)


def _own_words(layout: Layout, statement: Statement) -> tuple[int, int]:
    start, end = layout.stretch(statement)
    return start, min(end, statement.quantity.end + SELECTED)


def _is_narrowed(layout: Layout, hit: Hit) -> bool:
    """Return whether an adjective before the label makes it a part: 高频政务服务事项2400项."""
    return layout.text.endswith(NARROW, 0, hit.start)


def _is_of_one_theme(layout: Layout, statement: Statement, hit: Hit) -> bool:
    """Return whether the sentence is about a single 一件事 by its name, and the indicator about all of them."""
    if "一件事" not in hit.indicator.near:
        return False
    named = [
        match["name"] for match in ONE_THEME.finditer(layout.text, statement.sentence[0], statement.quantity.start)
    ]
    return bool(named) and NO_THEME.search(named[-1]) is None


def _counts_bodies(layout: Layout, statement: Statement, hit: Hit) -> bool:
    """Return whether the number counts bodies and the label names something else: 4个单位公共数据资源登记."""
    quantity = statement.quantity
    if quantity.unit not in BODIES or hit.start <= quantity.end < hit.end or hit.start == quantity.end:
        return False
    noun = NOUN_OF_BODY.match(layout.text, quantity.end)
    return bool(noun) and NOUN_OF_BODY.search(hit.label) is None


def _said_before(words: re.Pattern[str], layout: Layout, statement: Statement, hit: Hit) -> bool:
    """Return whether one of the words stands before the number in its own stretch and not inside the label."""
    found = words.search(layout.text, layout.stretch(statement)[0], statement.quantity.start)
    return found is not None and not hit.start <= found.start() < hit.end
