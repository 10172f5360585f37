"""Run pip, show in Chinese how far it is, and explain why it failed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

FETCHING = re.compile(r"^(?:Collecting|Requirement already satisfied:) (?P<name>[A-Za-z0-9._-]+)")
LINES_SHOWN = 15

OFFLINE = (
    "连不上软件源。请检查网络；如单位有内部软件源，先用 pip config set global.index-url 设好。\n"
    "不能上网的机器：在能上网、系统和 Python 版本相同的机器上运行\n"
    "    python manage.py wheels 文件夹\n"
    "把整个文件夹拷来，再运行\n"
    "    python manage.py run --wheels 文件夹"
)
REASONS = (
    (r"Temporary failure in name resolution|NewConnectionError|getaddrinfo failed|Failed to establish a new connection"
     r"|ConnectTimeout|Network is unreachable|ProxyError|nodename nor servname", OFFLINE),
    (r"CERTIFICATE_VERIFY_FAILED|SSLError", "软件源的证书没有通过验证。请让管理员把单位的根证书加入系统，或用 --wheels 安装。"),
    (r"No space left on device", "磁盘空间不足，需要约 1 GB。"),
    (r"Permission denied|Access is denied|Errno 13", "没有写入权限。请换到自己可写的文件夹，或关闭占用它的程序后重试。"),
)  # fmt: skip
MISSING = re.compile(r"No matching distribution found for (?P<name>\S+)")


@dataclass(frozen=True, slots=True)
class PipResult:
    """How pip ended, and all it said."""

    status: int
    output: str


def run_pip(python: Path, arguments: list[str]) -> PipResult:
    """Run pip to its end; show each package as its turn comes."""
    command = [str(python), "-m", "pip", *arguments, "--disable-pip-version-check", "--no-input"]
    settings = os.environ | {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    lines: list[str] = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", env=settings
    ) as pip:
        for line in pip.stdout or ():
            lines.append(line)
            _show_progress(line)
    return PipResult(pip.returncode, "".join(lines))


def _show_progress(line: str) -> None:
    if fetching := FETCHING.match(line):
        print(f"  {fetching['name']}", file=sys.stderr, flush=True)
    elif line.startswith("Installing collected packages"):
        print("  写入环境…", file=sys.stderr, flush=True)


def explain_failure(output: str, wheels: Path | None) -> str:
    """Return what went wrong and what to do, in Chinese, with pip's last words when the reason is unknown.

    >>> explain_failure("ERROR: No matching distribution found for jieba==0.42.1", Path("w"))
    '文件夹 w 里没有适合本机的 jieba==0.42.1。请在系统和 Python 版本相同、能上网的机器上重新运行：python manage.py wheels w'
    """
    missing = MISSING.search(output)
    if wheels and missing:
        return (
            f"文件夹 {wheels} 里没有适合本机的 {missing['name']}。"
            f"请在系统和 Python 版本相同、能上网的机器上重新运行：python manage.py wheels {wheels}"
        )
    for sign, explanation in REASONS:
        if re.search(sign, output):
            return explanation
    if missing:
        return f"软件源里没有适合本机的 {missing['name']}。请换用 Python 3.11 至 3.13，或更新软件源。"
    return "安装没有完成。pip 最后说：\n" + "\n".join(output.splitlines()[-LINES_SHOWN:])
