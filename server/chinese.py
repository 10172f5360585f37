"""The script of the page: where its server is, a Back button that holds, and Streamlit's own texts in Chinese
(``zh.toml``).
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

from server.paths import ASSETS

WORDS_FILE = Path(__file__).resolve().parent / "zh.toml"


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in the bundles, and what is to stand on the screen."""

    exact: dict[str, str]
    patterns: dict[str, str]  # JavaScript regular expression -> replacement


def load_words(file: Path = WORDS_FILE) -> Words:
    """Return the words; the parts of the file are for its readers only."""
    parts = tomllib.loads(file.read_text("utf-8"))
    patterns = parts.pop("patterns")
    exact = {written: chinese for part in parts.values() for written, chinese in part.items()}
    return Words(exact, patterns)


def script(words: Words) -> str:
    """Return the script with the words in their places."""
    code = "\n".join((ASSETS / name).read_text("utf-8") for name in ("root.js", "history.js", "zh.js"))
    code = code.replace("/*WORDS*/ {}", json.dumps(words.exact, ensure_ascii=False))
    return code.replace("/*PATTERNS*/ []", json.dumps(list(words.patterns.items()), ensure_ascii=False))
