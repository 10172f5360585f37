"""The worker's side: take a task, do it within the limits, answer; again and again until the pool hangs up.

Messages are pickled: both ends are this program. Files of unknown makers are parsed by a further process
(``core.reading.child``), which answers in JSON.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import sys
from typing import BinaryIO

from core.apart.limits import TOO_MUCH, Limits, take
from core.apart.tasks import TASKS, Task
from core.errors import DuibiaoError
from core.store import ADDRESS
from core.store.acting import Actor, acting


def main() -> None:
    """Serve the pool over standard input and output."""
    incoming = sys.stdin.buffer
    outgoing = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand between the answers
    lines = _Lines()
    logging.getLogger("core").addHandler(lines)
    logging.getLogger("core").setLevel(logging.INFO)
    _send(outgoing, ("ready", None))
    while (asked := _next(incoming)) is not None:
        task, limits, actor, database, arguments = asked
        os.environ[ADDRESS] = database
        take(limits)
        try:
            answer = _done(task, actor, arguments)
        except MemoryError:
            os._exit(TOO_MUCH)
        _send(outgoing, (*answer, lines.taken()))
        del asked, arguments, answer
        gc.collect()


class _Lines(logging.Handler):
    """What is logged while a task is done; the pool writes it into the one log of the server."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    def taken(self) -> list[str]:
        """Return the lines since this was asked last."""
        lines, self.lines = self.lines, []
        return lines


def _next(incoming: BinaryIO) -> tuple[Task, Limits, Actor, str, tuple] | None:
    try:
        return pickle.load(incoming)
    except EOFError:
        return None


def _done(task: Task, actor: Actor, arguments: tuple) -> tuple[str, object]:
    try:
        with acting(actor):
            return "done", TASKS[task](*arguments)
    except DuibiaoError as error:
        return "refused", str(error)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  the pool words it and logs the cause
        import traceback

        return "failed", f"{type(error).__name__}: {error}\n{traceback.format_exc()}"


def _send(outgoing: BinaryIO, answer: tuple[object, ...]) -> None:
    pickle.dump(answer, outgoing, protocol=pickle.HIGHEST_PROTOCOL)
    outgoing.flush()


if __name__ == "__main__":
    main()
