"""nginx and Caddy as they are shipped, in front of the service, with TLS: who signs in, from where, and what is not believed."""

import json
import re
import subprocess
import time
from pathlib import Path

from machine import Machine
from person import FORGED, JAR, NAME, ORIGIN, PERSON, PROXY, curl, enrol, post
from table import Table, expect
from use import ADDRESS, CONFIGURATION, PASSWORD, Newcomer

ROOT = Path(__file__).resolve().parents[2]
def prepare(machine: Machine) -> str:
    """Addresses, a certificate, and the settings that the shipped files tell to make."""
    for address in (PROXY, PERSON):
        machine.sh(f"ip address add {address}/32 dev lo")
    machine.sh(
        "mkdir -p /etc/ssl/workup && cd /etc/ssl/workup && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256"
        f" -nodes -days 30 -subj /CN={NAME} -addext subjectAltName=DNS:{NAME} -keyout key.pem -out chain.pem 2>/dev/null"
    )
    settings = json.loads(machine.sh(f"cat {CONFIGURATION}"))
    # The lines that the head of the shipped file tells to add.
    told = re.search(r'"http": (\{.*\})', (ROOT / "deploy/nginx/workup.conf").read_text())
    expect(told is not None, "workup.conf does not tell what belongs into workup.json")
    settings["http"] |= json.loads(told.group(1)) if told else {}
    machine.write(CONFIGURATION, json.dumps(settings, indent=4) + "\n")
    machine.sh("systemctl restart workup")
    machine.wait_for(f"curl -fs {ADDRESS}/health/ready", 60)
    return machine.sh("workup config check >/dev/null && echo the configuration is sound").strip()


def nginx(machine: Machine) -> str:
    """nginx takes the shipped files as they are."""
    machine.sh("apt-get install --yes --quiet --no-install-recommends nginx-light && rm -f /etc/nginx/sites-enabled/default")
    machine.copy(ROOT / "deploy/nginx/workup.conf", "/etc/nginx/sites-enabled/workup")
    machine.copy(ROOT / "deploy/nginx/workup-proxy.conf", "/etc/nginx/snippets/workup-proxy.conf")
    machine.sh("nginx -t 2>&1 && systemctl restart nginx")
    return machine.sh("nginx -v 2>&1").strip()


def caddy(machine: Machine) -> str:
    """Caddy takes the shipped file, with the line for a certificate of one's own."""
    machine.sh("systemctl disable --now --quiet nginx; apt-get install --yes --quiet --no-install-recommends caddy")
    text = (ROOT / "deploy/caddy/Caddyfile").read_text()
    expect("\t# tls /etc/ssl" in text, "the Caddyfile has no line for a certificate of one's own")
    machine.write("/etc/caddy/Caddyfile", text.replace("\t# tls /etc/ssl", "\ttls /etc/ssl"))
    machine.sh("chgrp -R caddy /etc/ssl/workup && chmod 640 /etc/ssl/workup/key.pem && systemctl restart caddy")
    machine.wait_for(curl(f"-fo /dev/null {ORIGIN}/health/live"), 30)
    return machine.sh("caddy version").strip()


def transport(machine: Machine) -> str:
    """TLS 1.2 and 1.3 and nothing older; plain HTTP leads there; the service's own fields of answers come through."""
    for version, works in (("1.1", False), ("1.2", True), ("1.3", True)):
        words = f"-o /dev/null --tlsv{version} --tls-max {version} --ciphers DEFAULT@SECLEVEL=0 {ORIGIN}/health/live"
        expect((machine.attempt(curl(words)).returncode == 0) == works, f"TLS {version}")
    plain = machine.sh(f"curl -sS -o /dev/null -w '%{{http_code}} %{{redirect_url}}' --resolve {NAME}:80:{PROXY} http://{NAME}/x")
    expect(plain.startswith("308") and plain.split()[1] == f"{ORIGIN}/x", plain)
    headers = machine.sh(curl(f"-D - -o /dev/null {ORIGIN}/sign-in")).lower()
    for field in ("strict-transport-security: max-age", "content-security-policy:", "cache-control: no-store"):
        expect(headers.count(field) == 1, f"{headers.count(field)} times {field}")
    return "HSTS by the service, once"


def sign_in(newcomer: Newcomer, field: str, browser: str) -> str:
    """Signing in works through the proxy, and the access log has the person's address, whatever they wrote into a field."""
    machine = newcomer.machine
    said = post(machine, "/api/v1/session", {"login": "a.smit", "password": PASSWORD}, f"-A {browser} -H '{field}'")
    expect(" 200" in said.splitlines()[0] or " 201" in said.splitlines()[0], said[:200])
    expect("__host-workup" in said.lower() and "secure" in said.lower(), "no cookie that only TLS carries")
    events = machine.sh("workup audit search --limit 5 --output json")
    expect(PERSON in events and FORGED not in events, events[:300])
    return f"the log has {PERSON}"


def elsewhere(machine: Machine) -> str:
    """What another site's page sends is refused."""
    words = "-o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' -H 'Sec-Fetch-Site: cross-site'"
    asked = curl(f"{words} --data @/root/body.json {ORIGIN}/api/v1/session")
    code = machine.sh(asked.replace(f"Origin: {ORIGIN}", "Origin: https://evil.example"))
    expect(code == "403", code)
    return code


def large(machine: Machine) -> str:
    """A body that is too large is refused by the service, in its own words; a larger one by the proxy."""
    codes = []
    for size in (2_500_000, 4_000_000):
        machine.sh(f"head -c {size} /dev/zero > /root/large")
        words = f"-o /root/answer -w '%{{http_code}}' -H 'Content-Type: application/json'"
        codes.append(machine.sh(curl(f"{words} --data-binary @/root/large {ORIGIN}/api/v1/session")))
        if size == 2_500_000:
            expect("/problems/" in machine.sh("cat /root/answer"), "not the service's own words")
    expect(codes == ["413", "413"], str(codes))
    return ""


def stream(newcomer: Newcomer) -> str:
    """What changes is told through the proxy as it comes, not when a buffer is full: the first word within its five seconds."""
    words = newcomer.machine.words(curl(f"-N -b {JAR} --http1.1 {ORIGIN}/worklist/changes"))
    start = time.monotonic()
    process = subprocess.Popen(words, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        seconds = time.monotonic() - start
        second = process.stdout.readline() + process.stdout.readline()
    finally:
        process.terminate()
        process.wait()
    expect(first.startswith((b":", b"event:", b"id:", b"data:", b"retry:")), str(first))
    expect(seconds < 9 and time.monotonic() - start < 15, f"after {seconds:.1f} s")
    return f"first word after {seconds:.1f} s, next after {time.monotonic() - start:.1f} s ({len(second)} bytes)"


def check(table: Table, newcomer: Newcomer) -> None:
    """The rows of both proxies."""
    machine = newcomer.machine
    if not table.check("proxy", "the settings that go with a proxy", lambda: prepare(machine)):
        return
    for name, start in (("nginx", nginx), ("Caddy", caddy)):
        if not table.check(name, "takes the shipped configuration", lambda start=start: start(machine)):
            continue
        table.check(name, "TLS 1.2 and 1.3, and the service's HSTS", lambda: transport(machine))
        if name == "nginx":
            table.check(name, "a person signs in with a second factor", lambda: enrol(machine, "a.smit", PASSWORD))
        table.check(name, "signing in; the log has the person's address", lambda: sign_in(newcomer, "X-Nothing: 1", "a"))
        table.check(
            name,
            "a forged X-Forwarded-For is not believed",
            lambda: sign_in(newcomer, f"X-Forwarded-For: {FORGED}", "b"),
        )
        table.check(name, "a forged Forwarded is not believed", lambda: sign_in(newcomer, f"Forwarded: for={FORGED}", "c"))
        table.check(name, "another site's request is refused", lambda: elsewhere(machine))
        table.check(name, "too large a body is refused", lambda: large(machine))
        table.check(name, "changes are told as they come", lambda: stream(newcomer))
