"""The declared relations of ``data/rules.toml`` name what exists, and a wrong row is answered with the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.audit import find_relations, finding
from core.audit.rules import load_rules
from core.declarations import DATA, load_indicators
from core.errors import DeclarationError
from core.pipeline import read_facts
from tests.test_audit import document

RATIO = '[[ratios]]\nrate = "answer_rate"\nnumerator = "hotline_answered"\ndenominator = "hotline_calls"\n'


def test_the_shipped_rules_are_read():
    rules = load_rules()
    assert rules.ratios and rules.orders and rules.partitions and rules.derived
    assert (DATA / "rules.toml").exists()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (RATIO.replace("hotline_calls", "hotline_cals"), "“hotline_cals” 不认识。是否想写 “hotline_calls”？"),
        (RATIO.replace("denominator", "denominater"), "[[ratios]] 的键 “denominater” 不认识。是否想写 “denominator”？"),
        ('[[ratios]]\nrate = "answer_rate"\n', "[[ratios]] 缺少 numerator，请补上。"),
        ('[[orders]]\nlower = "answer_rate"\nupper = "close_rate"\nbroken = "eror"\n', "broken “eror” 不认识。"),
        ("[[rations]]\n", "表 “rations” 不认识。是否想写 “ratios”？"),
        ('[bounds]\nmay_pass_hundred = ["answer_rat"]\n', "指标 “answer_rat” 不认识。是否想写 “answer_rate”？"),
        ("[[ratios]\n", "TOML 格式有误"),
    ],
)
def test_a_wrong_row_is_answered_with_the_remedy(written: str, said: str, tmp_path: Path):
    file = tmp_path / "rules.toml"
    file.write_text(written, "utf-8")

    with pytest.raises(DeclarationError) as error:
        load_rules(file)

    assert said in str(error.value) and "rules.toml" in str(error.value)


def test_a_new_relation_is_one_row_that_the_audit_follows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    report, indicators = document("一、2021年工作总结\n全年热线办结率为95%，政务服务好评率为98%。"), load_indicators()
    reading = read_facts(report, indicators)
    assert find_relations(report, reading, indicators) == []

    row = '\n[[orders]]\nlower = "positive_rate"\nupper = "close_rate"\nwhy = "没有办结就没有好评"\n'
    file = tmp_path / "rules.toml"
    file.write_text((DATA / "rules.toml").read_text("utf-8") + row, "utf-8")
    rules = load_rules(file)
    monkeypatch.setattr(finding, "load_rules", lambda: rules)
    [relation] = find_relations(report, reading, indicators)
    assert "“98%”大于“95%”" in relation.words and "没有办结就没有好评" in relation.words
