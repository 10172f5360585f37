"""The library at one data version: what a page or an export asks of the store, each question asked once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache, partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import pandas as pd

from core import store
from core.declarations import load_indicators, load_places, load_themes
from core.library.kept import Kept, kept_now
from core.library.once import Remembering, made_once, remembered
from core.library.roll import Roll, orders, usual_on
from core.model import Document, Edition, Indicator, Place, Section, Theme, Trust
from core.parsing.statements import sections_of
from core.places import Gazetteer
from core.spread import Spread
from core.store import StoredReport

FEW = 400  # reports: of more not all are asked for where some are told of
KEPT = 300  # reports whose sections are remembered
MOST = 800  # answers that are remembered at one data version
SOME = 60  # places: what is made of more of them is let go of with its data version

NEVER = (-1, None)  # when a place was touched of which nothing was said yet

Answer = TypeVar("Answer")
Choice = ParamSpec("Choice")


class Library(Remembering):
    """Facts and reports at one data version. What comes back is shared: never change it."""

    def __init__(self, version: str, whole: Library | None = None, scope: tuple[str, ...] | None = None) -> None:
        """Open the library at a data version.

        Args:
            whole: the library of which this is the part that is of the places in ``scope``.
        """
        super().__init__(MOST)
        self.version, self.whole, self.scope = version, whole or self, scope
        self.facts = made_once(self._facts, 400)
        self.report = made_once(self._report, 40)

    def _facts(
        self,
        indicator: str | tuple[str, ...] | None = None,
        document: str | tuple[str, ...] | None = None,
        places: tuple[str, ...] | None = None,
        gaps: bool = True,
        years: tuple[int, ...] | None = None,
    ) -> pd.DataFrame:
        """Return the facts frame, or the slice of some indicators, of some reports, of their years or of what is told of some
        places, with what is not stated or without.

        The whole grows with everything that is not said; ``figures`` holds what is, ``spread`` what to count it by.
        """
        places = self.scope if places is None and document is None else places
        return store.facts(indicator=indicator, document=document, places=places, gaps=gaps, years=years)

    def within(self, places: tuple[str, ...]) -> Library:
        """Return the part of the library that is of some places; how widely indicators are written of stays that of all."""
        return _within(self, places)

    @property
    def spread(self) -> Spread:
        """Return how widely each indicator is written of: by which menus count and choose."""
        return _kept(self.whole).spread

    @property
    def roll(self) -> Roll:
        """Return the places, those spoken of and those with a report."""
        return _roll(self)

    @property
    def is_empty(self) -> bool:
        """Return whether there is no report."""
        return not self.spread.places

    @property
    def is_large(self) -> bool:
        """Return whether there are too many reports to go through them all where some are asked for."""
        return self.scope is None and self.spread.totals.reports > FEW

    @property
    def figures(self) -> pd.DataFrame:
        """Return the facts frame without its gaps: what is stated or masked."""
        return _figures(self)

    def _report(self, id: str) -> StoredReport:
        """Return one report with its text."""
        return store.report(id)

    @property
    def updated(self) -> str:
        """Return when the data last changed, as figures say it: the version itself is for files and links."""
        return _updated(self)

    @property
    def reports(self) -> pd.DataFrame:
        """Return one row a report in use, in the order of places, newest first, whole texts before excerpts."""
        return _reports_in_order(self)

    def reports_of(self, *places: str) -> pd.DataFrame:
        """Return ``reports`` of one place and more."""
        return _reports_in_order(self, *places)

    def reports_named(self, *ids: str) -> pd.DataFrame:
        """Return one row a report in use, of those with these ids."""
        return _reports_named(self, ids)

    def bulletins(self, least: int, about: str | None = None) -> pd.DataFrame:
        """Return one row a report in use that speaks of so many other places and more; of those that speak of one."""
        return _bulletins(self, least, about)

    @property
    def told_of(self) -> Mapping[str, dict[str, Any]]:
        """Return what is known of each report in use, by its id; of many, asked for one by one."""
        if self.is_large:
            return _OneByOne(self)
        return _told_of(self)

    @property
    def correctors(self) -> dict[tuple[str, int], str]:
        """Return who corrected numbers: report and place in it → the names."""
        return _correctors(self)

    @property
    def indicators(self) -> dict[str, Indicator]:
        """Return the declared indicators by id."""
        return load_indicators()

    @property
    def places(self) -> Gazetteer:
        """Return the declared places and those with a report, by id, in their fixed order."""
        return self.roll.places

    @property
    def front_places(self) -> list[Place]:
        """Return the declared places and those of imported reports: what the first page lays out line by line."""
        brought = {place for place, known in self.spread.standings.items() if known.imported}
        shown = brought | set(load_places())
        return [place for id, place in self.places.items() if id in shown and not place.sample]

    @property
    def usual_places(self) -> list[str]:
        """Return the ids of the places shown where nobody chose; all of them where none is declared so."""
        return usual_on(self.roll) or list(self.places)

    @property
    def themes(self) -> dict[str, Theme]:
        """Return the themes by id, in their declared order."""
        return load_themes()


class _OneByOne(Mapping[str, dict[str, Any]]):
    """What is known of each report in use of a large library; to go through all of them takes long."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __getitem__(self, id: str) -> dict[str, Any]:
        [*known] = self._library.reports_named(id).to_dict("records")
        if not known:
            raise KeyError(id)
        return {str(name): value for name, value in known[0].items()}

    def __iter__(self) -> Iterator[str]:
        return iter(self._library.reports["id"])

    def __len__(self) -> int:
        return len(self._library.reports)


@lru_cache(maxsize=2)
def library_at(version: str) -> Library:
    """Return the library at a data version, the same to all who ask."""
    return Library(version)


def ids_of(places: Iterable[Place]) -> tuple[str, ...]:
    """Return the ids of places as ``Library.facts`` takes them: the same for the same places."""
    return tuple(sorted({place.id for place in places}))


def open_library() -> Library:
    """Return the library as it stands now."""
    return Library(store.data_version())


def while_untouched(
    make: Callable[Concatenate[Library, Choice], Answer],
) -> Callable[Concatenate[Library, Choice], Answer]:
    """Let a function of a library and of choices be made once for as long as nothing is written of the places that are among
    the choices, whatever else is: a figure, a report and who issued it, what was found in it.

    It may ask the library for what is told of these places alone; what people said elsewhere (reviews, judgements) may not
    be in it. What it returns is shared: never change it.
    """

    @wraps(make)
    def ask(library: Library, *choices: Choice.args, **named: Choice.kwargs) -> Answer:
        ids = _places_among((*choices, *named.values()))
        if not 0 < len(ids) <= SOME:
            return library.remember(make, *choices, **named)
        now = _kept(library.whole)
        marks = tuple(now.touched.get(id, 0) for id in ids)
        known_by = (make, library.scope, marks, *choices, *sorted(named.items()))
        return now.answers.get(partial(make, library, *choices, **named), *known_by)

    return ask


def for_each_place(
    make: Callable[Concatenate[Library, Sequence[Place], Choice], Mapping[str, Answer]], most: int | None = None
) -> Callable[Concatenate[Library, Sequence[Place], Choice], dict[str, Answer]]:
    """Let what a function says of each of many places, by their ids, be asked of each once for as long as nothing is written of
    it, nor of the places among the choices: the function is asked of those alone of which something was.

    What it leaves out is left out.

    Args:
        most: of so many places the answers are kept, together with those asked for beside them; None: of all, for answers
            that are small.
    """

    @wraps(make)
    def ask(
        library: Library, places: Sequence[Place], *choices: Choice.args, **named: Choice.kwargs
    ) -> dict[str, Answer]:
        if most is not None and len(places) > most:
            return dict(make(library, places, *choices, **named))
        now = _kept(library.whole)
        marks = tuple(now.touched.get(id, 0) for id in _places_among((*choices, *named.values())))
        group = None if most is None else ids_of(places)
        sayings: dict[str, tuple[int, Answer | None]]
        sayings = now.answers.get(dict, make, library.scope, marks, group, *choices, *sorted(named.items()))
        mark_of, known = now.touched.get, {place.id: sayings.get(place.id, NEVER) for place in places}
        stale = [place for place in places if known[place.id][0] != mark_of(place.id, 0)]
        made = make(library, stale, *choices, **named) if stale else {}
        renewed = {place.id: (mark_of(place.id, 0), made.get(place.id)) for place in stale}
        sayings.update(renewed)
        return {id: answer for id, (_, answer) in {**known, **renewed}.items() if answer is not None}

    return ask


def _places_among(choices: tuple[object, ...]) -> tuple[str, ...]:
    parts = [part for choice in choices for part in (choice if isinstance(choice, tuple) else (choice,))]
    return ids_of(part for part in parts if isinstance(part, Place))


@remembered
def taken_apart(
    library: Library, places: tuple[Place, ...] | None = None
) -> tuple[tuple[Document, Sequence[Section]], ...]:
    """Return the reports in use with their sections, in the order of the reports: those of some places, or all."""
    return tuple((one.document, _sections_of(one.document)) for one in in_turn(library, places))


@lru_cache(maxsize=KEPT)
def _sections_of(document: Document) -> tuple[Section, ...]:
    """Return the sections of a report: they follow from its text, so they stay whatever else changes."""
    return tuple(sections_of(document))


def in_turn(library: Library, places: tuple[Place, ...] | None = None) -> Iterable[StoredReport]:
    """Return the reports in use with their texts, in the order of the reports: those of some places, or all."""
    asked = library.scope if places is None else ids_of(places)
    by_id = {one.document.id: one for one in store.whole_reports(places=asked)}
    known = library.reports if asked is None else library.reports_of(*asked)
    return [by_id[id] for id in known["id"] if id in by_id]


@remembered
def _within(library: Library, places: tuple[str, ...]) -> Library:
    return Library(library.version, library, places)


@remembered
def _kept(library: Library) -> Kept:
    return kept_now(library.indicators)


@remembered
def _roll(library: Library) -> Roll:
    roll = _kept(library.whole).roll
    return roll if library.scope is None else roll.within(library.scope)


@remembered
def _figures(library: Library) -> pd.DataFrame:
    return store.facts(places=library.scope, gaps=False)


@remembered
def _updated(library: Library) -> str:
    moment = store.changed_at(library.version)
    return f"数据更新：{datetime.fromisoformat(moment).astimezone().date()}" if moment else ""


@remembered
def _reports_in_order(library: Library, *places: str) -> pd.DataFrame:
    reports = store.reports(places=places or library.scope)
    keys = (
        reports["place"].map(orders(library.roll)),
        -reports["year"],
        reports["edition"] == Edition.EXCERPT,
        reports["trust"] == Trust.PENDING,
    )
    ranked = reports.assign(**{f"_{n}": key for n, key in enumerate(keys)})
    in_order = ranked.sort_values([*(f"_{n}" for n in range(len(keys))), "id"])
    return in_order[list(reports.columns)].set_index("id", drop=False)


@remembered
def _reports_named(_: Library, ids: tuple[str, ...]) -> pd.DataFrame:
    return store.reports(ids=ids)


@remembered
def _bulletins(library: Library, least: int, about: str | None) -> pd.DataFrame:
    return store.reports(ids=store.bulletins(least, about=about, places=library.scope))


@remembered
def _told_of(library: Library) -> dict[str, dict[str, Any]]:
    return {str(row["id"]): row for row in library.reports.to_dict("records")}


@remembered
def _correctors(_: Library) -> dict[tuple[str, int], str]:
    names: dict[tuple[str, int], str] = {}
    for made in store.corrections().itertuples(index=False):
        before = names.get((made.report, made.start), "")
        names[made.report, made.start] = "、".join(dict.fromkeys(filter(None, (*before.split("、"), made.who))))
    return names
