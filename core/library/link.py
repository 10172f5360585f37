"""A link: which page, and what is chosen on it. The same words as in the address line of the browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit

START = "overview"
FIGURE = "fig"  # which figure of a page is meant, where it has several
VERSION = "dv"  # the data version at which the link was made


@dataclass(frozen=True, slots=True)
class Link:
    """A page and the choices on it, in the order written; a key may repeat."""

    page: str  # the last part of its address: "indicator"; the first page is "overview"
    choices: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, written: str) -> Link:
        """Read a link as people paste it: a whole address, or page and query.

        >>> Link.parse("http://10.0.0.8:8501/indicator?i=好评率&p=甲&p=乙").all("p")
        ('甲', '乙')
        >>> Link.parse("compare/indicator?y=2023").page, Link.parse("").page
        ('indicator', 'overview')
        """
        parts = urlsplit(written.strip())
        page = parts.path.rstrip("/").rpartition("/")[2] or START
        return cls(page, tuple(parse_qsl(parts.query)))

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


@dataclass(slots=True)
class Choices:
    """The choices of a link against the menus of its page: ids or the words of the menu, whatever the link has.

    ``said`` collects what the link names and the menu does not have, a sentence each; the default stands in for it.
    """

    link: Link
    said: list[str] = field(default_factory=list)

    def one(self, key: str, options: Mapping[str, str], default: str = "") -> str:
        """Return the id chosen among ``options`` (id → words), else ``default``, else the first; "" without options."""
        found = self._known(key, options)
        return found[0] if found else default if default in options else next(iter(options), "")

    def several(self, key: str, options: Mapping[str, str], default: Iterable[str] = ()) -> list[str]:
        """Return the ids chosen among ``options``, in the order of the options; ``default`` when none is."""
        found = set(self._known(key, options)) or set(default)
        return [id for id in options if id in found]

    def _known(self, key: str, options: Mapping[str, str]) -> list[str]:
        by_words = {words: id for id, words in options.items()}
        asked = [word for word in self.link.all(key) if word]
        self.said += [unknown(word) for word in asked if word not in by_words and word not in options]
        return [by_words.get(word, word) for word in asked if word in by_words or word in options]


def unknown(word: str) -> str:
    """Return the sentence about a word of a link that its page does not know."""
    return f"链接里的“{word}”在这里没有，已改用默认选择。"


def query_of(choices: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Return choices as a page takes them: key → words.

    >>> query_of([("p", "甲"), ("p", "乙"), ("y", "2023")])
    {'p': ['甲', '乙'], 'y': ['2023']}
    """
    found: dict[str, list[str]] = {}
    for name, value in choices:
        found.setdefault(name, []).append(value)
    return found
