"""The ledger of readings is what the reader reads today, and it tells what a change did.

python manage.py bench --readings --update     # then read the diff, and name the changes in the commit
"""

from __future__ import annotations

from pathlib import Path

import pytest

from core.cli import main
from core.commands.ledger import Entry, differences, entries_of, in_words, load_ledger, sentence
from core.commands.readings import KEPT, SHIPPED

PEERS = Path(__file__).resolve().parents[2] / "shared" / "peer_cases" / "cases.jsonl"
REMEDY = "python manage.py bench --readings --update"
THEN = "全年设置综合窗口35个，好评率98.5%。"
NOW = "全年设置综合窗口35个，好评率99.5%，办件12万件。"


def entries(text: str) -> list[Entry]:
    return entries_of(sentence("example", text), "example")


@pytest.mark.parametrize("name", SHIPPED)
def test_the_ledger_is_current(name: str):
    changed = differences(load_ledger(KEPT / f"{name}.csv"), SHIPPED[name]())

    assert [in_words(difference) for difference in changed] == [], REMEDY


@pytest.mark.skipif(not PEERS.exists(), reason="the cases of public projects are not on this machine")
def test_the_cases_of_public_projects_read_as_before(capsys: pytest.CaptureFixture[str]):
    kept = KEPT / "peers.csv"
    main(["bench", "--readings", str(PEERS), "--against", str(kept)])

    summary, *changed = capsys.readouterr().out.splitlines()
    assert changed == [], f"python manage.py bench --readings {PEERS} --save {kept}"
    assert "得 0，失 0，改 0" in summary


def test_a_change_is_told_as_gained_lost_or_altered():
    gained, altered = entries(NOW)[-1], entries(NOW)[1]
    lost = entries(THEN)[0]

    found = differences(entries(THEN), [altered, gained])

    assert [(d.before, d.after) for d in found] == [(lost, None), (entries(THEN)[1], altered), (None, gained)]
    assert [in_words(d)[0] for d in found] == ["-", "~", "+"]
    assert "value：98.5 → 99.5" in in_words(found[1])


def test_a_folder_is_held_against_what_was_saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    texts, saved = tmp_path / "texts", tmp_path / "saved.csv"
    texts.mkdir()
    report = texts / "report.txt"
    report.write_text(f"示例区2023年政务服务工作总结\n\n{THEN}\n", "utf-8")

    assert main(["bench", "--readings", str(texts), "--save", str(saved)]) == 0
    report.write_text(f"示例区2023年政务服务工作总结\n\n{NOW}\n", "utf-8")
    assert main(["bench", "--readings", str(texts), "--against", str(saved)]) == 0

    *_, summary, altered, gained = capsys.readouterr().out.splitlines()
    assert "得 1，失 0，改 1" in summary
    assert "98.5%" in altered and "12万件" in gained


def test_a_ledger_that_is_missing_or_of_other_columns_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", "utf-8")

    for file in (tmp_path / "none.csv", other):
        assert main(["bench", "--readings", str(KEPT / "digests.csv"), "--against", str(file)]) == 2
        assert file.name in capsys.readouterr().err
