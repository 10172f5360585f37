"""How often one address may ask: a bucket of requests that fills again with time, one for all workers of this server."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from hashlib import blake2b

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from core.store.guesses import Allowance
from server.caller import address_of
from server.counts import COUNTS, Counts
from server.paths import route_path

PREFIX = "/api/"
ALLOWED = Allowance(60, 10.0)  # requests at once, and a second from then on
SLOWER = "请求太频繁，请过 {seconds} 秒再试。"


class Bucket:
    """What each address has left."""

    def __init__(
        self, allowed: Allowance = ALLOWED, clock: Callable[[], float] = time.monotonic, counts: Counts | None = None
    ) -> None:
        self.allowed, self.clock = allowed, clock
        self.counts = counts or Counts(int(os.environ.get(COUNTS, "-1")))

    def take(self, address: str) -> float:
        """Take one and return 0.0, or return how many seconds to wait.

        >>> bucket = Bucket(Allowance(1, 0.5), clock=lambda: 1.0)
        >>> bucket.take("a"), bucket.take("a"), bucket.take("b")
        (0.0, 2.0, 0.0)
        """
        now, key = self.clock(), blake2b(address.encode(), digest_size=8).digest()
        with self.counts.slot(key, now) as slot:
            wait = self.allowed.wait(slot.until, now)
            if not wait:
                slot.until = max(slot.until, now) + 1 / self.allowed.a_second
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
