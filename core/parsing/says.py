"""The frames of the declared indicators: each ``say`` of a ``[frame]`` table as slots that a phrase must fill."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import NamedTuple

from core.declarations import WILDCARD
from core.errors import DeclarationError
from core.model import Indicator, Role
from core.parsing.lexicon import ACT, LITERAL, OBJECT, Lexicon, Word
from core.parsing.phrases import MOVES
from core.parsing.possible import Possible
from core.parsing.text import bare, normalise

CONCEPT = re.compile("[a-z]\\w*", re.ASCII)
NUMBERED = ("count", "stock")  # kinds of indicators whose numbers may have lost their counter


class Slot(NamedTuple):
    """One thing that a frame names."""

    concepts: int  # one of these fills it
    written: str
    objects: bool  # an object may come from further away than an act


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A combination of concepts that is an indicator."""

    number: int
    indicator: Indicator
    text: str
    slots: tuple[Slot, ...]  # must be filled
    optional: tuple[Slot, ...]  # may be filled
    domain: int  # where or through whom; 0 where the frame names none
    explained: int  # every concept that the frame explains
    part: str  # the part that the wording itself names
    after: str  # an indicator that must have been said shortly before
    splits: str  # what a category in the phrase splits: the reading is a part named by it
    generic: bool  # names nothing but bare objects
    acts: bool  # one of its slots is an act


class Frames:
    """All frames, found by the concepts in a phrase and the counter of its number."""

    def __init__(self, indicators: Iterable[Indicator], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._next = lexicon.free
        self.literals: dict[str, int] = {}  # literal terms have concepts of their own
        self.frames: list[Frame] = []
        for indicator in indicators:
            for text in indicator.say:
                self.frames.append(self._frame(indicator, text))
        self.literal_words = [Word(text, bit, 0, LITERAL) for text, bit in self.literals.items()]
        self.possible = Possible([frame.slots for frame in self.frames], [frame.domain for frame in self.frames])
        self.possible.learn((*lexicon.words.values(), *self.literal_words))
        self.by_unit: dict[str, int] = {}
        self._taking: dict[tuple[str, Role, bool], int] = {}
        self.of_role: dict[Role, int] = {}
        self.of_indicator: dict[str, int] = {}
        self.of_cuts = 0  # whose indicator is a change itself, told in its own unit
        kinds = dict.fromkeys(frame.splits for frame in self.frames if frame.splits)
        self.splitting = {kind: [frame for frame in self.frames if frame.splits == kind] for kind in kinds}
        for frame in self.frames:
            bit = 1 << frame.number
            self.of_indicator[frame.indicator.id] = self.of_indicator.get(frame.indicator.id, 0) | bit
            for unit in frame.indicator.units:
                self.by_unit[unit] = self.by_unit.get(unit, 0) | bit
            self.of_cuts |= bit if Role.CHANGE in frame.indicator.roles else 0
            for role in Role:
                if role in indicator_roles(frame.indicator):
                    self.of_role[role] = self.of_role.get(role, 0) | bit
        # a bare noun without a number names nothing
        self.nameable = sum(1 << f.number for f in self.frames if not f.generic and not f.after)
        self.splits = self._splits()
        self.domains: dict[str, int] = {}  # where an indicator is told of
        for frame in self.frames:
            self.domains[frame.indicator.id] = self.domains.get(frame.indicator.id, 0) | frame.domain
        self.of_splits = self.possible.by_concepts(sum({words for words, _ in self.splits.values()}))
        self.of_share = self.possible.by_concepts(lexicon.share)
        self.elidable = self.possible.objects & self.possible.slots_of([self._elidable(frame) for frame in self.frames])

    def _elidable(self, frame: Frame) -> list[bool]:
        """Return for each slot whether a report may leave it unsaid: an object where the domain or its counter says it."""
        numbered = frame.indicator.kind in NUMBERED
        return [numbered and bool(frame.domain or slot.concepts & self.lexicon.items) for slot in frame.slots]

    def _splits(self) -> dict[str, tuple[int, int]]:
        """Return for each thing that categories split the concepts of its categories and the domains it is split in."""
        domains = {what: reduce(or_, [frame.domain for frame in frames]) for what, frames in self.splitting.items()}
        return {what: (self.lexicon.splits(what), domain) for what, domain in domains.items() if domain}

    def taking(self, unit: str, role: Role, in_table: bool) -> int:
        """Return the frames whose indicator takes a number with this counter and role."""
        asked = unit, role, in_table
        if asked not in self._taking:
            counted = not unit and (in_table or role is Role.ACTUAL)
            taking = self._of_kinds(*NUMBERED) if counted else self.by_unit.get(unit, 0)
            if role is Role.CHANGE and unit in MOVES:
                taking |= self.of_role.get(Role.ACTUAL, 0) & ~self.of_cuts
            ranks = self._of_kinds("rank")
            self._taking[asked] = taking & self.of_role.get(role, 0) & (ranks if role is Role.RANK else ~ranks)
        return self._taking[asked]

    def _of_kinds(self, *kinds: str) -> int:
        return sum(1 << frame.number for frame in self.frames if frame.indicator.kind in kinds)

    def among(self, bits: int) -> list[Frame]:
        """Return the frames whose bits are set, in order."""
        frames = []
        while bits:
            number = bits.bit_length() - 1
            frames.append(self.frames[number])
            bits ^= 1 << number
        frames.reverse()
        return frames

    def takes_unknown(self, frame: Frame) -> bool:
        """Return whether a split takes categories that no entry knows: those by subject, by type where none is."""
        return frame.splits == "subject" or frame.splits == "type" and "subject" not in self.splits

    def _frame(self, indicator: Indicator, text: str) -> Frame:
        slots: list[Slot] = []
        optional: list[Slot] = []
        domain, part, after, splits = 0, "", "", ""
        for term in text.split():
            name = term.strip("@&=%").replace("?", "")
            if term[0] == "=":
                part = name
            elif term[0] == "&":
                after = name
            elif term[0] == "%":
                splits = name
                slots.append(Slot(self.lexicon.splits(name), term, False))
            elif term[0] == "@":
                domain |= self._concepts(indicator, name)
            elif term[-1] == "?":
                optional.append(self._slot(indicator, name))
            else:
                slots += [self._slot(indicator, piece) for piece in name.split(WILDCARD)]
        if not slots:
            raise DeclarationError(f"{indicator.id}: [frame] 的 “{text}” 没有说出对象、行为或性质，请补上。")
        explained = domain
        for slot in (*slots, *optional):
            explained |= slot.concepts
        for id in indicator.explains:
            explained |= self._concepts(indicator, id)
        generic = not after and all(not slot.concepts & ~self.lexicon.bare for slot in slots)
        return Frame(
            len(self.frames), indicator, text, tuple(slots), tuple(optional), domain, explained, part, after, splits,
            generic, any(slot.concepts & self.lexicon.mask[ACT] for slot in slots),
        )  # fmt: skip

    def _slot(self, indicator: Indicator, names: str) -> Slot:
        concepts = self._concepts(indicator, names)
        kinds = self.lexicon.mask
        return Slot(concepts, names, bool(concepts & kinds[OBJECT]) and not concepts & kinds[ACT])

    def _concepts(self, indicator: Indicator, names: str) -> int:
        mask = 0
        for name in names.split("|"):
            if not CONCEPT.fullmatch(name):
                mask |= self._literal(bare(normalise(name)))
            elif name in self.lexicon.concepts:
                mask |= self.lexicon.concepts[name].bit
            else:
                near = difflib.get_close_matches(name, self.lexicon.concepts, n=1)
                hint = f"是否想写 “{near[0]}”？" if near else ""
                raise DeclarationError(f"{indicator.id}: [frame] 的概念 “{name}” 不在 data/lexicon。{hint}")
        return mask

    def _literal(self, text: str) -> int:
        if text not in self.literals:
            self.literals[text] = self._next
            self._next <<= 1
        return self.literals[text]


def indicator_roles(indicator: Indicator) -> tuple[Role, ...]:
    """Return the roles that a number of an indicator may have: where a level is told, its change may be, and a former one
    where it may have moved: 新增专栏 is no number that 由32个扩到48个.
    """
    former = (Role.BEFORE,) if set(indicator.roles) != {Role.ACTUAL} else ()
    return (*indicator.roles, Role.CHANGE, *former) if Role.ACTUAL in indicator.roles else indicator.roles
