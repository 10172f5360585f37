"""What tests of several folders share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import GIVEN, own_schema, programs, running_postgres
from tests.served import Served, running_server

STARTED = sys.modules["__main__"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="measure in full what is otherwise measured on a sample")
    parser.addoption(
        "--move-known", action="store_true", help="move known failures that are right now to wrong_numbers"
    )


@pytest.fixture(scope="session")
def share(request: pytest.FixtureRequest) -> int:
    """By how much a long measure is shortened: its seed is fixed, so what is left is always the same sample."""
    return 1 if request.config.getoption("--long") else 10


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The real server, started once for all tests that ask it over the network."""
    with running_server(tmp_path_factory.mktemp("server")) as running:
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
        monkeypatch.setattr("pages.ui.signing.path", lambda: "")
