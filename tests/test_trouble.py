"""A database that vanishes, is replaced, read-only, taken, full or out of reach: writes say so, nothing is half
written, nothing acknowledged is lost.
"""

from __future__ import annotations

import json
import random
import sqlite3
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from core import store as stores
from core.apart import Job, Pool, Task
from core.declarations import DATA
from core.errors import DuibiaoError, StoreError
from core.store import Store, open_store
from core.store.engine import _opened, reading
from core.store.health import _ASKED
from core.store.line import CONNECT, Line
from tests.frames import Frames
from tests.postgres import own_schema, running_postgres
from tests.served import Served, running_server
from tests.shipped import shipped_store
from tests.stalling import way_to
from tests.store_world import built_store, filing, import_number, raw_document, text_number, write_data


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr("core.store.engine.BUSY_SECONDS", 0.2)
    made = built_store(f"sqlite:///{tmp_path / 'store.db'}", write_data(tmp_path / "data"))
    import_number(made, 1)
    yield made
    made.engine.dispose()


def refused(store: Store, *signs: str) -> None:
    """Assert that a write is refused for this reason, and that health says so too."""
    with pytest.raises(StoreError) as error:
        import_number(store, 2)
    assert all(sign in str(error.value) for sign in (*signs, "什么都没有改动"))
    _ASKED.clear()


def works(store: Store, reports: int) -> None:
    _ASKED.clear()
    assert stores.trouble(store=store) == ""
    import_number(store, 3)
    assert len(stores.reports(store=store)) == reports + 1


def test_a_file_that_vanishes_is_missed_and_found_again(store: Store):
    with reading(store):
        moved = store.file.rename(store.file.with_name("moved.db"))
        refused(store, "不见了")
        assert "不见了" in stores.trouble(store=store)
        assert not store.file.exists(), "no empty database takes its place"
    store.engine.dispose()
    with pytest.raises(StoreError, match="不见了"):
        stores.reports(store=store)

    moved.rename(store.file)
    works(store, 3)


def test_a_file_that_was_replaced_is_not_written_to(store: Store, tmp_path: Path):
    other = built_store(f"sqlite:///{tmp_path / 'other.db'}", store.data)
    other.engine.dispose()
    other.file.rename(store.file)

    refused(store, "被换成了另一个文件")
    assert "请重新启动服务" in stores.trouble(store=store)


@pytest.mark.parametrize(
    ("pragma", "sign"),
    [("query_only=ON", "数据库是只读的"), ("max_page_count=10", "磁盘已满")],
    ids=["read-only", "full"],
)
def test_what_cannot_be_written_says_why_and_goes_on_being_read(store: Store, pragma: str, sign: str):
    def hinder(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA {pragma}")

    store.engine.dispose()
    event.listen(store.engine, "connect", hinder)
    before = stores.facts(store=store)

    refused(store, sign)
    assert stores.facts(store=store).equals(before)

    event.remove(store.engine, "connect", hinder)
    store.engine.dispose()
    works(store, 3)


def test_a_disk_without_room_is_told_before_a_write_fails(store: Store, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as patch:
        patch.setattr("core.store.health.disk_usage", lambda _: SimpleNamespace(free=100 << 10))
        _ASKED.clear()
        assert stores.trouble(store=store) == "磁盘已满：数据库所在的磁盘只剩 100 KB"
    works(store, 3)


def test_more_readers_than_connections_are_told_so(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(store.engine.pool, "_timeout", 0.01)
    monkeypatch.setattr(store.engine.pool, "_max_overflow", 0)
    with ExitStack() as readers:
        for _ in range(store.engine.pool.size()):
            readers.enter_context(reading(store))
        with pytest.raises(StoreError, match="人太多"):
            stores.reports(store=store)
    works(store, 3)


def test_a_taken_database_is_waited_for_and_then_told(store: Store):
    other = sqlite3.connect(store.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    refused(store, "正被别的程序占用")
    assert stores.trouble(store=store) == "", "somebody else's import is no trouble"

    other.execute("ROLLBACK")
    other.close()
    works(store, 3)


def test_a_damaged_file_says_so(store: Store):
    store.engine.dispose()
    _opened.cache_clear()
    for file in store.file.parent.glob("store.db-*"):
        file.unlink()
    content = bytearray(store.file.read_bytes())
    content[4096 : len(content)] = b"x" * (len(content) - 4096)
    store.file.write_bytes(content)

    with pytest.raises(StoreError, match="损坏|打不开"):
        stores.facts(store=store)


def test_a_postgresql_that_falls_over_is_told_and_loses_nothing(tmp_path: Path, postgres_address: str):
    with running_postgres() as server:
        store = built_store(server.address, write_data(tmp_path / "data"))
        import_number(store, 1)
        server.kill()

        refused(store, "连不上数据库服务器")
        assert "连不上" in stores.trouble(store=store)

        server.start()
        works(store, 3)
        store.engine.dispose()


def test_a_network_that_is_cut_without_a_word_is_told_and_loses_nothing(
    tmp_path: Path, postgres_address: str, monkeypatch: pytest.MonkeyPatch
):
    """The server hears the last word of an import, and nobody hears its answer: that it may be kept is said."""
    with (
        own_schema(postgres_address) as own,
        way_to(own) as (address, way),
        ThreadPoolExecutor(1) as apart,
        closing_store(address, write_data(tmp_path / "data")) as store,
    ):
        stores.build(store=store)
        with monkeypatch.context() as patch:
            way.cut_after(b"COMMIT\0", then=partial(_give_up_soon, patch))
            with pytest.raises(StoreError, match="连不上数据库服务器，不知道这次写入了没有：恢复以后看变更记录"):
                apart.submit(import_number, store, 1).result(timeout=60)
            apart.submit(refused, store, "连不上数据库服务器").result(timeout=60)
            assert "连不上数据库服务器" in apart.submit(stores.trouble, store=store).result(timeout=60)

        way.mend()
        _waited_for(lambda: not _ASKED.clear() and not stores.trouble(store=store))
        works(store, 3)


def _give_up_soon(patch: pytest.MonkeyPatch) -> None:
    """Shorten the waits for a server that is cut off, and only then: one that is merely busy is not to be given up."""
    patch.setattr("core.store.line.SILENCE", 0.2)
    patch.setattr("core.store.line.REST", 0.5)
    patch.setitem(CONNECT, "connect_timeout", 2)


def test_a_statement_that_takes_long_is_waited_for(postgres_address: str, monkeypatch: pytest.MonkeyPatch):
    """Nothing is heard meanwhile, but the server answers whoever asks."""
    monkeypatch.setattr("core.store.line.SILENCE", 0.1)
    with closing(Line().connect({"conninfo": postgres_address})) as connection:
        assert connection.execute("SELECT pg_sleep(0.5), 7").fetchone()[1] == 7


def test_a_postgresql_killed_again_and_again_keeps_what_it_acknowledged(
    tmp_path: Path, postgres_address: str, share: int
):
    """Its processes die at a random moment of a writer's work: what the writer was told is there, and nothing half."""
    dice, kills = random.Random(16), 50 if share == 1 else 3
    acknowledged: set[str] = set()
    with running_postgres() as server:
        store = built_store(server.address, write_data(tmp_path / "data"))
        for kill in range(kills):
            with ThreadPoolExecutor(1) as writer:
                done: set[str] = set()
                written = writer.submit(_imports_until_it_fails, store, 1000 * (kill + 1), done)
                if kill % 2:
                    _waited_for(
                        lambda done=done, written=written: done or written.done(), 60
                    )  # it is at it; else it may just begin
                time.sleep(dice.uniform(0, 0.3))
                server.kill()
                written.result(timeout=60)
                acknowledged |= done
            server.start()
            store.engine.dispose()
            kept, rows = stores.reports(store=store), stores.facts(store=store)
            assert acknowledged <= set(kept["id"]) and set(rows["document"]) == set(kept["id"])
            imported = rows[rows["document"].isin(kept.loc[kept["origin"] == "imported", "id"])]
            assert set(imported[imported["status"] != "gap"].groupby("document").size()) <= {20}
        store.engine.dispose()
    assert acknowledged


def _imports_until_it_fails(store: Store, first: int, done: set[str]) -> None:
    """Import one report after the other; add those of which the store said that they are kept."""
    for n in range(first, first + 1000):
        try:
            done.add(import_number(store, n))
        except (StoreError, DBAPIError):
            return


def test_a_server_killed_again_and_again_keeps_what_its_pages_acknowledged(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: int
):
    """The process of the pages, then a worker of its pool, dies at a random moment after a button was pressed."""
    dice, kills = random.Random(17), 50 if share == 1 else 1
    monkeypatch.setenv(stores.ADDRESS, shipped_store(address))
    for _ in range(kills):
        with running_server(tmp_path, address) as server:
            office = stores.open_store(address)
            known = stores.reports(store=office)
            pending = known.loc[known["trust"] == "pending", "id"]
            noted = len(stores.history(kind="confirm", store=office))
            visitor = Frames(server)
            seen = visitor.run("reports", {"d": pending.iloc[0]})
            values = {
                seen.ids["text_input", "确认人"]: "李明",
                seen.ids["text_input", "依据"]: "https://a.example.gov/1",
            }
            with ThreadPoolExecutor(1) as pressing:
                pressed = pressing.submit(
                    visitor.run, "reports", {"d": pending.iloc[0]}, values | {seen.ids["button", "确认来源"]: True}
                )
                time.sleep(dice.uniform(0, 1.0))
                told = pressed.done() and not pressed.exception()
                server.process.kill()
                server.process.wait()
                pressed.exception()
        confirmed = stores.report(pending.iloc[0], store=office).confirmed_by
        assert confirmed == "李明" or not told
        assert len(stores.history(kind="confirm", store=office)) == noted + (confirmed == "李明")
        office.engine.dispose()
    _kill_workers(office, 2 * kills)
    office.engine.dispose()


def _kill_workers(office: Store, kills: int) -> None:
    """Let workers die at a random moment of an import: there is a whole report or nothing, and what is said is true."""
    dice, pool = random.Random(18), Pool(workers=1)
    whole = len(stores.facts(document=_imported(pool, 0).result().report, store=office))
    began = time.monotonic()
    _imported(pool, 1).result()  # now that the worker is there
    usual, ended = time.monotonic() - began, []
    for n in range(2, kills + 2):
        job = _imported(pool, n)
        _waited_for(lambda job=job: job._stop, pause=0.001)
        time.sleep(dice.uniform(0, 2 * usual))
        job._stop()  # kill -9
        try:
            told = job.result().report
        except DuibiaoError as error:
            assert "意外停止" in str(error) and "变更记录里有这一条就是写入了" in str(error)
            told = ""
        kept = stores.reports(store=office).query(f"title == '第{n}份总结'")["id"]
        assert not told or [told] == list(kept)
        assert len(stores.history(kind="import", about=f"第{n}份总结", store=office)) == len(kept)
        assert [len(stores.facts(document=report, store=office)) for report in kept] == [whole] * len(kept)
        ended.append((bool(told), len(kept)))
        usual *= 0.8 if kept.any() else 1.25  # so that about half of them come too late, however busy the machine
    print(f"{kills} workers killed: {Counter(ended)}")


def _imported(pool: Pool, n: int) -> Job:
    """Let a worker import the n-th invented report."""
    identity = filing(place="yuhua", issuer=f"第{n}单位", level="市辖区", year=2022, title=f"第{n}份总结")
    return pool.submit(Task.IMPORT, raw_document(text_number(3 * n)), identity, False)


def health(address: str) -> tuple[int, dict[str, str]]:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_pages_go_on_with_a_banner_and_the_log_names_who_was_refused(tmp_path: Path):
    with running_server(tmp_path) as server:
        visitor = Frames(server)
        before = visitor.run("reports", {})
        assert health(server.address)[0] == 200 and not before.alerts
        pending = {"d": stores.reports(store=stores.open_store(f"sqlite:///{tmp_path / 'duibiao.db'}"))["id"].iloc[0]}

        moved = (tmp_path / "duibiao.db").rename(tmp_path / "moved.db")
        status, told = health(server.address)
        assert status == 503 and "不见了" in told["reason"]
        form = urlencode({"name": "王\n芳", "password": "0000-0000"}).encode()
        with pytest.raises(urllib.error.HTTPError, match="503") as out_of_reach:
            urllib.request.urlopen(f"{server.address}/duibiao/sign-in", form, timeout=30)
        assert "不见了" in json.load(out_of_reach.value)["error"]
        during = visitor.run("reports", pending)
        assert any("不见了" in words and "现在不能导入和更正" in words for words in during.alerts)
        assert [words for words in during.words if "份报告" in words], "the page itself is still there"

        moved.rename(tmp_path / "duibiao.db")
        _waited_for(lambda: health(server.address)[0] == 200)
        assert not visitor.run("reports", {}).alerts
        visitor.close()
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(f"{server.address}/duibiao/sign-in", form, timeout=30)
    [line] = [
        line
        for line in (tmp_path / "logs" / "duibiao.log").read_text("utf-8").splitlines()
        if "sign-in refused" in line
    ]
    assert r"sign-in refused name='王\n芳' from=127.0.0.1" in line


@contextmanager
def gone_and_back(kind: str, tmp_path: Path) -> Iterator[tuple[str, str, Callable[[], object], Callable[[], object]]]:
    """Give a database of what ships: its address, what is said of it while it is gone, and what takes it away and
    brings it back.
    """
    if kind == "sqlite":
        file, away = tmp_path / "duibiao.db", tmp_path / "moved.db"
        yield shipped_store(f"sqlite:///{file}"), "不见了", lambda: file.rename(away), lambda: away.rename(file)
    else:
        with running_postgres() as server, way_to(shipped_store(server.address)) as (address, way):
            take, bring = (way.cut, way.mend) if kind == "postgresql cut off" else (server.stop, server.start)
            yield address, "连不上数据库服务器", take, bring


class Work:
    """Two who look at pages and one who corrects numbers, until they are let go, whatever happens to the database."""

    def __init__(self, server: Served, store: Store) -> None:
        self.server, self.store, self.over = server, store, False
        self.alerts: list[tuple[float, str]] = []
        self.runs: list[float] = []  # when pages were asked for
        self.longest = 0.0  # seconds until a page was there
        self.made: list[tuple[str, str]] = []
        self.refused: list[str] = []
        self._threads = ThreadPoolExecutor(3)
        self._under_way = [
            *(self._threads.submit(self._look, n) for n in range(2)),
            self._threads.submit(self._correct),
        ]

    def waited_for(self, condition: Callable[[], object]) -> None:
        """Wait until something holds, or one of them has met what he should not."""
        _waited_for(lambda: condition() or any(each.done() for each in self._under_way))

    def end(self) -> None:
        """Let them finish, and raise what any of them met."""
        self.over = True
        self._threads.shutdown()
        for each in self._under_way:
            each.result()

    def _look(self, n: int) -> None:
        visitor, dice = Frames(self.server, X_Forwarded_For=f"192.0.2.{n}"), random.Random(n)
        while not self.over:
            began = time.monotonic()
            shown = visitor.run(dice.choice(("overview", "indicator", "findings", "reports", "changes", "plans")), {})
            self.runs.append(began)
            self.longest = max(self.longest, time.monotonic() - began)
            self.alerts += [(began, words) for words in shown.alerts]
            time.sleep(0.2)
        visitor.close()

    def _correct(self) -> None:
        fact = stores.facts(store=self.store).query("status == 'stated' and indicator != ''").iloc[0]
        place, before = (fact["document"], int(fact["start"]), int(fact["end"])), f"{fact['value']:.15g}"
        for n in count(1):
            if self.over:
                break
            try:
                stores.correct_fact(
                    *place, fact["indicator"],
                    field="value", after=str(n), who="李明", why="核对", seen=before, store=self.store,
                )  # fmt: skip
            except StoreError as error:
                self.refused.append(str(error))
                if "不知道这次写入了没有" in str(error):
                    before = self._found(place, before, str(n))
            else:
                self.made.append((before, str(n)))
                before = str(n)
            time.sleep(0.2)

    def _found(self, place: tuple[str, int, int], before: str, after: str) -> str:
        """Look what became of a correction as soon as that can be told, and return what stands there."""
        _waited_for(lambda: not stores.trouble(store=self.store), 300)
        facts = stores.facts(document=place[0], store=self.store)
        if f"{facts.loc[facts['start'] == place[1], 'value'].iloc[0]:.15g}" != after:
            return before
        self.made.append((before, after))
        return after


@pytest.mark.parametrize("kind", ["sqlite", "postgresql", "postgresql cut off"])
def test_a_database_that_is_gone_for_a_minute_is_told_and_comes_back(
    kind: str, tmp_path: Path, share: int, request: pytest.FixtureRequest
):
    """Pages are looked at and numbers corrected all the while; a second of it without ``--long``."""
    if kind != "sqlite":
        if share != 1:
            pytest.skip("in full only: with SQLite it is seen in every run")
        request.getfixturevalue("postgres_address")  # or it is not installed
    with (
        gone_and_back(kind, tmp_path) as (address, sign, take, bring),
        running_server(tmp_path, address) as server,
        closing_store(address) as store,
    ):
        pending = {"d": stores.reports(store=store).query("trust == 'pending'")["id"].iloc[0]}
        editor = Frames(server)
        seen = editor.run("reports", pending)
        signed = {seen.ids["text_input", "确认人"]: "李明", seen.ids["text_input", "依据"]: "https://a.example.gov/1"}
        confirm = signed | {seen.ids["button", "确认来源"]: True}
        work = Work(server, store)
        try:
            work.waited_for(lambda: len(work.made) > 2 and len(work.runs) > 6)
            began = time.monotonic()
            take()
            _waited_for(lambda: sign in health(server.address)[1].get("reason", ""))
            told = time.monotonic()
            banner = "现在不能导入和更正"  # stands there as soon as what was asked of the database two seconds ago is forgotten
            _waited_for(lambda: any(banner in words for words in editor.run("reports", pending).alerts))
            during = editor.run("reports", pending)
            assert any(sign in words and banner in words for words in during.alerts), during
            assert [words for words in during.words if "份报告" in words], "the page itself is still there"
            pressed = editor.run("reports", pending, confirm)
            assert all(sign in words for words in pressed.alerts)
            assert any("什么都没有改动" in words for words in pressed.alerts), pressed.alerts
            work.waited_for(lambda: work.refused)
            time.sleep(max(0.0, began + (60 if share == 1 else 1) - time.monotonic()))

            bring()
            _waited_for(lambda: health(server.address)[0] == 200)
            back, made = time.monotonic(), len(work.made)
            assert not editor.run("reports", pending).alerts
            assert not editor.run("reports", pending, confirm).alerts
            work.waited_for(lambda: len(work.made) > made + 2 and work.runs[-1] > back)
        finally:
            work.end()
        editor.close()

        print(
            f"{kind}: gone {back - began:.0f} s, told after {told - began:.1f} s, {len(work.runs)} runs, the longest"
            f" {work.longest:.1f} s, {len(work.made)} corrections,"
            f" {len(work.refused)} refused: {Counter(work.refused)} {Counter(words for _, words in work.alerts)}"
        )
        assert all(sign in words for words in work.refused)
        assert all(sign in words for _, words in work.alerts)
        assert not [words for began, words in work.alerts if began > back]
        kept = stores.corrections(store=store)
        assert list(zip(kept["before"], kept["after"], strict=True)) == work.made
        assert stores.report(pending["d"], store=store).confirmed_by == "李明"
        assert len(stores.history(kind="confirm", store=store)) == 1


@contextmanager
def closing_store(address: str, data: Path = DATA) -> Iterator[Store]:
    """Give the store at an address; its connections are closed in the end."""
    store = open_store(address, data)
    yield store
    store.engine.dispose()


def _waited_for(condition: Callable[[], object], seconds: float = 60, pause: float = 0.2) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(pause)
