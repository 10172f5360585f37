"""What is sent again as it was is what would be made anew: for the next visitor, and for one who comes back to a choice."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.common import WidgetMetadata

from core.declarations import load_places
from core.screens import screens
from pages.ui.replay import Asked, _hashable, _held
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


WIDGET = WidgetMetadata(
    "$$ID-0123456789abcdef-key",
    deserializer=lambda v: "甲" if v is None else v,
    serializer=str,
    value_type="string_value",
)


def _nothing(state: SessionState) -> None:
    pass


def _set_by_the_page(state: SessionState) -> None:
    state._new_session_state["key"] = "乙"


def _set_before_it_was_shown(state: SessionState) -> None:
    state._new_session_state["key"] = "乙"
    state._compact_state()


def _set_to_its_start_before_it_was_shown(state: SessionState) -> None:
    state._new_session_state["key"] = "甲"
    state._compact_state()


def _sent_by_the_browser(state: SessionState) -> None:
    state.set_widgets_from_proto(WidgetStates(widgets=[WidgetState(id=WIDGET.id, string_value="乙")]))


def _shown_before(state: SessionState) -> None:
    state.register_widget(WIDGET, "key")
    state._compact_state()


def _sent_before(state: SessionState) -> None:
    _sent_by_the_browser(state)
    _shown_before(state)


@pytest.mark.parametrize(
    "before",
    [
        _nothing, _set_by_the_page, _set_before_it_was_shown, _set_to_its_start_before_it_was_shown, _sent_by_the_browser,
        _shown_before, _sent_before,
    ],
)  # fmt: skip
def test_a_widget_of_a_part_that_is_kept_holds_what_it_would_hold_anew(before: Callable[[SessionState], None]):
    anew, kept = SessionState(), SessionState()
    for state in (anew, kept):
        before(state)
    made = anew.register_widget(WIDGET, "key")

    assert _held(kept, Asked(WIDGET, "key", True)) == (_hashable(made.value), made.value_changed)
    assert kept["key"] == anew["key"]
