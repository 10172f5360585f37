"""One request: to an address that is looked up once, checked, and then connected to by number, so that no name can turn
into an address of the own network between the check and the connection; bounded in bytes and in seconds.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from core.errors import FetchError

SECONDS = 60.0  # for one answer, however slowly it drips
SILENCE = 15.0  # seconds without a byte
PIECE = 1 << 16
HEADERS = 100

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered."""

    status: int
    headers: Mapping[str, str]  # names in lower case
    body: bytes


def is_public(address: Address) -> bool:
    """Say whether an address belongs to the open network, and to no part of ours.

    >>> [is_public(ipaddress.ip_address(a)) for a in ("8.8.8.8", "10.0.0.1", "::1", "169.254.169.254", "::ffff:127.0.0.1")]
    [True, False, False, False, False]
    """
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    return address.is_global and inner.is_global and not inner.is_multicast


def get(
    url: str, headers: Mapping[str, str], most: int, allowed: Callable[[Address], bool] = is_public,
    seconds: float = SECONDS,
) -> Answer:  # fmt: skip
    """Ask for an address and return the answer; redirections are not followed.

    Args:
        most: bytes of the body.
        allowed: says of a network address whether it may be connected to.

    Raises:
        FetchError: the host is not to be reached, not to be asked, too slow, too large or does not speak HTTP.
    """
    parts = urlsplit(url)
    host, ends = parts.hostname or "", time.monotonic() + seconds
    try:
        connection = _connected(parts.scheme, host, parts.port, allowed, min(SILENCE, seconds))
        try:
            path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
            query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
            connection.request("GET", path + query, headers={"Accept-Encoding": "identity", **headers})
            answer = connection.getresponse()
            headers_sent = {name.lower(): value for name, value in answer.getheaders()[:HEADERS]}
            return Answer(answer.status, headers_sent, _body(answer, host, most, ends))
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ssl.SSLError, UnicodeError) as error:
        raise FetchError(f"{host} 没有正常应答（{_why(error)}），没有取。") from error


def _connected(
    scheme: str, host: str, port: int | None, allowed: Callable[[Address], bool], seconds: float
) -> http.client.HTTPConnection:
    """Return a connection to the host at an address that may be connected to."""
    number = port or (443 if scheme == "https" else 80)
    addresses = _looked_up(host, number)
    if not all(allowed(address) for address in addresses):
        raise FetchError(f"{host} 指向内部或保留的网络地址，不取。")
    plain = socket.create_connection((str(addresses[0]), number), timeout=seconds)
    made = http.client.HTTPConnection(host, port, timeout=seconds)
    made.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if scheme == "https" else plain
    return made


def _looked_up(host: str, port: int) -> list[Address]:
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ipaddress.ip_address(str(row[4][0]).partition("%")[0]) for row in rows))


def _body(answer: http.client.HTTPResponse, host: str, most: int, ends: float) -> bytes:
    written = answer.getheader("Content-Length", "")
    if written.isdecimal() and int(written) > most:
        raise FetchError(f"{host} 的文件有 {int(written) / 1e6:.0f} MB，超过 {most / 1e6:.0f} MB，没有取。")
    if answer.getheader("Content-Encoding", "identity").lower() not in ("identity", ""):
        raise FetchError(f"{host} 给的是压缩过的内容，没有照请求给原文，没有取。")
    pieces: list[bytes] = []
    for piece in _pieces(answer):
        pieces.append(piece)
        if sum(map(len, pieces)) > most:
            raise FetchError(f"{host} 的文件超过 {most / 1e6:.0f} MB，没有取。")
        if time.monotonic() > ends:
            raise FetchError(f"{host} 太慢，没有取完。请过一会儿再试。")
    if written.isdecimal() and sum(map(len, pieces)) < int(written):
        raise FetchError(f"{host} 的文件没有传完就断了，没有取。请再试。")
    return b"".join(pieces)


def _pieces(answer: http.client.HTTPResponse) -> Iterable[bytes]:
    while piece := answer.read1(PIECE):
        yield piece


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "超时"
    if isinstance(error, socket.gaierror):
        return "找不到这个主机"
    if isinstance(error, ssl.SSLError):
        return "证书或加密连接有问题"
    return "连接被拒绝或中断" if isinstance(error, OSError) else "应答不合规范"
