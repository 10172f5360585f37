"""The texts that ship are complete, sourced, true to the official reports, and in our own words."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
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

each_source = pytest.mark.parametrize("name", SOURCES)
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


@each_source
def test_entry_is_complete_and_every_word_of_it_is_known(name: str):
    row = SOURCES[name]

    assert set(row) == FIELDS
    assert row["title"] and row["issuer"]
    assert row["level"] in LEVELS
    assert re.match(rf"{row['place'].split('_')[0]}-{row['year']}(-|$)", name)  # ankang_city-…: ids outlive a split
    assert row["kind"] in tuple(DocumentKind)
    assert row["edition"] in tuple(Edition)
    assert row["trust"] in tuple(Trust)


@each_source
def test_place_and_issuer_are_declared(name: str):
    row = SOURCES[name]
    issuers = {issuer.name: issuer for issuer in load_places()[row["place"]].issuers}

    assert row["issuer"] in issuers
    assert row["level"] == issuers[row["issuer"]].level


def test_every_declared_issuer_published_something_that_ships():
    declared = {(place.id, issuer.name) for place in load_places().values() for issuer in place.issuers}
    assert declared == {(row["place"], row["issuer"]) for row in SOURCES.values()}


@pytest.mark.parametrize("place", load_places().values(), ids=load_places())
def test_issuers_of_a_place_are_told_apart_on_screen(place):
    short = [issuer.short_name for issuer in place.issuers]
    assert len(set(short)) == len(short)


@each_source
def test_date_and_address_are_well_formed_or_empty(name: str):
    row = SOURCES[name]

    assert row["published"] == "" or DAY_OR_MONTH.fullmatch(row["published"])
    assert row["address"] == "" or urlsplit(row["address"]).scheme in ("http", "https")


@each_source
def test_what_is_not_confirmed_sends_nobody_to_a_mirror(name: str):
    row = SOURCES[name]

    assert row["trust"] != Trust.PENDING or row["address"] == ""
    assert row["trust"] != Trust.PENDING or "核对" in row["note"] or "转载页" in row["note"]


@each_source
def test_text_begins_with_its_title_and_is_plain(name: str):
    raw = (REPORTS / f"{name}.txt").read_bytes().decode("utf-8")

    assert raw.startswith(SOURCES[name]["title"] + "\n")
    assert "\r" not in raw and "\ufeff" not in raw and raw.endswith("\n")


@each_source
def test_text_states_a_figure(name: str):
    body = text_of(name).split("\n", 1)[1]
    assert re.search(r"[\dX]", body)


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
