"""The people of the demo clinic, signed in: each once, with a password and an authenticator app, for as long as tests run."""

import base64
import hashlib
import hmac
import json
import struct
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlparse

from playwright.sync_api import Page

from service import Service

NEUROLOGIST = "f.testinga"
NEUROPHYSIOLOGIST = "r.proefstra"
TECHNICIAN = "k.meetsma"
LABORATORY = "l.monsterman"
NURSE = "n.zorgman"
COORDINATOR = "c.plansma"
ADMINISTRATOR = "a.beheersma"
PRIVACY_OFFICER = "p.geheimveld"
RESEARCHER = "o.zoekveld"
REGIONAL_NEUROLOGIST = "b.voorbeeld"
# Nobody else signs in as this one: tests of signing in may reset and refuse them as they like.
NEWCOMER = "w.hulpveld"

PASSWORD = "kwetterende zwaluw op dak"
_STEP_SECONDS = 30
# A second factor counts for five minutes where it is asked for again.
_FRESH_SECONDS = 200


@dataclass
class Answer:
    """What the service answered to one request."""

    status: int
    body: Any


@dataclass
class Api:
    """Somebody's session over REST, with the same cookie as their browser has."""

    origin: str
    cookies: dict[str, str] = field(default_factory=dict)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Sends a request; names of header fields have underscores for hyphens."""
        request = urllib.request.Request(self.origin + path, method=method)
        request.add_header("Sec-Fetch-Site", "same-origin")
        if self.cookies:
            request.add_header("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        try:
            answer = urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, value = cookie.split(";")[0].split("=", 1)
                self.cookies[name] = value
            text = answer.read().decode()
        try:
            return Answer(answer.status, json.loads(text) if text else None)
        except ValueError:
            return Answer(answer.status, text)

    def get(self, path: str) -> Any:
        """What is at a path; a refusal is a fault."""
        return self.expect(200, "GET", path)

    def expect(self, status: int, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Sends a request that has to be answered with this status."""
        answer = self.send(method, path, body, **headers)
        assert answer.status == status, f"{method} {path}: {answer.status} {answer.body}"
        return answer.body


class Authenticator:
    """The app on somebody's telephone. The service takes each code once, so a second one has to wait for its time."""

    def __init__(self, secret: str) -> None:
        letters = secret.replace(" ", "").upper()
        self._key = base64.b32decode(letters + "=" * (-len(letters) % 8))
        self._last = 0

    @staticmethod
    def shown_on(page: Page) -> "Authenticator":
        """The app that was opened by the link on the page where a second factor is set up."""
        address = page.locator("a[href^=otpauth]").get_attribute("href")
        assert address is not None
        return Authenticator(parse_qs(urlparse(address).query)["secret"][0])

    def code(self) -> str:
        """The next code that counts, shown when it has still two seconds to be typed."""
        while (step := int(time.time() + 2) // _STEP_SECONDS) <= self._last or int(time.time()) // _STEP_SECONDS < step:
            time.sleep(0.1)
        self._last = step
        digest = hmac.new(self._key, struct.pack(">Q", step), hashlib.sha1).digest()
        place = digest[-1] & 15
        number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
        return f"{number % 10**6:06d}"


@dataclass
class _SignedIn:
    api: Api
    app: Authenticator
    recovery_codes: list[str]
    factor_at: float


class People:
    """Whoever has signed in so far."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._signed_in: dict[str, _SignedIn] = {}

    def api(self, login: str, *, fresh: bool = False) -> Api:
        """Somebody's session; with `fresh`, their second factor was shown a short while ago."""
        person = self._signed_in.get(login)
        if person is None or person.api.send("GET", "/api/v1/session").status != 200:
            person = self._signed_in[login] = self._sign_in(login)
        if fresh and time.monotonic() - person.factor_at > _FRESH_SECONDS:
            # A recovery code needs no waiting.
            person.api.expect(200, "POST", "/api/v1/session/step-up", {"code": person.recovery_codes.pop()})
            person.factor_at = time.monotonic()
        return person.api

    def app(self, login: str) -> Authenticator:
        """Somebody's authenticator app. Soon after they have signed in, its next code has to be waited for."""
        self.api(login)
        return self._signed_in[login].app

    def cookies(self, login: str, *, fresh: bool = False) -> list[dict[str, Any]]:
        """Somebody's session as a browser keeps it."""
        fixed = {"domain": "127.0.0.1", "path": "/", "secure": True, "httpOnly": True, "sameSite": "Strict"}
        cookies = self.api(login, fresh=fresh).cookies
        return [{"name": name, "value": value} | fixed for name, value in cookies.items()]

    def forget(self, login: str) -> None:
        """Lets the next visit sign in anew, where a test changed what somebody signs in with."""
        self._signed_in.pop(login, None)

    def reset(self, login: str) -> str:
        """Takes away somebody's password and second factor; gives the secret that they set up new ones with."""
        self.forget(login)
        words = ["user", "reset", login, "--password", "--second-factor", "--reason", "tests in a browser"]
        return str(self._service.command(*words)["setUpSecret"])

    def _sign_in(self, login: str) -> _SignedIn:
        api = Api(self._service.origin)
        api.expect(200, "POST", "/api/v1/session", {"login": login, "password": self.reset(login)})
        api.expect(200, "POST", "/api/v1/session/password", {"password": PASSWORD})
        app = Authenticator(api.get("/api/v1/session/new-factor")["secret"])
        path = "/api/v1/session/new-factor/confirmation"
        codes = api.expect(200, "POST", path, {"code": app.code()})["recoveryCodes"]
        return _SignedIn(api, app, list(codes), time.monotonic())
