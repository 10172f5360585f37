"""However long it is used: the memory of the server stays flat, and no collection of garbage is part of a click."""

from __future__ import annotations

import gc
import os
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from core.declarations import load_places
from server import collecting
from server.collecting import Keeper
from server.viewing import viewer
from tests.served import Served

ROOT = Path(__file__).resolve().parent.parent
PAGES = (
    ("", ""),
    ("indicator", "i=positive_rate"),
    ("trend", "i=positive_rate"),
    ("theme", "b=16"),
    ("openness", ""),
    ("plans", ""),
)
CLICKS = 40
ON_LINUX = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells of another process")
AT_MOST = 0.8  # of the bare app's work for a click
FLAT = 30.0  # megabytes that as many sessions again may add


def test_streamlit_collects_nothing_after_a_run():
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))

    assert settings["runner"]["postScriptGC"] is False


def test_it_is_collected_when_idle_after_work_or_when_memory_has_grown(monkeypatch: pytest.MonkeyPatch):
    clock, work, size = [0.0], [0.0], [100.0]
    monkeypatch.setattr(collecting.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(collecting.time, "process_time", lambda: work[0])
    monkeypatch.setattr(collecting, "resident_megabytes", lambda: size[0])
    done: list[str] = []
    monkeypatch.setattr(collecting, "settle", lambda: done.append("whole"))
    keeper = Keeper(0.0, 0.0, 0.0, 100.0)

    def look(seconds: float, worked: float, grown: float = 0.0) -> str:
        clock[0], work[0], size[0] = clock[0] + seconds, work[0] + worked, size[0] + grown
        return keeper.look()

    assert look(5, 4.0) == "", "busy"
    assert look(5, 4.0, grown=80) == "young", "busy and grown"
    assert look(5, 0.0) == "", "idle, but nothing was done since"
    assert look(5, 4.0) == "", "busy again"
    assert look(5, 0.01) == "whole" and done == ["whole"], "idle after work"


def test_what_died_since_it_was_frozen_is_collected():
    class Node:
        """Something that only a collection takes away."""

    before = sum(isinstance(o, Node) for o in gc.get_objects())
    node = Node()
    node.itself = node
    collecting.settle()
    del node
    collecting.settle()
    gc.unfreeze()
    try:
        assert sum(type(o).__name__ == "Node" for o in gc.get_objects()) == before
    finally:
        gc.unfreeze()


def processor_seconds(process: int) -> float:
    """Return how long another process has worked."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@ON_LINUX
@pytest.mark.alone
def test_a_click_costs_the_server_less_than_a_click_in_the_bare_app(
    server: Served, bare: Served, capsys: pytest.CaptureFixture[str]
):
    """The processor's time, not the clock's: a busy machine hardly changes it."""
    queries = [f"i=positive_rate&p={place.id}" for place in list(load_places().values())[:3]]
    with viewer(server.port) as mine, viewer(bare.port) as other:
        clicks: dict[int, Callable[[int], int]] = {
            server.process.pid: lambda n: mine.open("indicator", queries[n % 3]),
            bare.process.pid: lambda n: other.open(""),
        }
        _settled(server.process.pid)
        spent = {process: _milliseconds_a_click(process, click) for process, click in clicks.items()}
    mine_ms, bare_ms = spent.values()
    with capsys.disabled():
        print(f"\nserver, a click: ours {mine_ms:.1f} ms, bare {bare_ms:.1f} ms, ratio {mine_ms / bare_ms:.2f}")
    assert mine_ms < AT_MOST * bare_ms


def _settled(process: int, within: float = 120.0) -> None:
    """Wait until the server has made ready what it makes beside the first visitors: that is no click's work."""
    ends = time.monotonic() + within
    while time.monotonic() < ends:
        before = processor_seconds(process)
        time.sleep(1)
        if processor_seconds(process) - before < 0.1:
            return


def _milliseconds_a_click(process: int, click: Callable[[int], int]) -> float:
    for n in range(6):
        assert click(n) > 0
    before = processor_seconds(process)
    for n in range(CLICKS):
        click(n)
    return (processor_seconds(process) - before) / CLICKS * 1000


@ON_LINUX
@pytest.mark.alone
def test_the_memory_stays_flat_over_many_sessions(server: Served, share: int):
    sessions = 600 if share == 1 else 15
    sizes = []
    for _ in range(3):  # the first fills the caches
        for n in range(sessions):
            with viewer(server.port) as visitor:
                for page, query in PAGES[n % 3 : n % 3 + 3]:
                    assert visitor.open(page, query) > 0
        sizes.append(server.megabytes)
    assert sizes[2] - sizes[1] < FLAT, sizes
