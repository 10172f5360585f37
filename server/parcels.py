"""What a run of a page makes is handed to the loop, and sent, in parcels and not piece by piece.

Streamlit wakes the loop of the server for each of some seventy elements of a page: two threads then pass the
interpreter to and fro, which cost more than the page itself. Here elements wait some milliseconds for each other; a
figure, for which a reader waits, goes at once and takes along what came before it. A figure that takes the place of
another goes ahead of all, even of the word that a run has begun, for which the browser looks through the whole page: it
is drawn where the other one stands, and all follows when it is, the figure once more at its turn.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, partial
from typing import cast

from streamlit.navigation import page
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session, get_instance
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.session_manager import ActiveSessionInfo, SessionClientDisconnectedError
from streamlit.runtime.state import SafeSessionState
from streamlit.web.server.starlette import starlette_websocket

from server.gathering import Frames

SOON = 0.005  # seconds that an element waits for others
MOST = 50  # parcels that wait for a slow connection before it is given up, those of some fifteen clicks
DRAWN = 0.08  # seconds in which a browser draws a figure that went ahead
AWAITED = 0.15  # seconds that elements wait at most for a figure that may go ahead of them
FIGURE = "duibiao.figure"  # the component that draws one
OVER = (ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS, ScriptRunnerEvent.FRAGMENT_STOPPED_WITH_SUCCESS)
WAIT = (ScriptRunnerEvent.SCRIPT_STARTED, ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS)  # something follows each


class Parcel(tuple[ForwardMsg, ...]):
    """Messages that are sent together."""


Path = tuple[int, ...]  # where an element stands on a page
Made = tuple[ScriptRunner | None, ForwardMsg]


@dataclass(frozen=True, slots=True)
class Start:
    """What tells the browser that a run has begun."""

    run: int  # its number in the session
    tell: Callable[[], None]


@dataclass(slots=True)
class Waiting:
    """What runs of a session made and did, until it is taken to the loop, in its order: a run that begins empties the
    queue of the connection, so that its first elements must not come before it.
    """

    pieces: deque[Made | tuple[ScriptRunner | None, Start | Callable[[], None]]] = field(default_factory=deque)
    called: bool = False  # the loop will come for them
    page: str = ""  # the present one
    begun: int = 0  # runs, in the thread of the page
    known: int = 0  # runs of which the loop has told the browser
    drawn: dict[Path, str] = field(default_factory=dict)  # figures that the browser has: where → hash
    made: dict[Path, str] = field(default_factory=dict)  # those of the present run
    rooms: dict[Path, str | None] = field(default_factory=dict)  # what elements stand in: where → kind
    ahead: deque[tuple[int, Sequence[Made]]] = field(default_factory=deque)  # number of its run, figure that goes first
    until: float = 0.0  # when the rest of its run follows

    def begin(self, page: str) -> int:
        """Note that a run of a page begins, and return its number."""
        if page != self.page:
            self.drawn, self.rooms = {}, {}
        self.ahead.clear()
        self.page, self.made = page, {}
        self.begun += 1
        return self.begun

    def end(self, whole: bool) -> None:
        """Note that a run, of a whole page or of a fragment, came to its end: the browser then removes what it did not
        make again.
        """
        self.drawn = self.made if whole else {}

    def next_ahead(self) -> Sequence[Made]:
        """Take out the figure that goes ahead of what comes next, () where there is none."""
        with suppress(IndexError):  # the page is in another thread
            head = self.pieces[0][1] if self.pieces else None
            if self.ahead[0][0] == (head.run if isinstance(head, Start) else self.known):
                return self.ahead.popleft()[1]
        return ()

    def is_ahead(self, messages: Sequence[ForwardMsg]) -> bool:
        """Note the figures among what a run made, and say whether one takes the place of another figure.

        Where a figure stands, all that it stands in is there: until the run is over the browser removes nothing but what
        is in a room whose kind changes.
        """
        changes = False
        for message in messages:
            where = tuple(message.metadata.delta_path)
            if _is_figure(message) or (message.ref_hash and where in self.drawn):
                hash = message.ref_hash or message.hash
                changes = changes or self.drawn.get(where, hash) != hash
                self.drawn[where] = self.made[where] = hash
            elif where:
                room = message.delta.add_block.WhichOneof("type") if message.delta.HasField("add_block") else ""
                self._note_room(where, room)
        return changes

    def _note_room(self, where: Path, kind: str | None) -> None:
        if self.rooms.get(where, "") != kind or where in self.drawn:
            self.drawn = {path: hash for path, hash in self.drawn.items() if path[: len(where)] != where}
        self.rooms[where] = kind


class Asked(Mapping[str, object]):
    """The state of a session for a menu, which asks it of one key; Streamlit would gather all keys of the visit for it."""

    def __init__(self, state: SafeSessionState) -> None:
        self.state = state

    def __getitem__(self, key: str) -> object:
        return self.state[key]

    def __contains__(self, key: object) -> bool:
        return cast(str, key) in self.state

    def __iter__(self) -> Iterator[str]:
        return iter(self.state._state.filtered_state)

    def __len__(self) -> int:
        return len(self.state._state.filtered_state)


def install() -> None:
    """Let Streamlit work so from now on, in this process; before the first visitor."""
    theme, serialized = app_session._populate_theme_msg, starlette_websocket.serialize_forward_msg
    enqueue = ScriptRunner._enqueue_forward_msg

    def note(session: AppSession, sender: ScriptRunner | None, event: ScriptRunnerEvent, **details: object) -> None:
        if sender is not None:
            sender.__dict__["session"] = session
        handle: Callable[..., None] = session._handle_scriptrunner_event_on_event_loop
        handled: Callable[[], None] = partial(handle, sender, event, **details)
        act: Start | Callable[[], None] = handled
        waiting = _waiting(session)
        if event == ScriptRunnerEvent.SCRIPT_STARTED:
            act = Start(waiting.begin(str(details.get("page_script_hash"))), handled)
        elif event in OVER:
            waiting.end(whole=event == ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS)
        waiting.pieces.append((sender, act))
        _call(session, at_once=event not in WAIT)

    def hand_over(runner: ScriptRunner, sent: ForwardMsg | tuple[ForwardMsg, ...]) -> None:
        session = runner.__dict__.get("session")  # known since the run began; a test of Streamlit's runs without one
        if session is None:
            for message in sent if isinstance(sent, tuple) else (sent,):
                enqueue(runner, message)
            return
        runner._maybe_handle_execution_control_request()
        _keep(session, runner, sent)

    def send(_: Runtime, info: ActiveSessionInfo, parcel: ForwardMsg) -> None:  # Streamlit would count runs, for nobody
        info.client.write_forward_msg(parcel)

    vars_: dict[object, dict[str, object]] = {
        AppSession: {"_on_scriptrunner_event": note, "flush_browser_queue": _parcels},
        ScriptRunner: {"_enqueue_forward_msg": hand_over},
        Runtime: {"_send_message": send},
        starlette_websocket: {
            "serialize_forward_msg": lambda parcel: Frames.of(map(serialized, parcel)),
            "WEBSOCKET_MAX_SEND_QUEUE_SIZE": MOST,
        },
        app_session: {"_populate_theme_msg": _populate_once(theme)},
        page: {"calc_hash": cache(page.calc_hash)},
        SafeSessionState: {"filtered_state": property(Asked)},
    }
    for owner, changed in vars_.items():
        for name, function in changed.items():
            setattr(owner, name, function)


def _waiting(session: AppSession) -> Waiting:
    return session.__dict__.setdefault("_waiting", Waiting())


def _is_figure(message: ForwardMsg) -> bool:
    element = message.delta.new_element
    return element.WhichOneof("type") == "bidi_component" and element.bidi_component.component_name == FIGURE


def _keep(session: AppSession, sender: ScriptRunner | None, sent: ForwardMsg | tuple[ForwardMsg, ...]) -> None:
    """Let an element, or all of a part that is kept, wait; runs in the thread of the page."""
    messages = sent if isinstance(sent, tuple) else (sent,)
    waiting = _waiting(session)
    pieces = [(sender, message) for message in messages]
    ahead = waiting.is_ahead(messages)
    if ahead and not waiting.ahead:
        waiting.ahead.append((waiting.begun, pieces))
    waiting.pieces.extend(pieces)
    _call(session, at_once=ahead or any(map(_is_figure, messages)))


def _call(session: AppSession, at_once: bool) -> None:
    """Call the loop for what waits, where it is not called yet."""
    waiting = _waiting(session)
    if at_once:
        session._call_soon_on_event_loop(partial(_take, session))
    elif not waiting.called:
        waiting.called = True
        session._call_soon_on_event_loop(partial(_take_soon, session))


def _take_soon(session: AppSession) -> None:
    session._event_loop.call_later(AWAITED if _waiting(session).drawn else SOON, _take, session)


def _take(session: AppSession) -> None:
    """Send what waits; runs in the loop."""
    waiting = _waiting(session)
    waiting.called = False  # first: what comes meanwhile calls again
    now = session._event_loop.time()
    if now < waiting.until:
        return
    tell, session._message_enqueued_callback = session._message_enqueued_callback, None
    try:
        if _take_pieces(session, waiting):
            waiting.until = now + DRAWN
            session._event_loop.call_later(DRAWN, _take, session)
    finally:
        session._message_enqueued_callback = tell
    if not session._browser_queue.is_empty():
        _send(session)


def _take_pieces(session: AppSession, waiting: Waiting) -> bool:
    """Take what waits to the queue of the connection, up to a figure that goes ahead; return whether one does."""
    while True:
        if figure := waiting.next_ahead():
            _enqueue(session, figure)
            return True
        if not waiting.pieces:
            return False
        sender, piece = waiting.pieces.popleft()
        if isinstance(piece, ForwardMsg):
            _enqueue(session, [(sender, piece)])
        elif isinstance(piece, Start):
            waiting.known = piece.run
            piece.tell()
        else:
            piece()


def _send(session: AppSession) -> None:
    """Send what the queue of a connection holds; where nobody is connected it waits there.

    Streamlit tells its own loop, which looks at the connections of all visitors and then rests for 5 ms.
    """
    server = get_instance()
    info = server._session_mgr.get_active_session_info(session.id)
    if info is None:
        return
    try:
        for parcel in _parcels(session):
            server._send_message(info, cast(ForwardMsg, parcel))
    except SessionClientDisconnectedError:
        server.disconnect_session(session.id, client=info.client)


def _enqueue(session: AppSession, pieces: Sequence[Made]) -> None:
    for sender, message in pieces:
        if sender is session._scriptrunner:  # else the page was left meanwhile
            session._browser_queue.enqueue(message)


def _parcels(session: AppSession) -> list[Parcel]:
    """Return what the queue of a connection holds as one parcel, none where it is empty, and empty it."""
    messages = session._browser_queue.flush()
    return [Parcel(messages)] if messages else []


def _populate_once(populate: Callable[..., None]) -> Callable[..., None]:
    """Let the theme, of which each run tells the browser, be read from the settings once: they never change."""

    @cache
    def made(section: str) -> CustomThemeConfig:
        config = CustomThemeConfig()
        populate(config, section)
        return config

    return lambda config, section="theme": config.MergeFrom(made(section))
