"""Reports are fetched from listed hosts only, slowly, and from no address within; a host that misbehaves, in whatever
way, costs a sentence and nothing else.
"""

from __future__ import annotations

import doctest
import gzip
import ipaddress
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from core import inbox
from core.cli import main
from core.errors import DeclarationError, FetchError
from core.fetching import Fetcher, Manners, connecting, fetcher, load_manners
from core.fetching.manners import Turns
from core.reading import MAX_BYTES, read_file
from core.store import propose_filing

TEXT = "雨花区政务服务办公室2023年工作总结\n一、工作情况\n全年热线受理诉求1200件，回访满意率98.5%。\n"
PAGE = (
    '<html><head><title>2023年工作总结</title></head><body><div class="nav"><a href="/">首页</a><a href="/b">要闻</a></div>'
    f"<div class='content'>{''.join(f'<p>{line}</p>' for line in TEXT.splitlines() * 3)}</div>"
    "<div class='foot'>版权所有 备案号12345</div></body></html>"
)
Reply = Callable[[BaseHTTPRequestHandler], None]


def reply(body: bytes, status: int = 200, length: int | None = None, **headers: str) -> Reply:
    def answer(asked: BaseHTTPRequestHandler) -> None:
        asked.send_response(status)
        for name, value in headers.items():
            asked.send_header(name.replace("_", "-"), value)
        asked.send_header("Content-Length", str(len(body) if length is None else length))
        asked.end_headers()
        asked.wfile.write(body)

    return answer


def moved(to: str) -> Reply:
    return reply(b"", 302, Location=to)


def with_tag(asked: BaseHTTPRequestHandler) -> None:
    same = asked.headers.get("If-None-Match") == '"one"'
    reply(b"" if same else PAGE.encode(), 304 if same else 200, ETag='"one"')(asked)


def dripping(asked: BaseHTTPRequestHandler) -> None:
    asked.send_response(200)
    asked.end_headers()
    for _ in range(100):
        asked.wfile.write(b"a")
        time.sleep(0.05)


def endless(asked: BaseHTTPRequestHandler) -> None:
    asked.send_response(200)
    asked.end_headers()
    while True:
        asked.wfile.write(b"0" * (1 << 20))


def garbage(asked: BaseHTTPRequestHandler) -> None:
    asked.wfile.write(b"\x00\x01 what is HTTP?\r\n\r\n")


def endless_headers(asked: BaseHTTPRequestHandler) -> None:
    asked.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(500)) + b"\r\n")


@dataclass
class Host:
    """A server on this machine that answers each path as it is told, and notes what it was asked."""

    port: int
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def at(self, path: str, name: str = "127.0.0.1") -> str:
        return f"http://{name}:{self.port}{path}"


@pytest.fixture
def host() -> Iterator[Host]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.asked.append(self.path)
            known.replies.get(self.path, reply(b"", 404))(self)

        def log_message(self, *_: object) -> None:
            """Print nothing."""

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:  # whoever asked has hung up
                return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    known = Host(server.server_address[1])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield known
    server.shutdown()
    server.server_close()


def asking(folder: Path, **settings: object) -> Fetcher:
    manners = Manners(("127.0.0.1", "localhost"), 0.0)
    return Fetcher(folder, manners, **({"allowed": lambda _: True} | settings))


@pytest.mark.parametrize("module", [connecting, fetcher])
def test_what_the_modules_say_of_themselves_holds(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("said", ["text/html", "text/html; charset=iso-8859-1", "application/octet-stream"])
def test_a_page_waits_with_its_text_and_address_whatever_its_host_says_of_it(host, tmp_path, codec, said):
    host.replies["/zw/t1.html"] = reply(PAGE.encode(codec), Content_Type=said)

    done = asking(tmp_path).fetch(host.at("/zw/t1.html"))

    assert inbox.waiting(tmp_path) == [done.file]
    raw = read_file(done.file)
    assert "1200件，回访满意率98.5%" in raw.raw and "备案号" not in raw.raw and "要闻" not in raw.raw
    if codec != "utf-16":
        assert propose_filing(raw).filing.address == host.at("/zw/t1.html")


def test_what_has_not_changed_is_not_laid_there_again(host, tmp_path):
    host.replies["/a.html"] = with_tag
    host.replies["/b.txt"] = reply(TEXT.encode())
    for path in ("/a.html", "/b.txt"):
        assert asking(tmp_path).fetch(host.at(path)).file
        again = asking(tmp_path).fetch(host.at(path))
        assert (again.file, again.words, again.refused) == (None, "没有变化", False)
    assert len(inbox.waiting(tmp_path)) == 2

    host.replies["/b.txt"] = reply(TEXT.replace("1200", "1300").encode())
    assert asking(tmp_path).fetch(host.at("/b.txt")).file
    assert len(inbox.waiting(tmp_path)) == 3


MISBEHAVING: dict[str, tuple[Reply, str]] = {
    "not found": (reply(b"", 404), "答的是 404"),
    "too busy": (reply(b"", 503, Retry_After="100000"), "太忙"),
    "leads in circles": (moved("/x"), "一再转向别处"),
    "leads to another host": (moved("http://evil.example/x"), "不在可取的主机之列"),
    "leads to a file": (moved("file:///etc/passwd"), "只取 http、https"),
    "leads nowhere": (moved("http://[::1"), "网址的写法不对"),
    "says it is too large": (reply(b"x", length=MAX_BYTES + 1), "超过"),
    "is endless": (endless, "超过"),
    "drips": (dripping, "太慢"),
    "breaks off": (reply(b"2023", length=5000), "没有传完|中断|不合规范"),
    "is packed unasked": (reply(gzip.compress(PAGE.encode()), Content_Encoding="gzip"), "压缩"),
    "does not speak HTTP": (garbage, "不合规范"),
    "has headers without end": (endless_headers, "不合规范"),
    "hangs up": (lambda asked: asked.connection.close(), "中断|不合规范"),
    "is a program": (reply(b"MZ" + b"\0" * 60 + b"This program"), "程序"),
    "is a sheet": (reply(b"a,b\n1,2\n", Content_Type="text/csv"), "不是网页"),
    "is an empty page": (reply(b"<html><body></body></html>"), "没有|空"),
}  # fmt: skip


@pytest.mark.parametrize(("answer", "words"), MISBEHAVING.values(), ids=MISBEHAVING)
def test_a_host_that_misbehaves_costs_a_sentence(host, tmp_path, answer, words):
    path = "/x.csv" if "不是网页" in words else "/x"
    host.replies[path] = answer
    began = time.monotonic()

    done = asking(tmp_path, seconds=1.0).fetch(host.at(path))

    assert done.refused and done.file is None and time.monotonic() - began < 40
    assert re.search(words, done.words), done.words
    assert inbox.waiting(tmp_path) == [] and not list(tmp_path.glob("*"))


def test_nobody_is_asked_who_is_not_listed_or_within(host, tmp_path):
    at_home = Fetcher(tmp_path, Manners(("127.0.0.1", "localhost"), 0.0))
    for address in (host.at("/a"), host.at("/a", "localhost")):
        assert "内部或保留的网络地址" in at_home.fetch(address).words
    for address in ("http://gov.cn.evil.example/a", "http://a@127.0.0.1/", "ftp://127.0.0.1/a", "gov.cn/a"):
        assert asking(tmp_path).fetch(address).refused
    assert host.asked == []


def test_a_redirection_does_not_lead_within(host, tmp_path, monkeypatch):
    """The name of the first host is open, that of the second is not: each is checked when it is connected to."""
    host.replies["/a"] = moved(host.at("/secret", "localhost"))
    host.replies["/secret"] = reply(PAGE.encode())
    asked: list[str] = []

    def looked_up(name: str, _: int) -> list:
        asked.append(name)
        return [ipaddress.ip_address("127.0.0.1" if name == "127.0.0.1" else "127.0.0.2")]

    monkeypatch.setattr(connecting, "_looked_up", looked_up)
    only_first = asking(tmp_path, allowed=lambda address: str(address) == "127.0.0.1")

    assert "内部或保留" in only_first.fetch(host.at("/a")).words
    assert "/secret" not in host.asked and asked[-1] == "localhost"


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        (reply(b"User-agent: *\nDisallow: /a"), False),
        (reply(b"User-agent: duibiao-fetch\nDisallow: /"), False),
        (reply(b"\xef\xbb\xbfUser-agent: *\nDisallow: /b\n"), True),
        (reply(b"", 404), True),
        (reply(b"", 500), False),
        (moved("/robots.txt"), False),
        (reply(b"<html>not found</html>"), True),
    ],
)
def test_robots_txt_is_kept_to(host, tmp_path, rules, allowed):
    host.replies |= {"/robots.txt": rules, "/a.html": reply(PAGE.encode())}

    done = asking(tmp_path).fetch(host.at("/a.html"))

    assert (done.file is not None) == allowed, done.words
    assert ("/a.html" in host.asked) == allowed


def test_a_host_is_asked_no_oftener_than_it_and_we_want(host, tmp_path):
    host.replies |= {f"/{n}.html": reply(PAGE.replace("1200", str(n)).encode()) for n in range(3)}
    host.replies["/robots.txt"] = reply(b"User-agent: *\nCrawl-delay: 7")
    waited: list[float] = []
    turns = Turns(clock=lambda: sum(waited), sleep=waited.append)
    polite = Fetcher(tmp_path, Manners(("127.0.0.1",), 3.0), lambda _: True, turns)

    assert [polite.fetch(host.at(f"/{n}.html")).refused for n in range(3)] == [False] * 3
    assert waited == [7.0, 7.0, 7.0], "once after robots.txt, which is asked once, and between the pages"

    host.replies["/robots.txt"] = reply(b"User-agent: *\nCrawl-delay: 86400")
    assert "太久" in asking(tmp_path).fetch(host.at("/0.html")).words


def test_the_command_takes_a_list_and_says_what_was_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(inbox.FOLDER, str(tmp_path / "inbox"))
    listed = tmp_path / "list.txt"
    listed.write_text("# 网址\nhttp://a.example.com/1\n\nhttp://127.0.0.1/2\n", "utf-8")

    assert main(["fetch", "--list", str(listed), "--host", "127.0.0.1"]) == 2
    told = capsys.readouterr().out
    assert "a.example.com 不在可取的主机之列" in told and "内部或保留的网络地址" in told and "2 个没有取到" in told
    assert main(["fetch"]) == 2 and main(["fetch", "--list", str(tmp_path / "none")]) == 2


@pytest.mark.parametrize("told", ['hosts = "gov.cn"\nseconds_between = 3', 'hosts = ["gov.cn"]\nseconds_between = 0'])
def test_manners_that_are_none_are_refused(tmp_path, told):
    assert load_manners().hosts == ("gov.cn",)
    (tmp_path / "fetch.toml").write_text(told, "utf-8")
    with pytest.raises(DeclarationError):
        load_manners(tmp_path)


def test_only_hosts_of_the_web_are_checked():
    with pytest.raises(FetchError, match="写法不对"):
        Manners(("a",)).check("http://a:99999/")
