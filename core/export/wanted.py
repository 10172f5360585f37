"""A file that is being made can be called off: what writes it asks before each exhibit whether it is still wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from core.errors import DuibiaoError

Each = TypeVar("Each")
CALLED_OFF = "已取消，文件没有生成。"
_WANTED: ContextVar[Callable[[], bool]] = ContextVar("wanted", default=lambda: True)


class CalledOff(DuibiaoError):
    """Nobody wants the file any more."""


@contextmanager
def while_wanted(wanted: Callable[[], bool]) -> Iterator[None]:
    """Let files that are made inside of this end as soon as they are not wanted."""
    before = _WANTED.set(wanted)
    try:
        yield
    finally:
        _WANTED.reset(before)


def while_wanted_each(parts: Iterable[Each]) -> Iterator[Each]:
    """Give one part after the other.

    Raises:
        CalledOff: the file is not wanted any more.
    """
    for part in parts:
        if not _WANTED.get()():
            raise CalledOff(CALLED_OFF)
        yield part
