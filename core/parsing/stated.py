"""What is decided about: a number in its sentence."""

from __future__ import annotations

from typing import NamedTuple

from core.model import Quantity, Role, Section
from core.parsing.cues import NOTHING, Governing


class Statement(NamedTuple):
    """A number with the sentence and clause it stands in."""

    index: int  # type: ignore[assignment]  # in reading order; a tuple's own search is not needed
    quantity: Quantity
    role: Role
    section: Section
    sentence: tuple[int, int]
    clause: tuple[int, int]
    cues: Governing = NOTHING  # words that change what the number is
