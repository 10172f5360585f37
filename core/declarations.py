"""Read the declarations of ``data/``: places, themes, indicators. A wrong row is answered with the remedy."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from core.errors import DeclarationError
from core.model import Bound, DocumentKind, Example, Indicator, Issuer, Place, Role, Theme
from core.places import Gazetteer

DATA = Path(__file__).resolve().parent.parent / "data"
CACHE = DATA / "cache"  # what can be made again: the compiled dictionary, packed bundles

KINDS = ("count", "stock", "rate", "amount", "duration", "area", "rank", "multiple", "score")
STAGES = ("", "目录", "指南", "上线")
DIRECTIONS = ("higher", "lower", "neutral")
ADDITIVE = ("yes", "stock", "no")
WITHIN = ("", "province", "issuer", "report")
LEVELS = ("省", "地级市", "直辖市辖区", "市辖区", "县", "开发区", "镇街", "")
WILDCARD = "…"

TEXTS = ("name", "theme", "unit", "kind", "definition")  # must be there
OPTIONAL = {
    "basis": "", "stage": "", "direction": "neutral", "additive": "no", "family": "",
    "formula": "", "standard": "", "within": "", "trial": False,
}  # fmt: skip
LISTS = ("caveats", "also")
GENRES = "genres"
OF_WORK = (DocumentKind.SUMMARY, DocumentKind.BOTH)
FRAME = ("say", "explains", "units", "roles", "parts")
EXAMPLE = ("text", "value", "bound", "role", "part")


@cache
def load_indicators(folder: Path = DATA / "indicators") -> dict[str, Indicator]:
    """Return every declared indicator by id, in the order of themes and file names."""
    order = {theme: n for n, theme in enumerate(load_themes())}
    indicators = []
    for file in sorted(folder.rglob("*.toml")):
        indicators.append(_indicator(file))
        if indicators[-1].theme not in order:
            refuse(file, "theme", indicators[-1].theme, order)
    indicators.sort(key=lambda i: (order[i.theme], i.id))
    by_id: dict[str, Indicator] = {}
    for indicator in indicators:
        if indicator.id in by_id:
            raise DeclarationError(f"指标编号 {indicator.id} 出现在两个文件里，请改名其中一个。")
        by_id[indicator.id] = indicator
    return by_id


@cache
def load_glossary(file: Path = DATA / "glossary.toml") -> dict[str, str]:
    """Return words of the screen with what they mean, the longest first."""
    words: dict[str, str] = tomllib.loads(file.read_text("utf-8"))["words"]
    return {word: words[word] for word in sorted(words, key=len, reverse=True)}


@cache
def load_themes(file: Path = DATA / "themes.toml") -> dict[str, Theme]:
    """Return the themes by id, in their declared order."""
    rows = _table(file)
    return {
        key: Theme(key, row["name"], row["question"], order, _genres(file, row.get("genres", OF_WORK)))
        for order, (key, row) in enumerate(rows.items())
    }


@cache
def load_places(file: Path = DATA / "districts.toml") -> Gazetteer:
    """Return the declared places by id, in their fixed order; asked by id, every other place of China as well."""
    return Gazetteer(_place(file, key, row, order) for order, (key, row) in enumerate(_table(file).items()))


@cache
def load_renamed(file: Path = DATA / "renamed.toml") -> dict[str, str]:
    """Return the former ids and names of indicators with the id that states the same now."""
    rows = _table(file)
    return {former: row["now"] for id, row in rows.items() for former in (id, row["name"])}


def current_id(indicator: str) -> str:
    """Return the id that an indicator goes by now; any other word as it is.

    >>> current_id("resolve_rate_yoy_change"), current_id("resolve_rate")
    ('resolve_rate', 'resolve_rate')
    """
    return load_renamed().get(indicator, indicator)


def _table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise DeclarationError(f"{file}: TOML 格式有误：{error}。请按提示的行号改正。") from error


def _place(file: Path, key: str, row: dict, order: int) -> Place:
    for name in ("name", "short_name", "level", "colour", "marker"):
        if not row.get(name):
            raise DeclarationError(f"{file}: [{key}] 缺少 {name}，请补上。")
    issuers = tuple(
        Issuer(
            i["name"], i.get("short_name", row["short_name"]), i.get("level", row["level"]), tuple(i.get("aliases", ()))
        )
        for i in row.get("issuers", ())
    )
    for level in (row["level"], *(i.level for i in issuers)):
        if level not in LEVELS:
            refuse(file, "level", level, LEVELS)
    return Place(
        key, row["name"], row["short_name"], row["level"], row.get("province", ""),
        tuple(row.get("aliases", ())), row["colour"], row["marker"], order, issuers, row.get("code", ""), row.get("group", row["short_name"]),
        bool(row.get("usual", False)),
        bool(row.get("sample", False)),
    )  # fmt: skip


def _indicator(file: Path) -> Indicator:
    row = _table(file)
    frame = row.pop("frame", {})
    examples = row.pop("examples", [])
    for key in row:
        if key not in (*TEXTS, *OPTIONAL, *LISTS, GENRES):
            refuse(file, "键", key, (*TEXTS, *OPTIONAL, *LISTS, GENRES))
    for key in frame:
        if key not in FRAME:
            refuse(file, "[frame] 的键", key, FRAME)
    for key in TEXTS:
        if not row.get(key):
            raise DeclarationError(f"{file}: 缺少 {key}，请补上。")
    for key, allowed in (
        ("kind", KINDS),
        ("stage", STAGES),
        ("direction", DIRECTIONS),
        ("additive", ADDITIVE),
        ("within", WITHIN),
    ):
        if row.get(key, OPTIONAL.get(key)) not in allowed:
            refuse(file, key, row[key], allowed)
    for key in ("say", "units"):
        if not frame.get(key):
            raise DeclarationError(f"{file}: [frame] 缺少 {key}，请写出数字说的是什么。")
    fields: dict[str, Any] = {
        **{key: row[key] for key in TEXTS},
        **{key: row.get(key, default) for key, default in OPTIONAL.items()},
        **{key: tuple(row.get(key, ())) for key in LISTS},
        **{key: tuple(frame.get(key, ())) for key in ("units", "parts")},
        "say": tuple(frame["say"]),
        "explains": tuple(frame.get("explains", ())),
    }
    return Indicator(
        id=file.stem,
        **fields,
        roles=_roles(file, frame.get("roles", ["actual", "target", "after"])),
        examples=tuple(_example(file, example) for example in examples),
        genres=_genres(file, row[GENRES]) if GENRES in row else _of_theme(row["theme"]),
    )


def _of_theme(theme: str) -> tuple[DocumentKind, ...]:
    known = load_themes()
    return known[theme].genres if theme in known else ()


def _genres(file: Path, written: Sequence[str]) -> tuple[DocumentKind, ...]:
    for genre in written:
        if genre not in tuple(DocumentKind):
            refuse(file, GENRES, genre, tuple(DocumentKind))
    return tuple(DocumentKind(genre) for genre in written)


def _roles(file: Path, written: list[str]) -> tuple[Role, ...]:
    for role in written:
        if role not in tuple(Role):
            refuse(file, "roles", role, tuple(Role))
    return tuple(Role(role) for role in written)


def _example(file: Path, row: dict) -> Example:
    for key in row:
        if key not in EXAMPLE:
            refuse(file, "[[examples]] 的键", key, EXAMPLE)
    value = row.get("value")
    if row.get("bound", "exact") not in tuple(Bound):
        refuse(file, "bound", row["bound"], tuple(Bound))
    return Example(
        row["text"],
        None if value is None else Decimal(value),
        Bound(row.get("bound", "exact")),
        _roles(file, [row["role"]])[0] if "role" in row else None,
        row.get("part", ""),
    )


def refuse(file: Path, key: str, written: object, allowed: Iterable[object]) -> NoReturn:
    """Refuse a word that is none of the ``allowed`` ones, with the nearest of them."""
    words = [str(word) for word in allowed if str(word)]
    near = difflib.get_close_matches(str(written), words, n=1)
    hint = f"是否想写 “{near[0]}”？" if near else ""
    raise DeclarationError(f"{file}: {key} = “{written}” 不认识。{hint}可用：{'、'.join(words)}。")
