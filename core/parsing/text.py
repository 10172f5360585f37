"""Fold the widths and blanks of a text without moving a single character."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

# full-width forms, small forms, half-width marks, and the look-alikes of characters that come out of pdf files
_FOLDED = (
    range(0xFF01, 0xFF65),
    range(0xFE50, 0xFE6C),
    range(0x2E80, 0x2FD6),
    range(0xF900, 0xFB00),
)
_BLANKS = "\t\r\v\f\xa0\xad\u1680\u180e\u202f\u205f\u3000\ufeff\u2060" + "".join(map(chr, range(0x2000, 0x200E)))
_MARKS = {"\u2212": "-", "\u2236": ":", "\u301c": "~", "\u223c": "~", "\u2028": "\n", "\u2029": "\n", "\x85": "\n"}


def _table() -> dict[str, str]:
    table = {}
    for code in chain.from_iterable(_FOLDED):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            table[chr(code)] = plain
    return table | dict.fromkeys(_BLANKS, " ") | _MARKS


_TABLE = _table()


def normalise(raw: str) -> str:
    """Return ``raw`` with widths folded and blanks plain, character for character as long.

    Ideographic punctuation that has no plain form (。、“”《》〔〕) stays.

    >>> normalise("办结率９９．５％，共１２０件（次）")
    '办结率99.5%,共120件(次)'
    """
    for found in _TABLE.keys() & set(raw):  # a text holds a handful of them; str.translate asks for every character
        raw = raw.replace(found, _TABLE[found])
    return raw


QUOTES = re.compile("[“”\"'‘’「」『』]")


def bare(text: str) -> str:
    """Return the text without quotation marks, which reports set or leave out at will."""
    return QUOTES.sub("", text)
