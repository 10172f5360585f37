"""density: how full the comparisons are, and what may be said of each place and year."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from core import store
from core.analysis.density import Density, density
from core.commands.tables import aligned
from core.library import open_library

HELP = "数一数：多少项指标上有两个以上单位可以并排，各地各年能下多少结论"


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--json", action="store_true", help="写成 JSON，供程序读取")


def run(args: Namespace) -> int:
    """Print how many indicators put two, three and five bodies on one axis, and a line for each place and year."""
    store.build()
    library = open_library()
    result = density(library.facts(), library.indicators, list(library.places.values()))
    if args.json:
        print(json.dumps(_record(result), ensure_ascii=False, indent=1))
        return 0
    print(
        f"声明指标 {result.declared} 项，有数值 {result.stated} 项；两个以上单位可以并排 {result.at_least(2)} 项，"
        f"同一年三个以上 {result.at_least(3, in_a_year=True)} 项，五个以上 {result.at_least(5, in_a_year=True)} 项。"
    )
    lines = [(library.places[s.place].short_name, s.year, s.upper, s.verdicts) for s in result.standings]
    print(aligned(("地区", "年份", "可并排的指标", "能下结论的指标"), lines))
    return 0


def _record(result: Density) -> dict[str, object]:
    return {
        "declared": result.declared,
        "stated": result.stated,
        "two": result.at_least(2),
        "two_in_a_year": result.at_least(2, in_a_year=True),
        "three_in_a_year": result.at_least(3, in_a_year=True),
        "five_in_a_year": result.at_least(5, in_a_year=True),
        "verdicts": [
            {"place": s.place, "year": s.year, "verdicts": s.verdicts, "upper_rungs": s.upper, "rungs": dict(s.rungs)}
            for s in result.standings
        ],
    }
