"""What is made of a shared value once, for as long as that very value is in use."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar

Value = TypeVar("Value")
Answer = TypeVar("Answer")
More = ParamSpec("More")
MOST = 400


def made_once(make: Callable[Concatenate[Value, More], Answer]) -> Callable[Concatenate[Value, More], Answer]:
    """Let a function of a shared value that is never changed be asked once for the value itself, not for its like, and for
    each of the small things that are said beside it.

    To compare a table of a thousand cells with another costs more than what is saved. What comes back is shared too:
    never change it.
    """
    # by identity; the value is held, so it stays its own
    known: OrderedDict[tuple[object, ...], tuple[Value, Answer]] = OrderedDict()
    lock = Lock()

    @wraps(make)
    def ask(value: Value, *more: More.args, **named: More.kwargs) -> Answer:
        key = (id(value), *more, *sorted(named.items()))
        with lock:
            answer = known.get(key)
            if answer is not None:
                known.move_to_end(key)
                return answer[1]
        made = make(value, *more, **named)
        with lock:
            known[key] = (value, made)
            while len(known) > MOST:
                known.popitem(last=False)
        return made

    return ask
