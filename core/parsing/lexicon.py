"""The words of the field (``data/lexicon``) in concepts and classes, and the cutting of a text into them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import ahocorasick

from core.declarations import DATA, refuse
from core.errors import DeclarationError
from core.parsing.openings import load_openings

# the classes of concepts, as bits
DOMAIN, OBJECT, ACT, PROPERTY, MEASURE, CATEGORY, SUBSET, DELTA, SCOPE, TIME, BROAD, FILLER, LITERAL = (
    1 << n for n in range(13)
)
CLASSES = {
    "domain": DOMAIN, "object": OBJECT, "act": ACT, "property": PROPERTY, "measure": MEASURE, "category": CATEGORY,
    "subset": SUBSET, "delta": DELTA, "scope": SCOPE, "time": TIME, "broad": BROAD, "filler": FILLER,
}  # fmt: skip
SAYS = DOMAIN | OBJECT | ACT | PROPERTY | MEASURE | CATEGORY | SUBSET | DELTA  # classes that say something
EXPLAINS = SCOPE | TIME | BROAD | FILLER  # classes that only explain a word
KEYS = (
    "words",
    "note",
    "implies",
    "splits",
    "bare",
    "weak",
    "setting",
    "opaque",
    "body",
    "named",
    "piece",
    "diverts",
    "example",
)

SOLID = re.compile(r"[\u4e00-\u9fffA-Za-z0-9()]+")
UNKNOWN_LETTER, KNOWN_WORD, KNOWN_LETTER, DIGIT = 1.0, 0.1, 0.45, 0.2
NO_LETTERS = "0123456789()"
NEGATIONS = "不未无非好"  # 差评 is not said by 好差评


class Concept(NamedTuple):
    """A notion of the field with the words that name it."""

    id: str
    bit: int
    kind: int  # one of the classes
    words: tuple[str, ...]
    note: str
    splits: str  # what a category splits: type, subject, channel, unit, result; "" else
    bare: bool  # says little by itself: 事项, 项目
    weak: bool  # a domain that any other outweighs: 审批
    setting: bool  # a domain where things happen, no other subject: 大厅, 数据
    opaque: bool  # its words say nothing of the words inside them: 政务服务网 is no 政务服务
    body: bool  # an object that is somebody: 部门
    diverts: bool  # leads to something else wherever a frame does not name it: 列席, 话务服务
    piece: bool  # says by itself that only a part is meant: 准予许可 of the decisions
    named: bool  # what bears a name: an unknown word before 平台 makes it a domain of its own


@dataclass(
    slots=True, eq=False
)  # one object a word: identity is enough and hashes at once; frozen ones take twice as long to make
class Word:
    """A word with the concepts it names, as bits."""

    text: str
    own: int  # concepts that the word names
    inner: int  # concepts that words inside it name
    classes: int  # of its own concepts; 0: unknown


class Token(NamedTuple):
    """A word where it stands in a text."""

    start: int
    end: int
    word: Word

    @property
    def known(self) -> bool:
        """Return whether the lexicon has the word."""
        return bool(self.word.classes)

    @property
    def narrows(self) -> bool:
        """Return whether this is an unknown word of at least two letters."""
        return not self.word.classes and self.end - self.start > 1


Token.__hash__ = object.__hash__  # type: ignore[method-assign]  # one object a place, and sets ask for it all the time


class Lexicon:
    """All concepts and words; cuts a text into tokens."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = {concept.id: concept for concept in concepts}
        named: dict[str, int] = {}
        for concept in self.concepts.values():
            for text in concept.words:
                named[text] = named.get(text, 0) | concept.bit
        self.unknown = 1 << len(self.concepts)  # of names that no entry has
        self.free = 1 << (len(self.concepts) + 1)  # the first bit that no concept has
        self._bits = list(self.concepts.values())
        self.mask = {kind: self._mask("kind", kind) for kind in CLASSES.values()}
        self.bare = self._mask("bare", True)
        self.weak = self._mask("weak", True)
        self.bodies = self._mask("body", True)
        self.named = self._mask("named", True)
        self.diverting = self._mask("diverts", True)
        self.pieces = self._mask("piece", True)
        self.opaque = self._mask("opaque", True)
        self.setting = self._mask("setting", True)
        self.share = self._mask("id", "share")
        self.rates = self.share | self._mask("id", "rate") | self._mask("id", "degree")
        self._splits: dict[str, int] = {}
        self._says = sum(mask for kind, mask in self.mask.items() if kind & SAYS)
        self.words = {text: self._word(text, own, named) for text, own in named.items()}
        self._automaton = ahocorasick.Automaton()
        for text, word in self.words.items():
            self._automaton.add_word(text, (len(text), KNOWN_WORD if len(text) > 1 else KNOWN_LETTER, word))
        self._automaton.make_automaton()

    def _mask(self, name: str, value: object) -> int:
        return sum(c.bit for c in self._bits if getattr(c, name) == value)

    def splits(self, what: str) -> int:
        """Return the concepts whose words split a whole by ``what``."""
        if what not in self._splits:
            self._splits[what] = self._mask("splits", what)
        return self._splits[what]

    def ids(self, mask: int) -> list[str]:
        """Return the ids of the concepts in a mask."""
        return [c.id for c in self._bits if c.bit & mask]

    def _word(self, text: str, own: int, named: dict[str, int]) -> Word:
        classes, name_ends = 0, load_openings().name_ends
        for concept in self._bits:
            if concept.bit & own:
                classes |= concept.kind
        inner, said = 0, self.mask[OBJECT] if classes & PROPERTY else self._says
        if not classes & SUBSET and not own & self.opaque and not (classes & DOMAIN and text[-1] in name_ends):
            for i in range(len(text)):
                for j in range(i + 2, len(text) + 1):
                    if (i, j) != (0, len(text)) and not (i and text[i - 1] in NEGATIONS):
                        inner |= named.get(text[i:j], 0)
        return Word(text, own, inner & said & ~own, classes)

    def cut(self, text: str, start: int = 0, end: int | None = None) -> list[Token]:
        """Return the words of a stretch in order: as few unknown letters as can be, then long words; what no entry
        has is joined to unknown words. Digits and parentheses are no words.
        """
        tokens: list[Token] = []
        for run in SOLID.finditer(text, start, len(text) if end is None else end):
            self._run(tokens, text, run.start(), run.end())
        return tokens

    def _run(self, tokens: list[Token], text: str, start: int, end: int) -> None:
        """Append the words of a run of letters and digits."""
        back = self._cheapest(text, start, end)
        backwards: list[Token] = []
        at, open_end = end, 0  # an unknown word is open until a known one or a digit ends it
        while at > start:
            word = back[at - start]
            if word is None and text[at - 1] not in NO_LETTERS:
                open_end = open_end or at
                at -= 1
                continue
            if open_end:
                backwards.append(_unknown(text, at, open_end))
                open_end = 0
            if word is None:
                at -= 1
            else:
                backwards.append(Token(at - len(word.text), at, word))
                at -= len(word.text)
        if open_end:
            backwards.append(_unknown(text, start, open_end))
        tokens += reversed(backwards)

    def _cheapest(self, text: str, start: int, end: int) -> list[Word | None]:
        """Return for each place of a run the word that ends there on the cheapest way from its start to there."""
        best, cheapest, at = [0.0], 0.0, start
        back: list[Word | None] = [None]
        for last, (length, known, word) in self._automaton.iter(text, start, end):
            while at <= last:
                cheapest += DIGIT if "0" <= text[at] <= "9" else UNKNOWN_LETTER
                best.append(cheapest)
                back.append(None)
                at += 1
            cost = best[last + 1 - length - start] + known
            if cost <= cheapest:
                best[-1] = cheapest = cost
                back[-1] = word
        back += [None] * (end - at)
        return back


def _unknown(text: str, start: int, end: int) -> Token:
    return Token(start, end, Word(text[start:end], 0, 0, 0))


@cache
def load_lexicon(folder: Path = DATA / "lexicon") -> Lexicon:
    """Return the lexicon of ``data/lexicon``; a wrong row is answered with the remedy."""
    concepts: dict[str, Concept] = {}
    implied: dict[str, tuple[str, ...]] = {}
    for file in sorted(folder.glob("*.toml")):
        for kind, rows in tomllib.loads(file.read_text("utf-8")).items():
            if kind not in CLASSES:
                refuse(file, "类", kind, CLASSES)
            for id, row in rows.items():
                if id in concepts:
                    raise DeclarationError(f"{file}: 概念 {id} 已在别处写过，请并到一处。")
                concepts[id] = _concept(file, id, kind, row, 1 << len(concepts))
                implied[id] = tuple(row.get("implies", ()))
    return Lexicon(_with_implied(concepts, implied).values())


def _concept(file: Path, id: str, kind: str, row: dict, bit: int) -> Concept:
    for key in row:
        if key not in KEYS:
            refuse(file, f"[{kind}.{id}] 的键", key, KEYS)
    if not row.get("words"):
        raise DeclarationError(f"{file}: [{kind}.{id}] 缺少 words，请写出原文里的说法。")
    return Concept(
        id, bit, CLASSES[kind], tuple(dict.fromkeys(row["words"])), row.get("note", ""), row.get("splits", ""),
        row.get("bare", False), row.get("weak", False), row.get("setting", False),
        row.get("opaque", False), row.get("body", False), row.get("diverts", False), row.get("piece", False), row.get("named", False),
    )  # fmt: skip


def _with_implied(concepts: dict[str, Concept], implied: dict[str, tuple[str, ...]]) -> dict[str, Concept]:
    """Return the concepts, each implied one named by the words that imply it as well."""
    for id, others in implied.items():
        for other in others:
            if other not in concepts:
                raise DeclarationError(f"data/lexicon: {id} 的 implies 里 “{other}” 不是概念，请改正。")
            named = concepts[other]
            concepts[other] = named._replace(words=tuple(dict.fromkeys((*named.words, *concepts[id].words))))
    return concepts
