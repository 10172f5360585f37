"""extract: every number of the files as one JSON object a line."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from decimal import Decimal
from pathlib import Path

from core.commands.files import filed, for_each_file
from core.declarations import load_indicators
from core.model import Document, Fact
from core.pipeline import read_facts
from core.store.filing import document_of

HELP = "读出文件里的每个数字，一行一个 JSON 对象"


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("files", nargs="+", metavar="文件", help="报告文件，可以多个")
    parser.add_argument("--format", choices=("jsonl",), default="jsonl", metavar="格式", help="jsonl（默认）")
    parser.add_argument("--year", type=int, metavar="年份", help="报告年份；不写则从文件里找")
    parser.add_argument("--place", metavar="地区", help="地区编号或名称；不写则从文件里找")


def run(args: Namespace) -> int:
    """Write the facts of every readable file to stdout."""
    return for_each_file(args.files, lambda file: _extract(file, args))


def fact_record(fact: Fact, document: Document) -> dict[str, str | int | float | None]:
    """Return a fact as the object that is written: offsets into the text of the file, value in base units."""
    quantity = fact.quantity
    return {
        "report": fact.document, "start": quantity.start, "end": quantity.end,
        "value": json_number(quantity.value), "unit": quantity.unit, "bound": str(quantity.bound),
        "role": str(fact.role), "status": str(quantity.status), "period": fact.period.code,
        "indicator": fact.indicator, "text": document.raw[quantity.start : quantity.end],
        "noun": fact.noun, "part": fact.part, "scope": fact.scope,
    }  # fmt: skip


def json_number(value: Decimal | None) -> int | float | None:
    """Return a number that JSON writes as people do: 3480000, 98.34.

    >>> json_number(Decimal("348E4")), json_number(Decimal("98.340")), json_number(None)
    (3480000, 98.34, None)
    """
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _extract(file: Path, args: Namespace) -> None:
    raw, filing = filed(file, args)
    document = document_of(file.stem, filing, raw.raw)
    for fact in read_facts(document, load_indicators()).facts:
        print(json.dumps(fact_record(fact, document), ensure_ascii=False))
