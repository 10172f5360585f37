"""What tests of several folders share."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from core import store
from core.charts import sketch
from core.library import Library, library_at
from tests.postgres import GIVEN, own_schema, programs, running_postgres
from tests.served import Served, running_bare_app, running_server
from tests.shipped import FOLDER, shipped_store

LONGEST = (
    "tests/browser/", "test_many_hands", "test_trouble", "test_pack_lint", "test_pages_review", "test_store", "test_pages",
    "test_one_exhibit", "test_opening", "test_history", "test_signing", "test_odd_links", "test_recipes",
)  # fmt: skip
STARTED = sys.modules["__main__"]
settings.register_profile("busy", deadline=None)  # a machine that does more than this is slow, and nothing is wrong
settings.load_profile("busy")
sketch.CHECKED = True  # by plotly, whatever a test draws


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="measure in full what is otherwise measured on a sample")
    parser.addoption(
        "--move-known", action="store_true", help="move known failures that are right now to wrong_numbers"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder that all processes of this run share; a test that names no store finds an empty one there, never
    that of whoever runs the tests.
    """
    if hasattr(config, "workerinput"):
        return
    folder = tempfile.mkdtemp(prefix="duibiao-tests-")
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    os.environ[FOLDER], os.environ[store.ADDRESS] = folder, f"sqlite:///{folder}/nobody.db"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the files that take longest begin first: two processes end at about the same time."""
    order = [*LONGEST, ""]
    items.sort(key=lambda item: next(n for n, name in enumerate(order) if name in item.nodeid))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why the first try of a test failed that was tried once more: that it passes then tells nothing of it."""
    for report in terminalreporter.stats.get("rerun", ()):
        told = [line for line in str(report.longrepr).splitlines() if line.startswith(("E ", ">"))]
        terminalreporter.write_line("\n".join([f"first try of {report.nodeid}", *told[:12]]))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name no case by the bytes of a file: a zip holds the second in which it was made, another in each process."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="module")
def own_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A store of the module's own, filled with what ships, that pages and library turn to."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(store.ADDRESS, shipped_store(f"sqlite:///{tmp_path_factory.mktemp('store') / 'duibiao.db'}"))
        yield
        store.open_store().engine.dispose()


@pytest.fixture(scope="session")
def libraries() -> dict[str, Library]:
    """The library of what ships, by its version: the stores of all modules are copies of one, so an answer serves all."""
    return {}


@pytest.fixture(scope="module")
def library(own_store: None, libraries: dict[str, Library]) -> Library:
    """The library of what ships."""
    version = store.data_version()
    return libraries.setdefault(version, library_at(version))


@pytest.fixture(scope="session")
def share(request: pytest.FixtureRequest) -> int:
    """By how much a long measure is shortened: its seed is fixed, so what is left is always the same sample."""
    return 1 if request.config.getoption("--long") else 10


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The real server, started once for all tests that ask it over the network."""
    with running_server(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The bare app, run as anyone runs Streamlit: what ours is measured against."""
    with running_bare_app(tmp_path_factory.mktemp("bare")) as running:
        yield running


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """AppTest leaves the script it ran as ``__main__``, and a process started later would run the whole app first."""
    yield
    sys.modules["__main__"] = STARTED


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """The address of a PostgreSQL to test with: one that is named, else one of our own. ``.ci/run`` installs it."""
    if given := os.environ.get(GIVEN):
        yield given
    elif programs() is None:
        assert not os.environ.get("CI"), "PostgreSQL is not installed: .ci/run does that"
        pytest.skip("PostgreSQL 没有安装：apt-get install postgresql")
    else:
        with running_postgres() as server:
            yield server.address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.db'}"
        return
    with own_schema(request.getfixturevalue("postgres_address")) as address:
        yield address


@pytest.fixture(autouse=True)
def at_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest has no connection to tell from where it looks: let it be this machine, which may write while there are
    no editors.
    """
    if "streamlit.testing.v1" in sys.modules:
        from pages.ui.caller import Caller

        monkeypatch.setattr("pages.ui.signing.caller", lambda: Caller(True, "127.0.0.1"))
        monkeypatch.setattr("pages.ui.signing.cookie", lambda _: "")
        monkeypatch.setattr("pages.ui.caller.cookie", lambda _: "")
        monkeypatch.setattr("pages.ui.signing.path", lambda _: "")
