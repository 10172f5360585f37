"""What looks like a counted number and is none, or none for certain: parts of longer tokens, dates, page furniture, slogans,
words. One table, ``data/language/guards.toml``, asked by kind; each row stands alone.
"""

from __future__ import annotations

import math
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from core.declarations import DATA, refuse
from core.parsing.readings import Reading

GUARDS = DATA / "language" / "guards.toml"
UNIT, SOFT, WORD, IDIOM, MONEY, UNCOUNTABLE = KINDS = ("unit", "soft", "word", "idiom", "money", "uncountable")
KEYS = ("kind", "units", "values", "below", "opens", "bare", "before", "behind", "unless_before", "unless_behind")
NEVER = ["(?!)"]

_GLUED_LEFT = re.compile(
    r"(?:(?<![A-Za-z])[A-Za-z]{1,2}-?|[α-ω_#№@&]|\d[.:/+*×xX-]|[∞A-Za-z)]\+|第 ?|每|〔|[(\[]\d{4}[)\]]第?|\d[\n ]|\d\. )$"
)
_GLUED_MOST = 7  # characters that the longest of these takes
_GLUED_RIGHT = re.compile(r"(?<![个台项家套款种条])[A-Za-z]|[_∞@&]|[+×*/:.xX]\d|\+[A-Za-z∞N\d]|号|〕")


class Guard(NamedTuple):
    """A row of the table, see there."""

    kind: str
    units: frozenset[str]
    values: frozenset[int]
    below: float
    opens: str
    bare: bool
    before: re.Pattern[str]
    behind: re.Pattern[str]
    unless_before: re.Pattern[str]
    unless_behind: re.Pattern[str]
    example: str
    counter: str

    def catches(self, reading: Reading) -> bool:
        """Return whether a reading whose counter is one of the row's is what the row describes."""
        if self.values and reading.value not in self.values or (reading.value or 0) >= self.below:
            return False
        if self.bare and not reading.surface.bare_scale or not reading.text.startswith(self.opens, reading.start):
            return False
        if not (self.behind.match(reading.text, reading.end) or self.before.search(reading.before)):
            return False
        return not (self.unless_behind.match(reading.text, reading.end) or self.unless_before.search(reading.before))


@cache
def load_guards(file: Path = GUARDS) -> tuple[Guard, ...]:
    """Return the rows of the table; a wrong one is answered with the remedy."""
    return tuple(_guard(file, row) for row in tomllib.loads(file.read_text("utf-8"))["guards"])


def _guard(file: Path, row: dict) -> Guard:
    for key in row:
        if key not in (*KEYS, "example", "counter"):
            refuse(file, f"example = “{row.get('example')}” 的键", key, KEYS)
    if row.get("kind") not in KINDS:
        refuse(file, "kind", str(row.get("kind")), KINDS)
    asked = {"behind": [""]} | row if "before" not in row else row
    before, unless_before = (
        re.compile(f"(?:{'|'.join(asked.get(key, NEVER))})$") for key in ("before", "unless_before")
    )
    behind, unless_behind = (re.compile("|".join(asked.get(key, NEVER))) for key in ("behind", "unless_behind"))
    return Guard(
        row["kind"], frozenset(row.get("units", ())), frozenset(row.get("values", ())), row.get("below", math.inf),
        row.get("opens", ""), row.get("bare", False), before, behind, unless_before, unless_behind,
        row["example"], row["counter"],
    )  # fmt: skip


@cache
def _asked(kind: str, unit: str) -> tuple[Guard, ...]:
    return tuple(guard for guard in load_guards() if guard.kind == kind and (not guard.units or unit in guard.units))


def is_caught(reading: Reading, kind: str) -> bool:
    """Return whether a row of a kind describes a reading."""
    return any(guard.catches(reading) for guard in _asked(kind, reading.unit))


def is_glued(reading: Reading) -> bool:
    """G60, V2.0, 1+13, 7×24小时, 1/3, 8:30, 第3批, 〔2019〕44号: the number is a part of a longer token; 90个API is none."""
    before = reading.before
    in_prose = "\u4e00" <= before[-1:] <= "\u9fff" and before[-1] not in "第每"  # as by far most numbers do
    if not in_prose and _GLUED_LEFT.search(before, len(before) - _GLUED_MOST):
        return True
    return bool(_GLUED_RIGHT.match(reading.text, reading.end))
