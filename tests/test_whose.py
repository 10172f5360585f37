"""Whose a figure is: the document's own, or that of a body that is named before it."""

from __future__ import annotations

import pytest

from core.model import Document, DocumentKind, Edition, Trust
from core.parsing.statements import parse
from core.parsing.text import normalise


def whose(text: str) -> list[str]:
    """Return whose each number is, in a report of 示例市青溪区."""
    title, issuer = "示例市青溪区2021年工作总结", "示例市青溪区行政审批局"
    about = ("example", "", issuer, "市辖区", 2021, DocumentKind.SUMMARY, title, "", "", Edition.DIGEST, Trust.OFFICIAL)
    parsed = parse(Document(*about, text, normalise(text)))
    return [parsed.whose.get(statement.index, "") for statement in parsed.statements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青溪区设窗口30个。", [""]),
        ("临河区设窗口60个、我区30个。", ["临河区", ""]),
        ("办结率全市为98%,我区为99%。", ["全市", ""]),
        ("办结率全市平均为98%,我区为99%。", ["全市平均为", ""]),
        ("柳岸街道办件50件,石桥镇办件40件,全区办件900件。", ["柳岸街道", "石桥镇", ""]),
        ("临河区:设窗口60个,办件50件。\n全区办件900件。", ["临河区", "临河区", ""]),
        ("好评率最高的街道为99%。", ["最高的街道为"]),
        ("省里要求掌上可办率80%,我区达到92%。", ["省里要求", ""]),
        ("赴外地考察,当地设窗口60个。", ["赴外地考察"]),
        ("各街道设窗口60个,社区设窗口50个,园区办件40件。", ["", "", ""]),
        ("自助服务区设终端9台。", [""]),
        ("其中:梅溪县办件50件,办结40件;兰阳县办件30件。", ["梅溪县", "梅溪县", "兰阳县"]),
        ("转给部门和县区的工单50件,办结40件。", ["", ""]),
    ],
)
def test_a_number_names_whose_it_is(text, expected):
    found = whose(text)

    assert len(found) == len(expected)
    assert [bool(name) for name in found] == [bool(name) for name in expected]
    assert all(name.startswith(told) or told.startswith(name) for name, told in zip(found, expected, strict=True))
