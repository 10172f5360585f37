"""Many at once, on each database: viewers look, editors correct; nobody meets an error, no correction is lost or
overwritten, and a viewer who leaves gives his memory back.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from core import store as stores
from core.errors import StoreError
from core.library.once import made_once
from core.store import Store, open_store
from tests.frames import Frames
from tests.served import Served, running_server
from tests.shipped import shipped_store

PAGES = ("overview", "indicator", "profile", "text", "findings", "reports", "changes")
Made = tuple[str, int, str, str]  # report, start, before, after


FORGOTTEN = 180  # seconds after which nothing of a session should be left
MOST_SECONDS = 300  # that a busy machine is given for a few runs and corrections


class Hands:
    """Threads that go on until the time is over and enough is done, and what went wrong in them."""

    def __init__(self, seconds: float, enough: Callable[[], bool]) -> None:
        self.began, self.seconds, self.enough = time.monotonic(), seconds, enough
        self.wrong: list[str] = []
        self.told = 0  # corrections refused since somebody else had been quicker
        self.threads: list[threading.Thread] = []

    def start(self, act: Callable[[], None]) -> None:
        """Let one more work."""
        self.threads.append(threading.Thread(target=self._until_the_end, args=(act,)))
        self.threads[-1].start()

    def _until_the_end(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Exception as error:  # noqa: BLE001  told by the test, which fails
            self.wrong.append(f"{type(error).__name__}: {error}")

    @property
    def going(self) -> bool:
        """Say whether there is time left, or little done yet."""
        spent = time.monotonic() - self.began
        return spent < self.seconds or (spent < MOST_SECONDS and not self.enough())


def look(hands: Hands, server: Served, n: int, taken: list[float], pause: float) -> None:
    """Look at one page after the other, as a visitor would who reads each for about so many seconds."""
    dice = random.Random(n)
    visitor = Frames(server, **{"X-Forwarded-For": f"192.0.2.{n % 250}"})
    while hands.going:
        began = time.monotonic()
        shown = visitor.run(dice.choice(PAGES), {})
        taken.append(time.monotonic() - began)
        hands.wrong += shown.alerts
        time.sleep(dice.uniform(0, 2 * pause))
    visitor.close()


def correct(
    hands: Hands, store: Store, numbers: list[tuple[str, int, int, str]], n: int, made: list[Made], pause: float
) -> None:
    """Correct the same few numbers as the other editors, each time on what was seen about so many seconds before."""
    dice = random.Random(n)
    while hands.going:
        report, start, end, indicator = dice.choice(numbers)
        facts = stores.facts(document=report, indicator=indicator, store=store)
        seen = f"{facts.loc[facts['start'] == start, 'value'].iloc[0]:.15g}"
        after = str(dice.randrange(10**6))
        time.sleep(dice.uniform(0, 2 * pause))
        try:
            stores.correct_fact(
                report, start, end, indicator,
                field="value", after=after, who=f"编辑{n}", why="并发", seen=seen, store=store,
            )  # fmt: skip
        except StoreError as error:
            assert "与您看到的不同" in str(error), error
            hands.told += 1
        else:
            if seen != after:
                made.append((report, start, seen, after))


def test_viewers_and_editors_work_side_by_side(address: str, tmp_path: Path, share: int):
    seconds, viewers, editors, reading, thinking = (600, 50, 5, 5.0, 15.0) if share == 1 else (3, 4, 2, 0.0, 0.0)
    with running_server(tmp_path, shipped_store(address)) as server:
        store = open_store(address)
        facts = (
            stores.facts(store=store)
            .query("status == 'stated' and indicator != ''")
            .drop_duplicates(["document", "start"])
        )
        numbers = list(facts[["document", "start", "end", "indicator"]].head(4).itertuples(index=False, name=None))
        made: list[Made] = []
        taken: list[float] = []
        hands = Hands(seconds, lambda: len(made) > 2 * editors and len(taken) > 2 * viewers)
        for n in range(viewers):
            hands.start(lambda n=n: look(hands, server, n, taken, reading))
        for n in range(editors):
            hands.start(lambda n=n: correct(hands, store, numbers, n, made, thinking))
        before = server.megabytes
        for thread in hands.threads:
            thread.join()
        most = server.megabytes
        if share == 1:  # a session that is gone is kept two minutes, in case it comes back
            time.sleep(FORGOTTEN)
        print(
            f"{len(taken)} runs, median {sorted(taken)[len(taken) // 2]:.2f} s, longest {max(taken):.1f} s, {len(made)} corrections,"
            f" {hands.told} told that another was quicker; memory {before:.0f} MB"
            f" at the start, {most:.0f} in the end, {(most - before) / viewers:.1f} a session, {server.megabytes:.0f} when they had left"
        )

        assert hands.wrong == []
        assert len(made) > editors and len(taken) > viewers
        _assert_a_chain(store, made)
        store.engine.dispose()


def test_what_many_ask_for_at_once_is_made_once():
    made, asked, go, answers = [], threading.Semaphore(0), threading.Event(), []

    def make(choice: str) -> object:
        made.append(choice)
        go.wait()
        if len(made) == 1:
            raise ValueError("the first one fails, and nobody keeps that")
        return object()

    once = made_once(make, 10)

    def ask() -> None:
        asked.release()
        with suppress(ValueError):
            answers.append(once("a"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
        asked.acquire()
    go.set()
    for thread in threads:
        thread.join()
    assert made == ["a", "a"] and len(answers) == 7 and len(set(answers)) == 1


def _assert_a_chain(store: Store, made: list[Made]) -> None:
    """Assert that every acknowledged correction is there, and that each stands on the one before it."""
    kept = stores.corrections(store=store)
    rows = list(zip(kept["report"], kept["start"].astype(int), kept["before"], kept["after"], strict=True))
    assert sorted(rows) == sorted(made)
    last: dict[tuple[str, int], str] = {}
    for report, start, before, after in rows:
        assert last.get((report, start), before) == before
        last[report, start] = after
