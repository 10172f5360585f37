"""What is made of a shared value once, for as long as that very value is in use."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeVar

Value = TypeVar("Value")
Answer = TypeVar("Answer")
MOST = 400


def made_once(make: Callable[[Value], Answer]) -> Callable[[Value], Answer]:
    """Let a function of a shared value that is never changed be asked once for the value itself, not for its like.

    To compare a table of a thousand cells with another costs more than what is saved. What comes back is shared too:
    never change it.
    """
    known: OrderedDict[int, tuple[Value, Answer]] = OrderedDict()  # by identity; the value is held, so it stays its own
    lock = Lock()

    @wraps(make)
    def ask(value: Value) -> Answer:
        with lock:
            found = known.get(id(value))
            if found is not None:
                known.move_to_end(id(value))
                return found[1]
        made = make(value)
        with lock:
            known[id(value)] = (value, made)
            while len(known) > MOST:
                known.popitem(last=False)
        return made

    return ask
