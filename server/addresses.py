"""The addresses under which people on this machine and beside it reach the server. Sends no packet."""

from __future__ import annotations

import socket
from collections.abc import Iterator

# Connecting a datagram socket only asks this machine which of its own addresses it would use. The targets are
# private ranges of offices and one reserved for documentation, so nothing could be reached even by mistake.
TARGETS = ("192.0.2.1", "10.254.254.254", "172.31.254.254", "192.168.254.254")
PORTS_TRIED = 50


def lan_addresses() -> list[str]:
    """Return this machine's addresses on its networks; empty on a machine without any."""
    addresses = dict.fromkeys(_own_address(target) for target in TARGETS)
    return [address for address in addresses if address and not address.startswith("127.")]


def _own_address(target: str) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((target, 9))
        except OSError:  # no way there: this machine has no such network
            return ""
        return probe.getsockname()[0]


def bind_free_port(host: str, first: int) -> socket.socket:
    """Return a listening socket on ``first`` or the next free port; raise OSError when all tried are busy."""
    for port in _candidates(first):
        listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows would share a busy port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(1024)
        except (PermissionError, OSError) as error:
            listener.close()
            if not _is_busy(error):
                raise
        else:
            return listener
    raise OSError(f"端口 {first} 到 {first + PORTS_TRIED - 1} 都被占用，请用 --port 另选。")


def _candidates(first: int) -> Iterator[int]:
    yield from range(first, min(first + PORTS_TRIED, 65536)) if first else [0]


def _is_busy(error: OSError) -> bool:
    import errno

    return error.errno in (errno.EADDRINUSE, errno.EACCES)  # Windows says EACCES of a reserved port
