"""Where a page has ink that no line accounts for: what a recogniser left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Box = tuple[float, float, float, float]  # left, top, right, bottom, in dots from the upper left corner
SHADE = 64  # dots of a patch whose paper is of one brightness
DARK = 0.6  # of the paper around: ink
COLOURED = 60  # how much redder than green and blue a stamp is
AROUND = 0.3  # of a line's height, on each side of what was made out
RULE = 3.0  # heights of a line: a stroke longer than that is a rule of a table
FILLED = 0.12  # of a tile that is inked
USUAL = 36.0  # dots, the height of a line where none was made out
EDGE = 0.02  # of the page: shadows of a scanner
Marks = NDArray[np.bool_]


def unread(sheet: Image.Image, lines: Sequence[Box]) -> list[float]:
    """Return how far down the page, 0 to 1, there is ink beside the lines that were made out; a place each.

    Rules of tables, red stamps and the edges of the page do not count.
    """
    heights = sorted(bottom - top for _, top, _, bottom in lines)
    height = heights[len(heights) // 2] if heights else USUAL
    marks = _without_rules(_inked(sheet), round(RULE * height))
    for left, top, right, bottom in lines:
        more = AROUND * (bottom - top)
        marks[_span(top - more, bottom + more), _span(left - more, right + more)] = False
    rim = round(EDGE * sheet.width), round(EDGE * sheet.height)
    marks[: rim[1]] = marks[-rim[1] :] = False
    marks[:, : rim[0]] = marks[:, -rim[0] :] = False
    return _spots(marks, max(4, round(height / 2)))


def _span(first: float, last: float) -> slice:
    return slice(max(0, int(first)), max(0, int(last) + 1))


def _inked(sheet: Image.Image) -> Marks:
    """Return which dots are darker than the paper around them; red ones are a stamp."""
    colours = np.asarray(sheet.convert("RGB")).astype(np.int16)
    grey = colours.mean(axis=2)
    deep, wide = -(-grey.shape[0] // SHADE), -(-grey.shape[1] // SHADE)
    even = np.pad(grey, ((0, deep * SHADE - grey.shape[0]), (0, wide * SHADE - grey.shape[1])), mode="edge")
    paper = np.percentile(even.reshape(deep, SHADE, wide, SHADE), 80, axis=(1, 3))
    around = np.kron(paper, np.ones((SHADE, SHADE)))[: grey.shape[0], : grey.shape[1]]
    red = colours[:, :, 0] - colours[:, :, 1:].max(axis=2) > COLOURED
    return (grey < DARK * around) & ~red


def _without_rules(marks: Marks, long: int) -> Marks:
    """Return the dots without straight strokes that are longer than any of a character's, across and down."""
    ink = marks.copy()
    for turned, kept_turned in ((marks, ink), (marks.T, ink.T)):
        if turned.shape[1] <= long:
            continue
        sums = np.cumsum(np.pad(turned, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
        full = sums[:, long:] - sums[:, :-long] >= 0.95 * long
        ends = np.zeros((turned.shape[0], turned.shape[1] + 1), np.int32)
        ends[:, : full.shape[1]] += full
        ends[:, long : long + full.shape[1]] -= full
        kept_turned[np.cumsum(ends, axis=1)[:, :-1] > 0] = False
    return ink


def _spots(marks: Marks, side: int) -> list[float]:
    """Return where tiles that are inked stand together, as shares of the height, from above."""
    deep, wide = marks.shape[0] // side, marks.shape[1] // side
    tiles = marks[: deep * side, : wide * side].reshape(deep, side, wide, side).mean(axis=(1, 3)) > FILLED
    left = {(int(y), int(x)) for y, x in zip(*np.nonzero(tiles), strict=True)}
    spots = []
    while left:
        group = [left.pop()]
        for y, x in group:
            near = {(y + down, x + across) for down in (-1, 0, 1) for across in (-2, -1, 0, 1, 2)} & left
            left -= near
            group.extend(near)
        spots.append((sum(y for y, _ in group) / len(group) + 0.5) / deep)
    return sorted(spots)
