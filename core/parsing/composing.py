"""Read what the numbers of a text are of: words to phrases, phrases to frames, frames to claims and suggestions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import compress

import ahocorasick

from core.model import Document, Indicator
from core.parsing.deciding import Decider
from core.parsing.distributions import distribute
from core.parsing.doubting import doubt_second_wholes
from core.parsing.fitting import Fitter
from core.parsing.lexicon import START, Token, as_token, load_lexicon
from core.parsing.phrases import Phrases, Words
from core.parsing.residue import Leftovers
from core.parsing.says import Frames
from core.parsing.statements import Parsed
from core.parsing.surroundings import Surroundings

QUOTED = re.compile('[“"《][^“”"《》\n]{1,16}[”"》]')
WAYS = re.compile(r"(?:通过|依托|借助|利用)[^,。;\n]*、[^,。;\n]*$")
WAYS_END = re.compile(r"等[\u4e00-\u9fff]{0,6}渠道")
WAYS_REACH = 60  # letters that a list of ways may have
HEAD = 100  # letters that open a document whose title says nothing


def compose(document: Document, parsed: Parsed, frames: Frames) -> Decider:
    """Return the decisions on every statement of a document."""
    text = document.text
    tokens = _outside_numbers(frames.lexicon.cut(text), parsed)
    words = Words(_without_ways(text, _unnamed(tokens, parsed.named), frames.lexicon.ways))
    names = document.title + document.issuer
    head = names + text.lstrip()[:HEAD].split("。" if document.title else "\n")[0]
    literals = Words(_literals(frames, text))
    around = Surroundings(words, parsed.sentences, frames.lexicon, frames.possible, document.title, names)
    leftovers = Leftovers(
        text, frames, names, document.issuer, head, [m.span() for m in QUOTED.finditer(text)], parsed.asides
    )
    fitter = Fitter(text, frames, around, leftovers, literals)
    phrases = Phrases(text, parsed.statements, words, frames.lexicon).all(parsed.entries)
    for index in parsed.places:  # 甲县、乙县受表扬,办结率分别为99%、98%: the places tell them apart
        phrases[index].uneven = False
    decider = Decider(text, phrases, fitter, around, words, frames, frozenset(parsed.whose), _of_longer_times(parsed))
    decider.decide()
    owned = {*parsed.whose, *parsed.places, *parsed.departments}
    distribute(decider, owned)
    doubt_second_wholes(decider, parsed, owned)
    return decider


@lru_cache(maxsize=4)
def frames_of(indicators: tuple[Indicator, ...]) -> Frames:
    """Return the frames of these indicators over the lexicon of the field."""
    return Frames(indicators, load_lexicon())


def _of_longer_times(parsed: Parsed) -> dict[int, str]:
    """Return the numbers told of more years than their section is about, with the words that say so: 从2017年起的8年间
    累计2.1亿件. A year may be told from November to November.
    """
    times = ((s, parsed.calendar.at(s.quantity.start, s.section)) for s in parsed.statements)
    return {s.index: time.written for s, time in times if time.months > 12 * max(1, s.section.years) + 6}


def _outside_numbers(tokens: list[Token], parsed: Parsed) -> list[Token]:
    """Return the tokens that do not cut into a number; a known word may hold one: 15秒内."""
    starts, whole = list(map(START, tokens)), [True] * len(tokens)
    for statement in parsed.statements:
        start, end = statement.quantity.start, statement.quantity.end
        n = max(bisect_right(starts, start) - 1, 0)
        while n < len(tokens) and starts[n] < end:
            token = tokens[n]
            if token.end > start and not (token.known and token.start <= start and end <= token.end):
                whole[n] = False
            n += 1
    return list(compress(tokens, whole))


def _unnamed(tokens: list[Token], names: list[tuple[int, int]]) -> list[Token]:
    """Return the tokens outside the names of places before their number, which say nothing of what a number is of."""
    starts = list(map(START, tokens))
    for start, end in reversed(names):
        last = first = bisect_left(starts, end)
        while first and tokens[first - 1].end > start:
            first -= 1
        del tokens[first:last], starts[first:last]
    return tokens


def _without_ways(text: str, tokens: list[Token], ways: int) -> list[Token]:
    """Return the tokens but for the ways that a list of all of them names: 通过电话、微信等渠道受理…"""
    ends = [(max(0, end.start() - WAYS_REACH), end.start()) for end in WAYS_END.finditer(text)]
    spans = [listed.span() for start, end in ends if (listed := WAYS.search(text, start, end))]
    for start, end in reversed(spans):
        first, last = bisect_left(tokens, start, key=START), bisect_left(tokens, end, key=START)
        tokens[first:last] = [token for token in tokens[first:last] if not token.word.own & ways]
    return tokens


def _literals(frames: Frames, text: str) -> list[Token]:
    """Return where literal terms stand in a text, overlapping ones included."""
    automaton = _automaton(frames)
    if automaton is None:
        return []
    tokens = [as_token((end - len(word.text) + 1, end + 1, word)) for end, word in automaton.iter(text)]
    return sorted(tokens, key=START)


@lru_cache(maxsize=4)
def _automaton(frames: Frames) -> ahocorasick.Automaton | None:
    automaton = ahocorasick.Automaton()
    for word in frames.literal_words:
        automaton.add_word(word.text, word)
    automaton.make_automaton()
    return automaton if frames.literal_words else None
