"""The login of an office, as small as OpenID Connect allows: it asks nobody anything and vouches for whom a test names."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "duibiao", "secret-of-this-client"


@dataclass
class Office:
    """A provider; the next who comes is told to be ``person``."""

    address: str = ""
    person: dict[str, object] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"}))
    asked: dict[str, dict[str, str]] = field(default_factory=dict)  # code → what it was asked with
    refused: list[str] = field(default_factory=list)

    def metadata(self) -> dict[str, object]:
        """Return what ``server_metadata_url`` leads to."""
        return {
            "issuer": self.address, "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token", "jwks_uri": f"{self.address}/keys",
            "end_session_endpoint": f"{self.address}/leave", "response_types_supported": ["code"],
            "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }  # fmt: skip

    def back(self, asked: dict[str, str]) -> str:
        """Return where somebody is led who has signed in."""
        code = f"code-{len(self.asked)}"
        self.asked[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, told: dict[str, str], authorization: str) -> dict[str, object] | None:
        """Return the token for a code that is redeemed once, by whom it was given to; None else."""
        asked = self.asked.pop(told.get("code", ""), None)
        given = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        proof = hashlib.sha256(told.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).decode().rstrip("=")
        if not asked or given != f"{CLIENT}:{SECRET}" or challenge != asked["code_challenge"]:
            self.refused.append(f"{told} {given}")
            return None
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 600, "nonce": asked["nonce"]}
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, claims | self.person, self.key)
        return {"access_token": "a", "token_type": "Bearer", "expires_in": 600, "id_token": signed}


@contextmanager
def running_office() -> Iterator[Office]:
    """Run a provider on a free port of this machine."""
    office = Office()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = {key: values[-1] for key, values in parse_qs(urlsplit(self.path).query).items()}
            match urlsplit(self.path).path:
                case "/.well-known/openid-configuration":
                    self._say(200, office.metadata())
                case "/keys":
                    self._say(200, {"keys": [office.key.as_dict(private=False)]})
                case "/authorize":
                    self._say(302, {}, office.back(asked))
                case "/leave":
                    self._say(200, asked)
                case _:
                    self._say(404, {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            told = {key: values[-1] for key, values in parse_qs(body).items()}
            token = office.token(told, self.headers.get("Authorization", ""))
            self._say(200 if token else 400, token or {"error": "invalid_grant"})

        def _say(self, status: int, told: dict[str, object], location: str = "") -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            if location:
                self.send_header("Location", location)
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as listening:
        office.address = f"http://127.0.0.1:{listening.server_port}"
        thread = threading.Thread(target=listening.serve_forever, daemon=True)
        thread.start()
        yield office
        listening.shutdown()
        thread.join()
