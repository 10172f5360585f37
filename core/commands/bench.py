"""bench: everything that is measured, by one command, each figure beside its aim: reading, pages, what is painted, other
programs, a grown store on both databases, imports, exports and batches. Each part can be asked for alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.commands.aims import HEADS as HEADS_AIMS
from core.commands.aims import figures_of, judged
from core.commands.batches import measure_batches
from core.commands.beside import HEADS as HEADS_BESIDE
from core.commands.beside import beside
from core.commands.carrying import PAGES, measure_carrying
from core.commands.growth import measure_growth
from core.commands.others import HEADS as HEADS_OTHERS
from core.commands.others import environment, measure_others
from core.commands.own_postgresql import NOT_INSTALLED, Postgres, programs, running_postgres
from core.commands.readings import compare_readings
from core.commands.stages import measure_stages
from core.commands.tables import aligned
from core.declarations import DATA
from core.errors import DuibiaoError
from core.executing import HERE, processes

HELP = "测量全部：读、各页、画出、其他程序、库的扩充、导入导出，逐项与目标相比；也可以只测其中几项"
SIZES, BATCHES = [1_000, 10_000, 100_000, 1_000_000], [3_000]
QUICK_ROUNDS, QUICK_FILES, QUICK_CROWD, QUICK_REPORTS = 2, 3, 3, 4
CROWD, REPORTS, ROUNDS_OF_OTHERS = 100, 40, 5
PAGES_HEADS = ("量的是什么", "本应用", "最简应用", "比值", "最简 Dash")
NOT_MEASURED = "没有测：{why}"
STOPPED = "被中断，以下只列测完的"
Part = Callable[[list[Path], Namespace], dict[str, Any]]


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("files", nargs="*", metavar="文件", help="报告文件：只测读这些；不写则用随程序附带的摘编")
    for name, words in (
        ("reading", "读一份报告，分步"), ("pages", "各页一次点击、加入、会话和人群的开销，与最简 Streamlit、Dash 同场比"),
        ("painted", "首次打开、选择到画出，与最简应用同场比（要本机有 Chromium 和 Playwright）"),
        ("others", "与 JioNLP、Recognizers-Text 同场比（装在 .venv-bench，第一次要联网）"), ("carry", "导入一份、写出各种文件"),
    ):  # fmt: skip
        parser.add_argument(f"--{name}", action="store_true", help=f"只测：{words}")
    parser.add_argument(
        "--growth", type=int, nargs="*", metavar="行数", help="只测：库扩充到这么多行时各页的首答和换选"
    )
    parser.add_argument("--batch", type=int, nargs="*", metavar="份数", help="只测：成批导入这么多份，每份用时与内存")
    parser.add_argument("--beside", type=Path, metavar="目录", help="与本项目的另一版本（目录）同场比读的时间")
    parser.add_argument(
        "--postgresql", metavar="地址", help="扩充时用这个 PostgreSQL（须是专供测量的空库）；不写则临时起一个，用完即删"
    )
    parser.add_argument("--quick", action="store_true", help="少量、很快：只看各项能不能测")
    parser.add_argument("--rounds", type=int, metavar="次数", help="每份读多少次（默认 20）")
    parser.add_argument("--memory", type=int, default=0, metavar="份数", help="连续读这么多份，比较前后内存")
    parser.add_argument("--crowd", type=int, metavar="人数", help=f"同时在看的人数（默认 {CROWD}）")
    parser.add_argument("--year", type=int, metavar="年份", help="报告年份；不写则从文件里找")
    parser.add_argument("--json", type=Path, metavar="文件", help="测得的数另存为 JSON")
    parser.add_argument(
        "--readings", action="store_true", help="不测时间：列出读数的得、失、改；不写文件则与随程序的读数账相比"
    )
    parser.add_argument("--update", action="store_true", help="（--readings）更新随程序的读数账")
    parser.add_argument("--save", type=Path, metavar="账", help="（--readings）把这些文件的读数存成 CSV")
    parser.add_argument("--against", type=Path, metavar="账", help="（--readings）与以前存下的账相比")


def run(args: Namespace) -> int:
    """Measure the parts asked for, all where none is; print each figure beside its aim; 2 where a part could not be."""
    if args.readings:
        return compare_readings(args)
    files = [Path(name) for name in args.files] or sorted((DATA / "reports").glob("*.txt"))
    if not files:
        raise DuibiaoError("没有可测的报告，请给出文件。")
    args.rounds = args.rounds or (QUICK_ROUNDS if args.quick else 20)
    args.crowd = args.crowd or (QUICK_CROWD if args.quick else CROWD)
    wanted = _wanted(args)
    measured: dict[str, Any] = {
        "machine": {"cores": os.cpu_count(), "load": os.getloadavg() if hasattr(os, "getloadavg") else None}
    }
    for name in wanted:
        print(f"\n【{name}】", flush=True)
        try:
            measured[name] = PARTS[name](files[:QUICK_FILES] if args.quick and not args.files else files, args)
        except DuibiaoError as error:
            if len(wanted) == 1:
                raise
            measured[name] = {"not_measured": str(error)}
            print(NOT_MEASURED.format(why=error), flush=True)
        except KeyboardInterrupt:
            measured[name] = {"not_measured": STOPPED}
            print("\n" + NOT_MEASURED.format(why=STOPPED), flush=True)
            break
        _kept(measured, args.json)
    lines = [*judged(figures_of(measured))]
    if lines:
        print("\n" + aligned(HEADS_AIMS, lines))
    measured["aims"] = [dict(zip(HEADS_AIMS, line, strict=True)) for line in lines]
    _kept(measured, args.json)
    return 2 if any("not_measured" in part for part in measured.values() if isinstance(part, dict)) else 0


def _kept(measured: dict[str, Any], file: Path | None) -> None:
    """Write what is measured by now: hours of it are not lost with a part that breaks off."""
    if file:
        file.write_text(json.dumps(measured, ensure_ascii=False, indent=1), "utf-8")


def _wanted(args: Namespace) -> list[str]:
    """Return the parts that are named; with files alone the reading, with nothing all of them."""
    named = [name for name in PARTS if getattr(args, name) not in (None, False)]
    if named:
        return named
    return ["reading"] if args.files else [name for name in PARTS if name != "beside"]


def _beside(files: list[Path], args: Namespace) -> dict[str, Any]:
    rows = beside(args.beside, files, args.year, args.rounds)
    print(aligned(HEADS_BESIDE, rows))
    return {"beside": [dict(zip(HEADS_BESIDE, row, strict=True)) for row in rows]}


def _others(files: list[Path], args: Namespace) -> dict[str, Any]:
    rows = measure_others(files, args.year, min(args.rounds, ROUNDS_OF_OTHERS))
    print(aligned(HEADS_OTHERS, rows))
    return {"others": [dict(zip(HEADS_OTHERS, row, strict=True)) for row in rows]}


def _pages(_: list[Path], args: Namespace) -> dict[str, Any]:
    """Print what the pages cost beside the bare apps, and return it: name → ours, bare, ratio, dash where measured."""
    try:
        dash = ["--dash", str(environment())]
    except DuibiaoError as error:
        dash = []
        print(NOT_MEASURED.format(why=f"最简 Dash，{error}"), flush=True)
    quick = ["--quick"] if args.quick else []
    return {"pages": _printed(_asked("server.measuring", "--json", "--crowd", str(args.crowd), *dash, *quick))}


def _painted(_: list[Path], args: Namespace) -> dict[str, Any]:
    rounds = ["--rounds", str(QUICK_ROUNDS)] if args.quick else []
    return {"painted": _printed(_asked("server.painting", *rounds))}


def _asked(module: str, *written: str) -> dict[str, dict[str, float]]:
    """Return what a program of the server's floor measured, in a process of its own."""
    command = [sys.executable, "-P", "-m", module, *written]
    done = subprocess.run(command, cwd=DATA.parent, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise DuibiaoError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "原因不明")
    return json.loads(done.stdout)


def _printed(figures: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    print(
        aligned(
            PAGES_HEADS,
            [(name, *(r.get(key, "") for key in ("ours", "bare", "ratio", "dash"))) for name, r in figures.items()],
        )
    )
    return figures


def _growth(_: list[Path], args: Namespace) -> dict[str, Any]:
    sizes = args.growth or ([] if args.quick else SIZES)
    if args.postgresql or programs() is None:
        if not args.postgresql:
            print(NOT_MEASURED.format(why=NOT_INSTALLED), flush=True)
        return measure_growth(sizes, args.postgresql)
    with running_postgres(Postgres) as server:
        return measure_growth(sizes, server.address)


def _carry(_: list[Path], args: Namespace) -> dict[str, Any]:
    return measure_carrying(QUICK_REPORTS, PAGES[-1:]) if args.quick else measure_carrying(REPORTS)


def _batch(_: list[Path], args: Namespace) -> dict[str, Any]:
    sizes = args.batch or ([10 * QUICK_REPORTS] if args.quick else BATCHES)
    return measure_batches(sizes, HERE if args.quick else processes())


PARTS: dict[str, Part] = {
    "reading": measure_stages,
    "beside": _beside,
    "carry": _carry,
    "pages": _pages,
    "painted": _painted,
    "others": _others,
    "batch": _batch,
    "growth": _growth,
}
