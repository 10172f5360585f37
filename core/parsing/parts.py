"""Name the part of a whole that a number is of, where its words, the numbers before it or its time tell one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import reduce
from operator import or_

from core.model import Role
from core.parsing.lexicon import (
    ACT,
    BROAD,
    CATEGORY,
    DOMAIN,
    EXPLAINS,
    FILLER,
    MEASURE,
    OBJECT,
    SCOPE,
    SUBSET,
    TIME,
    Lexicon,
    Token,
)
from core.parsing.openings import load_openings
from core.parsing.options import Claim, Decision, Options
from core.parsing.phrases import AMONG, MOVES, RATES, TIME_ALONE, Phrase, Words
from core.parsing.says import Frame
from core.parsing.statements import Statement
from core.parsing.subjects import SCOPES, part_of

AVERAGE = "平均"
AMONG_PART = "其中"
WHOLE_ROWS = ("总计", "合计", "全市", "全区", "全县", "总数")
GROWING = ("count", "amount")  # what several years together hold more of than one
LEVELS = (Role.BEFORE, Role.AFTER)
BEFORE_AND_AFTER = ("former", "nowadays")  # cues of a case told as it was and as it is
CLAUSE_ENDS = ",;。:、\n "
COUNTED = ("件", "宗", "起", "笔", "条", "次")  # what a rate behind is of
LABEL = re.compile(r" *(?P<name>[^,。;:、\d]{2,8}):")
NEAR = 120  # letters before a count that say where it was reached
LOOSE = 0.45  # from here on words from afar say what a rate is of
CASE = re.compile("(?:以|拿)“?(?P<name>[^“”,。;\n]{2,24}?)(?:一件事)?”?(?:为例|来说)")
OF_ONE = re.compile("(?P<name>[\u4e00-\u9fff]{2,12})“?")  # what a sentence begins with up to “一件事”
JOINS = re.compile("”?[将把]")
LOOK_BACK = 12  # numbers of the sentence that are looked back on


class Parts:
    """Names the parts that the numbers of one text are of; reads what was decided of those before."""

    def __init__(
        self,
        text: str,
        phrases: list[Phrase],
        words: Words,
        lexicon: Lexicon,
        longer: Mapping[int, str],
        options: list[Options],
        claims: list[list[Claim]],
    ) -> None:
        self._text, self._phrases, self._words, self._lexicon = text, phrases, words, lexicon
        self._money = lexicon.concepts["money"].bit
        self._longer = longer  # what numbers of more than the time reported on are told of
        self._options, self._claims = options, claims

    def of(self, phrase: Phrase, decision: Decision) -> str | None:
        """Return the part that a number is of, "" for the whole; None where that is not certain."""
        if phrase.entry is not None and phrase.entry.row.text not in WHOLE_ROWS:
            return phrase.entry.row.text
        indicator, quantity = decision.frame.indicator, phrase.statement.quantity
        if indicator.kind in GROWING and phrase.index in self._longer:
            return decision.part or self._longer[phrase.index]
        if (
            decision.part and decision.frame.splits
        ):  # 咨询类、投诉类分别占30%、28%: the words that are paired, not the nearest
            named = [part for part in indicator.parts if part in decision.part]
            return named[0] if len(named) == 1 else decision.part
        declared = part_of(self._text, quantity, indicator.parts, "") if indicator.parts else ""
        if declared and self._names_its_whole(phrase, decision.frame, declared):
            declared = ""
        if declared or decision.part:
            return declared or decision.part
        if self._is_beside_a_piece(phrase) or self._is_rate_of_nobody(phrase, decision):
            return None
        case = self._case(phrase, decision.frame)
        if case or case is None:
            return case
        if label := self._label(phrase, decision.frame):
            return label
        narrowed = self._narrowed(phrase, decision.frame)
        return self._told_among(phrase, decision) if narrowed == "" else narrowed

    def _label(self, phrase: Phrase, frame: Frame) -> str:
        """Return the piece that stands with a colon before all that its line or member tells: 一楼:社保、医保,窗口72个."""
        at = phrase.statement.quantity.start
        start = max(self._text.rfind(stop, max(0, at - NEAR), at) for stop in "\n;") + 1
        label = LABEL.match(self._text, start, at)
        words = self._words.between(start, label.end() - 1) if label else []
        pieces = [t for t in words if t.word.classes & SUBSET and not t.word.classes & EXPLAINS]
        if label is None or not words or pieces != words or pieces[0].word.own & frame.explained:
            return ""
        named = any(t.word.own & frame.domain for t in self._words.between(label.end(), at))
        return "" if named else label["name"]  # 五楼:12345热线受理大厅,话务座席60个

    def _names_its_whole(self, phrase: Phrase, frame: Frame, part: str) -> bool:
        """Return whether a clause that begins with whose number it is stands between the part and the number: 工程建设招投标
        电子化率100%,市公共资源交易中心完成交易2964宗.
        """
        text, (start, _), at = self._text, phrase.statement.sentence, phrase.statement.quantity.start
        firm = frame.domain & ~self._lexicon.unsure_domains
        named_at = max((text.rfind(name, start, at) for name in part.split("、")), default=-1)
        if named_at < 0 or not firm or text.startswith(tuple(part.split("、")), phrase.statement.quantity.end):
            return False
        return any(
            t.word.own & firm
            and not t.word.classes & ACT  # 工程建设项目812宗,中标金额236亿元: what was done, not whose it is
            and t.word.text not in part
            and load_openings().begins.search(text, named_at, t.start)
            for t in self._words.between(named_at, at)
        )

    def _case(self, phrase: Phrase, frame: Frame) -> str | None:
        """Return the name of the one thing that was cut down: 以“开办药店一件事”为例,环节由9个减为3个; "" of none, None
        where it has no name: 改革前,开一家饭店要跑5个部门;如今材料减少60%.
        """
        at, of_one, statement = phrase.start, frame.domain & self._lexicon.passing, phrase.statement
        if example := CASE.search(self._text, statement.sentence[0], at):
            return example["name"]
        moved = statement.role in LEVELS or statement.role is Role.CHANGE and statement.quantity.unit in RATES
        per_item = any(
            "/" in p.statement.quantity.unit for p in self._phrases[max(0, phrase.index - 1) : phrase.index + 1]
        )
        count = of_one if statement.quantity.unit not in RATES else 0
        if count and (name := self._name_of_one(phrase, count) or self._about_one(phrase, count)):
            return name
        averaged = any(t.word.text.startswith(AVERAGE) for t in (*phrase.left, *phrase.inherited))
        if not moved or per_item or averaged or "average" in statement.cues:
            return ""
        if any(cue and self._opens(cue.start) for cue in map(statement.cues.get, BEFORE_AND_AFTER)):
            return None
        if not of_one:
            return ""
        start = self._text.rfind("\n", 0, at) + 1
        named = [t.start for t in self._words.between(start, at) if t.word.own & frame.domain]
        quote = self._text.rfind("“", start, named[-1]) if named else -1
        name = self._text[quote + 1 : named[-1]] if quote >= 0 else ""
        return "" if "”" in name else name

    def _name_of_one(self, phrase: Phrase, domain: int) -> str:
        """Return the name of the one thing that the words before a number tell of: “我要开餐馆”一件事受理318件; "" of none."""
        named = [t.start for t in phrase.left if t.word.own & domain]
        quote = self._text.rfind("“", max(phrase.start - 1, 0), named[-1]) if len(named) == 1 else -1
        name, _, behind = self._text[quote + 1 : named[-1]].partition("”") if quote >= 0 else ("", "", "")
        return "" if behind.strip("“") else name

    def _about_one(self, phrase: Phrase, domain: int) -> str:
        """Return the name of the one thing that a sentence is about: 新生儿出生“一件事”把落户、参保串在一起,办件18万件; "" of none."""
        start = phrase.statement.sentence[0]
        words = self._words.between(start, phrase.start)
        named = [t for t in words if t.word.own & domain]
        about = OF_ONE.fullmatch(self._text, start, named[0].start) if len(named) == 1 else None
        if about is None or JOINS.match(self._text, named[0].end) is None:
            return ""
        narrows = any(not t.word.classes & EXPLAINS for t in words if t.start < named[0].start)  # not 全市“一件事”将…
        return about["name"] if narrows else ""

    def _opens(self, at: int) -> bool:
        """Return whether a clause opens there."""
        return not at or self._text[at - 1] in CLAUSE_ENDS

    def _is_beside_a_piece(self, phrase: Phrase) -> bool:
        """Return whether a number is told in a list beside one of a mere piece: 非常不满意0条,不满意1条."""
        pieces, (start, _), unit = self._lexicon.pieces, phrase.statement.sentence, phrase.statement.quantity.unit
        if any(t.word.classes & ACT and not t.word.classes & EXPLAINS for t in phrase.left):
            return False
        for beside in self._phrases[max(0, phrase.index - 1) : phrase.index + 2]:
            alike = beside.statement.sentence[0] == start and beside.statement.quantity.unit == unit
            if beside is not phrase and alike and any(t.word.own & pieces for t in beside.left):
                return True
        return False

    def _is_rate_of_nobody(self, phrase: Phrase, decision: Decision) -> bool:
        """Return whether a rate follows a count of what no indicator claims, and does not say itself where it was reached:
        受理营商环境投诉87件,办结率98.9%.
        """
        frame, (start, _) = decision.frame, phrase.statement.sentence
        if phrase.statement.quantity.unit not in RATES or phrase.entry is not None or phrase.share:
            return False
        own = {t.word for t in phrase.left}
        for k in range(phrase.index - 1, max(-1, phrase.index - LOOK_BACK), -1):
            before, left = self._phrases[k].statement, self._phrases[k].left
            if before.sentence[0] != start or self._claims[k]:
                return False
            if "average" in before.cues or left and all(t.word.own & self._lexicon.pieces for t in left):
                continue  # 办件6.4万件,日均256件,办结率100%; 满意3.1万件,好评率99.8%: no other count
            common = reduce(or_, (t.word.own & frame.explained for t in left if t.word not in own), 0)
            foreign = any(self._is_foreign(t, frame) for t in left) or self._is_elsewhere(start, before, frame)
            if common & ~self._lexicon.bare or common and not foreign:
                return False
            counted = before.quantity.unit in COUNTED and before.role is Role.ACTUAL
            if counted and (foreign or decision.cost >= LOOSE):
                return True
        return False

    def _is_elsewhere(self, start: int, statement: Statement, frame: Frame) -> bool:
        """Return whether the sentence names before a number what outweighs all that the frame knows."""
        strong = self._lexicon.mask[DOMAIN] & ~self._lexicon.unsure_domains & ~frame.domain & ~frame.explained
        at = statement.quantity.start
        return any(t.word.own & strong for t in self._words.between(max(start, at - NEAR), at))

    def _is_foreign(self, token: Token, frame: Frame) -> bool:
        """Return whether a word says something that the frame does not know."""
        classes = token.word.classes
        known = classes & (CATEGORY | SUBSET | DOMAIN) and not classes & EXPLAINS
        return bool(token.narrows or known) and not token.word.own & frame.explained

    def _narrowed(self, phrase: Phrase, frame: Frame) -> str | None:
        """Return the part that a number before in the sentence named, and nothing names anew: 省派工单1630件,在办217件."""
        statement = phrase.statement
        if self._is_behind_all_parts(phrase):
            return ""
        own = phrase.left + phrase.right
        for k in range(phrase.index - 1, max(-1, phrase.index - 4), -1):
            before = self._phrases[k]
            between = self._text[before.statement.quantity.end : statement.quantity.start]
            if before.statement.sentence != statement.sentence or ";" in between:
                return ""
            claimed = next((c for c in self._claims[k] if c.decision is not None), None)
            moved = before.statement.quantity.unit in MOVES
            scoped = any(t.word.classes & SCOPE for t in own)
            best = None if self._claims[k] or moved or scoped else self._options[k].best
            stocks = best and frame.indicator.kind == best.frame.indicator.kind == "stock"
            if stocks and best and load_openings().body.search(best.part):
                return None  # 城南分中心设窗口22个,进驻单位8家
            if any(
                t.word.classes & (OBJECT | DOMAIN | SCOPE | CATEGORY)
                and not t.word.classes & (FILLER | MEASURE | ACT | BROAD)
                and not t.word.own & self._money
                for t in own
            ):
                return ""
            averaged = "average" in before.statement.cues and not self._claims[k]  # 办件6.4万件,日均256件,办结率100%
            if moved or averaged or "quota" in before.statement.cues:
                continue
            return self._narrowing(before, claimed, phrase, frame)
        return ""

    def _is_behind_all_parts(self, phrase: Phrase) -> bool:
        """Return whether the numbers before are all the parts of a whole: 评价1206条,其中满意1180条、不满意26条,好评率…"""
        total = Decimal(0)
        for k in range(phrase.index - 1, max(0, phrase.index - LOOK_BACK), -1):
            last, before = self._phrases[k].statement, self._phrases[k - 1].statement
            if before.sentence != phrase.statement.sentence:
                return False
            if last.quantity.unit in MOVES or last.quantity.value is None:
                continue
            total += last.quantity.value
            if AMONG.search(self._text, before.quantity.end, last.quantity.start):
                whole = before.quantity.value or Decimal(0)
                return before.quantity.unit == last.quantity.unit and abs(total - whole) * 1000 <= whole
        return False

    def _narrowing(self, before: Phrase, claimed: Claim | None, phrase: Phrase, frame: Frame) -> str | None:
        if claimed is not None:
            part = claimed.part
            declared = claimed.decision.frame.indicator.parts if claimed.decision else ()
            if part in declared and part not in frame.indicator.parts and claimed.indicator != frame.indicator.id:
                return ""  # 处罚企业13家、评标专家7人,罚款86万元: a part of another thing
            if part == self._longer.get(before.index) and phrase.index not in self._longer:
                return ""  # 2020—2022年受理38万件,2023年受理16万件
            return part if part != AMONG_PART and not claimed.of_part else ""
        explains = FILLER | BROAD | TIME
        narrowing = [t for t in before.left if t.word.classes & SUBSET and not t.word.classes & explains]
        subset = [t for t in narrowing if not t.word.own & frame.explained]
        best = self._options[before.index].best
        unsure = subset or best and best.part and best.cost < 3 and not phrase.inherited
        return None if unsure else ""

    def _told_among(self, phrase: Phrase, decision: Decision) -> str | None:
        """Return that a number is among those of the same indicator before 其中; None where the sentence told a whole of
        it already and does not say how the two stand, "" for a whole.
        """
        statement, id = phrase.statement, decision.frame.indicator.id
        start = statement.sentence[0]
        if self._text.startswith(AMONG_PART, start) and start:  # 。其中热线派单512件: goes on from the sentence before
            start = next(
                (
                    p.statement.sentence[0]
                    for p in reversed(self._phrases[: phrase.index])
                    if p.statement.sentence[0] < start
                ),
                start,
            )
        cues = list(AMONG.finditer(self._text, max(start, statement.quantity.start - 160), statement.quantity.start))
        among = cues[-1].start() if cues else -1
        behind = self._text[cues[-1].end() if cues else 0 : statement.quantity.start].strip(":, ")
        if among >= 0 and (";" in behind or TIME_ALONE.fullmatch(behind)):
            among = -1  # 累计办件412万件,其中2020年63万件: its time says which
        renamed = phrase.light or any(t.word.classes & (SCOPE | TIME) for t in phrase.left)
        renamed = renamed or SCOPES.search(self._text, phrase.start, statement.quantity.start) is not None
        for k in range(phrase.index - 1, max(-1, phrase.index - LOOK_BACK), -1):
            before = self._phrases[k].statement
            if before.sentence[0] < start:
                return ""
            claimed = any(c.indicator == id for c in self._claims[k])
            if claimed and before.quantity.start < among:
                between = self._words.between(before.quantity.end, among)
                return "" if any(t.word.classes & SCOPE for t in between) else AMONG_PART
            whole = any(c.indicator == id and not c.part for c in self._claims[k])
            if whole and before.role is statement.role is Role.ACTUAL and not renamed:
                between = self._words.between(before.quantity.end, statement.quantity.start)
                return "" if any(t.word.classes & (SCOPE | TIME) for t in between) else None
        return ""
