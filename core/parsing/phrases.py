"""The words that belong to one number: left of it, right of it, carried over from the number before, shared by a list."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import dropwhile, pairwise, takewhile

from core.model import Role
from core.parsing.breaks import CLAUSE_STOPS
from core.parsing.lexicon import (
    ACT,
    CATEGORY,
    DELTA,
    DOMAIN,
    EXPLAINS,
    FILLER,
    MEASURE,
    OBJECT,
    PROPERTY,
    SAYS,
    SCOPE,
    START,
    SUBSET,
    Lexicon,
    Token,
)  # fmt: skip
from core.parsing.openings import load_openings
from core.parsing.stated import Statement
from core.parsing.tables import Entry

RATES = ("%", "‰")
MOVES = ("%", "百分点", "‰", "倍")
AMONG = re.compile(r"其中|内含|[,(]含|包括|[,(]包含|当中")
JOINT = re.compile(r"、|以及|[和及与]")
PAUSE = re.compile("[,、]")
JOINING = ("和", "及", "与")
DATIVES = ("向", "为")  # 向5万家企业推送, 为96家企业刻章
RESPECTIVELY = re.compile("分别|依次|各(?=[占为有达计])")  # what pairs figures with as many nouns before it
PAUSES = re.compile("[,;:]")
ALL_OF_IT = ("", "共", "共计", "合计", "总计")
COUNT = "数"
TIME_ALONE = re.compile(
    r" *(?:(?:20\d\d年)?(?:[第前]?[一二三四]季度|[上下]半年|\d{1,2}月份?)|(?:20\d\d|[去今前上本])年?度?) *"
)
HEDGES_ALONE = " 约近超逾达为是"  # what may stand between a colon and its number
KIND = re.compile(r"(?:^|等)([^等]{2,16}类)[为有共计约达占]*$")
KIND_BEFORE = re.compile(r"(?:等|[,。])([^等,。()]{2,16}类)[^,。]{0,5},$")  # 环境卫生类排首位,613件
LISTED_SHARES = re.compile(r"占比[^,。;:\d]{0,6}:")  # 各类诉求占比为:咨询57%、投诉23%
CLOSED = re.compile(r"\([^()]*\)")
REACHES = "达到"  # what may stand between a rate and its figure
PARENTHESIS = 40  # letters that a parenthesis behind a number may hold
LEFT_REACH = 90  # letters before a number that can be its own
NAMES = OBJECT | ACT | PROPERTY | CATEGORY | MEASURE | DOMAIN | SUBSET | DELTA
MOST_CARRIED = 40  # words that are carried over from numbers before; no sentence of a report has as many
EARLIER = 8  # words that a light phrase takes from before it in the sentence


@dataclass(slots=True)
class Phrase:
    """A number with the words that belong to it."""

    statement: Statement
    left: list[Token]
    right: list[Token]
    inherited: list[Token] = field(default_factory=list)
    share: bool = False  # 占27%, (80.8%)
    share_of: Phrase | None = None  # the count before, whose share it is
    uneven: bool = False  # behind a 分别 that pairs other numbers of nouns and figures: which is which?
    paired: int = -1  # where the 分别 stands that pairs it with a noun of its own
    noun: str = ""  # that noun: 电话 in 电话、微信分别受理3000件、2000件
    light: bool = False  # says nothing itself: 市区335万件
    following: list[Token] = field(default_factory=list)  # behind the next number: 40个部门1635项事项
    chained: list[Token] = field(
        default_factory=list
    )  # before the number that this one follows so: 综窗可受理21个部门726项
    shared: list[Token] = field(default_factory=list)  # the act of a list: 发布微博1000条和微信400条
    base: list[Token] = field(default_factory=list)  # behind 占: what the share is of
    kind: str = ""  # a category by its ending: 消费纠纷类
    entry: Entry | None = None  # the cell of a table that lost its shape

    index: int = field(init=False)  # of the number, in reading order

    def __post_init__(self) -> None:
        self.index = self.statement.index

    @property
    def start(self) -> int:
        """Return where the phrase begins."""
        return self.left[0].start if self.left else self.statement.quantity.start


class Words:
    """The tokens of a text, looked up by offset."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self._starts = [*map(START, tokens)]

    def counted(self, stops: Sequence[int]) -> list[int]:
        """Return how many tokens begin before each stop, and how many there are."""
        return [*map(partial(bisect_left, self._starts), stops), len(self.tokens)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the number of the first token that lies in a stretch, and that of the first one behind them."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        while last > first and self.tokens[last - 1][1] > end:
            last -= 1
        return first, last

    def between(self, start: int, end: int) -> list[Token]:
        """Return the tokens that lie in a stretch."""
        first, last = self.span(start, end)
        return self.tokens[first:last]

    def holding(self, start: int, end: int) -> Token | None:
        """Return the known word that a stretch lies in or is: 15秒内."""
        k = bisect_right(self._starts, start) - 1
        token = self.tokens[k] if k >= 0 else None
        return token if token and token.known and token.start <= start and end <= token.end else None

    def around(self, start: int, end: int) -> Token | None:
        """Return the known word that holds a stretch and more letters: 依申请六类."""
        token = self.holding(start, end)
        return token if token and token.end - token.start > end - start else None


class Phrases:
    """Cuts the phrases of all numbers of a text."""

    def __init__(self, text: str, statements: list[Statement], words: Words, lexicon: Lexicon) -> None:
        self._text, self._statements, self._words = text, statements, words
        self._share, self._sums, self._bare = lexicon.share, lexicon.sums, lexicon.bare
        self._named_rates = lexicon.rates & ~lexicon.share
        self._doable = lexicon.concepts["doable"].bit
        self._starts = [s.quantity.start for s in statements]

    def all(self, entries: Mapping[int, Entry]) -> list[Phrase]:
        """Return the phrase of every statement; those of ``entries`` have their row and column for words."""
        phrases: list[Phrase] = []
        for statement in self._statements:
            entry = entries.get(statement.index)
            phrases.append(self._of_entry(statement, entry) if entry else self._of_number(statement))
        for phrase in reversed(phrases):
            phrase.following = self._noun_behind_next(phrases, phrase)
        for before, phrase in pairwise(phrases):
            gap = self._text[before.statement.quantity.end : phrase.statement.quantity.start]
            if before.following and not PAUSE.search(gap):
                phrase.chained = (self._before_names(before) + before.chained)[:MOST_CARRIED]
        for phrase in phrases:
            if phrase.entry is None:
                self._inherit(phrases, phrase)
        return phrases

    def _before_names(self, phrase: Phrase) -> list[Token]:
        """Return the words before a number without those of a list that names what it counts: 涵盖人社、公安等5个部门."""
        pause = self._text.find("、", phrase.start, phrase.statement.quantity.start)
        return phrase.left if pause < 0 else [t for t in phrase.left if t.end < pause]

    def _of_entry(self, statement: Statement, entry: Entry) -> Phrase:
        between = self._words.between
        row = between(entry.row.start, entry.row.end)
        left = between(entry.column.start, entry.column.end) + row
        share = any(token.word.own & self._share for token in left)
        return Phrase(statement, left, [], share=share, entry=entry, kind=self._kind(row))

    def _of_number(self, statement: Statement) -> Phrase:
        word, run, nouns = self._respectively(statement)
        listed = len(run) > 1 and statement.index in run
        if listed and len(run) == len(nouns):
            noun = nouns[run.index(statement.index)]
            pair = self._paired(noun, nouns[-1], self._starts[run[0]])
            return Phrase(statement, pair, [], paired=word, noun=self._without_time(*noun))
        low, high = self._edges(statement)
        behind = self._behind(statement)
        left = self._outside_parentheses(low, statement.quantity.start)
        right = self._words.between(behind, max(behind, high))
        taken = self._nouns_of_the_number_before(statement, low, left)
        if statement.quantity.unit in RATES and any(t.word.own & self._named_rates for t in left):
            right = []  # what stands behind a rate that is named before it is of what follows
        phrase = Phrase(statement, left, self._before_act_of_next(statement, right), taken, uneven=listed)
        phrase.kind = self._kind(left)
        return phrase

    def _before_act_of_next(self, statement: Statement, right: list[Token]) -> list[Token]:
        """Return the words behind a number without the act by which its noun does what the next number tells:
        25名村级代办员全年代办2043件. Whom it is done for has it done as well: 向5万家企业推送38万条.
        """
        k = statement.index + 1
        if k >= len(self._starts) or self._starts[k] > statement.clause[1] or statement.quantity.unit in RATES:
            return right
        following = self._statements[k].quantity
        last = next((t for t in reversed(right) if not t.word.classes & FILLER), None)
        of_next = last is not None and last.word.own & self._named_rates and following.unit in RATES
        if last and of_next and following.start - last.end <= len(REACHES):  # 依申请事项1586项认领发布率达100%
            return list(takewhile(lambda t: t.word.classes & OBJECT, right))
        behind = right and right[0].start <= statement.quantity.end + 1
        if not behind or not self._is_counted(right):
            return right
        is_for = self._text.endswith(DATIVES, 0, statement.quantity.start) and not right[0].word.classes & SUBSET
        if is_for or PAUSE.search(self._text, right[-1].end, self._starts[k]):
            return right
        does = [n for n, t in enumerate(right) if n and (_is_act(t) or t.word.own & self._doable)]
        return right[: does[0]] if does else right

    def _is_counted(self, right: list[Token]) -> bool:
        """Return whether the word behind a number is what it counts: 向68个乡镇下放74项; a mere kind stands before a noun."""
        first = right[0].word
        kind = first.classes & SUBSET and any(map(_is_act, right[1:2]))
        return bool(kind or first.classes & (OBJECT | DOMAIN)) and not first.own & self._bare

    def _kind(self, left: list[Token]) -> str:
        """Return the category that the words before a number name by their ending, "" where they do not."""
        kind = KIND.search(self._text[left[0].start : left[-1].end]) if left else None
        return kind[1] if kind else ""

    def _outside_parentheses(self, low: int, end: int) -> list[Token]:
        """Return the words before a number without what stands in parentheses: 依申请类(许可、确认)共870项."""
        tokens = self._words.between(low, end)
        for closed in CLOSED.finditer(self._text, low, end):
            tokens = [t for t in tokens if not closed.start() <= t.start < closed.end()]  # 村(社区)便民服务站 holds one
        return tokens

    def _edges(self, statement: Statement) -> tuple[int, int]:
        """Return where the number's own words begin and end."""
        text, quantity, i = self._text, statement.quantity, statement.index
        low, high = max(self._clause_start(statement), quantity.start - LEFT_REACH), statement.clause[1]
        clause = low
        while i and self._is_aside_in_parentheses(i - 1, low, quantity.start):
            i -= 1
        if i and self._statements[i - 1].quantity.end > low:
            before = self._statements[i - 1].quantity
            inside = self._words.holding(before.start, before.end)  # 二次办理满意率, 15秒内接通的占93%: no other figure
            low = inside.start if inside else self._behind_pause(before.end, quantity.start)
        if quantity.start > clause and self._is_joined(quantity.start):  # 证照制作和下发以及35万张存量证照入库
            low = quantity.start
        opened = text.rfind("(", clause, quantity.start)
        if opened >= 0 and text.find(")", opened, quantity.start) < 0:
            low = low if self._is_named(low, opened, quantity.start) else max(low, opened + 1)
            closed = text.find(")", quantity.end, high + PARENTHESIS)
            high = min(high, closed) if closed >= 0 else high
        return low, self._right_edge(statement, high)

    def _is_joined(self, at: int) -> bool:
        """Return whether 和, 及, 与 stands before a number, and no act that ends so: 惠及2863家企业."""
        if self._text[at - 1] not in JOINING:
            return False
        held = self._words.holding(at - 1, at)
        return not (held and held.word.classes & ACT)

    def _is_named(self, low: int, opened: int, at: int) -> bool:
        """Return whether nothing but a parenthesis parts a number from its name: 办结率(99.3%), 城市管理(8120件)."""
        named = self._words.between(low, opened) if at == opened + 1 else []
        return bool(named) and named[-1].end == opened

    def _clause_start(self, statement: Statement) -> int:
        """Return where the clause of a number begins; of one that a colon alone stands before, where its name does:
        诉求办结率:98.2%.
        """
        start, at = statement.clause[0], statement.quantity.start
        if start < 2 or self._text[start - 1] != ":" or self._text[start:at].strip(HEDGES_ALONE):
            return start
        return 1 + max(self._text.rfind(stop, 0, start - 1) for stop in CLAUSE_STOPS)

    def _is_aside_in_parentheses(self, i: int, low: int, end: int) -> bool:
        """Return whether a number stands in parentheses that close before the next: 好评率(目标98%)达到99.1%."""
        at = self._statements[i].quantity
        return at.end > low and any(
            m.start() < at.start and at.end < m.end() for m in CLOSED.finditer(self._text, low, end)
        )

    def _behind_pause(self, low: int, end: int) -> int:
        """Return where the last word of a list begins, what stands in parentheses left out."""
        inside = [match.span() for match in CLOSED.finditer(self._text, low, end)]
        pause = self._text.find("、", low, end)
        while pause >= 0 and any(start < pause < stop for start, stop in inside):
            pause = self._text.find("、", pause + 1, end)
        return pause + 1 if pause >= 0 else low

    def _right_edge(self, statement: Statement, high: int) -> int:
        text, i, behind = self._text, statement.index, self._behind(statement)
        while i + 1 < len(self._starts) and self._is_in_word(self._statements[i + 1]):
            i += 1
        following = self._starts[i + 1] if i + 1 < len(self._starts) else len(text)
        if text[behind : behind + 1] in ("和", "及", "与") and following <= statement.clause[1]:
            return behind
        high = min(high, max(following, behind))
        for stop in "、(":
            at = text.find(stop, behind, high)
            if at >= 0 and self._words.holding(at, at + 1):  # 村(社区)便民服务站
                continue
            high = at if at >= 0 else high
        return high

    def _is_in_word(self, statement: Statement) -> bool:
        """Return whether a number stands in a word, and ends no phrase: 96%的电话在15秒内接通."""
        quantity = statement.quantity
        return self._words.holding(quantity.start, quantity.end) is not None

    def _behind(self, statement: Statement) -> int:
        """Return where the words behind a number begin, a parenthesis left out: 61件(上年结转3件)申请."""
        end = statement.quantity.end
        closed = self._text.find(")", end, end + PARENTHESIS) if self._text.startswith("(", end) else -1
        return closed + 1 if closed >= 0 else end

    def _paired(self, noun: tuple[int, int], last: tuple[int, int], number: int) -> list[Token]:
        """Return the words of the noun that 分别 pairs with a number of a run, of which the first begins at ``number``."""
        if TIME_ALONE.fullmatch(self._text, *noun):  # 2022年、2023年好评率分别为…
            noun = last
        own, of_last = self._words.between(*noun), self._words.between(*last)
        head = _shared_head(own, of_last) if own != of_last else []
        return own + head + self._words.between(last[1], number)

    def _without_time(self, start: int, end: int) -> str:
        """Return a noun as it is written, without the time before it."""
        time = TIME_ALONE.match(self._text, start, end)
        return self._text[time.end() if time else start : end].strip()

    def _respectively(self, statement: Statement) -> tuple[int, list[int], list[tuple[int, int]]]:
        """Return where the 分别 before a number stands, the numbers behind it and the nouns before it, which may be those
        of the clause before: 前三的为城乡建设、交通运输,占比分别为30%、20%.
        """
        start, quantity = max(statement.clause[0], statement.quantity.start - 2 * LEFT_REACH), statement.quantity
        cues = [*RESPECTIVELY.finditer(self._text, start, quantity.start)]
        if not cues:
            return -1, [], []
        word = cues[-1].start()
        nouns, low = self._nouns(max(start, word - LEFT_REACH), word), statement.sentence[0]
        if len(nouns) == 1 and start > low and self._text[start - 1] == ",":
            earlier = [m.start() for m in RESPECTIVELY.finditer(self._text, low, start - 1)]
            end = earlier[-1] if earlier else start - 1  # 分别为860件、420件,占比依次为67%、33%
            listed = self._nouns(self._text.rfind(",", low, max(low, end)) + 1 or low, end)
            nouns = listed if len(listed) > 1 else nouns
        return (word, self._run_from(word), nouns) if nouns != [(start, start)] else (-1, [], [])

    def _run_from(self, at: int) -> list[int]:
        run: list[int] = []
        for i in range(bisect_left(self._starts, at), min(len(self._starts), bisect_left(self._starts, at) + 12)):
            gap = self._text[at : self._starts[i]]
            if len(gap) > (10 if run else 20) or any(stop in gap for stop in "。;\n"):
                break
            if run and RESPECTIVELY.search(gap):  # 分别达99%和97%,分别提升0.3和1.5个百分点
                break
            run.append(i)
            at = self._statements[i].quantity.end
        return run

    def _nouns(self, start: int, end: int) -> list[tuple[int, int]]:
        marks = list(JOINT.finditer(self._text, start, end))
        return list(zip([start, *(m.end() for m in marks)], [*(m.start() for m in marks), end], strict=True))

    def _nouns_of_the_number_before(self, statement: Statement, low: int, left: list[Token]) -> list[Token]:
        """Take from ``left`` what stands directly behind the number before, and return it."""
        i = statement.index
        if not i or low <= statement.clause[0] or low != self._statements[i - 1].quantity.end:
            return []
        taken, at = [], low
        while left and left[0].start == at and not left[0].word.classes & (FILLER | ACT | MEASURE):
            at = left[0].end
            taken.append(left.pop(0))
        return taken

    def _inherit(self, phrases: list[Phrase], phrase: Phrase) -> None:
        """Let a share take the noun of its count, and a phrase that says nothing the words before it."""
        statement, i = phrase.statement, phrase.index
        before = phrases[i - 1] if i and phrases[i - 1].statement.sentence == statement.sentence else None
        if statement.quantity.unit in RATES and self._take_share(phrase, before):
            return
        phrase.shared = self._shared_act(phrase, before)
        if before is not None and statement.role is Role.AFTER and before.statement.role is Role.BEFORE:
            phrase.inherited = (before.left + before.inherited + before.right)[:MOST_CARRIED]  # 由19个减至5个
            return
        member = before is not None and self._is_a_member(phrase, before)
        phrase.light = not self._names_something(phrase) and not member
        if self._shares_noun_behind(phrases, phrase) or not phrase.light:
            return
        if before is not None and (between := self._told_between(phrase, before)):
            phrase.inherited = phrase.inherited + between
        elif before is not None:
            base = self._base(phrases, phrase, before)
            carried = phrase.inherited + base.left + base.inherited + base.right
            phrase.inherited = carried[:MOST_CARRIED]
        else:
            start, end = max(statement.sentence[0], statement.quantity.start - LEFT_REACH), phrase.start
            phrase.inherited = phrase.inherited + self._words.between(start, end)[-EARLIER:]
            if named := KIND_BEFORE.search(self._text, start, end):
                phrase.kind = named[1]

    def _is_a_member(self, phrase: Phrase, before: Phrase) -> bool:
        """Return whether a number has a name of its own in a list, if no entry knows it: 市容管理280件、公用设施99件."""
        quantity, last = phrase.statement.quantity, before.statement.quantity
        alike = quantity.unit == last.unit and quantity.unit not in MOVES and phrase.statement.role is Role.ACTUAL
        return alike and load_openings().member.fullmatch(self._text, last.end, quantity.start) is not None

    def _told_between(self, phrase: Phrase, before: Phrase) -> list[Token]:
        """Return the words of a clause between the number before and one that stands alone or says no more than 共, [] where
        it names nothing: 代办2600件,知识库由各单位上架,共1480条; 咨询2600件;投诉次之,为1480件.
        """
        quantity = phrase.statement.quantity
        if phrase.statement.role is not Role.ACTUAL or quantity.unit in RATES or not self._is_sum(phrase):
            return []
        start = next((m.end() for m in PAUSES.finditer(self._text, before.statement.quantity.end, phrase.start)), None)
        tokens = self._words.between(start, phrase.start)[-EARLIER:] if start is not None else []
        names = OBJECT | DOMAIN | CATEGORY
        return tokens if any(t.word.classes & names and not t.word.classes & EXPLAINS for t in tokens) else []

    def _is_sum(self, phrase: Phrase) -> bool:
        quantity = phrase.statement.quantity
        return self._text[phrase.start : quantity.start].strip(HEDGES_ALONE) in ALL_OF_IT

    def _take_share(self, phrase: Phrase, before: Phrase | None) -> bool:
        """Mark a share; return whether it takes its noun from the count before."""
        left = phrase.left
        at = next((k for k, token in enumerate(left) if token.word.own & self._share), -1)
        if at >= 0:
            phrase.share = True
            is_noun = (
                len(left[at].word.text) > 1
                and left[at].word.text[0] in "比占"
                and left[at].word.text[-1:] not in "到了"
            )
            subject = left[: at + 1] if is_noun else left[:at]
            phrase.base = [] if is_noun else [t for t in left[at:] if not t.word.own & self._share]
            phrase.left = subject if is_noun else subject + [t for t in left[at:] if t.word.own & self._share]
            if _content(left[:at]):
                return False
            if named := self._named_between(phrase, before):
                phrase.inherited, phrase.kind = self._words.between(*named.span("name")), named["name"]
                return True
            if before is None or self._behind_other_words(phrase, before):
                return False
        elif LISTED_SHARES.search(
            self._text, max(phrase.statement.sentence[0], phrase.start - LEFT_REACH), phrase.start
        ) and _content(left):
            phrase.share = not any(t.word.own & self._named_rates for t in left)
            return False
        elif (
            _content(left)
            or before is None
            or before.statement.quantity.unit in RATES
            or not (self._in_parenthesis(phrase) or self._is_beside(phrase, before))
        ):
            return False
        phrase.share, phrase.share_of = True, before
        phrase.inherited = (before.left + before.right + before.inherited)[:MOST_CARRIED]
        phrase.kind = before.kind
        return True

    def _is_beside(self, phrase: Phrase, before: Phrase) -> bool:
        """Return whether a rate stands with nothing of its own beside a count: 咨询 11902件 31.98%; (11902件,31.98%)."""
        gap = self._text[before.statement.quantity.end : phrase.statement.quantity.start]
        return not gap.strip(" ,/|") and not _content(phrase.right) and phrase.statement.role is Role.ACTUAL

    def _named_between(self, phrase: Phrase, before: Phrase | None) -> re.Match[str] | None:
        """Return the name that a clause before a share gives it: 最多的是物业管理,占18%;其次为供暖类,占12.7%."""
        start = before.statement.quantity.end if before else phrase.statement.sentence[0]
        if before and before.statement.quantity.unit not in RATES or "," not in self._text[start : phrase.start]:
            return None
        return load_openings().ranked.search(self._text, start, phrase.start)

    def _behind_other_words(self, phrase: Phrase, before: Phrase) -> bool:
        """Return whether a share in parentheses stands behind a clause of its own: 污染1055件,主要是餐饮引起的噪音(占52%)."""
        gap = self._text[before.statement.quantity.end : phrase.start]
        return self._in_parenthesis(phrase) and PAUSES.search(gap.rstrip(" ,;(")) is not None

    def _in_parenthesis(self, phrase: Phrase) -> bool:
        start = max(phrase.statement.clause[0], phrase.statement.quantity.start - PARENTHESIS)
        opened = self._text.rfind("(", start, phrase.statement.quantity.start)
        return opened >= 0 and self._text.find(")", opened, phrase.statement.quantity.start) < 0

    def _names_something(self, phrase: Phrase) -> bool:
        moved = phrase.statement.role is Role.CHANGE
        names = NAMES & ~(DOMAIN | MEASURE) if moved else NAMES
        return any(
            t.word.classes & names
            and not t.word.classes & (FILLER | SCOPE)
            and not self._counts_alone(t)
            or t.narrows
            and not moved
            for t in (*phrase.left, *phrase.right)
        )

    def _counts_alone(self, token: Token) -> bool:
        """Return whether a word says that something is counted, and not what: 建成数44个."""
        return token.word.text == COUNT and bool(token.word.own & self._sums)

    def _shares_noun_behind(self, phrases: list[Phrase], phrase: Phrase) -> bool:
        """Let 60类 in 60类1.3万张电子证照 take the noun behind the next number."""
        quantity, i = phrase.statement.quantity, phrase.index
        if phrase.right or quantity.unit in MOVES or i + 1 == len(phrases) or phrases[i + 1].entry is not None:
            return False
        gap = self._text[quantity.end : self._starts[i + 1]]
        if gap not in (("",) if phrase.inherited else ("", "、", "和")) or any(
            t.word.classes & OBJECT for t in phrase.left
        ):
            return False
        phrase.inherited = list(phrases[i + 1].right)
        phrase.light = phrase.light and not phrase.inherited
        return bool(phrase.inherited)

    def _shared_act(self, phrase: Phrase, before: Phrase | None) -> list[Token]:
        """Return the act before the first number of a list where this one names a noun only."""
        if before is None or any(t.word.classes & ACT and not t.word.classes & EXPLAINS for t in phrase.left):
            return []
        gap = self._text[before.statement.quantity.end : phrase.statement.quantity.start]
        listed = gap.startswith(("、", "和", "及", "与")) and not ("," in gap or ";" in gap)
        if not listed and not self._are_one_noun(before, phrase):
            return []
        acts = [t for t in before.left if t.word.classes & ACT]
        return [t for t in acts if not t.word.classes & EXPLAINS] or before.shared or (acts if listed else [])

    def _are_one_noun(self, before: Phrase, phrase: Phrase) -> bool:
        """Return whether nothing but the noun of the number before parts two numbers: 联通67家单位318套业务系统."""
        start, end = before.statement.quantity.end, phrase.statement.quantity.start
        noun = [t for t in before.right if t.word.classes & OBJECT and t.end == end]
        return bool(noun) and before.right[0].start == start and not any(_is_act(t) for t in before.right)

    def _noun_behind_next(self, phrases: list[Phrase], phrase: Phrase) -> list[Token]:
        """Return the words behind the next number where nothing but this number's own noun stands between."""
        if len(phrase.right) > 2 or phrase.index + 1 == len(phrases):
            return []
        follows = phrases[phrase.index + 1]
        if not phrase.right:  # 42类2.6万张电子证照
            at_once = follows.statement.quantity.start == phrase.statement.quantity.end
            return follows.right[:6] if at_once and phrase.statement.quantity.unit not in MOVES else []
        gap = self._text[phrase.right[-1].end : follows.statement.quantity.start]
        listed = gap in ("", "、", "和") or any(RESPECTIVELY.fullmatch(t.word.text) for t in follows.right)
        if not listed:
            return []
        shared = follows.right if gap == "" else [*dropwhile(lambda t: t.word.classes & OBJECT, follows.right)]
        return (shared[:6] + follows.following)[:8]

    def _base(self, phrases: list[Phrase], phrase: Phrase, before: Phrase) -> Phrase:
        """Return the phrase that a light one goes on from: the one before, or out of a list of members again."""
        gap = self._text[before.statement.quantity.end : phrase.statement.quantity.start]
        if ";" not in gap and not any(t.word.classes & SCOPE for t in phrase.left):
            return before
        k = before.index
        while k > max(0, before.index - 12) and phrases[k - 1].statement.sentence == phrase.statement.sentence:
            if AMONG.search(self._text, phrases[k - 1].statement.quantity.end, phrases[k].statement.quantity.start):
                return phrases[k - 1]
            k -= 1
        outside = phrases[k - 1] if k else None
        return outside if outside and outside.statement.sentence == phrase.statement.sentence else before


def _shared_head(own: list[Token], last: list[Token]) -> list[Token]:
    """Return the head that a member of a list shares with the last one: 网上办、马上办、一次办事项占比分别为…"""
    if own == last or any(t.word.classes & (OBJECT | MEASURE) for t in own):
        return []
    head: list[Token] = []
    for token in reversed(last):
        if not token.word.classes & (OBJECT | MEASURE) or token.word.classes & CATEGORY:
            break  # 咨询类、投诉类分别占…: a member, not the head of both
        head.insert(0, token)
    return head


def _is_act(token: Token) -> bool:
    """Return whether a word tells what is done."""
    return bool(token.word.classes & ACT and not token.word.classes & EXPLAINS)


def _content(tokens: list[Token]) -> list[Token]:
    """Return the tokens that say something."""
    return [token for token in tokens if token.narrows or token.word.classes & SAYS]
