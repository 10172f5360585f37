"""Start the server: ``python -m server [--port N] [--host ADDRESS] [--name NAME] [--path PATH] [--embed PORTAL]
[--workers N]``."""

from __future__ import annotations

import argparse
import asyncio
import os
import secrets
import socket
import sys
from contextlib import suppress

import uvicorn
from streamlit import config

from core import store
from pages.ui.embedding import PORTALS
from pages.ui.short import REACHED_AT
from pages.ui.signing import START_CODE
from server.addresses import bind_free_port, lan_addresses
from server.gate import NAMES
from server.gathering import GatheringProtocol
from server.headers import portals_in
from server.logs import start_logging
from server.workers import CHANNEL, NOT_HERE, command_of_worker, possible, serve_handed, share_out

EVERYWHERE = "0.0.0.0"
FIRST_WRITES = (
    "还没有设立编辑：在本机用 localhost 打开的页面可以导入和更正；别的机器、经代理来的，登录时填启动码 {code}（下次启动前有效）。\n"
    "设立编辑：python manage.py editors add 姓名"
)
MESSAGE_LIMIT = 1024 * 1024  # bytes a browser may send in one websocket message; files come by another way
SECONDS_TO_FINISH = 3  # that an open page is given when the server stops


class AnnouncingServer(uvicorn.Server):
    """Says where the app is once it answers."""

    def __init__(self, settings: uvicorn.Config, announcement: str) -> None:
        super().__init__(settings)
        self.announcement = announcement

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the addresses."""
        await super().startup(sockets)
        if self.started:
            print(self.announcement, flush=True)


def main(written: list[str] | None = None) -> int:
    """Serve until Ctrl-C; return the exit status."""
    options = _parser().parse_args(written)
    config.set_option("server.baseUrlPath", options.path.strip("/"))
    try:
        os.environ[PORTALS] = " ".join(portals_in(" ".join([os.environ.get(PORTALS, ""), *options.embed])))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    os.environ[NAMES] = ",".join(filter(None, [os.environ.get(NAMES, ""), *options.name]))
    if CHANNEL in os.environ:
        start_logging()
        serve_handed(_config(options.host, options.port))
        return 0
    if options.workers > 1 and not possible():
        print(NOT_HERE, file=sys.stderr)
        return 2
    try:
        listener = bind_free_port(options.host, options.port)
    except OSError as error:
        print(f"无法监听 {options.host}：{error.strerror or error}", file=sys.stderr)
        return 2
    port = listener.getsockname()[1]
    reached = lan_addresses() if options.host == EVERYWHERE else []
    os.environ.setdefault(REACHED_AT, f"http://{reached[0]}:{port}" if reached else "")
    start_logging()
    _prepare_first_writes()
    if options.port not in (0, port):
        print(f"端口 {options.port} 已被占用，改用 {port}。", flush=True)
    words = announcement(options.host, port, options.path)
    if options.workers > 1:
        with suppress(KeyboardInterrupt):
            asyncio.run(share_out(listener, command_of_worker(), options.workers, words))
        print("已停止。", flush=True)
        return 0
    server = AnnouncingServer(_config(options.host, port), words)
    with suppress(KeyboardInterrupt):  # uvicorn repeats Ctrl-C after it has stopped cleanly
        server.run(sockets=[listener])
    if server.started:
        print("已停止。", flush=True)
    return 0 if server.started else 1


def _prepare_first_writes() -> None:
    """While there are no editors, print a code with which somebody at another machine may write until the next start."""
    if store.has_editors():
        os.environ.pop(START_CODE, None)
        return
    code = secrets.token_hex(4)
    os.environ[START_CODE] = code
    print(FIRST_WRITES.format(code=f"{code[:4]}-{code[4:]}"), flush=True)


def announcement(host: str, port: int, path: str = "") -> str:
    """Return the lines that say where the app is."""
    end = f":{port}/{path.strip('/')}".rstrip("/")
    if host != EVERYWHERE:
        return f"\n  打开：  http://{host}{end}\n\n  按 Ctrl-C 停止。\n"
    lines = [f"  本机打开：  http://localhost{end}"]
    lines += [f"  同事打开：  http://{address}{end}" for address in lan_addresses()]
    return "\n" + "\n".join(lines) + "\n\n  按 Ctrl-C 停止。\n"


def _config(host: str, port: int) -> uvicorn.Config:
    """Return uvicorn's settings; for the websocket those that Streamlit itself uses."""
    return uvicorn.Config(
        "server.app:app",
        host=host,
        port=port,
        ws=GatheringProtocol,
        ws_ping_interval=30,
        ws_ping_timeout=30,
        ws_max_size=MESSAGE_LIMIT,
        ws_per_message_deflate=False,
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python manage.py run", description="启动应用。")
    parser.add_argument("--port", type=int, default=8501, help="端口，被占用时用下一个空闲的（默认 8501）")
    parser.add_argument("--host", default=EVERYWHERE, help="监听的地址；只给本机用：127.0.0.1（默认所有网络）")
    parser.add_argument("--name", action="append", default=[], help="本服务的域名，如经代理用域名访问；可写多次")
    parser.add_argument("--workers", type=int, default=1, help="几个进程共用这个端口（默认 1；Windows 不支持）")
    parser.add_argument("--path", default="", help="经代理放在某个路径下时写明，例如 /duibiao（默认根路径）")
    parser.add_argument(
        "--embed",
        action="append",
        default=[],
        metavar="门户",
        help="允许这个门户网站嵌入图，写 https:// 加它的域名；可写多次，默认谁也不许",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
