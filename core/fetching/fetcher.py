"""Fetch reports, one address after the other, into the folder of incoming reports."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from core.errors import DuibiaoError, FetchError
from core.fetching.connecting import SECONDS, Address, Answer, get, is_public
from core.fetching.manners import AGENT, Manners, Turns, delay_of, robots_of
from core.reading import MAX_BYTES, read_bytes
from core.reading.formats import Format, format_of

KNOWN = ".fetched.json"  # in the folder: address → what its host said of it the last time
ENDINGS = {Format.HTML: ".html", Format.TEXT: ".txt", Format.DOCX: ".docx", Format.PDF: ".pdf"}
MOVED = (301, 302, 303, 307, 308)
MOST_MOVES = 5
UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff")
UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one address."""

    address: str
    file: Path | None  # None: nothing new, or refused
    words: str
    refused: bool = False


class Fetcher:
    """Asks hosts, politely; what it has learnt of a host's robots.txt holds for its life."""

    def __init__(
        self, folder: Path, manners: Manners, allowed: Callable[[Address], bool] = is_public,
        turns: Turns | None = None, seconds: float = SECONDS,
    ) -> None:  # fmt: skip
        self.folder, self.manners, self.allowed, self.seconds = folder, manners, allowed, seconds
        self.turns = turns or Turns()
        self._rules: dict[str, RobotFileParser] = {}

    def fetch(self, address: str) -> Fetched:
        """Fetch one address; what is refused is said and changes nothing."""
        try:
            known = self._known().get(address, {})
            answer, final = self._followed(address, known)
            if answer.status == 304:
                return Fetched(address, None, "没有变化")
            return self._kept(address, final, answer, known)
        except DuibiaoError as error:
            return Fetched(address, None, str(error), refused=True)

    def _followed(self, address: str, known: dict[str, str]) -> tuple[Answer, str]:
        """Return the answer for an address at the end of its redirections, each checked like the first."""
        at = address
        for _ in range(MOST_MOVES + 1):
            answer = self._asked(at, known)
            if answer.status not in MOVED:
                return _good(answer, at), at
            at = _next(at, answer)
        raise FetchError(f"{address[:200]} 一再转向别处，没有取。")

    def _asked(self, address: str, known: dict[str, str]) -> Answer:
        host = self.manners.check(address)
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self.turns.wait(host, self.manners.seconds_between)
            answer = self._robots(site)
            self._rules[site] = robots_of(answer.status, answer.body)
        rules = self._rules[site]
        if not rules.can_fetch(AGENT, address):
            raise FetchError(f"{host} 的 robots.txt 不许取这个网址（或读不到 robots.txt），没有取。请人工下载。")
        self.turns.wait(host, delay_of(rules, self.manners.seconds_between))
        asked = {"If-None-Match": known.get("etag", ""), "If-Modified-Since": known.get("modified", "")}
        return self._get(address, {name: value for name, value in asked.items() if value})

    def _robots(self, site: str) -> Answer:
        """Return the answer for robots.txt of a site, at the end of its redirections within the listed hosts."""
        at = f"{site}/robots.txt"
        for _ in range(MOST_MOVES):
            self.manners.check(at)
            answer = self._get(at, {})
            if answer.status not in MOVED:
                return answer
            at = _next(at, answer)
        return Answer(500, {}, b"")

    def _get(self, address: str, headers: dict[str, str]) -> Answer:
        return get(address, {"User-Agent": AGENT, **headers}, MAX_BYTES, self.allowed, self.seconds)

    def _kept(self, address: str, final: str, answer: Answer, known: dict[str, str]) -> Fetched:
        """Lay an answer that can be read as a report into the folder, unless it is there as it is."""
        digest = hashlib.sha256(answer.body).hexdigest()
        validators = {"etag": answer.headers.get("etag", ""), "modified": answer.headers.get("last-modified", "")}
        if digest == known.get("sha256"):
            self._remember(address, known | validators)
            return Fetched(address, None, "没有变化")
        name = _name(final)
        kind = format_of(answer.body, name)
        if kind not in ENDINGS:
            raise FetchError(f"{final[:200]} 给的不是网页、文本、Word 或 PDF，没有取。")
        data = _with_address(answer.body, final) if kind is Format.HTML else answer.body
        name = Path(name).with_suffix(ENDINGS[kind]).name
        read_bytes(data, name)  # raises, and says why, where there is no report to be read
        file = self._written(f"{Path(name).stem}-{digest[:8]}{ENDINGS[kind]}", data)
        self._remember(address, validators | {"sha256": digest, "file": file.name})
        return Fetched(address, file, f"已放入收件文件夹：{file.name}")

    def _written(self, name: str, data: bytes) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        _write(self.folder / name, data)
        return self.folder / name

    def _known(self) -> dict[str, dict[str, str]]:
        file = self.folder / KNOWN
        return json.loads(file.read_text("utf-8")) if file.exists() else {}

    def _remember(self, address: str, record: dict[str, str]) -> None:
        known = self._known() | {address: record}
        _write(self.folder / KNOWN, json.dumps(known, ensure_ascii=False, indent=1).encode())


def _good(answer: Answer, address: str) -> Answer:
    if answer.status in (200, 304):
        return answer
    if answer.status in (429, 503):
        raise FetchError(f"{address[:200]} 说现在太忙（{answer.status}），没有取。请过一会儿再试。")
    raise FetchError(f"{address[:200]} 答的是 {answer.status}，没有取。请检查网址。")


def _next(address: str, answer: Answer) -> str:
    """Return where an answer leads."""
    try:
        return urljoin(address, answer.headers.get("location", ""))
    except ValueError as error:
        raise FetchError(f"{address[:200]} 转向的网址的写法不对，没有取。") from error


def _name(address: str) -> str:
    """Return a name for the file of an address, of letters that any system takes.

    >>> _name("https://www.example.gov.cn/zwgk/t2024_1.html?x=../../a"), _name("http://a.gov.cn/")
    ('www.example.gov.cn-t2024_1.html', 'a.gov.cn-index.html')
    """
    parts = urlsplit(address)
    last = UNSAFE.sub("_", unquote(parts.path).rpartition("/")[2])[:80].strip("._") or "index.html"
    return f"{parts.hostname}-{last if '.' in last else f'{last}.html'}"


def _with_address(data: bytes, address: str) -> bytes:
    """Return a page that says where it was, as browsers note it in what they save; the reader takes it from there."""
    if data.startswith(UNICODE_MARKS) or b"--" in address.encode():
        return data
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    written = address.encode("ascii", "ignore")
    return mark + b"<!-- saved from url=(%04d)%s -->\n" % (len(written), written) + data[len(mark) :]


def _write(file: Path, data: bytes) -> None:
    """Write a file whole or not at all; it waits under a hidden name, which no list of the folder shows."""
    waiting = file.with_name(f".{file.name}.part")
    waiting.write_bytes(data)
    os.replace(waiting, file)
