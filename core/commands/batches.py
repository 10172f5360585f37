"""bench --batch: whether the time of a report, and the memory, stay the same however many reports are brought at once."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import active_children
from pathlib import Path
from statistics import mean

from core import store as stores
from core.commands.tables import aligned
from core.commands.written import missing_of, written_reports
from core.executing import HERE, Means
from core.memory import resident_megabytes, resident_of
from core.store import Store

HEADS = ("已导入 份", "本进程 毫秒／份", "钟上 毫秒／份", "本进程 MB", "读的进程 MB")
STEPS = 10  # parts of a batch that are measured apart
LOOKED_AT = 200  # reports whose figures are held against what was written


@contextmanager
def fresh_store() -> Iterator[Store]:
    """Give an empty store of its own, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        store = stores.open_store(f"sqlite:///{Path(folder) / 'store.db'}")
        try:
            yield store
        finally:
            store.engine.dispose()


def imported(store: Store, reports: int, means: Means = HERE) -> Iterator[float]:
    """Import so many invented reports, and yield the milliseconds of this process's processor that each took."""
    files = ((one.name, one.text.encode) for one in written_reports(reports))
    filings = {one.name: one.chosen for one in written_reports(reports)}
    began = time.process_time()
    for done in stores.import_batch(files, filings, store=store, means=means):
        if not done.new:
            raise RuntimeError(f"{done.name} was not filed: {done.problem or done.why}")
        yield (time.process_time() - began) * 1000
        began = time.process_time()


def measure_batches(sizes: list[int], means: Means) -> dict[str, object]:
    """Print for each size how the time of a report and the memory go over ten parts of it, and what was written and not
    read; return it.
    """
    measured: dict[str, object] = {}
    for size in sizes:
        with fresh_store() as store:
            rows = [*_in_steps(store, size, means)]
            print(aligned(HEADS, rows))
            missing, known = _missing(store, size)
        print(f"写了 {known} 个数，没有照样读出 {missing} 个（看了 {min(size, LOOKED_AT)} 份）")
        each = [float(row[1]) for row in rows[1:]]  # the first part warms up
        middle = len(each) // 2
        measured[str(size)] = {
            "steps": [dict(zip(HEADS, row, strict=True)) for row in rows], "slowest_by_quickest": round(max(each) / min(each), 3),
            "later_by_earlier": round(mean(each[middle:]) / mean(each[:middle]), 3),
            "more_mb": rows[-1][4] - rows[1][4], "written": known, "not_read": missing,
        }  # fmt: skip
    return {"batches": measured}


def _in_steps(store: Store, size: int, means: Means) -> Iterator[tuple[int, float, float, int, int]]:
    step, spent, began = max(1, size // STEPS), 0.0, time.perf_counter()
    for n, milliseconds in enumerate(imported(store, size, means), 1):
        spent += milliseconds
        if n % step == 0:
            clock = (time.perf_counter() - began) * 1000 / step
            most = max((resident_of(child.pid) for child in active_children() if child.pid), default=0.0)
            yield n, round(spent / step, 2), round(clock, 2), round(resident_megabytes()), round(most)
            spent, began = 0.0, time.perf_counter()


def _missing(store: Store, size: int) -> tuple[int, int]:
    """Return how many figures of some of the reports were not read as they were written, and how many there are."""
    chosen = [*written_reports(min(size, LOOKED_AT))]
    facts = stores.facts(gaps=False, places=[str(one.chosen["place"]) for one in chosen], store=store)
    read: dict[tuple[object, object], set[tuple[str, float]]] = {}
    columns = (facts[name].tolist() for name in ("place", "year", "indicator", "value"))
    for place, year, id, value in zip(*columns, strict=True):
        read.setdefault((place, year), set()).add((id, value))
    missing = [
        one
        for report in chosen
        for one in missing_of(report, read.get((report.chosen["place"], report.chosen["year"]), ()))
    ]
    return len(missing), sum(len(report.known) for report in chosen)
