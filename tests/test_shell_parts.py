"""The parts of the shell that need no server: limits, packing, addresses."""

from __future__ import annotations

import gzip
import logging
import re
import socket
from pathlib import Path

import pytest

from server import logs
from server.__main__ import _parser, announcement
from server.addresses import bind_free_port, lan_addresses
from server.bundles import pack_bundles
from server.gate import is_own_name
from server.index_page import read_index
from server.paths import ROOT, route_path
from server.uploads import MEGABYTE, SERVER_LIMIT, SESSION_LIMIT, UploadLimit


def scope(method: str, path: str, **headers: str) -> dict:
    named = [(name.replace("_", "-").lower().encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "method": method, "path": path, "headers": named}


def status_of(limit: UploadLimit, size: int, session: str = "a") -> int:
    sent: list[dict] = []

    async def send(message: dict) -> None:
        sent.append(message)

    async def receive() -> dict:
        return {"type": "http.request", "body": b"", "more_body": False}

    asked = scope("PUT", f"/_stcore/upload_file/{session}/1", Content_Length=str(size))
    with pytest.raises(StopIteration):  # it runs to its end at once: nothing here waits, and no event loop is needed
        limit(asked, receive, send).send(None)
    return sent[0]["status"]


async def stored(scope: dict, receive: object, send: object) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})


@pytest.mark.parametrize(
    ("held", "size", "status"),
    [
        ({}, SESSION_LIMIT, 204),
        ({}, SESSION_LIMIT + 1, 413),
        ({"a": SESSION_LIMIT - MEGABYTE}, MEGABYTE, 204),
        ({"a": SESSION_LIMIT - MEGABYTE}, MEGABYTE + 1, 413),
        ({"b": SESSION_LIMIT}, MEGABYTE, 204),
        ({str(n): SESSION_LIMIT for n in range(SERVER_LIMIT // SESSION_LIMIT)}, 1, 413),
    ],
)
def test_what_is_held_counts_against_an_upload(held, size, status):
    assert status_of(UploadLimit(stored, held=lambda: held), size) == status


def test_what_is_under_way_counts_too_and_only_as_long():
    seen: list[int] = []

    async def slow(scope: dict, receive: object, send: object) -> None:
        seen.append(limit.under_way["a"])
        await stored(scope, receive, send)

    limit = UploadLimit(slow, held=dict)
    assert status_of(limit, 7) == 204
    assert (seen, dict(limit.under_way)) == ([7], {})


def test_bundles_are_packed_once(tmp_path):
    folder, cache = tmp_path / "static", tmp_path / "cache"
    folder.mkdir()
    (folder / "a.js").write_text("let a = 1;\n" * 200)
    (folder / "a.woff2").write_bytes(b"x" * 5000)
    [bundle] = pack_bundles(folder, cache).values()
    assert gzip.decompress(bundle.body) == (folder / "a.js").read_bytes()
    [kept] = cache.rglob("*.gz")
    kept.write_bytes(gzip.compress(b"from the cache"))
    assert gzip.decompress(pack_bundles(folder, cache)["/a.js"].body) == b"from the cache"


def test_a_page_that_changed_shape_is_noticed(tmp_path):
    page = tmp_path / "index.html"
    page.write_text("<html><title>x</title></html>")
    with pytest.raises(RuntimeError, match="requirements.txt"):
        read_index(page, "./x.js", "./x.css")


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("localhost:8501", True),
        ("172.16.0.9", True),
        ("[fe80::1]:8501", True),
        ("dalao.local", True),
        ("zwfw.example.gov", False),
        ("127.0.0.1.example.com", False),
        ("", True),
    ],
)
def test_own_names(host, own):
    assert is_own_name(host, frozenset({"declared.example.gov"})) is own


def test_a_declared_name_is_own():
    assert is_own_name("declared.example.gov:80", frozenset({"declared.example.gov"}))


def test_a_busy_port_gives_way_to_the_next_free_one():
    with bind_free_port("127.0.0.1", 0) as first:
        busy = first.getsockname()[1]
        with bind_free_port("127.0.0.1", busy) as second:
            assert busy < second.getsockname()[1] < busy + 50


def test_addresses_of_colleagues_are_found_without_a_packet(monkeypatch):
    """A datagram socket that connects sends nothing; no name is asked for."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: pytest.fail("asked for a name"))
    assert all(not address.startswith("127.") for address in lan_addresses())


def test_the_announcement_names_both_addresses(monkeypatch):
    monkeypatch.setattr("server.__main__.lan_addresses", lambda: ["10.1.2.3"])
    assert "本机打开：  http://localhost:8501" in announcement("0.0.0.0", 8501)
    assert "同事打开：  http://10.1.2.3:8501" in announcement("0.0.0.0", 8501)
    assert "同事" not in announcement("127.0.0.1", 8501)


def test_the_settings_send_nothing_home():
    settings = (Path(__file__).resolve().parent.parent / ".streamlit" / "config.toml").read_text("utf-8")
    for line in ("gatherUsageStats = false", "hideWelcomeMessage = true", 'toolbarMode = "viewer"'):
        assert line in settings
    assert "://" not in settings


@pytest.mark.parametrize(
    ("path", "root_path", "seen"),
    [("/a", "", "/a"), ("/db/a", "", "/a"), ("/db", "", "/"), ("/dbx", "", "/dbx"), ("/in/db/a", "/in", "/a")],
)
def test_a_request_is_seen_below_the_path_the_app_is_served_under(path, root_path, seen, monkeypatch):
    monkeypatch.setattr("server.paths.base_path", lambda: "/db")
    assert route_path(scope("GET", path) | {"root_path": root_path}) == seen


def test_the_log_takes_turns_and_keeps_six_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name, value in {"BYTES": 400, "OURS": ("duibiao.turns",)}.items():
        monkeypatch.setattr(logs, name, value)
    monkeypatch.setenv(logs.FOLDER, str(tmp_path))
    monkeypatch.setenv(logs.NUMBER, "1")
    file = logs.start_logging()
    try:
        for n in range(100):
            logging.getLogger("duibiao.turns").info("correct report=%d\nvalue", n)
    finally:
        written = logging.getLogger().handlers[-1]
        logging.getLogger().removeHandler(written)
        written.close()

    kept = [file, *(file.with_name(f"{file.name}.{n}") for n in range(1, logs.FILES))]
    assert file.name == "duibiao-1.log" and sorted(tmp_path.iterdir()) == sorted(kept)
    lines = [line for each in reversed(kept) for line in each.read_text("utf-8").splitlines()]
    assert lines[-2].endswith("correct report=99") and lines[-1] == "    value" and len(lines) < 100
    assert all(each.stat().st_size <= 400 for each in kept)


def test_the_notes_on_deployment_name_only_what_can_be_chosen():
    """Each ``--option`` that they give to ``run`` is one; ports and paths agree with each other."""
    notes = {
        file.name: file.read_text("utf-8")
        for file in [*(ROOT / "docs" / "deployment").iterdir(), ROOT / "docs" / "deployment.md", ROOT / "README.md"]
    }
    run = [
        line.partition("manage.py run")[2]
        for words in notes.values()
        for line in words.splitlines()
        if "manage.py run" in line
    ]
    options = {option for line in run for option in re.findall(r"--[a-z]+", line)} - {"--wheels", "--ocr"}
    known = _parser()._option_string_actions
    assert {"--host", "--port", "--name"} <= options <= set(known)
    assert set(re.findall(r"--[a-z]+", notes["deployment.md"].partition("## PostgreSQL")[0])) <= {*known, "--now"}
    [unit_port] = re.findall(r"--port (\d+)", notes["duibiao.service"])
    assert f"server 127.0.0.1:{unit_port};" in notes["nginx.conf"]
