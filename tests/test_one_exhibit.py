"""One screen, one exhibit: what a page shows of any choice is what its link, the basket, the interface and every file
show, cell by cell.
"""

from __future__ import annotations

import io
import json
import random
from collections.abc import Iterator
from urllib.parse import urlencode

import openpyxl
import pytest
from anyio.from_thread import start_blocking_portal
from docx import Document
from pptx import Presentation
from starlette.requests import Request

from core.analysis.systems import load_systems
from core.export.columns import filled
from core.export.formats import exported
from core.library import Library
from core.library.link import Choices, Link, Menu
from core.screens import exhibits_of, screens, view_of
from core.screens.exhibit import Exhibit, View
from pages.ui import basket
from server.api import screen

TRIES = 6  # random choices of each screen; files are written of the first FILED of them
FILED = 1
WORDS = ("满意", "热线", "网办", "不会有的说法")


class Dice(Choices):
    """A visitor who chooses anything that the menus offer."""

    def __init__(self, page: str, dice: random.Random) -> None:
        super().__init__(Link(page))
        self.dice = dice

    def _one(self, menu: Menu, asked):
        return (
            (self.dice.choice(list(menu.options)),)
            if menu.options and self.dice.random() < 0.7
            else super()._one(menu, asked)
        )

    def _several(self, menu: Menu, asked):
        some = self.dice.sample(list(menu.options), min(len(menu.options), self.dice.randrange(4)))
        return some or super()._several(menu, asked)

    def _words(self, menu: Menu, asked: str):
        return (self.dice.choice(WORDS),)


def asked(page: str, query: str) -> dict:
    """Return what the interface answers."""
    scope = {
        "type": "http",
        "method": "GET",
        "path_params": {"page": page},
        "query_string": query.encode(),
        "headers": [],
    }
    with start_blocking_portal() as portal:  # a loop of its own: a browser test leaves one running in this thread
        return json.loads(portal.call(screen, Request(scope)).body)


def visits(page: str, library: Library) -> Iterator[View]:
    dice = random.Random(page)
    for _ in range(TRIES):
        yield view_of(Dice(page, dice), library)


def cells(exhibit: Exhibit) -> list[list[str]]:
    return [list(exhibit.table.head), *([cell.words for cell in line] for line in exhibit.table.lines)]


def whole(exhibit: Exhibit) -> tuple[object, ...]:
    """Return all of an exhibit that a reader may see."""
    return (
        exhibit.key, exhibit.title, exhibit.subtitle, exhibit.rows, exhibit.table, exhibit.chart, exhibit.sentence,
        exhibit.notes, exhibit.footer, exhibit.quotes, exhibit.figure and exhibit.figure.to_json(),
    )  # fmt: skip


@pytest.mark.parametrize("page", list(screens()))
def test_a_figure_taken_from_its_page_is_the_figure_seen(page, library):
    for view in visits(page, library):
        for exhibit in view.all:
            same_in_the_basket(exhibit, library)


@pytest.mark.parametrize("page", list(screens()))
def test_the_link_of_a_page_is_the_page_itself_and_names_no_strange_choice(page, library):
    for view in visits(page, library):
        for exhibit in view.exhibits[:1]:
            again = view_of(Choices(exhibit.link), library)
            if exhibit.link.page == page:
                assert [whole(e) for e in again.all] == [whole(e) for e in view.all]
                assert not again.exhibits[0].unknown


@pytest.mark.parametrize("page", list(screens()))
def test_every_file_and_the_interface_hold_the_cells_of_the_page(page, library):
    for _, view in zip(range(FILED), visits(page, library), strict=False):
        for exhibit in view.all:
            same_in_every_file(exhibit, library)


def same_in_the_basket(exhibit: Exhibit, library: Library) -> None:
    taken = [whole(made) for made in basket.made_of(library, exhibit.address)]
    assert taken == [whole(made) for made in (exhibit.parts or (exhibit,))], exhibit.address


def same_in_every_file(exhibit: Exhibit, library: Library) -> None:
    [*taken] = exhibits_of(Link.parse(exhibit.address), library)
    expected = [cells(one) for one in taken]
    for answer in (json.loads(exported(".json", taken, library)), asked(exhibit.link.page, query(exhibit))):
        assert [[e["table"]["head"], *e["table"]["lines"]] for e in answer["exhibits"]] == expected
    assert all(in_sheet(one, library) for one in taken)
    assert all(in_document(one, library) for one in taken)
    assert all(on_slides(one, library) for one in taken)


def query(exhibit: Exhibit) -> str:
    return urlencode((*exhibit.link.choices, ("fig", exhibit.key)))


def in_sheet(exhibit: Exhibit, library: Library) -> bool:
    """Say whether the table stands on the exhibit's sheet, line by line."""
    book = openpyxl.load_workbook(io.BytesIO(exported(".xlsx", [exhibit], library)))
    name = next(name for name in book.sheetnames if book[name]["A1"].value == exhibit.title and name != "说明")
    lines = [[str(cell or "") for cell in line] for line in book[name].iter_rows(values_only=True)]
    wanted = [[cell[:32_000] for cell in line] for line in cells(exhibit)]
    width = len(exhibit.table.head)
    return any([line[:width] for line in lines[n : n + len(wanted)]] == wanted for n in range(len(lines)))


def in_document(exhibit: Exhibit, library: Library) -> bool:
    """Say whether every word of the table stands in one of the report; a column that says nothing is left out."""
    paper = Document(io.BytesIO(exported(".docx", [exhibit], library)))
    told = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    if exhibit.chapter:  # a pack stands in brief: stretches of cells, the whole table is for the sheet
        words = {cell for line in cells(exhibit) for cell in line} | {panel.title for panel in exhibit.panels}
        return all(any(text.split("\n")[0].strip("…") in word for word in words) for text in told)
    head, lines = filled(exhibit.table.head, cells(exhibit)[1:])
    return not lines or {words for line in (head, *lines) for words in line if words.strip()} <= told


def on_slides(exhibit: Exhibit, library: Library) -> bool:
    """Say whether the deck draws only numbers of the exhibit's marks, and its table only stretches of its cells."""
    show = Presentation(io.BytesIO(exported(".pptx", [exhibit], library)))
    shapes = [shape for shape in list(show.slides)[1].shapes]
    drawn = [v for s in shapes if s.has_chart for line in s.chart.plots[0].series for v in line.values if v is not None]
    charts = [panel.chart for panel in exhibit.panels] + [exhibit.chart] * bool(exhibit.chart)
    known = {mark.value for chart in charts for mark in chart.marks}
    words = [cell for line in cells(exhibit) for cell in line]
    told = [c.text for s in shapes if s.has_table for row in s.table.rows for c in row.cells]
    return set(drawn) <= known and all(any(text.strip("…") in word for word in words) for text in told)


def test_the_links_of_the_list_of_systems_give_the_same_on_page_in_basket_and_every_file(library, share):
    for n, system in enumerate(load_systems().values()):
        view = view_of(Choices(Link.parse(system.link)), library)
        assert view.exhibits and not any(exhibit.unknown for exhibit in view.exhibits), system.link
        for exhibit in view.all:
            same_in_the_basket(exhibit, library)
            if n % share == 0:
                same_in_every_file(exhibit, library)


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("checkup?o=songjiang&w=2023&h=ankang", {"o": "songjiang", "y": "2023", "p": "ankang"}),
        ("profile?o=邵阳&n=2019", {"o": "shaoyang", "y": "2019"}),
        ("indicator?i=好评率&p=松江&p=邵阳&y=2023", {"i": "positive_rate", "o": "songjiang", "p": "shaoyang"}),
        ("indicator?p=松江", {"o": "songjiang", "p": "none"}),
        ("measures?v=matrix&y=机制", {"kd": "mechanism"}),
        ("findings?d=masked-2023&v=不可判", {"m": "masked-2023", "v": "masked"}),
        ("plans?n=2024&p=雨花&p=松江", {"y": "2024", "o": "yuhua", "p": "songjiang"}),
        ("theme?b=5. 问题解决率", {"b": "5"}),
    ],
)
def test_an_old_link_opens_as_it_did(library, old, now):
    choices = Choices(Link.parse(old))
    view = view_of(choices, library)
    assert view.exhibits and choices.remarks == []
    assert {key: choices.made[key][0] for key in now} == now
