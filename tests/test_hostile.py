"""What is not what it looks like: turned directions, encodings that hide tags, texts without end, numbers that are
none. Each is shown, or refused in a sentence, quickly.
"""

from __future__ import annotations

import doctest
import importlib
import io
import random
import resource
import statistics
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.apart import Pool, Task
from core.errors import DocumentError, DuibiaoError, StoreError
from core.reading import read_bytes
from core.store import confirm_report, correct_report, keep, opened
from core.visible import SHOWN
from tests.frames import Frames
from tests.served import Served, running_server
from tests.store_world import built_store, filing, raw_document, write_data

BRINGERS = 4  # at a time: two are read, two wait
PLAIN = "2023年工作总结\n一、工作情况\n热线受理1200件，回访满意率98.5%。\n"
ALPHABET = [*"0123456789.%％‰,，。；、：（）【】|\n\t ~-—_*$<>&'\"=+@#\\/", "其中", "热线受理", "满意率", "同比增长", "分别为", "2023年",
            "万", "亿", "件", "个", "一、", "（二）", "三是", "\u202e", "\u200b", "\ufeff", "\x00", "�", "😀", "<script>", "<!--", "</td>", "|"]  # fmt: skip


@pytest.mark.parametrize("module", ["core.visible", "core.plain", "core.parsing.endless", "server.gate", "server.rates", "server.counts",
                                    "server.signing", "pages.ui.caller", "core.store.trouble", "core.store.guesses"])  # fmt: skip
def test_what_the_guards_say_of_themselves_holds(module: str):
    assert doctest.testmod(importlib.import_module(module)).failed == 0


def test_a_turned_direction_is_shown_and_moves_no_offset():
    raw = read_bytes(PLAIN.replace("98.5", "\u202e5.89\u202c").encode(), "报告.txt")

    assert f"{SHOWN}5.89{SHOWN}%" in raw.raw and len(raw.raw) == len(PLAIN) + 2
    assert any(SHOWN in note for note in raw.notes)


@pytest.mark.parametrize("wrapped", ["{}", '<html><head><meta charset="utf-7"></head><body><p>{}</p></body></html>'])
def test_utf_7_is_refused_and_plus_signs_are_not(wrapped: str):
    with pytest.raises(DocumentError, match="UTF-7"):
        read_bytes(wrapped.format(PLAIN).encode("utf-7"), "报告.txt")
    with pytest.raises(DocumentError, match="UTF-7"):
        read_bytes(b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "a.txt")
    assert read_bytes(b"C++ and a+bcdefgh and 1+2345 = 2346\n", "a.txt").raw.startswith("C++")


def test_big5_is_read():
    told = "2023年工作總結\n全年熱線受理訴求1200件，回訪滿意率98.5%，政務服務事項網上可辦率達到99%。\n"
    assert read_bytes(told.encode("big5"), "報告.txt").raw == told


def test_what_steers_unseen_is_refused_where_people_write(tmp_path: Path):
    store = built_store(f"sqlite:///{tmp_path / 'store.db'}", write_data(tmp_path / "data"))
    for write in (
        lambda: confirm_report("shan-2021", who="李\u202e明", why="x", store=store),
        lambda: correct_report("shan-2021", who="李明", why="x", title="总\x00结", store=store),
        lambda: keep("basket", "例\u2066会", "a", "李明", store=store),
    ):
        with pytest.raises(StoreError, match="看不见的字符"):
            write()
    store.engine.dispose()


ENDLESS = {
    "520 KB of 其中5件，": "其中5件，" * 35_000,
    "10 KB of 5%": "5%" * 5_000,
    "a label without end": "热线受理" * 50_000,
    "dates": "2023年1月1日" * 5_000,
    "numbers without end": "办件5件。\n" * 60_000,
    "ranges": "1~" * 100_000,
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_what_has_no_end_is_refused_at_once_and_takes_no_memory(text: str, tmp_path: Path):
    from core.store import preview_import

    store = built_store(f"sqlite:///{tmp_path / 'store.db'}", write_data(tmp_path / "data"))
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()

    with pytest.raises(DocumentError, match="不像"):
        preview_import(raw_document(text), filing(), store=store)

    assert time.process_time() - began < 3
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024
    store.engine.dispose()


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([("甲.txt", b"0" * 3_000_000)], "超出一份报告的大小，请分成几个压缩包"),
        ([(f"{n}.txt", b"") for n in range(2001)], "里面有 2001 个文件，一次最多 2000 个"),
        ([("../../甲.txt", b"a"), (".乙.txt", b"b")], ""),
    ],
    ids=["a bomb", "too many", "leads out"],
)
def test_a_zip_swells_to_no_more_than_reports_take_and_leads_nowhere(entries: list[tuple[str, bytes]], words: str):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    if not words:
        assert opened([("一批.zip", packed.getvalue())]).files == ()
        return
    with pytest.raises(DocumentError, match=words):
        opened([("一批.zip", packed.getvalue())])


def test_a_zip_within_a_zip_is_no_report():
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("甲.txt", PLAIN)
    with pytest.raises(DocumentError):
        read_bytes(inner.getvalue(), "内.zip")


def hostile(dice: random.Random) -> tuple[bytes, str]:
    """Return an invented file: a text of pieces that mean something to the reader, cut, repeated or mangled."""
    text = "".join(dice.choices(ALPHABET, k=dice.randint(1, 400))) * dice.choice((1, 1, 3, 50))
    data = text.encode(dice.choice(("utf-8", "gb18030", "utf-16")), "replace")
    if dice.random() < 0.3:
        data = bytes(byte ^ (dice.random() < 0.01) * dice.randrange(256) for byte in data)
    head = dice.choice((b"", b"", b"<html><body><p>", b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    return head + data[: dice.choice((10, 1000, 100_000))], f"报告.{dice.choice(('txt', 'html', 'docx', 'pdf', 'md'))}"


def _none_harms(files: int, seed: int, most: float) -> None:
    dice, pool, drawing = random.Random(seed), Pool(workers=2), threading.Lock()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    left, taken = iter(range(files)), []

    def bring() -> None:
        while True:
            with drawing:
                if next(left, None) is None:
                    return
                data, name = hostile(dice)
            seconds = _read_in(pool, data, name)
            for _ in range(3):  # is it the file, or the machine?
                seconds = seconds if seconds < most else min(seconds, _read_in(pool, data, name))
            assert seconds < most, (seed, name, data[:200])
            taken.append(seconds)
            if len(taken) % 1000 == 0:
                print(f"{len(taken)} of {files} files, longest {max(taken):.1f} s", flush=True)

    with ThreadPoolExecutor(BRINGERS) as bringers:
        for brought in [bringers.submit(bring) for _ in range(BRINGERS)]:
            brought.result()
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(
        f"{len(taken)} files, median {sorted(taken)[files // 2]:.2f} s, longest {max(taken):.1f} s, memory +{grown:.0f} MB"
    )
    assert len(taken) == files and grown < 300


def _read_in(pool: Pool, data: bytes, name: str) -> float:
    """Return the seconds until a file was read as far as it can be."""
    began = time.perf_counter()
    try:
        raw = pool.submit(Task.READ, data, name).result()
        pool.submit(Task.PREVIEW, raw, pool.submit(Task.RECOGNISE, raw).result().filing).result()
    except DuibiaoError as error:
        assert "原因已记入日志" not in str(error), (name, data[:200])
    return time.perf_counter() - began


def test_hostile_files_harm_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: int):
    """Ten thousand of them with ``--long``, none over ten seconds; here a sample, on a machine that may be busy."""
    monkeypatch.setenv("DUIBIAO_DATABASE", f"sqlite:///{tmp_path / 'store.db'}")
    _none_harms(*((10_000, 7, 10.0) if share == 1 else (300 // share, 7, 60.0)))


VISITED = (
    ("indicator", {"i": "positive_rate"}),
    ("trend", {"i": "positive_rate"}),
    ("theme", {"b": "16"}),
    ("plans", {}),
)
PAUSE = 0.1  # seconds between two visits
MOST_SECONDS = 10.0  # that a file may take
HALF = 8  # visits in a stretch: quiet, or while files come in


class Attack:
    """Two who bring hostile files and texts, one after the other, while they are let, until it is over."""

    def __init__(self, server: Served) -> None:
        self.server, self.let, self.over = server, threading.Event(), False
        self.wrong: list[str] = []
        self.taken: list[float] = []
        self.slow: list[tuple[bytes, str]] = []
        self.threads = [threading.Thread(target=self._bring, args=(seed,)) for seed in (7, 8)]
        for thread in self.threads:
            thread.start()

    def end(self) -> None:
        """Let nobody bring more, and wait for what is under way."""
        self.over = True
        self.let.set()
        for thread in self.threads:
            thread.join()

    def _bring(self, seed: int) -> None:
        dice = random.Random(seed)
        try:
            while not self.over:
                self._bring_some(dice)
        except Exception as error:  # noqa: BLE001  told by the test, which fails
            self.wrong.append(f"{seed}: {type(error).__name__}: {error}")

    def _bring_some(self, dice: random.Random) -> None:
        """Bring fifty by one visit of the page."""
        visit = Frames(self.server)
        boxes = {kind: id for (kind, _), id in visit.run("import", {}).ids.items() if kind != "text_input"}
        for _ in range(50):
            self.let.wait()
            if self.over:
                break
            data, name = hostile(dice)
            began = time.monotonic()
            if dice.random() < 0.5:
                told = visit.run("import", {}, {boxes["text_area"]: data.decode("utf-8", "replace")})
            else:
                told = visit.run("import", {}, {boxes["file_uploader"]: visit.upload(data, name)})
            self.taken.append(time.monotonic() - began)
            self.wrong += [said for said in told.alerts if "错误编号" in said or "原因已记入日志" in said]
            if self.taken[-1] > MOST_SECONDS:
                self.slow.append((data, name))
            if len(self.taken) % 1000 == 0:
                print(f"{len(self.taken)} files, longest {max(self.taken):.1f} s", flush=True)
        visit.close()


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux tells of another process")
@pytest.mark.alone
def test_hostile_files_neither_fill_the_server_nor_hold_up_the_others(
    tmp_path: Path, share: int, capsys: pytest.CaptureFixture[str]
):
    """Quiet stretches and such in which files come in take turns; of each kind the least disturbed one counts, of all
    the middle one with ``--long``.
    """
    files, slack, of_all = (10_000, 0.0, statistics.median) if share == 1 else (40, 0.5, min)
    with running_server(tmp_path) as server:
        visitor = Frames(server, X_Forwarded_For="192.0.2.1")
        for page, query in VISITED:
            visitor.run(page, query)
        before, most = server.megabytes, 0.0
        attack, quiet, beside = Attack(server), [], []
        try:
            while (len(attack.taken) < files or len(beside) < 3) and not attack.wrong:
                attack.let.clear()
                quiet.append(_visits(visitor))
                attack.let.set()
                end = min(files, len(attack.taken) + files // 100)
                while not attack.wrong:
                    beside.append(_visits(visitor))
                    most = max(most, server.megabytes)
                    if len(attack.taken) >= end:
                        break
        finally:
            attack.end()
        visitor.close()
    assert attack.wrong == []
    with capsys.disabled():
        print(
            f"\n{len(attack.taken)} files, median {sorted(attack.taken)[len(attack.taken) // 2]:.2f} s, longest {max(attack.taken):.1f} s; "
            f"a page alone {of_all(quiet):.3f} s, beside them {of_all(beside):.3f} s; memory +{most - before:.0f} MB"
        )
    assert most - before < 300
    if share == 1:  # was it the file, or the machine?
        pool = Pool(workers=1)
        assert all(_read_in(pool, *slow) < MOST_SECONDS for slow in attack.slow)
    assert of_all(beside) <= 2 * of_all(quiet) + slack


def _visits(visitor: Frames) -> float:
    """Return the median seconds that a page takes."""
    taken = []
    for n in range(HALF):
        began = time.monotonic()
        visitor.run(*VISITED[n % len(VISITED)])
        taken.append(time.monotonic() - began)
        time.sleep(PAUSE)
    return statistics.median(taken)
