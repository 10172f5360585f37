"""The condition that a column is one of many values, handed over as one parameter: PostgreSQL takes 65 000 at most."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, String, literal, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class Listed(FunctionElement[str]):
    """The members of a JSON array of words, a row each, in the column ``value``."""

    inherit_cache = True


@compiles(Listed, "sqlite")
def _on_sqlite(listed: Listed, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401  as the compiler gives
    return f"json_each({compiler.process(listed.clauses, **options)})"


@compiles(Listed, "postgresql")
def _on_postgresql(listed: Listed, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return f"json_array_elements_text(CAST({compiler.process(listed.clauses, **options)} AS json))"


def among(column: ColumnElement[str], values: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that ``column`` is one of these, however many."""
    listed = Listed(literal(json.dumps([*values]), String)).table_valued("value")
    return column.in_(select(listed.c.value))
