"""Callers of the service: a connection that stays open, with a token or with the cookies of somebody who has signed in."""

import http.client
import json
import ssl
import time
from dataclasses import dataclass
from typing import Any

from authenticator import totp

PASSWORD = "kwetterende zwaluw op dak"
# A connection that was idle for longer may be closed at any moment by whoever is at its other end, so it is not used again.
IDLE_SECONDS_MAX = 10


@dataclass(frozen=True)
class Address:
    """Where the service is reached, and from where."""

    host: str
    port: int
    # With TLS: what the certificate is checked by.
    trust: ssl.SSLContext | None = None
    # The name in the field Host; that of the address where there is none.
    name: str | None = None
    # The caller's own address; whichever the system takes where there is none.
    source: str | None = None

    def connect(self, seconds_max: float) -> http.client.HTTPConnection:
        """A connection that is made with its first request."""
        source = (self.source, 0) if self.source else None
        if self.trust is None:
            return http.client.HTTPConnection(self.host, self.port, timeout=seconds_max, source_address=source)
        return http.client.HTTPSConnection(
            self.host, self.port, timeout=seconds_max, source_address=source, context=self.trust
        )


@dataclass(frozen=True)
class Answer:
    """What was answered."""

    status: int
    text: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.text)


class Refused(Exception):
    """Another answer than was expected."""


class Caller:
    """One connection, opened again after it was closed; what goes wrong on it is an OSError."""

    def __init__(self, address: Address, token: str | None = None, seconds_max: float = 40) -> None:
        self._address = address
        self._seconds_max = seconds_max
        self._fields = {"Authorization": f"Bearer {token}"} if token else {"Sec-Fetch-Site": "same-origin"}
        if address.name:
            self._fields["Host"] = address.name
        self._connection = address.connect(seconds_max)
        self._used_at = time.monotonic()
        self.cookies: dict[str, str] = {}

    def send(self, method: str, path: str, body: Any = None, fields: dict[str, str] | None = None) -> Answer:
        """Sends a request once and gives its answer, whatever its status."""
        if time.monotonic() - self._used_at > IDLE_SECONDS_MAX:
            self._connection.close()
        sent = self._fields | (fields or {})
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            sent["Content-Type"] = "application/json"
        try:
            self._connection.request(method, path, json.dumps(body) if body is not None else None, sent)
            answer = self._connection.getresponse()
            text = answer.read()
        except (http.client.HTTPException, OSError) as error:
            self._connection.close()
            if isinstance(error, OSError):
                raise
            raise OSError(f"{type(error).__name__}: {error}") from error
        self._used_at = time.monotonic()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return Answer(answer.status, text)

    def expect(self, status: int, method: str, path: str, body: Any = None, **fields: str) -> Any:
        """Sends a request that has to be answered with this status; gives the JSON of the answer, where it has any."""
        answer = self.send(method, path, body, fields)
        if answer.status != status:
            raise Refused(f"{method} {path}: {answer.status} {answer.text[:400].decode(errors='replace')}")
        return answer.json if answer.text else None

    def close(self) -> None:
        """Closes the connection; the next request opens one."""
        self._connection.close()

    def at(self, address: Address) -> "Caller":
        """The same session by another way."""
        other = Caller(address, seconds_max=self._seconds_max)
        other.cookies = dict(self.cookies)
        return other

    def sign_in(self, login: str, secret: str) -> None:
        """Signs in for the first time: with the secret that the account was set up by, a password, and a second factor."""
        self.expect(200, "POST", "/api/v1/session", {"login": login, "password": secret})
        self.expect(200, "POST", "/api/v1/session/password", {"password": PASSWORD})
        key = self.expect(200, "GET", "/api/v1/session/new-factor")["secret"]
        self.expect(200, "POST", "/api/v1/session/new-factor/confirmation", {"code": totp(key)})
