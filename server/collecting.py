"""When garbage is collected: not after every run of a page, but when nobody asks for anything, or memory has grown.

Streamlit would walk the whole heap after each click (``runner.postScriptGC``): an hour with a hundred visitors made that
nine tenths of a click. Python's own collections of young objects go on as ever; what they leave is collected here.
"""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass, field

import anyio

from core.memory import resident_megabytes

EVERY = 5.0  # seconds between two looks
IDLE = 0.03  # share of one core below which nobody is being served
WORTH = 1.0  # seconds of work after which a collection is worth its while
GROWN = 64.0  # megabytes by which a busy server may grow between two collections


@dataclass
class Keeper:
    """What was seen at the last look and at the last collection."""

    looked: float = field(default_factory=time.monotonic)
    used: float = field(default_factory=time.process_time)  # seconds of the processor, at the last look
    settled: float = field(default_factory=time.process_time)  # the same, at the last collection
    size: float = field(default_factory=resident_megabytes)  # at the last collection

    def look(self) -> str:
        """Collect if it is time; return how: ``whole``, ``young`` or "".

        A whole collection takes out what was frozen before and has died since, so that freezing again leaks nothing.
        """
        now, used = time.monotonic(), time.process_time()
        idle = used - self.used < IDLE * (now - self.looked)
        self.looked, self.used = now, used
        if idle and used - self.settled > WORTH:
            settle()
        elif resident_megabytes() - self.size > GROWN:
            gc.collect()
        else:
            return ""
        self.used = self.settled = time.process_time()
        self.size = resident_megabytes()
        return "whole" if idle else "young"


def settle() -> None:
    """Collect everything and take what is left out of every later collection."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


async def keep_memory_flat() -> None:
    """Look from time to time, for as long as the server runs."""
    keeper = Keeper()
    while True:
        await anyio.sleep(EVERY)
        await anyio.to_thread.run_sync(keeper.look)
