"""What tests of several folders share."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.served import Served, running_server

STARTED = sys.modules["__main__"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--move-known", action="store_true", help="move known failures that are right now to wrong_numbers"
    )


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
