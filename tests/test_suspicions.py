"""The findings of a report: each with its sentences and marks, a key that lasts, its tables and its years."""

from __future__ import annotations

import random

from core.audit import Verdict
from core.audit.suspicions import EQUATION, YEARS, Finding, findings_across, findings_of
from core.declarations import load_indicators
from core.disclosure.standard import load_standards
from core.facts import facts_frame
from core.model import Document, DocumentKind, Edition, Trust
from core.parsing.text import normalise
from core.pipeline import read_facts
from tests.disclosure_samples import make_report, write

INDICATORS = load_indicators()
WRONG = "全年开展上门帮办共620次（其中：企业帮办310件，个人帮办215件，上门80件，咨询25件）。"


def report(raw: str, id: str = "sample-2021", year: int = 2021) -> Document:
    return Document(
        id, "", "临江办", "", year, DocumentKind.BOTH, "", "", "", Edition.ORIGINAL, Trust.OFFICIAL, raw, normalise(raw)
    )


def errors(raw: str) -> list[Finding]:
    return [f for f in findings_of(report(raw), INDICATORS) if f.verdict is Verdict.ERROR]


def test_a_finding_marks_its_numbers_in_their_sentence():
    (finding,) = errors(f"一、帮办\n{WRONG}又办了别的事。")

    assert finding.computed == "630"
    assert finding.stated == "620"
    assert finding.passages[0].text == WRONG
    assert finding.figures == ("620次", "310件", "215件", "80件", "25件")


def test_a_key_stays_when_the_text_around_changes():
    assert errors(f"一、帮办\n{WRONG}")[0].key == errors(f"一、概况\n另有说明。\n二、帮办\n{WRONG}")[0].key


def test_the_same_sentence_twice_has_two_keys():
    found = findings_of(report(f"一、帮办\n{WRONG}\n二、再说\n{WRONG}"), INDICATORS)

    assert len({finding.key for finding in found}) == len(found)


def tables(year: int, change: tuple[int, str, str] | None = None) -> str:
    made = make_report(random.Random(7), load_standards()["2021"])
    if change:
        made.shown[change] = str(int(made.values[change]) + 5)
    return write(random.Random(1), made, "A").raw.replace("2023年", f"{year}年")


def test_a_wrong_total_of_a_table_names_its_cells():
    found = findings_of(report(tables(2021, (2, "results", "total"))), INDICATORS)

    wrong = [f for f in found if f.kind == EQUATION and f.verdict is Verdict.ERROR]
    assert wrong
    assert all(f.passages and f.figures and f.computed != f.stated for f in wrong)
    assert sum(f.kind == EQUATION for f in found) == 42


def test_tables_of_two_years_are_joined_by_what_is_carried_over():
    documents = [report(tables(year), f"sample-{year}", year) for year in (2021, 2022)]
    facts = facts_frame([(d, read_facts(d, INDICATORS)) for d in documents], {})

    found = findings_across(documents, facts, INDICATORS)

    assert any(f.kind == YEARS and f.report == "sample-2022" for f in found)
    assert len({f.key for f in found}) == len(found)
