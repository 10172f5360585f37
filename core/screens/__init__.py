"""What the pages show, free of any browser: one module a page, and the only way in for page, link, basket, meeting,
interface and files.

A screen is a module with ``PAGE``, ``menus(library, choices)``, which asks what is to be chosen and returns it, and
``show(library, chosen)``, which returns a ``View``. There is no list of them: a module that has a ``PAGE`` is one.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Hashable, Iterable, Mapping
from functools import cache
from typing import Protocol

from core.errors import DuibiaoError
from core.library import Library
from core.library.link import FIGURE, Choices, Link
from core.same import made_once
from core.screens.annotations import KEY, Annotation, annotated, annotations_of
from core.screens.exhibit import Exhibit, Page, View

NOTHING = "这里还没有数据。"
HOW_TO_GET_DATA = "到“导入”页放入报告文件，或运行 python manage.py run 重建自带的数据。"


class Screen(Protocol):
    """What a page is made of."""

    PAGE: Page

    def menus(self, library: Library, choices: Choices) -> Hashable:
        """Ask what is to be chosen, menu by menu, and return it."""

    def show(self, library: Library, chosen: Hashable) -> View:
        """Return what the page shows of it."""


@cache
def screens() -> Mapping[str, Screen]:
    """Return every screen by its address."""
    modules = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    return {module.PAGE.address: module for module in modules if hasattr(module, "PAGE")}


def view_of(choices: Choices, library: Library) -> View:
    """Return what the page of a link shows.

    Raises:
        DuibiaoError: no page has this address, or nothing on it can be taken along; says which pages there are.
    """
    screen = screens().get(choices.link.page)
    if screen is None:
        raise DuibiaoError(f"没有“{choices.link.page}”这个页面，或者它不能导出。可用：{'、'.join(screens())}。")
    if library.is_empty and not screen.PAGE.without_reports:
        return View(screen.PAGE.title, nothing=f"{NOTHING}{HOW_TO_GET_DATA}")
    chosen = screen.menus(library, choices)
    added = annotations_of(choices.link)
    choices.made[KEY] = tuple(one.written() for one in added)
    return _stamped(screen.show(library, chosen), choices.written, tuple(choices.remarks), added)


@made_once
def _stamped(view: View, link: Link, unknown: tuple[str, ...], added: tuple[Annotation, ...]) -> View:
    """Return a view with the link that opens it and what somebody added to it."""
    view = view.stamped(link, unknown)
    return view.with_each(lambda exhibit: annotated(exhibit, added)) if added else view


def exhibits_of(link: Link, library: Library) -> list[Exhibit]:
    """Return what a link takes along: the figure it names, or every figure of its page that is not set aside."""
    exhibits = view_of(Choices(link), library).all
    named = [exhibit for exhibit in exhibits if exhibit.key == link.first(FIGURE)]
    wanted = named or [exhibit for exhibit in exhibits if not exhibit.aside]
    return [part for exhibit in wanted for part in (exhibit.parts or (exhibit,))]


def exhibits_of_all(links: Iterable[Link], library: Library) -> list[Exhibit]:
    """Return what several links show, each figure once, in the order of the links."""
    by_link = {
        exhibit.address: exhibit for link in reversed(list(links)) for exhibit in reversed(exhibits_of(link, library))
    }
    return list(reversed(by_link.values()))
