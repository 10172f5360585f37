"""The pool: a queue of jobs, a few worker processes, each job bounded; a job that is cancelled, or too slow, or too
large ends with its process, and a fresh one takes the next.

A worker is started as a fresh interpreter and not through ``multiprocessing``, whose spawn would run ``__main__``
again, which inside a Streamlit server is the application itself.
"""

from __future__ import annotations

import json
import logging
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache

from core.apart.limits import SPENT, Limits
from core.apart.tasks import READING, WRITING, Task
from core.errors import DocumentError, DuibiaoError
from core.reading.recognising import SECONDS, can_recognise
from core.store import ADDRESS
from core.store.acting import Actor, actor_now

BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from core.apart.worker import main; main()"
WORKERS = 2
LIMITS = Limits()
MOST_WAITING = 40
IDLE_SECONDS = 120.0  # then a worker without work ends and gives its memory back
SECONDS_TO_START = 60.0

CROWDED = "现在排队等候读取的文件太多，请过一会儿再试。"
CANCELLED = "已取消，什么都没有改动。"
CANCELLED_LATE = "已取消。"
TOO_SLOW = "{seconds:g} 秒内没有处理完，已停止。请检查内容是不是一份报告；太长的请分开导入。"
TOO_LARGE = "处理时占用过多内存或时间，已停止。请检查内容是不是一份报告；太长的请分开导入。"
ENDED = "处理中途意外停止：可能占用过多内存，也可能是进程被系统结束。"
BROKEN = "处理时出错，什么都没有改动。原因已记入日志。"
PERHAPS = "停下之前可能已经写入：变更记录里有这一条就是写入了，没有就什么都没有改动，请再做一次。"

log = logging.getLogger(__name__)


class Job:
    """One piece of work: waiting, under way, or over."""

    def __init__(self, task: Task, arguments: tuple, actor: Actor) -> None:
        self.task, self.arguments, self.actor = task, arguments, actor
        self.database = os.environ.get(ADDRESS, "")
        self.begun = False
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._answer: object = None
        self._error: DuibiaoError | None = None
        self._stop: Callable[[], None] | None = None

    def wait(self, seconds: float) -> bool:
        """Return whether the job is over, at the latest after so many seconds."""
        return self._over.wait(seconds)

    def result(self) -> object:
        """Return what the task gave; wait for it.

        Raises:
            DuibiaoError: it was refused, cancelled, too slow or too large; the sentence says which.
        """
        self._over.wait()
        if self._error is not None:
            raise self._error
        return self._answer

    def cancel(self) -> None:
        """End the job; nothing happens to one that is over."""
        self.stop(CANCELLED_LATE if self._may_have_written else CANCELLED)

    def stop(self, words: str) -> None:
        """End the job, and the process that is at it; nothing happens to one that is over."""
        if self.interrupt(words) and self._stop:
            self._stop()

    def interrupt(self, words: str) -> bool:
        """Settle a job of which nobody knows how far it came, and return whether this was the first word on it."""
        return self.end(error=DocumentError(words + PERHAPS if self._may_have_written else words))

    @property
    def _may_have_written(self) -> bool:
        return self.begun and self.task in WRITING

    def end(self, answer: object = None, error: DuibiaoError | None = None) -> bool:
        """Settle the job with an answer or an error and return whether this was the first word on it."""
        with self._lock:
            if self._over.is_set():
                return False
            self._answer, self._error, self.arguments = answer, error, ()
            self._over.set()
            return True

    def begin(self, stop: Callable[[], None]) -> bool:
        """Note how the work can be stopped, and return whether it is still wanted."""
        with self._lock:
            self.begun, self._stop = True, stop
            return not self._over.is_set()


class Pool:
    """A few workers and one queue for all who use the server."""

    def __init__(self, workers: int = WORKERS, limits: Limits = LIMITS, idle: float = IDLE_SECONDS) -> None:
        self.limits, self.idle, self.most = limits, idle, workers
        self._jobs: queue.Queue[Job] = queue.Queue()
        self._lock = threading.Lock()
        self._threads = 0
        self._free = 0

    def submit(self, task: Task, *arguments: object, actor: Actor | None = None) -> Job:
        """Put work into the queue.

        Raises:
            DuibiaoError: too many are waiting.
        """
        if self._jobs.qsize() >= MOST_WAITING:
            raise DuibiaoError(CROWDED)
        job = Job(task, arguments, actor or actor_now())
        with self._lock:
            self._jobs.put(job)
            more = self._free < self._jobs.qsize() and self._threads < self.most
            self._threads += more
        if more:
            threading.Thread(target=self._serve, name="apart", daemon=True).start()
        return job

    def ahead_of(self, job: Job) -> int:
        """Return how many jobs wait before this one."""
        with self._jobs.mutex:
            waiting = [other for other in self._jobs.queue if not other.wait(0)]
        return waiting.index(job) if job in waiting else 0

    def _serve(self) -> None:
        """Do one job after the other with one worker, until there has been none for a while."""
        worker: _Worker | None = None
        while (job := self._next()) is not None:
            try:
                if not job.wait(0):
                    worker = worker if worker and worker.alive() else _Worker()
                    worker.do(job, self._limits(job.task))
            finally:
                job.end(error=DuibiaoError(BROKEN))  # no word on it yet: no process could be started
        if worker:
            worker.kill()

    def _limits(self, task: Task) -> Limits:
        """Return how much a job may take: reading may wait for a child that recognises pages, where one can."""
        patient = self.limits is LIMITS and task in READING and can_recognise()
        return replace(self.limits, seconds=SECONDS) if patient else self.limits

    def _next(self) -> Job | None:
        """Return the next job; None when this thread has waited long enough, and counts no more."""
        with self._lock:
            self._free += 1
        with suppress(queue.Empty):
            return self._taken(self._jobs.get(timeout=self.idle))
        with self._lock:
            job = None if self._jobs.empty() else self._jobs.get_nowait()
            self._free -= 1
            self._threads -= job is None
            return job

    def _taken(self, job: Job) -> Job:
        with self._lock:
            self._free -= 1
        return job


class _Worker:
    """One process; what it has done can be followed by more, what it is stopped in cannot."""

    def __init__(self) -> None:
        path = json.dumps([os.path.abspath(entry) for entry in sys.path])
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-c", BOOT, path],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("a worker is asked and answers through pipes")
        self._asked, self._answered = self.process.stdin, self.process.stdout
        clock = threading.Timer(SECONDS_TO_START, self.kill)
        clock.start()
        with suppress(EOFError, pickle.UnpicklingError, OSError):  # it died: ``alive`` tells
            pickle.load(self._answered)
        clock.cancel()

    def alive(self) -> bool:
        """Return whether it can take work."""
        return self.process.poll() is None

    def do(self, job: Job, limits: Limits) -> None:
        """Do one job; the job is over when this returns."""
        if not job.begin(self.kill):
            return
        clock = threading.Timer(limits.seconds, job.stop, args=(TOO_SLOW.format(seconds=limits.seconds),))
        clock.daemon = True
        clock.start()
        try:
            asked = (job.task, limits, job.actor, job.database, job.arguments)
            pickle.dump(asked, self._asked, pickle.HIGHEST_PROTOCOL)
            self._asked.flush()
            kind, answer, lines = pickle.load(self._answered)
        except (EOFError, pickle.PickleError, OSError):
            kind, answer, lines = "gone", self.process.wait(), []
        finally:
            clock.cancel()
        for line in lines:
            log.info("%s", line)
        _settle(job, kind, answer)

    def kill(self) -> None:
        """End the process and whatever it has started."""
        if os.name == "posix":
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()


def _settle(job: Job, kind: str, answer: object) -> None:
    if kind == "done":
        job.end(answer)
    elif kind == "refused":
        log.info("%s refused: %s who=%s request=%s", job.task.name, answer, job.actor.name, job.actor.request)
        job.end(error=DuibiaoError(str(answer)))
    elif kind == "failed":
        log.error("%s: %s", job.task.name, answer)
        job.end(error=DuibiaoError(BROKEN))
    else:
        log.warning("%s: worker ended with %s", job.task.name, answer)
        job.interrupt(TOO_LARGE if answer in SPENT else ENDED)


@cache
def shared_pool() -> Pool:
    """Return the pool of this process in which files are read."""
    return Pool()


@cache
def writing_pool() -> Pool:
    """Return the pool of this process for what somebody waits for who has corrected a number: no file is before it."""
    return Pool(workers=1)
