"""bench: how long the reading of one report takes, part by part, whether memory stays flat, and what a change to the
reader gained, lost and altered."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from statistics import median

from core.commands.beside import HEADS as HEADS_BESIDE
from core.commands.beside import beside
from core.commands.files import filed
from core.commands.growth import measure_growth
from core.commands.others import HEADS as OTHERS
from core.commands.others import measure_others
from core.commands.readings import compare_readings
from core.commands.tables import aligned
from core.declarations import DATA, load_indicators
from core.errors import DuibiaoError
from core.memory import resident_megabytes
from core.model import Document
from core.parsing.outline import find_sections
from core.parsing.quantities import find_quantities
from core.pipeline import read_facts
from core.store.filing import document_of

HELP = "测量读一份报告的时间（热态中位数）与内存；--readings 看读数有什么变化"
HEADS = ("报告", "字数", "读文件", "识数", "提纲", "归类", "整份 毫秒")


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("files", nargs="*", metavar="文件", help="报告文件；不写则用随程序附带的摘编")
    parser.add_argument("--rounds", type=int, default=20, metavar="次数", help="每份读多少次（默认 20）")
    parser.add_argument("--memory", type=int, default=0, metavar="份数", help="连续读这么多份，比较前后内存")
    parser.add_argument("--year", type=int, metavar="年份", help="报告年份；不写则从文件里找")
    parser.add_argument(
        "--readings", action="store_true", help="不测时间：列出读数的得、失、改；不写文件则与随程序的读数账相比"
    )
    parser.add_argument("--update", action="store_true", help="（--readings）更新随程序的读数账")
    parser.add_argument(
        "--pages",
        action="store_true",
        help="测各页：一次点击、加入、会话的开销，与最简 Streamlit 应用在同一次运行中相比",
    )
    parser.add_argument("--crowd", type=int, default=20, metavar="人数", help="（--pages）同时在看的人数（默认 20）")
    parser.add_argument(
        "--growth", type=int, nargs="+", default=[], metavar="行数", help="测库扩充到这么多行时各页的首答和换选"
    )
    parser.add_argument(
        "--others", action="store_true", help="与 JioNLP、Recognizers-Text 同场比（装在 .venv-bench，第一次要联网）"
    )
    parser.add_argument("--beside", type=Path, metavar="目录", help="与本项目的另一版本（目录）同场比读的时间")
    parser.add_argument("--json", type=Path, metavar="文件", help="测得的数另存为 JSON（--pages 的比值也在内）")
    parser.add_argument("--save", type=Path, metavar="账", help="（--readings）把这些文件的读数存成 CSV")
    parser.add_argument("--against", type=Path, metavar="账", help="（--readings）与以前存下的账相比")


def run(args: Namespace) -> int:
    """Print the medians, and the memory before and after when asked; or how readings changed."""
    if args.readings:
        return compare_readings(args)
    if args.growth:
        _written(args.json, {"growth": measure_growth(args.growth)})
        return 0
    files = [Path(name) for name in args.files] or sorted((DATA / "reports").glob("*.txt"))
    if not files:
        raise DuibiaoError("没有可测的报告，请给出文件。")
    if args.others:
        others = measure_others(files, args.year, args.rounds)
        print(aligned(OTHERS, others))
        _written(args.json, {"others": [dict(zip(OTHERS, row, strict=True)) for row in others]})
        return 0
    if args.beside:
        print(aligned(HEADS_BESIDE, beside(args.beside, files, args.year, args.rounds)))
        return 0
    read_facts(_document(files[0], args), load_indicators())
    gc.collect()
    gc.freeze()  # as the server does once it is warm
    rows = [_measured(file, args) for file in files]
    print(aligned(HEADS, rows))
    whole = median(float(str(row[-1])) for row in rows)
    print(f"整份中位数 {whole:.2f} 毫秒")
    pages = _pages(args.crowd) if args.pages else {}
    reading = [dict(zip(HEADS, row, strict=True)) for row in rows]
    _written(args.json, {"reading": reading, "whole_ms": whole, "pages": pages})
    if args.memory:
        print(_memory(files, args))
    return 0


def _written(file: Path | None, figures: dict[str, object]) -> None:
    if file:
        file.write_text(json.dumps(figures, ensure_ascii=False, indent=1), "utf-8")


def _pages(crowd: int) -> dict[str, dict[str, float]]:
    """Print what the pages cost beside the bare app, and return it: name → ours, bare, ratio."""
    command = [sys.executable, "-P", "-m", "server.measuring", "--json", "--crowd", str(crowd)]
    done = subprocess.run(command, cwd=DATA.parent, stdout=subprocess.PIPE, encoding="utf-8")
    if done.returncode:
        raise DuibiaoError("各页没有测成，原因见上。")
    figures = json.loads(done.stdout)
    print(
        aligned(("量的是什么", "本应用", "最简应用", "比值"), [(name, *row.values()) for name, row in figures.items()])
    )
    return figures


def _measured(file: Path, args: Namespace) -> tuple[object, ...]:
    indicators = load_indicators()
    document = _document(file, args)
    read = _milliseconds(lambda: _document(file, args), args.rounds)
    lex = _milliseconds(lambda: find_quantities(document.text), args.rounds)
    outline = _milliseconds(lambda: find_sections(document.text, document.year), args.rounds)
    facts = _milliseconds(lambda: read_facts(document, indicators), args.rounds)
    whole = _milliseconds(lambda: read_facts(_document(file, args), indicators), args.rounds)
    return (file.stem, len(document.raw), *(f"{ms:.2f}" for ms in (read, lex, outline, facts - lex - outline, whole)))


def _document(file: Path, args: Namespace) -> Document:
    raw, filing = filed(file, args)
    return document_of(file.stem, filing, raw.raw)


def _milliseconds(act: Callable[[], object], rounds: int) -> float:
    act()
    taken = []
    for _ in range(max(1, rounds)):
        started = time.perf_counter()
        act()
        taken.append((time.perf_counter() - started) * 1000)
    return median(taken)


def _memory(files: list[Path], args: Namespace) -> str:
    indicators = load_indicators()
    for n in range(2 * len(files)):
        read_facts(_document(files[n % len(files)], args), indicators)
    gc.collect()
    before = resident_megabytes()
    for n in range(args.memory):
        read_facts(_document(files[n % len(files)], args), indicators)
    gc.collect()
    after = resident_megabytes()
    return f"内存 读 {args.memory} 份前 {before:.1f} MB，后 {after:.1f} MB，相差 {after - before:+.1f} MB"
