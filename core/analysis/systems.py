"""专题: one of the systems that reports describe: its indicators side by side, derived figures with formula, and what
each place says in its own sentences.

The systems are rows of ``data/systems.toml``. Each indicator is judged by itself (``compare.side_by_side``); nothing
is added up across places.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from core.analysis.compare import Comparison, side_by_side
from core.analysis.rows import Row, rows_of
from core.analysis.wording import name_of
from core.declarations import DATA, load_indicators, load_themes
from core.errors import DeclarationError
from core.model import Bound, Document, Indicator, Place, Role, Section, SectionKind, Trust
from core.parsing.passages import told_in
from core.parsing.text import any_of, normalise
from core.words import shown

FIGURES = ("", "dots", "funnel", "change", "parts")
MOST_QUOTES = 12  # of one place; more are counted


@dataclass(frozen=True, slots=True)
class System:
    """A row of ``data/systems.toml``."""

    number: int
    name: str
    theme: str
    note: str
    shows: tuple[str, ...]  # what its screen must say
    indicators: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()  # sections whose sentences are quoted; () for all
    figure: str = ""
    lines: Mapping[str, Mapping[str, Any]] = field(
        default_factory=dict
    )  # indicator → a line to hold it against, with its source
    stages: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    total: str = ""
    parts: tuple[str, ...] = ()
    own: str = ""  # the only place that tells of it, where that is no usual one

    @property
    def link(self) -> str:
        """Return the page and query that show it."""
        return f"theme?b={self.number}{f'&o={self.own}' if self.own else ''}"


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a report that speaks of a system; ``marks`` are offsets into it."""

    document: str
    place: Place
    year: int
    kind: SectionKind
    start: int
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure that no report states: computed from facts that stand beside it."""

    name: str
    value: float
    unit: str
    formula: str
    rows: tuple[Row, ...]

    @property
    def words(self) -> str:
        """Return it as people write it, called derived."""
        return f"{self.name} {shown(round(self.value, 2), self.unit)}（算得：{self.formula}）"


@dataclass(frozen=True, slots=True)
class Whole:
    """A stated total of one report beside its stated parts."""

    total: Row
    parts: tuple[Row, ...]

    @property
    def rest(self) -> float:
        """Return the total less the sum of the parts; below zero where the parts are more."""
        return float(self.total.value or 0) - sum(float(row.value or 0) for row in self.parts)

    @property
    def brief(self) -> str:
        """Return the rest in a few words, "" where the parts make up the whole or a hedge leaves that open."""
        if not self.rest or any(row.bound not in ("", "exact") for row in (self.total, *self.parts)):
            return ""
        return f"{'其余' if self.rest > 0 else '分项多出'} {shown(abs(self.rest), self.total.unit)}"

    @property
    def words(self) -> str:
        """Return what the parts add up to, and what is left."""
        unit, added = self.total.unit, sum(float(row.value or 0) for row in self.parts)
        if len(self.parts) == 1:
            sums = f"{name_of(self.total)}：总数写 {self.total.written}，其中{load_indicators()[self.parts[0].indicator].name} {self.parts[0].written}"
            return f"{sums}，占 {added / self.total.value * 100:.1f}%（算得）" if self.total.value else sums
        sums = f"{name_of(self.total)}：{'＋'.join(row.written for row in self.parts)}＝{shown(added, unit)}，总数写 {self.total.written}"
        return f"{sums}，{self.brief}（算得）" if self.brief else sums


@cache
def load_systems(file: Path = DATA / "systems.toml") -> dict[int, System]:
    """Return the systems by number.

    Raises:
        DeclarationError: a theme, an indicator or a figure that is not known.
    """
    known, themes, systems = load_indicators(), load_themes(), {}
    for row in tomllib.loads(file.read_text("utf-8"))["systems"]:
        named = [
            *row.get("indicators", ()),
            *row.get("stages", ()),
            *row.get("parts", ()),
            *(i for pair in row.get("pairs", ()) for i in pair),
        ]
        strange = [id for id in named if id not in known]
        if strange or row["theme"] not in themes or row.get("figure", "") not in FIGURES:
            raise DeclarationError(
                f"{file}: 第 {row['number']} 项里的 {strange[0] if strange else row['theme']} 不认识，请改正。"
            )
        lists = {
            name: tuple(map(tuple, row[name]) if name == "pairs" else row[name])
            for name in ("shows", "indicators", "words", "kinds", "stages", "pairs", "parts")
            if name in row
        }
        systems[row["number"]] = System(**row | lists)
    return systems


def side_by_sides(
    system: System, facts: pd.DataFrame, places: Sequence[Place], years: Sequence[int] = ()
) -> list[Comparison]:
    """Return each indicator of a system side by side; places that say nothing keep a row with their reason."""
    declared = load_indicators()
    return [
        side_by_side(facts[facts["indicator"] == id], declared[id], list(places), list(years))
        for id in system.indicators
    ]


def quotes(
    system: System, reports: Iterable[tuple[Document, Sequence[Section]]], places: Mapping[str, Place]
) -> dict[Place, list[Quote]]:
    """Return the sentences of each place that hold a word of the system, the newest report first; one that several
    reports repeat stands once.
    """
    if not system.words:
        return {}
    wanted = re.compile(any_of(map(normalise, system.words)))
    by_place: dict[Place, list[Quote]] = {}
    for document, sections in sorted(reports, key=lambda pair: -pair[0].year):
        if document.place in places:
            by_place.setdefault(places[document.place], []).extend(
                _quotes(document, sections, wanted, system.kinds, places[document.place])
            )
    return {
        place: list({quote.text.strip(): quote for quote in reversed(sentences)}.values())[::-1]
        for place, sentences in by_place.items()
    }


def _quotes(
    document: Document, sections: Sequence[Section], wanted: re.Pattern[str], kinds: Sequence[str], place: Place
) -> Iterable[Quote]:
    for section, start, text in told_in(document, sections):
        if not kinds or section.kind in kinds:
            marks = tuple(m.span() for m in wanted.finditer(text))
            if marks:
                raw = document.raw[start : start + len(text)]
                yield Quote(document.id, place, section.year, section.kind, start, raw, marks)


def told_together(ids: Iterable[str], facts: pd.DataFrame, places: Sequence[Place]) -> dict[Place, list[Row]]:
    """Return what one report of each place states of several indicators: the report that states most of them, the
    latest of those.

    Confirmed statements of what is, of the whole; numbers of different reports are never put together.
    """
    wanted = list(ids)
    stated = facts[
        facts["indicator"].isin(wanted)
        & (facts["status"] == "stated")
        & (facts["trust"] != Trust.PENDING)
        & (facts["part"] == "")
        & facts["role"].isin([Role.ACTUAL, Role.BEFORE, Role.AFTER])
    ]
    by_place: dict[Place, list[Row]] = {}
    for place in places:
        mine: dict[str, list[Row]] = {}
        for row in rows_of(stated[stated["place"] == place.id]):
            mine.setdefault(row.document, []).append(row)
        best = max(mine.values(), key=lambda rows: (len({row.indicator for row in rows}), rows[0].year), default=[])
        once = {
            row.indicator: row for row in sorted(best, key=lambda row: (row.bound == Bound.EXACT, -row.start))
        }  # an exact figure before a rounded one
        if len(once) > 1:
            by_place[place] = [once[id] for id in wanted if id in once]
    return by_place


def wholes(system: System, facts: pd.DataFrame, places: Sequence[Place]) -> list[Whole]:
    """Return the stated total of each place with its stated parts; a place without both in one report is left out."""
    groups = told_together((system.total, *system.parts), facts, places).values()
    return [Whole(rows[0], tuple(rows[1:])) for rows in groups if rows[0].indicator == system.total]


def stages(system: System, facts: pd.DataFrame, places: Sequence[Place]) -> list[list[Row]]:
    """Return the stages that one report of each place states, in the order of the system; two stages at least."""
    return list(told_together(system.stages, facts, places).values())


def derived_of_stages(rows: Sequence[Row]) -> list[Derived]:
    """Return what neighbouring stages allow to be computed: the share of one unit, and what other channels brought
    at least.
    """
    names, shares = load_indicators(), []
    for one, other in zip(rows, rows[1:], strict=False):
        if one.value is None or other.value is None or one.period != other.period:
            continue
        a, b = names[one.indicator].name, names[other.indicator].name
        if one.unit == other.unit and one.value and other.value <= one.value:
            shares.append(
                Derived(f"{b}占{a}", other.value / one.value * 100, "%", f"{other.written}÷{one.written}", (one, other))
            )
        elif one.unit != other.unit and other.value > one.value:
            shares.append(
                Derived(
                    "其他渠道至少",
                    other.value - one.value,
                    other.unit,
                    f"{other.written}−{one.written}，设每次接通都成一件",
                    (one, other),
                )
            )
    return shares


def changes(system: System, facts: pd.DataFrame, places: Sequence[Place]) -> list[tuple[Row, Row]]:
    """Return before and after of the same report, pair by pair."""
    groups = (rows for pair in system.pairs for rows in told_together(pair, facts, places).values())
    return [(rows[0], rows[1]) for rows in groups]


def cut_of(before: Row, after: Row) -> Derived | None:
    """Return how much less the second is, relative to the first; of what grew, how many times it is."""
    if not before.value or after.value is None or before.unit != after.unit:
        return None
    if after.value > before.value:
        return Derived(
            "为原来的", after.value / before.value, "倍", f"{after.written}÷{before.written}", (before, after)
        )
    share = (before.value - after.value) / before.value * 100
    return Derived("减少", share, "%", f"（{before.written}−{after.written}）÷{before.written}", (before, after))


def in_markdown(systems: Mapping[int, System], indicators: Mapping[str, Indicator]) -> str:
    """Return the list of systems with the link that shows each, as ``docs/systems.md`` holds it."""
    themes = load_themes()
    head = [
        "# The systems that reports describe, and where each is shown",
        "",
        "Made by `python manage.py systems > docs/systems.md` from `data/systems.toml`. Each link is a page and a query of the running product.",
        "",
        "| 编号 | 体系 | 主题 | 链接 | 指标 |",
        "|---|---|---|---|---|",
    ]
    lines = [
        f"| {s.number} | {s.name} | {themes[s.theme].name} | `{s.link}` | {'、'.join(indicators[id].name for id in s.indicators) or '原句'} |"
        for s in systems.values()
    ]
    return "\n".join((*head, *lines, ""))
