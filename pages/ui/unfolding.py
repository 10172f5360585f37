"""What is folded is made when somebody opens it: elements that nobody sees cost as much as those that one does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from streamlit.delta_generator import DeltaGenerator

from pages.ui.replay import replayed


class Folded(Protocol):
    """A popover or an expander, which knows whether it is open."""

    open: bool | None


@contextmanager
def unfolding(fold: Callable[..., DeltaGenerator], label: str, key: str) -> Iterator[bool]:
    """Show something folded under a label; what follows stands in it, and is told whether it is open.

    Args:
        fold: ``st.popover`` or ``st.expander``.
        key: under which the session knows whether it is open.
    """

    def shown() -> tuple[DeltaGenerator, bool]:
        room = fold(label, key=f"{key}_open", on_change="rerun")
        return room, bool(room.open)

    room, is_open = replayed((fold.__name__, label, key), shown)
    with room:
        yield is_open
