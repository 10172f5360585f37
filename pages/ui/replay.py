"""A part of a page that was shown before is sent again as it was: what Streamlit made of it then, and not made anew.

What Streamlit does between a call of ours and the browser costs more than what we show: to build, check, write and
hash an element, and to tell of its widget, is 150 to 1 000 calls of functions. Of a part that is kept, the messages are
there already; only its widgets are asked what they hold, since that differs from visitor to visitor. What they hold
decides which of the messages kept are sent.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from copy import deepcopy
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Any, NamedTuple, TypeVar, cast

from streamlit import config
from streamlit.cursor import RunningCursor
from streamlit.delta_generator import DeltaGenerator
from streamlit.delta_generator_singletons import get_dg_singleton_instance
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_cache import create_reference_msg
from streamlit.runtime.scriptrunner_utils.script_run_context import (
    ScriptRunContext,
    ThreadState,
    get_script_run_ctx,
)
from streamlit.runtime.state import SafeSessionState, SessionState, session_state
from streamlit.runtime.state.common import RegisterWidgetResult, WidgetMetadata
from streamlit.util import AttributeDictionary

from pages.ui.runs import RUN

Answer = TypeVar("Answer")
At = tuple[Hashable, str | None, str, int, tuple[int, ...], int]  # key, version of the data, page, place on it
MOST = 32_000_000  # bytes of all parts together
EACH = 4_000  # bytes that a part takes beside its messages
PLAIN = (str, int, float, bool, type(None))
WORDS = ("string_value", "string_array_value")  # how a widget holds words, of its options mostly
VARIANTS = 12  # of what the widgets of a part hold


class Room(NamedTuple):
    """Where a container stands that a part leaves to others to fill."""

    container: int
    path: tuple[int, ...]
    index: int
    kind: str | None


class Shown(NamedTuple):
    """What a part sent while its widgets held something."""

    messages: tuple[ForwardMsg, ...]
    answer: object
    steps: int  # how many places further the next element stands
    size: int


class Asked(NamedTuple):
    """A widget of a part, and how it is asked what it holds."""

    widget: WidgetMetadata[Any]
    key: str | None
    plain: bool  # the session alone says what it holds, and not the address


@dataclass(slots=True)
class Part:
    """A part at its place: its widgets, and what it sent for what they hold."""

    widgets: tuple[Asked, ...]
    shown: OrderedDict[Hashable, Shown] = field(default_factory=OrderedDict)


@dataclass(slots=True)
class Record:
    """What a part does while it is shown for the first time."""

    messages: list[ForwardMsg] = field(default_factory=list)
    widgets: list[Asked] = field(default_factory=list)
    held: list[Hashable] = field(default_factory=list)


class Same:
    """A shared value that nobody changes, as a key: it is itself, and not its like."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.value is other.value


_parts: OrderedDict[At, Part] = OrderedDict()
_lock = Lock()
_size = 0
_version = ""  # at which parts were kept last
_INSTALLED = Event()


def replayed(key: Hashable, show: Callable[[], Answer]) -> Answer:
    """Show a part of a page and return what ``show`` returns: containers, and what never changes.

    A part within another is kept with it.

    Args:
        key: all that the part is made of, but the page and the place where it stands, the version of the data, and what
            its widgets hold.
        show: shows it, by calls of Streamlit alone, with no form, upload or file in it. Its widgets are the same
            whatever they hold, and their callbacks know no visitor but through ``st.session_state``.
    """
    place = _place()
    if place is None:
        return show()
    ctx, dg, cursor, page = place
    at = (key, getattr(RUN, "version", None), page, cursor.root_container, cursor.parent_path, cursor.index)
    part = _parts.get(at)
    if part is not None:
        shown = part.shown.get(_asked(ctx.session_state, part.widgets))
        if shown is not None:
            _send(ctx, part, shown)
            cursor._index += shown.steps
            with _lock:
                if at in _parts:
                    _parts.move_to_end(at)
            return cast(Answer, _opened(shown.answer, dg))
    before = cursor.index
    answer, record = recorded(show)
    _keep(at, record, answer, cursor.index - before)
    return answer


def recorded(show: Callable[[], Answer]) -> tuple[Answer, Record]:
    """Return what something returns, and what it did meanwhile; nothing of that in a process that keeps no parts."""
    RUN.record = record = Record()
    try:
        return show(), record
    finally:
        RUN.record = None


def _place() -> tuple[ScriptRunContext, DeltaGenerator, RunningCursor, str] | None:
    """Return where the page stands now; None where nothing is to be kept: within a part, in a fragment, and under a test of
    Streamlit's, which asks how a widget was made.
    """
    ctx = get_script_run_ctx(suppress_warning=True)
    if ctx is None or not _INSTALLED.is_set() or getattr(RUN, "record", None) or _tested():
        return None
    state = ThreadState.get()
    dg = get_dg_singleton_instance().main_dg._active_dg
    cursor = dg._cursor
    wrote = getattr(RUN, "version", None) == ""  # what it wrote is of no version that another run shows
    if wrote or state.fragment_id or not isinstance(cursor, RunningCursor):
        return None
    return ctx, dg, cursor, state.active_script_hash


def _tested() -> bool:
    if not hasattr(RUN, "tested"):  # asked of the settings once a run
        RUN.tested = bool(config.get_option("global.appTest"))
    return RUN.tested


def _send(ctx: ScriptRunContext, part: Part, shown: Shown) -> None:
    ids, keys = ctx.shared.widget_ids_this_run, ctx.shared.widget_user_keys_this_run
    for widget, key, _ in part.widgets:
        ids.check_and_add(widget.id)
        if key:
            keys.check_and_add(key)
    messages = shown.messages
    if (there := ctx.cached_message_hashes) and any(message.hash in there for message in messages):
        messages = tuple(create_reference_msg(m) if m.metadata.cacheable and m.hash in there else m for m in messages)
    ctx._enqueue(messages)  # the server takes them in one parcel


def _asked(state: SafeSessionState, widgets: tuple[Asked, ...]) -> tuple[Hashable, ...]:
    """Tell a session of widgets, and return what each of them holds."""
    if not widgets:
        return ()
    state._yield_callback()
    with state._lock:
        return tuple([_told(state._state, each) for each in widgets])


def _told(state: SessionState, asked: Asked) -> Hashable:
    if not asked.plain:
        return _known(state.register_widget(asked.widget, asked.key))
    written = _written(state, asked.widget)
    return _held(state, asked), written


def _held(state: SessionState, asked: Asked) -> Hashable:
    """Tell a session of a plain widget as ``register_widget`` does, and return what it holds and whether the browser has
    to be told; that one takes 70 to 100 calls for it, most of them to copy what it holds.
    """
    widget, key, _ = asked
    id, now, before = widget.id, state._new_widget_state, state._old_state
    now.widget_metadata[id] = widget
    if key is not None:
        state._key_id_mapper[key] = id
        if key in state._new_session_state:
            return _hashable(state._new_session_state[key]), True
    if id in now.states:
        return _hashable(now[id]), False
    if id not in before and key not in before:
        now.set_from_value(id, _copied(widget.deserializer(None)))
        return _hashable(now[id]), False
    held = before[id] if id in before else before[key]
    return _hashable(held), key in before and held != widget.deserializer(None)


def _written(state: SessionState, widget: WidgetMetadata[Any]) -> Hashable:
    """Return the words in which a browser sent what a widget holds, None where it sent nothing."""
    stored = state._new_widget_state.get_serialized(widget.id) if widget.value_type in WORDS else None
    return None if stored is None else stored.SerializeToString()


def _known(result: RegisterWidgetResult[Any]) -> Hashable:
    """Return all that Streamlit knows of what a widget holds that is not plain."""
    values = result.incoming_serialized_values
    known = result.incoming_serialized_value, None if values is None else tuple(values)
    return _hashable(result.value), result.value_changed, known


def _hashable(value: object) -> Hashable:
    return value if isinstance(value, (str, bool, type(None))) else repr(value)


def _keep(at: At, record: Record, answer: object, steps: int) -> None:
    global _size
    messages = tuple(record.messages)
    size = EACH + len(repr(record.held)) + sum(message.ByteSize() for message in messages)
    shown = Shown(messages, _closed(answer), steps, size)
    widgets = tuple(record.widgets)
    ids = [each.widget.id for each in widgets]
    with _lock:
        if at[1] not in (None, _version):
            _forget(at[1])
        part = _parts.get(at)
        if part is None or [each.widget.id for each in part.widgets] != ids:
            if part is not None:
                _size -= sum(each.size for each in part.shown.values())
            part = _parts[at] = Part(widgets)
        old = part.shown.pop(tuple(record.held), None)
        part.shown[tuple(record.held)] = shown
        _size += shown.size - (old.size if old else 0)
        if len(part.shown) > VARIANTS:
            _size -= part.shown.popitem(last=False)[1].size
        while _size > MOST and _parts:
            _size -= sum(each.size for each in _parts.popitem(last=False)[1].shown.values())


def _forget(version: str) -> None:
    """Let go of what was shown at any other version of the data."""
    global _size, _version
    _version = version
    for at in [at for at in _parts if at[1] not in (None, version)]:
        _size -= sum(each.size for each in _parts.pop(at).shown.values())


def place_of(container: DeltaGenerator) -> Room:
    """Return where a container stands, and where the next element in it."""
    cursor = cast(RunningCursor, container._cursor)
    return Room(cursor.root_container, cursor.parent_path, cursor.index, container._block_type)


def _closed(answer: object) -> object:
    """Return an answer with each container as its place."""
    if isinstance(answer, DeltaGenerator):
        return place_of(answer)
    return tuple(map(_closed, answer)) if type(answer) is tuple else answer


def _opened(answer: object, dg: DeltaGenerator) -> object:
    """Return an answer with a container of this run at each place."""
    if isinstance(answer, Room):
        cursor = RunningCursor(answer.container, answer.path)
        cursor._index = answer.index
        return DeltaGenerator(answer.container, cursor, dg, answer.kind)
    return tuple(_opened(each, dg) for each in answer) if type(answer) is tuple else answer


def _copied(value: Any) -> Any:  # noqa: ANN401
    """Return a copy of what a widget holds, which is plain values mostly: ``deepcopy`` takes 70 calls for an empty
    selection.
    """
    if type(value) is dict or isinstance(value, AttributeDictionary):
        return type(value)({key: _copied(each) for key, each in value.items()})
    if type(value) is list:
        return [_copied(each) for each in value]
    return value if isinstance(value, PLAIN) else deepcopy(value)


def install() -> None:
    """Let parts be kept from now on, in this process; before the first visitor."""
    enqueue, register = ScriptRunContext.enqueue, SafeSessionState.register_widget

    def note_message(ctx: ScriptRunContext, message: ForwardMsg) -> None:
        if record := getattr(RUN, "record", None):
            record.messages.append(message)
        enqueue(ctx, message)

    def note_widget(state: SafeSessionState, widget: WidgetMetadata[Any], key: str | None) -> RegisterWidgetResult[Any]:
        written = _written(state._state, widget)  # as it was stored, before its words are those of this run
        result = register(state, widget, key)
        if record := getattr(RUN, "record", None):
            asked = Asked(widget, key, not (widget.bind or widget.persist_state or widget.disabled))
            record.widgets.append(asked)
            record.held.append((_held(state._state, asked), written) if asked.plain else _known(result))
        return result

    vars_: dict[type, tuple[str, object]] = {
        ScriptRunContext: ("enqueue", note_message),
        SafeSessionState: ("register_widget", note_widget),
    }
    for owner, (name, function) in vars_.items():
        setattr(owner, name, function)
    session_state.deepcopy = _copied
    _INSTALLED.set()
