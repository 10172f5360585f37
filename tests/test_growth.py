"""The measure of growth tells a square from a line."""

from __future__ import annotations

from tests.growth import is_linear


def test_a_square_is_told_from_a_line():
    assert is_linear(lambda text: [text.count(c, 0, 9) for c in text], "ab", 10_000)
    assert not is_linear(lambda text: [text.count(c) for c in text], "ab", 600)
