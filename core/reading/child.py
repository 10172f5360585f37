"""Parse a file that others made in a child process with limits, so that a hostile or broken one cannot take the
server along.

The child is started as a fresh interpreter and not through ``multiprocessing``: its spawn would run ``__main__``
again in
the child, which inside a Streamlit server is the application itself.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Any

from core.errors import DocumentError
from core.reading.document import Parsed, RawTable, refusal

BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from core.reading.child_main import main; main(sys.argv[2:])"
REMEDY = "请用 Word、WPS 或 PDF 阅读器打开，把正文另存为 txt 后再导入"
RESAVE = "请用 Word 或 WPS 打开后另存，或重新下载"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use. ``memory`` is address space in bytes and acts on POSIX only."""

    seconds: float = 30.0
    memory: int = 1 << 30


_PLACES = threading.BoundedSemaphore(2)  # children at a time: many uploads at once must not add up


def parse_apart(parser: str, data: bytes, name: str, limits: Limits = Limits()) -> Parsed:
    """Run ``parser`` ("module:function", taking bytes and name, giving ``Parsed``) on ``data`` in a child process.

    Raises:
        DocumentError: the parser's own, or that the file is broken, too slow or too large to parse.
    """
    with _PLACES:
        try:
            done = subprocess.run(
                _command(parser, name, limits), input=data, capture_output=True, timeout=limits.seconds, check=False,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise refusal(name, f"{limits.seconds:g} 秒内没有读完，已停止", REMEDY) from error
    return _answer(done, name)


def _command(parser: str, name: str, limits: Limits) -> list[str]:
    path = json.dumps([os.path.abspath(entry) for entry in sys.path])
    return [sys.executable, "-I", "-X", "utf8", "-c", BOOT, path, parser, name, str(limits.memory), str(limits.seconds)]


def _answer(done: subprocess.CompletedProcess[bytes], name: str) -> Parsed:
    if done.returncode != 0:
        cause = RuntimeError(f"child ended with {done.returncode}: {done.stderr.decode('utf-8', 'replace')[-2000:]}")
        raise refusal(name, "文件解析时占用过多内存或意外中断，已停止", REMEDY) from cause
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise DocumentError(answer["refused"])
    if "failed" in answer:
        raise refusal(name, "文件已损坏或格式不规范，打不开", RESAVE) from RuntimeError(answer["failed"])
    tables = tuple(RawTable(*_tuples(table)) for table in answer["tables"])
    return Parsed(answer["text"], tables, tuple(answer["notes"]), answer["sheets"])


def _tuples(value: list[Any]) -> tuple[Any, ...]:
    return tuple(_tuples(item) if isinstance(item, list) else item for item in value)
