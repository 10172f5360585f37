"""The reports that ship with the program: ``data/reports`` and its ``sources.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from core.errors import DeclarationError
from core.reading import RawDocument, read_file
from core.store.filing import FIELDS, Filing

MUST = ("issuer", "year", "kind", "title", "edition", "trust")


@dataclass(frozen=True, slots=True)
class Shipped:
    """One entry of ``sources.toml`` with its text."""

    id: str
    filing: Filing
    raw: RawDocument


def load_shipped(data: Path) -> list[Shipped]:
    """Return every shipped report, in the order of ``sources.toml``.

    Raises:
        DeclarationError: an entry without its file, a file without its entry, a key missing or unknown.
    """
    folder = data / "reports"
    entries = _entries(folder / "sources.toml")
    files = {file.stem: file for file in folder.glob("*.txt")}
    if alone := sorted(files.keys() - entries.keys()):
        raise DeclarationError(f"{folder / 'sources.toml'}: 缺少 [{alone[0]}] 一节，请为 {files[alone[0]].name} 补上。")
    if alone := sorted(entries.keys() - files.keys()):
        raise DeclarationError(
            f"{folder / 'sources.toml'}: [{alone[0]}] 没有对应的文件 {alone[0]}.txt，请补上文件或删去该节。"
        )
    source = folder / "sources.toml"
    return [Shipped(key, _filing(source, key, row), read_file(files[key])) for key, row in entries.items()]


def _entries(source: Path) -> dict[str, dict]:
    if not source.exists():
        return {}
    try:
        return tomllib.loads(source.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DeclarationError(f"{source}: TOML 格式有误：{error}。请按提示的行号改正。") from error


def _filing(source: Path, key: str, row: dict) -> Filing:
    for name in row:
        if name not in FIELDS:
            raise DeclarationError(f"{source}: [{key}] 的键 {name} 不认识。可用：{'、'.join(FIELDS)}。")
    for name in MUST:
        if name not in row:
            raise DeclarationError(f"{source}: [{key}] 缺少 {name}，请补上。")
    return Filing(**{"place": "", "level": ""} | row)
