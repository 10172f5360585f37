"""How far a freely written numeral reaches: 7 万5 千4 百, 五百 余万, 1千零20."""

from __future__ import annotations

import re

from core.parsing.digits import ARABIC, DIGITS, LARGE_SCALES, SCALES, SMALL_SCALES

_ARABIC = re.compile(ARABIC)
_SCALE = "".join(SCALES)
_TO_SCALE = re.compile(rf" *[余多几]? *(?P<scale>[{_SCALE}])")
_TO_DIGITS = re.compile(rf" *(?={ARABIC} *[{_SCALE}])")  # 7万 5千
_POINT = re.compile(rf"点(?:[{''.join(d for d in DIGITS if d not in '两兩')}]+|\d+)")
_PREFIXED = re.compile("千[米克瓦]")  # 12千米
_ZEROS = frozenset("零〇○")


def numeral_end(text: str, start: int) -> int:
    """Return where the numeral that begins at ``start`` ends; blanks and 余, 多, 几 may stand before a scale."""
    at, pieces = _first(text, start)
    arabic = text[start].isdigit() or text[start] == "."
    while (step := _next(text, at, pieces)) is not None:
        at, piece = step
        pieces.append(piece)
    point = _POINT.match(text, at)
    if point is None or arabic and not set(pieces) & set(SCALES):
        return at
    at = point.end()
    scale = re.compile(f"[{''.join(LARGE_SCALES)}]+").match(text, at)
    return scale.end() if scale else at


def _first(text: str, start: int) -> tuple[int, list[str]]:
    match = _ARABIC.match(text, start)
    end = match.end() if match else start + 1
    return end, [text[start:end]]


def _next(text: str, at: int, pieces: list[str]) -> tuple[int, str] | None:
    """Return where the next digit or scale of the numeral ends, and what it is."""
    last = pieces[-1]
    scale = _TO_SCALE.match(text, at)
    if scale:
        fits = _fits(scale["scale"], pieces) and not (last[0].isdigit() and _PREFIXED.match(text, scale.start("scale")))
        return (scale.end(), scale["scale"]) if fits else None
    if last in SCALES or last in _ZEROS:
        gap = _TO_DIGITS.match(text, at) if last in SCALES else None
        digits = _ARABIC.match(text, gap.end() if gap else at)
        if digits and len(pieces) > 1:
            return digits.end(), digits.group()
    if text[at : at + 1] in DIGITS and not last[0].isdigit():
        return at + 1, text[at]
    return None


def _fits(scale: str, pieces: list[str]) -> bool:
    """Return whether a scale may follow: 五十千 is not one numeral, 万亿 and 百万 are."""
    last = pieces[-1]
    if scale in LARGE_SCALES or last not in SMALL_SCALES:
        return True
    return SMALL_SCALES[scale] < SMALL_SCALES[last]
