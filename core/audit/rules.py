"""Read ``data/rules.toml``: the relations between indicators that the audit checks. A wrong row is answered with
the remedy.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.declarations import DATA, load_indicators
from core.errors import DeclarationError

TABLES = {
    "ratios": ("rate", "numerator", "denominator", "loose"),
    "orders": ("lower", "upper", "broken", "why", "unless"),
    "partitions": ("whole", "parts", "rest"),
    "derived": ("rate", "numerator", "denominator", "beside"),
}
NEEDED = {
    "ratios": ("rate", "numerator", "denominator"),
    "orders": ("lower", "upper"),
    "partitions": ("whole", "parts"),
    "derived": ("rate", "numerator", "denominator", "beside"),
}
BOUNDS = ("may_pass_hundred",)
MEANINGS = {"broken": ("review", "pass"), "rest": ("review", "pass")}
FREE = ("why", "unless", "loose", *MEANINGS)


@dataclass(frozen=True, slots=True)
class Ratio:
    """``rate`` = ``numerator`` ÷ ``denominator``."""

    rate: str
    numerator: str
    denominator: str
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """``lower`` ≤ ``upper``."""

    lower: str
    upper: str
    broken: str = "review"
    why: str = ""
    unless: tuple[str, ...] = ()  # words of the sentence that explain a breach


@dataclass(frozen=True, slots=True)
class Partition:
    """``parts`` make up ``whole``."""

    whole: str
    parts: tuple[str, ...]
    rest: str = "pass"


@dataclass(frozen=True, slots=True)
class Derived:
    """``rate`` can be computed where a report gives ``beside`` but not ``rate``."""

    rate: str
    numerator: str
    denominator: str
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """All declared relations."""

    ratios: tuple[Ratio, ...]
    orders: tuple[Order, ...]
    partitions: tuple[Partition, ...]
    derived: tuple[Derived, ...]
    may_pass_hundred: frozenset[str]


@cache
def load_rules(file: Path = DATA / "rules.toml") -> Rules:
    """Return the declared relations.

    Raises:
        DeclarationError: a key, a meaning or an indicator is not known, or a key is missing.
    """
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DeclarationError(f"{file}: TOML 格式有误：{error}。请按提示的行号改正。") from error
    _known(file, "表", table, (*TABLES, "bounds"))
    rows = {name: [_row(file, name, row) for row in table.get(name, ())] for name in TABLES}
    bounds = table.get("bounds", {})
    _known(file, "[bounds] 的键", bounds, BOUNDS)
    beyond = bounds.get("may_pass_hundred", [])
    _known(file, "指标", beyond, load_indicators())
    return Rules(
        tuple(Ratio(**row) for row in rows["ratios"]),
        tuple(Order(**row) for row in rows["orders"]),
        tuple(Partition(**row) for row in rows["partitions"]),
        tuple(Derived(**row) for row in rows["derived"]),
        frozenset(beyond),
    )


def _row(file: Path, table: str, row: dict) -> dict:
    _known(file, f"[[{table}]] 的键", row, TABLES[table])
    for key in NEEDED[table]:
        if not row.get(key):
            raise DeclarationError(f"{file}: [[{table}]] 缺少 {key}，请补上。")
    for key, allowed in MEANINGS.items():
        if key in row:
            _known(file, key, [row[key]], allowed)
    for key, value in row.items():
        if key not in FREE:
            _known(file, "指标", value if isinstance(value, list) else [value], load_indicators())
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def _known(file: Path, what: str, written: Iterable[str], allowed: Iterable[str]) -> None:
    words = list(allowed)
    for word in written:
        if word not in words:
            near = difflib.get_close_matches(str(word), words, n=1)
            hint = f"是否想写 “{near[0]}”？" if near else ""
            raise DeclarationError(f"{file}: {what} “{word}” 不认识。{hint}")
