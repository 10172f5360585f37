"""The national format of the three tables, in both editions, read from ``data/disclosure``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from core.declarations import DATA
from core.errors import DeclarationError
from core.parsing.text import Folding

FOLDER = DATA / "disclosure"
EDITIONS = ("2021", "2019")  # the one in force first
NOT_HAN = re.compile(r"[^\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    id: str
    label: str
    unit: str


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row of a table, with the labels that pages give it."""

    code: str
    label: str  # of the standard: 1.属于国家秘密
    name: str  # short and its own: 不予公开·国家秘密
    group: str  # the merged labels before it
    find: tuple[str, ...]  # characters only, the longest first
    columns: tuple[Column, ...]
    block: str  # what stands above it: 第二十条第(一)项
    indicators: dict[str, str]  # column id → the declared indicator that the cell states
    part: str  # the row is a part of its indicator
    columns_as_parts: bool  # and so are its columns before the total


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One of the three tables."""

    number: int
    title: str
    anchors: tuple[str, ...]  # words of the header, characters only
    marks: tuple[str, ...]  # words that only this edition has
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Equation:
    """Two sums of cells that must be equal."""

    id: str
    table: int
    says: str
    subject: str  # the row or column it is about
    row: str  # code, "" for an equation of a column
    column: str  # id, "" for an equation of a row
    left: tuple[tuple[str, str], ...]  # row code, column id
    right: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Standard:
    """One edition of the format."""

    id: str
    document: str  # 国办公开办函〔2021〕30号
    first_year: int
    tables: tuple[Table, ...]
    equations: tuple[Equation, ...]

    def table(self, number: int) -> Table:
        """Return one of the three tables."""
        return self.tables[number - 1]

    @cached_property
    def size(self) -> int:
        """Return how many values a complete report has."""
        return sum(len(row.columns) for table in self.tables for row in table.rows)


@cache
def load_standards(folder: Path = FOLDER) -> dict[str, Standard]:
    """Return both editions by id, the one in force first."""
    return {edition: _standard(folder / f"{edition}.toml") for edition in EDITIONS}


@cache
def load_characters(folder: Path = FOLDER) -> Folding:
    """Return what turns traditional characters of the labels into simplified ones."""
    row = _read(folder / "characters.toml")
    return Folding(dict(zip(row["traditional"], row["simplified"], strict=True)))


def _read(file: Path) -> dict:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DeclarationError(f"{file}: TOML 格式有误：{error}。请按提示的行号改正。") from error


def _standard(file: Path) -> Standard:
    row = _read(file)
    tables = tuple(_table(table) for table in row["tables"])
    equations = tuple(e for rule in row["equations"] for e in _equations(rule, tables[rule["table"] - 1]))
    return Standard(row["id"], row["document"], row["first_year"], tables, equations)


def _table(row: dict) -> Table:
    rows = tuple(r for block in row["blocks"] for r in _rows(block))
    return Table(row["number"], row["title"], tuple(row["anchors"]), tuple(row["marks"]), rows)


def _rows(block: dict) -> list[Row]:
    columns = tuple(Column(**column) for column in block["columns"])
    return [
        Row(
            code=row["code"], label=row["label"], name=row["name"], group=row.get("group", ""),
            find=tuple(sorted((NOT_HAN.sub("", find) for find in row["find"]), key=len, reverse=True)),
            columns=columns, block=block["label"], indicators=row.get("indicators", {}),
            part=row.get("part", ""), columns_as_parts=row.get("columns_as_parts", False),
        )
        for row in block["rows"]
    ]  # fmt: skip


def _equations(rule: dict, table: Table) -> list[Equation]:
    if rule["each"] == "row":
        return [
            Equation(
                rule["id"].format(n=n, name=row.name), table.number, rule["says"], row.name, row.code, "",
                tuple((row.code, column) for column in rule["left"]),
                tuple((row.code, column) for column in rule["right"]),
            )
            for n, row in enumerate(table.rows, 1)
        ]  # fmt: skip
    return [
        Equation(
            rule["id"].format(n=n, name=column.label), table.number, rule["says"], column.label, "", column.id,
            tuple((row, column.id) for row in rule["left"]),
            tuple((row, column.id) for row in rule["right"]),
        )
        for n, column in enumerate(table.rows[0].columns, 1)
    ]  # fmt: skip
