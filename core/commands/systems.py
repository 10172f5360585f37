"""systems: the list of systems with the link that shows each, as docs/systems.md holds it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from core.analysis.systems import in_markdown, load_systems
from core.declarations import load_indicators

HELP = "列出报告所述的全部体系和各自的页面链接"


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes: nothing."""


def run(args: Namespace) -> int:
    """Write the list to stdout."""
    print(in_markdown(load_systems(), load_indicators()), end="")
    return 0
