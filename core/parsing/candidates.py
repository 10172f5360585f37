"""What is decided about: a number in its sentence, the labels considered for it, and the verdict on each."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from core.model import Indicator, Quantity, Role, Section
from core.parsing.cues import NOTHING, Governing


class Verdict(StrEnum):
    """What became of a label in reach of a number."""

    ACCEPTED = "accepted"
    OUTDONE = "outdone"  # another label is nearer or longer
    WRONG_UNIT = "wrong_unit"
    WRONG_ROLE = "wrong_role"  # a target, a change … that this indicator does not take
    NO_CONTEXT = "no_context"  # none of `near` stands around
    FORBIDDEN = "forbidden"  # one of `forbid` or `avoid` stands there, or the clause says that a stock changes
    TOO_FAR = "too_far"
    PART = "part"  # a member behind 其中, a narrowed noun, or bodies counted in its place
    RATIO = "ratio"  # 每百万人, 日均: no total
    TAKEN = "taken"  # the label already belongs to a number before this one
    AMBIGUOUS = "ambiguous"  # 办结率和满意率分别为96%: which is which?


class Candidate(NamedTuple):
    """A label that was considered for a number, and the verdict on it."""

    indicator: Indicator
    label: str
    label_start: int
    label_end: int
    quantity: Quantity
    verdict: Verdict
    cost: float


class Statement(NamedTuple):
    """A number with the sentence and clause it stands in."""

    index: int  # type: ignore[assignment]  # in reading order; a tuple's own search is not needed
    quantity: Quantity
    role: Role
    section: Section
    sentence: tuple[int, int]
    clause: tuple[int, int]
    context: str  # the sentence, the one before it, and the headings, without quotation marks
    cues: Governing = NOTHING  # the words that change what the number is, by kind
