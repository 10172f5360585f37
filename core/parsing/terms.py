"""Count the words a report uses, so that places can be compared by what they talk about."""

from __future__ import annotations

import json
import logging
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import jieba

from core.declarations import DATA
from core.parsing.outline import table_spans
from core.parsing.text import normalise

TERMS = DATA / "terms"
HAN = re.compile(r"[\u4e00-\u9fff]")
SHORTEST = 2  # characters of a word that is counted


@dataclass(frozen=True, slots=True)
class TermCount:
    """How often each word stands in one text; the cells of disclosure tables are left out."""

    words: dict[str, int]  # most frequent first, then by word
    total: int  # words counted, repetitions included
    characters: int  # of the whole text, white space left out

    def as_json(self, counted: date) -> str:
        """Return the count as it ships in ``data/terms/``; it says whose text was counted, and when."""
        head = {"source": "official", "counted": counted.isoformat()}
        row = head | {"characters": self.characters, "total": self.total, "words": self.words}
        return json.dumps(row, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class TermCounter:
    """Counts words with one dictionary and one list of stop words. See ``term_counter``."""

    cutter: jieba.Tokenizer
    dictionary: frozenset[str]
    stop_words: frozenset[str]

    def count(self, raw: str) -> TermCount:
        """Return the word counts of a report as published."""
        text = normalise(raw)
        words = count_terms(without_tables(text), self)
        ordered = dict(sorted(words.items(), key=lambda item: (-item[1], item[0])))
        return TermCount(ordered, words.total(), sum(not c.isspace() for c in text))


@cache
def term_counter(cache_folder: Path, folder: Path = TERMS) -> TermCounter:
    """Return the counter for the word lists of ``folder``, made once.

    Args:
        cache_folder: where jieba keeps its compiled dictionary; private to the application, never the shared /tmp.
    """
    jieba.setLogLevel(logging.WARNING)
    cutter = jieba.Tokenizer()
    cutter.tmp_dir = str(cache_folder)
    dictionary = _lines(folder / "dictionary.txt")
    for word in dictionary:
        cutter.add_word(word)
    stop_words = [word for line in _lines(folder / "stopwords.txt") for word in line.split()]
    return TermCounter(cutter, frozenset(dictionary), frozenset(stop_words))


def count_terms(text: str, counter: TermCounter) -> Counter[str]:
    """Return the words of two characters or more in ``text``, stop words and numbers left out."""
    words = Counter(counter.cutter.cut(text))
    return Counter({word: n for word, n in words.items() if _counts(word, counter)})


def without_tables(text: str) -> str:
    """Return ``text`` without its disclosure tables, whose labels every report repeats."""
    pieces, at = [], 0
    for start, end in table_spans(text):
        pieces.append(text[at:start])
        at = end
    return "\n".join([*pieces, text[at:]])


def _counts(word: str, counter: TermCounter) -> bool:
    if word in counter.dictionary:
        return True
    return len(word) >= SHORTEST and word not in counter.stop_words and bool(HAN.search(word))


def _lines(file: Path) -> list[str]:
    lines = (line.strip() for line in file.read_text("utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]
