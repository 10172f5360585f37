"""Answers that are made once, however many ask at the same moment."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, partial, wraps
from threading import RLock
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

Answer = TypeVar("Answer")
Choice = ParamSpec("Choice")


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


class Remembering:
    """What never changes and of which answers are made once, as long as it is in use."""

    def __init__(self, most: int) -> None:
        """Remember so many answers."""
        self.remember: Callable[..., Any] = made_once(self._remember, most)

    def _remember(self, make: Callable[..., Answer], *choices: Hashable, **named: Hashable) -> Answer:
        return make(self, *choices, **named)


class Lasting:
    """Answers that outlive whoever was asked first: they stay as long as what they were made of is marked alike."""

    def __init__(self, most: int) -> None:
        """Keep so many answers."""
        self._one_of = lru_cache(maxsize=most)(lambda *_: _Kept[Any]())

    def get(self, make: Callable[[], Answer], *known_by: Hashable) -> Answer:
        """Return the answer that is known by these words, made by whoever asks first."""
        return self._one_of(*known_by).get(make)


Whose = TypeVar("Whose", bound=Remembering)


def remembered(make: Callable[Concatenate[Whose, Choice], Answer]) -> Callable[Concatenate[Whose, Choice], Answer]:
    """Let a function of a library, or of its roll, and of choices that can be hashed be made once for each of them.

    What it returns is shared: never change it.
    """

    @wraps(make)
    def ask(whose: Whose, *choices: Choice.args, **named: Choice.kwargs) -> Answer:
        return whose.remember(make, *choices, **named)

    return ask
