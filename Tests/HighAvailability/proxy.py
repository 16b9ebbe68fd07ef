"""Three instances without a state of their own behind HAProxy: restarted one by one under load, no request may fail."""

import json
import time
from pathlib import Path
from typing import Any

import ledger
from balancer import PERSON, Balancer
from cluster import Cluster, prepare
from instance import NAME, Instance
from load import KEYS, Load
from processes import free_port, wait_until
from session import Address, Caller
from table import Table, expect

PART = "HAProxy"
CLIENTS = 8
RESTARTS = 2
DRAIN_SECONDS = 5
SETTINGS = {
    "WORKUP_HTTP_TRUSTED_PROXIES": "127.0.0.1",
    "WORKUP_HTTP_ORIGIN": f"https://{NAME}",
    "WORKUP_HTTP_DRAIN_SECONDS": str(DRAIN_SECONDS),
    "WORKUP_HTTP_SHUTDOWN_SECONDS_MAX": "20",
}


class Site:
    """A database, three instances, HAProxy, and people who have signed in through it."""

    def __init__(self, folder: Path, figures: dict[str, Any]) -> None:
        self.folder, self.figures = folder, figures
        self.cluster = Cluster(folder / "database", free_port())
        prepare(self.cluster.sql)
        self.instances = [Instance(folder, name, free_port(), self.cluster.url, SETTINGS) for name in "abc"]
        self.balancer = Balancer(folder / "balancer", (free_port(), free_port()), self.instances)
        self.people: list[Caller] = []

    def begin(self) -> str:
        """Everything is started; each client is somebody who signs in through the proxy."""
        secrets = self.instances[0].prepare(CLIENTS)
        self.instances[0].start()
        for other in self.instances[1:]:
            other.take_key(self.instances[0])
            other.start()
        self.balancer.start()
        for login, secret in secrets:
            person = Caller(self.balancer.address)
            person.sign_in(login, secret)
            self.people.append(person)
        return f"{len(self.people)} people signed in"

    def end(self) -> None:
        """Everything is stopped, whatever state it is in."""
        self.balancer.stop()
        for instance in self.instances:
            instance.kill()
        self.cluster.stop()

    def load(self, name: str) -> Load:
        """All of them at work."""
        return Load(self.people, self.folder, name, reads=3, resolve_seconds=60)

    def looks(self) -> int:
        """How often a whole workup was given out, as the access log has it."""
        return int(self.cluster.sql("select count(*) from audit_event where event_code = 'ReadWorkup' and outcome = 0"))

    def compared(self, load: Load) -> str:
        """What was acknowledged is there, once: by SQL, and read back over the API."""
        found = self.cluster.sql(KEYS).splitlines()
        names = {line.split(" ")[1] for path in load.ledgers for line in path.read_text().splitlines()}
        result = ledger.compare(ledger.read(load.ledgers), [key for key in found if key in names], float("inf"))
        expect(not result.lost and not result.twice, f"lost {result.lost[:3]}, twice {result.twice[:3]}")
        for key, workup in load.workups.items():
            whole = self.people[0].expect(200, "GET", f"/api/v1/workups/{workup}")
            expect(key in json.dumps(whole), f"{key} is not in what the API gives for it")
        return f"{result.there} acknowledged changes are there once"


def sessions(site: Site) -> str:
    """A session that was made on one instance counts on the others, and ends on all of them within a second."""
    direct = [Address("127.0.0.1", instance.port, None, NAME) for instance in site.instances]
    secret = site.instances[0].command(
        "user", "add", "s.ession", "Somebody Else", "neurologist", "--organisation", "UMC", "--set-up-secret"
    )["setUpSecret"]
    first = Caller(direct[0])
    first.sign_in("s.ession", secret)
    others = [first.at(address) for address in direct]
    for other in others:
        other.expect(200, "GET", "/api/v1/workups")
    ended = others[1].send("DELETE", "/api/v1/session").status
    expect(ended in (200, 204), f"signing out: {ended}")
    begun = time.monotonic()
    statuses = [other.send("GET", "/api/v1/workups").status for other in others]
    seconds = time.monotonic() - begun
    expect(statuses == [401, 401, 401], f"signed out, and answered with {statuses}")
    expect(seconds < 1, f"asked after {seconds:.1f} s")
    return f"ended on all three within {seconds * 1000:.0f} ms"


def addresses(site: Site) -> str:
    """The access log has the person's address, whatever they write into a field."""
    forged = "198.51.100.66"
    before = site.cluster.sql("select count(*) from audit_event")
    for field in ("X-Forwarded-For", "Forwarded"):
        value = forged if field.startswith("X") else f"for={forged}"
        site.people[0].expect(200, "GET", "/api/v1/workups", **{field: value})
    rows = site.cluster.sql(
        f"select distinct network_address from (select * from audit_event order by recorded_at offset {before.strip()}) e"
    ).split()
    expect(rows == [PERSON], f"the log has {rows}")
    return f"the log has {PERSON}"


def stream(site: Site) -> str:
    """A stream of changes stands longer than any time limit of the proxy, and ends when its instance stops."""
    person = site.people[0]
    connection = site.balancer.address.connect(60)
    cookies = "; ".join(f"{name}={value}" for name, value in person.cookies.items())
    connection.request("GET", "/worklist/changes", headers={"Cookie": cookies, "Host": NAME})
    answer = connection.getresponse()
    expect(answer.status == 200, str(answer.status))
    begun, words, longest, last = time.monotonic(), 0, 0.0, time.monotonic()
    while time.monotonic() - begun < 75:
        line = answer.readline()
        expect(line != b"", f"ended after {time.monotonic() - begun:.0f} s")
        longest, last, words = max(longest, time.monotonic() - last), time.monotonic(), words + 1
    connection.close()
    return f"75 s, {words} lines, at most {longest:.1f} s apart"


def _restart(site: Site, place: int) -> dict[str, float]:
    """One instance is told to stop, is gone, is started, is ready, and gets requests again."""
    instance = site.instances[place]
    gone = instance.stop()
    ready = instance.start()
    wait_until(f"HAProxy takes {instance.name} for ready", lambda: site.balancer.is_up(instance, place), 20)
    return {"gone": round(gone, 1), "ready": round(ready, 2)}


def rolling(site: Site) -> str:
    """All instances are restarted, twice through, while people work."""
    looks = site.looks()
    load = site.load("rolling")
    begun = time.monotonic()
    try:
        time.sleep(3)
        times = [_restart(site, place) for _ in range(RESTARTS) for place in range(3)]
        time.sleep(3)
    finally:
        load.stop()
    seconds = time.monotonic() - begun
    count = load.count
    site.figures["rolling restart"] = {
        "restarts": times, "seconds": round(seconds), "requests": count.requests, "failed": len(count.failed),
        "acknowledged": len(count.acknowledged), "reads": count.reads,
    }
    expect(not count.failed, f"{len(count.failed)} of {count.requests} requests failed: {[what for _, what in count.failed[:4]]}")
    there = site.compared(load)
    # Reading back looked at each of them once more.
    logged = site.looks() - looks - len(load.workups)
    expect(logged == count.reads, f"{count.reads} reads, {logged} of them in the access log")
    return f"{len(times)} restarts, 0 of {count.requests} requests failed in {seconds:.0f} s; {there}; {logged} looks logged"


def killed(site: Site) -> str:
    """The control: with kill -9 in the place of SIGTERM requests must fail, and still nothing acknowledged may be lost."""
    load = site.load("killed")
    try:
        time.sleep(2)
        for place in [*range(3), *range(3)]:
            instance = site.instances[place]
            instance.kill()
            time.sleep(3)
            instance.start()
            wait_until("HAProxy takes it for ready", lambda p=place: site.balancer.is_up(site.instances[p], p), 20)
    finally:
        load.stop()
    site.figures["control: kill -9"] = {"requests": load.count.requests, "failed": len(load.count.failed)}
    expect(bool(load.count.failed), f"none of {load.count.requests} requests failed: the clients see nothing")
    there = site.compared(load)
    return f"{len(load.count.failed)} of {load.count.requests} requests failed, as they must; {there}"


def check(table: Table, folder: Path, figures: dict[str, Any]) -> None:
    """The rows of this part."""
    site = Site(folder, figures)
    try:
        if not table.check(PART, "three instances on a database elsewhere, signed in through it", site.begin):
            return
        table.check(PART, "a session counts and ends on all instances", lambda: sessions(site))
        table.check(PART, "a forged X-Forwarded-For or Forwarded is not believed", lambda: addresses(site))
        table.check(PART, "a stream of changes stands", lambda: stream(site))
        table.check(PART, "rolling restart, twice through: no request fails", lambda: rolling(site))
        table.check(PART, "control: kill -9 fails requests, and loses nothing", lambda: killed(site))
    finally:
        site.end()
