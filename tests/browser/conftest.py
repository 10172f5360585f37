"""Chromium against the real server: every page a test opens is watched for foreign requests, errors and violations."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as WaitedInVain

from server.painting import FLAGS, chromium
from tests.served import Served

SIZE = {"width": 1280, "height": 720}
# On a busy machine a page may be written anew in the very moment of a click, and the click is lost. What waited in
# vain is tried once more, and the summary names it; what is broken waits in vain twice. A figure or a word that is
# wrong fails at once.
ONCE_MORE = {"reruns": 1, "only_rerun": [r"Timeout \d+ms exceeded", r"^AssertionError: (?:Locator|Page) expected"]}
PATIENCE = 30_000  # milliseconds that a state is waited for: nothing is lost by it where the machine is idle
MISSING = (
    "Chromium is not on this machine, so what the browser shows was NOT tested: "
    "install it, or name one in the environment variable CHROMIUM"
)
# Streamlit's library for 64-bit numbers tries WebAssembly first and does without it when the policy says no.
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  if (event.blockedURI === "wasm-eval") return;
  console.error(`content policy: ${event.violatedDirective} ${event.blockedURI}`);
  (window.violations ??= []).push(event.violatedDirective);
});
"""
# a page that has not yet begun is not running either: it shows nothing, or only where something will be
SETTLED = """() => document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]") &&
  document.querySelector(".stMain [data-testid=stElementContainer]") &&
  !document.querySelector("[data-testid=stSkeleton], [data-testid=stAppSkeleton]")"""
# every figure has its marks, nothing moves, and no size has changed for a fifth of a second
DRAWN = """() => {
  const plots = [...document.querySelectorAll(".duibiao-figure")]
  const look = JSON.stringify(plots.map((each) => {
    const box = each.getBoundingClientRect(), drawing = each.querySelector(".main-svg")
    return [box.width, box.height, drawing?.getAttribute("width"), each.querySelectorAll("text").length]
  }))
  const components = [...document.querySelectorAll("[data-testid=stBidiComponentRegular]")] // empty until their scripts are there
  if (window.lastLook?.look !== look) window.lastLook = {look, since: performance.now()}
  return performance.now() - window.lastLook.since > 200 && plots.every((each) => each.querySelector(".main-svg")) &&
    components.every((each) => each.childElementCount) &&
    document.getAnimations().every((each) => each.playState !== "running" || each.effect.getTiming().iterations === Infinity)
}"""


@dataclass
class Watch:
    """What a page did while a test used it."""

    own: str
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def note_request(self, address: str) -> None:
        """Note a request that leaves the server's host and port."""
        if urlsplit(address).scheme not in ("data", "blob", "about") and not address.startswith(
            (self.own, self.websocket)
        ):
            self.foreign.append(address)

    def note_console(self, message: ConsoleMessage) -> None:
        """Note an error in the console; violations of the content policy are written there too."""
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    @property
    def websocket(self) -> str:
        """Return the server's address for websockets."""
        return self.own.replace("http://", "ws://")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests of this folder wait for the browser once more."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(**ONCE_MORE))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for this folder's tests, gone with its event loop before others run; without one they fail where
    they must run and are skipped elsewhere.
    """
    path = chromium()
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def new_page(browser: Browser, server: Served) -> Iterator[Callable[[], Page]]:
    """Open pages that share nothing, as different visitors would; at the end each must have kept to the rules."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_page() -> Page:
        context = browser.new_context(base_url=server.address, viewport=SIZE, locale="zh-CN")
        context.set_default_timeout(2 * PATIENCE)
        context.add_init_script(TELL_VIOLATIONS)
        watch = Watch(server.address)
        opened.append((context, watch))
        page = context.new_page()
        page.watch = watch
        page.on("request", lambda request: watch.note_request(request.url))
        page.on("websocket", lambda socket: watch.note_request(socket.url))
        page.on("console", watch.note_console)
        page.on("pageerror", lambda error: watch.errors.append(str(error)))
        return page

    yield open_page
    for context, _ in opened:
        context.close()
    assert [watch.foreign for _, watch in opened if watch.foreign] == []
    assert [watch.errors for _, watch in opened if watch.errors] == []


@pytest.fixture
def page(new_page: Callable[[], Page]) -> Page:
    """A page of a fresh visitor; that it kept to its host and made no error is checked when the test is over."""
    return new_page()


@pytest.fixture
def drawn() -> Callable[[Page], None]:
    """Wait until every figure is drawn and stands still."""

    def wait(page: Page) -> None:
        page.wait_for_function(DRAWN)

    return wait


@pytest.fixture
def press(settle: Callable[[Page], None]) -> Callable[[Locator, Locator], None]:
    """Click a button until what comes of it is seen: a page that is written anew at that moment loses a click."""

    def act(button: Locator, comes: Locator) -> None:
        for _ in range(3):
            settle(button.page)
            button.click()
            try:
                comes.first.wait_for(timeout=PATIENCE)
                return
            except WaitedInVain:
                continue
        expect(comes.first).to_be_visible()

    return act


@pytest.fixture
def settle(share: int) -> Callable[[Page], None]:
    """Wait until a page has run to its end; in a long measure longer, since what fails in it begins from the start."""
    patience = 40 * PATIENCE if share == 1 else 4 * PATIENCE

    def wait(page: Page) -> None:
        page.wait_for_function(SETTLED, timeout=patience)

    return wait
