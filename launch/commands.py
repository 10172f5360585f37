"""The commands of manage.py: run and test start here, wheels fills a folder, every other goes to ``core.cli``."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from launch.environment import DASK, LOGIN, OCR, POSTGRESQL, ROOT, RUN, TEST, LaunchError, asked_for, prepare
from launch.pip import explain_failure, run_pip

# Each file's tests stay together: they share a server, a browser or a database; the longest files come first.
TOGETHER = (
    "--numprocesses=auto",
    "--maxprocesses=4",
    "--dist=loadfile",
    "--no-loadscope-reorder",
    "--durations=40",
)
ALONE = "mark.alone"  # on a test that measures time
USAGE = """用法：python manage.py 命令

  run [--port N] [--host 地址] [--name 域名] [--path 路径] [--embed 门户] [--workers 进程数] [--ocr]
                                              启动应用，打印本机和同事使用的网址；
                                              --ocr 另装文字识别（约 300 MB），能读扫描件和照片
  test [pytest 的参数]                        运行测试
  check                                       检查代码的写法和类型
  wheels 文件夹                               下载全部依赖，供不能上网的机器用
  editors add|list|remove                     谁可以导入、更正、确认
  backup | restore 文件                       备份、恢复；doctor 检查数据库；inbox 收件文件夹，fetch 取报告；--version 版本
  extract | explain | compare | audit | import | import-corrections | export | systems | reports | bench | build
                                              数据命令，加 --help 看用法

不能上网时，第一次加 --wheels 文件夹。
"""


def main(arguments: list[str]) -> int:
    """Run a command and return its exit status."""
    _speak_chinese()
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(USAGE)
        return 0 if arguments else 2
    command, *rest = arguments
    wheels, rest = _take_wheels(rest)
    try:
        if command == "run":
            return run(rest, wheels)
        if command == "test":
            return test(rest, wheels)
        if command == "check":
            os.chdir(ROOT)
            return check(str(prepare((RUN, TEST), wheels)))
        if command == "wheels":
            return fill_wheels(rest)
        return start([str(prepare(_for_command(rest), wheels)), "-P", "-m", "core.cli", command, *rest])
    except LaunchError as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\n已中止。", file=sys.stderr)
        return 130


def run(arguments: list[str], wheels: Path | None) -> int:
    """Build the store and serve the app until Ctrl-C."""
    python = str(prepare(asked_for("--ocr" in arguments), wheels))
    arguments = [argument for argument in arguments if argument != "--ocr"]
    os.chdir(ROOT)  # Streamlit looks for its settings where it is started
    if not {"-h", "--help"} & set(arguments):
        print("整理数据…", flush=True)
        built = subprocess.run([python, "-P", "-m", "core.cli", "build"], env=_settings())
        if built.returncode:
            return built.returncode
    return start([python, "-P", "-m", "server", *arguments])


def check(python: str) -> int:
    """Check style, layout and types; all are run, and the worst status is returned."""
    tools = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"])
    return max(subprocess.run([python, "-m", *tool], env=_settings()).returncode for tool in tools)


def test(arguments: list[str], wheels: Path | None) -> int:
    """Run the tests: all of them on every processor, then those that measure time with the machine to themselves.

    Whoever names tests or options runs just these, in one process.
    """
    os.chdir(ROOT)
    pytest = [str(prepare((RUN, TEST, POSTGRESQL, LOGIN, DASK), wheels)), "-P", "-m", "pytest"]
    if set(arguments) - {"--long"}:
        return start([*pytest, *arguments])
    measuring = [str(file) for file in sorted(Path("tests").rglob("test_*.py")) if ALONE in file.read_text("utf-8")]
    parts = [*TOGETHER, "-m", "not alone"], ["-m", "alone", *measuring]
    return max(subprocess.run([*pytest, *part, *arguments], env=_settings()).returncode for part in parts)


def _for_command(arguments: list[str]) -> tuple[Path, ...]:
    """Return what a command of the data needs: Dask too where it reads on a cluster."""
    spread_out = any(argument.partition("=")[0] == "--scheduler" for argument in arguments)
    return (*asked_for(), *[DASK] * spread_out)


def start(command: list[str]) -> int:
    """Let ``command`` take this process's place; where the system cannot do that, wait for it."""
    if os.name == "posix":
        _become(command)
    child = subprocess.Popen(command, env=_settings())
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # Ctrl-C reached the child as well: it stops, and we wait until it has
            continue


def _become(command: list[str]) -> NoReturn:
    sys.stdout.flush()
    os.execve(command[0], command, _settings())


def _settings() -> dict[str, str]:
    """Return the environment of what is started; with ``-P`` our modules come from here, wherever it is called."""
    return os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}


def fill_wheels(arguments: list[str]) -> int:
    """Fill a folder with everything that ``--wheels`` installs from, made for this system and Python."""
    parser = argparse.ArgumentParser(prog="python manage.py wheels", description="下载全部依赖到一个文件夹。")
    parser.add_argument("folder", type=Path, metavar="文件夹")
    parser.add_argument("--ocr", action="store_true", help="连同读扫描件和照片用的文字识别")
    asked = parser.parse_args(arguments)
    folder = asked.folder.resolve()
    python = prepare(())
    requirements = [
        part
        for file in (RUN, TEST, POSTGRESQL, LOGIN, DASK, *[OCR] * asked.ocr)
        for part in ("--requirement", str(file))
    ]
    print(f"下载到 {folder} …", flush=True)
    result = run_pip(python, ["wheel", "--wheel-dir", str(folder), *requirements])
    if result.status:
        raise LaunchError(explain_failure(result.output, None))
    size = sum(file.stat().st_size for file in folder.glob("*.whl")) / 1e6
    print(f"\n完成，共 {size:.0f} MB。拷到不能上网的机器（系统和 Python 版本须相同）后运行：")
    print(f"    python manage.py run --wheels {folder.name}")
    return 0


def _take_wheels(arguments: list[str]) -> tuple[Path | None, list[str]]:
    """Take ``--wheels DIR`` out of the arguments of a command; what follows ``--`` belongs to the command."""
    rest = list(arguments)
    for place, argument in enumerate(rest):
        if argument == "--":
            break
        if argument == "--wheels" and place + 1 < len(rest):
            return Path(rest[place + 1]).resolve(), rest[:place] + rest[place + 2 :]
        if argument.startswith("--wheels="):
            return Path(argument.partition("=")[2]).resolve(), rest[:place] + rest[place + 1 :]
    return None, rest


def _speak_chinese() -> None:
    """Let output that goes to a file or an old console lose a character rather than stop the command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
