"""Who may write: by no route a viewer, by every route an editor, and until there is one this machine alone."""

from __future__ import annotations

import http.client
import os
import re
import socket
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from sqlalchemy import func, select

from core import store
from core.errors import StoreError
from core.store import Store
from core.store.engine import open_store, reading
from core.store.schema import guesses
from pages.ui.signing import COOKIE, NOT_ALLOWED
from server.signing import PAGE, SIGNED
from tests.frames import Frames, Shown
from tests.office_login import CLIENT, SECRET, running_office
from tests.served import Served, running_server
from tests.store_world import built_store, write_data

PASSWORD = "一个足够长的密码 42"
ELSEWHERE = {"X-Forwarded-For": "192.0.2.7"}


@pytest.fixture
def office(address: str, tmp_path: Path) -> Iterator[Store]:
    made = built_store(address, write_data(tmp_path / "data"))
    yield made
    made.engine.dispose()


class TestEditors:
    def test_an_editor_is_known_by_the_password_alone(self, office: Store):
        store.add_editor("李明", PASSWORD, store=office)

        assert store.is_password_of("李明", PASSWORD, store=office)
        assert not store.is_password_of("李明", PASSWORD + "x", store=office)
        assert not store.is_password_of("王芳", PASSWORD, store=office)

    def test_a_sign_in_is_good_until_it_ends_or_the_editor_is_removed(self, office: Store):
        store.add_editor("李明", PASSWORD, store=office)
        first, second = (store.sign_in("李明", "192.0.2.7", store=office) for _ in range(2))
        assert store.signed_in(first, store=office) == ("李明", "192.0.2.7")

        store.sign_out(first, store=office)
        assert store.signed_in(first, store=office) == ("", "")
        assert store.signed_in(second, store=office)[0] == "李明"

        store.remove_editor("李明", store=office)
        assert store.signed_in(second, store=office) == ("", "")
        assert not store.has_editors(store=office) and not store.is_password_of("李明", "", store=office)

    def test_the_office_names_an_editor_by_his_address(self, office: Store):
        store.add_editor("李明", "", address="Li.Ming@Office.example", store=office)

        assert store.editor_with_address("li.ming@office.example", store=office) == "李明"
        assert store.editor_with_address("", store=office) == ""
        assert not store.is_password_of("李明", "", store=office)
        with pytest.raises(StoreError, match="已是编辑“李明”的"):
            store.add_editor("王芳", "", address="li.ming@office.example", store=office)

    def test_tries_are_counted_for_all_processes_together(self, office: Store, address: str):
        other = open_store(address, office.data / ".." / "data")  # as a second process would
        assert other is not office
        turns = [office, other] * 6

        by_address = [store.take_guess("192.0.2.9", f"王{n}", at=1000.0, store=turns[n % 12]) for n in range(10)]
        assert by_address == [0.0] * 8 + [10.0] * 2
        by_name = [
            store.take_guess(f"192.0.2.{n}", " 王芳"[n % 2 :], at=1000.0, store=turns[n % 12]) for n in range(100, 112)
        ]
        assert not any(by_name) and store.take_guess("192.0.2.99", "王芳", at=1000.0, store=other) == 20.0
        assert store.take_guess("192.0.2.9", "王", at=1010.0, store=other) == 0.0
        assert store.take_guess("192.0.2.9", "李", at=1e6, store=office) == 0.0
        with reading(office) as connection:
            assert connection.scalar(select(func.count()).select_from(guesses)) == 2, "what is over is forgotten"
        other.engine.dispose()

    @pytest.mark.parametrize(
        ("name", "password", "sentence"),
        [("", PASSWORD, "请写编辑的姓名"), ("李明", "short", "10 到 200 个字符"), ("李明", "", "请设一个密码")],
    )
    def test_what_is_no_editor_is_refused(self, office: Store, name: str, password: str, sentence: str):
        with pytest.raises(StoreError, match=sentence):
            store.add_editor(name, password, store=office)
        assert not store.has_editors(store=office)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with running_server(tmp_path_factory.mktemp("office")) as running:
        yield running


def ask(server: Served, method: str, path: str, body: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    sent = {"Content-Type": "application/x-www-form-urlencoded"} | {k.replace("_", "-"): v for k, v in headers.items()}
    connection.request(method, path, body.encode(), sent)
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()
    connection.close()
    return found


def signed(server: Served, name: str, password: str, **headers: str) -> tuple[int, str]:
    """Sign in and return the status and the cookie."""
    form = urlencode({"name": name, "password": password, "next": "text?d=a"})
    status, told, _ = ask(server, "POST", "/duibiao/sign-in", form, **headers)
    cookie = re.search(rf"{COOKIE}=([^;]+);.*HttpOnly.*SameSite=strict", told.get("set-cookie", ""), re.IGNORECASE)
    return status, f"{COOKIE}={cookie[1]}" if cookie else ""


def may_send(server: Served, **headers: str) -> bool:
    """Return whether a file would be taken: what Streamlit then says to a session it does not know is another matter."""
    return NOT_ALLOWED not in ask(server, "PUT", "/_stcore/upload_file/no-session/file", "text", **headers)[2]


class TestOverTheNetwork:
    def test_a_viewer_sends_no_file_and_this_machine_does(self, served: Served):
        assert not may_send(served, **ELSEWHERE)
        assert may_send(served)

    def test_nobody_can_say_that_he_is_this_machine(self, served: Served):
        assert not may_send(served, X_Duibiao_Caller="x local 127.0.0.1", **ELSEWHERE)

    @pytest.mark.parametrize("host", ["127.0.0.1:80", "10.1.2.3:{port}", "office", "localhost"])
    def test_what_a_proxy_forwards_without_a_word_is_not_this_machine(self, served: Served, host: str):
        assert not may_send(served, Host=host.format(port=served.port))
        assert may_send(served, Host=f"localhost:{served.port}")

    @pytest.mark.parametrize("path", ["/auth/login", "/auth/logout", "/oauth2callback"])
    def test_a_login_that_the_office_has_not_is_shut(self, served: Served, path: str):
        assert ask(served, "GET", path)[0] == 404

    def test_a_form_of_another_site_is_refused(self, served: Served):
        form = urlencode({"name": "李明", "password": PASSWORD})
        assert ask(served, "POST", "/duibiao/sign-in", form, Origin="http://evil.example")[0] == 403

    @pytest.mark.parametrize("after", ["//evil.example", "/\\evil.example", "https://evil.example", '"><script>'])
    def test_nobody_is_led_elsewhere_or_sees_what_he_did_not_write(self, served: Served, after: str):
        _, _, told = ask(served, "GET", f"/duibiao/sign-in?{urlencode({'next': after})}")
        assert "<script>" not in told and 'href="//' not in told and 'href="https:' not in told

    def test_a_viewer_writes_by_no_frame_of_the_websocket(self, served: Served):
        """The frames that confirm a report for this machine are sent once more by a viewer, before and after."""
        office = open_store(f"sqlite:///{(served.folder / 'duibiao.db').as_posix()}")
        pending = store.reports(store=office).query("trust == 'pending'")["id"].iloc[0]
        here, there = Frames(served), Frames(served, **ELSEWHERE)
        seen = here.run("reports", {"d": pending})
        frames = {
            seen.ids["text_input", "确认人"]: "李明",
            seen.ids["text_input", "依据"]: "已与 https://a.example.gov/1 核对",
        }
        frames |= {seen.ids["button", "确认来源"]: True}

        shown = there.run("reports", {"d": pending})
        assert ("button", "确认来源") not in shown.ids and "还没有设立编辑" in "".join(shown.words)
        there.run("reports", {"d": pending}, frames)
        assert store.report(pending, store=office).document.trust == "pending"

        here.run("reports", {"d": pending}, frames)
        assert store.report(pending, store=office).confirmed_by == "李明"
        here.close()
        there.close()

    def test_an_editor_signs_in_writes_and_signs_out(self, served: Served):
        """Runs last in this file: from now on the server has an editor."""
        office = open_store(f"sqlite:///{(served.folder / 'duibiao.db').as_posix()}")
        store.add_editor("李明", PASSWORD, store=office)
        assert not may_send(served), "with an editor, this machine is a viewer like any other"

        assert signed(served, "李明", "falsches Wort", **ELSEWHERE) == (403, "")
        status, cookie = signed(served, "李明", PASSWORD, **ELSEWHERE)
        assert status == 303 and cookie
        assert may_send(served, Cookie=cookie, **ELSEWHERE)
        assert "李明" in ask(served, "GET", "/duibiao/sign-in", Cookie=cookie)[2]

        assert ask(served, "POST", "/duibiao/sign-out", Cookie=cookie)[0] == 303
        assert not may_send(served, Cookie=cookie, **ELSEWHERE)

        tried = [signed(served, "王芳", f"guess number {n}", X_Forwarded_For="192.0.2.9")[0] for n in range(12)]
        assert 429 in tried and 303 not in tried


SETTINGS = """[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "nothing that is secret elsewhere 0123456789"
client_id = "{client}"
client_secret = "{secret}"
server_metadata_url = "{office}/.well-known/openid-configuration"
"""


class Browser:
    """Somebody's browser, as far as a login needs it: it keeps cookies and is led from address to address."""

    def __init__(self, server: Served) -> None:
        self.server, self.cookies = server, {}

    def get(self, address: str) -> str:
        """Return the address that is arrived at in the end."""
        for _ in range(6):
            told = urlsplit(address)
            connection = http.client.HTTPConnection("127.0.0.1", told.port or self.server.port, timeout=60)
            connection.request("GET", f"{told.path}?{told.query}", headers=self.headers())
            answer = connection.getresponse()
            answer.read()
            for written in answer.headers.get_all("Set-Cookie") or []:
                self.cookies |= {name: kept.value for name, kept in SimpleCookie(written).items()}
            connection.close()
            if not (address := answer.getheader("Location", "")):
                return told.geturl()
        raise AssertionError(f"led about without end: {address}")

    def headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "Origin": self.server.address}

    def page(self, name: str) -> tuple[Frames, Shown]:
        """Open a page with what the browser keeps, from elsewhere."""
        self.get("/_stcore/health")
        opened = Frames(self.server, self.cookies["_streamlit_xsrf"], **self.headers(), **ELSEWHERE)
        return opened, opened.run(name, {})


def test_who_signs_in_at_the_office_is_an_editor_if_his_address_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The whole way of OpenID Connect: from the button to the office, back with a code, which is redeemed, and out again."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with running_office() as office:
        settings = tmp_path / ".streamlit" / "secrets.toml"  # where Streamlit looks, beside the folder of the product
        settings.parent.mkdir()
        settings.write_text(SETTINGS.format(port=port, client=CLIENT, secret=SECRET, office=office.address), "utf-8")
        for home in ("HOME", "USERPROFILE"):
            monkeypatch.setenv(home, str(tmp_path))
        with running_server(tmp_path, port=port) as server:
            kept = open_store(f"sqlite:///{(tmp_path / 'duibiao.db').as_posix()}")
            store.add_editor("李明", "", address="li.ming@office.example", store=kept)
            assert "/duibiao/office" in ask(server, "GET", "/duibiao/sign-in")[2]

            people = [
                ({"email": "li.ming@office.example"}, True, "编辑：李明（退出）"),
                ({"email": "li.ming@office.example", "email_verified": False}, False, ">登录<"),
                ({"email": "wang.fang@office.example"}, False, "账号 wang.fang@office.example 没有登记为编辑"),
            ]
            for office.person, writes, said in people:
                browser = Browser(server)
                assert browser.get("/duibiao/office") == "/" and office.refused == []
                opened, shown = browser.page("import")
                assert said in "".join(shown.words), shown.words
                assert any(kind == "file_uploader" for kind, _ in shown.ids) == writes
                session = f"/_stcore/upload_file/{opened.session}/a"
                refused = NOT_ALLOWED in ask(server, "PUT", session, "text", **browser.headers(), **ELSEWHERE)[2]
                assert refused is not writes
                opened.close()

                assert browser.get("/auth/logout").startswith(f"{office.address}/leave")
                opened, shown = browser.page("import")
                assert ">登录<" in "".join(shown.words) and ("button", "用单位账号登录") in shown.ids, shown
                opened.close()

            stranger = Browser(server)
            stranger.get("/oauth2callback?code=code-0&state=guessed")
            assert "_streamlit_user" not in stranger.cookies and office.refused == []
            kept.engine.dispose()


def test_the_pages_for_signing_in_are_whole():
    for page in (PAGE, SIGNED):
        told = page.format(product="x", told="x", said="", secret="x", base="", next="", name="x", office="")
        assert "{" not in re.sub(r"<style>.*</style>", "", told, flags=re.DOTALL) and told.endswith("</html>")
    assert os.environ.get("DUIBIAO_START_CODE") is None
