"""What a report holds of each place that it speaks of, indicator by indicator: a few bytes that are kept with its facts."""

from __future__ import annotations

import math
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from enum import IntFlag
from typing import Any, NamedTuple

import numpy as np

from core.facts import RECOGNISED
from core.model import Indicator, Role, Status

ENTRY = np.dtype([("indicator", "<u4"), ("holds", "<u2")])  # an id by its CRC-32; six bytes are eight letters in base64


class Holds(IntFlag):
    """What rows of a place and indicator say together."""

    ANYTHING = 1  # stated, hidden or planned
    STATED = 2
    SURE = 4  # stated of the whole and no target, confirmed
    VALUE = 8
    WHOLE = 16  # a value of the whole
    CONFIRMED = 32  # the same, confirmed
    ACTUAL = 64  # stated of what is, of the whole, confirmed
    COUNTED = 128  # from here on the states of the matrix, best first
    PENDING = 256
    MASKED = 512
    PLANNED = 1024


STATES = (Holds.COUNTED, Holds.PENDING, Holds.MASKED, Holds.PLANNED)
CONFIRMED = Holds.SURE | Holds.CONFIRMED | Holds.ACTUAL | Holds.COUNTED  # what no pending report says


class Held(NamedTuple):
    """A report and a place of which it says anything; its own is there always."""

    place: str
    level: str
    year: int
    kind: str
    edition: str
    origin: str
    own: bool
    pending: bool
    numbers: int  # that the report states or hides, counted with its own place
    content: str


def packed(rows: Iterable[Mapping[str, Any]], indicators: Mapping[str, Indicator]) -> str:
    """Return what rows of the facts frame, of one report and place, say of each indicator."""
    held: dict[str, int] = {}
    for row in rows:
        if row["indicator"] and row["status"] != Status.GAP:
            held[row["indicator"]] = held.get(row["indicator"], 0) | _of(row, indicators)
    return b64encode(np.array([(key_of(id), each) for id, each in held.items()], ENTRY).tobytes()).decode("ascii")


def unpacked(contents: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return the entries of all contents together, and of each from which of them it is."""
    letters = len(b64encode(bytes(ENTRY.itemsize)))
    of = np.repeat(np.arange(len(contents)), [len(content) // letters for content in contents])
    return np.frombuffer(b64decode("".join(contents)), ENTRY), of


def _of(row: Mapping[str, Any], indicators: Mapping[str, Indicator]) -> int:
    stated, valued, whole = row["status"] == Status.STATED, not math.isnan(row["value"]), row["part"] == ""
    seen, role = RECOGNISED not in row["caveats"], row["role"]
    holds = {
        Holds.ANYTHING: True,
        Holds.STATED: stated,
        Holds.SURE: stated and whole and seen and role != Role.TARGET,
        Holds.VALUE: valued,
        Holds.WHOLE: valued and whole,
        Holds.CONFIRMED: valued and whole and seen,
        Holds.ACTUAL: stated and whole and seen and role == Role.ACTUAL,
        _state(row, indicators.get(row["indicator"])): True,
    }
    return sum(int(each) for each, so in holds.items() if so)


def _state(row: Mapping[str, Any], indicator: Indicator | None) -> Holds:
    """Return which state of the matrix a row proves, none for a stated figure of another role."""
    role = row["role"]
    if row["status"] == Status.STATED and (indicator.states(role) if indicator else role != Role.TARGET):
        return Holds.PENDING if RECOGNISED in row["caveats"] else Holds.COUNTED
    if row["status"] == Status.MASKED:
        return Holds.MASKED
    return Holds.PLANNED if role == Role.TARGET else Holds(0)


def key_of(id: str) -> int:
    """Return the number under which an indicator is kept."""
    return zlib.crc32(id.encode())
