"""Work done apart: bounded in time and memory, in turn, stopped when nobody wants it, and the next job is not harmed."""

from __future__ import annotations

import time

import pytest

from core.apart import Job, Pool, Task
from core.apart.limits import Limits
from core.errors import DuibiaoError

PLAIN = "2023年工作总结\n一、工作情况\n热线受理1200件，回访满意率98.5%。\n"


@pytest.fixture(scope="module")
def pool() -> Pool:
    return Pool(workers=1)


def over(job: Job, seconds: float = 60) -> Job:
    assert job.wait(seconds), "the job is not over"
    return job


def read(pool: Pool, text: str, name: str = "报告.txt") -> Job:
    return pool.submit(Task.READ, text.encode(), name)


def test_a_report_is_read_apart_as_it_is_here(pool: Pool):
    raw = read(pool, PLAIN).result()

    proposal = pool.submit(Task.RECOGNISE, raw).result()

    assert raw.raw == PLAIN
    assert proposal.filing.year == 2023


def test_what_is_refused_is_said_and_the_worker_goes_on(pool: Pool):
    with pytest.raises(DuibiaoError, match="PNG 图片"):
        pool.submit(Task.READ, b"\x89PNG\r\n\x1a\n" + b"0" * 100, "图.png").result()
    assert read(pool, PLAIN).result().raw == PLAIN


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(seconds=0.001), "0.001 秒内没有处理完"),
        (Limits(cpu=0.001), "占用过多内存或时间"),
        (Limits(memory=1 << 20), "占用过多内存"),
    ],
)
def test_too_slow_and_too_large_end_with_their_process(limits: Limits, sentence: str):
    small = Pool(workers=1, limits=limits)
    text = "".join(f"新建第{n}类服务点{n}个。\n" for n in range(20_000))

    with pytest.raises(DuibiaoError, match=sentence):
        over(read(small, text)).result()


def test_a_cancelled_job_makes_room_for_the_next(pool: Pool):
    first = read(pool, PLAIN * 20_000)
    second, third = read(pool, PLAIN), read(pool, PLAIN)
    assert pool.ahead_of(third) >= 1
    second.cancel()
    first.cancel()

    for job in (first, second):
        with pytest.raises(DuibiaoError, match="已取消，什么都没有改动"):
            over(job).result()
    assert over(third).result().raw == PLAIN


def test_an_idle_worker_gives_its_memory_back():
    pool = Pool(workers=1, idle=0.2)
    read(pool, PLAIN).result()
    deadline = time.monotonic() + 60
    while pool._threads and time.monotonic() < deadline:
        time.sleep(0.05)
    assert pool._threads == 0

    assert read(pool, PLAIN).result().raw == PLAIN
