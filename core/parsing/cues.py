"""Find the words that change what a number is (缺少, 力争, 全市平均) and say which numbers each of them governs.

One table, ``data/language/cues.toml``, and one algorithm: a cue governs from itself to the end of its reach, or to the
first word that ends it. What a kind of cue means for a number is decided where that is asked: roles, periods, subjects.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import ahocorasick

from core.declarations import DATA, WILDCARD
from core.errors import DeclarationError
from core.parsing.alternatives import written_out
from core.parsing.breaks import Breaks, breaks_of

CUES = DATA / "language" / "cues.toml"
BEHIND = "|"  # what stands behind it in a word must follow, and is no part of the cue
HEAD = re.compile(f"[{WILDCARD}{BEHIND}]")  # what ends the literal beginning of a word
GAP = "[^,。;!?\n]{0,12}?"  # what … stands for in a word
CLAUSE_OPENERS = ",;:。!?、(“\n "  # a word with ^ stands behind one of these
HEDGES = re.compile(r"(?:[ ]|了|约|近|超过|超|逾|达到|达|为|至少|平均|高达|分别|的|负|[-:])*")
JOINTS = ("、", "和", "与", "及")
STOPS = {
    "member": ",;:。!?\n、",  # to the 、 of a list
    "clause": ",;:。!?\n",
    "segment": ";。!?\n",
    "sentence": "。!?\n",
    "paragraph": "\n",
}
ANNOUNCING = ("heading", "opening")  # said by a heading of what stands below it, by the first words of a paragraph
REACHES = ("number", "first", *STOPS, *ANNOUNCING)
DIRECTIONS = ("before", "behind")
KEYS = ("kind", "words", "direction", "reach", "ends", "unlike", "example", "counter")
LAST = re.compile(r"(?:\([^()]*\)|[。 )])*$")  # what may stand behind the last word of a title
NUMBERED = re.compile(r"[ “]*(?:第[一二三四五六七八九十]+[部章节]分?|\(?[一二三四五六七八九十\d]{1,3}[、.)]+)*[ ]*")


class CueRow(NamedTuple):
    """A row of the table: words that say the same of a number."""

    kind: str
    words: tuple[
        str, ...
    ]  # … is a gap of up to 12 characters; ^ opens a clause or heading, $ closes a heading, | see the table
    direction: str  # before: the cue stands before the number; behind: the number stands first
    reach: str
    ends: tuple[str, ...]  # words that end the reach
    unlike: tuple[str, ...]  # look-alikes: the cue inside one of these does not count
    example: str  # a sentence whose 【number】 is governed
    counter: str  # one whose 【number】 is not; "" where nothing ends the reach and nothing looks alike


class Cue(NamedTuple):
    """A cue where it stands in a text."""

    kind: str
    start: int
    end: int


class _Word(NamedTuple):
    key: (
        int | str
    )  # of the row, ``UNLIKE`` for a look-alike; of a word that ends a reach, which many rows share, itself
    whole: re.Pattern[str] | None  # for words with a gap
    opens: bool
    closes: bool


UNLIKE = 1 << 16
Hits = dict[int | str, list[tuple[int, int]]]  # where the words of each key stand


class Reached(NamedTuple):
    """Where a cue stands, and up to where it governs what follows."""

    start: int
    end: int
    until: int


Governing = Mapping[str, Cue]  # kind → the cue of it that stands nearest
NOTHING: Governing = MappingProxyType({})
NO_KINDS: frozenset[str] = frozenset()


@cache
def load_cues(file: Path = CUES) -> tuple[CueRow, ...]:
    """Return the rows of the table, alternatives in braces written out."""
    return tuple(_row(file, row) for row in tomllib.loads(file.read_text("utf-8"))["cues"])


@cache
def cue_finder() -> CueFinder:
    """Return the finder of the shipped table, made once."""
    return CueFinder(load_cues())


class CueFinder:
    """An automaton over all words of the table; build once."""

    def __init__(self, rows: Sequence[CueRow]) -> None:
        self.rows = rows
        self._spoken = self._automaton(lambda row: row.reach not in ANNOUNCING)
        self._announcing = {reach: self._automaton(lambda row: row.reach == reach) for reach in ANNOUNCING}  # noqa: B023

    def _automaton(self, takes: Callable[[CueRow], bool]) -> ahocorasick.Automaton:
        rows = [(n, row) for n, row in enumerate(self.rows) if takes(row)]
        words: list[tuple[int | str, str]] = [(n, word) for n, row in rows for word in row.words]
        words += [(n | UNLIKE, word) for n, row in rows for word in row.unlike]
        words += [(word, word) for word in dict.fromkeys(word for _, row in rows for word in row.ends)]
        alike: dict[str, dict[tuple[int | str, bool, bool, bool], list[str]]] = defaultdict(lambda: defaultdict(list))
        for key, word in words:
            bare = word.removeprefix("^").removesuffix("$")
            head = HEAD.split(bare)[0]
            alike[head][key, word.startswith("^"), word.endswith("$"), bare == head].append(bare)
        automaton = ahocorasick.Automaton()
        for head, groups in alike.items():
            entries = [
                _Word(key, None if plain else _pattern(bare), opens, closes)
                for (key, opens, closes, plain), bare in groups.items()
            ]
            automaton.add_word(head, (len(head), entries))
        automaton.make_automaton()
        return automaton

    def find(self, text: str) -> Cues:
        """Return the cues of a normalised text."""
        hits: Hits = defaultdict(list)
        for start, end, word in _hits(self._spoken.iter(text), text):
            if not word.closes and (not word.opens or not start or text[start - 1] in CLAUSE_OPENERS):
                hits[word.key].append((start, end))
        return Cues(text, self.rows, hits)

    def in_heading(self, title: str) -> frozenset[str]:
        """Return the kinds of the cues of headings that a title holds."""
        return self._announced(title, "heading")

    def has_openings(self, text: str) -> bool:
        """Return whether words of an opening stand anywhere in a text."""
        return next(self._announcing["opening"].iter(text), None) is not None

    def in_opening(self, words: str) -> frozenset[str]:
        """Return the kinds of the cues of openings that the first words of a paragraph hold."""
        return self._announced(words, "opening")

    def _announced(self, title: str, reach: str) -> frozenset[str]:
        matches = [*self._announcing[reach].iter(title)]
        if not matches:
            return NO_KINDS
        begin, end = numbered(title), len(LAST.sub("", title))
        spans_of: Hits = defaultdict(list)
        for start, stop, word in _hits(matches, title):
            if (not word.opens or start == begin) and (not word.closes or stop >= end):
                spans_of[word.key].append((start, stop))
        return frozenset(self.rows[n].kind for n, spans in _counting(spans_of) if spans)


class Cues:
    """The cues of one text."""

    def __init__(self, text: str, rows: Sequence[CueRow], hits: Hits) -> None:
        self._text = text
        self._cues = [
            (rows[n], spans, _Ends([end for word in rows[n].ends for end in hits.get(word, ())]))
            for n, spans in _counting(hits)
        ]
        self._breaks: dict[str, Breaks] = {}

    def spans(self, kinds: Collection[str]) -> list[tuple[int, int]]:
        """Return where the cues of these kinds stand."""
        return [span for row, spans, _ in self._cues if row.kind in kinds for span in spans]

    def reaches(self, kind: str) -> list[Reached]:
        """Return where the cues of a kind stand that come before what they govern, and how far they reach."""
        return [
            Reached(start, end, min(stops.first_from(end, len(self._text)), self._parts(row.reach).stop(end)))
            for row, spans, stops in self._cues
            if row.kind == kind and row.direction == "before"
            for start, end in spans
        ]

    def govern(self, numbers: Sequence[tuple[int, int]]) -> list[Governing]:
        """Return for each number, given where it stands and in reading order, the cues that govern it."""
        governing: list[dict[str, Cue]] = [{} for _ in numbers]
        starts, ends = [start for start, _ in numbers], [end for _, end in numbers]
        for row, spans, stops in self._cues:
            for k, (start, end) in enumerate(spans):
                cue = Cue(row.kind, start, end)
                for n in self._nearest(row, spans, k, self._reached(row, cue, stops, starts, ends), starts, ends):
                    known = governing[n].get(row.kind)
                    if known is None or abs(known.start - starts[n]) > abs(start - starts[n]):
                        governing[n][row.kind] = cue
        return [cues or NOTHING for cues in governing]

    def _nearest(
        self, row: CueRow, spans: list[tuple[int, int]], k: int, reached: range, starts: list[int], ends: list[int]
    ) -> range:
        """Return those of the numbers that a cue reaches to which no next cue of its row is nearer."""
        if len(reached) > 1 and row.direction == "before" and k + 1 < len(spans) and spans[k + 1][0] > spans[k][0]:
            return range(reached.start, min(reached.stop, bisect_left(starts, spans[k + 1][1])))
        return reached

    def _reached(self, row: CueRow, cue: Cue, stops: _Ends, starts: list[int], ends: list[int]) -> range:
        if row.direction == "before":
            first = bisect_left(starts, cue.end)
            if row.reach == "number":
                touches = first < len(starts) and HEDGES.fullmatch(self._text, cue.end, starts[first])
                return range(first, self._listed(first, starts, ends)) if touches else range(0)
            behind = cue.end + (self._text[cue.end : cue.end + 1] == ":")  # 目标值:99%
            until = min(stops.first_from(cue.end, len(self._text)), self._parts(row.reach).stop(behind))
            high = bisect_left(starts, until)
            return range(first, self._listed(first, starts, ends) if row.reach == "first" and first < high else high)
        last = bisect_left(ends, cue.start + 1)
        if row.reach == "number":
            touches = last > 0 and HEDGES.fullmatch(self._text, ends[last - 1], cue.start)
            return range(last - 1, last) if touches else range(0)
        low = bisect_left(starts, max(stops.last_to(cue.start), self._parts(row.reach).start(cue.start)))
        return range(max(low, last - 1) if row.reach == "first" else low, last)

    def _parts(self, reach: str) -> Breaks:
        """Return the stretches that a reach ends with."""
        marks = STOPS.get(reach, STOPS["clause"])
        if marks not in self._breaks:
            self._breaks[marks] = breaks_of(self._text, marks)
        return self._breaks[marks]

    def _listed(self, first: int, starts: list[int], ends: list[int]) -> int:
        """Return behind which number a list that begins with ``first`` ends: 压缩60%、75%; 新归集15类、8.6万条."""
        last = first + 1
        while last < len(starts) and self._text[ends[last - 1] : starts[last]] in JOINTS:
            last += 1
        return last


def _hits(matches: Iterable[tuple[int, tuple[int, list[_Word]]]], text: str) -> Iterator[tuple[int, int, _Word]]:
    for last, (length, words) in matches:
        start = last + 1 - length
        for word in words:
            if word.whole is None:
                yield start, last + 1, word
            elif match := word.whole.match(text, start):
                yield start, match.end(), word


def _counting(hits: Hits) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Yield of each row that is said where its words stand in no look-alike."""
    for key, spans in hits.items():
        if isinstance(key, int) and key < UNLIKE:
            yield key, _alike(spans, hits.get(key | UNLIKE, ()))


class _Ends:
    """Where words that end a reach stand."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._starts = sorted([start for start, _ in spans])
        self._ends = sorted([end for _, end in spans])

    def first_from(self, at: int, none: int) -> int:
        """Return where the first that begins at or behind ``at`` begins."""
        k = bisect_left(self._starts, at)
        return self._starts[k] if k < len(self._starts) else none

    def last_to(self, at: int) -> int:
        """Return where the last that ends at or before ``at`` ends; 0 where none does."""
        k = bisect_right(self._ends, at)
        return self._ends[k - 1] if k else 0


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Return what words with a gap or with words behind them look like that begin alike."""
    pieces = [[GAP.join(map(re.escape, piece.split(WILDCARD))) for piece in word.split(BEHIND)] for word in words]
    return re.compile("|".join(f"{cue}(?={behind[0]})" if behind else cue for cue, *behind in pieces))


def numbered(title: str) -> int:
    """Return where the words of a heading begin, behind its number."""
    number = NUMBERED.match(title)
    return number.end() if number else 0


def _alike(spans: list[tuple[int, int]], unlike: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans that lie in no look-alike."""
    if not unlike:
        return spans
    lows, highs = zip(*sorted(unlike), strict=True)
    furthest = list(accumulate(highs, max))  # how far those that begin up to here reach
    return [(a, b) for a, b in spans if not (k := bisect_left(lows, b)) or furthest[k - 1] <= a]


def _row(file: Path, row: dict[str, Any]) -> CueRow:
    where = f"{file}: kind = “{row.get('kind')}” example = “{row.get('example')}”"
    for key in row:
        if key not in KEYS:
            raise DeclarationError(f"{where}：不认识的键 {key}。可用：{'、'.join(KEYS)}。")
    for key, allowed in (("direction", DIRECTIONS), ("reach", REACHES)):
        if row.setdefault(key, allowed[0]) not in allowed:
            raise DeclarationError(f"{where}：{key} = “{row[key]}” 不认识。可用：{'、'.join(allowed)}。")
    for key in ("kind", "words", "example"):
        if not row.get(key):
            raise DeclarationError(f"{where}：缺少 {key}，请补上。")
    lists = {
        key: tuple(w for word in row.get(key, ()) for w in written_out(word)) for key in ("words", "ends", "unlike")
    }
    return CueRow(**{**row, "counter": row.get("counter", ""), **lists})
