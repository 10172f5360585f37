"""Disclosure reports of many makes: every layout with the habits and mishaps of real pages, each named, with what each
cell holds.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from core.disclosure import CellKey, DisclosureTables, State, read_tables
from core.disclosure.standard import load_standards
from core.parsing.text import normalise
from core.reading import read_bytes
from tests.disclosure_pages import TITLE, as_docx, as_html, as_pdf
from tests.disclosure_samples import BLANKS_SHOW, FULL, GRIDS, STYLES, Box, Report, laid_out, make_report, write

NONE = ("--", "—", "/", "——", "－", "-", "\\", "不涉及")
STRAY = ("? {}", "{} ?", "·{}", "{}?", "· {}")
FILES = ("html", "docx", "pdf")
TEXTS = (*STYLES, "tabs", "spaces")
PAGES = ("merged", "broken")  # web pages of other makes


@dataclass
class Make:
    """A report of some make: its bytes, and what is in it."""

    data: bytes
    name: str
    report: Report
    kinds: list[str]
    defect: CellKey | None = None  # the cell that was made wrong
    states: dict[CellKey, State] = field(default_factory=dict)  # that its writing leaves open

    def read(self, laid: bool = True) -> DisclosureTables:
        """Return the tables as the product reads them: with the grid that the file laid out, or from its text alone."""
        raw = read_bytes(self.data, self.name)
        return read_tables(normalise(raw.raw), raw.tables if laid else (), raw.raw)

    def state(self, key: CellKey) -> State:
        """Return what a reader sees in a cell."""
        return self.states.get(key) or self.report.state(key)

    def missed(self, tables: DisclosureTables) -> list[str]:
        """Return the cells that are read otherwise than they are written."""
        found = []
        for key, value in self.report.values.items():
            cell, state = tables.get(*key), self.state(key)
            expected = value if state is State.STATED else None
            if cell is None or (cell.value if cell.state is State.STATED else None) != expected:
                found.append(f"{key}: {cell and (cell.value, str(cell.state))} for {self.report.shown[key]!r}")
            elif (cell.state is State.NOT_APPLICABLE) != (state is State.NOT_APPLICABLE):
                found.append(f"{key}: {cell.state} for {self.report.shown[key]!r}")
            elif cell.state is State.REPAIRED:
                found.append(f"{key}: invented {cell.value} for {self.report.shown[key]!r}")
        return found

    def false_alarms(self, tables: DisclosureTables) -> list[str]:
        """Return the failed checks that no wrong cell explains."""
        key = self.defect
        return [c.says for c in tables.checks if c.verdict == "fail" and (key is None or key not in c.cells)]

    def silent(self, tables: DisclosureTables) -> bool:
        """Say whether a wrong cell passes without a word."""
        return self.defect is not None and not any(
            c.verdict == "fail" and self.defect in c.cells for c in tables.checks
        )


def make(rng: random.Random, form: str, kinds: tuple[str, ...] = ()) -> Make:
    """Return a report in the given form: a style of text, or a kind of file, with some mishaps unless they are named."""
    report = make_report(rng, rng.choice(list(load_standards().values())), dense=rng.random() < 0.6)
    _large(rng, report)
    kind = form if form in FILES else "html" if form in PAGES else "txt"
    made = Make(b"", f"sample.{kind}", report, [])
    for kind in kinds or _drawn(rng, form):
        MISHAPS[kind](rng, made)
        made.kinds.append(kind)
    made.data = _written(rng, made, form)
    return made


def _drawn(rng: random.Random, form: str) -> list[str]:
    kinds = [kind for kind in MISHAPS if rng.random() < 0.25]
    if form not in (*BLANKS_SHOW, *PAGES, "html", "docx", "tabs"):
        kinds = [kind for kind in kinds if not kind.startswith("blank")]
    return kinds


def _written(rng: random.Random, made: Make, form: str) -> bytes:
    if form in PAGES:
        return PAGES_OF[form](made.report).encode()
    if form in FILES:
        page = {"html": as_html, "docx": as_docx, "pdf": as_pdf}[form](made.report)
        return page.encode() if isinstance(page, str) else page
    labels = _labels(rng, made.kinds)
    furniture = 0.2 if "furniture" in made.kinds else 0.0
    if form in STYLES:
        return write(rng, made.report, form, furniture, labels).raw.encode()
    return _rows(made.report, {"tabs": "\t", "spaces": "   "}[form]).encode()


def _rows(report: Report, gap: str) -> str:
    """Return the report as it is copied from a sheet: a row a line, an empty place where a merged cell goes on."""
    lines = [TITLE, "一、总体情况", report.text["一"]]
    for grid, width, title in GRIDS.values():
        lines += [title, *(gap.join(box.text for box in row) for row in laid_out(grid(report), width))]
    return "\n".join([*lines, "五、存在的主要问题及改进情况", report.text["五"]]) + "\n"


def _merged_repeated(report: Report) -> str:
    """Return a web page without merged cells: what was merged stands in every place."""
    return _page(report, lambda boxes, width: [[box.text for box in row] for row in laid_out(boxes, width, True)])


def _broken(report: Report) -> str:
    """Return a web page with line breaks in its labels, and its second table in two, the head drawn again."""

    def rows(boxes: list[list[Box]], width: int) -> list[list[str]]:
        laid = laid_out(boxes, width)
        body = next(n for n, row in enumerate(laid) if any(box.key for box in row))
        cells = [[_wrapped(box) for box in row] for row in laid]
        return cells if width != APPLICATIONS else [*cells[:HALF], [], *cells[:body], *cells[HALF:]]

    return _page(report, rows)


def _wrapped(box: Box) -> str:
    return box.text if box.key or len(box.text) < 8 else f"{box.text[:6]}<br>{box.text[6:]}"


def _page(report: Report, rows: Callable[[list[list[Box]], int], list[list[str]]]) -> str:
    """Return a web page; an empty row parts a table in two."""
    body = [f"<h1>{TITLE}</h1><p>一、总体情况</p><p>{report.text['一']}</p>"]
    for grid, width, title in GRIDS.values():
        body.append(f"<p>{title}</p><table>")
        for row in rows(grid(report), width):
            body.append("".join(f"<td>{cell}</td>" for cell in row).join(("<tr>", "</tr>")) if row else NEXT_TABLE)
        body.append("</table>")
    body.append(f"<p>五、存在的主要问题及改进情况</p><p>{report.text['五']}</p>")
    return f"<html><head><meta charset=utf-8></head><body>{''.join(body)}</body></html>"


NEXT_TABLE = "</table><p>- 4 -</p><table>"
APPLICATIONS, HALF = 10, 16  # columns of the second table; the rows before it is parted
PAGES_OF = {"merged": _merged_repeated, "broken": _broken}


def _labels(rng: random.Random, kinds: list[str]) -> Callable[[str], str]:
    def written(label: str) -> str:
        if "wrapped" in kinds and len(label) > 8 and rng.random() < 0.5:
            at = rng.randrange(4, len(label) - 2)
            label = f"{label[:at]}\n{label[at:]}"
        if "units" in kinds and rng.random() < 0.4:
            label += "(件)"
        return label

    return written


def _large(rng: random.Random, report: Report) -> None:
    """Let some figures have four and five digits."""
    standard = report.standard
    for row in standard.table(1).rows:
        for column in row.columns:
            key = 1, row.code, column.id
            if rng.random() < 0.3 and column.id != "collected":
                report.values[key] = report.values[key] * 7 + 1304
    column = rng.choice([c.id for c in standard.table(2).rows[0].columns[:-1]])
    more = rng.choice((1230, 57897, 29, 3440))
    for code in ("new", "granted", "results"):
        for c in (column, "total"):
            report.values[2, code, c] += more
    for key, value in report.values.items():
        report.shown[key] = f"{value:f}"


# ---- mishaps and habits ---------------------------------------------------------------------------------------------


def _gap(rng: random.Random, made: Make) -> None:
    """57 897, 2 9: a blank inside a number."""
    for key, shown in made.report.shown.items():
        if shown.isdecimal() and len(shown) > 1 and rng.random() < 0.1:
            at = rng.choice(range(1, len(shown))) if len(shown) < 4 else len(shown) - 3
            made.report.shown[key] = f"{shown[:at]} {shown[at:]}"


def _stray(rng: random.Random, made: Make) -> None:
    """? 13: a mark that a lost blank or picture left."""
    for key, shown in made.report.shown.items():
        if shown.isdecimal() and rng.random() < 0.06:
            made.report.shown[key] = rng.choice(STRAY).format(shown)


def _none(rng: random.Random, made: Make) -> None:
    """-- alone in a cell: there is no such thing here."""
    how = rng.choice(NONE)
    for key, value in made.report.values.items():
        if value == 0 and made.report.shown[key] == "0" and rng.random() < 0.4:
            made.report.shown[key] = how
            made.states[key] = State.NOT_APPLICABLE


def _blank_table(rng: random.Random, made: Make) -> None:
    """One table leaves its zeros blank, the others write them."""
    number = rng.choice((1, 2, 3))
    _blank(made, lambda key: key[0] == number)


def _blank_columns(rng: random.Random, made: Make) -> None:
    """Kinds of applicants without applications stay blank."""
    columns = {"research", "welfare", "legal", "other"}
    _blank(made, lambda key: key[2] in columns)


def _blank_some(rng: random.Random, made: Make) -> None:
    """Some zeros are left blank, others written."""
    _blank(made, lambda key: rng.random() < 0.3)


def _blank(made: Make, which: Callable[[CellKey], bool]) -> None:
    for key, value in made.report.values.items():
        if value == 0 and made.report.shown[key] == "0" and which(key):
            made.report.shown[key] = ""


def _comma(rng: random.Random, made: Make) -> None:
    """1,204 and 1，204."""
    comma = rng.choice((",", "，"))
    for key, shown in made.report.shown.items():
        if shown.isdecimal() and len(shown) > 3:
            made.report.shown[key] = f"{int(shown):,}".replace(",", comma)


def _full(rng: random.Random, made: Make) -> None:
    """１２: digits as wide as characters."""
    for key, shown in made.report.shown.items():
        if rng.random() < 0.5:
            made.report.shown[key] = shown.translate(FULL)


def _counted(rng: random.Random, made: Make) -> None:
    """12件: the unit stands in the cell."""
    for key, shown in made.report.shown.items():
        if shown.isdecimal() and key[0] > 1 and rng.random() < 0.3:
            made.report.shown[key] = shown + "件"


def _wrong(rng: random.Random, made: Make) -> None:
    """One cell is wrong."""
    report = made.report
    key = rng.choice([k for k, v in report.values.items() if k[0] > 1 and report.shown[k] == f"{v:f}" and v > 0])
    report.values[key] += rng.choice((1, 10, 100))
    report.shown[key] = f"{report.values[key]:f}"
    made.defect = key


def _note(rng: random.Random, made: Make) -> None:
    """Prose around the tables has numbers of its own."""
    made.report.text["五"] = "注:表中数据截至2023年12月31日。公开平台2个,栏目35个,培训3次120人。"


def _habit(rng: random.Random, made: Make) -> None:
    """Something that the writing of the page does, not its figures."""


MISHAPS: dict[str, Callable[[random.Random, Make], None]] = {
    "none": _none,
    "blank table": _blank_table,
    "blank columns": _blank_columns,
    "blank some": _blank_some,
    "wrong": _wrong,
    "counted": _counted,
    "gap": _gap,
    "comma": _comma,
    "full": _full,
    "stray": _stray,
    "note": _note,
    "wrapped": _habit,
    "units": _habit,
    "furniture": _habit,
}
