"""What is read of a report's identity, with the reason in Chinese."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A word of the identity and why it was chosen; empty when the text does not say it."""

    value: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class SaidYear:
    """The year reported on and why; None when nothing says it."""

    value: int | None
    why: str = ""
