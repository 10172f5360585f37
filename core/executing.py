"""Act on many things, one after the other here or on many processors at once: any ``concurrent.futures.Executor``
serves. Answers come in the order of the things, few things are under way at a time, and what a process was at that
ended is done again: nothing is lost, and nothing is answered twice.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from typing import Generic, ParamSpec, TypeVar

from core.errors import DuibiaoError

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")
Given = ParamSpec("Given")
AHEAD = 4  # things that wait for each process, so that none is ever idle
MOST_AHEAD = 64  # on a cluster, whose workers come and go
SECONDS_TO_CONNECT = 60
NO_DASK = "在集群上读需要 Dask：用 python manage.py 带 --scheduler 启动会自动安装；集群的每台机器上也要有。"
NO_CLUSTER = "连不上 Dask 集群 {address}：请确认 dask scheduler 已启动，地址形如 tcp://主机:8786。"


@dataclass(frozen=True, slots=True)
class Means:
    """Where work is done.

    Attributes:
        start: makes an executor; asked again when one broke.
        at_once: things under way, which bounds the memory here.
        ended: how an executor says that a process ended over its work.
    """

    start: Callable[[], Executor]
    at_once: int = 1
    ended: tuple[type[BaseException], ...] = (BrokenExecutor,)


@dataclass(frozen=True, slots=True)
class Known(Generic[Answer]):
    """A thing whose answer is known without any work."""

    answer: Answer


class Here(Executor):
    """Do each piece of work at once, in this thread."""

    def submit(self, fn: Callable[Given, Answer], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Answer]:
        """Return what is done already."""
        done: Future[Answer] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  whoever asks for the result meets it
            done.set_exception(error)
        return done


HERE = Means(Here)


def processes(number: int | None = None) -> Means:
    """Return the means of so many processes of this machine, by default one for each processor: fresh interpreters on
    every system.
    """
    number = number or os.cpu_count() or 1
    return Means(lambda: ProcessPoolExecutor(number, get_context("spawn")), AHEAD * number)


def cluster(address: str) -> Means:
    """Return the means of a Dask cluster whose workers run this same program.

    Raises:
        DuibiaoError: Dask is not installed.
    """
    try:
        from distributed.scheduler import KilledWorker
    except ModuleNotFoundError as error:
        raise DuibiaoError(NO_DASK) from error
    return Means(lambda: _Cluster(address), MOST_AHEAD, (BrokenExecutor, KilledWorker))


class _Cluster(Executor):
    """A Dask cluster; what a worker was at that ended goes to another by itself."""

    def __init__(self, address: str) -> None:
        from distributed import Client

        try:
            self._client = Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise DuibiaoError(NO_CLUSTER.format(address=address)) from error
        self._executor = self._client.get_executor(pure=False)

    def submit(self, fn: Callable[Given, Answer], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Answer]:
        """Return what a worker will answer."""
        return self._executor.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; it goes on for others."""
        self._executor.shutdown(wait=wait)
        self._client.close()


def spread(
    act: Callable[[Thing], Answer],
    things: Iterable[Thing | Known[Answer]],
    means: Means,
    lost: Callable[[Thing], Answer],
) -> Iterator[Answer]:
    """Yield what ``act`` answers to each thing, in their order.

    Args:
        act: can be pickled, and does nothing but answer: it may be called twice for a thing.
        lost: the answer for a thing over which a process ended twice, the second time with nothing beside it.
    """
    coming, line = iter(things), deque[_Place[Thing, Answer]]()
    at_work = _AtWork(act, means, lost)
    try:
        while True:
            line.extend(map(at_work.begun, islice(coming, means.at_once - len(line))))
            if not line:
                return
            place = line.popleft()
            if place.has_ended(means):
                answer = at_work.alone(place)
                line = deque(at_work.begun(one.thing) if one.done_in_vain(means) else one for one in line)
            else:
                answer = place.future.result()
            yield answer
    finally:
        at_work.end()


@dataclass(frozen=True, slots=True)
class _Place(Generic[Thing, Answer]):
    """A thing that was handed over."""

    thing: Thing | Known[Answer]
    future: Future[Answer]

    def has_ended(self, means: Means) -> bool:
        """Wait, and return whether a process ended over it."""
        return isinstance(self.future.exception(), means.ended)

    def done_in_vain(self, means: Means) -> bool:
        """Return, without waiting, whether a process ended over it."""
        return self.future.cancelled() or self.future.done() and self.has_ended(means)


class _AtWork(Generic[Thing, Answer]):
    """The executor that is there now, made when the first thing needs it."""

    def __init__(self, act: Callable[[Thing], Answer], means: Means, lost: Callable[[Thing], Answer]) -> None:
        self.act, self.means, self.lost = act, means, lost
        self._executor: Executor | None = None

    def begun(self, thing: Thing | Known[Answer]) -> _Place[Thing, Answer]:
        """Hand a thing over."""
        if isinstance(thing, Known):
            return _Place(thing, _settled(answer=thing.answer))
        self._executor = self._executor or self.means.start()
        try:
            return _Place(thing, self._executor.submit(self.act, thing))
        except self.means.ended as error:
            failed: Future[Answer] = Future()
            failed.set_exception(error)
            return _Place(thing, failed)

    def alone(self, place: _Place[Thing, Answer]) -> Answer:
        """Do a thing with a fresh executor and nothing beside it: what ends a process now is this thing."""
        if isinstance(place.thing, Known):
            return place.thing.answer
        self.end()
        again = self.begun(place.thing)
        if not again.has_ended(self.means):
            return again.future.result()
        self.end()
        return self.lost(place.thing)

    def end(self) -> None:
        """Give the executor up."""
        if self._executor:
            self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = None


def _settled(answer: Answer) -> Future[Answer]:
    done: Future[Answer] = Future()
    done.set_result(answer)
    return done
