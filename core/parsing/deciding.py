"""Say of which indicator each number is said: claimed where a frame fits well. What nearly fits is suggested elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from core.model import Certainty, Role
from core.parsing.fitting import Fitter, Said
from core.parsing.lexicon import (
    ACT,
    CATEGORY,
    DOMAIN,
    EXPLAINS,
    PROPERTY,
    SAYS,
    SUBSET,
)  # fmt: skip
from core.parsing.openings import load_openings
from core.parsing.options import NO_OPTIONS, Claim, Decision, Options
from core.parsing.parts import AMONG_PART, LOOK_BACK, Parts
from core.parsing.phrases import AMONG, MOVES, RATES, RESPECTIVELY, Phrase, Words
from core.parsing.ranks import ranks_others
from core.parsing.residue import SUMS
from core.parsing.says import Frame, Frames
from core.parsing.surroundings import Surroundings

BAR_OF_SPLIT = 1.6
BAR, BAR_OF_PART, BAR_OF_GENERIC, BAR_OF_SOFT = 1.25, 1.1, 0.6, 0.8
FAR_DOMAIN = 1.0
OWN_WORDS = 0.45  # from here on what a frame costs tells that words from afar fill it, or that some stay unexplained
# cues that make a number no figure of what is named; only a frame that says them itself takes it
OF_NOTHING = ("negated", "contrary", "lacking", "quota", "completion", "other_base", "selects", "some_only")
OF_NO_SUM, OF_NO_STOCK = ("average",), ("taken_away", "added")
OF_NO_LEVEL = ("taken_away",)  # 减少跑动3.6次: of what is better lower, what was saved is no level
EACH = re.compile(r"均(?<![日月年人户平]均)|都|皆|双双|同为")
JOINTS = "、和及与"
CHANNEL_REACH = 12  # letters before a sentence that may ask where its numbers came from
SUMMED = ("合计", "总计", "共计", "加在一起", "加起来")
POINTS = "百分点"
THRESHOLD = ("大关", "关口", "台阶")  # behind a round number that a figure passed
FOLLOWED = 3  # numbers that a change may follow
MEMBER = re.compile(f"[{JOINTS}]|(?<=”)“")  # what parts two members of a list
SOME = re.compile("有(?:[^,。;\\d]+等)?$")  # 有31个单位, 有民政局、教育局等9个单位: 满意率为100%
LISTED_BODIES = 40  # letters that their names may take


class Decider:
    """Decides the numbers of one text in reading order."""

    def __init__(
        self,
        text: str,
        phrases: list[Phrase],
        fitter: Fitter,
        around: Surroundings,
        words: Words,
        frames: Frames,
        others: frozenset[int],
        longer: Mapping[int, str],
    ) -> None:
        self.text, self.phrases, self.words, self.frames, self.around = text, phrases, words, frames, around
        self._fitter = fitter
        self.words_of_channels = frames.lexicon.splits("channel")
        self._words_of_calls = frames.lexicon.concepts["call"].bit
        self._words_of_contacts = frames.lexicon.concepts["contact"].bit
        self._others = others  # numbers of other bodies
        self.options: list[Options] = []
        self.claims: list[list[Claim]] = []
        self._parts = Parts(text, phrases, words, frames.lexicon, longer, self.options, self.claims)
        self.told_again: dict[int, Claim] = {}  # what is certain but for the part that it is of

    def decide(self) -> list[list[Claim]]:
        """Return what each number is said of."""
        for phrase in self.phrases:
            self.options.append(NO_OPTIONS)
            claims = self._claims(phrase)
            self.claims.append(claims)
            ids = tuple(claim.indicator for claim in claims)
            self._fitter.told_of[phrase.index] = Said(ids, phrase.statement.quantity.end)
        return self.claims

    def take_back(self, i: int) -> None:
        """Claim nothing of a number, nor of the changes that follow it."""
        self.claim_instead(i, [])

    def claim_instead(self, i: int, instead: list[Claim]) -> None:
        """Claim something else of a number, and of the changes that follow it."""
        claims = self.claims[i]
        for k in range(i, min(i + LOOK_BACK, len(self.claims))):
            follows = self.claims[k] is claims and (claims or k == i or self._follows(k, i))
            self.claims[k] = instead if follows else self.claims[k]

    def _follows(self, k: int, i: int) -> bool:
        """Return whether a change with no words of its own is one of a figure in its sentence."""
        phrase = self.phrases[k]
        alone = phrase.statement.role is Role.CHANGE and phrase.light and not self._is_paired(phrase)
        same = phrase.statement.sentence == self.phrases[i].statement.sentence
        return alone and same and "average" not in phrase.statement.cues and self.figure_before(phrase) == i

    def is_of_another(self, i: int) -> bool:
        """Return whether a number is another body's."""
        return i in self._others

    def options_of(self, phrase: Phrase) -> Options:
        """Return the frames that a phrase could be."""
        return self._fitter.options(phrase)

    def frame_of_split(self, split: str, phrase: Phrase) -> Frame | None:
        """Return the frame of a split whose domain is near a phrase, one that takes its unit where there is one."""
        of_split = self.frames.splitting.get(split, [])
        of_unit = [frame for frame in of_split if phrase.statement.quantity.unit in frame.indicator.units]
        for frame in of_unit or of_split:
            cost = self._fitter.domain_cost(frame, phrase)
            if cost is not None and cost <= FAR_DOMAIN:
                return frame
        return None

    def _claims(self, phrase: Phrase) -> list[Claim]:
        role = phrase.statement.role
        if phrase.index in self._others:
            return []
        if role is Role.CHANGE:
            if phrase.entry is not None:
                return []
            if self._is_paired(phrase):
                return self._of_pair(phrase)
            if phrase.light and phrase.index:
                averaged = "average" in phrase.statement.cues  # 年均增长20.6%
                return self._of_cut(phrase) or ([] if averaged else self._of_figure_before(phrase))
            if claims := self._goes_on(phrase):
                return claims
        if self.is_share_of_all(phrase) or self._are_of_some_bodies(phrase):
            return []
        if phrase.light and (run := self._summed_up(phrase)):
            return self._of_sum(run)
        shared = self._shared_by_list(phrase)
        if len(shared) > 1:
            return shared
        options = self.options[phrase.index] = self._fitter.options(phrase)
        if total := self._total_behind_added(phrase):
            return [total]
        decision = self._stock_told_anew(phrase, options) or options.sure
        if decision is None or phrase.uneven or not self._is_certain(phrase, decision):
            return []
        if self._is_open(phrase, options, decision):
            return []
        part = self._parts.of(phrase, decision)
        if part is None:
            self.told_again[phrase.index] = Claim(decision.frame.indicator.id, "", decision)
            return []
        return [Claim(decision.frame.indicator.id, part, decision)]

    def _total_behind_added(self, phrase: Phrase) -> Claim | None:
        """Return the stock that a total tells of which what was added or taken stands before: 新增综合窗口5个,总数达35个."""
        if not phrase.index or phrase.right:
            return None
        before, statement = self.phrases[phrase.index - 1], phrase.statement
        cues = before.statement.cues
        added, same = cues.get("added") or cues.get("taken_away"), before.statement.sentence == statement.sentence
        between = self.text[before.statement.quantity.end : statement.quantity.start]
        if not added or not same or not load_openings().total.fullmatch(between):
            return None
        for decision in self.options[before.index].within(BAR_OF_SOFT, 0.0):
            indicator, written = decision.frame.indicator, self.text[added.start : added.end]
            whole = (not decision.part or written in decision.part) and not decision.lacking and not indicator.trial
            if whole and indicator.kind == "stock" and statement.quantity.unit == before.statement.quantity.unit:
                return Claim(indicator.id, "", decision)
        return None

    def _stock_told_anew(self, phrase: Phrase, options: Options) -> Decision | None:
        """Return the stock that a number with no words of its own but 现有 tells, where the clause before told what was done
        to it: 动态调整政务服务事项清单,现有1236项.
        """
        start, end = phrase.statement.clause[0], phrase.statement.quantity.start
        if phrase.right or not start or self.text[start - 1] != ",":
            return None
        if not load_openings().total.fullmatch(self.text, start - 1, end):
            return None
        if (best := options.best) is None or not best.frame.indicator.trial:
            return None
        decisions = options.within(BAR_OF_SOFT, 0.0)
        stocks = [d for d in decisions if d.frame.indicator.kind == "stock" and not d.part and not d.lacking]
        return next((d for d in stocks if not d.frame.indicator.trial), None)

    def _is_open(self, phrase: Phrase, options: Options, decision: Decision) -> bool:
        """Return whether what the number is of leans on words from afar, and another indicator would do almost as well."""
        afar = phrase.entry is None and phrase.statement.role is not Role.AFTER and decision.cost >= OWN_WORDS
        return afar and options.is_rivalled(decision, BAR_OF_PART)

    def _is_certain(self, phrase: Phrase, decision: Decision) -> bool:
        frame = decision.frame
        generic = frame.generic and not frame.domain
        bar = BAR_OF_GENERIC if generic else BAR_OF_PART if decision.part else BAR
        if frame.splits:
            bar = BAR_OF_SPLIT
        if phrase.statement.quantity.certainty is not Certainty.FIRM:
            bar = min(bar, BAR_OF_SOFT)
        if decision.cost > bar or frame.indicator.trial or self._is_of_nothing(phrase, decision):
            return False
        if frame.splits and (self._is_narrowed_kind(phrase) or self.is_share_of_part(phrase)):
            return False
        if self._is_channel(phrase, decision) or self._came_by_a_way(phrase, decision):
            return False
        if phrase.entry is not None or not decision.part or frame.part or frame.splits:
            return not generic or decision.named
        return not generic and decision.firm

    def _is_narrowed_kind(self, phrase: Phrase) -> bool:
        """Return whether a category is itself narrowed: 重复投诉 are no 投诉, 违建举报 no 举报."""
        types = self.frames.lexicon.splits("type")
        pairs = [(a, b) for side in (phrase.left, phrase.right) for a, b in pairwise(side) if a.end == b.start]
        return any(
            kind.word.classes & CATEGORY
            and (
                t.narrows
                and kind.word.own & types
                or t.word.classes & SUBSET
                and not t.word.classes & (CATEGORY | EXPLAINS)
            )
            for t, kind in pairs
        ) or any(kind.word.own & types and t.narrows and not phrase.kind for kind, t in pairs)

    def is_share_of_part(self, phrase: Phrase) -> bool:
        """Return whether what a share is of is a part itself: 噪音占环境污染投诉的52%."""
        return any(t.narrows or t.word.classes & CATEGORY for t in phrase.base)

    def _is_channel(self, phrase: Phrase, decision: Decision) -> bool:
        """Return whether a number of a list is named by the channel alone that it came by: 其中市长信箱812件; 从渠道看,电话…件,
        网民留言96件.
        """
        if phrase.entry is not None or not decision.used or any(t.word.classes & ACT & ~EXPLAINS for t in phrase.left):
            return False
        own = [t for t in decision.used if t in phrase.left]
        among = AMONG.match(self.text, phrase.start)  # 其中来电45208件: by phone; 五天合计话务总量17238个 are calls
        start, end = max(phrase.statement.sentence[0] - CHANNEL_REACH, 0), phrase.statement.quantity.start
        opened = load_openings().channels.search(self.text, start, end)
        if opened is None or not own:
            return False
        by_phone = among and not self._are_among_calls_and_letters(phrase)
        channels = self.words_of_channels | (self._words_of_calls if by_phone else 0)
        if not AMONG.match(opened[0]):
            channels |= self.frames.lexicon.ways
        return all(t.word.own & channels and not t.word.classes & PROPERTY for t in own)

    def _came_by_a_way(self, phrase: Phrase, decision: Decision) -> bool:
        """Return whether a number is told by nothing but a way and what is done, in a text about what splits by ways:
        网络受理612件 of a hotline.
        """
        topic, way = self.around.topic[:1], self.frames.lexicon.ways
        domains = self.frames.splits.get("channel", (0, 0))[1]
        if decision.frame.domain or phrase.entry is not None or not topic or not topic[0] & domains:
            return False
        used = [t for t in decision.used if t in phrase.left]
        ways = [t for t in used if t.word.own & way and not t.word.classes & DOMAIN]  # a mailbox has its own figures
        return bool(ways) and all(t in ways or t.word.classes & ACT for t in used)

    def _are_among_calls_and_letters(self, phrase: Phrase) -> bool:
        """Return whether a number is among those of calls and letters together: 来电来信9.8万件,其中来电8.9万件."""
        claims = self.claims[phrase.index - 1] if phrase.index else []
        used = claims[0].decision.used if claims and claims[0].decision else frozenset()
        return any(t.word.own & self._words_of_contacts for t in used)

    def _is_of_nothing(self, phrase: Phrase, decision: Decision) -> bool:
        """Return whether a cue makes the number no figure of what is named, and the frame does not say it itself."""
        statement, kind = phrase.statement, decision.frame.indicator.kind
        if ranks_others(self.text, statement.quantity) or self._is_condition(phrase):
            return True
        if statement.role is Role.RANK and decision.part:
            return True  # 投诉类居第三位: no rank of the place
        kinds = OF_NOTHING + (OF_NO_SUM if kind in SUMS and "/" not in statement.quantity.unit else ())
        if statement.role in (Role.ACTUAL, Role.TARGET):
            kinds += OF_NO_STOCK if kind == "stock" else ()
            kinds += OF_NO_LEVEL if decision.frame.indicator.direction == "lower" else ()
        cues = [cue for kind, cue in statement.cues.items() if kind in kinds]
        return any(not any(t.start <= cue.start < t.end for t in decision.used) for cue in cues)

    def _is_condition(self, phrase: Phrase) -> bool:
        """Return whether a rate that is named only says which bodies are counted behind it."""
        quantity, rates = phrase.statement.quantity, self.frames.lexicon.rates
        named = quantity.unit in RATES and any(t.word.own & rates for t in phrase.left)
        return named and not phrase.share and load_openings().condition.match(self.text, quantity.end) is not None

    def _is_paired(self, phrase: Phrase) -> bool:
        start = phrase.statement.quantity.start
        return RESPECTIVELY.search(self.text, max(phrase.statement.clause[0], start - 60), start) is not None

    def _of_pair(self, phrase: Phrase) -> list[Claim]:
        """Return what the figure is said of that 分别 pairs with a change, where a sentence tells as many figures as changes:
        交易5162个,交易额476亿元,同比分别增长6.4%和下降3.2%.
        """
        near = self.phrases[max(0, phrase.index - LOOK_BACK) : phrase.index + LOOK_BACK]
        same = [p for p in near if p.statement.sentence == phrase.statement.sentence]
        behind = [p.index for p in same if p.index > phrase.index and p.statement.role is not Role.CHANGE]
        same = same[: behind[0] - same[0].index] if behind else same  # 分别增长6.4%和下降11.8%;节约资金9.7亿元
        figures = [p for p in same if p.statement.role is Role.ACTUAL and p.statement.quantity.unit not in MOVES]
        changes = [p for p in same if p.statement.role is Role.CHANGE]
        if len(figures) != len(changes) or len(same) != 2 * len(changes) or same[: len(figures)] != figures:
            return []
        return self.claims[figures[changes.index(phrase)].index]

    def _summed_up(self, phrase: Phrase) -> range:
        """Return the numbers before in the sentence that a light one sums up: 信箱217件,网络问政463件,合计680件."""
        quantity, total = phrase.statement.quantity, Decimal(0)
        left = self.text[phrase.start : quantity.start]
        if quantity.value and any(word in left for word in SUMMED):
            for k in range(phrase.index - 1, max(-1, phrase.index - LOOK_BACK), -1):
                before = self.phrases[k].statement
                alike = before.sentence == phrase.statement.sentence and before.quantity.unit == quantity.unit
                if not alike or before.quantity.value is None:
                    break
                total += before.quantity.value
                if total == quantity.value and k < phrase.index - 1:
                    return range(k, phrase.index)
        return range(0)

    def is_share_of_all(self, phrase: Phrase) -> bool:
        """Return whether a share is that of a list together: 城乡建设80件、民政50件,占总量的39%."""
        last = phrase.share_of
        if last is None or not last.index:
            return False
        before, statement = self.phrases[last.index - 1].statement, last.statement
        alike = before.sentence == statement.sentence and before.quantity.unit == statement.quantity.unit
        return alike and self.text[before.quantity.end] in JOINTS and self.text[statement.quantity.end] == ","

    def _of_sum(self, run: range) -> list[Claim]:
        """Return the indicator that all the numbers summed up are parts of; the sum of different ones is nobody's."""
        ids = {claim.indicator for k in run for claim in self.claims[k]}
        parts = all(claim.part for k in run for claim in self.claims[k])
        return [Claim(ids.pop(), "")] if parts and len(ids) == 1 else []

    def _of_cut(self, phrase: Phrase) -> list[Claim]:
        """Return the indicator that is itself a change in this unit: 由38份减至24份,减少14份."""
        stating_it = self.frames.of_cuts & self.frames.by_unit.get(phrase.statement.quantity.unit, 0)
        for decision in self._fitter.options(phrase, stating_it).within(BAR_OF_SPLIT, 0):
            if self._is_certain(phrase, decision):
                return [Claim(decision.frame.indicator.id, decision.part, decision)]
        return []

    def figure_before(self, phrase: Phrase) -> int | None:
        """Return the figure that a change follows; percentage points are a change of a rate."""
        for k in range(phrase.index - 1, max(-1, phrase.index - 1 - FOLLOWED), -1):
            before = self.phrases[k].statement
            if before.sentence[1] < phrase.statement.sentence[0] - 1:
                break
            if self._is_passed_over(k, phrase):
                continue
            if before.role is not Role.CHANGE or self.claims[k]:
                return k
        return None

    def _is_passed_over(self, k: int, phrase: Phrase) -> bool:
        """Return whether a change is not of the figure nearest before it."""
        before, rate = self.phrases[k].statement, self.phrases[k].statement.quantity.unit in RATES
        unit = phrase.statement.quantity.unit
        if unit == POINTS and not rate:
            return True
        if unit not in MOVES and unit != before.quantity.unit:  # 391项进驻,应进必进率93.1%,比年初增加27项
            return True
        if "average" in before.cues and not rate and not self.claims[k]:
            return True  # 受理31742件,日均1024件,环比上升22.37%
        gap = self.text[before.quantity.end : phrase.statement.quantity.start]
        if gap.rfind("(", 0, gap.find(")") + 1) < 0 <= gap.find(")"):  # 受理166件(含上年结转4件),同比增长12.2%
            return True
        if gap.startswith(THRESHOLD):  # 受理53万件,首次突破50万件大关,增长27.4%
            return True
        return ";" in gap and any(  # 受理41286件,其中有效件40157件;较上季度增长6.35%: the whole grew
            claim.part == AMONG_PART for claim in self.claims[k]
        )

    def _of_figure_before(self, phrase: Phrase) -> list[Claim]:
        """Return what the figure is said of that a change follows."""
        before = self.figure_before(phrase)
        return [] if before is None else self.claims[before]

    def _goes_on(self, phrase: Phrase) -> list[Claim]:
        """Return what the rate before is said of where its own act is repeated: 时限压减76.5%,较上年又压减3.1个百分点."""
        claims = self._of_figure_before(phrase) if phrase.statement.quantity.unit == POINTS else []
        explained = claims[0].decision.frame.explained if claims and claims[0].decision else 0
        own = [t for t in (*phrase.left, *phrase.right) if t.word.classes & SAYS and not t.word.classes & EXPLAINS]
        return claims if all(t.word.own & explained for t in own) else []

    def _shared_by_list(self, phrase: Phrase) -> list[Claim]:
        """Return the indicators of a list that one number is said of: 差评回复率、整改率均达到100%."""
        start, end = phrase.start, phrase.statement.quantity.start
        if not phrase.left or not EACH.search(self.text, start, end):
            return []
        cuts = [m.start() for m in MEMBER.finditer(self.text, start, end)]
        tokens, low = phrase.left, phrase.start
        by_id: dict[str, Claim] = {}
        for cut in (*cuts, phrase.statement.quantity.start):
            phrase.left = [t for t in tokens if low <= t.start < cut]
            low = cut
            best = self._fitter.options(phrase).sure
            if best and not best.part and self._is_certain(phrase, best):
                id = best.frame.indicator.id
                by_id.setdefault(id, Claim(id, "", best))
        phrase.left = tokens
        return list(by_id.values())

    def _are_of_some_bodies(self, phrase: Phrase) -> bool:
        """Return whether the rates of a list are some bodies': 有31个单位反映较好,办结率、满意率均为100%."""
        at, statement = phrase.statement.quantity.start, phrase.statement
        if not phrase.index or statement.quantity.unit not in RATES or "、" not in self.text[phrase.start : at]:
            return False
        before = self.phrases[phrase.index - 1]
        start, same = before.statement.quantity.start, before.statement.sentence == statement.sentence
        bodies = any(t.word.own & self.frames.lexicon.bodies for t in before.right[:1])
        return (
            same
            and bodies
            and SOME.search(self.text, max(statement.sentence[0], start - LISTED_BODIES), start) is not None
        )
