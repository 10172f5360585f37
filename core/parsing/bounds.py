"""How firmly a number is stated: the hedges around it, and the interval that they leave open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from core.model import Bound
from core.parsing.digits import place
from core.parsing.text import any_of

# hedge → what it says
_WORDS = {
    Bound.AT_LEAST: "不少于 不低于 不小于 不得少于 不得低于 不下于 不亚于 超过了 超过 已超 超 逾 突破了 突破 至少 最少 高于 大于等于 大于 多于 ≥ ≧ ⩾ ≮ >= > 上 过 破",
    Bound.AT_MOST: "不超过 不高于 不大于 不多于 不得超过 不超出 未超过 不足 不到 少于 低于 小于等于 小于 至多 最多 将近 接近 临近 近 ≤ ≦ ⩽ ≯ <= <",
    Bound.ABOUT: "大约 大概 约为 约有 约占 约达 约计 约 近乎 几乎 差不多",
}
_SIGNS = {word: bound for bound, words in _WORDS.items() for word in words.split()}
_LAST = frozenset(word[-1] for word in _SIGNS)
_BEFORE = re.compile(f"(?:{any_of(_SIGNS)})$")
# 预约120件, 节约3万元, 最近3个月, 网上百余项: the last character of another word
_NO_HEDGE = re.compile(
    "[预节签履违解续邀特合条集制爽赴相盟公契俭简]约$|[最附就邻远亲]近$|[网线以早晚身路桌会场马岸陆]上$|[赶反高]超$|[通超经不路]过$|[打突]破$"
)
_ONLY_SCALES = frozenset("上过破")
_NEAR = frozenset({"近", "将近", "接近", "临近"})
_REACH = 6

_AFTER = re.compile(
    r" ?(?P<more>[及或含]?以上|及其以上|往上|之上)|(?P<less>[及或]?以下|[及或]?以内|之内)|(?P<round>左右|上下(?![级联协下])|不等)"
)
_PLUS = re.compile(r"\+(?=[,。;、)]|$)")  # 90%+
_WITHIN = re.compile("内(?![部设容地外陆河存控需涵环蒙心务在])")


@dataclass(slots=True)
class Hedge:
    """The hedges before one number: where they begin, and what they say."""

    start: int
    bound: Bound | None
    near: bool = False  # 近8成: not far below


def hedge_before(text: str, start: int, bare_scale: bool = False) -> Hedge:
    """Return the hedge that ends where the number begins: 近, 约, 不少于; 上 and 过 only before a bare scale (上百, 过万).

    >>> hedge_before("补办面积超过3万平方米", 6)
    Hedge(start=4, bound=<Bound.AT_LEAST: 'at_least'>, near=False)
    """
    end = start - 1 if text[start - 1 : start] == " " else start
    word = _hedge_word(text, end, bare_scale)
    if not word:
        return Hedge(start, None)
    begin = end - len(word)
    outer = _hedge_word(text, begin, False)  # 大约近
    return Hedge(begin - len(outer), _SIGNS[outer or word], near=word in _NEAR and not outer)


def _hedge_word(text: str, end: int, bare_scale: bool) -> str:
    """Return the hedge that ends at ``end``, or "" when there is none or its last character belongs to another word."""
    if end < 1 or text[end - 1] not in _LAST:
        return ""
    left = text[max(0, end - _REACH) : end]
    match = _BEFORE.search(left)
    word = match.group() if match else ""
    if len(word) == 1 and (_NO_HEDGE.search(left) or (word in _ONLY_SCALES and not bare_scale)):
        return ""
    return word


def hedge_after(text: str, end: int, timed: bool) -> tuple[int, Bound | None]:
    """Return where the hedge behind a quantity ends, and what it says: 以上, 左右, and for times 内.

    >>> hedge_after("3个工作日内办结", 5, timed=True)
    (6, <Bound.AT_MOST: 'at_most'>)
    """
    match = _AFTER.match(text, end)
    if match:
        bound = {"more": Bound.AT_LEAST, "less": Bound.AT_MOST, "round": Bound.ABOUT}[str(match.lastgroup)]
        return match.end(), bound
    if _PLUS.match(text, end):
        return end + 1, Bound.AT_LEAST
    if timed and _WITHIN.match(text, end):
        return end + 1, Bound.AT_MOST
    return end, None


def combine(before: Bound | None, inside: bool, after: Bound | None) -> Bound:
    """Return the one bound that several hedges amount to; hedges that contradict each other (近80余万) say: about."""
    if not (before or inside or after):
        return Bound.EXACT
    bounds = {bound for bound in (before, Bound.AT_LEAST if inside else None, after) if bound}
    return bounds.pop() if len(bounds) == 1 else Bound.ABOUT


def interval(value: Decimal, bound: Bound, inside: bool, near: bool) -> tuple[Decimal | None, Decimal | None]:
    """Return the interval that the wording leaves open; None is an open end.

    余 and 多 leave one unit of the last place written: 348万余 is [3.48M, 3.49M), 28000余 [28000, 29000).
    A number written down to its units (18余次, 1647余张) says nothing of its upper end. 近 leaves one such unit below.
    以上 and 超 are open above, 以内 and 不足 below; 约 leaves both ends open.
    """
    if bound is Bound.EXACT:
        return value, value
    if bound is Bound.AT_LEAST:
        return value, value + place(value) if inside and place(value) > 1 else None
    if bound is Bound.AT_MOST:
        return (_below(value) if near else None), value
    return None, None


def _below(value: Decimal) -> Decimal:
    """Return where 近 begins: 70 for 近80, 9000 for 近一万."""
    step = place(value)
    return value - (step / 10 if step == value else step)
