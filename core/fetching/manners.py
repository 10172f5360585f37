"""How reports are fetched: which hosts may be asked, how often, and what their robots.txt allows."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from core.declarations import DATA
from core.errors import DeclarationError, FetchError

AGENT = "duibiao-fetch"
FILE = "fetch.toml"
ROBOTS_BYTES = 500_000
LONGEST_DELAY = 60.0  # seconds; a robots.txt that asks for more is not waited for


@dataclass(frozen=True, slots=True)
class Manners:
    """What holds for every request."""

    hosts: tuple[str, ...]  # a name stands for itself and for all names under it
    seconds_between: float = 3.0  # two requests of one host

    def check(self, address: str) -> str:
        """Return the host of an address that may be asked.

        Raises:
            FetchError: it is not written as an address of the web, or its host is not listed.
        """
        try:
            parts = urlsplit(address)
            host, _ = (parts.hostname or "").lower().rstrip("."), parts.port
        except ValueError as error:
            raise FetchError(f"网址的写法不对：{address[:200]}") from error
        if parts.scheme not in ("http", "https") or not host or parts.username is not None:
            raise FetchError(f"只取 http、https 的网址，不带用户名：{address[:200]}")
        if not any(host == name or host.endswith(f".{name}") for name in self.hosts):
            raise FetchError(f"{host} 不在可取的主机之列（data/{FILE} 的 hosts，或命令行 --host {host}）。")
        return host


def load_manners(folder: Path = DATA, further: tuple[str, ...] = ()) -> Manners:
    """Return the manners declared in ``data/fetch.toml``, with further hosts that a person names.

    Raises:
        DeclarationError: a host is not written as a name, or the seconds are no number above nought.
    """
    declared: Mapping[str, object] = tomllib.loads((folder / FILE).read_text("utf-8"))
    hosts, seconds = declared.get("hosts"), declared.get("seconds_between")
    if not isinstance(hosts, list) or not all(isinstance(host, str) and host.strip(".") for host in hosts):
        raise DeclarationError(f"data/{FILE}：hosts 请写主机名的列表。")
    if not isinstance(seconds, int | float) or not 0 < seconds <= LONGEST_DELAY:
        raise DeclarationError(f"data/{FILE}：seconds_between 请写大于 0、不超过 {LONGEST_DELAY:g} 的秒数。")
    return Manners(tuple(host.lower().strip(".") for host in (*hosts, *further)), float(seconds))


class Turns:
    """Lets each host be asked only so often."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.clock, self.sleep = clock, sleep
        self._asked: dict[str, float] = {}

    def wait(self, host: str, seconds: float) -> None:
        """Wait until the host may be asked again, and note that it is."""
        if host in self._asked and (left := self._asked[host] + seconds - self.clock()) > 0:
            self.sleep(left)
        self._asked[host] = self.clock()


def robots_of(status: int, body: bytes) -> RobotFileParser:
    """Return what an answer for robots.txt allows: everything where there is none, nothing where the host fails."""
    if status == 200:
        lines = body[:ROBOTS_BYTES].decode("utf-8", "replace").removeprefix("\ufeff").splitlines()
    else:
        lines = [] if 400 <= status < 500 and status != 429 else ["User-agent: *", "Disallow: /"]
    rules = RobotFileParser()
    rules.parse(lines)
    rules.modified()  # it counts as read
    return rules


def delay_of(rules: RobotFileParser, least: float) -> float:
    """Return the seconds between two requests that a host asks for, our own where it asks for fewer.

    Raises:
        FetchError: it asks for so long a delay that nobody would wait for it.
    """
    asked = float(rules.crawl_delay(AGENT) or 0)
    if asked > LONGEST_DELAY:
        raise FetchError(f"该主机的 robots.txt 要求每次间隔 {asked:g} 秒，太久，没有取。请人工下载。")
    return max(asked, least)
