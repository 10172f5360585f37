"""A parser of files that others made may hang, grow or die: the server goes on and says so."""

from __future__ import annotations

import os
import sys
import threading
import time
import types

import pytest

from core.errors import DocumentError
from core.reading.child import Limits, parse_apart

PARSERS = """
import os, sys, time
from core.errors import DocumentError
from core.reading.document import Parsed

def slow(data, name): time.sleep(60)
def busy(data, name):
    while True: pass
def greedy(data, name): return Parsed(str(len(bytearray(3 << 30))))
def dead(data, name): os._exit(9)
def broken(data, name): raise ValueError("not a document")
def refusing(data, name): raise DocumentError(f"{name}：不要。")
def talking(data, name):
    print("a library talks"); os.write(1, b"and a C library too")
    return Parsed(data.decode() + name)
"""


@pytest.fixture(autouse=True)
def parsers(tmp_path, monkeypatch):
    (tmp_path / "odd_parsers.py").write_text(PARSERS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)


@pytest.mark.parametrize("parser", ["slow", "busy"])
def test_a_slow_parser_is_stopped(parser):
    start = time.monotonic()
    with pytest.raises(DocumentError, match="慢.docx：.*秒内没有读完"):
        parse_apart(f"odd_parsers:{parser}", b"x", "慢.docx", Limits(seconds=1))
    assert time.monotonic() - start < 40


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="address space is limited on Linux only")
def test_a_greedy_parser_is_stopped():
    with pytest.raises(DocumentError, match="大.docx：.*内存"):
        parse_apart("odd_parsers:greedy", b"x", "大.docx")


def test_a_dying_child_is_a_sentence():
    with pytest.raises(DocumentError, match="意外中断"):
        parse_apart("odd_parsers:dead", b"x", "死.docx")


def test_a_parser_that_fails_is_a_sentence_and_the_cause_is_kept():
    with pytest.raises(DocumentError, match="已损坏") as refused:
        parse_apart("odd_parsers:broken", b"x", "坏.docx")
    assert "ValueError: not a document" in str(refused.value.__cause__)


def test_a_refusal_comes_through_word_for_word():
    with pytest.raises(DocumentError) as refused:
        parse_apart("odd_parsers:refusing", b"x", "a.pdf")
    assert str(refused.value) == "a.pdf：不要。"


def test_what_libraries_print_does_not_stand_in_the_answer():
    assert parse_apart("odd_parsers:talking", "正文".encode(), "名.pdf").text == "正文名.pdf"


def test_the_application_is_not_run_again_in_the_child(tmp_path, monkeypatch):
    """Inside a Streamlit server ``__main__`` is the page being drawn; a spawned process would draw it once more."""
    trace = tmp_path / "ran"
    page = types.ModuleType("__main__")
    page.__file__ = str(tmp_path / "app.py")
    (tmp_path / "app.py").write_text(f"open({str(trace)!r}, 'w')", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "__main__", page)
    read: list[str] = []

    thread = threading.Thread(target=lambda: read.append(parse_apart("odd_parsers:talking", b"x", "n").text))
    thread.start()
    thread.join(30)

    assert read == ["xn"]
    assert not os.path.exists(trace)
