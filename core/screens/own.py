"""自写文字: a slide of somebody's own words, carried by its link like every other; marked as such wherever it is shown."""

from __future__ import annotations

from typing import NamedTuple

from core.analysis.spans import Sentence
from core.library import Library, remembered
from core.library.link import FIGURE, Choices, Link, Menu
from core.screens.exhibit import Exhibit, Page, View, plain

PAGE = Page("own", "自写文字", "自己写的一页，不是报告的内容", without_reports=True, wide=True)
TITLE, TEXT = "ti", "tx"
OWN_WORDS = "自写文字，不是报告的内容"
MOST = 600


class Chosen(NamedTuple):
    """What somebody wrote."""

    title: str
    text: str


def own_link(title: str, text: str) -> str:
    """Return the link that carries a title and lines of text."""
    return Link(PAGE.address, ((TITLE, title), (TEXT, text), (FIGURE, "own"))).written()


def menus(library: Library, choices: Choices) -> Chosen:
    """Ask for title and text."""
    title = choices.words(Menu(TITLE, "标题", empty="例如：下一步打算"))
    return Chosen(title, choices.words(Menu(TEXT, "文字，一行一条", most=MOST)))


@remembered
def show(library: Library, chosen: Chosen) -> View:
    """Return the slide."""
    lines = [line.strip() for line in chosen.text.splitlines() if line.strip()] or [chosen.title or PAGE.title]
    points = tuple(Sentence(line, ()) for line in lines)
    made = Exhibit(
        "own", chosen.title or PAGE.title, OWN_WORDS, (), plain(("文字",), [(line,) for line in lines]), points=points
    )
    return View(PAGE.title, PAGE.purpose, (made,))
