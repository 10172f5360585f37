"""Which page shows what: every page that can be taken to a meeting, by the last part of its address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from core.errors import DuibiaoError
from core.library import Library
from core.library.link import FIGURE, Choices, Link
from core.screens import (
    checkup,
    composite,
    findings,
    indicator,
    measures,
    openness,
    overview,
    plans,
    profile,
    theme,
    trend,
    words,
)
from core.screens.exhibit import Exhibit

Resolver = Callable[[Library, Choices], list[Exhibit]]
EXHIBITS: Mapping[str, Resolver] = {
    "overview": overview.exhibits,
    "indicator": indicator.exhibits,
    "trend": trend.exhibits,
    "theme": theme.exhibits,
    "profile": profile.exhibits,
    "checkup": checkup.exhibits,
    "openness": openness.exhibits,
    "plans": plans.exhibits,
    "measures": measures.exhibits,
    "words": words.exhibits,
    "index": composite.exhibits,
    "findings": findings.exhibits,
}  # a new page adds its line here


def exhibits_of(link: Link, library: Library) -> list[Exhibit]:
    """Return what a link shows: the figure it names, or every figure of its page.

    Raises:
        DuibiaoError: no page has this address, or nothing on it can be taken along; says which pages there are.
    """
    resolve = EXHIBITS.get(link.page)
    if resolve is None:
        raise DuibiaoError(f"没有“{link.page}”这个页面，或者它不能导出。可用：{'、'.join(EXHIBITS)}。")
    found = resolve(library, Choices(link))
    named = [exhibit for exhibit in found if exhibit.key == link.first(FIGURE)]
    return named or found


def exhibits_of_all(links: Iterable[Link], library: Library) -> list[Exhibit]:
    """Return what several links show, each figure once, in the order of the links."""
    found = {
        exhibit.address: exhibit for link in reversed(list(links)) for exhibit in reversed(exhibits_of(link, library))
    }
    return list(reversed(found.values()))
