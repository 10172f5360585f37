"""The choices of a page as widgets, and the address as what they say: whoever opens it sees the same.

The address rules when somebody arrives with it, goes back or forward, or follows a link; from then on the widgets do,
and what they say is written into the address once a run, so that Back undoes one choice at a time. 我方, 对方 and 年份
go along from page to page, and are remembered by the browser to fill an address that names no choice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import StopException, get_script_run_ctx

from core.library import Library
from core.library import remembered as made_at_a_version
from core.library.link import FIGURE, START, VERSION, Choices, Link, Menu
from core.screens import screens
from core.screens.groups import GROUPS, MOST_GROUPS
from core.screens.sides import OWN, PEERS, STATE
from pages.ui import loading
from pages.ui.caller import chosen
from pages.ui.escape import escape
from pages.ui.replay import replayed
from pages.ui.runs import RUN

VISIT, MEMORY, DOOR, NOW = "_visit", "_sides", "_door", "_choices"
COOKIE = "duibiao_sides"
NOTHING = object()  # held where nobody was asked yet
NO_CHOICE = {VERSION, FIGURE, "embed", "embed_options"}  # keys of an address that choose nothing
MOST_KEPT = 3_000  # letters of the groups that a browser keeps
RECENT = 12  # addresses of a visit that the browser may still send
ROOT = Path(__file__).parent.parent
PATHS = {  # the last part of an address → the file of its page
    {"import_report": "import"}.get(file.stem, file.stem): f"pages/{file.parent.name}/{file.name}"
    for file in sorted(ROOT.glob("*/*.py")) if file.parent.name != "ui" and file.stem != "__init__"
}  # fmt: skip


class Widgets(Choices):
    """Choices that a visitor makes with widgets."""

    def __init__(self, page: str) -> None:
        super().__init__(Link(page, chosen()))
        self.menus: dict[str, Menu] = {}
        self.lists: set[str] = set()  # keys of which several may be chosen
        self.shown = 0  # of what is said of the address
        self.rooms: dict[str, DeltaGenerator] = {}  # where widgets stand; "": in the bar of filters
        context = get_script_run_ctx()
        back = context is not None and context.is_history_navigation  # shows what it showed
        self.fresh = self._arrived() or back
        self.filled = self.fresh and not back and not {key for key, _ in self.link.choices} - NO_CHOICE
        if self.filled:
            for key, values in remembered().items():
                self.imply(key, *values)

    def _arrived(self) -> bool:
        """Say whether the address rules this run, and not the widgets."""
        seen = st.session_state.get(VISIT)
        new = seen is None or seen["page"] != self.link.page or self.link.choices not in seen["addresses"]
        if seen is None or seen["page"] != self.link.page:
            seen = st.session_state[VISIT] = {"page": self.link.page, "addresses": [], "keys": set()}
        self.visit = seen
        self._note_address(self.link.choices)
        return new

    def _note_address(self, address: tuple[tuple[str, str], ...]) -> None:
        self.visit["addresses"] = [*self.visit["addresses"], address][-RECENT:]

    def held(self, key: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*super().held(key), *remembered().get(key, ()))))

    def _one(self, menu: Menu, asked: Sequence[str]) -> Sequence[str]:
        start = next(iter(super()._one(menu, asked)))
        self.menus[menu.key] = menu
        if len(menu.options) < 2:
            return (start,)
        self._set(menu.key, start, menu.options.__contains__)
        with self._room(menu):
            return (replayed(_key_of(menu), lambda: _shown_one(menu)),)

    def _several(self, menu: Menu, asked: Sequence[str]) -> Sequence[str]:
        start = list(super()._several(menu, asked))
        self.menus[menu.key] = menu
        self.lists.add(menu.key)
        self._set(menu.key, start, lambda held: bool(held or not start) and set(held) <= set(menu.options))
        with self._room(menu):
            return replayed(_key_of(menu), lambda: _shown_several(menu))

    def _words(self, menu: Menu, asked: str) -> Sequence[str]:
        self.menus[menu.key] = menu
        self._set(menu.key, asked, lambda held: isinstance(held, str))
        with self._room(menu):
            written = st.text_input(menu.label, key=menu.key, placeholder=menu.empty, max_chars=menu.most)
        return super()._words(menu, written[: menu.most])  # the box bounds it in our browser only

    def _set(self, key: str, start: object, valid: Callable[..., bool]) -> None:
        """Choose what the address says where it rules, and whenever the choice of before is none any more."""
        if self.fresh or (held := st.session_state.get(key, NOTHING)) is NOTHING or not valid(held):
            st.session_state[key] = start

    def _room(self, menu: Menu) -> DeltaGenerator:
        name = "beside" if menu.beside else menu.folded
        if name and name not in self.rooms:
            with self.rooms[""]:
                self.rooms[name] = replayed(("room", name), lambda: st.popover(name) if menu.folded else st.container())
        if name not in self.rooms:
            name = ""
            self.rooms.setdefault(name, replayed("room", st.container))
        return self.rooms[name]

    def here(self, menu: Menu) -> str:
        """Return the id chosen in a menu that stands where the page is now."""
        rooms, self.rooms = self.rooms, {}  # made where there is anything to choose
        picked = self.one(menu)
        self.rooms = rooms
        self.show_said()
        return picked

    def show_said(self) -> None:
        """Say what the address names and the page does not know, and what is to be known of what was chosen, each once."""
        new, self.shown = self.remarks[self.shown :], len(self.remarks)
        noted, self.noted = self.noted, []
        for words in (*(new if self.fresh and not self.filled else ()), *noted):
            st.caption(escape(words))

    def keep(self) -> None:
        """Write into the address what is chosen and is no default, and remember the sides."""
        self.visit["keys"] |= set(self.made) | {menu.also for menu in self.menus.values()}
        now = chosen()
        rest = [(key, value) for key, value in now if key not in self.visit["keys"]]  # a page may have written more
        wanted = tuple(
            [*((key, id) for key, ids in self.made.items() if self._worth_writing(key, ids) for id in ids), *rest]
        )
        if wanted != now:
            st.query_params.from_dict(_by_key(wanted))
        self._note_address(wanted)
        asked = {key: tuple(v for k, v in wanted if k == key) for key in STATE if key in self.made}
        _remember({key: ids for key, ids in (remembered() | asked).items() if ids})
        keep_groups([*kept_groups(), *self.made.get(GROUPS, ())])

    def _worth_writing(self, key: str, ids: tuple[str, ...]) -> bool:
        menu = self.menus.get(key)
        if menu is None or (key == OWN and self.made.get(PEERS)):  # alone, places would say who 我方 is
            return bool(ids)
        default = Choices(Link(self.link.page))
        plain = default.several(menu) if key in self.lists else (default.one(menu),)
        words = (*self.link.all(key), *(self.link.all(menu.also) if menu.also else ()))
        named = any(word in (*ids, *(menu.options.get(id, "") for id in ids)) for word in words)
        return bool(ids) and (named or ids != tuple(filter(None, plain)))


def _shown_one(menu: Menu) -> str:
    return st.selectbox(menu.label, list(menu.options), format_func=_words_of(menu), key=menu.key)


def _shown_several(menu: Menu) -> Sequence[str]:
    return st.multiselect(
        menu.label,
        list(menu.options),
        format_func=_words_of(menu),
        key=menu.key,
        placeholder=menu.empty,
    )


def _key_of(menu: Menu) -> tuple[object, ...]:
    """Return all that a widget is made of: a menu is made anew in each run."""
    return menu.key, menu.label, menu.empty, tuple(menu.options.items()), tuple(menu.amounts.items())


def _words_of(menu: Menu) -> Callable[[str], str]:
    """Return how an option stands on the widget: its words, and how much there is of it. Streamlit asks it of every
    option three times a run.
    """
    if not menu.amounts:
        return menu.options.__getitem__
    amounts = menu.amounts
    words = {id: f"{word} · {amounts[id]}" if id in amounts else word for id, word in menu.options.items()}
    return words.__getitem__


def kept_groups() -> list[str]:
    """Return the groups of places that this browser keeps, as a link holds them."""
    return list(remembered().get(GROUPS, ()))


def keep_groups(groups: Sequence[str]) -> None:
    """Let this browser keep groups of places, of one name the first, as many as a cookie holds."""
    named = {written.partition(":")[0]: written for written in reversed(groups)}
    written_groups = tuple(written for written in dict.fromkeys(groups) if named[written.partition(":")[0]] == written)
    while len(urlencode({GROUPS: written_groups}, doseq=True)) > MOST_KEPT:
        written_groups = written_groups[:-1]
    rest = {key: ids for key, ids in remembered().items() if key != GROUPS}
    _remember(rest | ({GROUPS: written_groups[:MOST_GROUPS]} if written_groups else {}))


def _by_key(choices: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    by_key: dict[str, list[str]] = {}
    for key, value in choices:
        by_key.setdefault(key, []).append(value)
    return by_key


def begin(page: str) -> None:
    """Begin the choices of a run; go first where a door was opened in the run before."""
    vars(RUN).pop("sides", None)
    door = st.session_state.pop(DOOR, None)
    if door is not None:
        go(door)
    RUN.choices = st.session_state[NOW] = Widgets(page or START)


@contextmanager
def written_at_the_end() -> Iterator[None]:
    """Write what was chosen into the address when the page has run to its end, or to where it stops."""
    try:
        yield
    except StopException:
        current().keep()
        raise
    current().keep()


def current() -> Widgets:
    """Return the choices of this run; a fragment that runs alone has those of the run before."""
    return getattr(RUN, "choices", None) or st.session_state[NOW]


def came_before() -> bool:
    """Say whether this browser has been here before this visit."""
    return COOKIE in st.context.cookies


def remembered() -> Mapping[str, tuple[str, ...]]:
    """Return 我方, 对方 and 年份 as they were chosen last: in this visit, else in this browser."""
    if not hasattr(RUN, "sides"):  # asked of the session once a run
        try:
            RUN.sides = st.session_state[MEMORY]
        except KeyError:
            choices = Link.parse(f"?{st.context.cookies.get(COOKIE, '')}")
            _remember({key: choices.all(key) for key in (*STATE, GROUPS) if choices.all(key)})
    return RUN.sides


def _remember(sides: Mapping[str, tuple[str, ...]]) -> None:
    RUN.sides = st.session_state[MEMORY] = sides


def to_remember() -> str:
    """Return the sides for the browser to keep: those that the widgets hold by now."""
    sides = remembered()
    held = {key: st.session_state.get(key, ids) for key, ids in sides.items() if key in STATE}
    return urlencode({**sides, **held}, doseq=True)


def sides_for(page: str) -> dict[str, list[str]]:
    """Return what goes along to another page: the sides that it asks for and knows."""
    sides = remembered() if page in screens() else {}
    return (
        {key: list(ids) for key, ids in _known_there(loading.library(), page, tuple(sides.items())).items()}
        if sides
        else {}
    )


@made_at_a_version
def _known_there(
    library: Library, page: str, sides: tuple[tuple[str, tuple[str, ...]], ...]
) -> dict[str, tuple[str, ...]]:
    """Return those of the sides that a page asks for and knows."""
    asked = Choices(Link(page, tuple((key, id) for key, ids in sides for id in ids)))
    if not library.is_empty:
        screens()[page].menus(library, asked)
    known = {key: (asked.made.get(key, ()), ids) for key, ids in sides}
    return {key: made for key, (made, ids) in known.items() if made and set(made) <= set(ids)}


def carried(link: Link) -> dict[str, list[str]]:
    """Return the choices of a link to another page, with the sides where it names none."""
    return sides_for(link.page) | _by_key(link.choices)


def go(link: Link) -> NoReturn:
    """Go to a link, with the sides where it names none."""
    query = carried(link)
    st.session_state.pop(VISIT, None)
    st.switch_page(PATHS[link.page], query_params=query)
