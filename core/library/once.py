"""Answers that are made once, however many ask at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial, wraps
from threading import RLock
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class _Kept(Generic[Answer]):
    """An answer, or the place where those wait who asked while it is being made."""

    __slots__ = ("answer", "lock", "made")

    answer: Answer

    def __init__(self) -> None:
        self.made, self.lock = False, RLock()

    def get(self, make: Callable[[], Answer]) -> Answer:
        """Return the answer; whoever asks first makes it. One that failed is made again by the next."""
        if not self.made:
            with self.lock:
                if not self.made:
                    self.answer, self.made = make(), True
        return self.answer


def made_once(make: Callable[..., Answer], most: int) -> Callable[..., Answer]:
    """Return ``make`` with its last ``most`` answers remembered, each of them made by one thread.

    ``lru_cache`` alone lets all who ask make the same answer side by side: after a correction fifty pages did.
    """
    one_of = lru_cache(maxsize=most)(lambda *_, **__: _Kept[Answer]())

    @wraps(make)
    def ask(*choices: object, **named: object) -> Answer:
        return one_of(*choices, **named).get(partial(make, *choices, **named))

    return ask
