"""bench --growth: what the first and the next answer of each page take when the store has grown."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from core.commands.tables import aligned
from core.errors import DuibiaoError
from core.library import Library
from core.library.link import Choices, Link
from core.memory import resident_megabytes
from core.screens import screens, view_of
from core.store import build
from core.store.engine import ADDRESS, Store, open_store, reading
from core.store.growing import grow, write_again
from core.store.queries import data_version
from core.store.schema import facts, reports

ROW = 1_500  # bytes of the disk that a row takes with its report's text, indexes and journal
MOST_SECONDS = 15.0  # of the processor, for one page: where more is to be expected of it, it is not asked
NOT_ASKED = "没有问（按上一个规模推算一页要超过 {seconds:g} 秒）：{pages}"
READ_ONCE = "{rows} 行：进程起动后第一次读各报告所载 {seconds:.2f} 秒，以后只读改动过的地方"
LONG, TIMES = 1.0, 3  # a page that takes seconds is measured once
NOT_EMPTY = "{address} 里已有导入的报告；--postgresql 要一个专供测量的空库。"


def measure_growth(sizes: list[int], postgresql: str | None = None) -> dict[str, Any]:
    """Print what each page takes in a store of the shipped data, as it is and grown to so many rows of facts, and return
    it: a line for a page and size; seconds of the first answer at a data version and of the next choice.

    Args:
        postgresql: the address of an empty database that is measured too.

    Raises:
        DuibiaoError: there is no room for the store, or the database is not empty.
    """
    measured: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder:
        free = shutil.disk_usage(folder).free
        if free < ROW * max(sizes, default=0):
            raise DuibiaoError(f"磁盘放不下 {max(sizes)} 行的库。")
        for address in (f"sqlite:///{Path(folder) / 'grown.db'}", *([postgresql] if postgresql else ())):
            with _in_use(address) as store:
                measured += _of_sizes(store, sizes)
    return {"growth": measured}


@contextmanager
def _in_use(address: str) -> Iterator[Store]:
    """Let a store with the shipped data be the one in use."""
    before = os.environ.get(ADDRESS)
    os.environ[ADDRESS] = address
    store = open_store()
    try:
        with reading(store) as connection:
            if connection.scalar(select(func.count()).where(reports.c.origin == "imported")):
                raise DuibiaoError(NOT_EMPTY.format(address=store.engine.url.render_as_string()))
        build()
        yield store
    finally:
        store.engine.dispose()
        os.environ.pop(ADDRESS)
        os.environ |= {ADDRESS: before} if before else {}


def _of_sizes(store: Store, sizes: list[int]) -> Iterator[dict[str, object]]:
    """Yield a line for each page and size; a page that would take too long in a larger store is not asked there: what it
    takes, and the memory, grow with all figures.
    """
    first: dict[str, tuple[float | None, ...]] = {}
    last: dict[str, float] = {}
    before = 0
    for size in (0, *sorted(sizes)):
        rows, count = _grown(store, size)
        began = time.process_time()
        Library(data_version()).is_empty  # noqa: B018  what a process keeps from then on is read once, whatever page it is
        print(READ_ONCE.format(rows=rows, seconds=time.process_time() - began), flush=True)
        too_long = [page for page, seconds in last.items() if seconds * rows > MOST_SECONDS * before]
        lines = [_timed(page, rows, count, store, first) for page in screens() if page not in too_long]
        print(aligned(tuple(lines[0]), [tuple(line.values()) for line in lines]), flush=True)
        print(*([NOT_ASKED.format(pages="、".join(too_long), seconds=MOST_SECONDS)] if too_long else ()), flush=True)
        before, last = rows, last | {str(line["页面"]): float(str(line["首答 秒"])) for line in lines}
        yield from lines


def _grown(store: Store, size: int) -> tuple[int, int]:
    """Return how many rows and reports there are, after the store has grown."""
    grow(store, size)
    with reading(store) as connection:
        counts = [connection.scalar(select(func.count()).select_from(table)) or 0 for table in (facts, reports)]
    return counts[0], counts[1]


def _timed(
    page: str, rows: int, count: int, store: Store, first: dict[str, tuple[float | None, ...]]
) -> dict[str, object]:
    """Return how long a page takes: first after a report of a usual place was written, then with another 我方, and first
    after one of a place was written that it does not show; the shortest of a few, of a page that takes long the first.
    """
    answer = clock = chosen = inf
    for _ in range(TIMES):
        write_again(store)
        library = Library(data_version())
        settled()
        began = time.perf_counter()
        answer = min(answer, _seconds(page, library, ""))
        clock = min(clock, time.perf_counter() - began)
        other = list(library.places)[1 % len(library.places)]
        chosen = min(chosen, _seconds(page, library, f"?o={other}"))
        if answer > LONG:
            break
    elsewhere = _written_elsewhere(page, library, store)
    now = (answer, chosen, elsewhere)
    before = first.setdefault(page, now)
    ratios = [
        round(one / then, 2) if one and then and before is not now else None
        for one, then in zip(now, before, strict=True)
    ]
    return {
        "库": store.engine.dialect.name, "行数": rows, "报告": count, "页面": page, "首答 秒": round(answer, 3),
        "比附带数据": ratios[0], "钟上 秒": round(clock, 2), "换我方 秒": round(chosen, 4), "换我方比": ratios[1],
        "写在别处 秒": round(elsewhere, 4) if elsewhere else None, "写在别处比": ratios[2],
        "内存 MB": round(resident_megabytes()),
    }  # fmt: skip


def _written_elsewhere(page: str, library: Library, store: Store) -> float | None:
    """Return the seconds of the first answer after a place was written of that the page does not show; None where it shows
    all.
    """
    reports = {id for exhibit in view_of(Choices(Link.parse(page)), library).all for id in exhibit.documents}
    shown = {*library.usual_places, *library.reports_named(*sorted(reports))["place"]}
    place = next((id for id in sorted(library.roll.with_reports, reverse=True) if id not in shown), None)
    if place is None:
        return None
    least = inf
    for _ in range(TIMES):
        write_again(store, place)
        fresh = Library(data_version())
        settled()
        least = min(least, _seconds(page, fresh, ""))
        if least > LONG:
            break
    return least


def settled() -> None:
    """Collect garbage and take what is left out of every later collection, as the server does when it is idle."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _seconds(page: str, library: Library, chosen: str) -> float:
    began = time.process_time()
    view_of(Choices(Link.parse(f"{page}{chosen}")), library)
    return time.process_time() - began
