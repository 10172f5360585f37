"""extract: every number of the files, every cell of their disclosure tables and every check, one JSON object a line."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import PurePath
from typing import Any

from core.commands.cells import table_records
from core.commands.files import Sent, chosen_by, means_arguments, spread_files
from core.commands.numbers import json_number
from core.declarations import load_indicators, load_places
from core.model import Document, Fact, SectionKind
from core.pipeline import read_facts
from core.reading import RawDocument, read_bytes
from core.store.filing import document_of, propose

HELP = "读出文件里的每个数字，一行一个 JSON 对象"


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("files", nargs="+", metavar="文件", help="报告文件，可以多个")
    parser.add_argument("--format", choices=("jsonl",), default="jsonl", metavar="格式", help="jsonl（默认）")
    parser.add_argument("--year", type=int, metavar="年份", help="报告年份；不写则从文件里找")
    parser.add_argument("--place", metavar="地区", help="地区编号或名称；不写则从文件里找")
    means_arguments(parser)


def run(args: Namespace) -> int:
    """Write the facts of every readable file to stdout."""
    return spread_files(args, partial(_extracted, chosen_by(args)), print)


def fact_record(fact: Fact, document: Document) -> dict[str, object]:
    """Return a fact as the object that is written: offsets into the text of the file, value in base units.

    ``scope`` is the area that the number covers where it is not the document's own: 大厅, or one of the ``place``s that a
    bulletin speaks of.
    """
    quantity = fact.quantity
    elsewhere = load_places()[fact.place].name if fact.place else ""
    return {
        "report": fact.document, "start": quantity.start, "end": quantity.end,
        "value": json_number(quantity.value), "unit": quantity.unit, "bound": str(quantity.bound),
        "role": str(fact.role), "status": str(quantity.status), "period": fact.period.code,
        "indicator": fact.indicator, "text": document.raw[quantity.start : quantity.end],
        "noun": fact.noun, "part": fact.part, "scope": fact.scope or elsewhere, "place": fact.place,
        "whose": fact.whose, "base": fact.base, "suggestions": [one._asdict() for one in fact.suggestions if not one.trial],
        "on_trial": [one._asdict() for one in fact.suggestions if one.trial],
    }  # fmt: skip


def _extracted(chosen: dict[str, Any], file: Sent) -> str:
    """Return the facts of a file, a line each."""
    raw = read_bytes(file.data, file.name)
    document = document_of(PurePath(file.name).stem, propose(raw, load_places(), **chosen), raw.raw)
    facts = [fact for fact in read_facts(document, load_indicators()).facts if fact.kind is not SectionKind.TABLE]
    records = (*(fact_record(fact, document) for fact in facts), *table_records(document, raw))
    for record in records:
        _locate(record, raw)
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records)


def _locate(record: dict[str, object], raw: RawDocument) -> None:
    """Turn offsets into the text that was read into those of the file's own text."""
    for name in ("start", "end"):
        if isinstance(offset := record.get(name), int) and offset >= 0:
            record[name] = raw.in_file(offset)
