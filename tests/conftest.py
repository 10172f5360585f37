"""What tests of several folders share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.served import Served, running_server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The real server, started once for all tests that ask it over the network."""
    with running_server(tmp_path_factory.mktemp("server")) as running:
        yield running
