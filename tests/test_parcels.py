"""What a run makes reaches the browser in its order, whole, and a figure does not wait; what a left page makes is gone."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.state import SafeSessionState, SessionState

from server import parcels


class Session(SimpleNamespace):
    """What the hand-over asks of a session and of the server, with a loop that runs when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, connected: bool = True) -> None:
        self.soon: list[Callable[[], None]] = []
        self.later: list[tuple[Callable[..., None], object]] = []
        self.sent: list[parcels.Parcel] = []
        loop = SimpleNamespace(call_later=lambda _, act, session: self.later.append((act, session)))
        super().__init__(
            id="one", _event_loop=loop, _browser_queue=ForwardMsgQueue(), _scriptrunner="now", _message_enqueued_callback=None
        )  # fmt: skip
        open_ = SimpleNamespace(get_active_session_info=lambda id: id if connected else None)
        server = SimpleNamespace(_session_mgr=open_, _send_message=lambda _, parcel: self.sent.append(parcel))
        monkeypatch.setattr(parcels, "get_instance", lambda: server)

    def _call_soon_on_event_loop(self, act: Callable[[], None]) -> None:
        self.soon.append(act)

    def run(self) -> None:
        """Do what was asked of the loop."""
        while self.soon:
            self.soon.pop(0)()


def element(n: int, kind: str = "markdown") -> ForwardMsg:
    """Return an element at a place of its own."""
    message = ForwardMsg()
    getattr(message.delta.new_element, kind).SetInParent()
    message.metadata.delta_path[:] = [0, n]
    return message


def places(session: Session) -> list[list[int]]:
    """Return where the elements stand that were sent together, parcel by parcel."""
    return [[message.metadata.delta_path[1] for message in parcel] for parcel in session.sent]


def test_elements_wait_for_each_other_and_a_figure_takes_them_along(monkeypatch):
    session = Session(monkeypatch)
    for n in range(3):
        parcels._keep(session, "now", element(n))
    session.run()
    assert len(session.later) == 1
    assert places(session) == []

    parcels._keep(session, "now", element(3, "plotly_chart"))
    session.run()
    assert places(session) == [[0, 1, 2, 3]]

    act, asked = session.later.pop()
    act(asked)
    assert places(session) == [[0, 1, 2, 3]]


def test_what_a_page_made_that_was_left_is_not_sent(monkeypatch):
    session = Session(monkeypatch)
    parcels._keep(session, "before", element(0))
    parcels._keep(session, "now", element(1))
    parcels._take(session)
    assert places(session) == [[1]]


def test_a_run_that_begins_empties_the_queue_before_its_own_elements_come(monkeypatch):
    """However late the loop is: all of it is there when the loop comes for the first time."""
    session = Session(monkeypatch)
    parcels._keep(session, "now", element(0))
    parcels._waiting(session).pieces.append(("now", session._browser_queue.clear))
    parcels._keep(session, "now", element(1))
    session.run()
    parcels._take(session)
    assert places(session) == [[1]]


def test_what_comes_while_nobody_is_connected_waits_in_its_order(monkeypatch):
    session = Session(monkeypatch, connected=False)
    for n in range(2):
        parcels._keep(session, "now", element(n))
        parcels._take(session)
    assert session.sent == []
    assert [[message.metadata.delta_path[1] for message in parcel] for parcel in parcels._parcels(session)] == [[0, 1]]
    assert parcels._parcels(session) == []


def test_a_menu_asks_of_one_key_and_not_of_all():
    state = SafeSessionState(SessionState(), lambda: None)
    state["o"], state["p"] = "甲", None
    asked = parcels.Asked(state)

    assert ("o" in asked, "q" in asked, asked["p"], dict(asked)) == (True, False, None, {"o": "甲", "p": None})


def test_a_part_that_is_kept_comes_whole_and_the_figure_in_it_does_not_wait(monkeypatch):
    session = Session(monkeypatch)
    parcels._keep(session, "now", (element(0), element(1, "plotly_chart"), element(2)))
    session.run()
    assert places(session) == [[0, 1, 2]]
