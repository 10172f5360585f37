"""What is sent again as it was is what would be made anew: for the next visitor, and for one who comes back to a choice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from core.declarations import load_places
from core.screens import screens
from server.measuring import ours
from server.viewing import Viewer, viewer


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with ours() as program:
        yield program.port


def drawn(visitor: Viewer) -> list[tuple[tuple[int, ...], bytes]]:
    """Return what a run drew, but files, whose addresses are each visitor's own: where, and what."""
    deltas = [message for message in visitor.sent if message.WhichOneof("type") == "delta"]
    return [(tuple(message.metadata.delta_path), _alone(message)) for message in deltas if not _is_file(message)]


def _is_file(message: ForwardMsg) -> bool:
    return message.delta.new_element.WhichOneof("type") == "download_button"


def _alone(message: ForwardMsg) -> bytes:
    return message.delta.SerializeToString(deterministic=True)


@pytest.mark.parametrize("page", screens())
def test_the_next_visitor_is_shown_what_was_made_for_the_first(port, page):
    shown = []
    for _ in range(3):
        with viewer(port) as visitor:
            visitor.open(page)
            shown.append(drawn(visitor))

    assert shown[0] == shown[1] == shown[2]
    assert len(shown[0]) > 8


@pytest.mark.parametrize("page", ["indicator", "openness", "profile", "plans"])
def test_who_comes_back_to_a_choice_is_shown_what_it_showed(port, page):
    own, *peers = [place.id for place in load_places().values()][:3]
    queries = [f"o={own}&p={peer}" for peer in peers]
    shown = []
    with viewer(port) as visitor:
        for query in queries * 3:
            visitor.open(page, query)
            shown.append(drawn(visitor))

    first, second = shown[2:4]  # by now the menu and the ways on know the choice before
    assert first != second
    assert [first, second] == shown[4:]
