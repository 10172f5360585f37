"""The child's side of ``core.reading.child``: take the limits, parse what comes in, answer in JSON."""

from __future__ import annotations

import importlib
import json
import os
import sys

from core.errors import DocumentError
from core.reading.document import Parsed

MEMORY_SPENT = 3  # exit status


def main(arguments: list[str]) -> None:
    """Parse standard input with the parser named first and write the answer to standard output."""
    parser, name, memory, seconds = arguments
    answer_to = os.dup(1)
    os.dup2(2, 1)  # what a library prints must not stand in the answer
    _limit(int(memory), float(seconds))
    try:
        answer = json.dumps(_answer(parser, name)).encode("ascii")
    except MemoryError:
        os._exit(MEMORY_SPENT)
    with open(answer_to, "wb") as out:
        out.write(answer)


def _answer(parser: str, name: str) -> dict[str, object]:
    module, function = parser.split(":")
    parse = getattr(importlib.import_module(module), function)
    try:
        parsed: Parsed = parse(sys.stdin.buffer.read(), name)
    except DocumentError as error:
        return {"refused": str(error)}
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  whatever a parser makes of a broken file; the parent words it and keeps the cause
        return {"failed": f"{type(error).__name__}: {error}"}
    tables = [[table.rows, table.spans, table.start, table.end] for table in parsed.tables]
    return {"text": parsed.text, "tables": tables, "notes": parsed.notes, "sheets": parsed.sheets}


def _limit(memory: int, seconds: float) -> None:
    if os.name != "posix":
        return  # the parent's clock is the only limit there
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "darwin":  # macOS refuses to limit address space
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
