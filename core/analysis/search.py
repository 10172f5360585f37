"""Find an indicator, place or work theme by everyday words: nearest hits first, never a dead end.

A wording is cut into pairs of characters; a pair that few wordings hold tells more (inverse document frequency).
``data/everyday.toml`` leads from everyday words to those of the field. Nothing here reads a report.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from core.analysis.dictionary import folded
from core.declarations import DATA, load_indicators, load_places
from core.divisions import full_name, load_divisions, names_of, stem
from core.model import Indicator, Place
from core.parsing.text import any_of

ASKING = re.compile(
    r"(?:请问|我想知道|查一下|看看|有没有|是不是|是|的|了|吗|呢|啊|吧|多少|几个|几件|怎么样|如何|情况|各地|哪里|哪个|谁|有|数据)"
)
COUNTING = re.compile("多少|几[个件次条天人家台项]")
NOISE = re.compile(r"[\s，。、？！?!,.；;：:“”\"'（）()]+")
FIELDS = {"name": 3.0, "also": 2.0, "definition": 0.5, "examples": 0.3}  # how much a shelf says of what it is of
LEAST = 0.12  # of the best score; what is farther away is no hit
UNDERSTOOD = 0.4  # of the weight of a query must stand in one wording, or nothing was understood
MOST = 20


class Hit(NamedTuple):
    """An indicator that fits a query, and how well: 0 to about 1."""

    indicator: Indicator
    score: float  # of the best hit's
    covered: float = 1.0  # how much of the query its wordings hold


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart: the places and years it names, and the rest that says what it is about."""

    places: tuple[Place, ...]
    years: tuple[int, ...]
    about: str
    unknown: tuple[str, ...] = ()  # names of divisions of which the library holds nothing


class Index:
    """The wordings of a set of indicators, weighed once."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self.indicators = list(indicators)
        self._grams = [_weighted(_shelves(i)) for i in self.indicators]
        held = Counter(gram for grams in self._grams for gram in grams)
        self._idf = {gram: math.log(1 + len(self.indicators) / n) for gram, n in held.items()}
        self._rare = math.log(1 + len(self.indicators))
        self._length = [math.sqrt(sum((w * self._idf[g]) ** 2 for g, w in grams.items())) for grams in self._grams]

    def find(self, about: str) -> list[Hit]:
        """Return the nearest indicators, best first; [] only where no pair of characters fits any."""
        asked = _weighted([(wording, weight) for wording, weight in wordings_of(about)])
        wanted = {g: w * self._idf[g] for g, w in asked.items() if g in self._idf}
        scored = [
            (sum(w * grams[g] * self._idf[g] for g, w in wanted.items() if g in grams) / (length**0.5 or 1), n)
            for n, (grams, length) in enumerate(zip(self._grams, self._length, strict=True))
        ]
        scored = [(score * _fitness(about, self.indicators[n]), n) for score, n in scored]
        best = max(scored, default=(0.0, 0))[0]
        near = sorted(((s, n) for s, n in scored if s > LEAST * best and s > 0), key=lambda f: (-f[0], f[1]))
        understood = _weighted(meant_by(about))
        pairs = {g: w * self._idf.get(g, self._rare) for g, w in understood.items() if len(g) > 1}
        whole = sum(pairs.values()) or 1.0
        return [
            Hit(self.indicators[n], s / best, sum(w for g, w in pairs.items() if g in self._grams[n]) / whole)
            for s, n in near[:MOST]
        ]


@cache
def load_everyday(file: Path = DATA / "everyday.toml") -> Mapping[str, tuple[str, ...]]:
    """Return everyday words with the words of the field they stand for, the longest first."""
    rows = tomllib.loads(file.read_text("utf-8"))["words"]
    return {word: tuple(rows[word]) for word in sorted(rows, key=len, reverse=True)}


@cache
def index() -> Index:
    """Return the index of all declared indicators."""
    return Index(load_indicators().values())


def parse(query: str, places: Mapping[str, Place] | None = None) -> Query:
    """Take the places and years out of a query; a place is named by its short name, its name or an alias, one of which
    the library holds nothing by the name of its division.
    """
    text = NOISE.sub("", folded(query))
    by_position: dict[int, Place] = {}
    known = load_places() if places is None else places
    names = {n: p for p in known.values() for n in (p.name, p.short_name, *p.aliases) if len(n) > 1}
    for name in sorted(names, key=len, reverse=True):
        at = text.find(folded(name))
        if at >= 0:
            by_position.setdefault(at, names[name])
            text = text.replace(folded(name), "＃" * len(name))
    unknown = tuple(dict.fromkeys(match["name"] for match in _divisions().finditer(text)))
    text = _divisions().sub("", text)
    years = tuple(int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", text))
    about = re.sub(r"(?<!\d)20\d\d(?!\d)年?|＃", "", text)
    return Query(tuple(dict.fromkeys(by_position[at] for at in sorted(by_position))), years, about, unknown)


@cache
def _divisions() -> re.Pattern[str]:
    """Return the pattern of every division's name where a question names places. A stem (海淀) is one unless wordings of
    the field hold it (公安, 通道), so that a question about the field is never taken for one about a county.
    """
    names = {name for division in load_divisions().values() for name in (*names_of(division), full_name(division))}
    words = "\n".join((*(wording for i in load_indicators().values() for wording, _ in _shelves(i)), *load_everyday()))
    stems = {short for short in map(stem, names) if short not in words}
    return re.compile(f"(?:^|(?<=[和与及跟比、]))(?P<name>{any_of(names | stems)})[和与及跟比、]?")


def find_indicators(query: str) -> list[Hit]:
    """Return the indicators a query may mean, best first."""
    return index().find(parse(query).about)


def wordings_of(about: str) -> list[tuple[str, float]]:
    """Return what was asked, without the words of asking, and the words of the field it stands for."""
    rest, *everyday = meant_by(about)
    left = 1.0 if not everyday else 0.9  # what an everyday word stands for is asked; the rest of the wording as well
    return [rest, (ASKING.sub(" ", about), left), *everyday]


def meant_by(about: str) -> list[tuple[str, float]]:
    """Return what was asked beside everyday words, and what these stand for: all that has to be understood."""
    rest = about
    meanings = []
    for word, meant in load_everyday().items():
        if word in rest:
            rest = rest.replace(word, " ")
            meanings += [(wording, 1.2 / len(meant) ** 0.5) for wording in meant]
    return [(ASKING.sub(" ", rest), 1.0), *meanings]


def _fitness(about: str, indicator: Indicator) -> float:
    """Return how well the kind of an indicator answers the way it was asked for: 多少 asks for a number of things."""
    counts = bool(COUNTING.search(about))
    fits = 0.85 if counts and indicator.kind == "rate" else 1.0
    if "率" in about:
        fits *= 1.25 if indicator.kind == "rate" else 0.6
    fits *= 1.15 if counts and f"几{indicator.unit}" in about or f"多少{indicator.unit}" in about else 1.0
    return fits * (0.8 if "：" in indicator.name and "：" not in about else 1.0)


def _shelves(indicator: Indicator) -> list[tuple[str, float]]:
    shelves: dict[str, Sequence[str]] = {
        "name": (indicator.name,),
        "also": (*indicator.also, indicator.family),
        "definition": (indicator.definition,),
        "examples": [example.text for example in indicator.examples if example.value is not None],
    }
    return [(wording, FIELDS[shelf]) for shelf, wordings in shelves.items() for wording in wordings if wording]


def _weighted(wordings: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return pairs and single characters with the weight of the best wording that holds them."""
    weights: dict[str, float] = {}
    for wording, weight in wordings:
        for part in re.findall(r"[\u4e00-\u9fff]+|[a-z]+|\d+", folded(wording)):
            grams = [part] if part.isascii() else [part[i : i + 2] for i in range(len(part) - 1)]
            singles = [] if part.isascii() else list(part)
            for gram, heavy in [*((g, weight) for g in grams), *((c, weight * 0.15) for c in singles)]:
                weights[gram] = max(weights.get(gram, 0.0), heavy)
    return weights
