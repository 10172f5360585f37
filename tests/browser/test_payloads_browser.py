"""Whatever a report, a file name, a person or an address says is words: on every page, screen and in every file nothing
of it runs, loads, calculates, leads elsewhere or turns the direction of what follows.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_plus, urlencode

import pytest
from playwright.sync_api import Page

from core import inbox
from core import store as stores
from core.export.formats import FORMATS, exported
from core.library import Library, open_library
from core.library.link import Link
from core.reading import read_bytes
from core.screens import exhibits_of, screens
from core.screens.own import own_link
from core.store import Store, open_store
from pages.ui.escape import JOINER
from tests.payloads import MARK, TURNED, payloads
from tests.served import Served, running_server

pytestmark = pytest.mark.browser

PLACE, OFFICE = "yuhua", "雨花区政务服务办公室"
SLASH = "∕"  # what looks like one and may stand in the name of a file
A_REPORT, NAME = 20, 3  # payloads; which of them names its file
SIGNS = "[onerror], [onload], [ontoggle], [onclick], [onmouseover], base, iframe, meta[http-equiv=refresh]"
OWN = "https://a.example.gov.cn/"  # where the reports say that they were published
READ = f"""() => {{
  const inside = root => [root, ...[...root.querySelectorAll('*')].flatMap(each => each.shadowRoot ? inside(each.shadowRoot) : [])]
  const roots = inside(document)
  const all = sign => roots.flatMap(root => [...root.querySelectorAll(sign)])
  return [
    all(`{SIGNS}`).map(each => each.outerHTML),
    all('[href], [src]').map(each => new URL(each.href?.baseVal ?? each.href ?? each.src, location))
      .filter(at => !/^(https?|data|blob):$/.test(at.protocol) || at.host.includes("evil")).map(String),
    window.ran, all('.katex').map(each => each.textContent),
    [...roots.slice(1).map(root => root.textContent), document.body.textContent,
     ...all('input, textarea').map(each => each.value)].join(' '),
    document.title]}}"""
WATCHED = "window.ran = []; window.hit = n => window.ran.push(n); window.alert = n => window.ran.push(n)"


@dataclass(frozen=True)
class World:
    """A server whose store is full of payloads."""

    server: Served
    store: Store
    reports: list[tuple[str, int, list[str]]]  # id, year, its payloads


def typed(words: str, most: int) -> str:
    """Return a payload as it may be typed into a field, "x" where it is too long for it."""
    return words if len(words) <= most else "x"


def bring(store: Store, year: int, told: list[str]) -> str:
    """Import a report that bears payloads in every field, correct it, confirm it, keep things under their names."""
    title, office, note, name, who, *rest = told
    lines = "\n".join(
        f"（{n}）热线受理诉求{n + 3}{n}0件{words}，好评率9{n % 10}.{n}%。" for n, words in enumerate(rest, 1)
    )
    text = f"{year}年工作总结\n一、工作情况\n{lines}\n办件{TURNED.format(m='5.89%')}件。\n二、存在问题\n{rest[0]}不足。\n三、下一步打算\n力争好评率达到99.9%{rest[1]}。\n"
    raw = read_bytes(text.encode(), f"{file_name(name)}.txt")
    filing = stores.propose_filing(
        raw, store=store, place=PLACE, year=year, kind="summary", title=title, issuer=f"{OFFICE}{office}", note=note,
        address=f"{OWN}?{office}", trust="pending",
    ).filing  # fmt: skip
    report = stores.import_report(raw, filing, store=store).report
    signed = {"who": typed(who, 60), "why": rest[2], "store": store}
    stores.confirm_report(report, who=signed["who"], why=f"{OWN}1 {rest[2]}", store=store)
    facts = stores.facts(document=report, store=store).query("status == 'stated' and indicator != ''")
    first = facts.iloc[0]
    stores.correct_fact(
        report, int(first["start"]), int(first["end"]), first["indicator"], field="value", after="77", **signed
    )
    stores.review(f"key {report}", "holds", **signed)
    stores.keep("basket", typed(rest[3], 60), own_link(rest[4], rest[5]), signed["who"], store=store)
    return report


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, share: int) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("payloads")
    told = payloads(500 if share == 1 else A_REPORT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(inbox.FOLDER, str(folder / "inbox"))
        with running_server(folder) as server:
            store = open_store(f"sqlite:///{(folder / 'duibiao.db').as_posix()}")
            reports = []
            for n in range(len(told) // A_REPORT):
                own, year = told[n * A_REPORT : (n + 1) * A_REPORT], 2027 + n
                reports.append((bring(store, year, own), year, own))
                drop(folder / "inbox", own)
            yield World(server, store, reports)
            store.engine.dispose()


@pytest.fixture
def server(world: World) -> Served:
    """The server whose pages are watched."""
    return world.server


def drop(folder: Path, told: list[str]) -> None:
    """Let files wait whose names are payloads."""
    folder.mkdir(exist_ok=True)
    for words in told[:5]:
        (folder / f"{file_name(words)}.txt").write_text(f"{words}\n2023年工作总结\n热线受理12件。\n", "utf-8")


def addresses(report: str, year: int, told: list[str]) -> list[str]:
    """Return what to open of a report: every page, the screens of a meeting, and addresses that are payloads."""
    sides = f"o={PLACE}&y={year}"
    figure, own = f"indicator?{sides}&i=positive_rate", own_link(told[6], f"{told[7]}\n{told[8]}")
    noted = Link.parse(f"{figure}&fig=indicator").with_("note", told[9]).written()
    collected = urlencode([("k", own), ("k", noted)])
    return [
        *(f"{'' if page == 'conclusion' else page}?{sides}&{urlencode({'t': told[0], 'q': told[1], 'p': told[2]})}"
          for page in screens()),
        figure, f"trend?o={PLACE}&i=positive_rate", f"text?d={report}", f"findings?rp={report}", f"reports?d={report}",
        f"search?{urlencode({'q': f'好评率 {told[10]}'})}", f"dictionary?{urlencode({'q': told[11]})}",
        f"words?{urlencode({'v': 'context', 'w': told[12][:20]})}", own, f"basket?{collected}", f"basket?{collected}&m=1",
        f"basket?{collected}&m=2", "import", "reports", "changes", f"text?{urlencode({'d': told[13]})}",
        f"duibiao/sign-in?{urlencode({'next': told[14]})}", urlencode({"dv": told[15]}).join(("?", "")),
    ]  # fmt: skip


def test_nothing_that_is_shown_runs_loads_or_leads_away(world: World, new_page, settle):
    seen: dict[str, int] = {}
    for report, year, told in world.reports:
        page = new_page()
        page.add_init_script(WATCHED)
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        for address in addresses(report, year, told):
            page.goto(f"{world.server.address}/{address}")
            if not address.startswith("duibiao/"):
                settle(page)
            if address == f"text?d={report}":
                page.locator(".report p").last.wait_for()
            _assert_inert(page, address, told, seen)
            if address == "import" and told[NAME][0] not in ".~":  # such files are left alone
                _look_for(page, told[NAME])
                _assert_inert(page, address, told, seen)
        page.context.close()
        print(f"{year}: {len(seen)} payloads seen inert", flush=True)
    everything = [words for _, _, told in world.reports for words in told]
    assert len(seen) >= 0.95 * len(everything), sorted(set(everything) - set(seen))


def _look_for(page: Page, name: str) -> None:
    """Open the list of files that wait, which are many, at one of them."""
    page.get_by_role("combobox", name=re.compile("收件文件夹")).fill(file_name(name).strip())
    page.get_by_role("option", name=re.search(rf"{MARK}\d+x", name)[0]).wait_for()


def _assert_inert(page: Page, address: str, told: list[str], seen: dict[str, int]) -> None:
    *signs, text, title = page.evaluate(READ)
    assert signs == [[], [], [], []], address
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text + title), address
    shown = squeezed(text)
    for words in told:
        mark = re.search(rf"{MARK}\d+x", words)[0]
        head, tail = (squeezed(part) for part in words.split(mark)[:: max(words.count(mark), 1)])
        # a sentence that is quoted may begin behind what ends one
        before, after = re.split("[;。!?]", head)[-1][-3:], tail[:2]
        for found in re.finditer(mark, shown):
            seen[words] = seen.get(words, 0) + 1
            left, right = shown[: found.start()], shown[found.end() :]
            # what a link carries stands there as the link writes it: own?ti=%3Amaterial%2F…
            assert left.endswith(before) or left[-4:].count("…") or plain(left).endswith(before), (
                address,
                words,
                left[-12:],
            )
            assert right.startswith((after, "…")) or plain(right).startswith(after), (address, words, right[:12])


def plain(text: str) -> str:
    """Return what a link carries."""
    return squeezed(unquote_plus(text))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text.replace(JOINER, "").replace(SLASH, "/"))


def file_name(words: str) -> str:
    """Return a payload as files can be called."""
    return words.replace("/", SLASH)


@pytest.fixture(scope="module")
def library(world: World) -> Iterator[Library]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(stores.ADDRESS, f"sqlite:///{(world.server.folder / 'duibiao.db').as_posix()}")
        yield open_library()


@pytest.mark.parametrize("ending", FORMATS)
def test_nothing_in_a_file_calculates_or_leads_away(world: World, library: Library, ending: str, share: int):
    for report, year, told in world.reports:
        every = [Link.parse(a) for a in addresses(report, year, told) if a.partition("?")[0] in screens()]
        links = every if share == 1 else every[len(screens()) - 1 :]  # in a sample those that name what was brought
        exhibits = [exhibit for link in links for exhibit in exhibits_of(link, library)]
        content = exported(ending, exhibits, library, told[0])
        found = [mark for mark in told if re.search(rf"{MARK}\d+x", mark)[0].encode() in unpacked(content)]
        assert len(found) >= 3
        assert "\u202e".encode() not in unpacked(content) and b"u202e" not in unpacked(content)
        if ending == ".csv":
            cells = [cell for line in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in line]
            assert [c for c in cells if c[:1] in ("=", "+", "-", "@") and not re.fullmatch(r"[-+]?[\d.]+", c)] == []
        elif ending != ".json":
            assert b"<f>" not in unpacked(content) and not re.search(rb"<f [^>]*>[^<]*evil", unpacked(content))
            assert not re.search(rb'Target="(?:javascript:|[^"]*evil)', unpacked(content))
            assert b"instrText" not in unpacked(content) or not re.search(rb"instrText[^<]*evil", unpacked(content))


def unpacked(content: bytes) -> bytes:
    """Return all that a file holds, the parts of an archive one after the other."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(
            unpacked(archive.read(name)) if name.endswith((".xml", ".rels", ".xlsx")) else b""
            for name in archive.namelist()
        )
