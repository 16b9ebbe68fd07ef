"""A person at a browser of the machine: they come from an address of their own, and have an authenticator app."""

import json

from authenticator import totp
from machine import Machine
from table import expect

NAME = "workup.example.org"
ORIGIN = f"https://{NAME}"
# Addresses that are for examples: the proxy's, the person's, one that nobody has.
PROXY, PERSON, FORGED = "192.0.2.1", "192.0.2.10", "198.51.100.66"
# Where the cookies of whoever has signed in whole are.
JAR = "/root/session"


def curl(words: str) -> str:
    """A request as the person makes it, trusting the certificate that was made for the proxy."""
    return (
        f"curl -sS --max-time 20 --interface {PERSON} --cacert /etc/ssl/workup/chain.pem"
        f" --resolve {NAME}:443:{PROXY} -H 'Origin: {ORIGIN}' {words}"
    )


def post(machine: Machine, path: str, body: dict[str, str], words: str = "") -> str:
    """Sends JSON as the page of the service does; gives the answer with its head."""
    machine.write("/root/body.json", json.dumps(body))
    return machine.sh(curl(f"-D - -H 'Content-Type: application/json' {words} --data @/root/body.json {ORIGIN}{path}"))


def enrol(machine: Machine, login: str, password: str) -> str:
    """Signs in for the first time: password, second factor, and the worklist opens."""
    jar = f"-c {JAR} -b {JAR}"
    post(machine, "/api/v1/session", {"login": login, "password": password}, jar)
    secret = json.loads(machine.sh(curl(f"{jar} {ORIGIN}/api/v1/session/new-factor")))["secret"]
    answer = post(machine, "/api/v1/session/new-factor/confirmation", {"code": totp(secret)}, jar)
    expect("recoveryCodes" in answer, answer[-200:])
    page = machine.sh(curl(f"{jar} -f {ORIGIN}/worklist"))
    expect("<html" in page and "/workups/" in page, "the worklist shows no workup")
    return f"a page of {len(page) // 1000} kB"
