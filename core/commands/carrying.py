"""bench --carry: what an import, and the writing of each kind of file, cost the processor."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial

from core import store as stores
from core.commands.batches import fresh_store, imported
from core.commands.tables import aligned
from core.export.formats import FORMATS, exported
from core.library import open_library
from core.library.link import Choices, Link
from core.screens import view_of

HEADS = ("做什么", "毫秒")
PAGES = ("conclusion", "indicator")  # what is written: a pack, and one figure


def measure_carrying(reports: int, pages: Sequence[str] = PAGES) -> dict[str, object]:
    """Print and return, in milliseconds of the processor: one import of so many invented reports, and each kind of file."""
    rows: list[tuple[str, float]] = [("导入一份报告（约三十个数）", _imports(reports))]
    stores.build()  # a fresh copy of the program has no store yet
    library = open_library()
    for page in pages:
        exhibits = view_of(Choices(Link.parse(page)), library).exhibits
        for ending in FORMATS:
            rows.append((f"{page} 写成 {ending}", _milliseconds(partial(exported, ending, exhibits, library, ""))))
    print(aligned(HEADS, [(name, f"{ms:.1f}") for name, ms in rows]))
    return {"carrying": dict(rows)}


def _imports(reports: int) -> float:
    with fresh_store() as store:
        done = [*imported(store, reports)]
    return sum(done) / len(done)


def _milliseconds(act: Callable[[], object]) -> float:
    act()
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000
