"""Fill the slots of the frames from a number's phrase and its surroundings, and say what each filling costs."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from core.model import Certainty, Role
from core.parsing.asked import INNER, Asked
from core.parsing.lexicon import CATEGORY, DELTA, DOMAIN, OBJECT, SUBSET, Lexicon, Token
from core.parsing.options import NO_OPTIONS, Counts, Decision, Fill, Options
from core.parsing.phrases import RATES, Phrase, Words
from core.parsing.residue import LEVELS, Leftovers
from core.parsing.says import NUMBERED, Frame, Frames, Slot
from core.parsing.surroundings import Surroundings

ELIDED, EMPTY = 1.0, 2.2  # what a slot costs that nothing fills
OTHER_NOUN = 0.4
OTHER_NOUN_OF_ITS_OWN = 1.4  # 对接26个部门72个系统: the 26 are departments
OF_A_KIND = 0.5  # the noun was narrowed where it was said: 秒批事项26项,办理3842件
OF_ANOTHER_DESK = 0.4  # 市平台转来1630件,办结率100%: no rate of what the sentence before told
OWN_ROLE = 1.0  # a former value where the indicator is one itself: 流程再造前时限
LAST_ACT = 0.3
PASSED = 0.7  # 县乡村三级办件64.8万件 in a text that tells of 跨省通办 elsewhere: none of those
SURE_PASSAGE = 0.2  # a domain that was named last and that the whole document is about
ITEMS = "项"  # the counter of 事项: “一次办”1502项
MOVE_ITSELF = 2.0  # 由3142项精简至2856项: neither is a number of those that were taken away
AFTER = 1.0  # what it is worth that the figure a frame goes on from was said
BAR_OF_PIECE = 0.6  # up to here a word that narrows names the part; one that no entry has never does
FULL_TERM = 4  # letters of a noun that says enough by itself: 政务服务事项


class Said(NamedTuple):
    """The indicators said of a number, and where it ends."""

    ids: tuple[str, ...]
    end: int


class Fitter:
    """Fits all frames to the phrases of one text."""

    def __init__(self, text: str, frames: Frames, around: Surroundings, leftovers: Leftovers, literals: Words) -> None:
        self._text, self._frames, self._around = text, frames, around
        self._leftovers, self._literals = leftovers, literals
        self._lexicon: Lexicon = frames.lexicon
        self.told_of: dict[int, Said] = {}  # by number, as far as it has been read

    def options(self, phrase: Phrase, among: int = -1) -> Options:
        """Return the frames that the phrase could be, of those whose bits are set."""
        own = phrase.left + phrase.right + self._literal(phrase)
        possible, quantity = self._frames.possible, phrase.statement.quantity
        taking = among & self._frames.taking(quantity.unit, phrase.statement.role, phrase.entry is not None)
        near = possible.by_tokens(own + phrase.inherited + phrase.shared + phrase.following)
        if phrase.kind:
            near |= self._frames.of_splits
        candidates = taking and taking & possible.named(near)
        if not candidates:
            return NO_OPTIONS
        around = self._around.of(phrase)
        reach = near | possible.by_tokens(phrase.base)
        share_form = self._is_share_form(phrase)
        if phrase.share or share_form:
            reach |= self._frames.of_share
        afar = around.objects & possible.objects
        unsure, much = possible.missing(reach | (possible.objects if own else afar))
        lacking = possible.lacking(reach | afar | self._frames.elidable)
        candidates &= ~much & possible.placed(near | around.domains)
        asked = Asked(phrase, own, around, self._lexicon, share_form)
        begin, finish = partial(self._begun, asked), partial(self._finish, asked)
        return Options(candidates & ~unsure, candidates & unsure, lacking, begin, finish)

    def domain_cost(self, frame: Frame, phrase: Phrase) -> float | None:
        """Return what it costs to take a frame's domain from around a phrase; None where nothing names it."""
        asked = Asked(phrase, phrase.left + phrase.right, self._around.of(phrase), self._lexicon, False)
        priced = self._domain_cost(frame, asked)
        return None if priced is None else priced[0]

    def _literal(self, phrase: Phrase) -> list[Token]:
        end = phrase.right[-1].end if phrase.right else phrase.statement.quantity.end
        return self._literals.between(phrase.start, end)

    def _begun(self, asked: Asked, bits: int, counts: Counts | None = None) -> list[Fill]:
        frames = self._frames.among(bits)
        if counts is not None:
            frames = [frame for frame in frames if counts(frame, None)]
        return [fill for frame in frames if (fill := self._begin(asked, frame)) is not None]

    def _begin(self, asked: Asked, frame: Frame) -> Fill | None:
        """Return what a frame takes from a phrase; None where it is not said."""
        if frame.after and not self._goes_on_from(asked.phrase, frame):
            return None
        fill, role = Fill(frame), asked.phrase.statement.role
        if frame.after:
            fill.worth += AFTER
        if role is Role.BEFORE and Role.BEFORE in frame.indicator.roles:
            fill.worth += OWN_ROLE
        if not self._fill_slots(fill, asked) or fill.lacking and not fill.strong:
            return None
        return fill if not frame.domain or self._find_domain(fill, asked) else None

    def _finish(self, asked: Asked, fill: Fill) -> Decision | None:
        """Return the decision when what is left of the phrase was weighed too; None where the sentence does not suit."""
        frame, phrase = fill.frame, asked.phrase
        if not self._suits_sentence(fill, asked):
            return None
        if frame.acts and asked.last_act & frame.explained:
            fill.cost += self._last_act(frame, asked)
        if asked.rest is None:
            asked.rest = self._leftovers.about(phrase)
        residue = self._leftovers.of(frame, phrase, fill.used, asked.rest)
        fill.cost += residue.cost + self._of_form(fill, asked)
        if fill.borrows and _counts_another(frame, phrase, self._text):
            fill.cost += OTHER_NOUN_OF_ITS_OWN
        restricting, passing = residue.restricting, fill.afar and frame.domain & self._lexicon.passing
        narrower, quoted = self._leftovers.narrowed_domain(frame, asked.around.earlier) if passing else ("", False)
        part, firm = frame.part or (self._split(frame, phrase) if frame.splits else ""), True
        if restricting:
            part = part or "、".join(dict.fromkeys(t.word.text for t in restricting))
            parts = frame.indicator.parts
            known = CATEGORY | SUBSET if fill.cost <= BAR_OF_PIECE else CATEGORY
            firm = all(_is_piece(t, known) or t.word.text in parts for t in restricting)
        if narrower:
            part, firm = part or narrower, firm and quoted
        named = fill.strong + fill.joined > 1 or bool(asked.acts & frame.explained)
        named = named or any(len(t.word.text) >= FULL_TERM for t in fill.used)
        notes = (*fill.notes, *[f"×{word}" for word in residue.notes])
        cost, worth = round(fill.cost, 2), round(fill.worth, 2)
        return Decision(frame, cost, worth, part, fill.lacking, firm, named, frozenset(fill.used), notes)

    def _last_act(self, frame: Frame, asked: Asked) -> float:
        """Return what it costs that the act nearest before the number is one that the frame only allows: 受理…办结57件."""
        return 0.0 if any(asked.last_act & slot.concepts for slot in frame.slots) else LAST_ACT

    def _split(self, frame: Frame, phrase: Phrase) -> str:
        """Return the category that a frame of a split reads as its part, whole where several words run into one:
        交通能源环保类783件.
        """
        words = self._lexicon.splits(frame.splits)
        name, begins = "", -1
        for token in reversed((*phrase.inherited, *phrase.left, *phrase.right)):
            if token.word.own & words and (not name or token.end == begins):
                name, begins = token.word.text + name, token.start
        return (name or phrase.kind).removesuffix("类")

    def _goes_on_from(self, phrase: Phrase, frame: Frame) -> bool:
        """Return whether what the frame goes on from was said in this sentence or the one before it, and no other matter
        since: 大厅受理…件。12345热线…,群众满意率97%.
        """
        start = self._around.sentence_before(phrase.statement.sentence[0])
        for k in range(phrase.index - 1, max(-1, phrase.index - 5), -1):
            if frame.after in self.told_of[k].ids and self.told_of[k].end > start:
                own = self._frames.domains[frame.after] | frame.explained
                return not self._around.leads_elsewhere(self.told_of[k].end, phrase.statement.quantity.start, own)
        return False

    def _fill_slots(self, fill: Fill, asked: Asked) -> bool:
        frame, itself = fill.frame, asked.said_itself
        for slot in frame.slots:
            if frame.splits and slot.written[0] == "%" and self._fill_kind(fill, frame, asked.phrase):
                continue
            if slot.concepts & itself and self._fill_own(fill, slot, asked, 1.0):
                fill.near += 1
                fill.strong += 1
            elif not self._fill_elsewhere(fill, slot, asked):
                if fill.lacking or len(frame.slots) < 2:
                    return False
                fill.lacking = slot.written
                fill.cost += EMPTY
        for slot in frame.optional:
            if slot.concepts & itself:
                self._fill_own(fill, slot, asked, 0.5)
        return True

    def _fill_own(self, fill: Fill, slot: Slot, asked: Asked, worth: float) -> bool:
        first = asked.own_word(slot.concepts)
        if first is None:
            return False
        best, inner, used = first
        if inner:
            if best in fill.inner:
                return False
            fill.inner += (best,)
            fill.cost += INNER
            fill.worth += worth + 0.04 * len(best.word.text) - 0.3
        else:
            fill.worth += worth + 0.04 * len(best.word.text)
        fill.used.update(used)
        return True

    def _fill_elsewhere(self, fill: Fill, slot: Slot, asked: Asked) -> bool:
        """Fill a slot from the number before, a list, the sentence or a heading; an object may be left unsaid."""
        frame, source = fill.frame, asked.source(slot)
        if source is None:
            named = (
                frame.domain or asked.phrase.statement.quantity.unit == ITEMS and slot.concepts & self._lexicon.items
            )
            if not (slot.objects and fill.near and named and frame.indicator.kind in NUMBERED):
                return False
            fill.cost += ELIDED
            fill.notes.append("对象省略")
            return True
        once = bool(source.used) and fill.used.issuperset(source.used)  # 进驻单位: one word says both
        fill.cost += 0.0 if once else source.cost
        counted = asked.phrase.statement.quantity.unit not in RATES
        fill.cost += OF_A_KIND if counted and source.narrowed and not source.narrowed & frame.explained else 0.0
        fill.worth += source.worth
        if source.note:
            fill.notes.append(source.note)
        fill.used.update(source.used)
        fill.strong += source.strong
        fill.outside |= source.outside
        fill.near += source.joined
        fill.joined += source.joined
        fill.borrows |= bool(source.joined and slot.objects)
        return True

    def _fill_kind(self, fill: Fill, frame: Frame, phrase: Phrase) -> bool:
        """Take a word that no entry has for a category where it says that it is one: 消费纠纷类310件."""
        words = (phrase.left or phrase.inherited) if phrase.share_of is None else phrase.inherited
        known = self._lexicon.mask[CATEGORY]
        if not phrase.kind or not self._frames.takes_unknown(frame) or any(t.word.own & known for t in words):
            return False
        named = [t for t in words if t.word.text in phrase.kind]
        fill.used.update(named)
        fill.worth += 1.0
        fill.near += 1
        fill.strong += 1
        return bool(named)

    def _find_domain(self, fill: Fill, asked: Asked) -> bool:
        frame = fill.frame
        priced = self._domain_cost(frame, asked)
        if priced is None:
            return False
        cost, where = priced
        fill.afar = where == "本句"
        if self._is_bare(frame, asked):
            cost *= 1.6
        if frame.domain & self._lexicon.passing and self._is_far(frame, asked, where):
            cost += PASSED
        fill.cost += cost
        fill.worth += 0.6 if cost <= 0.5 else 0.3 if cost < 0.8 else 0.1
        fill.notes.append(f"域←{where}")
        fill.used.update(asked.naming(frame.domain))
        return True

    def _is_far(self, frame: Frame, asked: Asked, where: str) -> bool:
        """Return whether a phrase would take its domain from outside its own paragraph, with no heading that names it."""
        if where not in ("前文", "文题"):
            return False
        rate = asked.phrase.statement.quantity.unit in RATES
        if rate and where == "文题":
            return True
        if where == "前文" and asked.around.topic and asked.around.topic[0] & frame.domain:
            return False
        if any(domain & frame.domain for domain in asked.around.head_domains):
            return False
        at = asked.phrase.start
        named = self._around.domains_between(self._text.rfind("\n", 0, at) + 1, at)
        return not any(domain & frame.domain for domain in named)

    def _domain_cost(self, frame: Frame, asked: Asked) -> tuple[float, str] | None:
        """Return what it costs to take the domain from where it is named nearest, and where that is."""
        want = frame.domain
        if taken := asked.of_domains & frame.explained & ~want:
            return self._nearest(want, self._around.domains([t for t in asked.own if not t.word.own & taken]), asked)
        if want not in asked.domains:
            asked.domains[want] = self._nearest(want, asked.around.own_domains, asked)
        return asked.domains[want]

    def _nearest(self, want: int, mine: list[int], asked: Asked) -> tuple[float, str] | None:
        around, weak = asked.around, self._lexicon.weak
        strong = ~weak & ~self._lexicon.setting
        literal = bool(asked.named & want)
        if literal or any(d & want for d in mine):
            firm = literal or not want & weak or any(d & want & ~weak for d in mine)
            return (0.0 if firm else 0.2), "短语"
        foreign = any(d & ~weak & ~self._lexicon.setting for d in mine)
        other = 2.0 if foreign else 0.9 if any(d & ~weak for d in mine) else 0.0
        if any(d & want for d in around.inherited_domains):
            return 0.15 + other, "前数"
        if around.earlier_domains:
            last = max((k for k, d in enumerate(around.earlier_domains) if d & want), default=-1)
            if last >= 0:
                behind = around.earlier_domains[last + 1 :]
                between = (
                    0.9 if any(d & self._lexicon.unknown for d in behind) else 0.3 * any(d & ~weak for d in behind)
                )
                named = around.earlier_domains[:last]  # “办不成事”反映窗口19个,受理148件
                desk = 1.2 * bool(want & self._lexicon.setting and any(d & strong for d in named))
                return 0.2 + max(other, desk) + between, "本句"
            if any(d & strong for d in around.earlier_domains):
                other = max(other, 0.9)
            elif any(d & ~weak for d in around.earlier_domains):
                other = max(other, 0.6)
        passage = around.passage_domains
        last = max((k for k, d in enumerate(passage) if d & want), default=-1)
        if last >= 0:
            away = len(passage) - 1 - last
            if not (away or other) and around.topic and around.topic[0] & want:
                return SURE_PASSAGE, "前文"
            return 0.4 + other + (0.0 if not away else 0.2 if away < 4 else 0.35), "前文"
        nearer = 0.6 if passage and passage[-1] & strong else 0.2 * bool(passage)
        if any(d & want for d in around.head_domains):
            return 0.5 + other + nearer, "标题"
        place = next((k for k, d in enumerate(around.topic) if d & want), -1)
        if place >= 0:
            return (0.75 + 0.15 * place if place else 0.4) + other + nearer, "文题"
        return None

    def _is_bare(self, frame: Frame, asked: Asked) -> bool:
        """Return whether the phrase names nothing of the frame but bare objects and no act."""
        if asked.acts & frame.explained:
            return False
        return not any(asked.all_named & slot.concepts and slot.concepts & ~self._lexicon.bare for slot in frame.slots)

    def _suits_sentence(self, fill: Fill, asked: Asked) -> bool:
        frame = fill.frame
        if not fill.near and not asked.phrase.inherited:
            return bool(frame.domain) and fill.cost < 0.3
        if not frame.domain and frame.generic:
            fill.cost += 0.8 * (asked.foreign_earlier or asked.foreign_own)
        elif not frame.domain and asked.is_foreign(frame.explained):
            fill.cost += 0.9
        elif not frame.domain and asked.foreign_earlier:
            elsewhere = fill.outside and asked.phrase.statement.quantity.unit in RATES
            fill.cost += OF_ANOTHER_DESK if elsewhere else 0.3
        if asked.spoken_of and not asked.spoken_of & frame.explained:
            fill.cost += OTHER_NOUN
        return True

    def _of_form(self, fill: Fill, asked: Asked) -> float:
        """Return what the form of the statement costs: a lost counter, a rate without its word, a negation."""
        frame, phrase = fill.frame, asked.phrase
        quantity, role, kind = phrase.statement.quantity, phrase.statement.role, frame.indicator.kind
        moved, cost = role is Role.CHANGE, 0.0
        if not quantity.unit and phrase.entry is None:
            cost += 0.3
        if quantity.unit in RATES and kind == "rate" and not moved:
            named = frame.explained & self._lexicon.rates and asked.names_rate
            if not named and not asked.share_form:
                cost += 0.8
        if quantity.certainty is not Certainty.FIRM:
            cost += 0.9 if fill.strong < 2 else 0.1
        if moved and not phrase.inherited:
            cost += 0.3
        if role in LEVELS and kind in NUMBERED and any(self._leftovers.moves(phrase, t) for t in fill.used):
            cost += MOVE_ITSELF
        return cost

    def _is_share_form(self, phrase: Phrase) -> bool:
        """Return whether a rate reads as a share: 99.5%可以全程网办; 全程网办事项达71.25%."""
        if phrase.statement.quantity.unit != "%" or phrase.statement.role is Role.CHANGE:
            return False
        return bool(
            phrase.right and any(t.known and t.word.classes & ~DOMAIN or t.narrows for t in phrase.right)
        ) or any(t.word.own & self._lexicon.bare for t in phrase.left)


def _counts_another(frame: Frame, phrase: Phrase, text: str) -> bool:
    """Return whether a noun that fills no slot of the frame stands alone between a number and the next."""
    noun, end = phrase.right[:1], phrase.statement.quantity.end
    if (
        not noun
        or noun[0].start != end
        or not noun[0].word.classes & OBJECT
        or not text[noun[0].end : noun[0].end + 1].isdigit()
    ):
        return False
    return not any(noun[0].word.own & slot.concepts for slot in frame.slots)


def _is_piece(token: Token, known: int) -> bool:
    """Return whether a word is known to name a piece of a whole; what was added or taken away is none."""
    classes = token.word.classes
    return bool(classes & known and (classes & CATEGORY or not classes & DELTA))
