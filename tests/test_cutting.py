"""A text is cut into the words that the cheapest way takes, however many overlap."""

from __future__ import annotations

import random

from core.parsing.lexicon import DIGIT, KNOWN_LETTER, KNOWN_WORD, SOLID, UNKNOWN_LETTER, load_lexicon
from core.parsing.openings import load_openings

ENDS = tuple(end for end in load_openings().offices["ends"] if len(end) == 1)
MARKS = [*"，。、甲乙丙的了5%3(", "12345", ")", "ab"]


def plainly(text: str) -> list[tuple[int, int]]:
    """Where the known words of the cheapest way stand: every way to every place weighed, run by run."""
    words, found = load_lexicon().words, []
    longest = max(map(len, words))
    for run in SOLID.finditer(text):
        start, length = run.start(), len(run[0])
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, length + 1):
            letter = DIGIT if "0" <= run[0][end - 1] <= "9" else UNKNOWN_LETTER
            cost, size = best[end - 1][0] + letter, 0
            for length_of in range(min(longest, end), 0, -1):
                if run[0][end - length_of : end] in words:
                    price = best[end - length_of][0] + (KNOWN_WORD if length_of > 1 else KNOWN_LETTER)
                    if price <= cost:
                        cost, size = price, length_of
            best.append((cost, size))
        at, way = length, []
        while at:
            size = best[at][1]
            if size:
                way.append((start + at - size, start + at))
            at -= size or 1
        found += reversed(way)
    return found


def test_the_cheapest_way_is_taken_also_where_words_overlap() -> None:
    dice, lexicon = random.Random(7), load_lexicon()
    words = sorted(lexicon.words)
    for _ in range(600):
        pieces = []
        for _ in range(dice.randrange(1, 9)):
            word = dice.choice(words) if dice.random() < 0.8 else dice.choice(MARKS)
            pieces.append(word[dice.randrange(len(word)) :] if dice.random() < 0.4 else word)
        text = "".join(pieces)
        tokens = lexicon.cut(text)
        names = [
            t for t in tokens if not t.known and text[t.start : t.end].endswith(ENDS)
        ]  # 产权局: of a body, no word
        expected = [(a, b) for a, b in plainly(text) if not any(t.start <= a and b < t.end for t in names)]
        assert [(t.start, t.end) for t in tokens if t.known] == expected, text
        assert all(t.word.text == text[t.start : t.end] for t in tokens), text
        assert all(a.end <= b.start for a, b in zip(tokens, tokens[1:], strict=False)), text
