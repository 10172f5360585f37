"""How soon a change of selection, and a first page, is on the glass of this machine's Chromium, held against the bare app
in one run: ``bench --painted``.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

from server.measuring import Program, bare, ours, settled

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
SIDES = "o=yuhua&p=songjiang&p=shaoyang&p=ankang"
# Pages whose figure shows the places chosen, and how many of these it shows.
PAGES = {"indicator?i=positive_rate": 3, "theme?b=16": 3, "trend?i=positive_rate": 3, "openness?": 3, "plans?": 2,
         "measures?": 3}  # fmt: skip
BOX = ".st-key-p"
NAMES = f"() => [...document.querySelectorAll('{BOX} [data-tag]')].map(tag => tag.ariaLabel)"
ROUNDS, LOADS = 14, 5  # a place is taken out, then put back
WARMING = 2
PATIENCE = 180_000  # milliseconds, of a busy machine
NO_BROWSER = "测选择到画出要用本机的 Chromium 和 Playwright（pip install playwright），这里没有。"
# From the click to the frame in which the figure that follows from it is on the glass.
CLICK = """async button => {
  const drawn = () => [...document.querySelectorAll('.js-plotly-plot text')].map(text => text.textContent).join('|')
  const before = drawn()
  const frame = () => new Promise(requestAnimationFrame)
  const began = performance.now()
  button.click()
  for (;;) {
    await frame()
    const now = drawn()
    if (now && now !== before) break
    if (performance.now() - began > 60000) throw new Error("the figure did not change")
  }
  await frame()
  return performance.now() - began
}"""
BY_ITSELF = "() => document.querySelectorAll('.js-plotly-plot text').length > 4"
AT_REST = "[data-testid=stApp][data-test-script-state=notRunning]"


@dataclass(frozen=True, slots=True)
class Painted:
    """Milliseconds from a click until one sees it: medians, and the median ratio of neighbours."""

    ours: float
    bare: float
    ratio: float
    out: float  # the ratio where a place is taken out
    back: float  # where it is put back


def chromium() -> str | None:
    """Return the path of this machine's Chromium."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def change(page: Page, name: str, out: bool) -> float:
    """Take a place out of those chosen, or put it back, and return the milliseconds until one sees it."""
    if out:
        tags = f"{BOX} [data-tag][aria-label='{name}'], {BOX} [data-tag][aria-label^='{name} ·']"  # with its count
        spent = page.locator(tags).locator("button").evaluate(CLICK)
    else:
        page.locator(f"{BOX} input").fill(name)
        spent = page.get_by_role("option", name=re.compile(rf"^{name}( ·|$)")).evaluate(CLICK)
        page.keyboard.press("Escape")
    page.locator(AT_REST).wait_for()
    page.wait_for_timeout(150)
    return spent


def changed(pages: Mapping[str, Page], shown: int) -> dict[str, list[str]]:
    """Return the first places of each page's choice, which its figure shows; one that is put back stands last."""
    for each in pages.values():
        each.locator(f"{BOX} [data-tag]").first.wait_for()  # a figure may be drawn before its menus
    return {name: each.evaluate(NAMES)[:shown] for name, each in pages.items()}


def painted(pages: Mapping[str, Page], places: Mapping[str, list[str]], rounds: int) -> Painted:
    """Change both pages in turn, ours and bare, and return what it took.

    Args:
        places: those of the choice that the figure of each page shows, to be taken out and put back.
    """
    times: dict[str, list[float]] = {name: [] for name in pages}
    for n in range(WARMING + rounds):
        for name, each in pages.items():
            each.bring_to_front()
            times[name].append(change(each, places[name][n // 2 % len(places[name])], out=n % 2 == 0))
    own, plain = (times[name][WARMING:] for name in ("ours", "bare"))
    ratio = median(one / other for one, other in zip(own, plain, strict=True))  # of neighbours, as busy a machine
    out, back = (median(own[n::2]) / median(plain[n::2]) for n in (0, 1))
    return Painted(median(own), median(plain), ratio, out, back)


def measure(rounds: int = ROUNDS, loads: int = LOADS) -> dict[str, dict[str, float]]:
    """Return what was measured: name → ours, bare and their ratio; milliseconds of the clock."""
    from playwright.sync_api import sync_playwright

    with ours() as mine, bare() as other, sync_playwright() as playwright:
        settled(mine)
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        figures = {"first load, ms": _loaded(browser, mine, other, loads)}
        for address, shown in PAGES.items():
            both = {"ours": _page(browser, f"{_at(mine)}/{address}&{SIDES}"), "bare": _page(browser, _at(other))}
            one = painted(both, changed(both, shown), rounds)
            name = address.partition("?")[0]
            figures[f"selection to painted, {name}, ms"] = _row(one.ours, one.bare, one.ratio)
            for page in both.values():
                page.context.close()
        browser.close()
        return figures


def _loaded(browser: Browser, mine: Program, other: Program, loads: int) -> dict[str, float]:
    """Return how long a first page takes a browser that knows nothing yet."""
    addresses = {"ours": f"{_at(mine)}/indicator?i=positive_rate&{SIDES}", "bare": _at(other)}
    times: dict[str, list[float]] = {name: [] for name in addresses}
    for _ in range(loads + 1):
        for name, address in addresses.items():
            began = time.perf_counter()
            page = _page(browser, address)
            times[name].append((time.perf_counter() - began) * 1000)
            page.context.close()
    own, plain = (times[name][1:] for name in ("ours", "bare"))
    return _row(median(own), median(plain), median(a / b for a, b in zip(own, plain, strict=True)))


def _page(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 720}, locale="zh-CN").new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.wait_for_function(BY_ITSELF)
    page.locator(AT_REST).wait_for()
    return page


def _at(program: Program) -> str:
    return f"http://127.0.0.1:{program.port}"


def _row(own: float, plain: float, ratio: float) -> dict[str, float]:
    return {"ours": round(own), "bare": round(plain), "ratio": round(ratio, 2)}


def main(written: list[str] | None = None) -> int:
    """Measure and print the figures as JSON; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m server.painting", description="测选择到画出、首次打开要多久。")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="次数", help=f"每页换几次（默认 {ROUNDS}）")
    options = parser.parse_args(written)
    if find_spec("playwright") is None or chromium() is None:
        print(NO_BROWSER, file=sys.stderr)
        return 2
    print(json.dumps(measure(options.rounds)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
