"""Say of which indicator each number is said: claimed where a frame fits well. What nearly fits is suggested elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from core.model import Certainty, Role
from core.parsing.fitting import Fitter, Said
from core.parsing.lexicon import (
    ACT,
    BROAD,
    CATEGORY,
    DOMAIN,
    EXPLAINS,
    FILLER,
    MEASURE,
    OBJECT,
    PROPERTY,
    SAYS,
    SCOPE,
    SUBSET,
    TIME,
)  # fmt: skip
from core.parsing.openings import load_openings
from core.parsing.options import NO_OPTIONS, Decision, Options
from core.parsing.phrases import AMONG, MOVES, RATES, Phrase, Words
from core.parsing.ranks import ranks_others
from core.parsing.says import Frame, Frames
from core.parsing.subjects import SCOPES, part_of
from core.parsing.surroundings import Surroundings

BAR_OF_SPLIT = 1.6
BAR_OF_LOOSE_PART = 0.6  # of a part that words name which no entry has
BAR, BAR_OF_PART, BAR_OF_GENERIC, BAR_OF_SOFT = 1.25, 1.1, 0.6, 0.8
FAR_DOMAIN = 1.0
# cues that make a number no figure of what is named; only a frame that says them itself takes it
OF_NOTHING = ("negated", "contrary", "lacking", "quota", "completion", "selects", "some_only")
OF_NO_SUM, OF_NO_STOCK = ("average",), ("taken_away", "added")
SUMS = ("count", "stock", "amount")
GROWING = ("count", "amount")  # what several years together hold more of than one
EACH = re.compile(r"(?<![日月年人户平])均|[都皆]|双双|同为")
# 满意率90%以下的单位4家: the rate says which are counted
CONDITION = re.compile("的[^,。;\\d]{0,4}(?:单位|部门|乡镇|镇街|街道|县区|区县|市县|窗口|企业|事项)")
JOINTS = "、和及与"
WHOLE_ROWS = ("总计", "合计", "全市", "全区", "全县", "总数")
AMONG_PART = "其中"
CHANNEL_REACH = 12  # letters before a sentence that may ask where its numbers came from
SUMMED = ("合计", "总计", "共计", "加在一起", "加起来")
POINTS = "百分点"
QUOTES = "”“"  # between two members of a list that nothing else parts
SOME = "有"  # 有31个单位满意率达到100%
LOOK_BACK = 12  # numbers of the sentence that are looked back on


class Claim(NamedTuple):
    """An indicator that a number is said of, and of which part."""

    indicator: str
    part: str
    decision: Decision | None = None  # None where a distribution says it

    @property
    def of_part(self) -> bool:
        """Say whether what is claimed is a part by itself."""
        return self.decision is not None and bool(self.decision.frame.part)


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
        self.words_of_money = frames.lexicon.concepts["money"].bit
        self.words_of_pieces = frames.lexicon.pieces
        self._others = others  # numbers of other bodies
        self._longer = longer  # what numbers of more than the time reported on are told of
        self.options: list[Options] = []
        self.claims: list[list[Claim]] = []
        self.told_again: dict[int, Claim] = {}  # what is certain but for the part that it is of

    def decide(self) -> list[list[Claim]]:
        """Return what each number is said of."""
        for phrase in self.phrases:
            self.options.append(NO_OPTIONS)
            claims = self._claims(phrase)
            self.claims.append(claims)
            ids = tuple(claim.indicator for claim in claims)
            self._fitter.said[phrase.index] = Said(ids, phrase.statement.quantity.end)
        return self.claims

    def is_of_another(self, i: int) -> bool:
        """Return whether a number is another body's."""
        return i in self._others

    def frame_of_split(self, split: str, phrase: Phrase) -> Frame | None:
        """Return the frame that takes a number as one of the parts of a split, where its domain is near."""
        for frame in self.frames.frames:
            if frame.splits == split and phrase.statement.quantity.unit in frame.indicator.units:
                cost = self._fitter.domain_cost(frame, phrase)
                if cost is not None and cost <= FAR_DOMAIN:
                    return frame
        return None

    def _claims(self, phrase: Phrase) -> list[Claim]:
        role = phrase.statement.role
        if phrase.index in self._others:
            return []
        if role is Role.CHANGE:
            if phrase.entry is not None or self._is_paired(phrase):
                return []
            if phrase.light and phrase.index:
                averaged = "average" in phrase.statement.cues  # 年均增长20.6%
                return self._of_cut(phrase) or ([] if averaged else self._of_figure_before(phrase))
            if claims := self._goes_on(phrase):
                return claims
        if self._is_share_of_all(phrase) or self._are_of_some_bodies(phrase):
            return []
        if phrase.light and (run := self._summed_up(phrase)):
            return self._of_sum(run)
        shared = self._shared_by_list(phrase)
        if len(shared) > 1:
            return shared
        options = self.options[phrase.index] = self._fitter.options(phrase)
        if total := self._total_behind_added(phrase):
            return [total]
        decision = options.best
        if decision is None or phrase.uneven or not self._is_certain(phrase, decision):
            return []
        part = self._part(phrase, decision)
        if part is None:
            self.told_again[phrase.index] = Claim(decision.frame.indicator.id, "", decision)
            return self._of_another(phrase, options, decision)
        return [Claim(decision.frame.indicator.id, part, decision)]

    def _total_behind_added(self, phrase: Phrase) -> Claim | None:
        """Return the stock that a total tells of which what was added stands before: 新增综合窗口5个,总数达35个."""
        if not phrase.index or phrase.right:
            return None
        before, statement = self.phrases[phrase.index - 1], phrase.statement
        added, same = before.statement.cues.get("added"), before.statement.sentence == statement.sentence
        between = self.text[before.statement.quantity.end : statement.quantity.start]
        if not added or not same or not load_openings().total.fullmatch(between):
            return None
        for decision in self.options[before.index].within(BAR_OF_SOFT, 0.0):
            indicator, written = decision.frame.indicator, self.text[added.start : added.end]
            whole = decision.part in ("", written) and not decision.lacking and not indicator.trial
            if whole and indicator.kind == "stock" and statement.quantity.unit == before.statement.quantity.unit:
                return Claim(indicator.id, "", decision)
        return None

    def _of_another(self, phrase: Phrase, options: Options, told: Decision) -> list[Claim]:
        """Return what the number's own noun names where the best was told before: 19个部门的246个行政许可事项."""
        for decision in options.within(BAR_OF_SOFT, 0.0):
            own = phrase.right and phrase.right[0] in decision.used and decision.frame.indicator != told.frame.indicator
            if own and self._is_certain(phrase, decision) and self._part(phrase, decision) == "":
                return [Claim(decision.frame.indicator.id, "", decision)]
        return []

    def _is_certain(self, phrase: Phrase, decision: Decision) -> bool:
        frame = decision.frame
        generic = frame.generic and not frame.domain
        bar = BAR_OF_GENERIC if generic else BAR_OF_PART if decision.part else BAR
        if frame.splits:
            bar = BAR_OF_SPLIT
        if phrase.statement.quantity.certainty is not Certainty.FIRM:
            bar = min(bar, BAR_OF_SOFT)
        if decision.lacking or decision.cost > bar or frame.indicator.trial or self._is_of_nothing(phrase, decision):
            return False
        if frame.splits and self._is_narrowed_kind(phrase) or self._is_channel(phrase, decision):
            return False
        if phrase.entry is not None or not decision.part or frame.part or frame.splits:
            return not generic or decision.told
        return not generic and (decision.firm or decision.cost <= BAR_OF_LOOSE_PART)

    def _is_narrowed_kind(self, phrase: Phrase) -> bool:
        """Return whether a category is itself narrowed: 重复投诉 are no 投诉."""
        return any(
            t.word.classes & SUBSET and not t.word.classes & (CATEGORY | EXPLAINS) and kind.word.classes & CATEGORY
            for t, kind in pairwise(phrase.left)
            if t.end == kind.start
        )

    def _is_channel(self, phrase: Phrase, decision: Decision) -> bool:
        """Return whether a number of a list is named by the channel alone that it came by: 其中市长信箱812件."""
        if phrase.entry is not None or not decision.used or any(t.word.classes & ACT & ~EXPLAINS for t in phrase.left):
            return False
        own = [t for t in decision.used if t in phrase.left]
        if not own or not all(t.word.own & self.words_of_channels and not t.word.classes & PROPERTY for t in own):
            return False
        start, end = max(phrase.statement.sentence[0] - CHANNEL_REACH, 0), phrase.statement.quantity.start
        return load_openings().channels.search(self.text, start, end) is not None

    def _is_of_nothing(self, phrase: Phrase, decision: Decision) -> bool:
        """Return whether a cue makes the number no figure of what is named, and the frame does not say it itself."""
        statement, kind = phrase.statement, decision.frame.indicator.kind
        if ranks_others(self.text, statement.quantity) or self._is_condition(phrase):
            return True
        kinds = OF_NOTHING + (OF_NO_SUM if kind in SUMS and "/" not in statement.quantity.unit else ())
        kinds += OF_NO_STOCK if kind == "stock" and statement.role is Role.ACTUAL else ()
        cues = [cue for kind in kinds if (cue := statement.cues.get(kind))]
        return any(not any(t.start <= cue.start < t.end for t in decision.used) for cue in cues)

    def _is_condition(self, phrase: Phrase) -> bool:
        """Return whether a rate that is named only says which bodies are counted behind it."""
        quantity, rates = phrase.statement.quantity, self.frames.lexicon.rates
        named = quantity.unit in RATES and any(t.word.own & rates for t in phrase.left)
        return named and not phrase.share and CONDITION.match(self.text, quantity.end) is not None

    def _is_paired(self, phrase: Phrase) -> bool:
        start = phrase.statement.quantity.start
        return self.text.rfind("分别", max(phrase.statement.clause[0], start - 60), start) >= 0

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

    def _is_share_of_all(self, phrase: Phrase) -> bool:
        """Return whether a share is that of a list together: 城乡建设80件、民政50件,占总量的39%."""
        last = phrase.share_of
        if last is None or not last.index:
            return False
        before, statement = self.phrases[last.index - 1].statement, last.statement
        alike = before.sentence == statement.sentence and before.quantity.unit == statement.quantity.unit
        return alike and self.text[before.quantity.end] in JOINTS and self.text[statement.quantity.end] == ","

    def _of_sum(self, run: range) -> list[Claim]:
        """Return the indicator that all the numbers summed up are parts of; the sum of different ones is nobody's."""
        told = {claim.indicator for k in run for claim in self.claims[k]}
        parts = all(claim.part for k in run for claim in self.claims[k])
        return [Claim(told.pop(), "")] if parts and len(told) == 1 else []

    def _of_cut(self, phrase: Phrase) -> list[Claim]:
        """Return the indicator that is itself a change in this unit: 由38份减至24份,减少14份."""
        for decision in self._fitter.options(phrase).within(BAR_OF_SPLIT, 0):
            indicator = decision.frame.indicator
            states_it = Role.CHANGE in indicator.roles and phrase.statement.quantity.unit in indicator.units
            if states_it and self._is_certain(phrase, decision):
                return [Claim(indicator.id, decision.part, decision)]
        return []

    def _of_figure_before(self, phrase: Phrase) -> list[Claim]:
        """Return what the figure is said of that a change follows; percentage points are a change of a rate."""
        for k in range(phrase.index - 1, max(-1, phrase.index - 4), -1):
            before = self.phrases[k].statement
            if before.sentence[1] < phrase.statement.sentence[0] - 1:
                break
            if phrase.statement.quantity.unit == POINTS and before.quantity.unit not in RATES:
                continue
            if before.role is not Role.CHANGE or self.claims[k]:
                return self.claims[k]
        return []

    def _goes_on(self, phrase: Phrase) -> list[Claim]:
        """Return what the rate before is said of where its own act is repeated: 时限压减76.5%,较上年又压减3.1个百分点."""
        claims = self._of_figure_before(phrase) if phrase.statement.quantity.unit == POINTS else []
        said = claims[0].decision.frame.explained if claims and claims[0].decision else 0
        own = [t for t in (*phrase.left, *phrase.right) if t.word.classes & SAYS and not t.word.classes & EXPLAINS]
        return claims if all(t.word.own & said for t in own) else []

    def _shared_by_list(self, phrase: Phrase) -> list[Claim]:
        """Return the indicators of a list that one number is said of: 差评回复率、整改率均达到100%; what the last names
        at its end is said of all: “网上办”“马上办”占比均在96%以上.
        """
        left = self.text[phrase.start : phrase.statement.quantity.start]
        cuts = [phrase.start + k for k, letter in enumerate(left) if letter in JOINTS or left[k - 1 : k + 1] == QUOTES]
        if not phrase.left or not EACH.search(left) or not cuts:
            return []
        tokens, low = phrase.left, phrase.start
        ends = [t for t in tokens if t.start > cuts[-1] and t.word.own & self.frames.lexicon.rates]
        found: dict[str, Claim] = {}
        for cut in (*cuts, phrase.statement.quantity.start):
            phrase.left = [t for t in tokens if low <= t.start < cut]
            if not any(t.word.said & self.frames.lexicon.rates for t in phrase.left):
                phrase.left += ends
            low = cut
            best = self._fitter.options(phrase).best
            if best and not best.part and self._is_certain(phrase, best):
                id = best.frame.indicator.id
                found.setdefault(id, Claim(id, "", best))
        phrase.left = tokens
        return list(found.values())

    def _are_of_some_bodies(self, phrase: Phrase) -> bool:
        """Return whether the rates of a list are some bodies': 有31个单位反映较好,办结率、满意率均为100%."""
        at, statement = phrase.statement.quantity.start, phrase.statement
        if not phrase.index or statement.quantity.unit not in RATES or "、" not in self.text[phrase.start : at]:
            return False
        before = self.phrases[phrase.index - 1]
        start, same = before.statement.quantity.start, before.statement.sentence == statement.sentence
        bodies = any(t.word.own & self.frames.lexicon.bodies for t in before.right[:1])
        return same and bodies and self.text.endswith(SOME, 0, start)

    def _part(self, phrase: Phrase, decision: Decision) -> str | None:
        """Return the part that a number is of, "" for the whole; None where that is not certain."""
        if phrase.entry is not None and phrase.entry.row.text not in WHOLE_ROWS:
            return phrase.entry.row.text
        indicator, quantity = decision.frame.indicator, phrase.statement.quantity
        if indicator.kind in GROWING and phrase.index in self._longer:
            return decision.part or self._longer[phrase.index]
        declared = part_of(self.text, quantity, indicator.parts, "") if indicator.parts else ""
        if declared or decision.part:
            return declared or decision.part
        if self._is_beside_a_piece(phrase):
            return None
        narrowed = self._narrowed(phrase, decision.frame)
        return self._told_among(phrase, decision) if narrowed == "" else narrowed

    def _is_beside_a_piece(self, phrase: Phrase) -> bool:
        """Return whether a number is told in a list beside one of a mere piece: 非常不满意0条,不满意1条."""
        pieces, (start, _), unit = self.words_of_pieces, phrase.statement.sentence, phrase.statement.quantity.unit
        if any(t.word.classes & ACT and not t.word.classes & EXPLAINS for t in phrase.left):
            return False
        for beside in self.phrases[max(0, phrase.index - 1) : phrase.index + 2]:
            alike = beside.statement.sentence[0] == start and beside.statement.quantity.unit == unit
            if beside is not phrase and alike and any(t.word.own & pieces for t in beside.left):
                return True
        return False

    def _narrowed(self, phrase: Phrase, frame: Frame) -> str | None:
        """Return the part that a number before in the sentence named, and nothing names anew: 省派工单1630件,在办217件."""
        statement = phrase.statement
        if phrase.entry is not None:
            return ""
        if self._is_behind_all_parts(phrase):
            return ""
        own = phrase.left + phrase.right
        for k in range(phrase.index - 1, max(-1, phrase.index - 4), -1):
            before = self.phrases[k]
            between = self.text[before.statement.quantity.end : statement.quantity.start]
            if before.statement.sentence != statement.sentence or ";" in between:
                return ""
            claimed = next((c for c in self.claims[k] if c.decision is not None), None)
            moved = before.statement.quantity.unit in MOVES
            scoped = any(t.word.classes & SCOPE for t in own)
            if (
                claimed
                and claimed.part
                and not claimed.of_part
                and not moved
                and load_openings().body.search(claimed.part)
                and not scoped
            ):
                return claimed.part
            if any(
                t.word.classes & (OBJECT | DOMAIN | SCOPE | CATEGORY)
                and not t.word.classes & (FILLER | MEASURE | ACT)
                and not t.word.own & self.words_of_money
                for t in own
            ):
                return ""
            if moved or self._is_quota(before):
                continue
            return self._narrowing(before, claimed, phrase, frame)
        return ""

    def _is_quota(self, phrase: Phrase) -> bool:
        return "quota" in phrase.statement.cues

    def _is_behind_all_parts(self, phrase: Phrase) -> bool:
        """Return whether the numbers before are all the parts of a whole: 评价1206条,其中满意1180条、不满意26条,好评率…"""
        total = Decimal(0)
        for k in range(phrase.index - 1, max(0, phrase.index - LOOK_BACK), -1):
            last, before = self.phrases[k].statement, self.phrases[k - 1].statement
            if before.sentence != phrase.statement.sentence:
                return False
            if last.quantity.unit in MOVES or last.quantity.value is None:
                continue
            total += last.quantity.value
            if AMONG.search(self.text, before.quantity.end, last.quantity.start):
                whole = before.quantity.value or Decimal(0)
                return before.quantity.unit == last.quantity.unit and abs(total - whole) * 1000 <= whole
        return False

    def _narrowing(self, before: Phrase, claimed: Claim | None, phrase: Phrase, frame: Frame) -> str | None:
        if claimed is not None:
            part = claimed.part
            if part == self._longer.get(before.index) and phrase.index not in self._longer:
                return ""  # 2020—2022年受理38万件,2023年受理16万件
            return part if part != AMONG_PART and not claimed.of_part else ""
        claims = self.claims[before.index]
        if claims:
            return claims[0].part if phrase.statement.quantity.unit == "%" else ""
        explains = FILLER | BROAD | TIME
        narrowing = [t for t in before.left if t.word.classes & SUBSET and not t.word.classes & explains]
        subset = [t for t in narrowing if not t.word.own & frame.explained]
        best = self.options[before.index].best
        unsure = subset or best and best.part and best.cost < 3 and not phrase.inherited
        return None if unsure else ""

    def _told_among(self, phrase: Phrase, decision: Decision) -> str | None:
        """Return that a number is among those of the same indicator before 其中; None where the sentence told a whole of
        it already and does not say how the two stand, "" for a whole.
        """
        statement, id = phrase.statement, decision.frame.indicator.id
        start = statement.sentence[0]
        if self.text.startswith(AMONG_PART, start) and start:  # 。其中热线派单512件: goes on from the sentence before
            start = next(
                (
                    p.statement.sentence[0]
                    for p in reversed(self.phrases[: phrase.index])
                    if p.statement.sentence[0] < start
                ),
                start,
            )
        cues = list(AMONG.finditer(self.text, max(start, statement.quantity.start - 160), statement.quantity.start))
        among = cues[-1].start() if cues else -1
        if among >= 0 and ";" in self.text[among : statement.quantity.start]:
            among = -1
        renamed = phrase.light or any(t.word.classes & (SCOPE | TIME) for t in phrase.left)
        renamed = renamed or SCOPES.search(self.text, phrase.start, statement.quantity.start) is not None
        for k in range(phrase.index - 1, max(-1, phrase.index - LOOK_BACK), -1):
            before = self.phrases[k].statement
            if before.sentence[0] < start:
                return ""
            said = any(c.indicator == id for c in self.claims[k])
            if said and before.quantity.start < among:
                between = self.words.between(before.quantity.end, among)
                return "" if any(t.word.classes & SCOPE for t in between) else AMONG_PART
            whole = any(c.indicator == id and not c.part for c in self.claims[k])
            if whole and before.role is statement.role is Role.ACTUAL and not renamed:
                between = self.words.between(before.quantity.end, statement.quantity.start)
                return "" if any(t.word.classes & (SCOPE | TIME) for t in between) else None
        return ""
