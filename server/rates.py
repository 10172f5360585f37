"""How often one address may ask: a bucket of requests that fills again with time."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from server.caller import address_of
from server.paths import route_path

PREFIX = "/api/"
BURST = 60  # requests at once
A_SECOND = 10.0  # and from then on
MOST_ADDRESSES = 10_000
SLOWER = "请求太频繁，请过 {seconds} 秒再试。"


class Bucket:
    """What each address has left."""

    def __init__(
        self, burst: float = BURST, a_second: float = A_SECOND, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.burst, self.a_second, self.clock = burst, a_second, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str) -> float:
        """Take one and return 0.0, or return how many seconds to wait.

        >>> bucket = Bucket(burst=1, a_second=0.5, clock=lambda: 0.0)
        >>> bucket.take("a"), bucket.take("a"), bucket.take("b")
        (0.0, 2.0, 0.0)
        """
        now = self.clock()
        left, at = self._left.pop(address, (self.burst, now))
        left = min(self.burst, left + (now - at) * self.a_second)
        wait = 0.0 if left >= 1 else (1 - left) / self.a_second
        self._left[address] = (left if wait else left - 1, now)
        while len(self._left) > MOST_ADDRESSES:
            self._left.popitem(last=False)
        return wait


class RateLimit:
    """Refuse what an address asks of the interface too often; pages are not counted."""

    def __init__(self, app: ASGIApp, bucket: Bucket | None = None) -> None:
        self.app = app
        self.bucket = bucket or Bucket()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse or pass on one request."""
        wait = self.bucket.take(address_of(scope)) if _is_counted(scope) else 0.0
        if not wait:
            await self.app(scope, receive, send)
            return
        seconds = int(wait) + 1
        refused = JSONResponse({"error": SLOWER.format(seconds=seconds)}, 429, {"Retry-After": str(seconds)})
        await refused(scope, receive, send)


def _is_counted(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["method"] != "HEAD" and route_path(scope).startswith(PREFIX)
