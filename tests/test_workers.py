"""Several processes behind one port: a visitor stays with his, and one that ends is started again."""

from __future__ import annotations

import asyncio
import http.client
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from server import workers

pytestmark = pytest.mark.skipif(not workers.possible(), reason="this system hands no connection to another process")
ROOT = Path(__file__).resolve().parent.parent
WORKER = """
import os, uvicorn
from core.store.guesses import Allowance
from server.keeping import KeptByWorker
from server.rates import Bucket, RateLimit
from server.workers import serve_handed

async def app(scope, receive, send):
    if scope["type"] == "http":
        told = f"{os.environ['DUIBIAO_WORKER']} {os.getpid()} {scope['client'][0]}".encode()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(told))]})
        await send({"type": "http.response.body", "body": told})

limited = RateLimit(app, Bucket(Allowance(5, 0.0001)))
serve_handed(uvicorn.Config(KeptByWorker(limited), lifespan="off", log_level="warning"))
"""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port that two workers share."""
    listener = socket.create_server(("127.0.0.1", 0))
    loop = asyncio.new_event_loop()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        task = loop.create_task(workers.share_out(listener, [sys.executable, "-P", "-c", WORKER], 2, "ready"))
        thread = threading.Thread(target=lambda: loop.run_until_complete(asyncio.wait([task])))
        thread.start()
        yield listener.getsockname()[1]
        loop.call_soon_threadsafe(task.cancel)
        thread.join()
    loop.close()
    listener.close()


def ask(port: int, **headers: str) -> tuple[str, str, str, str, str]:
    """Return number, process and caller as the worker tells them, then the cookie it sets and what it says of the
    connection.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/", headers={name.replace("_", "-"): told for name, told in headers.items()})
    answer = connection.getresponse()
    number, process, caller = answer.read().decode().split()
    connection.close()
    return number, process, caller, answer.getheader("set-cookie", ""), answer.getheader("connection", "")


def test_a_visitor_stays_with_the_worker_that_its_cookie_names(port):
    strangers = [ask(port) for _ in range(4)]
    assert {number for number, *_ in strangers} == {"0", "1"}
    assert all(cookie.startswith(f"{workers.COOKIE}={number};") for number, _, _, cookie, _ in strangers)
    assert {caller for _, _, caller, *_ in strangers} == {"127.0.0.1"}

    for number in "01":
        kept = {ask(port, Cookie=f"a=b; {workers.COOKIE}={number}") for _ in range(3)}
        assert [(each[0], each[3]) for each in kept] == [(number, "")]


def test_a_proxy_is_told_to_send_no_other_visitor_over_the_same_connection(port):
    assert ask(port)[4] == ""
    assert ask(port, X_Forwarded_For="192.0.2.7")[4] == "close"


def test_what_an_address_asks_of_the_interface_is_counted_by_all_workers_together(port):
    """Five at once are allowed, whichever worker answers; another address has its own."""

    def asked(address: str, worker: int) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"X-Forwarded-For": address, "Cookie": f"{workers.COOKIE}={worker}"}
        connection.request("GET", "/api/facts", headers=headers)
        status = connection.getresponse().status
        connection.close()
        return status

    assert [asked("192.0.2.7", n % 2) for n in range(8)] == [200] * 5 + [429] * 3
    assert [asked("192.0.2.8", n) for n in range(2)] == [200] * 2


def test_a_worker_that_ends_is_started_again_and_its_visitors_are_served(port):
    named = {"Cookie": f"{workers.COOKIE}=1"}
    _, before, *_ = ask(port, **named)
    os.kill(int(before), signal.SIGKILL)
    while (after := served_by(port, 1)) in ("", before):  # the other one serves meanwhile
        pass
    assert after != before


def served_by(port: int, number: int) -> str:
    """Return the process of a worker when it answers, "" while another one does or the connection is lost with it."""
    try:
        answered, process, *_ = ask(port, Cookie=f"{workers.COOKIE}={number}")
    except (ConnectionError, http.client.HTTPException):
        return ""
    return process if answered == str(number) else ""
