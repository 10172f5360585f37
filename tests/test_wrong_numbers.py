"""What was once read wrong is read right: invented sentences of every kind, with all that may be read in them.

A case is a row of ``tests/wrong_numbers``; one that is still wrong stands in ``tests/known_failures`` with its reason, and must be
moved as soon as it is right: python manage.py test tests/test_wrong_numbers.py --move-known

    text        what stands below the heading of a year's review (``heading``), under ``title``; ``form = "html"`` for a page
    reads       every figure that may be read of a declared indicator as the document's own: the fields given must agree, and
                ``role`` is actual, ``period`` the report's year unless they are given; "a|b": one of these
    or_less     some of ``reads`` may be left unread
    or_doubted  all of ``reads`` may be left unread if the audit asks about the sentence; ``doubted``: it must ask
"""

from __future__ import annotations

import tomllib
from argparse import Namespace
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from core.audit import Verdict, find_relations
from core.commands.files import filed
from core.declarations import load_indicators
from core.model import Document, Fact, Role
from core.pipeline import Reading, read_facts
from core.store.filing import document_of

HERE = Path(__file__).resolve().parent
YEAR = 2023
HEAD = "[[cases]]\n"


@dataclass(frozen=True, kw_only=True)
class Case:
    """One input with its right result."""

    text: str
    reads: list[dict[str, object]]
    title: str = f"示例市青溪区行政审批服务局{YEAR}年度工作总结"
    heading: str = f"一、{YEAR}年工作回顾"
    form: str = "txt"
    or_less: bool = False
    or_doubted: bool = False
    doubted: bool = False
    reason: str = ""
    file: str = field(default="", compare=False)

    def content(self) -> str:
        """Return the file that a person would bring."""
        if self.form == "html":
            head = f"<title>{self.title}</title><h1>{self.title}</h1><p>{self.heading}</p>"
            return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{head}{self.text}</body></html>"
        return f"{self.title}\n\n{self.heading}\n{self.text}\n"


def cases(folder: str) -> list:
    return [
        pytest.param(Case(**row, file=file.name), id=f"{file.stem}-{row['text'].strip()[:24]}")
        for file in sorted((HERE / folder).glob("*.toml"))
        for row in tomllib.loads(file.read_text("utf-8"))["cases"]
    ]


def faults(case: Case, folder: Path) -> list[str]:
    """Return what is wrong in the reading of a case."""
    file = folder / f"report.{case.form}"
    file.write_text(case.content(), "utf-8")
    raw, filing = filed(file, Namespace())
    document = document_of("report", filing, raw.raw)
    reading = read_facts(document, load_indicators())
    own = [fact for fact in reading.facts if is_own(fact)]
    unread, found = list(case.reads), []
    for fact in [fact for fact in reading.facts if fact.indicator]:
        agreeing = next((expected for expected in unread if agrees(fact, expected)), None)
        if agreeing is not None:
            unread.remove(agreeing)
        elif fact in own:
            found.append(f"read but not so: {told(fact, document)}")
    missing = [] if case.or_less and own and not found else [f"not read: {expected}" for expected in unread]
    doubt = doubted(document, reading)
    if case.doubted and not doubt:
        found.append("the audit does not ask about it")
    return found + ([] if case.or_doubted and doubt and not own else missing)


def is_own(fact: Fact) -> bool:
    """Say whether a fact counts as the document's own result, whole."""
    return bool(fact.indicator) and fact.role in (Role.ACTUAL, Role.AFTER) and not fact.whose and not fact.part


def agrees(fact: Fact, expected: dict[str, object]) -> bool:
    ordinary: dict[str, object] = {"role": "actual|after", "period": str(YEAR), "whose": "", "part": ""}
    said = {
        "indicator": fact.indicator, "value": "" if fact.quantity.value is None else float(fact.quantity.value),
        "bound": str(fact.quantity.bound), "role": str(fact.role), "period": fact.period.code, "whose": fact.whose,
        "part": fact.part, "scope": fact.scope, "base": fact.base,
    }  # fmt: skip
    return all(said[name] in _either(value) for name, value in (ordinary | expected).items())


def _either(value: object) -> tuple[object, ...]:
    return tuple(value.split("|")) if isinstance(value, str) else (float(value),)


def doubted(document: Document, reading: Reading) -> bool:
    return any(r.verdict is not Verdict.PASS for r in find_relations(document, reading, load_indicators()))


def told(fact: Fact, document: Document) -> str:
    q = fact.quantity
    return f"{fact.indicator} {document.raw[q.start : q.end]} = {q.value} {fact.role} {fact.period.code} {fact.scope}"


@pytest.mark.parametrize("case", cases("wrong_numbers"))
def test_what_was_read_wrong_is_read_right(case: Case, tmp_path: Path):
    assert faults(case, tmp_path) == []


@pytest.mark.parametrize("case", cases("known_failures"))
def test_a_known_failure_still_fails(case: Case, tmp_path: Path, request: pytest.FixtureRequest):
    assert case.reason, "say why it is not read right yet"
    if faults(case, tmp_path):
        return
    if not request.config.getoption("--move-known"):
        pytest.fail(
            "it is read right now: pytest tests/test_wrong_numbers.py --move-known takes it out of known_failures"
        )
    move(case)


def move(case: Case) -> None:
    """Take the row of a case, as written and without its reason, from the known failures to the cases that are right."""
    source, goal = HERE / "known_failures" / case.file, HERE / "wrong_numbers" / case.file
    head, *rows = source.read_text("utf-8").split(HEAD)
    [row] = [row for row in rows if Case(**tomllib.loads(HEAD + row)["cases"][0]) == case]
    rows.remove(row)
    source.write_text(HEAD.join([head, *rows]), "utf-8") if rows else source.unlink()
    kept = "".join(line for line in row.splitlines(keepends=True) if not line.startswith("reason = "))
    before = goal.read_text("utf-8").rstrip("\n") + "\n\n" if goal.exists() else head
    goal.write_text(f"{before}{HEAD}{kept.rstrip()}\n", "utf-8")


def test_no_case_stands_twice():
    texts = [param.values[0].text for folder in ("wrong_numbers", "known_failures") for param in cases(folder)]

    assert len(texts) == len(set(texts))
