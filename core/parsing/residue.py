"""What no concept of a frame explains: unknown and narrowing words restrict, other acts and objects cost."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import NamedTuple

from core.model import Role
from core.parsing.lexicon import (
    ACT,
    CATEGORY,
    DELTA,
    DOMAIN,
    EXPLAINS,
    MEASURE,
    OBJECT,
    PROPERTY,
    SAYS,
    SCOPE,
    SUBSET,
    Token,
    Word,
    cut_once,
    named_by,
)  # fmt: skip
from core.parsing.offices import is_department
from core.parsing.openings import load_openings
from core.parsing.phrases import JOINT, RATES, Phrase
from core.parsing.roles import is_move
from core.parsing.says import Frame, Frames

KEEPS_UNKNOWN = 0.8  # what unknown words before the number cost at most
DOES = ACT | PROPERTY | MEASURE
FOREIGN_ACT_OF_NOUN = 0.45  # 发布110项跨市通办事项: how what a frame names came about
OTHER_BASE = 1.8  # 最多跑一次办件占比 is no share of 事项
DIVERTED = 2.0  # 信息被采用41条 are none that one's own site published
OTHER_PREDICATE = 1.0  # 31家单位、526条事项进行了整改: what a list does
OTHER_NOUN = 1.4  # 4个市州因推进“一件事”受表扬: another thing is counted
OTHER_MATTER = 0.8
HANDLED, CASES = 2.0, "件"  # 办理政务服务事项41.62万件: what is handled one by one is no stock
OTHER_RATE = 1.3  # 及时签收率 is no 及时率
AND_SO_ON, KIND = "等", "类"
# 在园区、商圈、银行网点布设: where all of a stock stands narrows it no more than 全区 does; two sites may be some of them
SITES = re.compile("在[^,。;、]*、[^,。;、]*、[^,。;]*?(?=布设|布放|投放|部署|设置|安装|摆放)")
OF, WITHIN = "的", "中"
LEVEL, PLACE_REACH = "级", 10  # letters of an issuer in which its place is named
SUMS = ("count", "stock", "amount")
LEVELS = (Role.BEFORE, Role.AFTER)
MOVED_TO = re.compile("[至到为成]")  # behind a verb that tells of two levels: 由30个调整为44个
NAMED_PLACES = ("市", "区", "县", "州", "省", "乡", "镇")


def _examples(left: list[Token], used: set[Token]) -> tuple[int, int]:
    """Return where examples named before the noun begin and end: 环保、教育等问题; an empty stretch where none are."""
    for k in range(len(left) - 1, 0, -1):
        kind = k + 1 < len(left) and left[k + 1].word.text.startswith(KIND)  # 停电、停水等类工单: one kind
        if left[k].word.text.startswith(AND_SO_ON) and left[k].word.classes & EXPLAINS and not kind:
            before = [t.end for t in left[:k] if t in used]
            return max(before, default=0), left[k].start
    return 0, 0


class Residue(NamedTuple):
    """What is left of a phrase when a frame has taken its words."""

    cost: float
    restricting: list[Token]
    notes: list[str]


class Rest(NamedTuple):
    """What the words of a phrase leave to be weighed, whatever the frame."""

    telling: list[
        tuple[bool, Token, Token | None]
    ]  # left of the number?, a word that says something, the one behind it
    bases: list[Token]  # bare objects that a share is of
    acts: list[Token]  # acts behind the next number
    lists_all: bool  # as many names stand before the number as it counts
    goes_on: bool  # examples may be named
    sites: tuple[int, int]  # where the places are named in which all of a stock stands; empty where they are not


class Leftovers:
    """Weighs the words of a phrase that a frame does not explain."""

    def __init__(
        self,
        text: str,
        frames: Frames,
        names: str,
        issuer: str,
        head: str,
        quoted: list[tuple[int, int]],
        asides: list[tuple[int, int]],
    ) -> None:
        self._asides, self._aside_starts = asides, [start for start, _ in asides]
        self._text, self._lexicon, self._frames = text, frames.lexicon, frames
        self._issuer = issuer
        fields = load_openings().offices["departments"]
        letters = frozenset(issuer)
        within = [name for name in fields if letters.issuperset(name)]
        self._fields = {name for name in within if re.search("[^区县旗]{0,6}?".join(name), issuer)}
        self._department = is_department(issuer)
        # 街道, 镇: of the issuer itself
        self._level = named_by(cut_once(frames.lexicon, issuer)) & frames.lexicon.mask[SUBSET]
        self._handles = frames.lexicon.concepts["handle"].bit | frames.lexicon.concepts["receive"].bit
        self._names = "|".join((names, *self._fields))  # the issuer's and the title's words: no restriction
        self._head = head
        self._quoted, self._quote_starts = quoted, [start for start, _ in quoted]
        self._settings = frames.lexicon.setting | frames.lexicon.weak
        self._strong_domains = frames.lexicon.mask[DOMAIN] & ~frames.lexicon.weak

    def about(self, phrase: Phrase) -> Rest:
        """Return what is left of a phrase before any frame has taken words of it."""
        telling: list[tuple[bool, Token, Token | None]] = []
        everybody = self._everybody(phrase.left)
        for left, tokens in ((True, phrase.left), (False, phrase.right)):
            following: Token | None = None
            side = []
            for token in reversed(tokens):
                tells = token.word.classes or token.end - token.start > 1
                if tells and token not in everybody and not self._is_aside(token):
                    side.append((left, token, following))
                following = token
            telling += reversed(side)
        acts = [t for t in phrase.following if t.word.classes & ACT and not t.word.classes & EXPLAINS]
        bases = [t for t in phrase.base if t.word.own & self._lexicon.bare]
        written = self._text[phrase.start : phrase.statement.quantity.start]
        named = SITES.search(written)
        sites = (phrase.start + named.start(), phrase.start + named.end()) if named else (0, 0)
        return Rest(telling, bases, acts, self._lists_them_all(phrase), AND_SO_ON in written, sites)

    def _everybody(self, tokens: list[Token]) -> set[Token]:
        """Return the levels below a place that are joined to its departments, which are all that it has: 向镇街和县直部门派单,
        各部门、乡镇公开.
        """
        levels, bodies = self._lexicon.levels, self._lexicon.bodies
        everybody: set[Token] = set()
        for a, b in pairwise([t for t in tokens if t.word.own & (levels | bodies)]):
            both = a.word.own | b.word.own
            if both & levels and both & bodies and JOINT.fullmatch(self._text, a.end, b.start):
                everybody |= {a, b}
        return everybody

    def of(self, frame: Frame, phrase: Phrase, used: set[Token], rest: Rest) -> Residue:
        """Return the residue of a phrase for a frame that has ``used`` these tokens."""
        cost, lost, restricting, notes = 0.0, 0.0, [], []
        first, examples = _examples(phrase.left, used) if rest.goes_on else (0, 0)
        if rest.lists_all:
            first, examples = phrase.start, phrase.statement.quantity.start
        elif frame.indicator.kind == "stock" and rest.sites[1]:
            first, examples = rest.sites
        explained = frame.explained
        for left, token, following in rest.telling:
            word = token.word
            if token in used:
                if word.classes & SUBSET and self._is_smaller(frame, token):
                    restricting.append(token)
                continue
            if word.own & explained or self.moves(phrase, token) or self._is_ranked_among(phrase, token):
                continue
            if left and first <= token.start < examples:  # 环保、教育等问题: named as examples
                cost += 0.05 * bool(word.classes & SAYS or token.narrows)
                continue
            if not word.classes:
                if word.text in self._names:
                    continue
                if phrase.entry is not None:  # the label of a row is the part
                    restricting.append(token)
                    continue
                if self._is_name_of(frame, phrase, token):
                    continue
                more, unknown, restricts = self._unknown(frame, token, following, left)
                cost, lost = cost + more, lost + unknown
                restricting += restricts
                continue
            if self._is_in_name(frame, phrase, token) and self._is_name_of(frame, phrase, token):
                continue
            more, narrowed = self._known(frame, phrase, token, following, left, used)
            if more:
                notes.append(word.text)
                cost += more
            if narrowed:
                restricting.append(token)
        cost += min(lost, KEEPS_UNKNOWN) + self._head_of_noun(frame, phrase, used, notes)
        if self._department and frame.explained & self._lexicon.shared and not self._speaks_of_itself(phrase):
            cost += DIVERTED  # 12345热线交办工单518件 in the report of a 住建局 are its own
        if rest.acts and any(not t.word.own & explained for t in rest.acts):
            cost += OTHER_PREDICATE
        if phrase.chained:
            restricting += [t for t in phrase.chained if t.word.classes & SUBSET and not self._is_told(frame, t)]
        if phrase.inherited:
            more, restricts = self._inherited(frame, phrase, used)
            cost += more
            restricting += restricts
        return Residue(cost, restricting, notes)

    def _speaks_of_itself(self, phrase: Phrase) -> bool:
        start, end = phrase.statement.clause[0], phrase.statement.quantity.start
        return load_openings().own_body.search(self._text, start, end) is not None

    def narrowed_domain(self, frame: Frame, earlier: list[Token]) -> tuple[str, bool]:
        """Return what narrows a domain that is named earlier in the sentence, and whether quotes name both together:
        “甬舟跨省通办”设专窗,办理480件; "" where nothing does.
        """
        named = max((k for k, t in enumerate(earlier) if t.word.own & frame.domain), default=0)
        before, domain = earlier[named - 1], earlier[named]
        if not named or before.end != domain.start or before.word.text in self._names:
            return "", False
        narrows = before.narrows or before.word.classes & SUBSET and not before.word.own & frame.explained
        if not narrows or before.word.classes & EXPLAINS:
            return "", False
        quoted = self._is_quoted(before)
        start = self._text.rfind("“", 0, domain.start) + 1 if quoted else before.start
        return self._text[start : domain.start], quoted

    def _is_smaller(self, frame: Frame, token: Token) -> bool:
        """Return whether a word names the frame's domain by a part of it only: 综合窗口 is not the whole hall."""
        named = token.word.own & frame.explained
        if token.word.own & self._lexicon.pieces & ~frame.explained:
            return True
        return bool(token.word.classes & SUBSET and named) and not named & ~frame.domain

    def _is_told(self, frame: Frame, token: Token) -> bool:
        explained = token.word.own & frame.explained & ~frame.domain
        return bool(explained or token.word.classes & EXPLAINS) or self._is_aside(token)

    def moves(self, phrase: Phrase, token: Token) -> bool:
        """Return whether a word says how a figure went from one level to the other, and nothing of what it is of."""
        if phrase.statement.role not in LEVELS:
            return False
        return (
            is_move(token.word.text)
            or MOVED_TO.match(self._text, token.end) is not None
            and (not token.known or bool(token.word.classes & (DELTA | ACT)))
        )

    def _is_ranked_among(self, phrase: Phrase, token: Token) -> bool:
        """Return whether a word says among whom a place stands: 在全市9个区县中居第四."""
        return phrase.statement.role is Role.RANK and self._text.startswith(WITHIN, token.end)

    def _lists_them_all(self, phrase: Phrase) -> bool:
        """Return whether as many names stand before the number as it counts: 书店和药店2个行业."""
        quantity = phrase.statement.quantity
        few = 1 < (quantity.value or 0) < quantity.start - phrase.start
        return few and quantity.value == len(JOINT.split(self._text[phrase.start : quantity.start]))

    def _unknown(
        self, frame: Frame, token: Token, following: Token | None, left: bool
    ) -> tuple[float, float, list[Token]]:
        """Return what an unknown word costs, what it loses (capped over the phrase), and whether it restricts."""
        if following is not None:
            if self._is_quoted(token) and (
                following.word.classes & (DOMAIN | SCOPE | OBJECT) or self._is_quoted(following)
            ):
                one = frame.domain & self._lexicon.passing and not following.word.own & frame.domain
                kind = self._is_quoted(following) and following.word.classes & OBJECT and not frame.domain
                return 0.05, 0.0, [token] if (one or kind) and left else []  # “我要开餐馆”办件418件, “潮汐窗口”6个
            if following.start == token.end:
                place = token.word.text + following.word.text
                if following.word.text in NAMED_PLACES and left and place not in self._head:
                    return 0.2, 0.0, [token._replace(word=Word(place))]
                counted = (
                    OBJECT if frame.indicator.kind == "rate" else OBJECT | ACT
                )  # 房产交易138件 are no deals of all
                named = following.word.own & self._strong_domains and not following.word.classes & counted
                if following.word.classes & SCOPE or named:
                    return 0.1, 0.0, []
        letters = token.end - token.start
        if left:
            return 0.0, min(0.12 * letters, 0.5), [token]
        return 0.05 * letters, 0.0, [token] if frame.generic else []

    def _known(
        self, frame: Frame, phrase: Phrase, token: Token, following: Token | None, left: bool, used: set[Token]
    ) -> tuple[float, bool]:
        """Return what a known word outside the frame costs, and whether it restricts."""
        word, classes = token.word, token.word.classes
        if word.own & self._lexicon.diverting:
            return DIVERTED, False
        if left and classes & DOMAIN and word.own & self._lexicon.passing:
            return OTHER_MATTER, True  # “跨省通办”窗口受理816件, 窗口可办“一件事”36项: none of the hall's own
        if classes & SUBSET and (self._is_issuers(word.text) or word.own & self._level) or word.text in self._fields:
            return 0.0, False  # 街道公开信息186条 in the street's own report, 人社 in that of the 人力资源和社会保障局
        if classes & (CATEGORY | SUBSET) and not classes & EXPLAINS:
            if phrase.entry is not None:
                return 0.0, True
            return (0.25 if left else 0.4) + (0.8 if self._splits_elsewhere(frame, token) else 0.0), True
        if (
            classes & ACT
            and word.own & self._handles
            and frame.indicator.kind == "stock"
            and phrase.statement.quantity.unit == CASES
        ):
            return HANDLED, False
        if classes & EXPLAINS:
            return 0.0, False
        if classes & DELTA:
            return 2.0 if frame.indicator.kind == "stock" else 0.5, True
        if classes & MEASURE and word.own & self._lexicon.sums and frame.indicator.kind in SUMS:
            return 0.0, False  # 信息发布总数12640条
        if classes & DOES:
            moves = phrase.statement.role is Role.BEFORE  # 由286项减至271项
            rate = phrase.statement.quantity.unit in RATES
            restricts = not (left or rate or classes & MEASURE or moves)
            if left and rate and classes & PROPERTY and following in used:  # 网上办结率 is one of a part
                restricts = bool(following.word.classes & ACT)
            return self._deed(frame, phrase, token, following, left, used), restricts
        if classes & DOMAIN and not word.own & ~self._settings:
            return 0.1, False  # 大厅自助终端, 一体化平台
        bare = bool(word.own & self._lexicon.bare and not word.own & self._lexicon.bodies)
        modified = following if following is not None and following.start == token.end and following in used else None
        if modified and not (bare and modified.word.own & self._lexicon.rates):  # 零跑动办件占七成
            return 0.15 if word.own & self._lexicon.setting else 0.4, False  # modifies: 政务服务智能终端
        if classes & OBJECT:
            if not left:
                return 0.7, False
            if word.own & self._lexicon.bare:
                return (
                    OTHER_BASE if frame.indicator.kind == "rate" and not word.own & self._lexicon.bodies else 0.5,
                    False,
                )
            return 0.8, False
        return 0.8, left and bool(classes & DOMAIN)

    def _is_issuers(self, written: str) -> bool:
        """Return whether a word names the issuer, or its level: 省级 in a province's own report."""
        level = max(NAMED_PLACES, key=self._issuer[:PLACE_REACH].rfind)
        return written in self._issuer or level in self._issuer and written == level + LEVEL

    def _splits_elsewhere(self, frame: Frame, token: Token) -> bool:
        """Return whether a category splits what the frame is not about: 投诉 of no request."""
        return any(
            token.word.own & words and not frame.domain & domain for words, domain in self._frames.splits.values()
        )

    def _deed(
        self, frame: Frame, phrase: Phrase, token: Token, following: Token | None, left: bool, used: set[Token]
    ) -> float:
        word = token.word
        if word.own & self._lexicon.share and phrase.share:
            return 0.0 if frame.explained & self._lexicon.rates else 2.0
        if not left and phrase.statement.quantity.unit not in RATES and len(frame.slots) >= 2:
            return 0.4
        if (
            word.classes & ACT
            and following is not None
            and following.word.classes & OBJECT
            and following.start == token.end
            and following in used
        ):
            return 0.5
        if word.classes & ACT and not frame.acts:
            return FOREIGN_ACT_OF_NOUN
        if following is not None and following.word.own & self._lexicon.rates and following.start == token.end:
            return OTHER_RATE
        return 1.0 if left else 0.7

    def _head_of_noun(self, frame: Frame, phrase: Phrase, used: set[Token], notes: list[str]) -> float:
        """Return what it costs that another noun is the head: 编完资源目录的政务部门56个, 政务服务事项的46个部门."""
        if phrase.statement.quantity.unit in RATES:
            return 0.0
        cost, left = float(self._only_sets_the_scene(frame, phrase, used)), phrase.left
        last = max(
            (k for k, t in enumerate(left) if t in used and t.word.classes & (OBJECT | ACT | PROPERTY)), default=-1
        )
        if last >= 0:
            for token in left[last + 1 :]:
                classes = token.word.classes
                if token.word.own & frame.explained or token in used:
                    continue
                if classes & OBJECT and not classes & EXPLAINS and token.word.own & ~self._lexicon.weak:
                    notes.append(token.word.text)
                    cost = 1.0
                    break
                if token.narrows and not left[last].word.classes & ACT:
                    notes.append(token.word.text)
                    cost = 0.7
                    break
        if phrase.right and not any(t in used for t in left):
            first = phrase.right[0]
            if len(phrase.right) == 1 and first.word.classes & SUBSET and not first.word.classes & (OBJECT | DOMAIN):
                notes.append(first.word.text)  # 给15个街道赋权38项: the towns are counted
                cost += OTHER_NOUN
            if (
                first.word.classes & OBJECT
                and first.start == phrase.statement.quantity.end
                and not first.word.own & frame.explained
                and first.word.own & ~self._lexicon.weak
            ):  # 3362个政务服务机构: what names the object inside of another noun as well
                notes.append(first.word.text)
                cost += 0.8 if any(t in used for t in phrase.right) else OTHER_NOUN
        return cost + self._noun_goes_on(frame, phrase, used, notes)

    def _only_sets_the_scene(self, frame: Frame, phrase: Phrase, used: set[Token]) -> bool:
        """Return whether a frame takes the noun at the number for its domain alone and counts an earlier one: 话务大厅坐席126个
        are no calls.
        """
        left, named = phrase.left, frame.explained & ~frame.domain
        if not left or left[-1] not in used or left[-1].end != phrase.statement.quantity.start:
            return False
        last, counts = left[-1].word, self._lexicon.mask[OBJECT]
        sets = last.own & frame.domain and last.classes & OBJECT and last.own & ~frame.domain & ~self._lexicon.weak
        return bool(sets and not last.own & named) and any(t in used and t.word.own & named & counts for t in left[:-1])

    def _noun_goes_on(self, frame: Frame, phrase: Phrase, used: set[Token], notes: list[str]) -> float:
        """Return what it costs that the noun behind the number ends in another: 57项“一件事”重点任务."""
        right = [t for t in phrase.right if t.word.text != OF]
        for token, following in pairwise(right):
            if token in used and following.start <= token.end + 1 and following not in used:
                named = following.word.classes & OBJECT and not following.word.classes & EXPLAINS
                if (named or following.narrows) and not following.word.own & frame.explained:
                    notes.append(following.word.text)
                    return 0.5
        return 0.0

    def _inherited(self, frame: Frame, phrase: Phrase, used: set[Token]) -> tuple[float, list[Token]]:
        cost, restricting = 0.0, []
        tokens = phrase.inherited
        if phrase.statement.quantity.unit in RATES and not phrase.share:  # 有7个单位满意率100%
            restricting += [t for t in tokens[:2] if t.word.own & self._lexicon.bodies]
        for k, token in enumerate(tokens):
            classes = token.word.classes
            if token in used or token.word.own & frame.explained or self._is_aside(token):
                continue
            if self._is_ranked_among(phrase, token):
                continue
            if classes & DOES and not classes & EXPLAINS:
                cost += 0.5
            elif (
                classes & DELTA
                and frame.indicator.kind == "stock"
                and not (phrase.right or phrase.statement.role in LEVELS)
            ):
                cost += 2.0  # 便民服务中心改造资金260万元,已完成11个
            elif classes & (CATEGORY | SUBSET):
                if phrase.statement.role is Role.AFTER and any(t in used for t in phrase.right):
                    continue  # 将86个部门窗口整合为25个综合窗口: what they were made of
                restricting.append(token)
                cost += 0.2
            elif token.narrows and token.word.text not in self._names:
                following = tokens[k + 1] if k + 1 < len(tokens) else None
                if following is None or following.known and not following.word.classes & (DOMAIN | SCOPE):
                    restricting.append(token)
        return cost, restricting

    def _is_quoted(self, token: Token) -> bool:
        i = bisect_left(self._quote_starts, token.start) - 1
        return i >= 0 and token.end <= self._quoted[i][1]

    def _is_name_of(self, frame: Frame, phrase: Phrase, token: Token) -> bool:
        """Return whether an unknown word in quotes is the name of what the frame is about: 微信公众号“青溪住建”,
        “青溪住建”微信公众号.
        """
        if not self._is_quoted(token):
            return False
        closed = self._quoted[bisect_left(self._quote_starts, token.start) - 1][1]
        bears = [t for t in phrase.left if t.word.own & frame.explained]
        return any(
            t.end + 1 == token.start
            and t.word.classes & (DOMAIN | OBJECT)
            or closed <= t.start <= closed + 1
            and t.word.classes & DOMAIN
            for t in bears
        )

    def _is_in_name(self, frame: Frame, phrase: Phrase, token: Token) -> bool:
        """Return whether a known word stands in quotes behind an unknown one: “青溪通办”移动端."""
        if not self._is_quoted(token) or token.word.own & self._lexicon.passing and not frame.domain & ~self._settings:
            return False  # “甬舟跨省通办”窗口: says what is done there
        return any(t.end == token.start and not t.known and self._is_quoted(t) for t in phrase.left)

    def _is_aside(self, token: Token) -> bool:
        """Return whether a word tells a time, an aim or a comparison: 应设综合窗口40个 are no part of the windows."""
        i = bisect_right(self._aside_starts, token.start) - 1
        return i >= 0 and token.start < self._asides[i][1] and (not token.known or bool(token.word.classes & SUBSET))
