"""Many reports read on other processors: whoever reads them, and whatever ends midway, each is filed once, as one
process would have filed it.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children
from pathlib import Path

import dask
import distributed
import pytest
from sqlalchemy import func, select

from core import store as stores
from core.errors import StoreError
from core.executing import HERE, Here, Means, cluster, processes, spread
from core.store import Store
from core.store.engine import reading
from core.store.schema import changes, facts, versions
from tests.ending import ends_over_thirteen
from tests.store_world import built_store, text_number, write_data

MANY = 12
KILLED_AFTER = 3
PATIENT = "600s"  # of a machine that is busy with other things
posix = pytest.mark.skipif(os.name != "posix", reason="a process is killed by a signal")


@contextmanager
def of_processes() -> Iterator[tuple[Means, Callable[[], int]]]:
    yield processes(2), lambda: min(child.pid for child in active_children() if child.pid)


@contextmanager
def of_dask() -> Iterator[tuple[Means, Callable[[], int]]]:
    with (
        dask.config.set({"distributed.comm.timeouts.connect": PATIENT, "distributed.comm.timeouts.tcp": PATIENT}),
        distributed.LocalCluster(2, threads_per_worker=1, dashboard_address=None) as there,
        distributed.Client(there, set_as_default=False) as asked,
    ):
        yield cluster(there.scheduler_address), lambda: min(asked.run(os.getpid).values())


def files(number: int = MANY) -> list[tuple[str, Callable[[], bytes]]]:
    texts = (f"第{n}单位\n望山县第{n}号{text_number(n)}" for n in range(number))
    return [(f"{n}.txt", text.encode) for n, text in enumerate(texts)]


def told(number: int = MANY) -> dict[str, dict[str, str | int]]:
    return {f"{n}.txt": {"place": "shan", "issuer": f"第{n}单位", "year": 2022} for n in range(number)}


def filed_in(store: Store) -> list[tuple]:
    asked = select(facts).order_by(facts.c.document, facts.c.position)
    with reading(store) as connection:
        return [tuple(row) for row in connection.execute(asked)]


@posix
@pytest.mark.parametrize("means_of", [of_processes, of_dask])
def test_a_worker_killed_midway_loses_nothing_and_files_nothing_twice(tmp_path: Path, means_of, share: int):
    if means_of is of_processes and share > 1:
        pytest.skip("in full only: what ends processes is tested below")
    data = write_data(tmp_path / "data")
    here, there = (built_store(f"sqlite:///{tmp_path / name}.db", data) for name in ("here", "there"))
    alone = list(stores.import_batch(files(), told(), store=here))

    with means_of() as (means, a_worker):
        spread_out = stores.import_batch(files(), told(), store=there, means=means)
        first = [next(spread_out) for _ in range(KILLED_AFTER)]
        os.kill(a_worker(), signal.SIGKILL)
        done = [*first, *spread_out]

    assert done == alone and all(one.new for one in done)
    assert filed_in(there) == filed_in(here)
    with reading(there) as connection:
        assert connection.scalar(select(func.count()).select_from(changes)) == MANY
        assert connection.scalar(select(func.count()).select_from(versions)) == MANY + 1  # and the build


def test_a_batch_that_was_stopped_goes_on_where_it_stood(tmp_path: Path):
    store = built_store(f"sqlite:///{tmp_path / 'store.db'}", write_data(tmp_path / "data"))
    begun = stores.import_batch(files(6), told(6), store=store)
    for _ in range(4):
        next(begun)
    begun.close()

    asked: list[str] = []

    class Watched(Here):
        def submit(self, fn, /, *args, **kwargs):
            asked.append(args[0].name)
            return super().submit(fn, *args, **kwargs)

    again = list(stores.import_batch(files(6), told(6), store=store, means=Means(Watched)))
    assert asked == ["4.txt", "5.txt"]
    assert [one.new for one in again] == [False] * 4 + [True] * 2 and all(one.report for one in again)


def test_a_build_on_another_executor_reads_what_one_here_reads(tmp_path: Path):
    data = write_data(tmp_path / "data")
    here, there = (stores.open_store(f"sqlite:///{tmp_path / name}.db", data) for name in ("here", "there"))
    threads = Means(lambda: ThreadPoolExecutor(2), 4)
    assert stores.build(store=here) == stores.build(store=there, means=threads)
    assert filed_in(here) == filed_in(there)


def test_a_worker_with_another_program_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    store = built_store(f"sqlite:///{tmp_path / 'store.db'}", write_data(tmp_path / "data"))
    begun = stores.import_batch(files(1), told(1), store=store)
    monkeypatch.setattr("core.store.preparing._stamp", lambda data: ("another", "program"))
    monkeypatch.setattr("core.store.batch.known_of", _known_before(store))
    with pytest.raises(StoreError, match="版本"):
        next(begun)


def _known_before(store: Store) -> Callable[[Store], object]:
    from core.store.placing import known_places
    from core.store.preparing import Known, Program

    return lambda _: Known(Program(store.data, ("this", "program")), known_places(store))


@posix
def test_what_ends_a_process_is_named_and_the_others_are_answered():
    told = spread(ends_over_thirteen, range(11, 16), processes(2), lambda n: -n)
    assert list(told) == [11, 12, -13, 14, 15]


def test_few_things_are_under_way_at_a_time():
    taken: list[int] = []
    answers = spread(lambda n: n, (taken.append(n) or n for n in range(100)), Means(Here, 3), lambda n: n)
    assert next(answers) == 0 and len(taken) == 3
    assert list(answers) == list(range(1, 100)) and HERE.at_once == 1
