"""What a run of a page makes is handed to the loop, and sent, in parcels and not piece by piece.

Streamlit wakes the loop of the server for each of some seventy elements of a page: two threads then pass the
interpreter to and fro, which cost more than the page itself. Here elements wait some milliseconds for each other; a
figure, for which a reader waits, goes at once and takes along what came before it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
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
AT_ONCE = "plotly_chart"
WAIT = (ScriptRunnerEvent.SCRIPT_STARTED, ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS)  # something follows each


class Parcel(tuple[ForwardMsg, ...]):
    """Messages that are sent together."""


class Waiting:
    """What runs of a session made and did, until it is taken to the loop, in its order: a run that begins empties the
    queue of the connection, so that its first elements must not come before it.
    """

    def __init__(self) -> None:
        self.pieces: deque[tuple[ScriptRunner | None, ForwardMsg | Callable[[], None]]] = deque()
        self.called = False  # the loop will come for them


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

    def note(session: AppSession, sender: ScriptRunner | None, event: ScriptRunnerEvent, **details: object) -> None:
        if sender is not None:
            sender.__dict__["session"] = session
        handle: Callable[..., None] = session._handle_scriptrunner_event_on_event_loop
        _waiting(session).pieces.append((sender, partial(handle, sender, event, **details)))
        _call(session, at_once=event not in WAIT)

    def hand_over(runner: ScriptRunner, sent: ForwardMsg | tuple[ForwardMsg, ...]) -> None:
        runner._maybe_handle_execution_control_request()
        _keep(runner.__dict__["session"], runner, sent)  # known since the run began

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


def _keep(session: AppSession, sender: ScriptRunner | None, sent: ForwardMsg | tuple[ForwardMsg, ...]) -> None:
    """Let an element, or all of a part that is kept, wait; runs in the thread of the page."""
    messages = sent if isinstance(sent, tuple) else (sent,)
    _waiting(session).pieces.extend((sender, message) for message in messages)
    _call(session, at_once=any(m.delta.new_element.WhichOneof("type") == AT_ONCE for m in messages))


def _call(session: AppSession, at_once: bool) -> None:
    """Call the loop for what waits, where it is not called yet."""
    waiting = _waiting(session)
    if at_once:
        session._call_soon_on_event_loop(partial(_take, session))
    elif not waiting.called:
        waiting.called = True
        session._call_soon_on_event_loop(partial(_take_soon, session))


def _take_soon(session: AppSession) -> None:
    session._event_loop.call_later(SOON, _take, session)


def _take(session: AppSession) -> None:
    """Send what waits; runs in the loop."""
    waiting = _waiting(session)
    waiting.called = False  # first: what comes meanwhile calls again
    tell, session._message_enqueued_callback = session._message_enqueued_callback, None
    try:
        while waiting.pieces:
            sender, piece = waiting.pieces.popleft()
            if not isinstance(piece, ForwardMsg):
                piece()
            elif sender is session._scriptrunner:  # else the page was left meanwhile
                session._browser_queue.enqueue(piece)
    finally:
        session._message_enqueued_callback = tell
    if not session._browser_queue.is_empty():
        _send(session)


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
