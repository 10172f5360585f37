"""reports: what is in the store."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from core import store
from core.commands.tables import aligned, shortened
from core.words import EDITIONS, TRUSTS

HELP = "列出库中的报告"
HEADS = ("编号", "地区", "发布单位", "层级", "年份", "版本", "来源", "标题")


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes: nothing."""


def run(args: Namespace) -> int:
    """Print one line a report in use."""
    store.build()
    rows = [
        (
            r.id, r.place, shortened(r.issuer, 30), r.level, r.year,
            EDITIONS[r.edition], TRUSTS[r.trust], shortened(r.title, 40),
        )
        for r in store.reports().itertuples()
    ]  # fmt: skip
    print(aligned(HEADS, rows))
    print(f"共 {len(rows)} 份，数据版本 {store.data_version()}")
    return 0
