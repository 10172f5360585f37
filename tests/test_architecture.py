"""The house keeps its floors: who may import whom, what code may not say, and where files may lie."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from core.model import Edition, Reason, Status, Trust

ROOT = Path(__file__).resolve().parent.parent
CODE = ("core", "pages", "server", "launch")
FILES = [ROOT / "app.py", ROOT / "manage.py", *(f for floor in CODE for f in sorted((ROOT / floor).rglob("*.py")))]
SCRIPTS = sorted(
    f
    for floor in CODE
    for kind in ("*.js", "*.css", "*.html", "*.svg")
    for f in (ROOT / floor).rglob(kind)
    if not f.name.endswith(".min.js")  # a library of others names its authors' hosts; the content policy asks none
)

# Top to bottom; a floor imports its own and lower ones only. A module stands on the deepest floor that names it.
FLOORS = (
    ("app",),
    ("server",),
    ("pages.look", "pages.analyse", "pages.check", "pages.manage"),
    ("pages.ui",),
    ("core.cli", "core.commands"),
    ("core.apart",),
    ("core.inbox", "core.fetching"),
    ("core.export",),
    ("core.screens",),
    ("core.library",),
    ("core.charts",),
    ("core.analysis",),
    ("core.store",),
    ("core.audit",),
    ("core.facts", "core.comparability", "core.pipeline"),
    ("core.parsing", "core.disclosure", "core.identity"),
    ("core.reading",),
    ("core.declarations", "core.words"),
    ("core.parsing.text", "core.places"),
    ("core.divisions",),
    (
        "core.model",
        "core.errors",
        "core.executing",
        "core.memory",
        "core.cutting",
        "core.plain",
        "core.version",
        "core.visible",
    ),
)
UNTELLING = {
    "told",
    "said",
    "found",
    "kept",
}  # what a thing is, not what was done with it: silence, quotes, match, rows
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "base", "tools", "stuff"}
MAY_NAME_HOSTS = {"http://www.w3.org", "http://schemas.openxmlformats.org", "http://localhost", "http://127.0.0.1"}


Check = Callable[[Path], object]


def of_every_file(check: Check, files: Sequence[Path] = FILES) -> dict[str, object]:
    """Return what a check finds, for each file in which it finds something."""
    found = ((file.relative_to(ROOT).as_posix(), check(file)) for file in files)
    return {name: faults for name, faults in found if faults}


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def module_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def imports(file: Path) -> set[str]:
    """Return the modules that a file imports, and for ``from a import b`` both ``a`` and ``a.b``."""
    found: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import hides the floor"
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def floor_of(module: str) -> int | None:
    fitting = [
        (len(name), depth)
        for depth, names in enumerate(FLOORS)
        for name in names
        if module == name or module.startswith(f"{name}.")
    ]
    return max(fitting)[1] if fitting else None


def literals(file: Path) -> list[str]:
    """Return the strings of a file that code uses: docstrings are for readers."""
    nodes = list(ast.walk(tree(file)))
    bare = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in bare]


def is_page(file: Path) -> bool:
    parts = file.relative_to(ROOT).parts
    return parts[0] == "pages" and parts[1] != "ui"


def test_a_file_imports_from_its_own_floor_and_below():
    def upwards(file: Path) -> list[str]:
        own = floor_of(module_of(file))
        floors = {name: floor_of(name) for name in imports(file)}
        return sorted(n for n, floor in floors.items() if own is not None and floor is not None and floor < own)

    assert of_every_file(upwards) == {}


def test_a_page_knows_no_other_page_and_computes_nothing():
    def other_pages(file: Path) -> list[str]:
        return [name for name in imports(file) if name.startswith("pages.") and not name.startswith("pages.ui")]

    def computed(file: Path) -> list[str]:
        return re.findall(r"\.(groupby|pivot|pivot_table|merge|apply)\(", file.read_text("utf-8"))

    pages = [file for file in FILES if is_page(file)]
    assert len(pages) > 5
    assert of_every_file(other_pages, pages) == {}
    assert of_every_file(computed, pages) == {}


def test_only_pages_and_the_shell_know_streamlit():
    def streamlit(file: Path) -> bool:
        below = file.relative_to(ROOT).parts[0] in ("core", "launch")
        return below and any(name.split(".")[0] == "streamlit" for name in imports(file))

    assert of_every_file(streamlit) == {}


def test_what_runs_before_the_packages_needs_none():
    for file in (ROOT / "manage.py", *(ROOT / "launch").glob("*.py")):
        foreign = {name.split(".")[0] for name in imports(file)} - set(sys.stdlib_module_names) - {"launch"}
        assert foreign == set(), file


def test_an_old_python_can_read_manage_py_far_enough_to_refuse():
    """No annotation, no f-string, no ``async``: what Python 2 and 3.6 cannot read would hide the message."""
    nodes = list(ast.walk(tree(ROOT / "manage.py")))
    assert not [node for node in nodes if isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.NamedExpr | ast.Match)]
    assert not [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_code_names_a_place():
    """What works for one place only does not work."""
    places = tomllib.loads((ROOT / "data" / "districts.toml").read_text("utf-8"))
    words = {str(word) for kind in (Status, Reason, Edition, Trust) for word in kind}  # ids that are words of ours too
    names = (places.keys() - words) | {row[key] for row in places.values() for key in ("name", "short_name")}
    names |= {alias for row in places.values() for alias in row.get("aliases", ())}

    def named(file: Path) -> set[str]:
        texts = literals(file)
        whole = "\n".join(texts)
        return {name for name in names if name in texts or (not name.isascii() and name in whole)}

    assert of_every_file(named) == {}


def test_nothing_lies_flat_in_pages():
    """Streamlit would serve it to a deep link without ``app.py``."""
    assert [file.name for file in (ROOT / "pages").glob("*.py") if file.name != "__init__.py"] == []


def test_names_say_what_a_module_is_for_and_so_does_its_first_line():
    def vague(file: Path) -> set[str]:
        return VAGUE & {part.removesuffix(".py") for part in file.relative_to(ROOT).parts}

    def silent(file: Path) -> bool:
        return bool(tree(file).body) and not ast.get_docstring(tree(file))

    assert of_every_file(vague) == {}
    assert of_every_file(silent) == {}


def names_given(node: ast.AST) -> list[str | None]:
    """Return the names that a node gives to what it makes: a variable, an argument, a field, a function, an import."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) | ast.Attribute(attr=name, ctx=ast.Store()):
            return [name]
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ExceptHandler(name=name):
            return [name]
        case ast.MatchAs(name=name) | ast.MatchStar(name=name) | ast.MatchMapping(rest=name):
            return [name]
        case ast.alias(name=name, asname=other):
            return [other or name]
    return []


def test_nothing_is_named_by_what_was_done_with_it():
    def untelling(file: Path) -> list[str]:
        return sorted({name for node in ast.walk(tree(file)) for name in names_given(node) if name in UNTELLING})

    everything = (
        "told = 1\nfor said, found in x: y.kept = lambda told: 2\ndef said(*found, **kept): ...\nfrom a import told\n"
    )
    assert sum(name in UNTELLING for n in ast.walk(ast.parse(everything)) for name in names_given(n)) == 9
    assert of_every_file(untelling) == {}


def test_no_code_reaches_for_another_host():
    def hosts(file: Path) -> set[str]:
        texts = literals(file) if file.suffix == ".py" else [file.read_text("utf-8")]
        return {h for text in texts for h in re.findall(r"(?:https?|wss?)://[A-Za-z0-9.-]+", text)} - MAY_NAME_HOSTS

    assert of_every_file(hosts, [*FILES, *SCRIPTS]) == {}


def test_what_a_browser_waits_for_is_a_function():
    """Playwright evaluates a bare expression anew at each look, which the content policy forbids unless the first succeeds."""
    waits = [
        (path.name, each.args[0].value)
        for path in (ROOT / "tests" / "browser").glob("*.py")
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(each, ast.Call) and getattr(each.func, "attr", "") == "wait_for_function"
        if isinstance(each.args[0], ast.Constant)
    ]
    assert waits and [each for each in waits if "=>" not in each[1]] == []


def test_no_exception_is_swallowed():
    def swallowed(file: Path) -> list[int]:
        handlers = [node for node in ast.walk(tree(file)) if isinstance(node, ast.ExceptHandler)]
        return [node.lineno for node in handlers if is_broad(node) and all(isinstance(p, ast.Pass) for p in node.body)]

    assert of_every_file(swallowed) == {}


def is_broad(handler: ast.ExceptHandler) -> bool:
    kind = handler.type
    return kind is None or (isinstance(kind, ast.Name) and kind.id in ("Exception", "BaseException"))
