"""Refuse what no report is: sentences without end, crowded with numbers. Reading them takes a time that grows with their
length, but every number keeps its whole sentence: what is stored of them grows with the square.
"""

from __future__ import annotations

import re

from core.errors import DocumentError
from core.parsing.breaks import SENTENCE_STOPS

SENTENCE = re.compile(rf"[^{SENTENCE_STOPS}]+")
STOP = re.compile(f"[{SENTENCE_STOPS}]")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
MOST_NUMBERS = 500  # in one sentence; those of the reports met so far hold a few dozen
MOST_QUOTED = 2_000_000  # characters that the quotes of one sentence's numbers may add up to
LONGEST = 5_000  # characters of one sentence
MOST_IN_TEXT = 20_000  # numbers


def refuse_endless(text: str) -> None:
    """Raise DocumentError for a normalised text that no report is.

    >>> refuse_endless("其中5件," * 3000)
    Traceback (most recent call last):
    core.errors.DocumentError: 第 1 行起有一句话长 15000 字、含 3000 个数字，不像报告。请检查内容，补上句号或换行后再试。
    """
    longest = max(map(len, STOP.split(text)))
    for sentence in SENTENCE.finditer(text) if longest > MOST_NUMBERS else ():
        length = sentence.end() - sentence.start()
        numbers = len(NUMBER.findall(text, *sentence.span())) if length > MOST_NUMBERS else 0  # a letter each at least
        if length > LONGEST or numbers > MOST_NUMBERS or numbers * length > MOST_QUOTED:
            line = text.count("\n", 0, sentence.start()) + 1
            raise DocumentError(
                f"第 {line} 行起有一句话长 {length} 字、含 {numbers} 个数字，不像报告。请检查内容，补上句号或换行后再试。"
            )
    together = len(NUMBER.findall(text)) if len(text) > MOST_IN_TEXT else 0
    if together > MOST_IN_TEXT:
        raise DocumentError(f"全文有 {together} 个数字，不像一份报告。请只导入报告本身。")
