"""fetch: reports from listed official addresses into the folder of incoming reports."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from core import inbox
from core.errors import FetchError
from core.fetching import Fetcher, load_manners

HELP = "从列出的官方网址取报告，放入收件文件夹等候确认"


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("addresses", nargs="*", metavar="网址")
    parser.add_argument("--list", metavar="文件", help="文本文件，一行一个网址，# 起头的行不算")
    parser.add_argument(
        "--host", action="append", default=[], metavar="主机", help="data/fetch.toml 之外还可取的主机，可写多次"
    )


def run(args: Namespace) -> int:
    """Fetch every address and say what became of it; 2 when one was refused."""
    addresses = [*args.addresses, *(_listed(Path(args.list)) if args.list else ())]
    if not addresses:
        raise FetchError("请写要取的网址，或用 --list 指明一个网址清单。")
    fetcher = Fetcher(inbox.folder(), load_manners(further=tuple(args.host)))
    refused = 0
    for address in dict.fromkeys(addresses):
        done = fetcher.fetch(address)
        refused += done.refused
        print(f"{address}\n  {done.words}", flush=True)
    print(f"{len(addresses)} 个网址，{refused} 个没有取到。取到的在“导入”页核对后才进入各页。")
    return 2 if refused else 0


def _listed(file: Path) -> list[str]:
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FetchError(f"网址清单 {file.name} 读不出来，请存成 UTF-8 文本。") from error
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
