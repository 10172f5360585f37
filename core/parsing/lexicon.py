"""The words of the field (``data/lexicon``) in concepts and classes, and the cutting of a text into them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial, reduce
from itertools import compress, count
from operator import attrgetter, itemgetter, lt, or_
from pathlib import Path
from typing import NamedTuple

import ahocorasick

from core.declarations import DATA, refuse
from core.errors import DeclarationError
from core.parsing.alternatives import written_out
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
MARKS = {
    "bare": "says little by itself: 事项, 项目",
    "weak": "a domain that any other outweighs: 审批",
    "setting": "a domain where things happen, no other subject: 大厅, 数据",
    "opaque": "its words say nothing of the words inside them: 政务服务网 is no 政务服务",
    "body": "an object that is somebody: 部门",
    "diverts": "leads to something else wherever a frame does not name it: 列席, 话务服务",
    "piece": "says by itself that only a part is meant: 准予许可 of the decisions",
    "passing": "a domain that nothing bare is of unless its own sentence or heading says so: 一件事",
    "shared": "one for a whole place: what a department of another field tells of it is its own share: 12345",
    "named": "what bears a name: an unknown word before 平台 makes it a domain of its own",
    "level": "whoever is below the place itself: with its departments beside them they are all there are: 向镇街和县直部门派单",
    "way": "a way by which things come: in 通过…等渠道 it names nothing",
}
KEYS = ("words", "note", "implies", "splits", "example", *MARKS)

SOLID = re.compile(r"[\u4e00-\u9fffA-Za-z0-9()]+")
UNKNOWN_LETTER, KNOWN_WORD, KNOWN_LETTER, DIGIT = 1.0, 0.1, 0.45, 0.2
BEARS_A_NAME = -1  # “区长直通车”平台: a system of its own
COUNTS = "数量"  # what counts an object behind it
DIGITS = "0123456789"
NO_LETTERS = DIGITS + " ,.;:、。()%|\n“”《》"  # what mostly stands alone between words
LETTERS = re.compile("[\u4e00-\u9fffA-Za-z]+")
LAST_BREAK = re.compile(r"(?s).*[^\u4e00-\u9fffA-Za-z0-9()]")
NEGATIONS = "不未无非好"  # 差评 is not said by 好差评


class Concept(NamedTuple):
    """A notion of the field with the words that name it."""

    id: str
    bit: int
    kind: int  # one of the classes
    words: tuple[str, ...]
    note: str
    splits: str  # what a category splits: type, subject, channel, unit, result; "" else
    marks: tuple[str, ...]  # see ``MARKS``


class Word:
    """A word with the concepts it names, as bits. One object a word: identity is enough and hashes at once."""

    __slots__ = ("classes", "inner", "named", "own", "text")

    def __init__(self, text: str, own: int = 0, inner: int = 0, classes: int = 0) -> None:
        self.text = text
        self.own = own  # concepts that the word names
        self.inner = inner  # concepts that words inside it name
        self.named = own | inner
        self.classes = classes  # of its own concepts; 0: unknown


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


Place = tuple[int, int, Word]  # where a word stands
as_token: Callable[[Place], Token] = partial(tuple.__new__, Token)  # hundreds a report: made of tuples at once


class Lexicon:
    """All concepts and words; cuts a text into tokens."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = {concept.id: concept for concept in concepts}
        named: dict[str, int] = {}
        for concept in self.concepts.values():
            for text in concept.words:
                named[text] = named.get(text, 0) | concept.bit
        named |= self._counted(named)
        self.unknown = 1 << len(self.concepts)  # of names that no entry has
        self.free = 1 << (len(self.concepts) + 1)  # the first bit that no concept has
        self._bits = list(self.concepts.values())
        self.mask = {kind: self._mask("kind", kind) for kind in CLASSES.values()}
        marked = {mark: sum(concept.bit for concept in self._bits if mark in concept.marks) for mark in MARKS}
        self.bare, self.weak, self.setting, self.opaque, self.bodies, *marks = marked.values()  # as in MARKS
        self.diverting, self.pieces, self.passing, self.shared, self.named, self.levels, self.ways = marks
        self.unsure_domains = self.setting | self.weak | self.unknown  # that others outweigh
        self.share = self._mask("id", "share")
        self.sums = self._mask("id", "total_m")
        self.items = self._mask("id", "item")
        self.rates = self.share | self._mask("id", "rate") | self._mask("id", "degree")
        self._splits: dict[str, int] = {}
        self._ends_of_bodies = [end for end in load_openings().offices["ends"] if len(end) == 1]  # 局, 委, 厅
        self._says = sum(mask for kind, mask in self.mask.items() if kind & SAYS)
        self.words = {text: self._word(text, own, named) for text, own in named.items()}
        self.domain_of = {word: self._domain_of(word) for word in self.words.values()}
        self._automaton = ahocorasick.Automaton()
        for text, word in self.words.items():
            if not SOLID.fullmatch(text) or len(text) == 1 and text in DIGITS:  # never on the cheapest way
                continue
            self._automaton.add_word(text, (len(text), KNOWN_WORD if len(text) > 1 else KNOWN_LETTER, word))
        self._automaton.make_automaton()

    def _counted(self, named: Mapping[str, int]) -> dict[str, int]:
        """Return the objects whose end another word counts, with what counts them: 综合窗口数 is no 窗口数."""
        objects = sum(concept.bit for concept in self.concepts.values() if concept.kind & OBJECT)
        return {
            text + count: own
            for text, own in named.items()
            if own & objects
            for count in COUNTS
            if text + count not in named and any(text[i:] + count in named for i in range(1, len(text) - 1))
        }

    def _mask(self, name: str, value: object) -> int:
        return sum(c.bit for c in self._bits if getattr(c, name) == value)

    def splits(self, what: str) -> int:
        """Return the concepts whose words split a whole by ``what``."""
        if what not in self._splits:
            self._splits[what] = self._mask("splits", what)
        return self._splits[what]

    def _word(self, text: str, own: int, named: dict[str, int]) -> Word:
        classes, name_ends = 0, load_openings().name_ends
        for concept in self._bits:
            if concept.bit & own:
                classes |= concept.kind
        inner, sayable = 0, self.mask[OBJECT] if classes & PROPERTY else self._says
        if not classes & SUBSET and not own & self.opaque and not (classes & DOMAIN and text[-1] in name_ends):
            for i in range(len(text)):
                for j in range(i + 2, len(text) + 1):
                    if (i, j) != (0, len(text)) and not (i and text[i - 1] in NEGATIONS):
                        inner |= named.get(text[i:j], 0)
        return Word(text, own, inner & sayable & ~own, classes)

    def _domain_of(self, word: Word) -> int:
        """Return the domains that a word names, ``BEARS_A_NAME`` for what an unknown word before it makes one, else 0."""
        return (word.own or word.inner) & self.mask[DOMAIN] or (BEARS_A_NAME if word.own & self.named else 0)

    def cut(self, text: str, start: int = 0, end: int | None = None) -> list[Token]:
        """Return the words of a stretch in order: as few unknown letters as can be, then long words; what no entry
        has is joined to unknown words. Digits and parentheses are no words.
        """
        end = len(text) if end is None else end
        tokens = [*map(as_token, self._settled(text, start, *self._longest(text, start, end)))]
        begins, stops = [start, *map(END, tokens)], [*map(START, tokens), end]
        between = compress(zip(count(), begins, stops), map(lt, begins, stops))  # noqa: B905 - one has no end
        gaps = [(n, a, b) for n, a, b in between if text[a:b].strip(NO_LETTERS)]
        runs = [match for _, a, b in gaps for match in LETTERS.finditer(text, a, b)]
        bodies = [
            (n, a)
            for n, a, b in gaps
            if n and text[a] in self._ends_of_bodies and self._is_body(tokens[n - 1], text, a, b)
        ]
        for n, a in bodies:
            tokens[n - 1] = as_token((tokens[n - 1].start, a + 1, Word(text[tokens[n - 1].start : a + 1])))
        ends = {a for _, a in bodies}
        tokens += [as_token((*run.span(), unknown_word(run[0]))) for run in runs if run.start() not in ends]
        tokens.sort(key=START)
        return tokens

    def _is_body(self, last: Token, text: str, start: int, end: int) -> bool:
        """Return whether an unknown letter ends the name of a body that the matter before it names: 市场监管局."""
        is_matter = last.end == start and last.word.classes & (CATEGORY | SUBSET)
        return bool(is_matter) and (start + 1 == end or not LETTERS.match(text, start + 1))

    def _longest(self, text: str, start: int, end: int) -> tuple[list[Place], list[int]]:
        """Return the known words that lie in no longer one, in order, and which of them overlap the one before."""
        ending = dict(reversed([*self._automaton.iter(text, start, end)]))  # the longest that ends at each place
        chosen: list[Place] = []
        behind = len(text)  # where the last word chosen begins, which stands behind
        overlaps = []
        for last, (length, _, word) in ending.items():
            begin = last + 1 - length
            if begin < behind:
                if last >= behind:
                    overlaps.append(len(chosen))
                chosen.append((begin, last + 1, word))
                behind = begin
        chosen.reverse()
        return chosen, [len(chosen) - n for n in reversed(overlaps)]

    def _settled(self, text: str, start: int, longest: list[Place], overlaps: list[int]) -> list[Place]:
        """Return the words of a stretch, of those that overlap the ones on the cheapest way.

        A way costs what it costs from the beginning of its run of letters, to the last digit: what is equal there stays so.
        """
        settled: list[Place] = []
        done = k = 0
        at, cost = start, 0.0  # what the way up to here costs
        while k < len(overlaps):
            first, n = overlaps[k] - 1, overlaps[k] + 1
            k += 1
            while k < len(overlaps) and overlaps[k] == n:
                n, k = n + 1, k + 1
            settled += longest[done:first]
            done, begin, stop = n, longest[first][0], longest[n - 1][1]
            if broken := LAST_BREAK.match(text, at, begin):
                at, cost = broken.end(), 0.0
            i = len(settled)
            while i and settled[i - 1][0] >= at:
                i -= 1
            for word_begin, word_stop, _ in settled[i:]:
                cost = _past(text, at, word_begin, cost) + (KNOWN_WORD if word_stop - word_begin > 1 else KNOWN_LETTER)
                at = word_stop
            cost = self._cheapest(settled, text, begin, stop, _past(text, at, begin, cost))
            at = stop
        return settled + longest[done:]

    def _cheapest(self, settled: list[Place], text: str, start: int, end: int, cost: float) -> float:
        """Append the words on the cheapest way through a stretch that begins at a cost; return the cost at its end."""
        best, cheapest, at = [cost], cost, start
        back: list[Word | None] = [None]
        for last, (length, known, word) in self._automaton.iter(text, start, end):
            while at <= last:
                cheapest += DIGIT if text[at] in DIGITS else UNKNOWN_LETTER
                best.append(cheapest)
                back.append(None)
                at += 1
            cost = best[last + 1 - length - start] + known
            if cost <= cheapest:
                best[-1] = cheapest = cost
                back[-1] = word
        way: list[Place] = []
        while at > start:
            ending = back[at - start]
            if ending is not None:
                way.append((at - len(ending.text), at, ending))
            at -= len(ending.text) if ending else 1
        settled += reversed(way)
        return cheapest


START, END, WORD = (itemgetter(k) for k in range(3))  # of a token
_NAMED = attrgetter("word.named")


def named_by(tokens: Sequence[Token]) -> int:
    """Return the concepts that tokens name, themselves or by words inside them."""
    return reduce(or_, map(_NAMED, tokens), 0)


def _past(text: str, start: int, end: int, cost: float) -> float:
    """Return what a way costs behind letters that no word takes."""
    for letter in text[start:end]:
        cost += DIGIT if letter in DIGITS else UNKNOWN_LETTER
    return cost


@lru_cache(maxsize=4096)
def unknown_word(text: str) -> Word:
    """Return a word that no entry has; three in five stood in a report before."""
    return Word(text)


@lru_cache(maxsize=4096)
def cut_once(lexicon: Lexicon, text: str) -> list[Token]:
    """Return the words of a heading, a title or an issuer, which many reports share; nobody alters the list."""
    return lexicon.cut(text)


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
    words = (text for word in row["words"] for text in written_out(word))
    marks = tuple(mark for mark in MARKS if row.get(mark))
    return Concept(
        id, bit, CLASSES[kind], tuple(dict.fromkeys(words)), row.get("note", ""), row.get("splits", ""), marks
    )


def _with_implied(concepts: dict[str, Concept], implied: dict[str, tuple[str, ...]]) -> dict[str, Concept]:
    """Return the concepts, each implied one named by the words that imply it as well."""
    for id, others in implied.items():
        for other in others:
            if other not in concepts:
                raise DeclarationError(f"data/lexicon: {id} 的 implies 里 “{other}” 不是概念，请改正。")
            named = concepts[other]
            concepts[other] = named._replace(words=tuple(dict.fromkeys((*named.words, *concepts[id].words))))
    return concepts
