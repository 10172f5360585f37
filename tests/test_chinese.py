"""Streamlit's own texts are Chinese on our pages; an upgrade that brings or drops one is noticed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from streamlit.elements import exception

from server.chinese import load_words, script
from tests.bundle_texts import SCRIPTS, shown_texts

LEFT = Path(__file__).parent / "english_left.txt"
WORDS = load_words()


def left_english() -> set[str]:
    lines = LEFT.read_text("utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


@pytest.fixture(scope="module")
def bundles() -> str:
    return "\n".join(file.read_text("utf-8") for file in SCRIPTS.glob("*.js"))


def test_every_text_is_translated_or_left_for_a_reason():
    known = WORDS.exact.keys() | left_english()
    patterns = [re.compile(written) for written in WORDS.patterns]
    new = [
        text
        for text in sorted(shown_texts() - known)
        if not any(pattern.search(text.replace("…", "7")) for pattern in patterns)
    ]
    assert new == [], "put each into server/zh.toml, or into tests/english_left.txt with the reason"


def test_enough_texts_are_found_for_the_check_to_mean_something():
    assert len(shown_texts()) > 250


def test_no_translated_text_has_gone(bundles):
    """A key that stands nowhere any more is a text that was reworded."""
    elsewhere = exception._GENERIC_UNCAUGHT_EXCEPTION_TEXT
    assert [text for text in WORDS.exact if text not in bundles and text != elsewhere] == []


def test_no_text_left_in_english_has_gone():
    assert left_english() - shown_texts() == set()


def test_no_translation_is_a_key_again():
    """Otherwise the script would translate its own work without end."""
    assert set(WORDS.exact.values()) & WORDS.exact.keys() == set()
    for written in WORDS.patterns:
        assert not any(re.search(written, chinese) for chinese in WORDS.exact.values())


def test_the_script_carries_the_words():
    code = script(WORDS)
    assert json.dumps(WORDS.exact, ensure_ascii=False) in code
    assert "/*WORDS*/" not in code
    assert "/*PATTERNS*/" not in code
