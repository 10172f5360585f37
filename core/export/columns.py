"""Tables on paper: columns as wide as their words ask for."""

from __future__ import annotations

import re
from collections.abc import Sequence

HALF = 0.64  # of a Chinese letter: how wide a digit or a Latin letter is in the widest office font
MOST = 90.0  # letters beyond which a cell asks for no more room
MARGINS = 1.2  # letters that the margins of a cell take
LEAST = 4.0  # letters that a column of words keeps
UNBROKEN_MOST = 11.0
SLACK = 1e-6  # of a line, for sums of broken numbers
SHORT = 8.0  # letters of a cell that stays on one line
# digits, Latin letters and the signs between them stay together in a line
UNBROKEN = re.compile(r"[（《“〔]*[!-~−–]+[）》”〕，。；、：！？…]*")
PIECES = re.compile(r"[（《“〔]*(?:[!-~−–]+|[^!-~−–])[）》”〕，。；、：！？…]*")  # between which a line may break


def letters(words: str) -> float:
    """Return how wide a line of words is, in Chinese letters."""
    return sum(1.0 if ord(character) > 0x2000 else HALF for character in words)


def filled(head: Sequence[str], lines: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """Return a table without the columns in which no line says anything."""
    columns = [n for n in range(len(head)) if not lines or any(line[n] for line in lines)]
    return [head[n] for n in columns], [[line[n] for n in columns] for line in lines]


def widths_of(head: Sequence[str], lines: Sequence[Sequence[str]], room: float) -> list[float]:
    """Return how wide the columns are, as pages of the web lay them out: each gets its least, what is left goes
    to those that ask for more.

    Args:
        room: how wide all of them are together, in Chinese letters; so are the answers.
    """
    columns = list(zip(head, *lines, strict=True))
    asked, least = [_asked(column) for column in columns], least_of(head, lines)
    if sum(asked) <= room:
        return [most * room / sum(asked) for most in asked]
    if sum(least) >= room:
        return [part * room / sum(least) for part in least]
    more = (room - sum(least)) / (sum(asked) - sum(least))
    return [part + (most - part) * more for part, most in zip(least, asked, strict=True)]


def least_of(head: Sequence[str], lines: Sequence[Sequence[str]]) -> list[float]:
    """Return how wide each column must be, in Chinese letters, so that nothing short in it is broken."""
    columns = zip(head, *lines, strict=True)
    return [min(_asked(column), max(LEAST, *map(_unbroken, column)) + MARGINS) for column in columns]


def asked_by(head: Sequence[str], lines: Sequence[Sequence[str]]) -> float:
    """Return how wide a table would be with every cell in one line, long sentences apart, in Chinese letters."""
    return sum(map(_asked, zip(head, *lines, strict=True)))


def deep(line: Sequence[str], widths: Sequence[float]) -> int:
    """Return how many lines of print the deepest cell of a line takes."""
    return max(
        sum(_printed(part, max(1.0, width - MARGINS)) for part in words.split("\n"))
        for words, width in zip(line, widths, strict=True)
    )


def _printed(words: str, width: float) -> int:
    return len(broken(words, width))


def broken(words: str, width: float) -> list[str]:
    """Return the lines of print that words take, one at least: none breaks a number that fits a line, or begins with a
    full stop.

    >>> broken("安康60%（2022）；衡阳45%（2022）", 6), broken("", 6)
    (['安康60%', '（2022）；', '衡阳45%', '（2022）'], [''])
    """
    width += SLACK
    lines, left = [""], width
    for piece in PIECES.findall(words):
        if letters(piece) > left and lines[-1]:
            lines.append("")
            left = width
        for character in piece if letters(piece) > left else (piece,):  # wider than a line
            if letters(character) > left and lines[-1]:
                lines.append("")
                left = width
            lines[-1] += character if lines[-1] else character.lstrip(" ")
            left -= letters(character)
    return lines


def _asked(column: Sequence[str]) -> float:
    return min(MOST, max(map(letters, column))) + MARGINS


def _unbroken(words: str) -> float:
    """Return how wide the longest part is that a line should not break: all of a short cell, like 100%（2023）."""
    if letters(words) <= SHORT:
        return letters(words)
    return min(UNBROKEN_MOST, max((letters(match.group()) for match in UNBROKEN.finditer(words)), default=0.0))
