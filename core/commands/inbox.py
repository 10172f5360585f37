"""inbox: what waits in the folder for incoming reports, with what was guessed of each and why."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from core import inbox, store

HELP = "列出收件文件夹里等候确认的报告：猜是谁的、哪一年、为什么"


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes: nothing."""


def run(args: Namespace) -> int:
    """Print what waits; 2 when one cannot be read."""
    store.build()
    files = inbox.waiting()
    print(f"{inbox.folder()}：{len(files)} 份等候确认。在“导入”页选中、核对后才会进入各页。")
    guesses = [inbox.guessed(file) for file in files]
    for each in guesses:
        print(f"\n{each.file.name}")
        if each.proposal:
            filing = each.proposal.filing
            year = "年份不详" if each.refused else f"{filing.year} 年"
            print(f"  {filing.issuer or '发布单位不详'}，{year}，{filing.title or '无标题'}")
            for reason in each.proposal.why:
                print(f"  {reason}")
        if each.refused:
            print(f"  {each.refused}")
    return 2 if any(each.refused for each in guesses) else 0
