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
        self.now = 0.0
        loop = SimpleNamespace(
            call_later=lambda _, act, session: self.later.append((act, session)), time=lambda: self.now
        )
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

    def begins(self, page: str = "page") -> None:
        """Let a run begin, of which the browser is told when its turn comes."""
        waiting = parcels._waiting(self)
        waiting.pieces.append(("now", parcels.Start(waiting.begin(page), self._browser_queue.clear)))

    def shows(self, *messages: ForwardMsg) -> list[list[int]]:
        """Let a run begin, make these and end; return what is sent until its figure is drawn, then all that follows."""
        before = len(self.sent)
        self.begins()
        for message in messages:
            parcels._keep(self, "now", message)
        self.run()
        parcels._waiting(self).end(whole=True)
        self.now += parcels.DRAWN
        parcels._take(self)
        return places(self)[before:]


def element(n: int, kind: str = "markdown", hash: str = "") -> ForwardMsg:
    """Return an element at a place of its own."""
    message = ForwardMsg(hash=hash)
    getattr(message.delta.new_element, kind).SetInParent()
    if kind == "bidi_component":
        message.delta.new_element.bidi_component.component_name = parcels.FIGURE
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

    parcels._keep(session, "now", element(3, "bidi_component"))
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
    parcels._keep(session, "now", (element(0), element(1, "bidi_component"), element(2)))
    session.run()
    assert places(session) == [[0, 1, 2]]


def test_a_figure_that_takes_the_place_of_another_goes_ahead_of_all_that_was_made_before_it(monkeypatch):
    session = Session(monkeypatch)
    page = element(0), element(1, "bidi_component", "one"), element(2)
    assert session.shows(*page) == [[0, 1, 2]]
    assert session.shows(element(0), element(1, "bidi_component", "two"), element(2)) == [[1], [0, 1, 2]]
    assert session.shows(element(0), element(1, "bidi_component", "two"), element(2)) == [[0, 1, 2]]  # it is there


def test_a_figure_that_the_browser_keeps_goes_ahead_by_its_name(monkeypatch):
    session = Session(monkeypatch)
    for hash in ("one", "two"):
        session.shows(element(0), element(1, "bidi_component", hash), element(2))
    kept = ForwardMsg(ref_hash="one")
    kept.metadata.delta_path[:] = [0, 1]
    assert session.shows(element(0), kept, element(2)) == [[1], [0, 1, 2]]


def test_a_figure_waits_for_its_room_where_that_is_new_or_of_another_kind(monkeypatch):
    session = Session(monkeypatch)

    def page(kind: str, hash: str) -> tuple[ForwardMsg, ...]:
        room, figure = ForwardMsg(hash=kind), element(0, "bidi_component", hash)
        getattr(room.delta.add_block, kind).SetInParent()
        room.metadata.delta_path[:], figure.metadata.delta_path[:] = [0, 0], [0, 0, 0]
        return room, figure

    assert session.shows(*page("vertical", "one")) == [[0, 0]]
    assert session.shows(*page("expandable", "two")) == [[0, 0]]
    assert session.shows(*page("expandable", "one")) == [[0], [0, 0]]
    session.shows(element(0))
    assert session.shows(*page("expandable", "two")) == [[0, 0]]


def test_a_figure_goes_ahead_on_its_own_page_only_and_not_of_the_run_before(monkeypatch):
    session = Session(monkeypatch)
    for hash in ("one", "two"):
        session.shows(element(0), element(1, "bidi_component", hash))
    session.begins()
    parcels._keep(session, "now", element(1, "bidi_component", "one"))  # the loop is late, and the page is left
    session.begins("another")
    parcels._keep(session, "now", element(0))
    parcels._keep(session, "now", element(1, "bidi_component", "two"))
    session.run()
    assert places(session)[-1:] == [[0, 1]]
