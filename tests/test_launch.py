"""manage.py: what it installs and when, what it says when that fails, what it passes on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from launch import commands, environment, pip
from launch.environment import LaunchError
from launch.pip import PipResult, explain_failure

ROOT = Path(__file__).resolve().parent.parent


def manage(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, env=commands._settings())


def test_without_a_command_it_says_how_to_use_it():
    answer = manage()
    assert answer.returncode == 2
    assert "python manage.py" in answer.stdout
    assert manage("--help").returncode == 0


def test_a_folder_of_wheels_that_is_not_there_is_answered_with_the_remedy(tmp_path):
    answer = manage("run", "--wheels", str(tmp_path / "none"))
    assert answer.returncode == 2
    assert "python manage.py wheels" in answer.stderr


@pytest.mark.parametrize(
    ("written", "wheels", "rest"),
    [
        (["--port", "1"], None, ["--port", "1"]),
        (["a.txt", "--wheels", "w", "-v"], "w", ["a.txt", "-v"]),
        (["--wheels=w"], "w", []),
        (["--", "--wheels", "w"], None, ["--", "--wheels", "w"]),
        (["--wheels"], None, ["--wheels"]),
    ],
)
def test_wheels_is_taken_out_of_the_arguments(written, wheels, rest):
    assert commands._take_wheels(written) == (wheels and Path(wheels).resolve(), rest)


@pytest.mark.parametrize(
    ("said", "wheels", "explained"),
    [
        ("WARNING: Retrying after NewConnectionError", None, "wheels 文件夹"),
        ("SSLError(CERTIFICATE_VERIFY_FAILED)", None, "证书"),
        ("OSError: [Errno 28] No space left on device", None, "磁盘空间"),
        ("ERROR: No matching distribution found for lxml==9", Path("w"), "文件夹 w 里没有适合本机的 lxml==9"),
        ("ERROR: No matching distribution found for lxml==9", None, "软件源里没有适合本机的 lxml==9"),
        ("first\nsomething unheard of", None, "something unheard of"),
    ],
)
def test_a_failure_of_pip_is_explained(said, wheels, explained):
    assert explained in explain_failure(said, wheels)


@pytest.fixture
def installed(tmp_path, monkeypatch) -> list[list[str]]:
    """An environment in a folder of its own in which pip only notes what it was asked for."""
    asked: list[list[str]] = []

    def note(python: Path, arguments: list[str]) -> PipResult:
        asked.append(arguments)
        return PipResult(0, "")

    def make() -> None:
        environment.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        environment.PYTHON.touch()

    monkeypatch.setattr(environment, "FOLDER", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv" / "python")
    monkeypatch.setattr(environment, "run_pip", note)
    monkeypatch.setattr(environment, "_make_environment", make)
    return asked


def test_requirements_are_installed_once_and_again_when_they_change(installed, tmp_path):
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("a==1\n")
    for _ in range(2):
        environment.prepare((requirements,))
    assert len(installed) == 1
    requirements.write_bytes(b"a==1\r\n")  # line ends of another system change nothing
    environment.prepare((requirements,))
    assert len(installed) == 1
    requirements.write_text("a==2\n")
    environment.prepare((requirements,))
    assert len(installed) == 2


def test_wheels_are_installed_without_a_network(installed, tmp_path):
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("a==1\n")
    environment.prepare((requirements,), tmp_path)
    assert installed[0][-3:] == ["--no-index", "--find-links", str(tmp_path)]


def test_a_failed_installation_is_tried_again(installed, tmp_path, monkeypatch):
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("a==1\n")
    monkeypatch.setattr(environment, "run_pip", lambda *_: PipResult(1, "ProxyError"))
    for _ in range(2):
        with pytest.raises(LaunchError, match="连不上软件源"):
            environment.prepare((requirements,))


def test_every_requirement_is_pinned():
    for file in (environment.RUN, environment.TEST, environment.POSTGRESQL, environment.LOGIN):
        lines = [line.split("#")[0].strip() for line in file.read_text("utf-8").splitlines()]
        assert all("==" in line for line in lines if line)


def test_the_installed_packages_are_the_pinned_ones():
    """What was tested is what is installed elsewhere."""
    from importlib.metadata import version

    for file in (environment.RUN, environment.TEST, environment.POSTGRESQL, environment.LOGIN):
        for line in file.read_text("utf-8").splitlines():
            requirement = line.split("#")[0].split(";")[0].strip()
            if requirement and "win32" not in line:
                name, pinned = requirement.split("==")
                assert version(name) == pinned, name


def test_what_is_prepared_is_told_beside_the_data(capsys):
    """The first ``manage.py extract … > facts.jsonl`` must not find a progress line among the facts."""
    pip._show_progress("Collecting pandas")
    pip._show_progress("Installing collected packages: pandas")

    assert capsys.readouterr().out == ""


def test_what_an_office_has_is_installed_beside_the_rest(tmp_path, monkeypatch):
    secrets = tmp_path / "secrets.toml"
    monkeypatch.setattr(environment, "SECRETS", secrets)
    monkeypatch.delenv("DUIBIAO_DATABASE", raising=False)
    assert environment.asked_for() == (environment.RUN,)

    monkeypatch.setenv("DUIBIAO_DATABASE", "postgresql://a@b/c")
    secrets.write_text("[auth]\nredirect_uri = 'x'\n", "utf-8")
    assert environment.asked_for() == (environment.RUN, environment.POSTGRESQL, environment.LOGIN)
    assert environment.asked_for(ocr=True)[-1] == environment.OCR


@pytest.mark.parametrize("asked", [[], ["--long"]])
def test_all_tests_run_together_and_then_those_that_want_the_machine_to_themselves(asked, monkeypatch):
    run: list[list[str]] = []
    codes = iter([1, 0])

    def answer(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        run.append(command)
        return subprocess.CompletedProcess(command, next(codes))

    monkeypatch.setattr(commands, "prepare", lambda *_: Path(sys.executable))
    monkeypatch.setattr(commands.subprocess, "run", answer)
    assert commands.test(asked, None) == 1  # one that failed in the first part is not forgotten over the second
    marks = [command[command.index("-m", 3) + 1] for command in run if "pytest" in command]
    assert marks == ["not alone", "alone"]
    assert {"tests/test_soak.py", "tests/browser/test_speed_browser.py"} <= {Path(name).as_posix() for name in run[1]}
    assert all(command[-len(asked) or len(command) :] == asked for command in run)
