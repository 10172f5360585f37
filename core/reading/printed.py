"""What stands on a printed page: lines with their boxes, and the pieces that wide gaps part them into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

GAP = "\u2003"  # how the reader of a page marks a wide gap inside a line


class Piece(NamedTuple):
    """What stands between two wide gaps of a line, and from where to where."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line and its box, in points from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    parted: tuple[Piece, ...] = ()  # where wide gaps part it

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return self.parted or (Piece(self.text, self.left, self.right),)

    @property
    def size(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in reading order."""

    width: float
    height: float
    lines: list[Line]
