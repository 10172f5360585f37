"""bench --reading: how long the reading of one report takes, part by part, and whether memory stays flat over many."""

from __future__ import annotations

import gc
import time
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from statistics import median

from core.commands.files import filed
from core.commands.tables import aligned
from core.declarations import load_indicators
from core.memory import resident_megabytes
from core.model import Document
from core.parsing.outline import find_sections
from core.parsing.quantities import find_quantities
from core.pipeline import read_facts
from core.store.filing import document_of

HEADS = ("报告", "字数", "读文件", "识数", "提纲", "归类", "整份 毫秒")


def measure_stages(files: list[Path], args: Namespace) -> dict[str, object]:
    """Print the medians of each part for each file, in milliseconds of the processor, and the memory before and after when asked; return them."""
    read_facts(_document(files[0], args), load_indicators())
    gc.collect()
    gc.freeze()  # as the server does once it is warm
    rows = [_measured(file, args) for file in files]
    print(aligned(HEADS, rows))
    whole = median(float(str(row[-1])) for row in rows)
    print(f"整份中位数 {whole:.2f} 毫秒")
    memory = _memory(files, args) if args.memory else {}
    return {"reading": [dict(zip(HEADS, row, strict=True)) for row in rows], "whole_ms": whole, **memory}


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
        started = time.process_time()
        act()
        taken.append((time.process_time() - started) * 1000)
    return median(taken)


def _memory(files: list[Path], args: Namespace) -> dict[str, object]:
    """Print and return the megabytes before and after many reports were read."""
    indicators = load_indicators()
    for n in range(2 * len(files)):
        read_facts(_document(files[n % len(files)], args), indicators)
    gc.collect()
    before = resident_megabytes()
    for n in range(args.memory):
        read_facts(_document(files[n % len(files)], args), indicators)
    gc.collect()
    after = resident_megabytes()
    print(f"内存 读 {args.memory} 份前 {before:.1f} MB，后 {after:.1f} MB，相差 {after - before:+.1f} MB")
    return {"memory_mb": [round(before, 1), round(after, 1)]}
