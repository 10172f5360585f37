"""What a report says arrives on the screen as it says it: on every path, in a real browser."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pages.ui.escape import JOINER
from tests.browser.hostile import FIXED, invented

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
READ = """path => [...document.querySelectorAll(`[class*="st-key-${path}-"]`)].map(box => [
  Number([...box.classList].find(name => name.startsWith(`st-key-${path}-`)).split("-").pop()),
  (box.querySelector("summary") ?? box).textContent])"""
PATHS = ["markdown", "caption", "title", "subheader", "error", "info", "button", "checkbox", "expander", "pills"]


@pytest.fixture(scope="module")
def escaped() -> Iterator[str]:
    """The page of hostile texts, served by itself."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "streamlit", "run", "tests/browser/escaped.py", "--server.port", str(port),
        "--server.address", "127.0.0.1",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"})
    deadline = time.monotonic() + 60
    while not _answers(port) and time.monotonic() < deadline:
        time.sleep(0.2)
    yield f"http://127.0.0.1:{port}/"
    process.terminate()
    process.wait(timeout=20)


def _answers(port: int) -> bool:
    with socket.socket() as visitor:
        return visitor.connect_ex(("127.0.0.1", port)) == 0


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace(JOINER, "")).strip()


def test_every_text_is_shown_as_it_is_on_every_path(escaped, browser, settle):
    page = browser.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(escaped)
    settle(page)

    changed = {}
    for path in PATHS:
        wanted = [*FIXED, *(invented() if path == "markdown" else [])]
        shown = dict(page.evaluate(READ, path))
        assert len(shown) == len(wanted)
        changed |= {
            f"{path}: {text}": shown[n] for n, text in enumerate(wanted) if not plain(shown[n]).endswith(plain(text))
        }
    links = page.locator("[class*='st-key-'] :is(a[href^='http'], a[href^='mailto'], img, script, b, del)").count()
    page.close()

    assert changed == {}
    assert links == 0
    assert [address for address in requests if "example" in address] == []
