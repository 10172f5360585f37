"""Fill the slots of the frames from a number's phrase and its surroundings, and say what each filling costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from core.model import Certainty, Role
from core.parsing.lexicon import ACT, CATEGORY, DOMAIN, EXPLAINS, OBJECT, Lexicon, Token
from core.parsing.options import NO_OPTIONS, Decision, Fill, Options
from core.parsing.phrases import MOVES, RATES, Phrase, Words
from core.parsing.residue import Leftovers
from core.parsing.says import Frame, Frames, Slot
from core.parsing.surroundings import Around, Surroundings

INNER, CARRIED, EARLIER, AFAR, ELIDED, EMPTY = (
    0.35,
    0.3,
    0.6,
    0.9,
    1.0,
    2.2,
)  # what it costs where a slot is filled from
OTHER_NOUN = 0.4
OWN_UNIT = 0.3  # a change in the unit that the indicator declares: 提速4.07倍
LAST_ACT = 0.3
AFTER = 1.0  # what it is worth that the figure a frame goes on from was said
FULL_TERM = 4  # letters of a noun that says enough by itself: 政务服务事项
NUMBERED = ("count", "stock")


class _Asked:
    """What the frames ask of one phrase, each answer found once."""

    def __init__(self, phrase: Phrase, own: list[Token], around: Around, share_form: bool) -> None:
        self.phrase, self.own, self.around, self.share_form = phrase, own, around, share_form
        self.shares = phrase.share or share_form
        self.first: dict[int, tuple[Token, bool] | None] = {}  # by concepts: the first own word that names one
        self.named: dict[int, tuple[Token, ...]] = {}  # by concepts: the own words that name one
        self.afar: dict[int, tuple[float, float, str] | None] = {}


class Fitter:
    """Fits all frames to the phrases of one text."""

    def __init__(self, text: str, frames: Frames, around: Surroundings, leftovers: Leftovers, literals: Words) -> None:
        self._text, self._frames, self._around = text, frames, around
        self._leftovers, self._literals = leftovers, literals
        self._lexicon: Lexicon = frames.lexicon
        self.said: dict[int, tuple[str, ...]] = {}  # the indicators said of each number so far

    def options(self, phrase: Phrase) -> Options:
        """Return the frames that the phrase could be."""
        own = phrase.left + phrase.right + self._literal(phrase)
        possible, suiting = self._frames.possible, self._suiting(phrase)
        near = possible.by_tokens(own + phrase.inherited + phrase.shared + phrase.following)
        if phrase.kind:
            near |= self._frames.of_splits
        candidates = suiting and suiting & possible.named(near)
        if not candidates:
            return NO_OPTIONS
        around = self._around.of(phrase)
        reach = near | possible.by_tokens(phrase.base)
        share_form = self._is_share_form(phrase)
        if phrase.share or share_form:
            reach |= self._frames.of_share
        afar = around.objects | self._frames.of_objects if own else around.objects
        lacking, much = possible.missing(reach | afar & possible.objects)
        candidates &= ~much & possible.placed(near | around.domains)
        asked = _Asked(phrase, own, around, share_form)
        full, unsure = self._frames.among(candidates & ~lacking), self._frames.among(candidates & lacking)
        return Options(full, unsure, partial(self._begun, asked), partial(self._finish, asked))

    def domain_cost(self, frame: Frame, phrase: Phrase) -> float | None:
        """Return what it costs to take a frame's domain from around a phrase; None where nothing names it."""
        found = self._domain_cost(frame, phrase.left + phrase.right, self._around.of(phrase))
        return None if found is None else found[0]

    def _literal(self, phrase: Phrase) -> list[Token]:
        end = phrase.right[-1].end if phrase.right else phrase.statement.quantity.end
        return self._literals.between(phrase.start, end)

    def _suiting(self, phrase: Phrase) -> int:
        """Return the frames whose indicator takes the counter and role of the number."""
        quantity, role = phrase.statement.quantity, phrase.statement.role
        kinds = self._frames.of_kind
        numbered = kinds.get("count", 0) | kinds.get("stock", 0)
        if not quantity.unit and (phrase.entry is not None or role is Role.ACTUAL):
            found = numbered
        else:
            found = self._frames.by_unit.get(quantity.unit, 0)
        if role is Role.CHANGE and quantity.unit in MOVES:
            found |= self._frames.of_role.get(Role.ACTUAL, 0) & ~self._frames.of_cuts
        ranks = kinds.get("rank", 0)
        found &= self._frames.of_role.get(role, 0)
        return found & ranks if role is Role.RANK else found & ~ranks

    def _begun(self, asked: _Asked, frames: Sequence[Frame]) -> list[Fill]:
        return [fill for frame in frames if (fill := self._begin(asked, frame)) is not None]

    def _begin(self, asked: _Asked, frame: Frame) -> Fill | None:
        """Return what a frame takes from a phrase; None where it is not said."""
        phrase = asked.phrase
        if frame.after and not self._said_before(phrase, frame.after):
            return None
        fill = Fill(frame)
        fill.worth += AFTER * bool(frame.after)
        if phrase.statement.role is Role.CHANGE and phrase.statement.quantity.unit in frame.indicator.units:
            fill.worth += OWN_UNIT
        if not self._fill_slots(fill, asked) or fill.lacking and not fill.strong:
            return None
        return fill if not frame.domain or self._find_domain(fill, asked) else None

    def _finish(self, asked: _Asked, fill: Fill) -> Decision | None:
        """Return the decision when what is left of the phrase was weighed too; None where the sentence does not suit."""
        frame, phrase = fill.frame, asked.phrase
        if not self._suits_sentence(fill, asked):
            return None
        fill.cost += self._last_act(frame, phrase)
        residue = self._leftovers.of(frame, phrase, fill.used)
        fill.cost += residue.cost + self._of_form(fill, asked)
        restricting = residue.restricting
        part = frame.part or self._split(frame, phrase) or "、".join(dict.fromkeys(t.word.text for t in restricting))
        notes = (*fill.notes, *(f"×{word}" for word in residue.notes))
        parts = frame.indicator.parts
        firm = all(t.word.classes & CATEGORY or t.word.text in parts for t in restricting)
        told = fill.strong + fill.joined > 1 or any(len(t.word.text) >= FULL_TERM for t in fill.used)
        told = told or any(t.word.own & frame.explained and t.word.classes & ACT for t in asked.own)
        cost, worth = round(fill.cost, 2), round(fill.worth, 2)
        return Decision(frame, cost, worth, part, fill.lacking, firm, told, frozenset(fill.used), notes)

    def _last_act(self, frame: Frame, phrase: Phrase) -> float:
        """Return what it costs that the act nearest before the number is one that the frame only allows: 受理…办结57件."""
        acts = [t for t in phrase.left if t.word.classes & ACT and not t.word.classes & EXPLAINS]
        if not acts or not frame.acts or not acts[-1].word.own & frame.explained:
            return 0.0
        return 0.0 if any(acts[-1].word.own & slot.concepts for slot in frame.slots) else LAST_ACT

    def _split(self, frame: Frame, phrase: Phrase) -> str:
        """Return the category that a frame of a split reads as its part."""
        if not frame.splits:
            return ""
        words = self._lexicon.splits(frame.splits)
        named = [t.word.text for t in (*phrase.inherited, *phrase.left, *phrase.right) if t.word.own & words]
        return (named[-1] if named else phrase.kind).removesuffix("类")

    def _said_before(self, phrase: Phrase, id: str) -> bool:
        i = phrase.index
        return any(id in self.said.get(k, ()) for k in range(i - 1, max(-1, i - 5), -1))

    def _fill_slots(self, fill: Fill, asked: _Asked) -> bool:
        frame, phrase = fill.frame, asked.phrase
        for slot in frame.slots:
            if frame.splits and slot.written[0] == "%" and self._fill_kind(fill, frame, slot, phrase):
                continue
            if self._fill_own(fill, slot, asked, 1.0) or self._fill_inherited(fill, slot, phrase):
                continue
            if found := _first(phrase.shared, slot.concepts):
                fill.cost += CARRIED
                fill.worth += 0.8
                fill.notes.append(f"{found[0].word.text}←同列")
                continue
            if slot.objects and (found := _first(phrase.base, slot.concepts)):
                fill.worth += 0.8
                fill.notes.append(f"{found[0].word.text}←分母")
                continue
            if asked.shares and slot.concepts & self._lexicon.share:
                fill.worth += 0.6
            elif not self._fill_from_afar(fill, slot, asked):
                if fill.lacking or len(frame.slots) < 2:
                    return False
                fill.lacking = slot.written
                fill.cost += EMPTY
        for slot in frame.optional:
            self._fill_own(fill, slot, asked, 0.5)
        return True

    def _fill_own(self, fill: Fill, slot: Slot, asked: _Asked, worth: float) -> bool:
        want = slot.concepts
        if want not in asked.first:
            asked.first[want] = _first_own(asked.own, want)
        found = asked.first[want]
        if found is None:
            return False
        best, inner = found
        if inner:
            if best in fill.inner:
                return False
            fill.inner.add(best)
        fill.cost += INNER * inner
        fill.worth += worth + 0.04 * len(best.word.text) - 0.3 * inner
        self._use_own(fill, want, asked)
        fill.near += worth == 1.0
        fill.strong += worth == 1.0
        return True

    def _use_own(self, fill: Fill, concepts: int, asked: _Asked) -> None:
        if concepts not in asked.named:
            asked.named[concepts] = tuple(self._naming(concepts, asked.own))
        fill.used.update(asked.named[concepts])

    def _fill_kind(self, fill: Fill, frame: Frame, slot: Slot, phrase: Phrase) -> bool:
        """Take a word that no entry has for a category where it says that it is one: 消费纠纷类310件."""
        words = phrase.left if phrase.share_of is None else phrase.inherited
        known = self._lexicon.mask[CATEGORY]
        if not phrase.kind or not self._frames.takes_unknown(frame) or any(t.word.own & known for t in words):
            return False
        named = [t for t in words if t.word.text in phrase.kind]
        fill.used.update(named)
        fill.worth += 1.0
        fill.near += 1
        fill.strong += 1
        return bool(named)

    def _fill_inherited(self, fill: Fill, slot: Slot, phrase: Phrase) -> bool:
        tokens = phrase.inherited
        if not phrase.light and phrase.share_of is None:  # 28个部门273个行政许可事项: the bodies are the first number's
            tokens = [t for t in tokens if not t.word.own & self._lexicon.bodies]
        found = _first(tokens, slot.concepts)
        if found is None:
            return False
        token, inner = found
        fill.cost += CARRIED + inner
        fill.worth += 0.8
        fill.strong += 1
        fill.notes.append(f"{token.word.text}←前数")
        fill.used.update(self._naming(slot.concepts, phrase.inherited))
        return True

    def _fill_from_afar(self, fill: Fill, slot: Slot, asked: _Asked) -> bool:
        """Fill an object from the sentence, its heading or the sentence before; acts never come from afar."""
        frame = fill.frame
        if found := _first(asked.phrase.following, slot.concepts):
            fill.cost += CARRIED + found[1]
            fill.worth += 0.6
            fill.notes.append(f"{found[0].word.text}←后数")
            fill.joined += 1
            fill.near += 1
            return True
        if not slot.objects:
            return False
        if slot.concepts not in asked.afar:
            asked.afar[slot.concepts] = _from_afar(asked.around, slot.concepts)
        if told := asked.afar[slot.concepts]:
            fill.cost += told[0]
            fill.worth += told[1]
            fill.notes.append(told[2])
            return True
        if fill.near and frame.domain and frame.indicator.kind in NUMBERED:
            fill.cost += ELIDED
            fill.notes.append("对象省略")
            return True
        return False

    def _naming(self, concepts: int, tokens: list[Token]) -> Iterator[Token]:
        """Yield the tokens that name one of the concepts, and those that a literal among them covers."""
        for token in tokens:
            if (token.word.own | token.word.inner) & concepts:
                yield token
                if token.word.own >> len(self._lexicon.concepts):
                    yield from (t for t in tokens if token.start <= t.start and t.end <= token.end)

    def _find_domain(self, fill: Fill, asked: _Asked) -> bool:
        frame = fill.frame
        found = self._domain_cost(frame, asked.own, asked.around)
        if found is None:
            return False
        cost, where = found
        if self._is_bare(frame, asked.phrase, asked.own):
            cost *= 1.6
        fill.cost += cost
        fill.worth += 0.6 if cost <= 0.5 else 0.3 if cost < 0.8 else 0.1
        fill.notes.append(f"域←{where}")
        self._use_own(fill, frame.domain, asked)
        return True

    def _domain_cost(self, frame: Frame, own: list[Token], around: Around) -> tuple[float, str] | None:
        """Return what it costs to take the domain from where it is named nearest, and where that is."""
        want, weak = frame.domain, self._lexicon.weak
        mine = self._around.domains([t for t in own if not t.word.own & frame.explained & ~want])
        literal = any(t.word.own & want for t in own)
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
                between = any(d & ~weak for d in around.earlier_domains[last + 1 :])
                return 0.2 + other + 0.3 * between, "本句"
            if any(d & ~weak for d in around.earlier_domains):
                other = max(other, 0.6)
        passage = around.passage_domains
        last = max((k for k, d in enumerate(passage) if d & want), default=-1)
        if last >= 0:
            away = len(passage) - 1 - last
            return 0.4 + other + (0.0 if not away else 0.2 if away < 4 else 0.35), "前文"
        strong = ~weak & ~self._lexicon.setting
        nearer = 0.6 if passage and passage[-1] & strong else 0.2 * bool(passage)
        if any(d & want for d in around.head_domains):
            return 0.5 + other + nearer, "标题"
        place = next((k for k, d in enumerate(around.topic) if d & want), -1)
        if place >= 0:
            return (0.75 + 0.15 * place if place else 0.4) + other + nearer, "文题"
        return None

    def _is_bare(self, frame: Frame, phrase: Phrase, own: list[Token]) -> bool:
        """Return whether the phrase names nothing of the frame but bare objects and no act."""
        bare = self._lexicon.bare
        for slot in frame.slots:
            telling = slot.concepts & ~bare
            if telling and any((t.word.own | t.word.inner) & slot.concepts for t in (*own, *phrase.inherited)):
                return False
        return not any(t.word.own & frame.explained and t.word.classes & ACT for t in own)

    def _suits_sentence(self, fill: Fill, asked: _Asked) -> bool:
        frame, phrase, around = fill.frame, asked.phrase, asked.around
        if not fill.near and not phrase.inherited:
            return bool(frame.domain) and fill.cost < 0.3
        settings = self._lexicon.setting | self._lexicon.weak
        foreign = any(d & ~settings for d in around.earlier_domains)
        if frame.generic and not frame.domain:
            foreign = foreign or any(d & ~settings for d in around.own_domains)
            fill.cost += 0.8 * foreign
        elif frame.domain == 0 and foreign:
            fill.cost += 0.3
        if phrase.statement.quantity.unit not in RATES and self._speaks_of_another(frame, phrase, around):
            fill.cost += OTHER_NOUN
        return True

    def _speaks_of_another(self, frame: Frame, phrase: Phrase, around: Around) -> bool:
        """Return whether the phrase names no object and the one before it in the sentence is none of the frame's:
        疑难工单由市长调度,共交办35件.
        """
        objects = self._lexicon.mask[OBJECT]
        if any(t.word.own & objects for t in (*phrase.left, *phrase.right, *phrase.inherited)):
            return False
        for token in reversed(around.earlier):
            if token.word.own & objects & ~self._lexicon.weak and not token.word.classes & EXPLAINS:
                return not (token.word.own | token.word.inner) & frame.explained
        return False

    def _of_form(self, fill: Fill, asked: _Asked) -> float:
        """Return what the form of the statement costs: a lost counter, a rate without its word, a negation."""
        frame, phrase, own = fill.frame, asked.phrase, asked.own
        quantity, role, kind = phrase.statement.quantity, phrase.statement.role, frame.indicator.kind
        moved, cost = role is Role.CHANGE, 0.0
        if not quantity.unit and phrase.entry is None:
            cost += 0.3
        if quantity.unit in RATES and kind == "rate" and not moved:
            rates = self._lexicon.rates
            goes_on = role is Role.AFTER or phrase.light  # 满意率由95.2%提升至96.8%; 好评率2022年为98.5%，2023年为99.2%
            told = (*own, *phrase.inherited) if goes_on else own
            named = frame.explained & rates and (any(t.word.own & rates for t in told) or phrase.share)
            if not named and not asked.share_form:
                cost += 0.8
        if quantity.certainty is not Certainty.FIRM:
            cost += 0.9 if fill.strong < 2 else 0.1
        if moved and not phrase.inherited:
            cost += 0.3
        return cost

    def _is_share_form(self, phrase: Phrase) -> bool:
        """Return whether a rate reads as a share: 99.5%可以全程网办; 全程网办事项达71.25%."""
        if phrase.statement.quantity.unit != "%":
            return False
        return bool(
            phrase.right and any(t.known and t.word.classes & ~DOMAIN or t.narrows for t in phrase.right)
        ) or any(t.word.own & self._lexicon.bare for t in phrase.left)


def _first_own(own: list[Token], concepts: int) -> tuple[Token, bool] | None:
    """Return the first token that names one of the concepts, and whether only a word inside it does."""
    inner = None
    for token in own:
        if token.word.own & concepts:
            return token, False
        if inner is None and token.word.inner & concepts:
            inner = token
    return None if inner is None else (inner, True)


def _from_afar(around: Around, concepts: int) -> tuple[float, float, str] | None:
    """Return what it costs and is worth to name an object from around the phrase, and the word with where it stands."""
    for tokens, cost, worth, where in (
        (around.earlier, EARLIER, 0.5, "本句"),
        (around.heads, AFAR, 0.3, "标题"),
        (around.before, AFAR, 0.3, "前句"),
    ):
        if found := _first(tokens, concepts):
            return cost + found[1], worth, f"{found[0].word.text}←{where}"
    return None


def _first(tokens: list[Token], concepts: int) -> tuple[Token, float] | None:
    """Return the first token that names one of the concepts, and what it costs; a word inside another counts less."""
    inner = None
    for token in tokens:
        if token.word.own & concepts:
            return token, 0.0
        if inner is None and token.word.inner & concepts:
            inner = token
    return (inner, INNER) if inner is not None else None
