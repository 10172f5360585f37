"""Words of the screen that explain themselves: what one means stands there when the pointer rests on it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from core.declarations import load_glossary
from pages.ui.escape import escape_html as e

TAG = re.compile("(<[^>]*>)")
MOST = 1_000  # pieces that are remembered: tags and notes of the sentences looked at


@cache
def _known() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load_glossary())))


@lru_cache(MOST)
def explained(html: str) -> str:
    """Return HTML of our own words with each word of the glossary explained where it stands first.

    Args:
        html: escaped already, and without sentences of reports: these stay as they were written.
    """
    words = load_glossary()
    explained_words: set[str] = set()

    def explain(match: re.Match[str]) -> str:
        word = match[0]
        if word in explained_words:
            return word
        explained_words.add(word)
        return f'<abbr title="{e(words[word])}">{word}</abbr>'

    return "".join(piece if piece.startswith("<") else _known().sub(explain, piece) for piece in TAG.split(html))
