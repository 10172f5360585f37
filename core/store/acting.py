"""Who acts, and from where: every change of the store names both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at work."""

    name: str = ""  # as signed in; "": whoever the change itself names
    via: str = "命令行"  # 页面 192.0.2.7, 表格, 命令行
    request: str = ""  # the id that stands in the log and on an error page


_ACTOR: ContextVar[Actor] = ContextVar("actor", default=Actor())  # noqa: B039  immutable


def actor_now() -> Actor:
    """Return who acts in this context: the command line unless somebody said otherwise."""
    return _ACTOR.get()


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Let what is done inside be done by ``actor``."""
    token = _ACTOR.set(actor)
    try:
        yield
    finally:
        _ACTOR.reset(token)
