"""The texts that ship are complete, sourced, true to the official reports, and in our own words."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from core.declarations import DATA, LEVELS, load_places
from core.model import DocumentKind, Edition, Trust
from core.parsing.terms import term_counter
from core.parsing.text import normalise

ROOT = DATA.parent
SHARED = ROOT.parent / "shared"  # official reports and their hand-read figures; not part of the project
REPORTS = DATA / "reports"
TERMS = DATA / "terms"
SOURCES: dict[str, dict] = tomllib.loads((REPORTS / "sources.toml").read_text("utf-8"))
DIGESTS = [name for name, row in SOURCES.items() if row["edition"] == Edition.DIGEST]
FIELDS = {"place", "issuer", "level", "year", "kind", "title", "published", "address", "edition", "trust", "note"}
DAY_OR_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?")

each_digest = pytest.mark.parametrize("name", DIGESTS)


def shared(path: str) -> Path:
    """Return a file of the shared folder, or skip and say so."""
    if not (SHARED / path).exists():
        pytest.skip(f"没有 ../shared/{path}，与官方原文的核对已跳过")
    return SHARED / path


def text_of(name: str) -> str:
    return (REPORTS / f"{name}.txt").read_text("utf-8")


def test_every_text_has_an_entry_and_every_entry_a_text():
    assert {file.stem for file in REPORTS.glob("*.txt")} == set(SOURCES)


def of_every_source(check: Callable[[str, dict], dict[str, object]]) -> dict[str, list[str]]:
    """Return, for each shipped report, what of it is not as it must be."""
    found = {name: [what for what, holds in check(name, row).items() if not holds] for name, row in SOURCES.items()}
    return {name: faults for name, faults in found.items() if faults}


def test_entries_are_complete_and_every_word_of_them_is_known():
    def entry(name: str, row: dict) -> dict[str, object]:
        place = load_places()[row["place"]]
        issuers = {issuer.name: issuer.level for issuer in place.issuers} or {row["issuer"]: place.level}  # by rule
        host = urlsplit(row["address"]).hostname or ""
        return {
            "fields": set(row) == FIELDS,
            "title and issuer": row["title"] and row["issuer"],
            "level": row["level"] in LEVELS,
            "name": re.match(
                rf"{re.split('[_-]', row['place'])[0]}(_\w+)?-{row['year']}(-|$)", name
            ),  # ids outlive a split
            "kind": row["kind"] in tuple(DocumentKind),
            "edition": row["edition"] in tuple(Edition),
            "trust": row["trust"] in tuple(Trust),
            "declared issuer": row["level"] == issuers.get(row["issuer"]),
            "published": row["published"] == "" or DAY_OR_MONTH.fullmatch(row["published"]),
            "address": row["address"] == "" or urlsplit(row["address"]).scheme in ("http", "https"),
            "mirror": row["trust"] != Trust.PENDING or not host or host.endswith(".gov.cn"),
            "what to confirm": row["trust"] != Trust.PENDING or "核对" in row["note"] or "转载页" in row["note"],
        }

    assert of_every_source(entry) == {}


def test_texts_begin_with_their_title_are_plain_and_state_a_figure():
    def text(name: str, row: dict) -> dict[str, object]:
        raw = (REPORTS / f"{name}.txt").read_bytes().decode("utf-8")
        return {
            "title": raw.startswith(row["title"] + "\n"),
            "plain": "\r" not in raw and "\ufeff" not in raw and raw.endswith("\n"),
            "figure": re.search(r"[\dX]", raw.split("\n", 1)[1]),
        }

    assert of_every_source(text) == {}


def test_every_declared_issuer_published_something_that_ships():
    declared = {(place.id, issuer.name) for place in load_places().values() for issuer in place.issuers}
    assert declared <= {(row["place"], row["issuer"]) for row in SOURCES.values()}


def test_issuers_of_a_place_are_told_apart_on_screen():
    short = {place.id: [issuer.short_name for issuer in place.issuers] for place in load_places().values()}
    assert {place: names for place, names in short.items() if len(set(names)) < len(names)} == {}


@each_digest
def test_every_figure_of_the_official_text_stands_in_its_digest(name: str):
    digest = normalise(text_of(name))
    with shared("gold/facts.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["report"] == name and row["tier"] in ("core", "masked")]
    places = {(row["start"], normalise(row["span"])) for row in rows}  # two facts may share one number
    needed = Counter(span for _, span in places)

    assert needed
    assert {span: n for span, n in needed.items() if digest.count(span) < n} == {}


def test_no_sentence_of_an_official_report_stands_in_the_project():
    tool = shared("tools/verbatim.py")
    found = subprocess.run([sys.executable, tool, ROOT, "--run", "24"], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


@each_digest
def test_term_counts_ship_with_every_digest(name: str):
    shipped = json.loads((TERMS / f"{name}.json").read_text("utf-8"))

    assert shipped["source"] == "official"
    assert shipped["total"] == sum(shipped["words"].values())
    assert shipped["characters"] > shipped["total"] > 0


def test_no_term_count_is_orphaned():
    assert {file.stem for file in TERMS.glob("*.json")} == set(DIGESTS)


@each_digest
def test_term_counts_are_those_of_the_official_text(name: str, tmp_path_factory: pytest.TempPathFactory):
    official = shared(f"reports/{name}.txt").read_text("utf-8")
    shipped = json.loads((TERMS / f"{name}.json").read_text("utf-8"))

    counted = term_counter(tmp_path_factory.getbasetemp()).count(official)

    assert json.loads(counted.as_json(date.fromisoformat(shipped["counted"]))) == shipped
