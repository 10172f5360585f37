"""The environment beside manage.py: made once, refreshed when the requirements change."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tomllib
from pathlib import Path

from launch.pip import explain_failure, run_pip

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
RUN = ROOT / "requirements.txt"
TEST = ROOT / "requirements-dev.txt"
POSTGRESQL = ROOT / "requirements-postgresql.txt"
LOGIN = ROOT / "requirements-login.txt"
OCR = ROOT / "requirements-ocr.txt"
DASK = ROOT / "requirements-dask.txt"
SECRETS = ROOT / ".streamlit" / "secrets.toml"  # an office's login is configured there


class LaunchError(Exception):
    """Something that stops the start; the message says in Chinese what to do."""


def asked_for(ocr: bool = False) -> tuple[Path, ...]:
    """Return what the product needs here: more where the store is on PostgreSQL, the office has a login, or pictures are to
    be read, now or since an earlier start.
    """
    postgresql = os.environ.get("DUIBIAO_DATABASE", "").startswith("postgres")
    login = SECRETS.is_file() and "auth" in tomllib.loads(SECRETS.read_text("utf-8"))
    return (RUN, *[POSTGRESQL] * postgresql, *[LOGIN] * login, *[OCR] * (ocr or _stamp(OCR).is_file()))


def prepare(requirements: tuple[Path, ...], wheels: Path | None = None) -> Path:
    """Return the environment's Python with these requirements installed; do nothing when they are already."""
    if wheels is not None and not wheels.is_dir():
        raise LaunchError(f"没有文件夹 {wheels}。请先在能上网的机器上运行：python manage.py wheels {wheels}")
    missing = [file for file in requirements if not _is_installed(file)]
    if missing or not _fits():
        _make_environment()
    for file in missing:
        _install(file, wheels)
    return PYTHON


def _is_installed(file: Path) -> bool:
    stamp = _stamp(file)
    return PYTHON.exists() and stamp.is_file() and stamp.read_text("utf-8") == _content(file)


def _stamp(file: Path) -> Path:
    return FOLDER / f"installed-{file.stem}.txt"


def _content(file: Path) -> str:
    """Return what an installation depends on: the requirements, and the Python that made the environment."""
    digest = hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    return f"{digest} {sys.version_info.major}.{sys.version_info.minor} {sys.base_prefix}\n"


def _make_environment() -> None:
    print(f"准备运行环境（{FOLDER.name}）…", file=sys.stderr, flush=True)
    options = [] if _fits() else ["--clear"]
    made = subprocess.run([_base_python(), "-m", "venv", *options, str(FOLDER)], capture_output=True, text=True)
    if made.returncode:
        raise LaunchError(_venv_failure(made.stdout + made.stderr))


def _base_python() -> str:
    """Return the Python below any environment: one cannot be made by itself."""
    return getattr(sys, "_base_executable", sys.executable)


def _fits() -> bool:
    """Say whether the environment is there and was made by a Python of this version."""
    settings = FOLDER / "pyvenv.cfg"
    if not PYTHON.exists() or not settings.is_file():
        return False
    major, minor = sys.version_info[:2]
    lines = settings.read_text("utf-8").replace(" ", "").splitlines()
    return any(line.startswith(f"version={major}.{minor}.") for line in lines)


def _venv_failure(output: str) -> str:
    if "ensurepip" in output:
        return "这个 Python 缺少 venv。Debian、Ubuntu 请先运行：sudo apt-get install python3-venv"
    return f"运行环境没有建成：\n{output.strip()}"


def _install(file: Path, wheels: Path | None) -> None:
    source = ["--no-index", "--find-links", str(wheels)] if wheels else []
    print(f"安装 {file.name} 中的依赖，首次约需几分钟…", file=sys.stderr, flush=True)
    result = run_pip(PYTHON, ["install", "--requirement", str(file), *source])
    if result.status:
        raise LaunchError(explain_failure(result.output, wheels))
    _stamp(file).write_text(_content(file), "utf-8")
