# Somebody's session of a browser: signed in with a password and the code of an authenticator app, as everybody does.
"""Pages take no tokens."""

import base64
import hashlib
import hmac
import http.client
import json
import struct
import time

from service import BenchError

PASSWORD = "kwetterende zwaluw op dak"
STEP_SECONDS = 30


class Session:
    """A connection that stays open, with the cookies of somebody who has signed in."""

    def __init__(self, port, login, secret):
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies = {}
        self._expect("/api/v1/session", {"login": login, "password": secret})
        self._expect("/api/v1/session/password", {"password": PASSWORD})
        key = json.loads(self.get("/api/v1/session/new-factor", "application/json")[1])["secret"]
        self._expect("/api/v1/session/new-factor/confirmation", {"code": _code(key)})

    def get(self, path, accept):
        """What is at a path: status and bytes."""
        return self._send("GET", path, {"Accept": accept})

    def _expect(self, path, body):
        status, text = self._send("POST", path, {"Content-Type": "application/json"}, json.dumps(body))
        if status != 200:
            raise BenchError(f"POST {path} was answered with {status}: {text[:400].decode(errors='replace')}")

    def _send(self, method, path, fields, body=None):
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        fields |= {"Sec-Fetch-Site": "same-origin", "Accept-Language": "nl"} | ({"Cookie": cookies} if cookies else {})
        self._connection.request(method, path, body=body, headers=fields)
        answer = self._connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self._cookies[name] = value
        return answer.status, answer.read()


def _code(secret):
    """What the app shows now (RFC 6238: HMAC-SHA-1, 30 seconds, six digits)."""
    letters = secret.replace(" ", "").upper()
    key = base64.b32decode(letters + "=" * (-len(letters) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // STEP_SECONDS), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place:place + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"
