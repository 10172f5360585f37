"""What the frames ask of the words of one number. Hundreds of frames ask the same of it, so each answer is found once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from core.model import Role
from core.parsing.lexicon import ACT, DOMAIN, EXPLAINS, LITERAL, OBJECT, PROPERTY, SUBSET, Lexicon, Token, named_by
from core.parsing.phrases import RATES, Phrase
from core.parsing.residue import Rest
from core.parsing.says import Slot
from core.parsing.surroundings import Around

# what it costs where a slot is filled from
INNER, CARRIED, EARLIER, AFAR = 0.35, 0.3, 0.6, 0.9
BETWEEN = 0.3


class Source(NamedTuple):
    """Where a slot is filled from beside the number's own words, what that costs and what it is worth."""

    cost: float
    worth: float
    note: str
    used: Sequence[Token] = ()
    strong: bool = False
    joined: bool = False  # from the next number of a list
    outside: bool = False  # from no word of the sentence
    narrowed: int = 0  # what the word before it says of it: 秒批事项26项,办理3842件


class Asked:
    """One phrase with what stands around it, and the answers found so far; concepts and domains are masks."""

    def __init__(self, phrase: Phrase, own: list[Token], around: Around, lexicon: Lexicon, share_form: bool) -> None:
        self.phrase, self.own, self.around, self.share_form = phrase, own, around, share_form
        self.rest: Rest | None = None  # found when the first frame is weighed to the end
        self._lexicon = lexicon
        self._sum_up()
        self.last_act = self._last_act()
        self._firsts: dict[int, tuple[Token, bool, list[Token]] | None] = {}
        self._named: dict[int, list[Token]] = {}
        self._sources: dict[tuple[int, bool], Source | None] = {}
        self.domains: dict[int, tuple[float, str] | None] = {}  # what a domain costs, where all own words may name it

    def own_word(self, concepts: int) -> tuple[Token, bool, list[Token]] | None:
        """Return the first own word that names one of the concepts, whether only a word inside it does, and all that do."""
        if concepts not in self._firsts:
            named = self.naming(concepts)
            first = _first(named, concepts)
            self._firsts[concepts] = (*first, named) if first else None
        return self._firsts[concepts]

    def naming(self, concepts: int) -> list[Token]:
        """Return the own words that name one of the concepts, and those that a literal among them covers."""
        if concepts not in self._named:
            self._named[concepts] = self._naming(concepts, self.own)
        return self._named[concepts]

    def source(self, slot: Slot) -> Source | None:
        """Return where a slot is filled from that no own word fills; None where nowhere."""
        asked = slot.concepts, slot.objects
        if asked not in self._sources:
            self._sources[asked] = self._source(slot.concepts, slot.objects)
        return self._sources[asked]

    def _source(self, concepts: int, objects: bool) -> Source | None:
        phrase = self.phrase
        if concepts & self._carried and (first := _first(self._inherited, concepts)):
            used = self._naming(concepts, phrase.inherited)
            return Source(CARRIED + INNER * first[1], 0.8, f"{first[0].word.text}←前数", used, strong=True)
        if phrase.shared and (first := _first(phrase.shared, concepts)):
            return Source(CARRIED, 0.8, f"{first[0].word.text}←同列")
        if objects and phrase.base and (first := _first(phrase.base, concepts)):
            return Source(0.0, 0.8, f"{first[0].word.text}←分母")
        if concepts & self._lexicon.share and (phrase.share or self.share_form):
            return Source(0.0, 0.6, "")
        if phrase.following and (first := _first(phrase.following, concepts)):
            return Source(CARRIED + INNER * first[1], 0.6, f"{first[0].word.text}←后数", joined=True)
        return self._from_afar(concepts) if objects and concepts & self.around.named else None

    def _from_afar(self, concepts: int) -> Source | None:
        """Return where an object is named in the sentence, its heading or the sentence before; acts never are."""
        for tokens, cost, worth, where in (
            (self._earlier, EARLIER, 0.5, "本句"),
            (self.around.heads, AFAR, 0.3, "标题"),
            (self.around.before, AFAR, 0.3, "前句"),
        ):
            if first := _first(tokens, concepts):
                worth -= self._farther(first[0]) if tokens is self._earlier else 0.0
                outside = tokens is not self._earlier
                note, narrowed = f"{first[0].word.text}←{where}", 0 if outside else self._narrows(first[0])
                return Source(cost + INNER * first[1], worth, note, outside=outside, narrowed=narrowed)
        return None

    @cached_property
    def _earlier(self) -> list[Token]:
        return self.around.earlier[::-1]

    def _narrows(self, token: Token) -> int:
        """Return what the word directly before one earlier in the sentence narrows it to; 0 where nothing does."""
        before = next((t for t in self._earlier if token.start - 1 <= t.end <= token.start), None)
        narrows = before and before.word.classes & (PROPERTY | SUBSET) and not before.word.classes & EXPLAINS
        return before.word.own if before and narrows and token.word.own & self._lexicon.bare else 0

    def _farther(self, token: Token) -> float:
        """Return how much less a word is worth when others are named between it and the phrase: 材料精简52%;时限…压缩72%."""
        behind = self._earlier[: self._earlier.index(token)]
        return BETWEEN * any(t.word.classes & OBJECT and not t.word.classes & EXPLAINS for t in behind)

    @cached_property
    def _inherited(self) -> list[Token]:
        """The words of the number before. 28个部门273个行政许可事项: the bodies are the first number's alone."""
        tokens, light = self.phrase.inherited, self.phrase.light or self.phrase.share_of is not None
        return tokens if light else [t for t in tokens if not t.word.own & self._lexicon.bodies]

    def _naming(self, concepts: int, tokens: list[Token]) -> list[Token]:
        named = [token for token in tokens if token[2].named & concepts]
        if concepts >= self._lexicon.free:
            literals = [token for token in named if token.word.classes & LITERAL]
            named += [t for token in literals for t in tokens if token.start <= t.start and t.end <= token.end]
        return named

    def _sum_up(self) -> None:
        """Say in one mask each what the own words name, what the acts among them do, what those name that
        ``Surroundings.domains`` looks at, and what they and those of the number before name or hold inside.
        """
        named = acts = domains = inner = 0
        looked_at = self._lexicon.mask[DOMAIN]
        for _, _, word in self.own:
            named |= word.own
            inner |= word.inner
            if word.classes & ACT:
                acts |= word.own
            if (word.own or word.inner) & looked_at:
                domains |= word.own
        self.named, self.acts, self.of_domains = named, acts, domains
        self.said_itself, self._carried = named | inner, named_by(self.phrase.inherited)
        self.all_named = self.said_itself | self._carried

    def _last_act(self) -> int:
        """Return what the act nearest before the number names; 0 where there is none."""
        for _, _, word in reversed(self.phrase.left):
            if word.classes & ACT and not word.classes & EXPLAINS:
                return word.own
        return 0

    @cached_property
    def names_rate(self) -> bool:
        """Whether a rate says by a word that it is one: 满意率由95.2%提升至96.8%; 好评率2022年为98.5%，2023年为99.2%."""
        goes_on = self.phrase.statement.role is Role.AFTER or self.phrase.light
        tokens = (*self.own, *self.phrase.inherited) if goes_on else self.own
        return self.phrase.share or any(t.word.own & self._lexicon.rates for t in tokens)

    @cached_property
    def spoken_of(self) -> int:
        """What the object nearest before the phrase in its sentence names, where the phrase names none:
        疑难工单由市长调度,共交办35件; 0 where there is none, and for a rate.
        """
        phrase, objects = self.phrase, self._lexicon.mask[OBJECT]
        if phrase.statement.quantity.unit in RATES or any(t.word.own & objects for t in phrase.left):
            return 0
        if any(t.word.own & objects for t in (*phrase.right, *phrase.inherited)):
            return 0
        for token in reversed(self.around.earlier):
            if token.word.own & objects & ~self._lexicon.weak and not token.word.classes & EXPLAINS:
                return token.word.named
        return 0

    @cached_property
    def foreign_earlier(self) -> bool:
        """Whether a domain that outweighs others is named earlier in the sentence."""
        return self._is_firm(self.around.earlier_domains)

    @cached_property
    def foreign_own(self) -> bool:
        """Whether a domain that outweighs others is named by the phrase itself."""
        return self._is_firm(self.around.own_domains)

    def is_foreign(self, explained: int) -> bool:
        """Return whether the phrase itself names firm domains, nothing else by them, and none that is ``explained``:
        以简报公开信息86条.
        """
        if not self.foreign_own:
            return False
        firm = [t for t in self.own if t.word.classes & DOMAIN and self._is_firm([t.word.own])]
        return any(t.word.classes == DOMAIN for t in firm) and not any(t.word.own & explained for t in firm)

    def _is_firm(self, domains: list[int]) -> bool:
        return any(d & ~self._lexicon.unsure_domains for d in domains)


def _first(tokens: list[Token], concepts: int) -> tuple[Token, bool] | None:
    """Return the first token that names one of the concepts, and whether only a word inside it does."""
    inner = None
    for token in tokens:
        word = token[2]
        if word.named & concepts:
            if word.own & concepts:
                return token, False
            inner = inner or token
    return None if inner is None else (inner, True)
