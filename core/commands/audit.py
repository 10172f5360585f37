"""audit: what the files say about their own numbers, one object or one line a relation."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from core.analysis.drafts import absent_from, check_draft
from core.audit import Relation, find_relations
from core.audit.interval import Interval
from core.audit.words import KINDS, VERDICTS
from core.commands.files import filed, for_each_file
from core.commands.numbers import json_number
from core.commands.tables import aligned
from core.declarations import load_indicators, load_places
from core.errors import StoreError
from core.export.draft import draft_docx
from core.library import open_library
from core.model import Document
from core.pipeline import read_facts
from core.store.filing import document_of

HELP = "核对文件里的数字：分项之和、占比、前后变化、措辞等，通过的也列出；--draft 为发布前自检"
HEADS = ("结论", "关系", "位置", "说明")
PRECISION = Decimal("0.0001")


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("files", nargs="+", metavar="文件", help="报告文件，可以多个")
    parser.add_argument(
        "--format", choices=("table", "jsonl"), default="table", metavar="格式", help="table（默认）或 jsonl"
    )
    parser.add_argument(
        "--draft", action="store_true", help="写前自检：只列要改的，给出写法，以及同类报告写了、这份没有写的；不入库"
    )
    parser.add_argument("--word", metavar="文件.docx", help="写前自检的结果另存为带批注的 Word（只能检查一个文件）")
    parser.add_argument("--year", type=int, metavar="年份", help="报告年份；不写则从文件里找")
    parser.add_argument("--place", metavar="地区", help="地区编号或名称；不写则从文件里找")


def run(args: Namespace) -> int:
    """Write the relations of every readable file to stdout."""
    if args.word and len(args.files) > 1:
        raise StoreError("--word 一次只能检查一个文件，请分开运行。")
    check = _check_draft if args.draft or args.word else _audit
    return for_each_file(args.files, lambda file: check(file, args))


def relation_record(relation: Relation) -> dict[str, object]:
    """Return a relation as the object that is written: offsets into the text of the file, values in base units."""
    return {
        "report": relation.report,
        "kind": str(relation.kind),
        "verdict": str(relation.verdict),
        "computed": _number(relation.computed),
        "stated": _number(relation.stated),
        "sides": [{"start": side.start, "end": side.end, "text": side.text} for side in relation.sides],
        "words": relation.words,
    }


def _number(interval: Interval | None) -> int | float | None:
    return None if interval is None else json_number(interval.value.quantize(PRECISION, ROUND_HALF_UP))


def _audit(file: Path, args: Namespace) -> None:
    raw, filing = filed(file, args)
    document = document_of(file.stem, filing, raw.raw)
    indicators = load_indicators()
    relations = find_relations(document, read_facts(document, indicators), indicators)
    if args.format == "jsonl":
        for relation in relations:
            print(json.dumps(relation_record(relation), ensure_ascii=False))
    else:
        print(_table(document, relations))


def _check_draft(file: Path, args: Namespace) -> None:
    raw, filing = filed(file, args)
    document = document_of(file.stem, filing, raw.raw)
    indicators = load_indicators()
    draft = check_draft(document, indicators, load_places())
    library = open_library()
    absent = absent_from(draft.stated, filing.kind, library.facts(), library.reports, indicators)
    if args.word:
        Path(args.word).write_bytes(draft_docx(draft, absent))
    if args.format == "jsonl":
        for record in [*map(asdict, draft.remarks), *map(asdict, absent)]:
            print(json.dumps(record, ensure_ascii=False))
        return
    print(f"{document.id}：读出 {draft.figures} 个数字，{draft.passed} 处关系相符，{len(draft.remarks)} 处要看")
    if draft.remarks:
        print(aligned(("类别", "问题", "写法"), [(r.kind, r.words, r.instead) for r in draft.remarks]))
    if absent:
        print(aligned(("同类报告写了、这份没有写的", "地区数"), [(one.name, one.bodies) for one in absent]))


def _table(document: Document, relations: list[Relation]) -> str:
    rows = [
        (VERDICTS[r.verdict], KINDS[r.kind], f"{min(s.start for s in r.sides)}–{max(s.end for s in r.sides)}", r.words)
        for r in relations
    ]
    counted = [
        f"{word} {n}" for verdict, word in VERDICTS.items() if (n := sum(r.verdict is verdict for r in relations))
    ]
    head = f"{document.id}：{'，'.join(counted) or '没有可以核对的关系'}"
    return f"{head}\n{aligned(HEADS, rows)}" if rows else head
