"""A link: which page, and what is chosen on it. The same words as in the address line of the browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit

from core.declarations import current_id

START = "conclusion"
MOVED = {"checkup": "conclusion"}  # address of a page that became a part of another → that one
FIGURE = "fig"  # which figure of a page is meant, where it has several
VERSION = "dv"  # the data version at which the link was made


@dataclass(frozen=True, slots=True)
class Link:
    """A page and the choices on it, in the order written; a key may repeat."""

    page: str  # the last part of its address: "indicator"; the first page is "conclusion"
    choices: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, written: str) -> Link:
        """Read a link as people paste it: a whole address, or page and query.

        >>> Link.parse("http://10.0.0.8:8501/indicator?i=好评率&p=甲&p=乙").all("p")
        ('甲', '乙')
        >>> Link.parse("compare/indicator?y=2023").page, Link.parse("").page
        ('indicator', 'conclusion')
        """
        parts = urlsplit(written.strip())
        page = parts.path.rstrip("/").rpartition("/")[2] or START
        return cls(MOVED.get(page, page), tuple(parse_qsl(parts.query)))

    def all(self, key: str) -> tuple[str, ...]:
        """Return what is chosen under a key, in the order written."""
        return tuple(value for name, value in self.choices if name == key)

    def first(self, key: str) -> str:
        """Return what is chosen first under a key, "" when nothing is."""
        return next(iter(self.all(key)), "")

    def with_(self, key: str, value: str) -> Link:
        """Return the link with one choice set; "" takes it away."""
        rest = tuple((name, old) for name, old in self.choices if name != key)
        return Link(self.page, (*rest, (key, value)) if value else rest)

    def written(self) -> str:
        """Return the link as it is written: page and query.

        >>> Link.parse("indicator?y=2023&y=2022").written()
        'indicator?y=2023&y=2022'
        """
        return f"{self.page}?{urlencode(self.choices)}" if self.choices else self.page


@dataclass(frozen=True, slots=True)
class Menu:
    """What may be chosen under one key of a link; a page draws it as a widget, a link is read against it."""

    key: str
    label: str
    options: Mapping[str, str] = field(default_factory=dict)  # id → words, in the order shown; none: free words
    default: str | Sequence[str] = ""  # ids; "": the first of one, none of several
    empty: str = ""  # what it means that none of several is chosen, or an example of free words
    also: str = ""  # a key that older links have for it
    passed: Mapping[str, str] = field(default_factory=dict)  # known too, and passed over without a word
    most: int = 60  # letters of free words
    beside: bool = False  # chooses what is shown in full, and stands with it
    folded: str = ""  # the heading under which it is folded
    amounts: Mapping[str, str] = field(
        default_factory=dict
    )  # id → how much there is of it, behind its words on a widget


class Choices:
    """The choices of a link against the menus of its page: ids or the words of the menu, whatever the link has.

    ``said`` collects what the link names and the menu does not have, a sentence each; the default stands in for it.
    ``made`` collects what was chosen, key → ids, in the order in which the page asked.
    """

    def __init__(self, link: Link) -> None:
        self.link = link
        self.remarks: list[str] = []
        self.noted: list[str] = []  # what a reader of the page must know of what was chosen, however it came about
        self.made: dict[str, tuple[str, ...]] = {}

    def one(self, menu: Menu) -> str:
        """Return the id that is chosen, else the default, else the first; "" without options."""
        return next(iter(self._note(menu, self._one(menu, self._asked(menu)))), "")

    def several(self, menu: Menu) -> tuple[str, ...]:
        """Return the ids that are chosen, in the order of the options; the default when none is."""
        return self._note(menu, self._several(menu, self._asked(menu)))

    def words(self, menu: Menu) -> str:
        """Return words that somebody wrote, "" when nobody did."""
        return next(iter(self._note(menu, self._words(menu, self.link.first(menu.key)[: menu.most]))), "")

    def held(self, key: str) -> tuple[str, ...]:
        """Return what goes along under a key that no menu asks for."""
        return self.link.all(key)

    def imply(self, key: str, *values: str) -> None:
        """Let the link say what an older one leaves unsaid."""
        rest = tuple((name, old) for name, old in self.link.choices if name != key)
        self.link = Link(self.link.page, (*rest, *((key, value) for value in values)))

    @property
    def written(self) -> Link:
        """Return the link that says all that was chosen, the defaults too: they move with the data, a link must not."""
        return Link(self.link.page, tuple((key, id) for key, ids in self.made.items() for id in ids))

    def _one(self, menu: Menu, asked: Sequence[str]) -> Sequence[str]:
        first = [menu.default] if isinstance(menu.default, str) and menu.default in menu.options else list(menu.options)
        return [*asked, *first][:1]

    def _several(self, menu: Menu, asked: Sequence[str]) -> Sequence[str]:
        return asked or menu.default or ()

    def _words(self, menu: Menu, asked: str) -> Sequence[str]:
        return (asked.strip(),)

    def _note(self, menu: Menu, picked: Sequence[str]) -> tuple[str, ...]:
        if not menu.options:
            ids = tuple(filter(None, picked))
        elif len(picked) < 2:  # one of thousands is not sought among all of them
            ids = tuple(id for id in picked if id in menu.options)
        else:
            ids = tuple(id for id in menu.options if id in picked)
        self.made[menu.key] = ids
        return ids

    def _asked(self, menu: Menu) -> list[str]:
        """Return the known ids that the link names, in its order, each once."""
        words = self.link.all(menu.key) or (self.link.all(menu.also) if menu.also else ())
        asked = list(dict.fromkeys(current_id(word) for word in words if word))
        by_words = {words: id for id, words in menu.options.items()} if asked else {}
        known = [by_words.get(word, word) for word in asked if word in by_words or word in menu.options]
        strange = [
            word for word in asked
            if word not in by_words and word not in menu.options and word not in (*menu.passed, *menu.passed.values())
        ]  # fmt: skip
        self.remarks += [sentence for word in strange if (sentence := unknown(word)) not in self.remarks]
        return known


def unknown(word: str) -> str:
    """Return the sentence about a word of a link that its page does not know."""
    return f"链接里的“{word}”在这里没有，已改用默认选择。"
