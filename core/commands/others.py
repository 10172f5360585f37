"""bench --others: how long reading takes beside programs that find less, on the same texts in the same run; they are
installed into an environment of their own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from core.commands import timed_others
from core.commands.beside import milliseconds_here
from core.declarations import DATA
from core.errors import DuibiaoError

HEADS = ("程序", "找什么", "毫秒", "本程序 毫秒", "比值", "读不了的行")
ENVIRONMENT = DATA.parent / ".venv-bench"
REQUIREMENTS = DATA.parent / "requirements-bench.txt"
FINDS = {"JioNLP": "时间与金额", "Recognizers-Text": "数、百分数、带单位的数与时间"}
NOT_MADE = "其他程序没有装成（需要联网），原因见上。"
Row = tuple[str, str, float, float, float, int]


def measure_others(files: Sequence[Path], year: int | None, rounds: int) -> list[Row]:
    """Return, for each other program, the processor's milliseconds that it and all of our reading take for the texts, and
    how many times as long it takes; of several rounds the shortest counts. Lines that it breaks off at are counted.

    Raises:
        DuibiaoError: the other programs cannot be installed, or fail.
    """
    python = environment()
    own = milliseconds_here(files, year, rounds)
    command = [str(python), "-P", timed_others.__file__, str(rounds), *(str(file.resolve()) for file in files)]
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"})
    if done.returncode:
        raise DuibiaoError("其他程序没有测成，原因见上。")
    taken: dict[str, tuple[float, int]] = json.loads(done.stdout.splitlines()[-1])
    return [
        (name, FINDS[name], round(ms, 1), round(own, 1), round(ms / own, 2), failed)
        for name, (ms, failed) in taken.items()
    ]


def environment() -> Path:
    """Return the Python of the environment of the other programs, made where it is not there or lacks some of them.

    Raises:
        DuibiaoError: it cannot be made: there is no network.
    """
    python = ENVIRONMENT / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    done, wanted = ENVIRONMENT / "installed", REQUIREMENTS.read_text("utf-8")
    if not done.exists() or done.read_text("utf-8") != wanted:
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)])
        asked = [str(python), "-m", "pip", "install", "--quiet", "--requirement", str(REQUIREMENTS)]
        if made.returncode or subprocess.run(asked).returncode:
            raise DuibiaoError(NOT_MADE)
        done.write_text(wanted, "utf-8")
    return python
