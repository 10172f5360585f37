"""What the pages cost, held against the least that Streamlit can do, in one run on one machine: ``bench --pages``.

Times of the processor rather than of the clock, wherever that is what is asked: a busy machine hardly changes them.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import combinations, cycle, islice
from pathlib import Path
from statistics import median, quantiles

from websockets.exceptions import ConnectionClosed

from core.declarations import load_places
from server.paths import ASSETS, ROOT
from server.viewing import Viewer, viewer
from server.workers import possible

PAGES = {"overview": "", "indicator": "i=positive_rate", "theme": "b=16", "trend": "i=positive_rate", "openness": "", "profile": "", "plans": "", "measures": ""}  # fmt: skip
CLICKS, JOINS, SESSIONS = 35, 8, 16
CROWD, EVERY, ROUNDS = 20, 5.0, 3  # viewers, seconds between two clicks of each, clicks of each
ALONE = 1.0  # seconds between the clicks of somebody alone
TOGETHER = 10.0  # seconds within which a crowd joins
WORKERS = 2
CLICKED = re.compile(r"click \w+, ms of the processor")
STARTED = re.compile(r"//[\d.]+:(\d+)")
SECONDS = 180.0
NO_PAGE = {"": ""}  # of the bare app, which has one
LOST = (ConnectionError, TimeoutError, ConnectionClosed)
ONLY_LINUX = "--pages 要从 /proc 读另一个进程的用时和内存，只能在 Linux 上测。"


@dataclass(frozen=True, slots=True)
class Program:
    """A running server that is measured."""

    process: int
    port: int

    def seconds(self) -> float:
        """Return how long its processor has worked, that of its workers included."""
        return sum(_ticks(process) for process in (self.process, *self._workers())) / os.sysconf("SC_CLK_TCK")

    def _workers(self) -> list[int]:
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()
        return [int(child) for child in children]

    def megabytes(self) -> float:
        """Return its resident memory."""
        return int(Path(f"/proc/{self.process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def spent(self, act: Callable[[int], object], times: int) -> float:
        """Return the milliseconds of its processor that something costs once, as a mean."""
        before = self.seconds()
        for n in range(times):
            act(n)
        return (self.seconds() - before) / times * 1000


def _ticks(process: int) -> int:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


@contextmanager
def ours(workers: int = 1) -> Iterator[Program]:
    """Run our server on the present store."""
    command = [sys.executable, "-P", "-m", "server", "--host", "127.0.0.1", "--port", "0", "--workers", str(workers)]
    with tempfile.TemporaryDirectory() as logs, _running(command, DUIBIAO_LOGS=logs) as process:
        if process.stdout is None:
            raise RuntimeError("the server says its port on standard output")
        started = next(filter(None, map(STARTED.search, process.stdout)))
        yield Program(process.pid, int(started[1]))


@contextmanager
def bare(app: str = "bare_app.py", collecting: bool = True) -> Iterator[Program]:
    """Run the bare app, or another of ours, as anyone runs Streamlit.

    Args:
        collecting: whether Streamlit collects garbage after each run, as it does unless it is told not to.
    """
    port = _free_port()
    options = {
        "server.port": port, "server.address": "127.0.0.1", "server.headless": "true", "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false", "runner.postScriptGC": str(collecting).lower(),
    }  # fmt: skip
    command = [sys.executable, "-m", "streamlit", "run", str(ASSETS / app)]
    with _running([*command, *(f"--{key}={value}" for key, value in options.items())]) as process:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield Program(process.pid, port)


@contextmanager
def dash(python: str) -> Iterator[Program]:
    """Run the bare Dash app with the Python of an environment that has it."""
    port = _free_port()
    with _running([python, "-P", str(ASSETS / "bare_dash.py"), str(port)]) as process:
        wait_for(f"http://127.0.0.1:{port}/_dash-layout")
        yield Program(process.pid, port)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def _running(command: list[str], **settings: str) -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"} | settings
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(address: str, seconds: float = SECONDS) -> None:
    """Wait until an address answers; raise what it answers after so many seconds instead."""
    ends = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > ends:
                raise
            time.sleep(0.2)


def settled(program: Program) -> None:
    """Wait until a server has made ready what it makes beside the first visitors."""
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        before = program.seconds()
        time.sleep(1)
        if program.seconds() - before < 0.1:
            return


def measure(crowd: int = CROWD, python: str = "", pages: Mapping[str, str] = PAGES) -> dict[str, dict[str, float]]:
    """Return what was measured: name → ours, bare and their ratio; milliseconds, seconds or megabytes.

    Args:
        python: of an environment that has Dash; "" for none.
        pages: those on which is clicked, with what is chosen.
    """
    figures = _measured(crowd, pages)
    if python:
        with dash(python) as other:
            figures["join, ms of the processor"]["dash"] = round(other.spent(lambda _: _dash_joined(other), JOINS), 2)
            clicked = round(other.spent(lambda n: _dash_clicked(other, n), CLICKS), 2)
        for name in figures:
            if CLICKED.fullmatch(name):
                figures[name]["dash"] = clicked
    return figures


def _dash_joined(program: Program) -> None:
    """Ask of a Dash app what a browser asks of it that has its bundles already."""
    for path in ("/", "/_dash-layout", "/_dash-dependencies"):
        with urllib.request.urlopen(f"http://127.0.0.1:{program.port}{path}", timeout=SECONDS) as answer:
            answer.read()
    _dash_clicked(program, 0)


def _dash_clicked(program: Program, n: int) -> None:
    """Ask a Dash app for its figure with one place of its choice left out, as its page does after a click."""
    names = ["甲", "乙", "丙", "丁", "戊"]
    asked = {
        "output": "figure.figure", "outputs": {"id": "figure", "property": "figure"}, "changedPropIds": ["p.value"],
        "inputs": [{"id": "p", "property": "value", "value": names[: n % len(names)] + names[n % len(names) + 1 :]}],
    }  # fmt: skip
    address, kind = f"http://127.0.0.1:{program.port}/_dash-update-component", {"Content-Type": "application/json"}
    request = urllib.request.Request(address, json.dumps(asked).encode(), kind)
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        answer.read()


def _measured(crowd: int, pages: Mapping[str, str]) -> dict[str, dict[str, float]]:
    with ours() as mine, bare() as other:
        settled(mine)
        figures: dict[str, dict[str, float]] = {}
        base = _clicked(other, "", [""])
        for page, query in pages.items():
            figures[f"click {page}, ms of the processor"] = _beside(_clicked(mine, page, _queries(query)), base)
        with bare("empty_app.py", collecting=False) as nothing:
            figures["a run that shows one word, ms of the processor"] = _beside(_clicked(nothing, "", [""]), base)
        figures["join, ms of the processor"] = _beside(_joined(mine, "indicator"), _joined(other, ""))
        figures["a further session, MB"] = _beside(_kept(mine, "indicator"), _kept(other, ""))
        figures |= _crowded(mine, other, crowd, pages)
        figures |= _joined_by(mine, other, crowd)
        figures |= _shared(mine, PAGES["indicator"])
        return figures


def _shared(alone: Program, query: str) -> dict[str, dict[str, float]]:
    """Return what a click costs where several processes share the port; instead of the bare app stands one process."""
    if not possible():
        return {}
    with ours(WORKERS) as shared:
        settled(shared)
        both = (_clicked(program, "indicator", _queries(query)) for program in (shared, alone))
        return {f"click indicator, {WORKERS} workers beside one, ms of the processor": _beside(*both)}


def _queries(query: str) -> list[str]:
    """Return addresses that each choose other peers: more of them than a visit remembers, or the page would take one for
    its own of before and show what it showed.
    """
    own, *peers = [place.id for place in load_places().values()][:4]
    chosen = [some for n in range(len(peers)) for some in combinations(peers, n + 1)]
    return [f"{query}&o={own}{''.join(f'&p={peer}' for peer in some)}" for some in chosen]


def _beside(mine: float, other: float) -> dict[str, float]:
    return {"ours": round(mine, 2), "bare": round(other, 2), "ratio": round(mine / other, 3) if other else 0.0}


def _clicked(program: Program, page: str, queries: list[str]) -> float:
    with viewer(program.port) as visitor:
        for query in queries * 2:
            visitor.open(page, query)
        return program.spent(lambda n: visitor.open(page, queries[n % len(queries)]), CLICKS)


def _joined(program: Program, page: str) -> float:
    def join(_: int) -> None:
        with viewer(program.port) as visitor:
            visitor.open(page)

    join(0)
    return program.spent(join, JOINS)


def _kept(program: Program, page: str) -> float:
    with ExitStack() as open_:
        for n in range(2 * SESSIONS):
            if n == SESSIONS:
                before = program.megabytes()
            open_.enter_context(viewer(program.port)).open(page)
        return (program.megabytes() - before) / SESSIONS


def _crowded(mine: Program, other: Program, crowd: int, pages: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """Return what somebody alone waits for a click, and what each of a crowd does that looks at all the pages."""
    alone = [
        [ms for page in some.items() for ms in _taken(program, [page], ALONE)[0]]
        for program, some in ((mine, pages), (other, NO_PAGE))
    ]
    own, lost = _taken(mine, [*islice(cycle(pages.items()), crowd)])
    others, lost_there = _taken(other, [*NO_PAGE.items()] * crowd)
    return {
        "1 viewer, median ms": _beside(*map(median, alone)),
        f"{crowd} viewers, median ms": _held(own, others, median),
        f"{crowd} viewers, 95 % ms": _held(own, others, lambda times: quantiles(times, n=20)[-1]),
        f"{crowd} viewers, clicks not answered": {"ours": lost, "bare": lost_there},
    }


def _joined_by(mine: Program, other: Program, crowd: int) -> dict[str, dict[str, float]]:
    """Return how long the last of a crowd that comes together waits for its first page, and how many never had it."""
    own, plain = (_joining(program, page, crowd) for program, page in ((mine, "indicator"), (other, "")))
    together = f"{crowd} join within {TOGETHER:g} s"
    return {
        f"{together}, the slowest, s": _held(own, plain, max),
        f"{together}, not served": {"ours": crowd - len(own), "bare": crowd - len(plain)},
    }


def _held(own: list[float], plain: list[float], at: Callable[[list[float]], float]) -> dict[str, float]:
    """Return a figure of ours beside the bare app's; without it where that one answered too few."""
    return _beside(at(own), at(plain)) if len(plain) > 1 else {"ours": round(at(own), 2)}


def _taken(program: Program, asked: Sequence[tuple[str, str]], every: float = EVERY) -> tuple[list[float], int]:
    """Return how long each click took of visitors who look at these pages, in milliseconds of the clock, and how many
    clicks nobody answered: what a lost connection did not do is counted, not waited for.
    """
    with ExitStack() as open_, ThreadPoolExecutor(len(asked)) as threads:
        visitors = [open_.enter_context(viewer(program.port)) for _ in asked]
        begins = [every * n / len(asked) for n in range(len(asked))]
        done = [*threads.map(_clicks_of, visitors, begins, asked, [every] * len(asked))]
    return [ms for taken in done for ms in taken], sum(ROUNDS - len(taken) for taken in done)


def _joining(program: Program, page: str, crowd: int) -> list[float]:
    """Return how long those of a crowd that comes together wait who get their first page, in seconds of the clock."""

    def join(n: int) -> list[float]:
        time.sleep(TOGETHER * n / crowd)
        began = time.perf_counter()
        with suppress(*LOST), viewer(program.port) as visitor:
            visitor.open(page)
            return [time.perf_counter() - began]
        return []

    with ThreadPoolExecutor(crowd) as threads:
        return [seconds for one in threads.map(join, range(crowd)) for seconds in one]


def _clicks_of(visitor: Viewer, begins: float, asked: tuple[str, str], every: float) -> list[float]:
    queries, taken = _queries(asked[1]), []
    with suppress(*LOST):
        visitor.open(asked[0], queries[-1])
        time.sleep(begins)
        for query in queries[:ROUNDS]:
            began = time.perf_counter()
            visitor.open(asked[0], query)
            taken.append((time.perf_counter() - began) * 1000)
            time.sleep(max(0.0, every - taken[-1] / 1000))
    return taken


def main(written: list[str] | None = None) -> int:
    """Measure and print a line for each figure, as JSON where it is asked for; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m server.measuring", description="测各页的开销，与最简 Streamlit 相比。"
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--crowd", type=int, default=CROWD, metavar="人数", help=f"同时在看的人数（默认 {CROWD}）")
    parser.add_argument("--dash", default="", metavar="程序", help="装有 Dash 的环境里的 python")
    parser.add_argument("--quick", action="store_true", help="只点一页")
    options = parser.parse_args(written)
    if not Path("/proc/self/stat").exists():
        print(ONLY_LINUX, file=sys.stderr)
        return 2
    pages = dict([*PAGES.items()][:1]) if options.quick else PAGES
    figures = measure(options.crowd, options.dash, pages)
    if options.json:
        print(json.dumps(figures))
    else:
        for name, row in figures.items():
            print(f"{name}: {', '.join(f'{key} {figure:g}' for key, figure in row.items())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
