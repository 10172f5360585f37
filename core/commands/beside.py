"""bench --beside: how long reading takes here and in another tree of this project, in one run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from subprocess import DEVNULL

from core.commands import timed
from core.declarations import DATA
from core.errors import DuibiaoError

HEADS = ("报告", "另一版本 毫秒", "本版本 毫秒", "比值")
Row = tuple[str, float, float, float]


def beside(tree: Path, files: Sequence[Path], year: int | None, rounds: int) -> list[Row]:
    """Return for each text, and for all of them, the processor's milliseconds there and here, and how many times as long.

    Both read in turn, each in a process of its own; of several rounds the shortest counts.

    Raises:
        DuibiaoError: ``tree`` is no tree of this project, or cannot read the texts.
    """
    readers = [_reader(root, files, year) for root in (tree.resolve(), DATA.parent)]
    try:
        rounds_taken = [[_asked(reader) for reader in readers] for _ in range(max(1, rounds) + 1)][
            1:
        ]  # the first warms up
    finally:
        for reader in readers:
            reader.communicate()
    there, here = ([1000 * min(times) for times in zip(*(one[k] for one in rounds_taken), strict=True)] for k in (0, 1))
    names = [*(file.stem for file in files), "合计"]
    pairs = zip(names, [*there, sum(there)], [*here, sum(here)], strict=True)
    return [(name, round(a, 2), round(b, 2), round(b / a, 2)) for name, a, b in pairs]


def milliseconds_here(files: Sequence[Path], year: int | None, rounds: int) -> float:
    """Return the processor's milliseconds that reading all the texts takes here, in a process of its own, at its quickest."""
    reader = _reader(DATA.parent, files, year)
    try:
        times = [_asked(reader) for _ in range(max(1, rounds) + 1)][1:]  # the first warms up
    finally:
        reader.communicate()
    return sum(1000 * min(text) for text in zip(*times, strict=True))


def _reader(root: Path, files: Sequence[Path], year: int | None) -> subprocess.Popen[str]:
    command = [sys.executable, "-P", timed.__file__, str(year or ""), *(str(file.resolve()) for file in files)]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, cwd=root, env=environment, stdin=pipe, stdout=pipe, stderr=DEVNULL, encoding="utf-8"
    )


def _asked(reader: subprocess.Popen[str]) -> list[float]:
    if reader.stdin is None or reader.stdout is None:
        raise DuibiaoError("读不到另一版本的输出。")
    try:
        reader.stdin.write("\n")
        reader.stdin.flush()
        return json.loads(reader.stdout.readline())
    except (BrokenPipeError, json.JSONDecodeError) as error:
        raise DuibiaoError("另一版本没有测成，请确认 --beside 给的是本项目的目录，且能读这些报告。") from error
