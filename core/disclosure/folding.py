"""Fold a text to its Chinese characters, simplified, so that labels are found whatever stands between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from core.disclosure.standard import load_characters

HAN = re.compile(r"[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """The Chinese characters of a text, and where each stands in it."""

    text: str
    at: list[int]

    def between(self, start: int, end: int) -> Folded:
        """Return the part that stands in ``text[start:end]`` of the unfolded text."""
        first, last = bisect_left(self.at, start), bisect_left(self.at, end)
        return Folded(self.text[first:last], self.at[first:last])

    def find_all(self, word: str) -> Iterator[tuple[int, int]]:
        """Yield where ``word`` stands in the unfolded text: its first character, and behind its last."""
        start = self.text.find(word)
        while start >= 0:
            yield self.at[start], self.at[start + len(word) - 1] + 1
            start = self.text.find(word, start + 1)


def fold(text: str, start: int = 0, end: int | None = None) -> Folded:
    """Return the Chinese characters of ``text[start:end]``.

    >>> fold("1.屬於 | 国家\\n秘密 0").text
    '属于国家秘密'
    """
    pieces: list[str] = []
    at: list[int] = []
    for match in HAN.finditer(text, start, len(text) if end is None else end):
        pieces.append(match[0])
        at.extend(range(match.start(), match.end()))
    return Folded(load_characters()("".join(pieces)), at)


def han(text: str) -> str:
    """Return the Chinese characters of a text, simplified."""
    return load_characters()("".join(HAN.findall(text)))
