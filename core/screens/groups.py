"""Groups of places of one's own: saved under a name in the browser, written whole into the link that uses them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from core.library import Library
from core.library.link import Choices
from core.model import Place
from core.visible import has_invisible

GROUPS = "gr"  # in the address, once for each group that is chosen: 周边:310116,310117
OWN_GROUP = "g:own:"  # how the id of one begins; the name follows
LONGEST_NAME = 20
MOST_GROUPS = 12


class OwnGroup(NamedTuple):
    """Places that somebody keeps together under a name."""

    name: str
    places: tuple[str, ...]  # ids

    @property
    def id(self) -> str:
        """Return the id that a choice of places has for it."""
        return f"{OWN_GROUP}{self.name}"

    @property
    def written(self) -> str:
        """Return it as a link holds it.

        >>> OwnGroup("周边", ("310116", "310117")).written
        '周边:310116,310117'
        """
        return f"{self.name}:{','.join(self.places)}"


def group_written(written: str) -> OwnGroup | None:
    """Read a group as a link holds it, None where it is none.

    >>> group_written("周边:310116,310117,310116")
    OwnGroup(name='周边', places=('310116', '310117'))
    >>> group_written(":310116") is None and group_written("周边") is None
    True
    """
    name, _, listed = written.partition(":")
    places = tuple(dict.fromkeys(filter(None, listed.split(","))))
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or has_invisible(name) or not places:
        return None
    return OwnGroup(name, places)


def own_groups(choices: Choices) -> dict[str, OwnGroup]:
    """Return the groups that a link or this browser holds, id → group; of one name the first."""
    groups = filter(None, map(group_written, choices.held(GROUPS)[:MOST_GROUPS]))
    return {group.id: group for group in reversed([*groups])}


def keep_with_link(choices: Choices, groups: Iterable[OwnGroup]) -> None:
    """Let the link hold the groups that are chosen: whoever opens it has no others."""
    choices.made[GROUPS] = tuple(group.written for group in groups)


def places_of(group: OwnGroup, library: Library) -> tuple[Place, ...]:
    """Return the places of a group that are in the library, in their order there."""
    return tuple(place for id, place in library.places.items() if id in group.places)


def dropped(groups: Sequence[OwnGroup], library: Library) -> list[str]:
    """Return a sentence on each group of which places are not in the library."""
    missing = {group.name: [id for id in group.places if id not in library.places] for group in groups}
    return [f"分组“{name}”里有 {len(ids)} 地库里还没有报告，没有列出。" for name, ids in missing.items() if ids]
